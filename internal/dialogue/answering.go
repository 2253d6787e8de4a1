package dialogue

import "time"

// UnitAnswer is how a unit has answered a series.
type UnitAnswer string

// The answers, the one that counts most first. NoAnswer: nobody has said anything that stands; with an invitation that went out the
// unit is silent.
const (
	AnswerRegistered  UnitAnswer = "registered"  // a registration that is active, or a second one that waits to be taken over
	AnswerHeld        UnitAnswer = "held"        // a registration waits for staff
	AnswerDeclined    UnitAnswer = "declined"    // a no that counts
	AnswerUnconfirmed UnitAnswer = "unconfirmed" // a registration waits for its click
	AnswerNoHeld      UnitAnswer = "no_held"     // a no waits for staff
	AnswerWithdrawn   UnitAnswer = "withdrawn"   // it had registered, and has withdrawn
	NoAnswer          UnitAnswer = ""
)

// Answered reports whether the unit has answered, so that it is not to be reminded.
func (a UnitAnswer) Answered() bool { return a != NoAnswer }

// Counts reports whether the answer is the unit's own for certain, so that it needs no invitation. Whoever says an unproven word for a
// unit must not keep its invitation from it.
func (a UnitAnswer) Counts() bool { return a == AnswerRegistered || a == AnswerDeclined }

// AnswerOf is how a unit has answered at now: by its registrations for the series, those of joint units that it is a member of among
// them, and by its decline, the one that counts or waits for staff, or nil. A registration or a no that staff refused was not the
// unit's, and one that nobody has confirmed in time is none.
func AnswerOf(registrations []Registration, decline *Decline, now time.Time) UnitAnswer {
	found := map[UnitAnswer]bool{}
	for _, r := range registrations {
		switch r.State {
		case Active, Proposal:
			found[AnswerRegistered] = true
		case HeldForStaff:
			found[AnswerHeld] = true
		case Unverified:
			found[AnswerUnconfirmed] = found[AnswerUnconfirmed] || r.ExpiresAt.IsZero() || now.Before(r.ExpiresAt)
		case Withdrawn:
			found[AnswerWithdrawn] = true
		}
	}
	if decline != nil {
		switch decline.State {
		case Active:
			found[AnswerDeclined] = true
		case HeldForStaff:
			found[AnswerNoHeld] = true
		}
	}
	for _, a := range [...]UnitAnswer{AnswerRegistered, AnswerHeld, AnswerDeclined, AnswerUnconfirmed, AnswerNoHeld, AnswerWithdrawn} {
		if found[a] {
			return a
		}
	}
	return NoAnswer
}

// AnswersUntil is the first instant too late for the unit to answer: the last deadline among the meetings that it may choose and that
// are open at now, else the series'. open is false when it can't answer any more; an open series without a deadline has a zero time.
func (inv *Invitation) AnswersUntil(u Unit, now time.Time) (until time.Time, open bool) {
	s := inv.Series
	if s.State != Published || !s.ErasedAt.IsZero() || !s.ClosedEarlyAt.IsZero() {
		return time.Time{}, false
	}
	if s.Rules.Choice == Ranked && !s.ClosesAt.IsZero() {
		return s.ClosesAt, now.Before(s.ClosesAt)
	}
	for _, m := range inv.OpenFor(u, now) {
		at := m.ClosesAt
		if at.IsZero() {
			at = s.ClosesAt
		}
		open = true
		if at.After(until) {
			until = at
		}
	}
	// Without a meeting of its own staff assign it to one that is open, or it asks for a meeting.
	waits := len(inv.MeetingsFor(u)) == 0 && s.Rules.Choice == Assigned && (s.Rules.OnRequest || inv.Openness(now).Takes())
	if open || !waits {
		return until, open
	}
	return s.ClosesAt, s.ClosesAt.IsZero() || now.Before(s.ClosesAt)
}

// LastDay is the last day of what ends at an instant that is the first too late: the day before when that is midnight in Oslo. The zero
// time has none.
func LastDay(until time.Time) Date {
	if until.IsZero() {
		return Date{}
	}
	return DateOf(until.Add(-time.Nanosecond))
}
