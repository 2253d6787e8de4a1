package delegation

import (
	"errors"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getOffer shows what an offer's link opens: the offer with its buttons, or what has become of it.
func (p pages) getOffer(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	offer, err := p.app.OfferByLink(r.Context(), token)
	if err != nil {
		return err
	}
	frame := p.kit.Frame(r, p.kit.Printer(r).T("delegation.offer.title"))
	frame.Organiser = offer.Invitation.Organiser
	return p.kit.Render(w, r, http.StatusOK, templates.Offer(templates.OfferView{Frame: frame, Page: offer, Action: urls.Paths().MyOfferLink(p.kit.Lang(r), token)}))
}

// postOffer answers by the link, and goes on to what it then shows. One that is over explains itself there.
func (p pages) postOffer(w http.ResponseWriter, r *http.Request) error {
	accept, err := p.answered(r)
	if err != nil {
		return err
	}
	token := p.kit.Param(r, "token")
	err = p.app.AnswerOfferByLink(r.Context(), token, accept)
	if errors.Is(err, dialogue.ErrUsed) {
		_, err = p.app.OfferByLink(r.Context(), token) // over, or no link of ours
	}
	if err != nil {
		return err
	}
	return p.kit.SeeOther(w, r, urls.Paths().MyOfferLink(p.kit.Lang(r), token))
}

// postOwnOffer answers on the contact's own page.
func (p pages) postOwnOffer(w http.ResponseWriter, r *http.Request) error {
	accept, err := p.answered(r)
	if err != nil {
		return err
	}
	if _, err := p.own(r); err != nil {
		return err
	}
	offer, err := p.kit.ParamID(r, "offer")
	if err != nil {
		return err
	}
	err = p.app.AnswerOffer(r.Context(), p.kit.Actor(r), offer, accept)
	switch {
	case errors.Is(err, dialogue.ErrUsed):
		return p.done(w, r, "delegation.saved.offer-over")
	case err != nil:
		return err
	case accept:
		return p.done(w, r, "delegation.saved.offer-accepted")
	}
	return p.done(w, r, "delegation.saved.offer-declined")
}

// answered is which of the two buttons was pressed; anything else is no form of ours.
func (p pages) answered(r *http.Request) (accept bool, err error) {
	f, err := form.Read(r)
	if err != nil {
		return false, err
	}
	answer := form.Choice(f, "svar", "ja", "nei")
	if !f.OK() {
		return false, f.Problems
	}
	return answer == "ja", nil
}
