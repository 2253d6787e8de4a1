package staff

import (
	"errors"
	"net/http"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) declineRoutes() []page.Route {
	const all = ofSeries + "/svar-nei"
	return []page.Route{
		get(all+"/ny", page.Editor, h.getDeclineNote),
		post(all+"/ny", page.Editor, h.postDeclineNote),
		post(all+"/{decline}/avgjorelse", page.Editor, h.postDecideDecline),
		post(all+"/{decline}/ta-tilbake", page.Editor, h.postTakeBackDecline),
	}
}

// getDeclineNote is the form for a no that came by phone or letter. ?kommune=municipality:4601 has the unit chosen.
func (h *handlers) getDeclineNote(w http.ResponseWriter, r *http.Request) error {
	f := form.FromValues(nil)
	f.Values.Set("unit", r.URL.Query().Get("kommune"))
	return h.renderDeclineNote(w, r, http.StatusOK, f)
}

func (h *handlers) postDeclineNote(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	kind, number, _ := strings.Cut(f.Raw("unit"), ":")
	if kind == "" {
		f.Problems.Add("unit", "problem.required")
	}
	reason := f.Lines("reason", form.Required(dialogue.MaxReason))
	if f.OK() {
		err = h.a.NoteDecline(r.Context(), h.k.Actor(r), series, dialogue.Unit{Kind: dialogue.UnitKind(kind), Number: number}, reason)
	}
	if err != nil && !f.Adopt(err) {
		return err
	}
	if !f.OK() {
		return h.renderDeclineNote(w, r, http.StatusUnprocessableEntity, f)
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.decline.noted"))
	return h.k.SeeOther(w, r, u().StaffDeclines(series))
}

func (h *handlers) renderDeclineNote(w http.ResponseWriter, r *http.Request, status int, f *form.Form) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	data, err := h.a.StaffRegistrationForm(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	frame := h.under(r, &data.Invitation, p.T("staff.decline.note"),
		templates.Link{Href: u().StaffTab(series, urls.TabRegistrations), Label: p.T("staff.tab.registrations")})
	frame.Problems = !f.OK()
	return h.k.Render(w, r, status, templates.DeclineNote(templates.DeclineNoteView{
		Frame: frame, Form: h.k.Filled(r, u().StaffDeclineNew(series), f), Invitation: &data.Invitation,
		Units: templates.AlsoKnownAs(templates.UnitOptions(data.Units, data.Counties), data.OtherNames),
	}))
}

// postDecideDecline accepts a no from outside the unit, or doesn't.
func (h *handlers) postDecideDecline(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	decision := form.Choice(f, "decision", "accept", "refuse")
	if !f.OK() {
		return f.Problems
	}
	return h.declineDone(w, r, "staff.decline.decided", func(id dialogue.ID) error {
		return h.a.DecideDecline(r.Context(), h.k.Actor(r), id, f.Version(), decision == "accept")
	})
}

// postTakeBackDecline lets a no count no more.
func (h *handlers) postTakeBackDecline(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	return h.declineDone(w, r, "staff.decline.taken-back", func(id dialogue.ID) error {
		return h.a.TakeBackDecline(r.Context(), h.k.Actor(r), id, f.Version())
	})
}

// declineDone does what is to be done with a no, and goes back to the list with what happened. Somebody else may have been first.
func (h *handlers) declineDone(w http.ResponseWriter, r *http.Request, notice string, do func(id dialogue.ID) error) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	id, err := h.k.ParamID(r, "decline")
	if err != nil {
		return err
	}
	switch err = do(id); {
	case errors.Is(err, dialogue.ErrStale):
		notice = "staff.decline.stale"
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T(notice))
	return h.k.SeeOther(w, r, u().StaffDeclines(series))
}
