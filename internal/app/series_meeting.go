package app

import (
	"context"
	"errors"
	"maps"
	"slices"

	"dialogmote/internal/dialogue"
)

// ErrNeedsLetter is a save that would move a published meeting with registrations to another time or place, or to another link than the
// confirmed have got: they must be told, so it goes through MoveMeeting.
var ErrNeedsLetter = errors.New("app: those who are registered must be told")

// MeetingEdit is a meeting as it was written. Units are names of municipalities that the meeting is for, beside its region's.
type MeetingEdit struct {
	dialogue.Meeting
	UnitNames string
}

// AddMeeting adds a meeting to a series, published or not, and is its id.
func (a *App) AddMeeting(ctx context.Context, actor dialogue.Actor, series dialogue.ID, m MeetingEdit) (dialogue.ID, error) {
	var id dialogue.ID
	err := a.lockSeries(ctx, actor, series, "add_meeting", func(s *seriesEdit) error {
		meeting, err := s.checkMeeting(ctx, dialogue.Meeting{}, m)
		if err != nil {
			return err
		}
		meeting.ID, meeting.Series, meeting.State = newID(), series, dialogue.Planned
		id = meeting.ID
		s.detail = map[string]any{"meeting": id}
		if err := s.tx.InsertMeeting(ctx, actor.Organiser, meeting); err != nil {
			return err
		}
		return s.tx.TouchSeries(ctx, actor.Organiser, series)
	})
	return id, err
}

// SaveMeeting stores a meeting as it was edited from version. A new time, place or link of a published meeting for those who have been
// told the old one is ErrNeedsLetter. ErrStale as everywhere; dialogue.Problems for a capacity below the places given, and for a deadline moved
// to a time that has been.
func (a *App) SaveMeeting(ctx context.Context, actor dialogue.Actor, series dialogue.ID, m MeetingEdit) error {
	return a.lockSeries(ctx, actor, series, "save_meeting", func(s *seriesEdit) error {
		before := s.inv.Meeting(m.ID)
		if before == nil {
			return dialogue.ErrNotFound
		}
		if before.Version != m.Version {
			return dialogue.ErrStale
		}
		meeting, err := s.checkMeeting(ctx, *before, m)
		if err != nil {
			return err
		}
		tell := moved(*before, meeting)
		if !tell && relinked(*before, meeting) {
			if tell, err = s.tx.HasConfirmed(ctx, actor.Organiser, m.ID); err != nil {
				return err
			}
		}
		if tell && s.inv.Series.State != dialogue.Draft && s.use.Meetings[m.ID] > 0 {
			return ErrNeedsLetter
		}
		s.detail = map[string]any{"meeting": m.ID}
		if err := s.tx.UpdateMeeting(ctx, actor.Organiser, meeting); err != nil {
			return err
		}
		if err := s.tx.SaveMeetingUnits(ctx, actor.Organiser, m.ID, meeting.Units); err != nil {
			return err
		}
		return s.tx.TouchSeries(ctx, actor.Organiser, series)
	})
}

// checkMeeting is the meeting to store: what the form holds over what it does not, with the deadline worked out and the units looked up.
func (s *seriesEdit) checkMeeting(ctx context.Context, before dialogue.Meeting, m MeetingEdit) (dialogue.Meeting, error) {
	problems := dialogue.Problems{}
	after := m.Meeting
	after.Series, after.State, after.Corrected, after.Sequence = s.inv.Series.ID, before.State, before.Corrected, before.Sequence
	after.CancelledAt, after.Practical, after.Taken = before.CancelledAt, before.Practical, before.Taken
	if !after.Region.IsZero() && s.inv.Region(after.Region) == nil {
		return after, dialogue.ErrNotFound
	}
	if !after.EndsAt.IsZero() && !after.EndsAt.After(after.StartsAt) {
		problems.Add("ends", "problem.ends-before")
	}
	maps.Copy(problems, dialogue.CheckCapacity(after))
	if before.ID.IsZero() || moved(before, after) {
		maps.Copy(problems, dialogue.CheckKept(s.inv.Series, after))
	}
	after.ClosesAt = dialogue.MeetingClosesAt(after.Deadline, s.inv.Series.MeetingRule(), after.StartsAt)
	stays := s.inv.Series.State == dialogue.Published && !before.ID.IsZero() && after.StartsAt.Equal(before.StartsAt)
	if stays && after.Deadline.Equal(before.Deadline) { // as it was worked out then, also when the meeting was moved too close for its rule
		after.ClosesAt = before.ClosesAt
	}
	if stays && !dialogue.DeadlineMoves(before.ClosesAt, after.ClosesAt, s.now) {
		problems.Add("closes_on", "problem.deadline-passed")
	}
	reading := readNames(m.UnitNames, countiesOf(&s.inv), s.inv.Series.PublicationDay(s.now))
	addUnknown(problems, "units", reading.Unknown)
	if err := problems.Err(); err != nil {
		return after, err
	}
	after.Units = nil
	for _, u := range reading.Units {
		id, err := s.tx.UpsertUnit(ctx, s.actor.Organiser, u)
		if err != nil {
			return after, err
		}
		after.Units = append(after.Units, id)
	}
	return after, nil
}

// moved reports whether those who are registered would go to another place, or come at another time.
func moved(before, after dialogue.Meeting) bool {
	return !before.StartsAt.Equal(after.StartsAt) || !before.EndsAt.Equal(after.EndsAt) || before.Town != after.Town ||
		before.Venue != after.Venue || before.Address != after.Address || before.Digital != after.Digital
}

// relinked reports whether the link of a digital meeting is another than the one that those with a confirmed place have got.
func relinked(before, after dialogue.Meeting) bool {
	return before.TeamsURL != "" && before.TeamsURL != after.TeamsURL
}

// RemoveMeeting deletes a meeting that nobody has registered for or ranked, with its own programme, contact persons and documents.
// Else it is ErrInUse: it can be cancelled.
func (a *App) RemoveMeeting(ctx context.Context, actor dialogue.Actor, series, id dialogue.ID, version int) error {
	return a.lockSeries(ctx, actor, series, "remove_meeting", func(s *seriesEdit) error {
		if s.inv.Meeting(id) == nil {
			return dialogue.ErrNotFound
		}
		if s.use.Meetings[id] > 0 {
			return dialogue.ErrInUse
		}
		s.detail = map[string]any{"meeting": id, "name": s.inv.MeetingName(*s.inv.Meeting(id))}
		if err := s.tx.DeleteMeeting(ctx, actor.Organiser, id, version); err != nil {
			return err
		}
		return s.tx.TouchSeries(ctx, actor.Organiser, series)
	})
}

// NamedUnits are the names of the units that a meeting is for beside its region's, as its form shows them.
func (a *App) NamedUnits(ctx context.Context, actor dialogue.Actor, m dialogue.Meeting) ([]string, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil || len(m.Units) == 0 {
		return nil, err
	}
	units, err := a.db.UnitsOf(ctx, actor.Organiser)
	var names []string
	for _, u := range units {
		if slices.Contains(m.Units, u.ID) {
			names = append(names, u.Name)
		}
	}
	return names, err
}
