package staff

import (
	"net/http"
	"strconv"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// ofSeries begins the pattern of every page about one series.
const ofSeries = "/intern/invitasjoner/{series}"

func (h *handlers) registrationsRoutes() []page.Route {
	const all = ofSeries + "/pameldinger"
	const one = all + "/{registration}"
	return []page.Route{
		get(all, page.Reader, h.getRegistrations),
		get(all+"/ny", page.Editor, h.getRegister),
		post(all+"/ny", page.Editor, h.postRegister),
		get(all+"/liste.csv", page.Reader, h.getSeriesCSV),
		get(all+"/liste.xlsx", page.Reader, h.getSeriesXLSX),
		get(all+"/liste.ics", page.Reader, h.getSeriesCalendar),

		get(one, page.Reader, h.getRegistration),
		post(one+"/avgjorelse", page.Editor, h.postDecision),
		post(one+"/plass", page.Editor, h.postSeats),
		post(one+"/forslag/{proposal}", page.Editor, h.postProposal),
		get(one+"/deltakere", page.Editor, h.getDelegates),
		post(one+"/deltakere", page.Editor, h.postDelegates),
		get(one+"/kontakt", page.Editor, h.getContact),
		post(one+"/kontakt", page.Editor, h.postContact),
		get(one+"/onske", page.Editor, h.getWish),
		post(one+"/onske", page.Editor, h.postWish),
		get(one+"/mote", page.Editor, h.getMeetingChoice),
		post(one+"/mote", page.Editor, h.postMeetingChoice),
		get(one+"/svar", page.Editor, h.getAnswerFor),
		{Method: http.MethodPost, Pattern: one + "/svar", Access: page.Editor, MaxBody: app.MaxFile + page.MaxForm, Handle: h.postAnswerFor},
		get(one+"/meld-av", page.Editor, h.getWithdraw),
		post(one+"/meld-av", page.Editor, h.postWithdraw),
	}
}

// getRegistrations is the work list. A filter that names nothing is no error: it shows nothing and can be changed.
func (h *handlers) getRegistrations(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	actor := h.k.Actor(r)
	list, err := h.a.WorkList(r.Context(), actor, series, workFilter(f))
	if err != nil {
		return err
	}
	shell := h.tabOf(r, &list.Invitation, list.Now, urls.TabRegistrations, h.k.Printer(r).T("staff.tab.registrations"))
	if n := len(list.Decide) + len(list.HeldDeclines()); n > 0 {
		shell.Counts = map[urls.Tab]string{urls.TabRegistrations: strconv.Itoa(n)}
	}
	filter := h.k.Form(r, u().StaffTab(series, urls.TabRegistrations))
	filter.Values, filter.Get = f.Values, true
	return h.k.Render(w, r, http.StatusOK, templates.WorkList(templates.WorkListView{
		Series: shell, Frame: shell.Frame, List: list, Filter: filter, MayEdit: shell.MayEdit,
	}))
}

// tabOf is the shell of a tab of an invitation.
func (h *handlers) tabOf(r *http.Request, inv *dialogue.Invitation, now time.Time, tab urls.Tab, title string) templates.StaffSeriesFrame {
	return h.seriesFrame(r, inv.Series, inv.Series.Standing(inv.Meetings, now), tab, title)
}

// under is the frame of a page under a tab, with the way back to it.
func (h *handlers) under(r *http.Request, inv *dialogue.Invitation, title string, back templates.Link) templates.Frame {
	f := h.frame(r, templates.SectionSeries, title)
	p := h.k.Printer(r)
	f.Crumbs = []templates.Link{
		{Href: u().Staff(), Label: p.T("staff.start.title")},
		{Href: u().StaffSeries(inv.Series.ID), Label: p.Text(inv.Series.Texts.Title)},
		back,
	}
	return f
}

func (h *handlers) toRegistrations(r *http.Request, series dialogue.ID) templates.Link {
	return templates.Link{Href: u().StaffTab(series, urls.TabRegistrations), Label: h.k.Printer(r).T("staff.tab.registrations")}
}

// workFilter reads the filter; what cannot be read is left out.
func workFilter(f *form.Form) dialogue.WorkFilter {
	quiet := form.FromValues(f.Values)
	return dialogue.WorkFilter{
		State:   dialogue.WorkState(quiet.Line("tilstand", form.Optional(30))),
		Meeting: quiet.ID("mote", false),
		Region:  quiet.ID("region", false),
		County:  quiet.Line("fylke", form.Optional(10)),
		Kind:    dialogue.UnitKind(quiet.Line("slag", form.Optional(30))),
		Channel: dialogue.Channel(quiet.Line("kanal", form.Optional(30))),
		Role:    quiet.ID("rolle", false),
		Left:    dialogue.Left(quiet.Line("gjenstar", form.Optional(10))),
		Words:   quiet.Line("sok", form.Optional(200)),
	}
}
