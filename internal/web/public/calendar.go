package public

import (
	"bytes"
	"net/http"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
)

// getSeriesCalendar is the calendar file of all the invitation's meetings that have a date, the cancelled ones among them, so that
// they leave the calendars they are in.
func (p pages) getSeriesCalendar(w http.ResponseWriter, r *http.Request) error {
	return p.writeCalendar(w, r, func(dialogue.Meeting) bool { return true })
}

// getMeetingCalendar is the calendar file of one meeting.
func (p pages) getMeetingCalendar(w http.ResponseWriter, r *http.Request) error {
	id, err := p.kit.ParamID(r, "meeting")
	if err != nil {
		return err
	}
	return p.writeCalendar(w, r, func(m dialogue.Meeting) bool { return m.ID == id })
}

func (p pages) writeCalendar(w http.ResponseWriter, r *http.Request, wanted func(dialogue.Meeting) bool) error {
	shown, err := p.app.ShowInvitation(r.Context(), p.kit.Actor(r), p.kit.Param(r, "slug"))
	if err != nil {
		return err
	}
	var events []export.Event
	for _, m := range shown.Invitation.Meetings {
		if wanted(m) && !m.StartsAt.IsZero() {
			events = append(events, p.event(p.kit.Printer(r), &shown.Invitation, m))
		}
	}
	if len(events) == 0 {
		return dialogue.ErrNotFound
	}
	var b bytes.Buffer
	if err := export.Calendar(&b, events, export.Publish); err != nil {
		return err
	}
	head := w.Header()
	head.Set("Content-Type", "text/calendar; charset=utf-8")
	head.Set("Content-Disposition", `attachment; filename="`+shown.Invitation.Series.Slug+`.ics"`)
	_, err = b.WriteTo(w)
	return err
}

// event is the meeting as a calendar holds it: the same entry as in the letters.
func (p pages) event(l lang.Printer, inv *dialogue.Invitation, m dialogue.Meeting) export.Event {
	summary := l.Text(inv.Series.Texts.Title)
	if theme := l.Text(m.Theme); theme != "" {
		summary += ": " + theme
	}
	var place []string
	for _, part := range []string{m.Venue, m.Address, m.Town} {
		if part != "" {
			place = append(place, part)
		}
	}
	if m.Digital {
		place = append(place, l.T("public.meeting.digital"))
	}
	return export.Event{
		UID: p.links.CalendarUID(m.ID), Sequence: m.Sequence, Stamp: inv.Series.ChangedAt, Start: m.StartsAt, End: m.EndsAt,
		Summary: summary, Location: strings.Join(place, ", "), URL: p.links.Invitation(l.Lang(), inv.Series.Slug),
		Organiser: export.Person{Name: l.Text(inv.Organiser.Name), Email: inv.Organiser.Email},
		Cancelled: m.State == dialogue.Cancelled,
	}
}
