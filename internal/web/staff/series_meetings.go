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

func (h *handlers) seriesMeetingRoutes() []page.Route {
	const meetings = "/intern/invitasjoner/{series}/moter"
	return []page.Route{
		get(meetings, page.Reader, h.getMeetings),
		get(meetings+"/nytt", page.Editor, h.getMeetingNew),
		post(meetings+"/nytt", page.Editor, h.postMeetingNew),
		get(meetings+"/{meeting}", page.Reader, h.getMeeting),
		post(meetings+"/{meeting}", page.Editor, h.postMeeting),
		post(meetings+"/{meeting}/fjern", page.Editor, h.postMeetingRemove),
		post(meetings+"/{meeting}/avlys", page.Editor, h.postMeetingCancel),
	}
}

func meetingPart() seriesPart { return seriesPart{tab: urls.TabMeetings, place: dialogue.InMeetings} }

func (h *handlers) getMeetings(w http.ResponseWriter, r *http.Request) error {
	e, err := h.editing(r, meetingPart())
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.SeriesMeetings(e.view(templates.Form{L: h.k.Printer(r)})))
}

// getMeetingNew is an empty form, or one that begins as the meeting that ?fra names.
func (h *handlers) getMeetingNew(w http.ResponseWriter, r *http.Request) error {
	e, err := h.editing(r, meetingPart())
	if err != nil {
		return err
	}
	m := dialogue.Meeting{CapacityShown: true}
	if id, err := dialogue.ParseID(r.URL.Query().Get("fra")); err == nil {
		if like := e.page.Invitation.Meeting(id); like != nil {
			m = dialogue.Meeting{StartsAt: like.StartsAt, EndsAt: like.EndsAt, Digital: like.Digital, Capacity: like.Capacity, OwnPlaces: like.OwnPlaces,
				CapacityShown: like.CapacityShown, Deadline: like.Deadline}
		}
	}
	values := meetingValues(m, nil)
	if !m.StartsAt.IsZero() {
		values.Del("date")
	}
	return e.renderMeeting(w, http.StatusOK, templates.Form{L: h.k.Printer(r), Action: u().StaffMeetingNew(e.series().ID), Values: values})
}

func (h *handlers) postMeetingNew(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e, err := h.editing(r, meetingPart())
	if err != nil {
		return err
	}
	f.Near(e.page.On)
	m := readMeeting(f)
	var id dialogue.ID
	if f.OK() {
		id, err = h.a.AddMeeting(r.Context(), h.k.Actor(r), e.series().ID, m)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return e.renderMeeting(w, http.StatusUnprocessableEntity, h.k.Filled(r, u().StaffMeetingNew(e.series().ID), f))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.meeting.added"))
	if f.Has("again") {
		return h.k.SeeOther(w, r, urls.WithQuery(u().StaffMeetingNew(e.series().ID), url.Values{"fra": {id.String()}}))
	}
	return h.k.SeeOther(w, r, u().StaffTab(e.series().ID, urls.TabMeetings))
}

// meetingOf is the edit of the meeting that the address names.
func (h *handlers) meetingOf(r *http.Request) (*edit, dialogue.Meeting, error) {
	e, err := h.editing(r, meetingPart())
	if err != nil {
		return nil, dialogue.Meeting{}, err
	}
	if e.meeting, err = h.k.ParamID(r, "meeting"); err != nil {
		return nil, dialogue.Meeting{}, err
	}
	m := e.page.Invitation.Meeting(e.meeting)
	if m == nil {
		return nil, dialogue.Meeting{}, dialogue.ErrNotFound
	}
	return e, *m, nil
}

func (h *handlers) getMeeting(w http.ResponseWriter, r *http.Request) error {
	e, m, err := h.meetingOf(r)
	if err != nil {
		return err
	}
	units, err := h.a.NamedUnits(r.Context(), h.k.Actor(r), m)
	if err != nil {
		return err
	}
	return e.renderMeeting(w, http.StatusOK, templates.Form{L: h.k.Printer(r), Action: u().StaffMeeting(e.series().ID, m.ID), Values: meetingValues(m, units)})
}

func (h *handlers) postMeeting(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e, stored, err := h.meetingOf(r)
	if err != nil {
		return err
	}
	f.Near(e.page.On)
	m := readMeeting(f)
	m.ID, m.Version = stored.ID, f.Version()
	note := f.Lines("note", form.Optional(dialogue.MaxComment))
	saved := "staff.edit.saved"
	switch {
	case !f.OK():
	case f.Has("move"):
		saved = "staff.meeting.moved"
		err = h.a.MoveMeeting(r.Context(), h.k.Actor(r), e.series().ID, m, note)
	default:
		err = h.a.SaveMeeting(r.Context(), h.k.Actor(r), e.series().ID, m)
	}
	e.needsLetter = f.Has("move")
	action := u().StaffMeeting(e.series().ID, stored.ID)
	switch {
	case errors.Is(err, app.ErrNeedsLetter):
		e.needsLetter = true
		return e.renderMeeting(w, http.StatusUnprocessableEntity, h.k.Filled(r, action, f))
	case f.Adopt(err) || !f.OK():
		return e.renderMeeting(w, http.StatusUnprocessableEntity, h.k.Filled(r, action, f))
	case errors.Is(err, dialogue.ErrStale):
		now, current, err := h.meetingOf(r)
		if err != nil {
			return err
		}
		units, err := h.a.NamedUnits(r.Context(), h.k.Actor(r), current)
		if err != nil {
			return err
		}
		return now.renderMeeting(w, http.StatusConflict, h.k.Stale(r, action, f, meetingValues(current, units)))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T(saved))
	return h.k.SeeOther(w, r, u().StaffTab(e.series().ID, urls.TabMeetings))
}

func (h *handlers) postMeetingCancel(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e, m, err := h.meetingOf(r)
	if err != nil {
		return err
	}
	note := f.Lines("note", form.Optional(dialogue.MaxComment))
	if !f.OK() {
		return f.Problems
	}
	if err := h.a.CancelMeeting(r.Context(), h.k.Actor(r), e.series().ID, m.ID, f.Version(), note); err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.meeting.is-cancelled"))
	return h.k.SeeOther(w, r, u().StaffTab(e.series().ID, urls.TabMeetings))
}

func (h *handlers) postMeetingRemove(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e, m, err := h.meetingOf(r)
	if err != nil {
		return err
	}
	if err := h.a.RemoveMeeting(r.Context(), h.k.Actor(r), e.series().ID, m.ID, f.Version()); err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.meeting.removed"))
	return h.k.SeeOther(w, r, u().StaffTab(e.series().ID, urls.TabMeetings))
}

// renderMeeting shows the form with the findings that are about this meeting.
func (e *edit) renderMeeting(w http.ResponseWriter, status int, f templates.Form) error {
	e.page.Missing = aboutMeeting(e.page.Missing, e.meeting)
	e.page.Odd = aboutMeeting(e.page.Odd, e.meeting)
	f.WarnUnsaved, f.ReadOnly = true, !e.page.MayEdit
	v := e.view(f)
	v.NeedsLetter = e.needsLetter
	p := e.h.k.Printer(e.r)
	v.S.Frame.Title = p.T("staff.meeting.new")
	if m := e.page.Invitation.Meeting(e.meeting); m != nil {
		v.S.Frame.Title = p.Text(e.page.Invitation.MeetingName(*m))
	}
	return e.h.k.Render(w, e.r, status, templates.SeriesMeeting(v))
}

func aboutMeeting(found []dialogue.Finding, meeting dialogue.ID) []dialogue.Finding {
	var about []dialogue.Finding
	for _, f := range found {
		if !meeting.IsZero() && f.Meeting == meeting {
			about = append(about, f)
		}
	}
	return about
}

func meetingValues(m dialogue.Meeting, units []string) url.Values {
	v := url.Values{"version": {strconv.Itoa(m.Version)}, "region": {m.Region.String()}, "town": {m.Town}, "venue": {m.Venue},
		"address": {m.Address}, "digital": {typedBool(m.Digital)}, "teams_url": {m.TeamsURL}, "capacity": {typedInt(m.Capacity)},
		"capacity_shown": {typedBool(m.CapacityShown)}, "closes_on": {typedDate(m.Deadline.On)}, "closes_days_before": {""},
		"units": {strings.Join(units, ", ")}, "own_places": {typedInt(m.OwnPlaces)}}
	if m.Deadline.DaysBefore != nil {
		v.Set("closes_days_before", strconv.Itoa(*m.Deadline.DaysBefore))
	}
	templates.SetText(v, "theme", m.Theme)
	templates.SetText(v, "group_work", m.GroupWork)
	if !m.StartsAt.IsZero() {
		start := m.StartsAt.In(dialogue.Oslo)
		v.Set("date", typedDate(dialogue.DateOf(start)))
		v.Set("from", typedClock(start.Hour()*60+start.Minute()))
	}
	if !m.EndsAt.IsZero() {
		end := m.EndsAt.In(dialogue.Oslo)
		v.Set("to", typedClock(end.Hour()*60+end.Minute()))
		if last := dialogue.DateOf(end); last != dialogue.DateOf(m.StartsAt) {
			v.Set("last_date", typedDate(last))
		}
	}
	return v
}

func readMeeting(f *form.Form) app.MeetingEdit {
	m := app.MeetingEdit{UnitNames: f.Lines("units", form.Optional(4000))}
	m.Region = f.ID("region", false)
	m.Theme = f.Text("theme", form.Optional(dialogue.MaxLine))
	m.Town = f.Line("town", form.Optional(dialogue.MaxLine))
	m.Venue = f.Line("venue", form.Optional(dialogue.MaxLine))
	m.Address = f.Line("address", form.Optional(dialogue.MaxLine))
	m.Digital = f.Bool("digital")
	m.TeamsURL = f.Address("teams_url", false)
	m.Capacity, _ = f.Int("capacity", false, 1, 10_000)
	m.OwnPlaces, _ = f.Int("own_places", false, 0, 10_000)
	m.CapacityShown = f.Bool("capacity_shown")
	m.GroupWork = f.Texts("group_work", form.Optional(mostProse))
	m.Deadline = readDeadline(f)
	readTimes(f, &m.Meeting)
	return m
}

// readTimes reads the day, the clocks and, for a meeting of several days, the last day. Without a day the date comes later.
func readTimes(f *form.Form, m *dialogue.Meeting) {
	day, last := f.Date("date", false), f.Date("last_date", false)
	fromHour, fromMinute, hasFrom := f.Clock("from", false)
	toHour, toMinute, hasTo := f.Clock("to", false)
	if day.IsZero() {
		if !last.IsZero() {
			f.Problems.Add("date", "problem.required")
		}
		return
	}
	if !hasFrom {
		f.Problems.Add("from", "problem.required")
		return
	}
	m.StartsAt = day.At(fromHour, fromMinute)
	if last.IsZero() {
		last = day
	} else if !hasTo {
		f.Problems.Add("to", "problem.required")
	}
	if hasTo {
		m.EndsAt = last.At(toHour, toMinute)
		if !m.EndsAt.After(m.StartsAt) {
			f.Problems.Add("to", "problem.ends-before")
		}
	}
}
