package app_test

import (
	"errors"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// Who has been at a meeting has been there: another can't take over that place, and whoever leaves what is ahead keeps it. A delegate who
// leaves makes way for one at own cost, as when the contact takes somebody off.
func TestWhoHasBeenAtAMeetingHasBeenThere(t *testing.T) {
	t.Parallel()
	inv := sample.Vestland()
	inv.Series.Rules.MaxDelegates, inv.Series.Rules.OverCap = 2, 1
	a, db := published(t, dialogue.Date{Year: 2021, Month: time.October, Day: 1}.At(12, 0), inv)
	sogndal, bergen := inv.Meetings[0], inv.Meetings[1]
	if !sogndal.StartsAt.Before(bergen.StartsAt) {
		sogndal, bergen = bergen, sogndal
	}
	q := dialogue.RegistrationRequest{Submission: sample.ID("been"), Unit: dialogue.Unit{Kind: dialogue.Municipality, Number: "4640"}, Lang: dialogue.Nynorsk,
		Contact: dialogue.Contact{Name: "Guro Lien", Email: "guro.lien@sogndal.kommune.no"}}
	for _, name := range []string{"Ein", "To", "Tre"} {
		q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Role: inv.Roles[0].ID, Name: name, Email: dialogue.Slug(name) + "@sogndal.kommune.no",
			Meetings: []dialogue.ID{sogndal.ID, bergen.ID}})
	}
	r := active(t, a, db, inv, q)
	tells(t, a, 3)
	self := asDelegate(t, a, db, "ein@sogndal.kommune.no")
	first := stored(t, a, r).Registration.Delegates[0]
	db.SetClock(t, sogndal.StartsAt.Add(-10*time.Minute))
	for _, s := range first.Seats {
		if s.Meeting != sogndal.ID {
			continue
		}
		if _, done, err := a.CheckIn(t.Context(), editor(inv), inv.Series.ID, sogndal.ID, s.ID); err != nil || !done {
			t.Fatal(done, err)
		}
	}
	db.SetClock(t, sogndal.EndsAt.Add(time.Hour))
	swap := a.SwapDelegate(t.Context(), contact(r), at(t, a, r), first.ID, newcomer("Kari Ny"))
	var problems dialogue.Problems
	if !errors.As(swap, &problems) || problems["delegates.0.name"].Key != "problem.has-been-there" {
		t.Errorf("another takes the place of who was there: %v", swap)
	}
	if err := a.RemoveMe(t.Context(), self, stored(t, a, r).Registration.Version); err != nil {
		t.Fatal(err)
	}
	came := func(meeting dialogue.ID) int {
		return column[int](t, db, `select count(*)::int from seat where meeting_id = $1 and state = 'placed' and checked_in_at is not null`, meeting)[0]
	}
	if came(sogndal.ID) != 1 || taken(t, db, sogndal.ID) != 3 || taken(t, db, bergen.ID) != 2 {
		t.Errorf("%d came, taken %d and %d", came(sogndal.ID), taken(t, db, sogndal.ID), taken(t, db, bergen.ID))
	}
	if n := column[int](t, db, `select count(*)::int from seat where meeting_id = $1 and slot is not null and pool = 'own_cost'`, bergen.ID)[0]; n != 0 {
		t.Errorf("%d still come at own cost where a place is free", n)
	}
}
