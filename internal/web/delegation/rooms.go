package delegation

import (
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// room shows a page beside the delegation's own, that leads back there.
func (p pages) room(w http.ResponseWriter, r *http.Request, title string, draw func(templates.OwnView) templ.Component) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	v := templates.OwnView{Frame: p.frame(r, &own, p.kit.Printer(r).T(title)), Page: own}
	v.Frame.Back = p.backTo(r, own)
	return p.kit.Render(w, r, http.StatusOK, draw(v))
}

// backTo leads back to the delegation's own page.
func (p pages) backTo(r *http.Request, own dialogue.OwnPage) templates.Link {
	return templates.Link{Href: urls.Paths().MyRegistration(p.kit.Lang(r), own.Registration.Reference), Label: p.kit.Printer(r).T("delegation.own.tab")}
}

// getPrintout is the registration on one sheet.
func (p pages) getPrintout(w http.ResponseWriter, r *http.Request) error {
	return p.room(w, r, "delegation.rooms.print", templates.Printout)
}

// getHistory is what was done with the registration.
func (p pages) getHistory(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	lines, err := p.app.OwnHistory(r.Context(), p.kit.Actor(r))
	if err != nil {
		return err
	}
	v := templates.HistoryView{OwnView: templates.OwnView{Frame: p.frame(r, &own, p.kit.Printer(r).T("delegation.rooms.history")), Page: own}, Lines: lines}
	v.Frame.Back = p.backTo(r, own)
	return p.kit.Render(w, r, http.StatusOK, templates.OwnHistory(v))
}
