package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) coverageRoutes() []page.Route {
	const all = "/intern/dekning"
	const one = all + "/kommune/{number}"
	return []page.Route{
		get(all, page.Reader, h.getCoverage),
		post(all+"/sett", page.Editor, h.postCoverageMilestone),
		post(all+"/offentlig", page.Admin, h.postCoveragePublic),
		get(all+"/milepaler", page.Reader, h.getMilestones),
		post(all+"/milepaler", page.Editor, h.postMilestones),
		get(all+"/mal", page.Reader, h.getGoals),
		post(all+"/mal", page.Editor, h.postNewGoal),
		post(all+"/mal/{goal}", page.Editor, h.postGoal),
		post(all+"/mal/{goal}/fjern", page.Editor, h.postRemoveGoal),
		get(one, page.Reader, h.getCoverageUnit),
		post(one+"/mote", page.Editor, h.postHeld),
		post(one+"/fjern", page.Editor, h.postRemoveHeld),
		post(one+"/milepel", page.Editor, h.postUnitMilestone),
	}
}

func (h *handlers) getCoverage(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	filter := coverageFilter(f)
	found, err := h.a.Coverage(r.Context(), h.k.Actor(r), filter)
	if err != nil {
		return err
	}
	search := h.k.Filled(r, u().StaffCoverage(), f)
	return h.coveragePage(w, r, http.StatusOK, found, search, h.setForm(r, nil), nil)
}

// coverageFilter reads the filter. What is no day is told of; anything else that can't be read asks for nothing.
func coverageFilter(f *form.Form) dialogue.CoverageFilter {
	quiet := form.FromValues(f.Values)
	return dialogue.CoverageFilter{
		From:      f.Date("fra", false),
		To:        f.Date("til", false),
		Kind:      chosen(quiet, "slag", dialogue.SeriesKinds[:]),
		County:    quiet.Line("fylke", form.Optional(10)),
		State:     chosen(quiet, "tilstand", dialogue.CoverageStates[:]),
		Milestone: quiet.ID("milepel", false),
		Reached:   chosen(quiet, "nadd", dialogue.MilestoneStates[:]),
	}
}

// chosen is one of the values, or none.
func chosen[T ~string](f *form.Form, name string, values []T) T {
	for _, v := range values {
		if f.Raw(name) == string(v) {
			return v
		}
	}
	return ""
}

func (h *handlers) setForm(r *http.Request, f *form.Form) templates.Form {
	set := h.k.Form(r, u().StaffCoverage("sett"))
	if f != nil {
		set = h.k.Filled(r, u().StaffCoverage("sett"), f)
	}
	set.ID = "sett"
	return set
}

func (h *handlers) coveragePage(w http.ResponseWriter, r *http.Request, status int, found dialogue.CoveragePage, search, set templates.Form, changed []string) error {
	actor := h.k.Actor(r)
	search.Get = true
	v := templates.CoverageView{
		Frame: h.frame(r, templates.SectionCoverage, h.k.Printer(r).T("staff.coverage.title")), Page: found, Filter: search, Set: set, Changed: changed,
		MayEdit: actor.MayEdit(found.Organiser.ID), Admin: actor.MayManage(found.Organiser.ID),
	}
	v.Public = u().PublicCoverage(v.Frame.L.Lang(), found.Organiser.Slug)
	v.Frame.Problems = len(search.Problems)+len(set.Problems) > 0
	if r.Method == http.MethodPost {
		v.Frame.Path = u().StaffCoverageFor(found.Filter)
	}
	return h.k.Render(w, r, status, templates.StaffCoverage(v))
}

// postCoverageMilestone sets a milestone for those that are ticked.
func (h *handlers) postCoverageMilestone(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	searched, _ := url.ParseQuery(f.Raw("sokt"))
	search := form.FromValues(searched)
	filter := coverageFilter(search)
	found, err := h.a.Coverage(r.Context(), h.k.Actor(r), filter)
	if err != nil {
		return err
	}
	f.Near(found.Today)
	q := dialogue.MilestoneSetting{Milestone: f.ID("milestone", true), State: form.Choice(f, "state", dialogue.MilestoneStates[:]...), Day: f.Date("day", false)}
	q.Units = tickedUnits(f, q.Milestone)
	f.Adopt(q.Validate(found.Today).Err())
	if f.OK() {
		err = h.a.SetMilestone(r.Context(), h.k.Actor(r), q)
	}
	searchForm := h.k.Filled(r, u().StaffCoverage(), search)
	switch {
	case f.Adopt(err) || !f.OK():
		return h.coveragePage(w, r, http.StatusUnprocessableEntity, found, searchForm, h.setForm(r, f), nil)
	case errors.Is(err, dialogue.ErrStale):
		// Read again: found may be from before the other's change. What was ticked and typed is kept, with the versions of now.
		if found, err = h.a.Coverage(r.Context(), h.k.Actor(r), filter); err != nil {
			return err
		}
		return h.coveragePage(w, r, http.StatusConflict, found, searchForm, h.setForm(r, f), changedUnits(found, q))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).N("staff.coverage.set.done", len(q.Units)))
	return h.k.SeeOther(w, r, u().StaffCoverageFor(filter))
}

// tickedUnits reads what templates wrote of each municipality: its number, and the version that each milestone has for it.
func tickedUnits(f *form.Form, milestone dialogue.ID) []dialogue.MilestoneUnit {
	var units []dialogue.MilestoneUnit
	seen := map[string]bool{}
	for _, value := range f.Values["units"] {
		parts := strings.Fields(value)
		if len(parts) == 0 || seen[parts[0]] {
			continue
		}
		seen[parts[0]] = true
		unit := dialogue.MilestoneUnit{Number: parts[0]}
		for _, part := range parts[1:] {
			if id, version, ok := strings.Cut(part, ":"); ok && id == milestone.String() {
				unit.Version, _ = strconv.Atoi(version)
			}
		}
		units = append(units, unit)
	}
	return units
}

// changedUnits are the names of those that had another version when the form was opened.
func changedUnits(now dialogue.CoveragePage, q dialogue.MilestoneSetting) []string {
	var names []string
	for _, u := range now.Units {
		for _, asked := range q.Units {
			if asked.Number == u.Number && asked.Version != u.Milestone(q.Milestone).Version {
				names = append(names, u.Name)
			}
		}
	}
	return names
}

func (h *handlers) postCoveragePublic(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	on := f.Bool("on")
	if err := h.a.SetCoveragePublic(r.Context(), h.k.Actor(r), on); err != nil {
		return err
	}
	p := h.k.Printer(r)
	said := p.T("staff.coverage.public.hidden")
	if on {
		said = p.T("staff.coverage.public.shown")
	}
	h.k.Notice(r, said)
	return h.k.SeeOther(w, r, u().StaffCoverage())
}

// underCoverage is the frame of a page about one municipality, with the way back.
func (h *handlers) underCoverage(r *http.Request, title string) templates.Frame {
	frame := h.frame(r, templates.SectionCoverage, title)
	frame.Crumbs = []templates.Link{{Href: urls.Paths().StaffCoverage(), Label: h.k.Printer(r).T("staff.coverage.title")}}
	return frame
}
