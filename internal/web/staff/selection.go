package staff

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) selectionRoutes() []page.Route {
	const all = ofSeries + "/utvalg"
	const proposal = all + "/forslag/{proposal}"
	const unit = proposal + "/{registration}"
	const lock = all + "/las/{lock}/opphev"
	step := func(name, done string, do selectionStep) page.Route {
		return post(all+"/"+name, page.Editor, func(w http.ResponseWriter, r *http.Request) error { return h.postSelection(w, r, name, done, do) })
	}
	return []page.Route{
		get(all, page.Reader, h.getSelection),
		get(all+"/frys", page.Editor, h.getRedraw),
		post(all+"/frys", page.Editor, h.postFreeze),
		step(templates.SelectionValue, "staff.selection.done.value", enterValue),
		step(templates.SelectionPropose, "staff.selection.done.proposed", propose),
		step(templates.SelectionApprove, "staff.selection.done.approved", approve),
		step(templates.SelectionTakeBack, "staff.selection.done.taken-back", takeBack),

		get(proposal, page.Reader, h.getSelectionProposal),
		get(all+"/sammenlign", page.Reader, h.getComparison),
		get(all+"/trekning/{draw}/{file}", page.Reader, h.getSelectionFile),

		get(unit, page.Reader, h.getSelectionUnit),
		post(unit+"/prov", page.Editor, h.postTryLock),
		post(all+"/las", page.Editor, h.postLock),
		post(lock+"/prov", page.Editor, h.postTryUnlock),
		post(lock, page.Editor, h.postUnlock),
	}
}

// The longest texts of the workbench, in characters.
const (
	selectionLine   = 300
	selectionReason = 1000
)

func (h *handlers) selectionPage(r *http.Request) (dialogue.SelectionPage, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.SelectionPage{}, err
	}
	return h.a.Selection(r.Context(), h.k.Actor(r), series)
}

func (h *handlers) getSelection(w http.ResponseWriter, r *http.Request) error {
	return h.selection(w, r, http.StatusOK, "", templates.Form{})
}

// selection is the workbench's front page, with the form that came back, if any.
func (h *handlers) selection(w http.ResponseWriter, r *http.Request, status int, step string, f templates.Form) error {
	found, err := h.selectionPage(r)
	if err != nil {
		return err
	}
	v := h.selectionView(r, found)
	v.Step, v.Form = step, f
	v.Series.Frame.Problems = len(f.Problems) > 0
	return h.k.Render(w, r, status, templates.StaffSelection(v))
}

func (h *handlers) selectionView(r *http.Request, found dialogue.SelectionPage) templates.SelectionView {
	return templates.SelectionView{
		Series: h.selectionFrame(r, &found.Invitation, found.Now, h.k.Printer(r).T("staff.tab.selection")), Page: found, Me: h.k.Actor(r).User,
	}
}

// selectionEdit reads which draw a form is about, and its version.
func selectionEdit(f *form.Form, series dialogue.ID) app.SelectionEdit {
	return app.SelectionEdit{Series: series, Selection: f.ID("selection", true), Version: f.Version()}
}

// selectionStep is one of the steps that are a form of the front page: it reads the rest of the form and does it.
type selectionStep func(h *handlers, ctx context.Context, actor dialogue.Actor, e app.SelectionEdit, f *form.Form) error

func enterValue(h *handlers, ctx context.Context, actor dialogue.Actor, e app.SelectionEdit, f *form.Form) error {
	value := f.Line("value", form.Required(selectionLine))
	if again := f.Line("again", form.Required(selectionLine)); f.OK() && again != value {
		f.Problems.Add("again", "problem.selection-value-differs")
	}
	if !f.OK() {
		return nil
	}
	return h.a.EnterPublicValue(ctx, actor, e, value)
}

func propose(h *handlers, ctx context.Context, actor dialogue.Actor, e app.SelectionEdit, f *form.Form) error {
	note := f.Line("note", form.Optional(selectionLine))
	if !f.OK() {
		return nil
	}
	_, err := h.a.ProposeSelection(ctx, actor, e, note)
	return err
}

func approve(h *handlers, ctx context.Context, actor dialogue.Actor, e app.SelectionEdit, f *form.Form) error {
	proposal := f.ID("proposal", true)
	if !f.OK() {
		return nil
	}
	return h.a.ApproveProposal(ctx, actor, e, proposal)
}

func takeBack(h *handlers, ctx context.Context, actor dialogue.Actor, e app.SelectionEdit, f *form.Form) error {
	proposal, reason := f.ID("proposal", true), f.Lines("reason", form.Required(selectionReason))
	if !f.OK() {
		return nil
	}
	return h.a.TakeBackApproval(ctx, actor, e, proposal, reason)
}

// postSelection takes one step. What stands in its way is told on the front page.
func (h *handlers) postSelection(w http.ResponseWriter, r *http.Request, name, done string, do selectionStep) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e := selectionEdit(f, series)
	if f.OK() {
		err = do(h, r.Context(), h.k.Actor(r), e, f)
	}
	if err == nil && f.OK() {
		h.k.Notice(r, h.k.Printer(r).T(done))
		return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabSelection))
	}
	status, err := refused(f, err)
	if err != nil {
		return err
	}
	return h.selection(w, r, status, name, h.k.Filled(r, u().StaffSelectionDo(series, name), f))
}

// refused is the status of a form that comes back: what is wrong stands in it, and a stale one says so. Any other error is returned.
func refused(f *form.Form, err error) (int, error) {
	switch {
	case errors.Is(err, dialogue.ErrStale):
		f.Problems.Add("", "problem.stale")
		return http.StatusConflict, nil
	case err == nil, f.Adopt(err):
		return http.StatusUnprocessableEntity, nil
	}
	return 0, err
}

// postFreeze makes a draw: from the front page the first time, from its own page later.
func (h *handlers) postFreeze(w http.ResponseWriter, r *http.Request) error {
	found, err := h.selectionPage(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, again, reason := found.Invitation.Series.ID, found.Draw != nil, ""
	source := f.Line("source", form.Required(selectionLine))
	if again {
		reason = f.Lines("reason", form.Required(selectionReason))
	}
	if f.OK() {
		err = h.a.FreezeSelection(r.Context(), h.k.Actor(r), app.SeriesEdit{Series: series, Version: f.Version()}, source, reason)
	}
	if err == nil && f.OK() {
		h.k.Notice(r, h.k.Printer(r).T("staff.selection.done.freeze"))
		return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabSelection))
	}
	status, err := refused(f, err)
	if err != nil {
		return err
	}
	filled := h.k.Filled(r, u().StaffSelectionDo(series, templates.SelectionFreeze), f)
	if again {
		return h.redraw(w, r, status, found, filled)
	}
	return h.selection(w, r, status, templates.SelectionFreeze, filled)
}

// getRedraw is where everything is drawn anew. Without a draw there is nothing to draw anew: the front page has the form.
func (h *handlers) getRedraw(w http.ResponseWriter, r *http.Request) error {
	found, err := h.selectionPage(r)
	if err != nil {
		return err
	}
	series := found.Invitation.Series.ID
	if found.Draw == nil {
		return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabSelection))
	}
	f := h.k.Form(r, u().StaffSelectionDo(series, templates.SelectionFreeze))
	f.Values = url.Values{}
	return h.redraw(w, r, http.StatusOK, found, f)
}

func (h *handlers) redraw(w http.ResponseWriter, r *http.Request, status int, found dialogue.SelectionPage, f templates.Form) error {
	f.WarnUnsaved = true
	v := templates.SelectionRedrawView{Series: h.selectionFrame(r, &found.Invitation, found.Now, h.k.Printer(r).T("staff.selection.redraw.title")), Page: found, Form: f}
	v.Series.Frame.Path = f.Action
	v.Series.Frame.Problems = len(f.Problems) > 0
	return h.k.Render(w, r, status, templates.StaffSelectionRedraw(v))
}
