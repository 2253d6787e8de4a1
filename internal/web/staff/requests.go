package staff

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

func (h *handlers) requestsRoutes() []page.Route {
	const all = ofSeries + "/onsker"
	return []page.Route{
		get(all, page.Reader, h.getRequests),
		get(all+"/mote", page.Editor, h.getRequestMeeting),
		post(all+"/mote", page.Editor, h.postRequestMeeting),
		post(all+"/mote/vis", page.Editor, h.showRequestMeeting),
	}
}

// getRequests is the requests that wait for a meeting, and those that have one.
func (h *handlers) getRequests(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	filter := dialogue.RequestFilter{State: dialogue.RequestState(f.Raw("tilstand")), County: f.Raw("fylke")}
	requests, err := h.a.RequestsPage(r.Context(), h.k.Actor(r), series, filter)
	if err != nil {
		return err
	}
	view := h.requestsView(r, requests, h.k.Printer(r).T("staff.request.title"))
	view.Filter = h.k.Form(r, u().StaffTab(series, urls.TabRequests))
	view.Filter.Values, view.Filter.Get = f.Values, true
	return h.k.Render(w, r, http.StatusOK, templates.StaffRequests(view))
}

func (h *handlers) requestsView(r *http.Request, requests dialogue.RequestsPage, title string) templates.StaffRequestsView {
	shell := h.tabOf(r, &requests.Invitation, requests.Now, urls.TabRequests, title)
	if requests.Open > 0 {
		shell.Counts = map[urls.Tab]string{urls.TabRequests: strconv.Itoa(requests.Open)}
	}
	return templates.StaffRequestsView{S: shell, Page: requests}
}

// getRequestMeeting is the form for a meeting of the requests that were ticked, with those of the neighbours they name.
func (h *handlers) getRequestMeeting(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	data, err := h.requestForm(r, f.IDs("onske"))
	if err != nil {
		return err
	}
	values := url.Values{}
	for _, q := range data.Requests {
		values.Add("requests", q.Registration.ID.String())
	}
	for _, other := range data.Others {
		values.Add("others", other.Key())
	}
	return h.renderRequestMeeting(w, r, http.StatusOK, data, form.FromValues(values), false)
}

func (h *handlers) requestForm(r *http.Request, chosen []dialogue.ID) (dialogue.RequestMeetingForm, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.RequestMeetingForm{}, err
	}
	return h.a.RequestMeetingForm(r.Context(), h.k.Actor(r), series, chosen)
}

// renderRequestMeeting draws the form. stale: somebody has changed one of the requests, or made a meeting of it, since it was opened; those
// that have a meeting now can't be chosen any more.
func (h *handlers) renderRequestMeeting(w http.ResponseWriter, r *http.Request, status int, data dialogue.RequestMeetingForm, f *form.Form, stale bool) error {
	view := templates.RequestMeetingView{StaffRequestsView: h.requestsView(r, data.Page, h.k.Printer(r).T("staff.request.make")), Data: data, Stale: stale}
	view.Form = h.k.Filled(r, u().StaffRequestMeeting(data.Page.Invitation.Series.ID), f)
	view.Form.WarnUnsaved = true
	view.S.Frame.Problems = !f.OK() || stale
	view.S.Frame.Path = u().StaffTab(data.Page.Invitation.Series.ID, urls.TabRequests)
	return h.k.Render(w, r, status, templates.StaffRequestMeeting(view))
}

// readRequestMeeting reads what was typed: the requests with the versions that the form showed.
func readRequestMeeting(f *form.Form) dialogue.RequestMeeting {
	q := dialogue.RequestMeeting{Others: form.Units(f, "others"), Note: f.Lines("note", form.Optional(dialogue.MaxComment))}
	for _, id := range f.IDs("requests") {
		version, _ := strconv.Atoi(f.Raw("version." + id.String()))
		q.Requests = append(q.Requests, dialogue.RequestVersion{Registration: id, Version: version})
	}
	m := &q.Meeting
	m.Town = f.Line("town", form.Optional(dialogue.MaxLine))
	m.Venue = f.Line("venue", form.Optional(dialogue.MaxLine))
	m.Address = f.Line("address", form.Optional(dialogue.MaxLine))
	m.Digital = f.Bool("digital")
	m.TeamsURL = f.Address("teams_url", false)
	m.Capacity, _ = f.Int("capacity", false, 1, 10_000)
	m.CapacityShown = true
	m.Deadline = dialogue.Deadline{On: f.Date("closes_on", false)}
	readTimes(f, m)
	return q
}

// sentRequests is the form that was sent, and what it is drawn from: those chosen in it and all others that wait.
func (h *handlers) sentRequests(r *http.Request) (*form.Form, dialogue.RequestMeetingForm, error) {
	f, err := form.Read(r)
	if err != nil {
		return nil, dialogue.RequestMeetingForm{}, err
	}
	data, err := h.requestForm(r, f.IDs("requests"))
	if err == nil {
		f.Near(dialogue.DateOf(data.Page.Now))
	}
	return f, data, err
}

func (h *handlers) postRequestMeeting(w http.ResponseWriter, r *http.Request) error {
	f, data, err := h.sentRequests(r)
	if err != nil {
		return err
	}
	series := data.Page.Invitation.Series.ID
	q := readRequestMeeting(f)
	if f.OK() {
		_, err = h.a.MeetingFromRequests(r.Context(), h.k.Actor(r), series, q)
	}
	switch {
	case errors.Is(err, dialogue.ErrStale):
		return h.renderRequestMeeting(w, r, http.StatusConflict, data, f, true)
	case f.Adopt(err) || !f.OK():
		return h.renderRequestMeeting(w, r, http.StatusUnprocessableEntity, data, f, false)
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).N("staff.request.made", len(q.Requests)))
	return h.k.SeeOther(w, r, u().StaffRequests(series, dialogue.RequestsMet))
}

// showRequestMeeting is the letter that would be sent, or why there is none: the form stands in another tab.
func (h *handlers) showRequestMeeting(w http.ResponseWriter, r *http.Request) error {
	f, data, err := h.sentRequests(r)
	if err != nil {
		return err
	}
	q := readRequestMeeting(f)
	p := h.k.Printer(r)
	letter := dialogue.Letter{}
	if f.OK() {
		letter, err = h.a.PreviewMeetingFromRequests(r.Context(), h.k.Actor(r), data.Page.Invitation.Series.ID, q)
	}
	switch {
	case errors.Is(err, dialogue.ErrStale):
		return h.noLetter(w, r, http.StatusConflict, &data.Page.Invitation, p.T("staff.request.stale"))
	case f.Adopt(err) || !f.OK():
		return h.noLetter(w, r, http.StatusUnprocessableEntity, &data.Page.Invitation, p.T("staff.meeting.no-letter.mend"))
	case err != nil:
		return err
	}
	return sendLetterHTML(w, letter.HTML)
}
