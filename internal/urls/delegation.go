package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// The contact's pages. The reference names a registration and authorises nothing; without a sign-in its address shows one
// button that mails a link to the registered address.

// MyRegistration is the contact's own page, and the start page when the reader is not signed in.
func (u Links) MyRegistration(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference)
}

// MyRegistrationSend is where the button that mails a sign-in link is posted.
func (u Links) MyRegistrationSend(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "send-lenke")
}

// MySignIn is the mailed link that signs in: it lasts ten minutes, shows a button, and the button's POST uses it.
func (u Links) MySignIn(l dialogue.Lang, token string) string {
	return u.to(string(l), "min-pamelding", "logg-inn", token)
}

// MyVerify is the receipt's link that confirms the address within 72 hours; it too is used by a POST.
func (u Links) MyVerify(l dialogue.Lang, token string) string {
	return u.to(string(l), "min-pamelding", "bekreft", token)
}

// MyOfferLink is the link of a letter that offers places: it shows the offer and two buttons, whose POST uses it.
func (u Links) MyOfferLink(l dialogue.Lang, token string) string {
	return u.to(string(l), "min-pamelding", "tilbud", token)
}

// MyOffer is where an offer is answered by who is signed in.
func (u Links) MyOffer(l dialogue.Lang, reference string, offer dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "tilbud", offer.String())
}

// MyDelegates changes, adds and removes delegates.
func (u Links) MyDelegates(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "deltakere")
}

// MySwap puts another person in a delegate's place.
func (u Links) MySwap(l dialogue.Lang, reference string, delegate dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "deltakere", delegate.String(), "bytt")
}

// MyLeave takes one delegate off.
func (u Links) MyLeave(l dialogue.Lang, reference string, delegate dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "deltakere", delegate.String(), "meld-av")
}

// MyAdd registers one delegate more.
func (u Links) MyAdd(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "deltakere", "ny")
}

// MyContact changes the contact person and the comment.
func (u Links) MyContact(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "kontakt")
}

// MyMeeting chooses another meeting, or another ranking.
func (u Links) MyMeeting(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "mote")
}

// MyWish changes when a unit that asks for a meeting could meet, with what and whom.
func (u Links) MyWish(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "onske")
}

// MyPreparations is where a delegation answers what it is to prepare.
func (u Links) MyPreparations(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "forberedelser")
}

// MyAnswerFile is a file that is an answer: of the delegation, or of one delegate or for one meeting.
func (u Links) MyAnswerFile(l dialogue.Lang, reference string, key dialogue.AnswerKey) string {
	return answerFile(u.to(string(l), "min-pamelding", reference, "forberedelser", key.Question.String(), "fil"), key)
}

func answerFile(path string, key dialogue.AnswerKey) string {
	return WithQuery(path, url.Values{"deltaker": {key.Delegate.String()}, "mote": {key.Meeting.String()}})
}

// MyWithdraw withdraws the whole registration.
func (u Links) MyWithdraw(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "meld-av")
}

// MyProposal takes people over from somebody else's registration of the unit, or sets it aside.
func (u Links) MyProposal(l dialogue.Lang, reference string, proposal dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "forslag", proposal.String())
}

// MyDate answers whether a date that came later suits.
func (u Links) MyDate(l dialogue.Lang, reference string, meeting dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "dato", meeting.String())
}

// MyPrintout is the registration on one sheet.
func (u Links) MyPrintout(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "utskrift")
}

// MyHistory is what was done with the registration.
func (u Links) MyHistory(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "historikk")
}

// MySignOut ends the contact's session.
func (u Links) MySignOut(l dialogue.Lang) string { return u.to(string(l), "min-pamelding", "logg-ut") }
