package staff

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) participantsRoutes() []page.Route {
	const list = ofSeries + "/moter/{meeting}/deltakere"
	return []page.Route{
		get(list, page.Reader, h.getParticipants),
		get(list+".csv", page.Reader, h.getParticipantsCSV),
		get(list+".xlsx", page.Reader, h.getParticipantsXLSX),
	}
}

// getParticipants is a meeting's list, on the screen and on paper. ?signatur=1 makes it the sheet to sign at the door.
func (h *handlers) getParticipants(w http.ResponseWriter, r *http.Request) error {
	list, err := h.participants(r)
	if err != nil {
		return err
	}
	v := templates.ParticipantsView{List: list, Sign: r.URL.Query().Get("signatur") == "1"}
	series := list.Invitation.Series.ID
	v.Frame = h.under(r, &list.Invitation, h.k.Printer(r).T("staff.participants.title", "Meeting", templates.MeetingInRegion(h.k.Printer(r), &list.Invitation, *list.Meeting)), h.toRegistrations(r, series))
	return h.k.Render(w, r, http.StatusOK, templates.Participants(v))
}

// participants is the list that the address names: of a meeting, or of the whole series when it names none.
func (h *handlers) participants(r *http.Request) (dialogue.ParticipantList, error) {
	var list dialogue.ParticipantList
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return list, err
	}
	var meeting dialogue.ID
	if h.k.Param(r, "meeting") != "" {
		if meeting, err = h.k.ParamID(r, "meeting"); err != nil {
			return list, err
		}
	}
	return h.a.ParticipantList(r.Context(), h.k.Actor(r), series, meeting)
}

// filed is the list as files hold it: with a row for each municipality that has not named anybody yet.
func (h *handlers) filed(r *http.Request) (dialogue.ParticipantList, error) {
	list, err := h.participants(r)
	return list.WithUnnamed(), err
}

func (h *handlers) getParticipantsCSV(w http.ResponseWriter, r *http.Request) error {
	list, err := h.filed(r)
	if err != nil {
		return err
	}
	return h.download(w, r, list, "csv", func(w io.Writer) error {
		return export.CSV(w, participantTable(h.k.Printer(r), list, "", list.Participants))
	})
}

func (h *handlers) getParticipantsXLSX(w http.ResponseWriter, r *http.Request) error {
	list, err := h.filed(r)
	if err != nil {
		return err
	}
	return h.download(w, r, list, "xlsx", func(w io.Writer) error {
		p := h.k.Printer(r)
		return export.XLSX(w, []export.Table{participantTable(p, list, templates.MeetingInRegion(p, &list.Invitation, *list.Meeting), list.Participants)})
	})
}

func (h *handlers) getSeriesCSV(w http.ResponseWriter, r *http.Request) error {
	return h.getParticipantsCSV(w, r)
}

// getSeriesXLSX has a sheet for each meeting with people, and one with all.
func (h *handlers) getSeriesXLSX(w http.ResponseWriter, r *http.Request) error {
	list, err := h.filed(r)
	if err != nil {
		return err
	}
	return h.download(w, r, list, "xlsx", func(w io.Writer) error {
		return export.XLSX(w, participantSheets(h.k.Printer(r), list))
	})
}

// download writes the audit line first, then the file. It is made whole before the first byte is sent.
func (h *handlers) download(w http.ResponseWriter, r *http.Request, list dialogue.ParticipantList, format string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	var meeting dialogue.ID
	if list.Meeting != nil {
		meeting = list.Meeting.ID
	}
	if err := h.a.NoteExport(r.Context(), h.k.Actor(r), list.Invitation.Series.ID, meeting, format, len(list.Participants)); err != nil {
		return err
	}
	types := map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	return sendFile(w, fileName(list, format), types[format], b.Bytes())
}

// fileName is deltakere-<slug>-<date>.<format>, with the meeting's day when the list is of one meeting.
func fileName(list dialogue.ParticipantList, format string) string {
	name := "deltakere-" + list.Invitation.Series.Slug
	if m := list.Meeting; m != nil {
		if place := dialogue.Slug(m.Town); place != "" {
			name += "-" + place
		}
	}
	return fmt.Sprintf("%s-%s.%s", name, dialogue.DateOf(list.Now), format)
}

// sendFile answers with a file to keep; names from slugs and dates need no escaping.
func sendFile(w http.ResponseWriter, name, kind string, body []byte) error {
	head := w.Header()
	head.Set("Content-Type", kind)
	head.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	head.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // a reader who has gone away is nobody's error
	return nil
}

// getSeriesCalendar is the series' meetings for the staff's own calendars: the dated ones, cancelled ones as such.
func (h *handlers) getSeriesCalendar(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.InvitationForStaff(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	inv := &found.Invitation
	var events []export.Event
	for _, m := range inv.Meetings {
		if !m.StartsAt.IsZero() {
			events = append(events, h.event(r, inv, m, found.Now))
		}
	}
	if len(events) == 0 {
		h.k.Notice(r, h.k.Printer(r).T("staff.work.ics.none"))
		return h.k.SeeOther(w, r, u().StaffTab(series, urls.TabRegistrations))
	}
	var b bytes.Buffer
	if err := export.Calendar(&b, events, export.Publish); err != nil {
		return err
	}
	return sendFile(w, "moter-"+inv.Series.Slug+".ics", "text/calendar; charset=utf-8", b.Bytes())
}

func (h *handlers) event(r *http.Request, inv *dialogue.Invitation, m dialogue.Meeting, now time.Time) export.Event {
	p := h.k.Printer(r)
	summary := p.Text(inv.Series.Texts.Title)
	if theme := p.Text(m.Theme); theme != "" {
		summary += ": " + theme
	}
	place := m.Town
	for _, more := range []string{m.Venue, m.Address} {
		switch {
		case more == "":
		case place == "":
			place = more
		default:
			place = more + ", " + place
		}
	}
	return export.Event{
		UID: m.ID.String() + "@dialogmote", Sequence: m.Sequence, Stamp: now, Start: m.StartsAt, End: m.EndsAt,
		Summary: summary, Location: place, Description: m.TeamsURL,
		Organiser: export.Person{Name: p.Text(inv.Organiser.Name), Email: inv.Organiser.Email},
		Cancelled: m.State == dialogue.Cancelled,
	}
}
