package public

import (
	"net/http"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// The form for registering has two doors: the invitation's public address, and a unit's personal link, which stays in the address from
// page to page. Behind the second the unit is given.

// formOf is what the form is drawn from, by the door that the reader came in.
func (p pages) formOf(r *http.Request) (dialogue.RegistrationForm, error) {
	if token := p.kit.Param(r, "token"); token != "" {
		return p.app.RegistrationFormByLink(r.Context(), token)
	}
	return p.app.RegistrationForm(r.Context(), p.kit.Param(r, "slug"))
}

// addresses are where the form's pages are, behind the door that the reader came in.
type addresses struct {
	form, check, send string
	back              templates.Link
}

func (p pages) addresses(r *http.Request, data *dialogue.RegistrationForm) addresses {
	u, l, slug, token := urls.Paths(), p.kit.Lang(r), data.Invitation.Series.Slug, p.kit.Param(r, "token")
	at := addresses{u.Registration(l, slug), u.RegistrationCheck(l, slug), u.RegistrationSend(l, slug), templates.Link{Href: u.Invitation(l, slug)}}
	if data.Invited != nil {
		at = addresses{u.InvitedRegistration(l, token), u.InvitedCheck(l, token), u.InvitedSend(l, token), templates.Link{Href: u.Invited(l, token)}}
	}
	at.back.Label = p.kit.Printer(r).T("delegation.received.to-invitation")
	return at
}

// request is what the form asks for. Behind a personal link it names the unit that the form says, which app compares with the link's; an
// organisation or a person is not named in the form, for its number may be an address.
func (p pages) request(r *http.Request, f *form.Form, data *dialogue.RegistrationForm) dialogue.RegistrationRequest {
	q := registrationRequest(f, p.kit.Lang(r), &data.Invitation)
	if data.Invited == nil {
		return q
	}
	q.Token, q.Unit = p.kit.Param(r, "token"), data.Invited.Unit
	if kind, number, named := strings.Cut(f.Raw("unit"), ":"); named {
		q.Unit.Kind, q.Unit.Number = dialogue.UnitKind(kind), number
	}
	return q
}

// opennessFor is whether the form can be sent now: for the unit it was opened for, else for any.
func opennessFor(data *dialogue.RegistrationForm) dialogue.Openness {
	openness := data.Invitation.Openness(data.Now)
	if data.Invited == nil || !openness.Takes() {
		return openness
	}
	if _, open := data.Invitation.AnswersUntil(data.Invited.Unit, data.Now); !open {
		return dialogue.ClosedByDeadline
	}
	return openness
}
