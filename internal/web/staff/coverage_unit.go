package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

func (h *handlers) coverageUnit(r *http.Request) (dialogue.CoverageUnitPage, error) {
	return h.a.CoverageUnit(r.Context(), h.k.Actor(r), dialogue.Municipality, h.k.Param(r, "number"))
}

// getCoverageUnit shows one municipality. A former number leads to what it has become.
func (h *handlers) getCoverageUnit(w http.ResponseWriter, r *http.Request) error {
	found, err := h.coverageUnit(r)
	if err != nil {
		return err
	}
	if found.Unit.Number != h.k.Param(r, "number") {
		return h.k.SeeOther(w, r, u().StaffCoverageUnit(found.Unit.Number))
	}
	return h.coverageUnitPage(w, r, http.StatusOK, found, h.heldForm(r, found, nil), dialogue.ID{}, templates.Form{})
}

func (h *handlers) heldForm(r *http.Request, found dialogue.CoverageUnitPage, f *form.Form) templates.Form {
	action := u().StaffCoverageUnit(found.Unit.Number, "mote")
	held := h.k.Form(r, action)
	if f != nil {
		held = h.k.Filled(r, action, f)
	}
	held.ID = "mote"
	return held
}

// coverageUnitPage draws the page; typed is the form of one milestone as it came back.
func (h *handlers) coverageUnitPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.CoverageUnitPage,
	held templates.Form, milestone dialogue.ID, typed templates.Form) error {
	v := templates.CoverageUnitView{
		Frame: h.underCoverage(r, found.Unit.Name), Page: found, Held: held, Milestones: map[dialogue.ID]templates.Form{},
		MayEdit: h.k.Actor(r).MayEdit(found.Organiser.ID),
	}
	for i, m := range found.Milestones {
		f := h.k.Form(r, u().StaffCoverageUnit(found.Unit.Number, "milepel"))
		f.Values = milestoneValues(h.k.Printer(r), found.Unit.Milestone(m.ID))
		if m.ID == milestone {
			f = typed
		}
		f.ID = "m" + strconv.Itoa(i+1)
		v.Milestones[m.ID] = f
	}
	v.Frame.Problems = len(held.Problems)+len(typed.Problems) > 0
	if r.Method == http.MethodPost {
		v.Frame.Path = u().StaffCoverageUnit(found.Unit.Number)
	}
	return h.k.Render(w, r, status, templates.StaffCoverageUnit(v))
}

func milestoneValues(p lang.Printer, m dialogue.ReachedMilestone) url.Values {
	return url.Values{"state": {string(m.State)}, "day": {p.Date(m.Day)}, "version": {strconv.Itoa(m.Version)}}
}

// postHeld enters a meeting that was never registered for here.
func (h *handlers) postHeld(w http.ResponseWriter, r *http.Request) error {
	found, err := h.coverageUnit(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	f.Near(found.Today)
	q := dialogue.HeldRequest{Number: found.Unit.Number, Kind: form.Choice(f, "kind", dialogue.SeriesKinds[:]...), On: f.Date("on", true),
		Note: f.Line("note", form.Optional(dialogue.MaxLine))}
	if f.OK() {
		err = h.a.SaveHeld(r.Context(), h.k.Actor(r), q)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.coverageUnitPage(w, r, http.StatusUnprocessableEntity, found, h.heldForm(r, found, f), dialogue.ID{}, templates.Form{})
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.coverage.unit.held.saved"))
	return h.k.SeeOther(w, r, u().StaffCoverageUnit(found.Unit.Number))
}

// postRemoveHeld takes staff's word back. Somebody who did so first has left nothing to do.
func (h *handlers) postRemoveHeld(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	if err := h.a.RemoveHeld(r.Context(), h.k.Actor(r), f.ID("id", true)); err != nil && !errors.Is(err, dialogue.ErrNotFound) {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.coverage.unit.held.removed"))
	return h.k.SeeOther(w, r, u().StaffCoverageUnit(h.k.Param(r, "number")))
}

// postUnitMilestone sets one milestone of the municipality.
func (h *handlers) postUnitMilestone(w http.ResponseWriter, r *http.Request) error {
	found, err := h.coverageUnit(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	f.Near(found.Today)
	version, _ := strconv.Atoi(f.Raw("version")) // 0: nothing was set
	q := dialogue.MilestoneSetting{Milestone: f.ID("milestone", true), State: form.Choice(f, "state", dialogue.MilestoneStates[:]...), Day: f.Date("day", false),
		Units: []dialogue.MilestoneUnit{{Number: found.Unit.Number, Version: version}}}
	if f.OK() {
		err = h.a.SetMilestone(r.Context(), h.k.Actor(r), q)
	}
	action := u().StaffCoverageUnit(found.Unit.Number, "milepel")
	switch {
	case f.Adopt(err) || !f.OK():
		return h.coverageUnitPage(w, r, http.StatusUnprocessableEntity, found, h.heldForm(r, found, nil), q.Milestone, h.k.Filled(r, action, f))
	case errors.Is(err, dialogue.ErrStale):
		if found, err = h.coverageUnit(r); err != nil {
			return err
		}
		stale := h.k.Stale(r, action, f, milestoneValues(h.k.Printer(r), found.Unit.Milestone(q.Milestone)))
		return h.coverageUnitPage(w, r, http.StatusConflict, found, h.heldForm(r, found, nil), q.Milestone, stale)
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.coverage.unit.milestone.saved"))
	return h.k.SeeOther(w, r, u().StaffCoverageUnit(found.Unit.Number))
}
