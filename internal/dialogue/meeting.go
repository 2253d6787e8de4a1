package dialogue

import "time"

// MeetingState is planned → held | cancelled. Held is not stored: it follows from the end, unless staff have corrected it.
type MeetingState string

// The states of a meeting; a cancelled one stays visible («Utgår»).
const (
	Planned   MeetingState = "planned"
	Held      MeetingState = "held"
	Cancelled MeetingState = "cancelled"
)

// Meeting is one meeting of a series.
type Meeting struct {
	ID        ID
	Series    ID
	Region    ID
	State     MeetingState // Planned or Cancelled as stored; see StateAt
	Corrected *bool        // staff's word on whether it was held
	Theme     Text
	StartsAt  time.Time // zero: «Dato kommer senere»
	EndsAt    time.Time
	Town      string
	Venue     string
	Address   string
	Digital   bool
	TeamsURL  string // for the confirmed only

	Capacity      int // 0: no limit
	OwnPlaces     int // of the capacity, kept by the organiser
	Taken         int // placed + offered
	Waiting       int // delegates on the waiting list
	CapacityShown bool

	Deadline Deadline
	ClosesAt time.Time // first instant too late; zero when no deadline is known

	Practical   Text // of the confirmation letter; empty: the series'
	GroupWork   Text // questions for group work, in the confirmation letter; empty: the series'
	Sequence    int  // of its calendar entry
	CancelledAt time.Time
	Units       []ID // named directly, for choice assigned
	Version     int
}

// StateAt is the state at now: a planned meeting is held once it has ended, and staff's correction goes before that.
func (m Meeting) StateAt(now time.Time) MeetingState {
	switch {
	case m.State == Cancelled:
		return Cancelled
	case m.Corrected != nil && *m.Corrected:
		return Held
	case m.Corrected == nil && m.Over(now):
		return Held
	}
	return Planned
}

// LinkFor is the digital meeting's address for who has the seat: a confirmed one, until the meeting is over. "" for everybody else.
func (m Meeting) LinkFor(s Seat, now time.Time) string {
	if s.Meeting != m.ID || s.State != SeatPlaced || s.ConfirmedAt.IsZero() || m.StateAt(now) != Planned {
		return ""
	}
	return m.TeamsURL
}

// Over reports whether the meeting has ended. One without an end ends with its day.
func (m Meeting) Over(now time.Time) bool {
	switch {
	case !m.EndsAt.IsZero():
		return !now.Before(m.EndsAt)
	case !m.StartsAt.IsZero():
		return !now.Before(DateOf(m.StartsAt).EndOfDay())
	}
	return false
}

// Started reports whether the meeting has begun.
func (m Meeting) Started(now time.Time) bool {
	return !m.StartsAt.IsZero() && !now.Before(m.StartsAt)
}

// Free is the number of free places; limited is false when there is no capacity.
func (m Meeting) Free() (n int, limited bool) {
	if m.Capacity == 0 {
		return 0, false
	}
	return max(0, m.Places()-m.Taken), true
}

// Places is what the capacity leaves for those who register; 0 when there is no limit or nothing is left.
func (m Meeting) Places() int { return max(0, m.Capacity-m.OwnPlaces) }

// HasRoomFor reports whether a delegation of n gets its seats at once: there is room for all of it and nobody waits before it.
func (m Meeting) HasRoomFor(n int) bool {
	free, limited := m.Free()
	return !limited || free >= n && m.Waiting == 0
}

// Openness is what a reader can do about a meeting now.
type Openness string

// OpenNow: register. OpenWaiting: register for the waiting list. ClosedByDeadline, ClosedEarly, ClosedCancelled, ClosedHeld:
// too late, and why. NotOpen: the series is a draft or archived.
const (
	OpenNow          Openness = "open"
	OpenWaiting      Openness = "waiting"
	ClosedByDeadline Openness = "deadline"
	ClosedEarly      Openness = "early"
	ClosedCancelled  Openness = "cancelled"
	ClosedHeld       Openness = "held"
	NotOpen          Openness = "not_open"
)

// Takes reports whether a registration can be sent.
func (o Openness) Takes() bool { return o == OpenNow || o == OpenWaiting }

// OpennessOf is what a reader can do about meeting m of series s at now. Under selection a full meeting is still open.
func OpennessOf(s Series, m Meeting, now time.Time) Openness {
	switch {
	case s.State != Published || !s.ErasedAt.IsZero():
		return NotOpen
	case m.State == Cancelled:
		return ClosedCancelled
	case m.StateAt(now) == Held:
		return ClosedHeld
	case !s.ClosedEarlyAt.IsZero():
		return ClosedEarly
	case !m.ClosesAt.IsZero() && !now.Before(m.ClosesAt),
		m.ClosesAt.IsZero() && !s.ClosesAt.IsZero() && !now.Before(s.ClosesAt):
		return ClosedByDeadline
	}
	if s.Rules.Admission == AdmitOpen && !m.HasRoomFor(1) {
		return OpenWaiting
	}
	return OpenNow
}

// SeriesOpenness is what a reader can do about the series at now: the best of its meetings; the series' own deadline decides
// when units rank and don't choose. Where meetings are asked for it is open without any, and for those whom a meeting names as long as
// that is.
func SeriesOpenness(s Series, meetings []Meeting, now time.Time) Openness {
	if s.Rules.Choice == Ranked && s.State == Published && s.ClosedEarlyAt.IsZero() && !s.ClosesAt.IsZero() && !now.Before(s.ClosesAt) {
		return ClosedByDeadline
	}
	if asks := RequestOpenness(s, now); s.Rules.OnRequest {
		if asks.Takes() || len(meetings) == 0 {
			return asks
		}
	}
	order := []Openness{OpenNow, OpenWaiting, ClosedEarly, ClosedByDeadline, ClosedHeld, ClosedCancelled, NotOpen}
	best := len(order) - 1
	for _, m := range meetings {
		o := OpennessOf(s, m, now)
		for i := range best {
			if order[i] == o {
				best = i
			}
		}
	}
	return order[best]
}
