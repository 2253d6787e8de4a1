package app

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// midway is a time when Innlandet 2019 is published, four of its deadlines have passed and none of its meetings is over.
var midway = dialogue.Date{Year: 2019, Month: time.September, Day: 12}.At(10, 0)

func (e editing) meeting(t *testing.T, id dialogue.ID) dialogue.Meeting {
	t.Helper()
	inv := e.page(t).Invitation
	return *inv.Meeting(id)
}

func TestPersonalDataAlwaysHasAnEndAfterTheLastMeeting(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	e := newEditing(t, inv)
	e.test.SetClock(t, midway)
	for name, c := range map[string]struct {
		on  dialogue.Date
		key string
	}{
		"a slip of the year":      {dialogue.Date{Year: 2018, Month: time.December, Day: 31}, "problem.deletion-past"},
		"before the last meeting": {dialogue.Date{Year: 2019, Month: time.October, Day: 1}, "problem.deletion-before-meeting"},
		"never":                   {dialogue.Date{}, "problem.required"},
	} {
		rules := rulesOf(e.page(t).Invitation)
		rules.DeleteOn = c.on
		if got := problemsOf(t, e.a.SaveRules(t.Context(), e.editor, e.at(t), rules))["delete_on"].Key; got != c.key {
			t.Errorf("%s, with the rules: %q", name, got)
		}
		if got := problemsOf(t, e.a.SetDeletionDate(t.Context(), e.editor, e.series, e.at(t).Version, c.on))["delete_on"].Key; got != c.key {
			t.Errorf("%s, on its own: %q", name, got)
		}
	}
	on := dialogue.Date{Year: 2019, Month: time.December, Day: 1}
	if err := e.a.SetDeletionDate(t.Context(), e.editor, e.series, e.at(t).Version, on); err != nil {
		t.Fatal(err)
	}
	m := e.meeting(t, inv.Meetings[0].ID)
	m.StartsAt, m.EndsAt = on.At(10, 0), on.At(14, 0)
	if got := problemsOf(t, e.a.MoveMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: m}, ""))["starts"].Key; got != "problem.after-deletion" {
		t.Errorf("moved to the day: %q", got)
	}
	if got := problemsOf(t, e.a.SaveMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: m}))["starts"].Key; got != "problem.after-deletion" {
		t.Errorf("saved on the day: %q", got)
	}
	if _, err := e.a.AddMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: dialogue.Meeting{StartsAt: on.At(10, 0), Town: "Hamar"}}); err == nil {
		t.Error("a meeting is added on the day")
	}
}

// A deadline that was worked out when the meeting was moved, or has passed, does not keep staff from changing anything else.
func TestWhatIsWorkedOutStaysWhileItsRuleDoes(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	days := 14
	inv.Series.Deadline = dialogue.Deadline{DaysBefore: &days}
	for i := range inv.Meetings {
		inv.Meetings[i].Deadline = dialogue.Deadline{}
		inv.Meetings[i].ClosesAt = dialogue.MeetingClosesAt(dialogue.Deadline{}, inv.Series.Deadline, inv.Meetings[i].StartsAt)
	}
	e := newEditing(t, inv)
	e.test.SetClock(t, midway)
	id := inv.Meetings[len(inv.Meetings)-1].ID
	m := e.meeting(t, id)
	m.StartsAt = midway.AddDate(0, 0, 5)
	m.EndsAt = m.StartsAt.Add(4 * time.Hour)
	if err := e.a.MoveMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: m}, ""); err != nil {
		t.Fatal(err)
	}
	tonight := dialogue.DateOf(midway).EndOfDay()
	stays := func(when string) dialogue.Meeting {
		t.Helper()
		m := e.meeting(t, id)
		if !m.ClosesAt.Equal(tonight) {
			t.Errorf("%s it closes %v, want %v", when, m.ClosesAt, tonight)
		}
		return m
	}
	first := e.page(t).Invitation.Meetings[0].ClosesAt
	stays("moved to five days ahead,")
	rules := rulesOf(e.page(t).Invitation)
	rules.CopyTo = "arkiv@example.no"
	if err := e.a.SaveRules(t.Context(), e.editor, e.at(t), rules); err != nil {
		t.Fatalf("another rule is saved: %v", err)
	}
	m = stays("with another rule saved,")
	m.Capacity = 40
	if err := e.a.SaveMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: m}); err != nil {
		t.Fatalf("its capacity is saved: %v", err)
	}
	stays("with a capacity,")
	longer := 20 // the first meeting's deadline has passed and would have been earlier
	rules = rulesOf(e.page(t).Invitation)
	rules.Deadline = dialogue.Deadline{DaysBefore: &longer}
	e.test.SetClock(t, tonight)
	if err := e.a.SaveRules(t.Context(), e.editor, e.at(t), rules); err != nil {
		t.Fatalf("a longer deadline is saved: %v", err)
	}
	stays("passed,")
	if got := e.page(t).Invitation.Meetings[0].ClosesAt; !got.Equal(first) {
		t.Errorf("a deadline that has passed is now said to have been %v, it was %v", got, first)
	}
}
