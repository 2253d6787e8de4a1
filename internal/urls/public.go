package urls

import "dialogmote/internal/dialogue"

// The pages that anybody can read. l is the language of the page.

// List is the list of invitations and upcoming meetings.
func (u Links) List(l dialogue.Lang) string { return u.to(string(l), "invitasjoner") }

// Invitation is one invitation's page.
func (u Links) Invitation(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug)
}

// Registration is the form; it is also where the form is posted.
func (u Links) Registration(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "pamelding")
}

// RegistrationCheck shows the answers before they are sent.
func (u Links) RegistrationCheck(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "pamelding", "sjekk")
}

// RegistrationSend is where the checked answers are posted.
func (u Links) RegistrationSend(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "pamelding", "send")
}

// RegistrationReceived tells that a registration is received. The reference authorises nothing: the page shows no names.
func (u Links) RegistrationReceived(l dialogue.Lang, slug, reference string) string {
	return u.to(string(l), "invitasjoner", slug, "pamelding", "mottatt", reference)
}

// SeriesCalendar is the calendar file of every meeting of an invitation.
func (u Links) SeriesCalendar(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "kalender.ics")
}

// MeetingCalendar is the calendar file of one meeting.
func (u Links) MeetingCalendar(l dialogue.Lang, slug string, meeting dialogue.ID) string {
	return u.to(string(l), "invitasjoner", slug, "moter", meeting.String(), "kalender.ics")
}

// Material is a document to download. The file's name is for the reader; the id decides.
func (u Links) Material(l dialogue.Lang, slug string, material dialogue.ID, fileName string) string {
	return u.to(string(l), "invitasjoner", slug, "dokumenter", material.String(), fileName)
}

// PublicCoverage is an organiser's coverage, where it is public.
func (u Links) PublicCoverage(l dialogue.Lang, organiser string) string {
	return u.to(string(l), "dekning", organiser)
}

// Statement is where written input is sent.
func (u Links) Statement(l dialogue.Lang, slug string) string {
	return u.to(string(l), "invitasjoner", slug, "innspill")
}
