package dialogue_test

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

func TestHowASeriesStandsForItsStaff(t *testing.T) {
	t.Parallel()
	now := dialogue.Date{Year: 2019, Month: 9, Day: 10}.At(12, 0)
	day := func(d int) time.Time { return now.AddDate(0, 0, d) }
	meeting := func(starts, closes int) dialogue.Meeting {
		return dialogue.Meeting{State: dialogue.Planned, StartsAt: day(starts), EndsAt: day(starts).Add(time.Hour), ClosesAt: day(closes)}
	}
	undated := dialogue.Meeting{State: dialogue.Planned, ClosesAt: day(90)}
	cancelled := meeting(5, 2)
	cancelled.State = dialogue.Cancelled
	for name, tt := range map[string]struct {
		state      dialogue.SeriesState
		meetings   []dialogue.Meeting
		registered int
		held       int
		want       dialogue.Standing
		deadline   time.Time
		todo       []dialogue.Todo
	}{
		"draft":        {state: dialogue.Draft, want: dialogue.StandingDraft, todo: []dialogue.Todo{{Kind: dialogue.FinishDraft}}},
		"open":         {dialogue.Published, []dialogue.Meeting{meeting(20, 9), meeting(8, 3)}, 4, 0, dialogue.StandingOpen, day(3), nil},
		"one closed":   {dialogue.Published, []dialogue.Meeting{meeting(2, -3), meeting(8, 3)}, 4, 1, dialogue.StandingOpen, day(3), []dialogue.Todo{{dialogue.DecideHeld, 1}, {dialogue.ConfirmMeetings, 1}}},
		"all closed":   {dialogue.Published, []dialogue.Meeting{meeting(2, -3), meeting(3, -3)}, 4, 0, dialogue.StandingClosed, time.Time{}, []dialogue.Todo{{dialogue.ConfirmMeetings, 2}}},
		"nobody came":  {dialogue.Published, []dialogue.Meeting{meeting(2, -3)}, 0, 0, dialogue.StandingClosed, time.Time{}, nil},
		"date to come": {dialogue.Published, []dialogue.Meeting{undated, cancelled}, 1, 0, dialogue.StandingOpen, day(90), []dialogue.Todo{{dialogue.DateMeetings, 1}}},
		"over":         {dialogue.Published, []dialogue.Meeting{meeting(-2, -9), cancelled}, 9, 0, dialogue.StandingDone, time.Time{}, nil},
		"archived":     {dialogue.Archived, []dialogue.Meeting{meeting(2, 1)}, 9, 0, dialogue.StandingArchived, day(1), nil},
	} {
		s := dialogue.StaffSeries{Series: dialogue.Series{State: tt.state}, Meetings: tt.meetings, Registered: tt.registered, Held: tt.held}
		if got := s.Standing(now); got != tt.want {
			t.Errorf("%s: stands %s, want %s", name, got, tt.want)
		}
		if got := s.NextDeadline(now); !got.Equal(tt.deadline) {
			t.Errorf("%s: next deadline %v, want %v", name, got, tt.deadline)
		}
		if diff := cmp.Diff(tt.todo, s.Todo(now)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhenASelectionIsToBeMade(t *testing.T) {
	t.Parallel()
	now := dialogue.Date{Year: 2017, Month: 5, Day: 8}.At(9, 0)
	ranked := dialogue.Rules{Choice: dialogue.Ranked, Admission: dialogue.AdmitSelection}
	ahead := []dialogue.Meeting{{State: dialogue.Planned, StartsAt: now.AddDate(0, 1, 0), EndsAt: now.AddDate(0, 1, 1)}}
	selects := []dialogue.Todo{{Kind: dialogue.MakeSelection}}
	for name, tt := range map[string]struct {
		rules      dialogue.Rules
		closes     time.Time
		registered int
		answered   bool
		want       []dialogue.Todo
	}{
		"the deadline has passed":   {ranked, now, 12, false, selects},
		"before the deadline":       {ranked, now.Add(time.Second), 12, false, nil},
		"nobody has applied":        {ranked, now, 0, false, nil},
		"the answers are sent":      {ranked, now, 12, true, nil},
		"each gets a place at once": {dialogue.Rules{Choice: dialogue.Ranked, Admission: dialogue.AdmitOpen}, now, 12, false, []dialogue.Todo{{Kind: dialogue.ConfirmMeetings, N: 1}}},
	} {
		meetings := append([]dialogue.Meeting(nil), ahead...)
		meetings[0].ClosesAt = tt.closes
		s := dialogue.StaffSeries{Series: dialogue.Series{State: dialogue.Published, Rules: tt.rules, ClosesAt: tt.closes}, Meetings: meetings, Registered: tt.registered, Answered: tt.answered}
		if diff := cmp.Diff(tt.want, s.Todo(now)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
