package mail_test

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/sample"
)

// declineVariants are the letters about a no: one that asks for a click, one that says that it is noted, and one when it is too late to
// change one's mind.
func declineVariants() []variant {
	no := func(reason string) mail.Facts {
		inv := sample.Innlandet2019()
		u := dialogue.Unit{Kind: dialogue.Municipality, Number: "0432", Name: "Rendalen", County: "04", Domains: []string{"rendalen.kommune.no"}}
		d := dialogue.Decline{Organiser: inv.Organiser.ID, ID: sample.ID("decline/rendalen"), Series: inv.Series.ID, Unit: u, State: dialogue.Unverified,
			Reason: reason, Contact: dialogue.Contact{Name: "Ingrid Moen", Email: "ingrid.moen@rendalen.kommune.no"},
			ReceivedAt: autumn, ExpiresAt: autumn.Add(dialogue.VerifyWithin)}
		return mail.Facts{Now: autumn, Invitation: &inv, Invited: &u, Decline: &d, Token: "tok-EN_42", To: mail.To{Name: d.Contact.Name, Email: d.Contact.Email}}
	}
	asks, noted, late := no("Vi har ikke folk\n<b>den</b> uka."), no("Vi har hatt et eget møte."), no("")
	asks.Kind, noted.Kind, late.Kind = dialogue.LetterDecline, dialogue.LetterDeclined, dialogue.LetterDeclined
	late.Now = dialogue.Date{Year: 2019, Month: 12, Day: 1}.At(10, 0)
	return []variant{{"decline", asks}, {"declined", noted}, {"declined_late", late}}
}
