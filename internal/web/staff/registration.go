package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// registrationOf is the registration that the address names, of the series that it names.
func (h *handlers) registrationOf(r *http.Request) (dialogue.StaffRegistration, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.StaffRegistration{}, err
	}
	id, err := h.k.ParamID(r, "registration")
	if err != nil {
		return dialogue.StaffRegistration{}, err
	}
	return h.a.StaffRegistration(r.Context(), h.k.Actor(r), series, id)
}

func (h *handlers) getRegistration(w http.ResponseWriter, r *http.Request) error {
	page, err := h.registrationOf(r)
	if err != nil {
		return err
	}
	return h.registrationPage(w, r, http.StatusOK, page, nil)
}

// decision is what was typed in one of the page's forms when it comes back with a problem.
type decision struct {
	part     string // "avgjorelse", "plass", "tilbud", or a proposal's id
	typed    *form.Form
	conflict bool
}

func (h *handlers) registrationPage(w http.ResponseWriter, r *http.Request, status int, page dialogue.StaffRegistration, back *decision) error {
	reg := page.Registration
	path := u().StaffRegistration(reg.Series, reg.ID)
	fresh := func(part, action string) templates.Form {
		f := h.k.Form(r, action)
		if back != nil && back.part == part {
			f = h.k.Filled(r, action, back.typed)
		}
		f.ID = "f-" + part
		return f
	}
	v := templates.StaffRegistrationView{
		Frame:   h.under(r, &page.Invitation, reg.Unit.Name, h.toRegistrations(r, reg.Series)),
		Page:    page,
		MayEdit: h.k.Actor(r).MayEdit(reg.Organiser),
		Decide:  fresh("avgjorelse", u().StaffRegistrationPart(reg.Series, reg.ID, "avgjorelse")),
		Seats:   fresh("plass", u().StaffRegistrationPart(reg.Series, reg.ID, "plass")),
		Offer:   fresh("tilbud", u().StaffRegistrationPart(reg.Series, reg.ID, "tilbud")),
		Take:    map[string]templates.Form{},
	}
	for _, p := range page.Proposals {
		v.Take[p.ID.String()] = fresh(p.ID.String(), u().StaffProposal(reg.Series, reg.ID, p.ID))
	}
	v.Frame.Path = path
	v.Frame.Problems = back != nil
	if back != nil && back.conflict {
		v.Frame.Flash = templates.Flash{Tone: templates.Wait, Text: v.Frame.L.T("common.error.stale.title")}
	}
	return h.k.Render(w, r, status, templates.StaffRegistration(v))
}

// decided answers one of the page's forms: on to the page with a notice, or the page again with what was typed.
func (h *handlers) decided(w http.ResponseWriter, r *http.Request, part string, f *form.Form, err error, notice string) error {
	page, readErr := h.registrationOf(r)
	if readErr != nil {
		return readErr
	}
	switch {
	case err == nil && f.OK():
		h.k.Notice(r, notice)
		return h.k.SeeOther(w, r, u().StaffRegistration(page.Registration.Series, page.Registration.ID))
	case errors.Is(err, dialogue.ErrStale):
		return h.registrationPage(w, r, http.StatusConflict, page, &decision{part, f, true})
	case errors.Is(err, dialogue.ErrFull):
		f.Problems.Add("", "problem.no-room")
		return h.registrationPage(w, r, http.StatusConflict, page, &decision{part, f, false})
	case errors.Is(err, dialogue.ErrClosed) && part == "plass":
		f.Problems.Add("", "problem.offer-closed")
	case errors.Is(err, dialogue.ErrTooMany):
		f.Problems.Add("delegate", "problem.too-many", "Max", page.Invitation.Series.Rules.MaxDelegates)
	case errors.Is(err, dialogue.ErrDuplicate):
		f.Problems.Add("", "problem.duplicate-unit")
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.registrationPage(w, r, http.StatusUnprocessableEntity, page, &decision{part, f, false})
}

// postDecision accepts or refuses a registration whose contact wrote from elsewhere.
func (h *handlers) postDecision(w http.ResponseWriter, r *http.Request) error {
	page, err := h.registrationOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	choice := form.Choice(f, "decision", "accept", "refuse")
	reason := f.Lines("reason", form.Optional(dialogue.MaxComment))
	notice := h.k.Printer(r).T("staff.registration.accepted")
	if choice == "refuse" {
		notice = h.k.Printer(r).T("staff.registration.refused")
	}
	if f.OK() {
		err = h.a.DecideHeld(r.Context(), h.k.Actor(r), page.Registration.ID, f.Version(), choice == "accept", reason)
	}
	return h.decided(w, r, "avgjorelse", f, err, notice)
}

// postSeats gives a delegation that waits its seats, or offers them.
func (h *handlers) postSeats(w http.ResponseWriter, r *http.Request) error {
	page, err := h.registrationOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	meeting := f.ID("meeting", true)
	edit := editOf(page, f)
	notice := h.k.Printer(r).T("staff.registration.seats-given")
	offer := f.Raw("do") == "tilby"
	if offer {
		notice = h.k.Printer(r).N("staff.offers.made", 1)
	}
	delegates := f.IDs("delegate")
	if f.OK() && offer && len(delegates) == 0 && page.Invitation.Series.Rules.Admission == dialogue.AdmitSelection {
		f.Problems.Add("delegate", "problem.choose-delegate")
	}
	if f.OK() {
		if offer {
			err = h.a.OfferSeats(r.Context(), h.k.Actor(r), edit, meeting, delegates)
		} else {
			err = h.a.GiveSeats(r.Context(), h.k.Actor(r), edit, meeting)
		}
	}
	return h.decided(w, r, "plass", f, err, notice)
}

// postProposal takes people over from a second registration for the unit, or sets it aside.
func (h *handlers) postProposal(w http.ResponseWriter, r *http.Request) error {
	page, err := h.registrationOf(r)
	if err != nil {
		return err
	}
	proposal, err := h.k.ParamID(r, "proposal")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	do := form.Choice(f, "do", "take", "dismiss")
	chosen := f.IDs("delegate")
	edit := editOf(page, f)
	p := h.k.Printer(r)
	notice := p.T("staff.registration.proposal.dismissed")
	if do == "take" {
		notice = p.T("staff.registration.proposal.taken")
		if len(chosen) == 0 {
			f.Problems.Add("delegate", "problem.choose-delegate")
		}
	}
	if f.OK() {
		if do == "take" {
			err = h.a.TakeOver(r.Context(), h.k.Actor(r), edit, proposal, chosen)
		} else {
			err = h.a.DismissProposal(r.Context(), h.k.Actor(r), edit, proposal)
		}
	}
	return h.decided(w, r, proposal.String(), f, err, notice)
}

// editOf names the registration, the version that the form was made from and the reason, which is asked for after the deadline.
func editOf(page dialogue.StaffRegistration, f *form.Form) app.Edit {
	return app.Edit{Registration: page.Registration.ID, Version: f.Version(), Reason: f.Line("reason", form.Optional(dialogue.MaxLine))}
}

func versionOf(r dialogue.Registration) url.Values {
	return url.Values{"version": {strconv.Itoa(r.Version)}}
}
