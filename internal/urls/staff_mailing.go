package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// The pages about inviting to a series.

// StaffInvite is where units are chosen: by POST to "valg" they are shown, by POST to the page itself their sending is prepared.
func (u Links) StaffInvite(series dialogue.ID, under ...string) string {
	return u.StaffTab(series, TabInvite, under...)
}

// StaffMailing is one sending; its parts are where it is looked at ("vis") and tried ("prove"), and where it is sent ("send"), paused
// ("pause"), resumed ("fortsett") and cancelled ("avbryt") by POST.
func (u Links) StaffMailing(series, mailing dialogue.ID, part ...string) string {
	return u.StaffTab(series, TabInvite, append([]string{mailing.String()}, part...)...)
}

// StaffMailingShow is the letter that a unit of a sending gets.
func (u Links) StaffMailingShow(series, mailing, unit dialogue.ID) string {
	return WithQuery(u.StaffMailing(series, mailing, "vis"), url.Values{"til": {unit.String()}})
}

// Poster is the poster of a published invitation as a page to print, and PosterPDF as a file.
func (u Links) Poster(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "plakat")
}

// PosterPDF is that poster as a file.
func (u Links) PosterPDF(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "plakat.pdf")
}
