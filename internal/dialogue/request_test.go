package dialogue

import (
	"testing"
	"time"
)

func onRequest() (*Invitation, Unit, Unit, time.Time) {
	now := Date{Year: 2021, Month: time.November, Day: 3}.At(10, 0)
	voss := Unit{ID: ID{1}, Kind: Municipality, Number: "4621", Name: "Voss", County: "46"}
	ulvik := Unit{ID: ID{2}, Kind: Municipality, Number: "4620", Name: "Ulvik", County: "46"}
	inv := &Invitation{Series: Series{State: Published, Rules: Rules{Choice: Assigned, Admission: AdmitOpen, OnRequest: true, MaxDelegates: 4,
		Invited: Invited{Scope: InviteCounties, Counties: []string{"46"}}}}}
	return inv, voss, ulvik, now
}

func TestWhenMeetingsCanBeAskedFor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(s *Series, now time.Time)
		want   Openness
		stands Standing
	}{
		"without a deadline":  {func(*Series, time.Time) {}, OpenNow, StandingOpen},
		"before its day":      {func(s *Series, now time.Time) { s.ClosesAt = now.Add(time.Second) }, OpenNow, StandingOpen},
		"at its first moment": {func(s *Series, now time.Time) { s.ClosesAt = now }, ClosedByDeadline, StandingClosed},
		"closed by staff":     {func(s *Series, now time.Time) { s.ClosedEarlyAt = now }, ClosedEarly, StandingClosed},
		"a draft":             {func(s *Series, _ time.Time) { s.State = Draft }, NotOpen, StandingDraft},
		"archived":            {func(s *Series, _ time.Time) { s.State = Archived }, NotOpen, StandingArchived},
		"erased":              {func(s *Series, now time.Time) { s.ErasedAt = now }, NotOpen, StandingClosed},
	} {
		inv, voss, _, now := onRequest()
		c.change(&inv.Series, now)
		if got := inv.Openness(now); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if got := inv.Series.Standing(nil, now); got != c.stands {
			t.Errorf("%s stands %s, want %s", name, got, c.stands)
		}
		if open := (RegistrationRequest{Unit: voss}).Open(inv, now) == nil; open != c.want.Takes() {
			t.Errorf("%s: a request is taken: %t", name, open)
		}
	}
}

func TestARequestSaysWhenAndNamesNobody(t *testing.T) {
	t.Parallel()
	inv, voss, ulvik, now := onRequest()
	contact := Contact{Name: "Kari", Email: "kari@voss.kommune.no"}
	q := RegistrationRequest{Unit: voss, Contact: contact, Wish: MeetingWish{When: "Onsdagar.", Neighbours: []Unit{ulvik, voss, ulvik}}}.Settle(inv, now)
	if problems := q.Validate(inv, false); len(problems) > 0 || len(q.Wish.Neighbours) != 1 || q.Wish.Neighbours[0].Number != "4620" {
		t.Errorf("%v, neighbours %v", problems, q.Wish.Neighbours)
	}
	q.Wish.When = " "
	if problems := q.Validate(inv, false); problems["wanted_when"].Key == "" {
		t.Error("a request that says no time is let through")
	}
	// A meeting that names the unit is what it comes to, as long as that is open.
	starts := now.AddDate(0, 1, 0)
	inv.Meetings = []Meeting{{ID: ID{9}, State: Planned, StartsAt: starts, EndsAt: starts.Add(time.Hour), ClosesAt: starts, Units: []ID{ulvik.ID}}}
	joins := RegistrationRequest{Unit: ulvik, Contact: contact, Wish: MeetingWish{When: "I mars."}}
	if got := joins.Settle(inv, now); got.Meeting != (ID{9}) || got.Wish.When != "" || len(got.Validate(inv, false)) > 0 {
		t.Errorf("Ulvik comes to %v with %+v", got.Meeting, got.Wish)
	}
	if got := joins.Settle(inv, starts.AddDate(0, 0, 1)); !got.Meeting.IsZero() || got.Wish.When == "" {
		t.Error("Ulvik is sent to a meeting that has been")
	}
	dated := *inv
	dated.Series.Rules.OnRequest = false
	if got := joins.Settle(&dated, now); !got.Wish.Equal(MeetingWish{}) {
		t.Errorf("a series with dates keeps %+v", got.Wish)
	}
}

func TestARegistrationWithoutPeopleHasItsMeeting(t *testing.T) {
	t.Parallel()
	inv, voss, _, now := onRequest()
	starts := now.AddDate(0, 1, 0)
	m := Meeting{ID: ID{9}, State: Planned, StartsAt: starts, EndsAt: starts.Add(time.Hour), ClosesAt: starts, Units: []ID{voss.ID}}
	inv.Meetings = []Meeting{m}
	r := Registration{ID: ID{7}, Unit: voss, State: Active, WantedWhen: "Onsdagar."}
	if may := ContactMay(inv, r, now); !inv.AwaitsMeeting(r) || !may.ChangeWish || !may.Add || r.WorkState() != WorkAsks {
		t.Errorf("waiting: %+v, %s", may, r.WorkState())
	}
	r.Meeting = m.ID
	if may := ContactMay(inv, r, now); inv.AwaitsMeeting(r) || may.ChangeWish || !may.Add || r.WorkState() != WorkUnnamed {
		t.Errorf("met: %+v, %s", may, r.WorkState())
	}
	if _, meetings := CountWork(inv, []Registration{r}); meetings[0].Registrations != 1 {
		t.Error("a delegation without names is not counted at its meeting")
	}
	if may := ContactMay(inv, r, starts.Add(2*time.Hour)); may.Add || may.Change || !inv.MeetingOver(r, starts.Add(2*time.Hour)) {
		t.Errorf("after the meeting: %+v", may)
	}
	if err := CheckDelegates(inv, r, nil, ContactMay(inv, r, now), now); err != nil {
		t.Errorf("nobody is named yet: %v", err)
	}
	inv.Series.DeleteOn = Date{Year: 2039, Month: time.January, Day: 1}
	inv.Meetings = nil
	for _, f := range Missing(inv) {
		if f.Key == "staff.missing.meeting" || f.Key == "staff.missing.deadline" {
			t.Errorf("a series without dates misses %s", f.Key)
		}
	}
}
