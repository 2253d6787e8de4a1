package urls

import "dialogmote/internal/dialogue"

// StaffDeclines is where a series' answers no stand, on the tab of its registrations.
func (u Links) StaffDeclines(series dialogue.ID) string {
	return u.StaffTab(series, TabRegistrations) + "#svar-nei"
}

// StaffDeclineNew notes a no that came by phone or letter.
func (u Links) StaffDeclineNew(series dialogue.ID) string {
	return u.to("intern", "invitasjoner", series.String(), "svar-nei", "ny")
}

// StaffDecline is where staff decide on a no ("avgjorelse") or take it back ("ta-tilbake"), by POST.
func (u Links) StaffDecline(series, decline dialogue.ID, part string) string {
	return u.to("intern", "invitasjoner", series.String(), "svar-nei", decline.String(), part)
}
