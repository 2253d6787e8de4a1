package delegation

import (
	"net/http"
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// getWish is the form for when a unit that asks for a meeting could meet, with what and whom.
func (p pages) getWish(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(may dialogue.Allowed) bool { return may.ChangeWish }, wishRequestValues, p.drawWish)
}

func wishRequestValues(own dialogue.OwnPage) url.Values {
	return templates.WishRequestValues(own.Registration)
}

func (p pages) drawWish(r *http.Request, own dialogue.OwnPage, f *form.Form, stored url.Values) templ.Component {
	v := p.view(r, own, "delegation.request.change", urls.Paths().MyWish(p.kit.Lang(r), own.Registration.Reference), f, stored)
	return templates.ChangeWish(v, p.app.MayBeNeighbours(&own.Invitation, own.Now))
}

func (p pages) postWish(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	wish := form.Wish(f)
	if f.OK() {
		err = p.app.ChangeWish(r.Context(), p.kit.Actor(r), edit(own, f), wish)
	}
	if err != nil || !f.OK() {
		return p.answer(w, r, own, f, err, p.drawWish, wishRequestValues)
	}
	return p.done(w, r, "delegation.saved.wish")
}
