package urls

import "dialogmote/internal/dialogue"

// The pages behind a unit's personal link. The token says which unit is invited to what; it only starts, and proves nothing about who
// follows it.

// Invited is the personal link of an invitation's letter: what the unit is invited to, and its two buttons. Its POST starts.
func (u Links) Invited(l dialogue.Lang, token string) string {
	return u.to(string(l), "invitert", token)
}

// InvitedRegistration is the registration form with the unit filled in; it is also where the form is posted.
func (u Links) InvitedRegistration(l dialogue.Lang, token string) string {
	return u.to(string(l), "invitert", token, "pamelding")
}

// InvitedCheck shows the answers before they are sent.
func (u Links) InvitedCheck(l dialogue.Lang, token string) string {
	return u.to(string(l), "invitert", token, "sjekk")
}

// InvitedSend is where the checked answers are posted.
func (u Links) InvitedSend(l dialogue.Lang, token string) string {
	return u.to(string(l), "invitert", token, "send")
}

// InvitedSignIn mails a sign-in link to whoever has registered the unit, by POST. It never shows who that is.
func (u Links) InvitedSignIn(l dialogue.Lang, token string) string {
	return u.to(string(l), "invitert", token, "logg-inn")
}

// InvitedDecline is where the unit answers no.
func (u Links) InvitedDecline(l dialogue.Lang, token string) string {
	return u.to(string(l), "invitert", token, "svar-nei")
}

// InvitedDeclineSent says that the letter must be clicked before the no counts.
func (u Links) InvitedDeclineSent(l dialogue.Lang, token string) string {
	return u.to(string(l), "invitert", token, "svar-nei", "mottatt")
}

// DeclineConfirm is the mailed link that confirms a no within 72 hours: it shows a button, and the button's POST uses it.
func (u Links) DeclineConfirm(l dialogue.Lang, token string) string {
	return u.to(string(l), "svar-nei", token)
}
