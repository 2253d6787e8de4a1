package staff

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) seriesOverviewRoutes() []page.Route {
	const series = "/intern/invitasjoner/{series}"
	step := func(name, done string, do stepVerb) page.Route {
		return post(series+"/"+name, page.Editor, func(w http.ResponseWriter, r *http.Request) error { return h.postStep(w, r, done, do) })
	}
	return []page.Route{
		get("/intern/invitasjoner/ny", page.Editor, h.getSeriesNew),
		post("/intern/invitasjoner/ny", page.Editor, h.postSeriesNew),
		get(series, page.Reader, h.getOverview),
		get(series+"/forhandsvisning/{l}", page.Reader, h.getPreview),
		step("publiser", "staff.step.published", (*app.App).Publish),
		step("kladd", "staff.step.draft", (*app.App).BackToDraft),
		step("steng", "staff.step.closed", (*app.App).CloseEarly),
		step("apne", "staff.step.reopened", (*app.App).Reopen),
		step("arkiver", "staff.step.archived", (*app.App).Archive),
		post(series+"/slett", page.Editor, h.postDelete),
		post("/intern/forhandsvisning", page.Reader, h.postMarkdown),
	}
}

// stepVerb is a verb of app that takes a series from one state to another.
type stepVerb func(a *app.App, ctx context.Context, actor dialogue.Actor, e app.SeriesEdit) error

func (h *handlers) getOverview(w http.ResponseWriter, r *http.Request) error {
	return h.overview(w, r, http.StatusOK, nil)
}

func (h *handlers) overview(w http.ResponseWriter, r *http.Request, status int, problems dialogue.Problems) error {
	e, err := h.editing(r, seriesPart{tab: urls.TabOverview})
	if err != nil {
		return err
	}
	v := e.view(templates.Form{L: h.k.Printer(r), Problems: problems})
	if v.Answers, err = h.a.AnswersTo(r.Context(), h.k.Actor(r), e.series().ID); err != nil {
		return err
	}
	return h.k.Render(w, r, status, templates.SeriesOverview(v))
}

// getPreview is the invitation as the public will see it, in one of its languages, with the way back to its staff's pages.
func (h *handlers) getPreview(w http.ResponseWriter, r *http.Request) error {
	id, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	l := dialogue.Lang(h.k.Param(r, "l"))
	if l != dialogue.Bokmal && l != dialogue.Nynorsk {
		return dialogue.ErrNotFound
	}
	shown, err := h.a.PreviewInvitation(r.Context(), h.k.Actor(r), id)
	if err != nil {
		return err
	}
	p := lang.For(l)
	frame := h.frame(r, templates.SectionSeries, p.Text(shown.Invitation.Series.Texts.Title))
	frame.L, frame.Staff, frame.Path, frame.Organiser = p, nil, "", shown.Invitation.Organiser
	frame.Back = templates.Link{Href: u().StaffSeries(id), Label: p.T("staff.preview.back")}
	return h.k.Render(w, r, http.StatusOK, templates.Invitation(templates.InvitationView{Frame: frame, Page: shown}))
}

// postStep takes the series a step on. What stands in the way is told on the front page itself.
func (h *handlers) postStep(w http.ResponseWriter, r *http.Request, done string, do stepVerb) error {
	id, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	var problems dialogue.Problems
	switch err := do(h.a, r.Context(), h.k.Actor(r), app.SeriesEdit{Series: id, Version: f.Version()}); {
	case errors.As(err, &problems):
		return h.overview(w, r, http.StatusUnprocessableEntity, problems)
	case errors.Is(err, dialogue.ErrStale):
		return h.overview(w, r, http.StatusConflict, dialogue.Problems{"": {Key: "problem.stale"}})
	case errors.Is(err, dialogue.ErrInUse):
		return h.overview(w, r, http.StatusConflict, dialogue.Problems{"": {Key: "problem.series-in-use"}})
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T(done))
	return h.k.SeeOther(w, r, u().StaffSeries(id))
}

func (h *handlers) postDelete(w http.ResponseWriter, r *http.Request) error {
	id, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	switch err := h.a.DeleteDraft(r.Context(), h.k.Actor(r), app.SeriesEdit{Series: id, Version: f.Version()}); {
	case errors.Is(err, dialogue.ErrStale):
		return h.overview(w, r, http.StatusConflict, dialogue.Problems{"": {Key: "problem.stale"}})
	case errors.Is(err, dialogue.ErrInUse):
		return h.overview(w, r, http.StatusConflict, dialogue.Problems{"": {Key: "problem.series-in-use"}})
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.step.deleted"))
	return h.k.SeeOther(w, r, u().Staff())
}

func (h *handlers) getSeriesNew(w http.ResponseWriter, r *http.Request) error {
	start, err := h.a.StaffStart(r.Context(), h.k.Actor(r))
	if err != nil {
		return err
	}
	values := url.Values{"kind": {string(dialogue.DialogueMeetings)}, "lang": {string(h.k.Who(r).Organiser.Lang)}}
	for _, s := range start.Series {
		if s.Series.ID.String() == r.URL.Query().Get("fra") {
			values.Set("from", s.Series.ID.String())
			values.Set("kind", string(s.Series.Kind))
			values.Set("lang", string(s.Series.Lang))
			templates.SetText(values, "title", s.Series.Texts.Title)
		}
	}
	return h.seriesNew(w, r, http.StatusOK, start, templates.Form{L: h.k.Printer(r), Action: u().StaffSeriesNew(), Values: values})
}

func (h *handlers) seriesNew(w http.ResponseWriter, r *http.Request, status int, start dialogue.StaffStart, f templates.Form) error {
	p := h.k.Printer(r)
	view := templates.SeriesNewView{Frame: h.frame(r, templates.SectionSeries, p.T("staff.start.new")), Form: f}
	view.Frame.Problems = len(f.Problems) > 0
	view.Frame.Path = u().StaffSeriesNew()
	view.Frame.Crumbs = []templates.Link{{Href: u().Staff(), Label: p.T("staff.start.title")}}
	for _, s := range start.Series {
		view.Older = append(view.Older, templates.Option{Value: s.Series.ID.String(), Label: p.Text(s.Series.Texts.Title)})
	}
	return h.k.Render(w, r, status, templates.SeriesNew(view))
}

func (h *handlers) postSeriesNew(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	n := app.NewSeries{Title: f.Text("title", form.Optional(dialogue.MaxLine)), Kind: form.Choice(f, "kind", dialogue.SeriesKinds[:]...),
		Lang: form.Choice(f, "lang", dialogue.Bokmal, dialogue.Nynorsk), From: f.ID("from", false)}
	organiser := h.k.Who(r).Organiser.Name
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		n.Privacy = n.Privacy.Set(l, lang.For(l).T("staff.new.privacy", "Organiser", organiser))
	}
	var id dialogue.ID
	if f.OK() {
		id, err = h.a.CreateSeries(r.Context(), h.k.Actor(r), n)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		start, err := h.a.StaffStart(r.Context(), h.k.Actor(r))
		if err != nil {
			return err
		}
		return h.seriesNew(w, r, http.StatusUnprocessableEntity, start, h.k.Filled(r, u().StaffSeriesNew(), f))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.new.created"))
	return h.k.SeeOther(w, r, u().StaffSeries(id))
}
