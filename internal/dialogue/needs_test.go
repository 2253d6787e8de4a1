package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

func TestOnlyWhoHasAPlaceInARoomIsAskedWhatTheyNeed(t *testing.T) {
	t.Parallel()
	now := dialogue.Date{Year: 2019, Month: time.October, Day: 1}.At(12, 0)
	ahead := dialogue.Meeting{ID: dialogue.ID{1}, State: dialogue.Planned, StartsAt: now.AddDate(0, 0, 17), EndsAt: now.AddDate(0, 0, 17).Add(4 * time.Hour)}
	change := func(f func(*dialogue.Meeting)) dialogue.Meeting { m := ahead; f(&m); return m }
	for name, tt := range map[string]struct {
		meeting dialogue.Meeting
		seat    dialogue.SeatState
		state   dialogue.RegistrationState
		asked   bool
	}{
		"placed":           {ahead, dialogue.SeatPlaced, dialogue.Active, true},
		"without a date":   {change(func(m *dialogue.Meeting) { m.StartsAt, m.EndsAt = time.Time{}, time.Time{} }), dialogue.SeatPlaced, dialogue.Active, true},
		"waits":            {ahead, dialogue.SeatWaiting, dialogue.Active, false},
		"pending":          {ahead, dialogue.SeatPending, dialogue.Active, false},
		"gone":             {ahead, dialogue.SeatWithdrawn, dialogue.Active, false},
		"on Teams":         {change(func(m *dialogue.Meeting) { m.Digital = true }), dialogue.SeatPlaced, dialogue.Active, false},
		"cancelled":        {change(func(m *dialogue.Meeting) { m.State = dialogue.Cancelled }), dialogue.SeatPlaced, dialogue.Active, false},
		"has begun":        {change(func(m *dialogue.Meeting) { m.StartsAt = now }), dialogue.SeatPlaced, dialogue.Active, false},
		"held for staff":   {ahead, dialogue.SeatPlaced, dialogue.HeldForStaff, false},
		"withdrawn, whole": {ahead, dialogue.SeatPlaced, dialogue.Withdrawn, false},
	} {
		inv := dialogue.Invitation{Meetings: []dialogue.Meeting{tt.meeting}}
		d := dialogue.Delegate{Seats: []dialogue.Seat{{Meeting: tt.meeting.ID, State: tt.seat}}}
		r := dialogue.Registration{State: tt.state, Delegates: []dialogue.Delegate{d}}
		if got := inv.NeedsAsked(r, d, now); (len(got) > 0) != tt.asked {
			t.Errorf("%s: asked for %d meetings", name, len(got))
		}
	}
	if on := ahead.NeedsErasedOn(); on != (dialogue.Date{Year: 2019, Month: time.November, Day: 1}) {
		t.Errorf("erased on %v", on)
	}
}

func TestNeedsAreStoredWithAYesOnly(t *testing.T) {
	t.Parallel()
	long := dialogue.Needs{Text: strings.Repeat("å", dialogue.MaxNeedsText+1)}
	for name, tt := range map[string]struct {
		needs   dialogue.Needs
		consent bool
		problem string
	}{
		"with a yes":        {dialogue.Needs{Choices: []dialogue.Need{dialogue.Halal}}, true, ""},
		"without":           {dialogue.Needs{Choices: []dialogue.Need{dialogue.Halal}}, false, "consent"},
		"a text without":    {dialogue.Needs{Text: "Nøtter"}, false, "consent"},
		"nothing, no yes":   {dialogue.Needs{}, false, ""},
		"too much is said":  {long, true, "text"},
		"as much as can be": {dialogue.Needs{Text: long.Text[2:]}, true, ""},
	} {
		problems := dialogue.CheckNeeds(tt.needs, tt.consent)
		if _, found := problems[tt.problem]; found != (tt.problem != "") || tt.problem == "" && len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
	tidy := dialogue.Needs{Choices: []dialogue.Need{dialogue.Wheelchair, "made-up", dialogue.Vegan, dialogue.Vegan}, Text: " x "}.Tidy()
	if !slices.Equal(tidy.Choices, []dialogue.Need{dialogue.Vegan, dialogue.Wheelchair}) || tidy.Text != "x" {
		t.Errorf("%+v", tidy)
	}
}
