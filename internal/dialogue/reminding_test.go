package dialogue

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestARuleRemindsOnTheDayOrTheWorkingDayBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		deadline Date
		days     int
		want     Date
	}{
		{Date{2021, time.October, 28}, 7, Date{2021, time.October, 21}},   // a Thursday
		{Date{2021, time.October, 31}, 1, Date{2021, time.October, 29}},   // Saturday: Friday
		{Date{2021, time.November, 2}, 2, Date{2021, time.October, 29}},   // Sunday, when the clock changes: Friday
		{Date{2022, time.April, 20}, 2, Date{2022, time.April, 13}},       // Easter Monday: the Wednesday before
		{Date{2022, time.April, 20}, 7, Date{2022, time.April, 13}},       // and a week before is that Wednesday, too
		{Date{2022, time.May, 19}, 2, Date{2022, time.May, 16}},           // 17 May: the day before
		{Date{2021, time.December, 28}, 2, Date{2021, time.December, 24}}, // Boxing Day on a Sunday: Christmas Eve, a Friday
		{Date{2022, time.January, 4}, 3, Date{2021, time.December, 31}},   // New Year's Day on a Saturday
		{Date{2022, time.January, 10}, 10, Date{2021, time.December, 31}},
	} {
		if got := (ReminderRule{c.days, c.deadline}).Day(); got != c.want {
			t.Errorf("%d days before %v: %v, want %v", c.days, c.deadline, got, c.want)
		}
	}
}

func TestRemindersGoBetweenEightAndEighteenInOslo(t *testing.T) {
	t.Parallel()
	rule := ReminderRule{2, Date{2021, time.November, 5}} // Wednesday 3 November
	day := rule.Day()
	for name, c := range map[string]struct {
		now  time.Time
		want bool
	}{
		"at midnight":         {day.At(0, 0), false},
		"a minute to eight":   {day.At(7, 59), false},
		"eight":               {day.At(8, 0), true},
		"eight, told in UTC":  {day.At(8, 0).UTC(), true},
		"a minute to six":     {day.At(17, 59), true},
		"six":                 {day.At(18, 0), false},
		"the day before":      {day.AddDays(-1).At(12, 0), false},
		"the day after":       {day.AddDays(1).At(12, 0), false},
		"the evening, in UTC": {day.At(23, 30).UTC(), false},
	} {
		if got := rule.Due(c.now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// reminding is a series that reminds, with two meetings of their own deadlines in two regions.
func reminding(days ...int) Invitation {
	north, south := Unit{Kind: Municipality, Number: "1"}, Unit{Kind: Municipality, Number: "2"}
	meeting := func(region ID, deadline Date) Meeting {
		return Meeting{State: Planned, Region: region, ClosesAt: deadline.EndOfDay(), StartsAt: deadline.AddDays(20).At(10, 0)}
	}
	return Invitation{
		Series:   Series{State: Published, Reminders: days, Rules: Rules{Choice: Assigned}},
		Regions:  []Region{{ID: ID{1}, Units: []Unit{north}}, {ID: ID{2}, Units: []Unit{south}}},
		Meetings: []Meeting{meeting(ID{1}, Date{2022, time.April, 20}), meeting(ID{2}, Date{2022, time.April, 22})},
	}
}

func silentUnit(number string, written time.Time) InvitedUnit {
	return InvitedUnit{Invitation: UnitInvitation{ID: ID{1}, SentAt: written, Letters: LetterTally{Sent: 1},
		Unit: Unit{Kind: Municipality, Number: number}}, LastLetter: written}
}

func told(due []DueReminder) string {
	var all []string
	for _, d := range due {
		all = append(all, fmt.Sprintf("%d before %v: %d", d.Rule.Days, d.Rule.Deadline, len(d.To)))
	}
	return strings.Join(all, "; ")
}

func TestThoseWhoAreSilentAreRemindedByTheirOwnDeadline(t *testing.T) {
	t.Parallel()
	march := Date{2022, time.March, 1}.At(9, 0)
	wednesday := Date{2022, time.April, 13}.At(8, 0) // before Easter
	answered := func(a UnitAnswer) InvitedUnit {
		u := silentUnit("1", march)
		u.Answer = a
		return u
	}
	failed := silentUnit("1", march)
	failed.Invitation.Letters = LetterTally{Failed: 1}
	prepared := silentUnit("1", time.Time{})
	going := silentUnit("1", march)
	going.InSending = true
	for name, c := range map[string]struct {
		days    []int
		invited []InvitedUnit
		now     time.Time
		want    string
	}{
		"each by its own":               {[]int{7, 2}, []InvitedUnit{silentUnit("1", march), silentUnit("2", march), silentUnit("2", march)}, Date{2022, time.April, 20}.At(8, 0), "2 before 2022-04-22: 2"},
		"two rules on one day are one":  {[]int{7, 2}, []InvitedUnit{silentUnit("1", march)}, wednesday, "2 before 2022-04-20: 1"},
		"no rule":                       {nil, []InvitedUnit{silentUnit("1", march)}, wednesday, ""},
		"Maundy Thursday":               {[]int{7, 2}, []InvitedUnit{silentUnit("1", march), silentUnit("2", march)}, Date{2022, time.April, 14}.At(9, 0), ""},
		"written to the same day":       {[]int{7}, []InvitedUnit{silentUnit("1", Date{2022, time.April, 13}.At(0, 5))}, wednesday, ""},
		"written to the day before":     {[]int{7}, []InvitedUnit{silentUnit("1", Date{2022, time.April, 12}.At(0, 5))}, wednesday, ""},
		"written to two days before":    {[]int{7}, []InvitedUnit{silentUnit("1", Date{2022, time.April, 11}.At(23, 59))}, wednesday, "7 before 2022-04-20: 1"},
		"in a sending about to go":      {[]int{7}, []InvitedUnit{going}, wednesday, ""},
		"registered":                    {[]int{7}, []InvitedUnit{answered(AnswerRegistered)}, wednesday, ""},
		"declined":                      {[]int{7}, []InvitedUnit{answered(AnswerDeclined)}, wednesday, ""},
		"waits for its click":           {[]int{7}, []InvitedUnit{answered(AnswerUnconfirmed)}, wednesday, ""},
		"waits for staff":               {[]int{7}, []InvitedUnit{answered(AnswerHeld)}, wednesday, ""},
		"withdrawn":                     {[]int{7}, []InvitedUnit{answered(AnswerWithdrawn)}, wednesday, ""},
		"its letter failed":             {[]int{7}, []InvitedUnit{failed}, wednesday, ""},
		"never written to":              {[]int{7}, []InvitedUnit{prepared}, wednesday, ""},
		"the day of a rule, in evening": {[]int{7}, []InvitedUnit{silentUnit("1", march)}, Date{2022, time.April, 13}.At(18, 0), ""},
	} {
		inv := reminding(c.days...)
		if got := told(inv.DueReminders(c.invited, c.now)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.want != "" && !inv.RemindsNow(c.now) {
			t.Errorf("%s: the quick look passes it over", name)
		}
	}
}

func TestPlannedRemindersAreThoseAhead(t *testing.T) {
	t.Parallel()
	inv := reminding(14, 7, 2)
	march := Date{2022, time.March, 1}.At(9, 0)
	done := silentUnit("2", march)
	done.Answer = AnswerRegistered
	var got []string
	for _, p := range inv.PlannedReminders([]InvitedUnit{silentUnit("1", march), silentUnit("2", march), done}, Date{2022, time.April, 8}.At(18, 0)) {
		got = append(got, fmt.Sprintf("%v: %d before %v to %d", p.On, p.Rule.Days, p.Rule.Deadline, p.Silent))
	}
	if diff := cmp.Diff([]string{
		"2022-04-13: 2 before 2022-04-20 to 1", // a week before is the same day
		"2022-04-13: 7 before 2022-04-22 to 1", // Good Friday
		"2022-04-20: 2 before 2022-04-22 to 1",
	}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRemindersAreChosenAmongTheDaysThatThereAre(t *testing.T) {
	t.Parallel()
	got, err := CheckReminders([]int{2, 7, 2})
	if diff := cmp.Diff([]int{7, 2}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := CheckReminders([]int{6}); err == nil || err.Error() != "reminders: problem.choose" {
		t.Errorf("6 days: %v", err)
	}
	if got, err := CheckReminders(nil); err != nil || len(got) != 0 {
		t.Errorf("none: %v, %v", got, err)
	}
}
