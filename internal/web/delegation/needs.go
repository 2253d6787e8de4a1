package delegation

import (
	"errors"
	"net/http"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// needsRoutes are where delegates' needs of food and accessibility are told, by the contact and by each delegate. Nothing of it is kept in
// the session or shown on any other page.
func (p pages) needsRoutes(own string) []page.Route {
	return []page.Route{
		{Method: http.MethodGet, Pattern: own + "/behov", Access: page.Contact, Handle: p.getNeeds},
		{Method: http.MethodPost, Pattern: own + "/behov/{delegate}", Access: page.Contact, Handle: p.postNeeds},
		{Method: http.MethodPost, Pattern: page.Language + "/om-meg/{code}/behov", Access: page.Delegate, Handle: p.postOwnNeeds},
	}
}

// needsRoom is the room at the address, of the contact's own registration.
func (p pages) needsRoom(r *http.Request) (dialogue.NeedsRoom, error) {
	room, err := p.app.NeedsRoom(r.Context(), p.kit.Actor(r))
	if err == nil && room.Registration.Reference != p.kit.Param(r, "reference") {
		err = dialogue.ErrNotFound
	}
	return room, err
}

func (p pages) getNeeds(w http.ResponseWriter, r *http.Request) error {
	room, err := p.needsRoom(r)
	if err != nil {
		return err
	}
	return p.drawNeeds(w, r, http.StatusOK, room, dialogue.ID{}, templates.Form{})
}

// drawNeeds draws the room, one delegate's form as it was typed.
func (p pages) drawNeeds(w http.ResponseWriter, r *http.Request, status int, room dialogue.NeedsRoom, failed dialogue.ID, typed templates.Form) error {
	v := templates.NeedsRoomView{OwnView: templates.OwnView{Frame: p.frame(r, &room.OwnPage, p.kit.Printer(r).T("delegation.needs.title")), Page: room.OwnPage}, Room: room, Failed: failed, Form: typed}
	v.Frame.Back = p.backTo(r, room.OwnPage)
	v.Frame.Path = urls.Paths().MyNeeds(p.kit.Lang(r), room.Registration.Reference)
	v.Frame.Problems = !failed.IsZero()
	return p.kit.Render(w, r, status, templates.NeedsRoom(v))
}

// needsEdit is what a form says. The button that erases sends an empty form.
func needsEdit(f *form.Form) app.NeedsEdit {
	e := app.NeedsEdit{Version: f.Version(), Consent: f.Bool("consent")}
	if !f.Has("erase") {
		e.Needs.Choices = append(form.Choices(f, "food", dialogue.FoodNeeds()...), form.Choices(f, "access", dialogue.AccessNeeds()...)...)
		e.Needs.Text = f.Lines("text", form.Optional(dialogue.MaxNeedsText))
	}
	return e
}

// needsNotice tells what was done, without a word of what was written.
func needsNotice(e app.NeedsEdit) string {
	if e.Needs.IsEmpty() {
		return "delegation.needs.gone"
	}
	return "delegation.needs.saved"
}

func (p pages) postNeeds(w http.ResponseWriter, r *http.Request) error {
	room, err := p.needsRoom(r)
	if err != nil {
		return err
	}
	delegate, err := p.kit.ParamID(r, "delegate")
	if err != nil {
		return err
	}
	if room.Row(delegate) == nil {
		return dialogue.ErrNotFound
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	action := urls.Paths().MyNeedsOf(p.kit.Lang(r), room.Registration.Reference, delegate)
	e := needsEdit(f)
	e.Registration, e.Delegate = room.Registration.ID, delegate
	if f.OK() {
		err = p.app.SaveNeeds(r.Context(), p.kit.Actor(r), e)
	}
	switch {
	case errors.Is(err, dialogue.ErrStale):
		if room, err = p.needsRoom(r); err != nil {
			return err
		}
		row := room.Row(delegate)
		if row == nil {
			return dialogue.ErrStale
		}
		return p.drawNeeds(w, r, http.StatusConflict, room, delegate, p.kit.Stale(r, action, f, templates.NeedsValues(*row)))
	case f.Adopt(err) || !f.OK():
		return p.drawNeeds(w, r, http.StatusUnprocessableEntity, room, delegate, p.kit.Filled(r, action, f))
	case err != nil:
		return err
	}
	p.kit.Notice(r, p.kit.Printer(r).T(needsNotice(e)))
	return p.kit.SeeOther(w, r, urls.Paths().MyNeeds(p.kit.Lang(r), room.Registration.Reference))
}

// postOwnNeeds saves what a delegate has written on the own page.
func (p pages) postOwnNeeds(w http.ResponseWriter, r *http.Request) error {
	me, err := p.me(r)
	if err != nil {
		return err
	}
	if me.Needs == nil {
		return dialogue.ErrClosed
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	action := urls.Paths().AboutMeNeeds(p.kit.Lang(r), me.Delegate.Code)
	e := needsEdit(f)
	if f.OK() {
		err = p.app.SaveNeeds(r.Context(), p.kit.Actor(r), e)
	}
	draw := func(status int, typed templates.Form) error {
		v := templates.AboutMeView{Frame: p.meFrame(r, me, "delegation.me.title"), Page: me, NeedsForm: &typed}
		v.Frame.Path, v.Frame.Problems = urls.Paths().AboutMe(p.kit.Lang(r), me.Delegate.Code), true
		return p.kit.Render(w, r, status, templates.AboutMe(v))
	}
	switch {
	case errors.Is(err, dialogue.ErrStale):
		if me, err = p.me(r); err != nil {
			return err
		}
		if me.Needs == nil {
			return dialogue.ErrStale
		}
		return draw(http.StatusConflict, p.kit.Stale(r, action, f, templates.NeedsValues(*me.Needs)))
	case f.Adopt(err) || !f.OK():
		return draw(http.StatusUnprocessableEntity, p.kit.Filled(r, action, f))
	case err != nil:
		return err
	}
	return p.toAboutMe(w, r, me.Delegate.Code, needsNotice(e))
}
