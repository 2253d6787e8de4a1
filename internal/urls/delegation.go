package urls

import "dialogmote/internal/dialogue"

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

// MyEdit changes the contact, the delegates and the wishes.
func (u Links) MyEdit(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "endre")
}

// MyMeeting changes which meeting is attended.
func (u Links) MyMeeting(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "mote")
}

// MyDelegate changes one delegate.
func (u Links) MyDelegate(l dialogue.Lang, reference string, delegate dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "deltakere", delegate.String())
}

// MyDelegateNew adds a delegate.
func (u Links) MyDelegateNew(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "deltakere", "ny")
}

// MyDelegateWithdraw withdraws one delegate.
func (u Links) MyDelegateWithdraw(l dialogue.Lang, reference string, delegate dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "deltakere", delegate.String(), "meld-av")
}

// MyWithdraw withdraws the whole registration.
func (u Links) MyWithdraw(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "meld-av")
}

// MyProposals shows who else has tried to register the unit, to take over or dismiss.
func (u Links) MyProposals(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "forslag")
}

// MySignOut ends the contact's session.
func (u Links) MySignOut(l dialogue.Lang) string { return u.to(string(l), "min-pamelding", "logg-ut") }
