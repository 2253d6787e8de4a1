package urls

import "dialogmote/internal/dialogue"

// What is stored about a delegate. The code authorises nothing: without a sign-in its address shows one button that mails a link to the
// delegate's own address.

// AboutMe is the page itself, and the start page when the reader is not signed in.
func (u Links) AboutMe(l dialogue.Lang, code string) string {
	return u.to(string(l), "om-meg", code)
}

// AboutMeSend is where the button that mails a link is posted.
func (u Links) AboutMeSend(l dialogue.Lang, code string) string {
	return u.to(string(l), "om-meg", code, "send-lenke")
}

// AboutMeCorrect is the form for what is wrong.
func (u Links) AboutMeCorrect(l dialogue.Lang, code string) string {
	return u.to(string(l), "om-meg", code, "rett")
}

// AboutMeLeave asks before the delegate is taken off.
func (u Links) AboutMeLeave(l dialogue.Lang, code string) string {
	return u.to(string(l), "om-meg", code, "fjern")
}

// AboutMeSignIn is the mailed link that signs in: it lasts ten minutes, shows a button, and the button's POST uses it.
func (u Links) AboutMeSignIn(l dialogue.Lang, token string) string {
	return u.to(string(l), "om-meg", "logg-inn", token)
}

// AboutMeAddress is the mailed link that proves a new address; it too is used by a POST.
func (u Links) AboutMeAddress(l dialogue.Lang, token string) string {
	return u.to(string(l), "om-meg", "adresse", token)
}

// AboutMeSignOut ends the session.
func (u Links) AboutMeSignOut(l dialogue.Lang) string { return u.to(string(l), "om-meg", "logg-ut") }
