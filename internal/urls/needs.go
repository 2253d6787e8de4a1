package urls

import "dialogmote/internal/dialogue"

// MyNeeds is where a contact tells what the delegates need of food and accessibility.
func (u Links) MyNeeds(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "behov")
}

// MyNeedsOf is where one delegate's needs are posted.
func (u Links) MyNeedsOf(l dialogue.Lang, reference string, delegate dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "behov", delegate.String())
}

// AboutMeNeeds is where a delegate's own needs are posted.
func (u Links) AboutMeNeeds(l dialogue.Lang, code string) string {
	return u.to(string(l), "om-meg", code, "behov")
}

// StaffNeeds is what is needed at a meeting, in numbers.
func (u Links) StaffNeeds(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabMeetings, meeting.String(), "mat-og-tilrettelegging")
}

// StaffNeedsWho shows who needs what, by POST, for it is logged.
func (u Links) StaffNeedsWho(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabMeetings, meeting.String(), "mat-og-tilrettelegging", "hvem")
}

// StaffNeedsFile is the numbers as a file: "csv" or "xlsx".
func (u Links) StaffNeedsFile(series, meeting dialogue.ID, format string) string {
	return u.StaffTab(series, TabMeetings, meeting.String(), "mat-og-tilrettelegging."+format)
}
