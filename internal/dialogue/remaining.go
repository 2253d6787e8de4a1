package dialogue

import (
	"slices"
	"time"
)

// RemainingKind is a kind of thing that a delegation has left to do.
type RemainingKind string

// What can remain before a meeting.
const (
	RemainsRoles        RemainingKind = "roles"        // wished-for kinds of participants that nobody in the delegation is
	RemainsQuestions    RemainingKind = "questions"    // questions to prepare that are not answered
	RemainsPresentation RemainingKind = "presentation" // a presentation to hand in
)

// Remaining is one thing that a delegation has left to do.
type Remaining struct {
	Kind    RemainingKind
	Meeting ID        // none: the same for all its meetings
	Count   int       // of questions, or of roles
	Roles   []Role    // of RemainsRoles
	By      time.Time // the first instant too late; zero when there is no deadline
}

// SortRemaining puts what is due first on top, and what has no deadline last.
func SortRemaining(all []Remaining) {
	slices.SortStableFunc(all, func(a, b Remaining) int { return compareDated(a.By, b.By) })
}

// RemindDay is when a delegation is reminded of what is due by the first instant too late: the series' number of working days before the last
// day. The zero Date when there is no deadline or no rule.
func (inv *Invitation) RemindDay(by time.Time) Date {
	if by.IsZero() || inv.Series.RemindRemaining == 0 {
		return Date{}
	}
	day := LastDay(by)
	for n := inv.Series.RemindRemaining; n > 0; {
		if day = day.AddDays(-1); !day.IsWeekend() && !day.IsHoliday() {
			n--
		}
	}
	return day
}

// RemindsRemainingNow reports whether anything that the series waits for can be a reason to remind at now: a quick look before the long one.
func (inv *Invitation) RemindsRemainingNow(now time.Time) bool {
	if !OfficeHours(now) {
		return false
	}
	today := DateOf(now)
	ends := []time.Time{inv.Series.ClosesAt, inv.Series.DocumentsBy.EndOfDay()}
	for _, m := range inv.Meetings {
		ends = append(ends, m.ClosesAt, m.StartsAt)
		for _, q := range inv.Questions {
			ends = append(ends, inv.DueAt(q, &m))
		}
	}
	for _, q := range inv.Questions {
		ends = append(ends, inv.DueAt(q, nil))
	}
	return slices.ContainsFunc(ends, func(by time.Time) bool { return inv.RemindDay(by) == today })
}
