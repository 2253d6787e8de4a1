package staff

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) offersRoutes() []page.Route {
	return []page.Route{
		get(ofSeries+"/plasser", page.Reader, h.getOffers),
		post(ofSeries+"/plasser/tilby", page.Editor, h.postOffers),
		post(ofSeries+"/pameldinger/{registration}/tilbud", page.Editor, h.postOfferEnd),
	}
}

// getOffers shows free places, the waiting list and the offers of an invitation.
func (h *handlers) getOffers(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	offers, err := h.a.Offers(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	shell := h.tabOf(r, &offers.Invitation, offers.Now, urls.TabOffers, templates.OffersTitle(h.k.Printer(r), offers.Invitation.Series))
	return h.k.Render(w, r, http.StatusOK, templates.StaffOffers(templates.OffersView{Series: shell, Page: offers, MayEdit: shell.MayEdit}))
}

// postOffers makes one proposed offer, or all of them, as the page showed them. What has changed since is not offered, and told.
func (h *handlers) postOffers(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	made, left := 0, 0
	for _, value := range f.Values["tilbud"] {
		edit, meeting, delegates, err := readOffer(value)
		if err != nil {
			return err
		}
		var problems dialogue.Problems
		err = h.a.OfferSeats(r.Context(), h.k.Actor(r), edit, meeting, delegates)
		switch {
		case err == nil:
			made++
		case errors.Is(err, dialogue.ErrStale), errors.Is(err, dialogue.ErrFull), errors.Is(err, dialogue.ErrClosed), errors.Is(err, dialogue.ErrDuplicate), errors.As(err, &problems):
			left++
		default:
			return err
		}
	}
	p := h.k.Printer(r)
	var said []string
	if made > 0 {
		said = append(said, p.N("staff.offers.made", made))
	}
	if left > 0 {
		said = append(said, p.N("staff.offers.left", left))
	}
	if len(said) > 0 {
		h.k.Notice(r, strings.Join(said, " "))
	}
	return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabOffers))
}

// readOffer reads what templates wrote of a proposed offer.
func readOffer(value string) (e app.Edit, meeting dialogue.ID, delegates []dialogue.ID, err error) {
	parts := strings.Fields(value)
	if len(parts) < 4 {
		return e, meeting, nil, page.ErrBadRequest
	}
	ids := make([]dialogue.ID, len(parts))
	for i, part := range parts {
		if i == 1 {
			e.Version, err = strconv.Atoi(part)
		} else {
			ids[i], err = dialogue.ParseID(part)
		}
		if err != nil {
			return e, meeting, nil, page.ErrBadRequest
		}
	}
	e.Registration = ids[0]
	return e, ids[2], ids[3:], nil
}

// postOfferEnd stores what a unit has answered by phone, or takes an offer back.
func (h *handlers) postOfferEnd(w http.ResponseWriter, r *http.Request) error {
	page, err := h.registrationOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	offer := f.ID("offer", true)
	do := form.Choice(f, "do", "ja", "nei", "trekk")
	reason := f.Lines("reason", form.Optional(dialogue.MaxComment))
	notice := map[string]string{"ja": "staff.offers.done.accepted", "nei": "staff.offers.done.declined", "trekk": "staff.offers.done.withdrawn"}[do]
	if f.OK() {
		if do == "trekk" {
			err = h.a.WithdrawOffer(r.Context(), h.k.Actor(r), page.Registration.Series, offer, reason)
		} else {
			err = h.a.AnswerOffer(r.Context(), h.k.Actor(r), offer, do == "ja")
		}
	}
	if errors.Is(err, dialogue.ErrUsed) {
		err = dialogue.ErrStale
	}
	said := ""
	if notice != "" {
		said = h.k.Printer(r).T(notice)
	}
	return h.decided(w, r, "tilbud", f, err, said)
}
