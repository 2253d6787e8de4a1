package urls

import "dialogmote/internal/dialogue"

// The staff's pages. Their language is the user's choice, not part of the address.

// Staff is the staff's front page, the work list.
func (u Links) Staff() string { return u.to("intern") }

// StaffSignIn is the sign-in page.
func (u Links) StaffSignIn() string { return u.to("intern", "logg-inn") }

// StaffSignOut ends the session, by POST.
func (u Links) StaffSignOut() string { return u.to("intern", "logg-ut") }

// StaffLanguage changes the language of the staff's pages, by POST.
func (u Links) StaffLanguage() string { return u.to("intern", "sprak") }

// StaffPreview shows how a Markdown text will look, by POST.
func (u Links) StaffPreview() string { return u.to("intern", "forhandsvisning") }

// StaffUsers lists the organiser's users.
func (u Links) StaffUsers() string { return u.to("intern", "brukere") }

// StaffUserNew makes a user.
func (u Links) StaffUserNew() string { return u.to("intern", "brukere", "ny") }

// StaffUser changes one user.
func (u Links) StaffUser(user dialogue.ID) string { return u.to("intern", "brukere", user.String()) }

// StaffOrganiser changes the organiser.
func (u Links) StaffOrganiser() string { return u.to("intern", "arrangor") }

// StaffAccount is the signed-in user's own page.
func (u Links) StaffAccount() string { return u.to("intern", "konto") }

// StaffAccountPassword is where the signed-in user's new password is posted.
func (u Links) StaffAccountPassword() string { return u.to("intern", "konto", "passord") }

// StaffUserPassword gives a user a temporary password, by POST.
func (u Links) StaffUserPassword(user dialogue.ID) string {
	return u.to("intern", "brukere", user.String(), "passord")
}

// StaffSeriesList lists the organiser's invitations.
func (u Links) StaffSeriesList() string { return u.to("intern", "invitasjoner") }

// StaffSeriesNew makes an invitation.
func (u Links) StaffSeriesNew() string { return u.to("intern", "invitasjoner", "ny") }

// StaffSeries is the front page of one invitation.
func (u Links) StaffSeries(series dialogue.ID) string {
	return u.to("intern", "invitasjoner", series.String())
}

// Tab is one of the pages about an invitation; its value is its place in the address.
type Tab string

// The tabs of an invitation, in the order they are shown.
const (
	TabOverview      Tab = ""
	TabRegistrations Tab = "pameldinger"
	TabText          Tab = "tekst"
	TabMeetings      Tab = "moter"
	TabRegions       Tab = "regioner"
	TabProgramme     Tab = "program"
	TabMaterials     Tab = "dokumenter"
	TabContacts      Tab = "kontakter"
	TabRules         Tab = "regler"
	TabRoles         Tab = "roller"
	TabQuestions     Tab = "sporsmal"
	TabPrepared      Tab = "forberedelser" // what delegations have answered
	TabConfirmation  Tab = "bekreftelse"
	TabLetters       Tab = "brev"
	TabInvite        Tab = "invitere"   // letters with personal links
	TabAfter         Tab = "etter"      // who came, thanks and evaluation
	TabEvaluation    Tab = "evaluering" // what those who came are asked
	TabStatus        Tab = "status"     // who has answered, and who is silent
	TabRequests      Tab = "onsker"     // when units ask for meetings
	TabSelection     Tab = "utvalg"     // when the series selects
	TabOffers        Tab = "plasser"    // the waiting list and places that have come free
)

// StaffTab is a tab of an invitation, or a page under it: StaffTab(id, TabMeetings, "ny").
func (u Links) StaffTab(series dialogue.ID, tab Tab, under ...string) string {
	if tab == TabOverview {
		return u.StaffSeries(series)
	}
	return u.to(append([]string{"intern", "invitasjoner", series.String(), string(tab)}, under...)...)
}

// StaffOffersMake is where proposed offers are made, by POST.
func (u Links) StaffOffersMake(series dialogue.ID) string {
	return u.StaffTab(series, TabOffers, "tilby")
}

// StaffSeriesAction is where a button on an invitation's front page posts: "publiser", "lukk".
func (u Links) StaffSeriesAction(series dialogue.ID, action string) string {
	return u.to("intern", "invitasjoner", series.String(), action)
}

// StaffSeriesPreview shows an invitation as the public will see it.
func (u Links) StaffSeriesPreview(series dialogue.ID, l dialogue.Lang) string {
	return u.to("intern", "invitasjoner", series.String(), "forhandsvisning", string(l))
}

// StaffRegistration is one registration.
func (u Links) StaffRegistration(series, registration dialogue.ID) string {
	return u.StaffTab(series, TabRegistrations, registration.String())
}

// StaffRegistrationNew registers on a unit's behalf.
func (u Links) StaffRegistrationNew(series dialogue.ID) string {
	return u.StaffTab(series, TabRegistrations, "ny")
}

// StaffMeeting changes one meeting.
func (u Links) StaffMeeting(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabMeetings, meeting.String())
}

// StaffMeetingNew adds a meeting.
func (u Links) StaffMeetingNew(series dialogue.ID) string {
	return u.StaffTab(series, TabMeetings, "nytt")
}

// StaffProgrammeOf is the programme of one meeting.
func (u Links) StaffProgrammeOf(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabProgramme) + "?mote=" + meeting.String()
}

// StaffSeriesCopy makes a new invitation that begins as this one.
func (u Links) StaffSeriesCopy(series dialogue.ID) string {
	return u.StaffSeriesNew() + "?fra=" + series.String()
}

// StaffParticipants is a meeting's list of participants.
func (u Links) StaffParticipants(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabMeetings, meeting.String(), "deltakere")
}

// StaffLetter shows one letter as it was sent.
func (u Links) StaffLetter(series, letter dialogue.ID) string {
	return u.StaffTab(series, TabLetters, letter.String())
}

// StaffExport is a file of an invitation's registrations: "csv", "xlsx" or "ics".
func (u Links) StaffExport(series dialogue.ID, format string) string {
	return u.StaffTab(series, TabRegistrations, "liste."+format)
}

// StaffRegistrationPart is a page about one registration: "deltakere", "kontakt", "onske", "mote", "meld-av", "avgjorelse", "plass".
func (u Links) StaffRegistrationPart(series, registration dialogue.ID, part string) string {
	return u.StaffTab(series, TabRegistrations, registration.String(), part)
}

// StaffProposal takes people over from a second registration for the unit, or dismisses it, by POST.
func (u Links) StaffProposal(series, registration, proposal dialogue.ID) string {
	return u.StaffTab(series, TabRegistrations, registration.String(), "forslag", proposal.String())
}

// StaffParticipantsFile is a meeting's list of participants as a file: "csv" or "xlsx".
func (u Links) StaffParticipantsFile(series, meeting dialogue.ID, format string) string {
	return u.StaffTab(series, TabMeetings, meeting.String(), "deltakere."+format)
}

// StaffLetterPart is one letter's HTML as sent ("html"), its calendar entry ("ics"), or where it is sent again ("send") and marked
// as printed ("skrevet-ut") by POST.
func (u Links) StaffLetterPart(series, letter dialogue.ID, part string) string {
	return u.StaffTab(series, TabLetters, letter.String(), part)
}

// StaffLettersToPrint shows the letters that wait for a printer, one on each sheet.
func (u Links) StaffLettersToPrint(series dialogue.ID) string {
	return u.StaffTab(series, TabLetters, "utskrift")
}

// StaffConfirmation is where the confirmation of a meeting is written and sent.
func (u Links) StaffConfirmation(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabConfirmation, meeting.String())
}

// StaffConfirmationShow is the letter as one reader will get it, for the frame where it is written.
func (u Links) StaffConfirmationShow(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabConfirmation, meeting.String(), "vis")
}

// StaffMeetingShow is the letter that moving ("flytt") or cancelling ("avlys") a meeting would send, as one reader will get it.
func (u Links) StaffMeetingShow(series, meeting dialogue.ID, what string) string {
	return u.StaffTab(series, TabMeetings, meeting.String(), what, "vis")
}

// StaffDeletion is when the series' personal data is deleted.
func (u Links) StaffDeletion(series dialogue.ID) string {
	return u.to("intern", "invitasjoner", series.String(), "sletting")
}
