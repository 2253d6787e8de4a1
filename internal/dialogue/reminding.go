package dialogue

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"time"
)

// ReminderRule is one automatic reminder: so many days before the last day to answer.
type ReminderRule struct {
	Days     int
	Deadline Date
}

// Day is when the rule reminds: the day itself, or the nearest working day before it.
func (r ReminderRule) Day() Date {
	day := r.Deadline.AddDays(-r.Days)
	for day.IsWeekend() || day.IsHoliday() {
		day = day.AddDays(-1)
	}
	return day
}

// Due reports whether the rule reminds at now: on its day, in office hours. A day that has passed is not made good later, so that
// nobody gets a reminder that says something else than the rule.
func (r ReminderRule) Due(now time.Time) bool {
	return r.Day() == DateOf(now) && OfficeHours(now)
}

// ahead reports whether the rule's hours have not passed.
func (r ReminderRule) ahead(now time.Time) bool { return now.Before(r.Day().At(officeCloses, 0)) }

// InvitedUnit is an invited unit with what decides whether it is reminded.
type InvitedUnit struct {
	Invitation UnitInvitation
	Answer     UnitAnswer
	LastLetter time.Time // when its last letter was written
	InSending  bool      // it stands in a sending that is about to go
}

// Silent reports whether a letter has reached the unit and it has not answered.
func (u InvitedUnit) Silent() bool { return u.Invitation.StandingOf(u.Answer) == StandsSilent }

// hadLetter reports whether the unit was written to today or yesterday, or is about to be.
func (u InvitedUnit) hadLetter(now time.Time) bool {
	return u.InSending || !u.LastLetter.IsZero() && !DateOf(u.LastLetter).Before(DateOf(now).AddDays(-1))
}

// PlannedReminder is an automatic reminder ahead.
type PlannedReminder struct {
	Rule   ReminderRule
	On     Date
	Silent int // how many it would go to, were it now
}

// SentReminder is a reminder that was made, by its rule or by staff.
type SentReminder struct {
	Mailing Mailing
	Units   int // in it
	Written int // of them that it has written to
	Passed  int // of them that it has passed over: they had answered, or have no address that works
}

// DueReminder is an automatic reminder to be made now.
type DueReminder struct {
	Rule ReminderRule
	To   []InvitedUnit
}

// rules are the series' rules for a deadline, one for each day that they fall on: around Easter several fall on one, and the one nearest
// to the deadline stands for all.
func (inv *Invitation) rules(deadline Date) iter.Seq[ReminderRule] {
	on := map[Date]ReminderRule{}
	for _, days := range inv.Series.Reminders {
		rule := ReminderRule{days, deadline}
		if other, taken := on[rule.Day()]; !taken || days < other.Days {
			on[rule.Day()] = rule
		}
	}
	return maps.Values(on)
}

// RemindsNow reports whether any rule of the series can be due at now, whoever is silent: a quick look before the long one.
func (inv *Invitation) RemindsNow(now time.Time) bool {
	ends := []time.Time{inv.Series.ClosesAt}
	for _, m := range inv.Meetings {
		ends = append(ends, m.ClosesAt)
	}
	for _, until := range ends {
		for _, days := range inv.Series.Reminders {
			if !until.IsZero() && (ReminderRule{days, LastDay(until)}).Due(now) {
				return true
			}
		}
	}
	return false
}

// DueReminders are the automatic reminders of the series whose time is now, each with those who are silent and were not written to today
// or yesterday; one without anybody is left out.
func (inv *Invitation) DueReminders(invited []InvitedUnit, now time.Time) []DueReminder {
	var due []DueReminder
	for _, u := range invited {
		until, open := inv.AnswersUntil(u.Invitation.Unit, now)
		if !open || until.IsZero() || !u.Silent() || u.hadLetter(now) {
			continue
		}
		for rule := range inv.rules(LastDay(until)) {
			if !rule.Due(now) {
				continue
			}
			i := slices.IndexFunc(due, func(d DueReminder) bool { return d.Rule == rule })
			if i < 0 {
				i, due = len(due), append(due, DueReminder{Rule: rule})
			}
			due[i].To = append(due[i].To, u)
		}
	}
	slices.SortFunc(due, func(a, b DueReminder) int { return a.Rule.Deadline.compare(b.Rule.Deadline) })
	return due
}

// PlannedReminders are the automatic reminders of the series that are ahead, by day.
func (inv *Invitation) PlannedReminders(invited []InvitedUnit, now time.Time) []PlannedReminder {
	var all []PlannedReminder
	for _, u := range invited {
		until, open := inv.AnswersUntil(u.Invitation.Unit, now)
		if !open || until.IsZero() {
			continue
		}
		for rule := range inv.rules(LastDay(until)) {
			if !rule.ahead(now) {
				continue
			}
			i := slices.IndexFunc(all, func(p PlannedReminder) bool { return p.Rule == rule })
			if i < 0 {
				i, all = len(all), append(all, PlannedReminder{Rule: rule, On: rule.Day()})
			}
			if u.Silent() {
				all[i].Silent++
			}
		}
	}
	slices.SortFunc(all, func(a, b PlannedReminder) int {
		return cmp.Or(a.On.compare(b.On), a.Rule.Deadline.compare(b.Rule.Deadline))
	})
	return all
}

// CheckReminders puts the days of automatic reminders in order, those farthest from the deadline first; Problems for days that are not
// among ReminderDays.
func CheckReminders(days []int) ([]int, error) {
	days = slices.Clone(days)
	slices.SortFunc(days, func(a, b int) int { return cmp.Compare(b, a) })
	days = slices.Compact(days)
	for _, d := range days {
		if !slices.Contains(ReminderDays[:], d) {
			return nil, Problems{"reminders": {Key: "problem.choose"}}.Err()
		}
	}
	return days, nil
}
