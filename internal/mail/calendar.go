package mail

import (
	"bytes"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
)

// calendar is the letter's calendar file and its method, or "". A confirmation invites (REQUEST); a moved meeting updates what
// was given, a cancelled one takes it out (CANCEL). A receipt for placed delegates carries the meetings for anybody to take
// (PUBLISH): it promises nothing yet.
func (w letter) calendar() (file, method string, err error) {
	var meetings []dialogue.Meeting
	how := export.Publish
	switch w.Kind {
	case dialogue.LetterReceived, dialogue.LetterActivated, dialogue.LetterChanged:
		if w.Registration.State == dialogue.Active {
			meetings = w.placedMeetings()
		}
	case dialogue.LetterConfirmation:
		meetings, how = []dialogue.Meeting{*w.Meeting}, export.Request
	case dialogue.LetterMoved, dialogue.LetterDated, dialogue.LetterRequestMet:
		meetings = []dialogue.Meeting{*w.Meeting}
		if w.confirmed() {
			how = export.Request
		}
	case dialogue.LetterCancelled:
		meetings, how = []dialogue.Meeting{*w.Meeting}, export.Cancel
	}
	if w.To.Email == "" {
		return "", "", nil // nobody opens a file on paper
	}
	var events []export.Event
	for _, m := range meetings {
		if !m.StartsAt.IsZero() {
			events = append(events, w.event(m))
		}
	}
	if len(events) == 0 {
		return "", "", nil
	}
	if how != export.Publish && events[0].Organiser.Email == "" {
		if how == export.Cancel {
			return "", "", nil
		}
		how = export.Publish // an invitation must say from whom it is
	}
	var b bytes.Buffer
	if err := export.Calendar(&b, events, how); err != nil {
		return "", "", err
	}
	return b.String(), string(how), nil
}

// placedMeetings are the meetings where the registration has a place.
func (w letter) placedMeetings() []dialogue.Meeting {
	var placed []dialogue.Meeting
	for _, m := range w.attended() {
		for _, s := range w.seatsAt(m.ID) {
			if s.State == dialogue.SeatPlaced && m.State == dialogue.Planned {
				placed = append(placed, m)
				break
			}
		}
	}
	return placed
}

// event is the meeting as calendars hold it. Its UID is the meeting's own everywhere, so that a later letter changes the entry
// that an earlier one made.
func (w letter) event(m dialogue.Meeting) export.Event {
	e := export.Event{
		UID: w.links.CalendarUID(m.ID), Sequence: m.Sequence, Stamp: w.Now,
		Start: m.StartsAt, End: m.EndsAt,
		Summary: oneLine(w.title()), Location: oneLine(w.where(m)),
		URL:       w.links.Invitation(w.Lang, w.series().Slug),
		Organiser: export.Person{Name: oneLine(w.organiserName()), Email: oneLine(w.organiser().Email)},
		Cancelled: m.State == dialogue.Cancelled || w.Kind == dialogue.LetterCancelled,
	}
	if theme := w.p.Text(m.Theme); theme != "" {
		e.Summary += ": " + oneLine(theme)
	}
	if w.Meeting != nil && m.TeamsURL != "" && w.confirmed() && !e.Cancelled {
		e.Description = w.p.T("mail.fact.link") + ": " + m.TeamsURL
	}
	e.Attendees = []export.Person{{Name: oneLine(w.To.Name), Email: oneLine(w.To.Email)}}
	return e
}
