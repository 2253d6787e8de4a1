package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// mostMilestones are as many rows as the form of milestones has, retired ones among them.
const mostMilestones = 60

func (h *handlers) getMilestones(w http.ResponseWriter, r *http.Request) error {
	found, err := h.a.Milestones(r.Context(), h.k.Actor(r))
	if err != nil {
		return err
	}
	f := h.k.Form(r, u().StaffCoverage("milepaler"))
	f.Values = milestoneRows(found.All)
	return h.milestonesPage(w, r, http.StatusOK, found, f)
}

func milestoneRows(all []dialogue.Milestone) url.Values {
	v := url.Values{"version": {strconv.Itoa(dialogue.MilestonesVersion(all))}}
	for i, m := range all {
		v.Set(form.Row("milestones", i, "id"), m.ID.String())
		templates.SetText(v, form.Row("milestones", i, "name"), m.Name)
		v.Set(form.Row("milestones", i, "retired"), typedBool(!m.RetiredAt.IsZero()))
	}
	return v
}

func (h *handlers) milestonesPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.MilestonesPage, f templates.Form) error {
	f.WarnUnsaved, f.ReadOnly = true, !h.k.Actor(r).MayEdit(h.k.Actor(r).Organiser)
	v := templates.CoverageMilestonesView{Frame: h.frame(r, templates.SectionCoverage, h.k.Printer(r).T("staff.coverage.milestones.title")), Form: f,
		Rows: form.FromValues(f.Values).Rows("milestones", mostMilestones), Used: found.Used, MayEdit: !f.ReadOnly}
	v.Frame.Problems = len(f.Problems) > 0
	v.Frame.Path = u().StaffCoverage("milepaler")
	return h.k.Render(w, r, status, templates.StaffCoverageMilestones(v))
}

func (h *handlers) postMilestones(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	found, err := h.a.Milestones(r.Context(), h.k.Actor(r))
	if err != nil {
		return err
	}
	action := u().StaffCoverage("milepaler")
	if rowPressed(f, "milestones", mostMilestones) {
		return h.milestonesPage(w, r, http.StatusOK, found, h.k.Filled(r, action, f))
	}
	dropEmptyRows(f, "milestones", mostMilestones)
	var milestones []dialogue.Milestone
	for i := range f.Rows("milestones", mostMilestones) {
		m := dialogue.Milestone{ID: f.ID(form.Row("milestones", i, "id"), false), Name: f.Text(form.Row("milestones", i, "name"), form.Required(dialogue.MaxName))}
		if f.Bool(form.Row("milestones", i, "retired")) {
			m.RetiredAt = time.Unix(0, 0) // any time: the verb sets the right one
		}
		milestones = append(milestones, m)
	}
	if f.OK() {
		err = h.a.SaveMilestones(r.Context(), h.k.Actor(r), f.Version(), milestones)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.milestonesPage(w, r, http.StatusUnprocessableEntity, found, h.k.Filled(r, action, f))
	case errors.Is(err, dialogue.ErrStale):
		if found, err = h.a.Milestones(r.Context(), h.k.Actor(r)); err != nil {
			return err
		}
		return h.milestonesPage(w, r, http.StatusConflict, found, h.k.Stale(r, action, f, milestoneRows(found.All)))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.coverage.milestones.saved"))
	return h.k.SeeOther(w, r, action)
}

func (h *handlers) getGoals(w http.ResponseWriter, r *http.Request) error {
	return h.goalsPage(w, r, http.StatusOK, dialogue.ID{}, h.k.Form(r, ""))
}

// goalsPage draws the goals; typed is the form of one of them, or of a new one when goal is none, as it came back.
func (h *handlers) goalsPage(w http.ResponseWriter, r *http.Request, status int, goal dialogue.ID, typed templates.Form) error {
	found, err := h.a.Coverage(r.Context(), h.k.Actor(r), dialogue.CoverageFilter{})
	if err != nil {
		return err
	}
	v := templates.CoverageGoalsView{Frame: h.frame(r, templates.SectionCoverage, h.k.Printer(r).T("staff.coverage.goals.title")), Page: found,
		Edit: map[dialogue.ID]templates.Form{}, New: h.k.Form(r, ""), MayEdit: h.k.Actor(r).MayEdit(found.Organiser.ID)}
	if goal.IsZero() {
		v.New = typed
	}
	v.New.ID, v.New.Action = "nytt-mal", u().StaffCoverage("mal")
	for i, g := range found.Goals {
		f := h.k.Form(r, "")
		f.Values = goalValues(h.k.Printer(r), g.Goal)
		if g.Goal.ID == goal {
			f = typed
			if status == http.StatusConflict {
				f.Stored = goalValues(h.k.Printer(r), g.Goal)
				f.Values.Set("version", f.Stored.Get("version"))
			}
		}
		f.ID, f.Action = "mal"+strconv.Itoa(i+1), u().StaffGoal(g.Goal.ID)
		v.Edit[g.Goal.ID] = f
	}
	v.Frame.Problems = len(typed.Problems) > 0
	v.Frame.Path = u().StaffCoverage("mal")
	return h.k.Render(w, r, status, templates.StaffCoverageGoals(v))
}

func goalValues(p lang.Printer, g dialogue.Goal) url.Values {
	about := string(g.Kind)
	if !g.Milestone.IsZero() {
		about = g.Milestone.String()
	}
	return url.Values{"about": {about}, "units": {typedInt(g.Units)}, "by": {p.Date(g.By)}, "from": {p.Date(g.From)}, "version": {strconv.Itoa(g.Version)}}
}

// readGoal reads a goal. What it is about is a kind of series or a milestone's id.
func readGoal(f *form.Form) dialogue.Goal {
	g := dialogue.Goal{By: f.Date("by", true), From: f.Date("from", false), Kind: chosen(f, "about", dialogue.SeriesKinds[:])}
	if g.Kind == "" {
		g.Milestone, _ = dialogue.ParseID(f.Raw("about"))
	}
	g.Units, _ = f.Int("units", false, 1, 10000)
	return g
}

func (h *handlers) postNewGoal(w http.ResponseWriter, r *http.Request) error {
	return h.saveGoal(w, r, dialogue.ID{})
}

func (h *handlers) postGoal(w http.ResponseWriter, r *http.Request) error {
	id, err := h.k.ParamID(r, "goal")
	if err != nil {
		return err
	}
	return h.saveGoal(w, r, id)
}

func (h *handlers) saveGoal(w http.ResponseWriter, r *http.Request, id dialogue.ID) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	g := readGoal(f)
	if g.ID = id; !id.IsZero() {
		g.Version = f.Version()
	}
	if f.OK() {
		err = h.a.SaveGoal(r.Context(), h.k.Actor(r), g)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.goalsPage(w, r, http.StatusUnprocessableEntity, id, h.k.Filled(r, "", f))
	case errors.Is(err, dialogue.ErrStale):
		return h.goalsPage(w, r, http.StatusConflict, id, h.k.Filled(r, "", f))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.coverage.goals.saved"))
	return h.k.SeeOther(w, r, u().StaffCoverage("mal"))
}

func (h *handlers) postRemoveGoal(w http.ResponseWriter, r *http.Request) error {
	id, err := h.k.ParamID(r, "goal")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	said := h.k.Printer(r).T("staff.coverage.goals.removed")
	switch err := h.a.RemoveGoal(r.Context(), h.k.Actor(r), id, f.Version()); {
	case errors.Is(err, dialogue.ErrStale):
		said = h.k.Printer(r).T("staff.coverage.goals.gone")
	case err != nil:
		return err
	}
	h.k.Notice(r, said)
	return h.k.SeeOther(w, r, u().StaffCoverage("mal"))
}
