package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) planRoutes() []page.Route {
	const tab, one = ofSeries + "/innlegg-og-grupper", ofSeries + "/innlegg-og-grupper/{meeting}"
	return []page.Route{
		get(tab, page.Reader, h.getPlans),
		get(one, page.Reader, h.getPlan),
		get(one+"/utskrift", page.Reader, h.getPlanPrint),
		post(one+"/rekkefolge/trekk", page.Editor, h.postOrder(func(r *http.Request, by dialogue.Actor, e app.PlanEdit, _ dialogue.ID) error {
			return h.a.DrawSpeaking(r.Context(), by, e)
		})),
		post(one+"/rekkefolge/fastsett", page.Editor, h.postOrder(func(r *http.Request, by dialogue.Actor, e app.PlanEdit, _ dialogue.ID) error {
			return h.a.SettleSpeaking(r.Context(), by, e)
		})),
		post(one+"/rekkefolge/opp", page.Editor, h.postOrder(func(r *http.Request, by dialogue.Actor, e app.PlanEdit, id dialogue.ID) error {
			return h.a.MoveSpeaking(r.Context(), by, e, id, true)
		})),
		post(one+"/rekkefolge/ned", page.Editor, h.postOrder(func(r *http.Request, by dialogue.Actor, e app.PlanEdit, id dialogue.ID) error {
			return h.a.MoveSpeaking(r.Context(), by, e, id, false)
		})),
		post(one+"/grupper/lag", page.Editor, h.postMakeGroups),
		post(one+"/grupper/lagre", page.Editor, h.postSaveGroups),
		post(one+"/grupper/ta-med", page.Editor, h.postGroups("staff.plan.groups-added", func(r *http.Request, by dialogue.Actor, e app.PlanEdit) error {
			return h.a.AddToGroups(r.Context(), by, e)
		})),
		post(one+"/grupper/fjern", page.Editor, h.postGroups("staff.plan.groups-dropped", func(r *http.Request, by dialogue.Actor, e app.PlanEdit) error {
			return h.a.DropGroups(r.Context(), by, e)
		})),
	}
}

// getPlans is every meeting with how its order and its groups stand.
func (h *handlers) getPlans(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.MeetingPlans(r.Context(), h.k.Actor(r), series, dialogue.ID{})
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffPlans(templates.PlansView{
		S: h.tabOf(r, &found.Invitation, found.Now, urls.TabPlans, h.k.Printer(r).T("staff.tab.plans")), Page: found}))
}

// plan reads the meeting that the address names, and makes its page as it is stored.
func (h *handlers) plan(r *http.Request) (templates.PlanView, error) {
	var v templates.PlanView
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return v, err
	}
	meeting, err := h.k.ParamID(r, "meeting")
	if err != nil {
		return v, err
	}
	found, err := h.a.MeetingPlans(r.Context(), h.k.Actor(r), series, meeting)
	if err != nil {
		return v, err
	}
	p := h.k.Printer(r)
	v = templates.PlanView{Page: found, Plan: found.Meetings[0]}
	v.S = h.tabOf(r, &found.Invitation, found.Now, urls.TabPlans, p.T("staff.tab.plans")+" – "+templates.MeetingInRegion(p, &v.Page.Invitation, v.Plan.Meeting))
	v.Make = templates.Form{L: p, Action: u().StaffPlanGroups(series, meeting, "lag"), Values: askedGroups(v.Plan), ID: "lag"}
	v.Save = templates.Form{L: p, Action: u().StaffPlanGroups(series, meeting, "lagre"), Values: seatedGroups(v.Plan), ID: "lagre"}
	return v, nil
}

// askedGroups is the form for making groups as it was last sent.
func askedGroups(p dialogue.MeetingPlan) url.Values {
	b := p.Breakout
	if b == nil {
		return url.Values{"way": {string(dialogue.SitTogether)}, "version": {"0"}}
	}
	v := url.Values{"way": {string(b.Ask.Way)}, "version": {strconv.Itoa(b.Version)}}
	if b.Ask.Groups > 0 {
		v.Set("groups", strconv.Itoa(b.Ask.Groups))
	}
	if b.Ask.Size > 0 {
		v.Set("size", strconv.Itoa(b.Ask.Size))
	}
	return v
}

// seatedGroups is the form with the groups' names and where everybody sits.
func seatedGroups(p dialogue.MeetingPlan) url.Values {
	v := url.Values{}
	if p.Breakout != nil {
		v.Set("version", strconv.Itoa(p.Breakout.Version))
	}
	for _, g := range p.Groups {
		v.Set(templates.GroupNameField(g.ID), g.Name)
		for _, one := range g.People {
			v.Set(templates.GroupPlaceField(one.Delegate), g.ID.String())
		}
	}
	return v
}

func (h *handlers) renderPlan(w http.ResponseWriter, r *http.Request, status int, v templates.PlanView) error {
	v.S.Frame.Problems = len(v.Make.Problems)+len(v.Save.Problems) > 0
	v.Save.WarnUnsaved = true
	v.Make.ReadOnly, v.Save.ReadOnly = !v.S.MayEdit, !v.S.MayEdit
	return h.k.Render(w, r, status, templates.StaffPlan(v))
}

func (h *handlers) getPlan(w http.ResponseWriter, r *http.Request) error {
	v, err := h.plan(r)
	if err != nil {
		return err
	}
	return h.renderPlan(w, r, http.StatusOK, v)
}

func (h *handlers) getPlanPrint(w http.ResponseWriter, r *http.Request) error {
	v, err := h.plan(r)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	back := templates.Link{Href: u().StaffPlan(v.Page.Invitation.Series.ID, v.Plan.Meeting.ID), Label: p.T("staff.tab.plans")}
	return h.k.Render(w, r, http.StatusOK, templates.StaffPlanPrint(templates.PlanPrintView{
		Frame: h.under(r, &v.Page.Invitation, p.T("staff.plan.print.title"), back), Page: v.Page, Plan: v.Plan}))
}

// planEdit reads which plan is edited from the address, and from what version of it.
func (h *handlers) planEdit(r *http.Request) (*form.Form, app.PlanEdit, error) {
	f, err := form.Read(r)
	if err != nil {
		return nil, app.PlanEdit{}, err
	}
	e := app.PlanEdit{Version: f.Version()}
	if e.Series, err = h.k.ParamID(r, "series"); err == nil {
		e.Meeting, err = h.k.ParamID(r, "meeting")
	}
	return f, e, err
}

// postOrder carries out a button about the order. Who comes second is shown the order as it is now.
func (h *handlers) postOrder(do func(r *http.Request, by dialogue.Actor, e app.PlanEdit, id dialogue.ID) error) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		f, e, err := h.planEdit(r)
		if err != nil {
			return err
		}
		id := f.ID("id", false)
		err = do(r, h.k.Actor(r), e, id)
		if errors.Is(err, dialogue.ErrStale) {
			v, err := h.plan(r)
			if err != nil {
				return err
			}
			v.StaleOrder = true
			return h.renderPlan(w, r, http.StatusConflict, v)
		}
		if err != nil {
			return err
		}
		return h.k.SeeOther(w, r, u().StaffPlan(e.Series, e.Meeting)+"#"+templates.OrderPlace)
	}
}

// postGroups carries out a button about the groups that asks for nothing.
func (h *handlers) postGroups(notice string, do func(r *http.Request, by dialogue.Actor, e app.PlanEdit) error) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, e, err := h.planEdit(r)
		if err != nil {
			return err
		}
		err = do(r, h.k.Actor(r), e)
		if errors.Is(err, dialogue.ErrStale) {
			v, err := h.plan(r)
			if err != nil {
				return err
			}
			v.StaleGroups = true
			return h.renderPlan(w, r, http.StatusConflict, v)
		}
		if err != nil {
			return err
		}
		h.k.Notice(r, h.k.Printer(r).T(notice))
		return h.k.SeeOther(w, r, u().StaffPlan(e.Series, e.Meeting))
	}
}

func (h *handlers) postMakeGroups(w http.ResponseWriter, r *http.Request) error {
	f, e, err := h.planEdit(r)
	if err != nil {
		return err
	}
	ask := dialogue.GroupAsk{Way: form.Choice(f, "way", dialogue.SitTogether, dialogue.SitMixed)}
	ask.Groups, _ = f.Int("groups", false, 1, dialogue.MostGroups)
	ask.Size, _ = f.Int("size", false, 1, dialogue.MostSize)
	if f.OK() {
		err = h.a.MakeGroups(r.Context(), h.k.Actor(r), e, ask)
	}
	return h.answerPlan(w, r, e, f, err, "staff.plan.groups-made", func(v *templates.PlanView) *templates.Form { return &v.Make })
}

func (h *handlers) postSaveGroups(w http.ResponseWriter, r *http.Request) error {
	f, e, err := h.planEdit(r)
	if err != nil {
		return err
	}
	names, places := map[dialogue.ID]string{}, map[dialogue.ID]dialogue.ID{}
	for field := range f.Values {
		kind, id, _ := strings.Cut(field, ".")
		about, err := dialogue.ParseID(id)
		switch {
		case err != nil:
		case kind == templates.GroupNames:
			names[about] = f.Line(field, form.Optional(60))
		case kind == templates.GroupPlaces:
			if to := f.ID(field, false); !to.IsZero() {
				places[about] = to
			}
		}
	}
	if f.OK() {
		err = h.a.SaveGroups(r.Context(), h.k.Actor(r), e, names, places)
	}
	return h.answerPlan(w, r, e, f, err, "staff.edit.saved", func(v *templates.PlanView) *templates.Form { return &v.Save })
}

// answerPlan shows a form of the page again with what was typed, or goes back to the page when it was stored.
func (h *handlers) answerPlan(w http.ResponseWriter, r *http.Request, e app.PlanEdit, f *form.Form, err error, notice string,
	which func(v *templates.PlanView) *templates.Form) error {
	refused, stale := f.Adopt(err) || !f.OK(), errors.Is(err, dialogue.ErrStale)
	if !refused && !stale {
		if err != nil {
			return err
		}
		h.k.Notice(r, h.k.Printer(r).T(notice))
		return h.k.SeeOther(w, r, u().StaffPlan(e.Series, e.Meeting))
	}
	v, err := h.plan(r)
	if err != nil {
		return err
	}
	typed, status := which(&v), http.StatusUnprocessableEntity
	again := h.k.Filled(r, typed.Action, f)
	if stale {
		status, again = http.StatusConflict, h.k.Stale(r, typed.Action, f, typed.Values)
	}
	again.ID = typed.ID
	*typed = again
	return h.renderPlan(w, r, status, v)
}
