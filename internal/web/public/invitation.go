package public

import (
	"net/http"

	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// getInvitation is the invitation's page.
func (p pages) getInvitation(w http.ResponseWriter, r *http.Request) error {
	shown, err := p.app.ShowInvitation(r.Context(), p.kit.Actor(r), p.kit.Param(r, "slug"))
	if err != nil {
		return err
	}
	l := p.kit.Printer(r)
	frame := p.kit.Frame(r, l.Text(shown.Invitation.Series.Texts.Title))
	frame.Organiser = shown.Invitation.Organiser
	frame.Back = templates.Link{Href: urls.Paths().List(l.Lang()), Label: l.T("common.error.to-list")}
	return p.kit.Render(w, r, http.StatusOK, templates.Invitation(templates.InvitationView{Frame: frame, Page: shown}))
}
