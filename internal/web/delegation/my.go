package delegation

import (
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getMy is «Min side», or the field for an address.
func (p pages) getMy(w http.ResponseWriter, r *http.Request) error {
	actor := p.kit.Actor(r)
	if !actor.Proven() {
		return p.renderMyStart(w, r, http.StatusOK, form.FromValues(nil), false)
	}
	my, err := p.app.MyPage(r.Context(), actor)
	if err != nil {
		return err
	}
	my.Name = p.kit.Who(r).Name
	return p.kit.Render(w, r, http.StatusOK, templates.My(templates.MyView{Frame: p.kit.Frame(r, p.kit.Printer(r).T("delegation.my.title")), Page: my}))
}

// postMy has a link mailed. The answer is the same for every address that can be one.
func (p pages) postMy(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	email := f.Email("email", true)
	if f.OK() {
		if err := p.app.StartMySignIn(r.Context(), email, p.kit.Lang(r)); err != nil && !f.Adopt(err) {
			return err
		}
	}
	if !f.OK() {
		return p.renderMyStart(w, r, http.StatusUnprocessableEntity, f, false)
	}
	return p.renderMyStart(w, r, http.StatusOK, form.FromValues(nil), true)
}

func (p pages) renderMyStart(w http.ResponseWriter, r *http.Request, status int, f *form.Form, sent bool) error {
	action := urls.Paths().My(p.kit.Lang(r))
	v := templates.MyStartView{Frame: p.kit.Frame(r, p.kit.Printer(r).T("delegation.my.title")), Form: p.kit.Filled(r, action, f), Sent: sent}
	v.Frame.Problems = !f.OK()
	v.SignIn = p.kit.Auth().OrganisationSignIn()
	return p.kit.Render(w, r, status, templates.MyStart(v))
}

// getMyLink shows the button of a mailed link to «Min side».
func (p pages) getMyLink(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	if err := p.app.CheckMySignInLink(r.Context(), token); err != nil {
		return err
	}
	frame := p.kit.Frame(r, p.kit.Printer(r).T("delegation.my.title"))
	return p.kit.Render(w, r, http.StatusOK, templates.MyLink(templates.LinkView{Frame: frame, Action: urls.Paths().MyLink(p.kit.Lang(r), token)}))
}

// postMyLink uses the link and opens «Min side».
func (p pages) postMyLink(w http.ResponseWriter, r *http.Request) error {
	email, err := p.app.UseMySignInLink(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	if err := p.kit.Auth().SignInPerson(r, email); err != nil {
		return err
	}
	return p.toMy(w, r, "")
}

// postMyOpen opens one of the registrations: what follows is its own page.
func (p pages) postMyOpen(w http.ResponseWriter, r *http.Request) error {
	organiser, id, err := p.twoIDs(r, "registration")
	if err != nil {
		return err
	}
	opened, err := p.app.OpenMine(r.Context(), p.kit.Actor(r), organiser, id)
	if err != nil {
		return err
	}
	p.kit.Auth().Open(r, opened.Organiser, opened.ID)
	return p.kit.SeeOther(w, r, urls.Paths().MyRegistration(p.kit.Lang(r), opened.Reference))
}

// postMyStart goes on to answering an invitation, by a personal link of the unit's own.
func (p pages) postMyStart(w http.ResponseWriter, r *http.Request) error {
	organiser, id, err := p.twoIDs(r, "invitation")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	answer := form.Choice(f, "svar", "ja", "nei")
	if !f.OK() {
		return f.Problems
	}
	token, err := p.app.StartMine(r.Context(), p.kit.Actor(r), organiser, id)
	if err != nil {
		return err
	}
	if answer == "nei" {
		return p.kit.SeeOther(w, r, urls.Paths().InvitedDecline(p.kit.Lang(r), token))
	}
	return p.kit.SeeOther(w, r, urls.Paths().InvitedRegistration(p.kit.Lang(r), token))
}

// getMyLetIn is the form for letting a colleague in.
func (p pages) getMyLetIn(w http.ResponseWriter, r *http.Request) error {
	return p.renderLetIn(w, r, http.StatusOK, form.FromValues(nil))
}

// postMyLetIn lets a colleague in.
func (p pages) postMyLetIn(w http.ResponseWriter, r *http.Request) error {
	organiser, unit, err := p.twoIDs(r, "unit")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	name, email := f.Line("name", form.Required(dialogue.MaxName)), f.Email("email", true)
	if f.OK() {
		err = p.app.LetIn(r.Context(), p.kit.Actor(r), organiser, unit, name, email)
		if err == nil {
			return p.toMy(w, r, "delegation.my.let-in.done")
		}
		if !f.Adopt(err) {
			return err
		}
	}
	return p.renderLetIn(w, r, http.StatusUnprocessableEntity, f)
}

func (p pages) renderLetIn(w http.ResponseWriter, r *http.Request, status int, f *form.Form) error {
	organiser, unit, err := p.twoIDs(r, "unit")
	if err != nil {
		return err
	}
	of, err := p.app.LetInForm(r.Context(), p.kit.Actor(r), organiser, unit)
	if err != nil {
		return err
	}
	printer := p.kit.Printer(r)
	v := templates.LetInView{Frame: p.kit.Frame(r, printer.T("delegation.my.let-in")), Of: of}
	v.Form = p.kit.Filled(r, urls.Paths().MyLetIn(p.kit.Lang(r), organiser, unit), f)
	v.Frame.Back = templates.Link{Href: urls.Paths().My(p.kit.Lang(r)), Label: printer.T("delegation.my.title")}
	v.Frame.Problems = !f.OK()
	return p.kit.Render(w, r, status, templates.LetIn(v))
}

// postMyEndAccess ends a colleague's access.
func (p pages) postMyEndAccess(w http.ResponseWriter, r *http.Request) error {
	organiser, colleague, err := p.twoIDs(r, "colleague")
	if err != nil {
		return err
	}
	if err := p.app.EndAccess(r.Context(), p.kit.Actor(r), organiser, colleague); err != nil {
		return err
	}
	return p.toMy(w, r, "delegation.my.ended")
}

func (p pages) twoIDs(r *http.Request, name string) (organiser, id dialogue.ID, err error) {
	if organiser, err = p.kit.ParamID(r, "organiser"); err != nil {
		return organiser, id, err
	}
	id, err = p.kit.ParamID(r, name)
	return organiser, id, err
}

func (p pages) toMy(w http.ResponseWriter, r *http.Request, notice string) error {
	if notice != "" {
		p.kit.Notice(r, p.kit.Printer(r).T(notice))
	}
	return p.kit.SeeOther(w, r, urls.Paths().My(p.kit.Lang(r)))
}
