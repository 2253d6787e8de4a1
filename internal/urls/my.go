package urls

import "dialogmote/internal/dialogue"

// «Min side»: everything of one's own unit, across series and organisers.

// My is the page itself, and for one who is not signed in the field for an address.
func (u Links) My(l dialogue.Lang) string { return u.to(string(l), "min-side") }

// MyLink is the mailed link that signs in: it lasts ten minutes, shows a button, and the button's POST uses it.
func (u Links) MyLink(l dialogue.Lang, token string) string {
	return u.to(string(l), "min-side", "logg-inn", token)
}

// MyOrganisationSignIn leads to the municipality's own sign-in.
func (u Links) MyOrganisationSignIn(l dialogue.Lang) string {
	return u.to(string(l), "min-side", "organisasjon")
}

// MyOrganisationReturn is where that sign-in sends the reader back. The provider knows it by heart, so it has no language.
func (u Links) MyOrganisationReturn() string { return u.to("min-side", "innlogget") }

// MyOpen opens one of the registrations: its own page comes next.
func (u Links) MyOpen(l dialogue.Lang, organiser, registration dialogue.ID) string {
	return u.to(string(l), "min-side", "apne", organiser.String(), registration.String())
}

// MyStart starts registering to a series that the unit is invited to.
func (u Links) MyStart(l dialogue.Lang, organiser, invitation dialogue.ID) string {
	return u.to(string(l), "min-side", "meld-pa", organiser.String(), invitation.String())
}

// MyLetIn lets a colleague in to what the unit has.
func (u Links) MyLetIn(l dialogue.Lang, organiser, unit dialogue.ID) string {
	return u.to(string(l), "min-side", "slipp-inn", organiser.String(), unit.String())
}

// MyEndAccess ends a colleague's access.
func (u Links) MyEndAccess(l dialogue.Lang, organiser, colleague dialogue.ID) string {
	return u.to(string(l), "min-side", "avslutt", organiser.String(), colleague.String())
}
