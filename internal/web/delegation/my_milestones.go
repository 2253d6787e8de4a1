package delegation

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// milestoneRoutes are the pages where a municipality says itself how far it has come.
func (p pages) milestoneRoutes() []page.Route {
	const unit = page.Language + "/min-side/milepaler/{organiser}/{unit}"
	const one = unit + "/{milestone}"
	return []page.Route{
		{Method: http.MethodGet, Pattern: unit, Access: page.Person, Handle: p.getMilestones},
		{Method: http.MethodGet, Pattern: one, Access: page.Person, Handle: p.getMilestone},
		{Method: http.MethodPost, Pattern: one, Access: page.Person, Handle: p.postMilestone},
	}
}

// milestones are the milestones that the address is about.
func (p pages) milestones(r *http.Request) (my dialogue.MyMilestones, organiser, unit dialogue.ID, err error) {
	if organiser, err = p.kit.ParamID(r, "organiser"); err != nil {
		return my, organiser, unit, err
	}
	if unit, err = p.kit.ParamID(r, "unit"); err != nil {
		return my, organiser, unit, err
	}
	my, err = p.app.MyMilestones(r.Context(), p.kit.Actor(r), organiser, unit)
	return my, organiser, unit, err
}

// getMilestones lists the milestones with what is said of each.
func (p pages) getMilestones(w http.ResponseWriter, r *http.Request) error {
	my, _, _, err := p.milestones(r)
	if err != nil {
		return err
	}
	v := templates.MyMilestonesView{Frame: p.kit.Frame(r, p.kit.Printer(r).T("delegation.milestones.title")), Page: my}
	v.Frame.Organiser = my.Organiser
	v.Frame.Back = templates.Link{Href: urls.Paths().My(p.kit.Lang(r)), Label: v.Frame.L.T("delegation.milestones.back")}
	return p.kit.Render(w, r, http.StatusOK, templates.MyMilestones(v))
}

// getMilestone is the form for one milestone, with what is said of it.
func (p pages) getMilestone(w http.ResponseWriter, r *http.Request) error {
	return p.drawMilestone(w, r, http.StatusOK, nil)
}

// postMilestone stores what the municipality says. After a save that somebody else came before, both versions are shown.
func (p pages) postMilestone(w http.ResponseWriter, r *http.Request) error {
	organiser, err := p.kit.ParamID(r, "organiser")
	if err != nil {
		return err
	}
	unit, err := p.kit.ParamID(r, "unit")
	if err != nil {
		return err
	}
	milestone, err := p.kit.ParamID(r, "milestone")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	m := dialogue.ReachedMilestone{Milestone: milestone, State: form.Choice(f, "state", dialogue.MilestoneStates[:]...), Day: f.Date("day", false), Version: f.Version()}
	if f.OK() {
		err = p.app.SetOwnMilestone(r.Context(), p.kit.Actor(r), organiser, unit, m)
		switch {
		case err == nil:
			p.kit.Notice(r, p.kit.Printer(r).T("delegation.milestones.saved"))
			return p.kit.SeeOther(w, r, urls.Paths().MyMilestones(p.kit.Lang(r), organiser, unit))
		case errors.Is(err, dialogue.ErrStale):
			return p.drawMilestone(w, r, http.StatusConflict, f)
		case !f.Adopt(err):
			return err
		}
	}
	return p.drawMilestone(w, r, http.StatusUnprocessableEntity, f)
}

func (p pages) drawMilestone(w http.ResponseWriter, r *http.Request, status int, f *form.Form) error {
	my, organiser, unit, err := p.milestones(r)
	if err != nil {
		return err
	}
	id, err := p.kit.ParamID(r, "milestone")
	if err != nil {
		return err
	}
	milestone, reached, known := my.Milestone(id)
	if !known {
		return dialogue.ErrNotFound
	}
	list := urls.Paths().MyMilestones(p.kit.Lang(r), organiser, unit)
	action := urls.Paths().MyMilestone(p.kit.Lang(r), organiser, unit, id)
	v := templates.MyMilestoneView{Frame: p.kit.Frame(r, p.kit.Printer(r).Text(milestone.Name)), Page: my, Milestone: milestone}
	v.Frame.Organiser, v.Frame.Path = my.Organiser, action
	v.Frame.Back = templates.Link{Href: list, Label: v.Frame.L.T("delegation.milestones.title")}
	stored := url.Values{"version": {strconv.Itoa(reached.Version)}, "state": {string(reached.State)}}
	if !reached.Day.IsZero() {
		stored.Set("day", v.Frame.L.Date(reached.Day))
	}
	switch {
	case f == nil:
		v.Form = p.kit.Filled(r, action, form.FromValues(stored))
	case status == http.StatusConflict:
		v.Form = p.kit.Stale(r, action, f, stored)
	default:
		v.Form = p.kit.Filled(r, action, f)
	}
	v.Frame.Problems = f != nil
	return p.kit.Render(w, r, status, templates.MyMilestone(v))
}
