package delegation

import (
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// one is the person that the address names, with the page of the delegation. One who is not in it now is dialogue.ErrNotFound.
func (p pages) one(r *http.Request, own dialogue.OwnPage) (dialogue.Delegate, error) {
	id, err := p.kit.ParamID(r, "delegate")
	if err != nil {
		return dialogue.Delegate{}, err
	}
	if d := own.Registration.Delegate(id); d != nil && d.Live() {
		return *d, nil
	}
	return dialogue.Delegate{}, dialogue.ErrNotFound
}

// getSwap is the form for the person who comes in another's place.
func (p pages) getSwap(w http.ResponseWriter, r *http.Request) error {
	return p.openOne(w, r, func(may dialogue.Allowed) bool { return may.Change }, p.drawSwap)
}

// openOne shows a form about one person, while it may be used.
func (p pages) openOne(w http.ResponseWriter, r *http.Request, may func(dialogue.Allowed) bool, draw drawing) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	if _, err := p.one(r, own); err != nil {
		return err
	}
	return p.open(w, r, may, p.oneValues(r), draw)
}

// oneValues are what is stored that a form about one person must know: the version, and the role that stays.
func (p pages) oneValues(r *http.Request) func(dialogue.OwnPage) url.Values {
	return func(own dialogue.OwnPage) url.Values {
		values := url.Values{"version": {strconv.Itoa(own.Registration.Version)}}
		if d, err := p.one(r, own); err == nil {
			values.Set("delegates.0.role", d.Role.String())
		}
		return values
	}
}

func (p pages) drawSwap(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	d, err := p.one(r, own)
	if err != nil {
		return templates.Gone(p.gone(r, own))
	}
	f.Values.Set("delegates.0.role", d.Role.String())
	v := p.view(r, own, "delegation.swap", urls.Paths().MySwap(p.kit.Lang(r), own.Registration.Reference, d.ID), f, stored)
	return templates.Swap(v, d)
}

func (p pages) postSwap(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	d, err := p.one(r, own)
	if err != nil {
		return err
	}
	if person := form.Person(f, &own.Invitation, own.Now); f.OK() {
		err = p.app.SwapDelegate(r.Context(), p.kit.Actor(r), edit(own, f), d.ID, person)
	}
	if err != nil || !f.OK() {
		return p.answer(w, r, own, f, err, p.drawSwap, p.oneValues(r))
	}
	return p.done(w, r, "delegation.saved.swapped")
}

// getLeave asks before one person is taken off.
func (p pages) getLeave(w http.ResponseWriter, r *http.Request) error {
	return p.openOne(w, r, func(may dialogue.Allowed) bool { return may.Remove }, p.drawLeave)
}

func (p pages) drawLeave(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	d, err := p.one(r, own)
	if err != nil {
		return templates.Gone(p.gone(r, own))
	}
	v := p.view(r, own, "delegation.leave", urls.Paths().MyLeave(p.kit.Lang(r), own.Registration.Reference, d.ID), f, stored)
	return templates.Leave(v, d)
}

func (p pages) postLeave(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	d, err := p.one(r, own)
	if err != nil {
		return err
	}
	if err := p.app.WithdrawDelegate(r.Context(), p.kit.Actor(r), edit(own, f), d.ID); err != nil {
		return p.answer(w, r, own, f, err, p.drawLeave, p.oneValues(r))
	}
	return p.done(w, r, "delegation.saved.left")
}

// getAdd is the form for one more.
func (p pages) getAdd(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(may dialogue.Allowed) bool { return may.Add }, versionValues, p.drawAdd)
}

func (p pages) drawAdd(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	return templates.AddOne(p.view(r, own, "delegation.add.title", urls.Paths().MyAdd(p.kit.Lang(r), own.Registration.Reference), f, stored))
}

func (p pages) postAdd(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	if person := form.Person(f, &own.Invitation, own.Now); f.OK() {
		err = p.app.AddDelegate(r.Context(), p.kit.Actor(r), edit(own, f), person)
	}
	if err != nil || !f.OK() {
		return p.answer(w, r, own, f, err, p.drawAdd, versionValues)
	}
	return p.done(w, r, "delegation.saved.added")
}

// gone is the frame of a page about somebody who has been taken off meanwhile.
func (p pages) gone(r *http.Request, own dialogue.OwnPage) templates.Frame {
	f := p.frame(r, &own, p.kit.Printer(r).T("delegation.own.tab"))
	f.Path, f.Back = "", p.backTo(r, own)
	return f
}
