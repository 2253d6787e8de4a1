package dialogue

import "time"

// Standing is how a series stands for its staff at one moment.
type Standing string

// In the order staff meet them. Closed: no more registrations, meetings ahead. Done: every meeting is over or cancelled.
const (
	StandingDraft    Standing = "draft"
	StandingOpen     Standing = "open"
	StandingClosed   Standing = "closed"
	StandingDone     Standing = "done"
	StandingArchived Standing = "archived"
)

// Standing is how the series stands at now.
func (s Series) Standing(meetings []Meeting, now time.Time) Standing {
	switch {
	case s.State == Draft:
		return StandingDraft
	case s.State == Archived:
		return StandingArchived
	case SeriesOpenness(s, meetings, now).Takes():
		return StandingOpen
	}
	for _, m := range meetings {
		if m.StateAt(now) == Planned {
			return StandingClosed
		}
	}
	if len(meetings) == 0 {
		return StandingClosed
	}
	return StandingDone
}

// Standing is how the series stands at now.
func (s StaffSeries) Standing(now time.Time) Standing { return s.Series.Standing(s.Meetings, now) }

// NextDeadline is the first deadline that has not passed, of the meetings ahead and of what has no meeting of its own; zero when
// there is none.
func (s StaffSeries) NextDeadline(now time.Time) (next time.Time) {
	earlier := func(at time.Time) {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	if !s.Series.ClosedEarlyAt.IsZero() {
		return next
	}
	earlier(s.Series.ClosesAt)
	for _, m := range s.Meetings {
		if m.StateAt(now) == Planned {
			earlier(m.ClosesAt)
		}
	}
	return next
}

// NextMeeting is the first dated meeting that has not begun, or nil.
func (s StaffSeries) NextMeeting(now time.Time) *Meeting {
	var next *Meeting
	for i := range s.Meetings {
		m := &s.Meetings[i]
		if m.StateAt(now) == Planned && m.StartsAt.After(now) && (next == nil || m.StartsAt.Before(next.StartsAt)) {
			next = m
		}
	}
	return next
}

// Todo is something for staff to do about a series. N is how many it is about, 0 when it isn't counted.
type Todo struct {
	Kind TodoKind
	N    int
}

// TodoKind is what is to be done.
type TodoKind string

// What waits for somebody comes first.
const (
	DecideHeld      TodoKind = "held"
	DecideProposals TodoKind = "proposals"
	DecideDeclines  TodoKind = "declines" // answers no from addresses outside the unit
	MeetRequests    TodoKind = "requests" // meetings are asked for, and not made yet
	DateMeetings    TodoKind = "undated"
	MakeSelection   TodoKind = "select"  // the deadline has passed, somebody has applied, and the answers are not sent
	ConfirmMeetings TodoKind = "confirm" // closed, ahead, and somebody is registered; the answers of a selection confirm by themselves
	OfferPlaces     TodoKind = "offers"  // places are free at meetings, somebody waits, and nothing is offered by itself
	FinishDraft     TodoKind = "draft"
)

// Todo lists what staff can do next about the series, the most urgent first.
func (s StaffSeries) Todo(now time.Time) []Todo {
	var todo []Todo
	add := func(kind TodoKind, n int) { todo = append(todo, Todo{kind, n}) }
	if s.Held > 0 {
		add(DecideHeld, s.Held)
	}
	if s.Proposals > 0 {
		add(DecideProposals, s.Proposals)
	}
	if s.Declines > 0 {
		add(DecideDeclines, s.Declines)
	}
	if s.Requests > 0 {
		add(MeetRequests, s.Requests)
	}
	if s.Stuck > 0 {
		add(OfferPlaces, s.Stuck)
	}
	switch s.Standing(now) {
	case StandingDraft:
		add(FinishDraft, 0)
	case StandingOpen, StandingClosed:
		undated, closed := 0, 0
		for _, m := range s.Meetings {
			switch {
			case m.StateAt(now) != Planned:
			case m.StartsAt.IsZero():
				undated++
			case m.StartsAt.After(now) && !OpennessOf(s.Series, m, now).Takes():
				closed++
			}
		}
		if undated > 0 {
			add(DateMeetings, undated)
		}
		switch selects := s.Series.Rules.Admission == AdmitSelection; {
		case s.Registered == 0:
		case selects && !s.Answered && s.applied(now):
			add(MakeSelection, 0)
		case !selects && closed > 0:
			add(ConfirmMeetings, closed)
		}
	}
	return todo
}

// applied reports whether the deadline of a series that selects has passed.
func (s StaffSeries) applied(now time.Time) bool {
	inv := Invitation{Series: s.Series, Meetings: s.Meetings}
	until := inv.AppliesUntil()
	return !until.IsZero() && !now.Before(until)
}

// StaffStart is the staff's front page.
type StaffStart struct {
	Series []StaffSeries
	Now    time.Time
}
