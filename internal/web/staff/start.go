package staff

import (
	"net/http"
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) startRoutes() []page.Route {
	return []page.Route{
		get("/intern", page.Reader, h.getStart),
		get("/intern/invitasjoner", page.Reader, func(w http.ResponseWriter, r *http.Request) error {
			return h.k.SeeOther(w, r, u().Staff())
		}),
	}
}

// getStart is the work list: what stands open first, each series with what to do next.
func (h *handlers) getStart(w http.ResponseWriter, r *http.Request) error {
	actor := h.k.Actor(r)
	start, err := h.a.StaffStart(r.Context(), actor)
	if err != nil {
		return err
	}
	view := templates.StaffStartView{Frame: h.frame(r, templates.SectionSeries, h.k.Printer(r).T("staff.start.title")),
		MayEdit: actor.MayEdit(actor.Organiser)}
	for _, s := range start.Series {
		row := templates.StaffStartRow{Series: s, Standing: s.Standing(start.Now), Deadline: s.NextDeadline(start.Now), Next: s.NextMeeting(start.Now)}
		for _, todo := range s.Todo(start.Now) {
			row.Todo = append(row.Todo, templates.Link{Href: todoPath(s.Series.ID, todo.Kind), Label: h.todoLabel(r, todo)})
		}
		switch row.Standing {
		case dialogue.StandingDone, dialogue.StandingArchived:
			view.Past = append(view.Past, row)
		default:
			view.Current = append(view.Current, row)
		}
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffStart(view))
}

func (h *handlers) todoLabel(r *http.Request, todo dialogue.Todo) string {
	key := "staff.todo." + string(todo.Kind)
	if todo.N > 0 {
		return h.k.Printer(r).N(key, todo.N)
	}
	return h.k.Printer(r).T(key)
}

func todoPath(series dialogue.ID, kind dialogue.TodoKind) string {
	switch kind {
	case dialogue.DecideHeld:
		return urls.WithQuery(u().StaffTab(series, urls.TabRegistrations), url.Values{"tilstand": {string(dialogue.HeldForStaff)}})
	case dialogue.DecideProposals:
		return urls.WithQuery(u().StaffTab(series, urls.TabRegistrations), url.Values{"tilstand": {string(dialogue.Proposal)}})
	case dialogue.DecideDeclines:
		return u().StaffDeclines(series)
	case dialogue.OfferPlaces:
		return u().StaffTab(series, urls.TabOffers)
	case dialogue.MeetRequests:
		return u().StaffRequests(series, dialogue.RequestsOpen)
	case dialogue.DateMeetings:
		return u().StaffTab(series, urls.TabMeetings)
	case dialogue.MakeSelection:
		return u().StaffTab(series, urls.TabSelection)
	case dialogue.ConfirmMeetings:
		return u().StaffTab(series, urls.TabConfirmation)
	}
	return u().StaffSeries(series)
}
