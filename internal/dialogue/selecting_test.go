package dialogue_test

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

var closes = dialogue.Date{Year: 2017, Month: time.May, Day: 6}.At(0, 0)

func id(n byte) dialogue.ID { return dialogue.ID{n} }

// selecting is a published series that selects, with meetings 1 to 3; the last is cancelled.
func selecting() *dialogue.Invitation {
	meeting := func(n byte, day int) dialogue.Meeting {
		return dialogue.Meeting{ID: id(n), State: dialogue.Planned, StartsAt: closes.AddDate(0, 0, day), EndsAt: closes.AddDate(0, 0, day).Add(time.Hour), ClosesAt: closes.Add(time.Duration(n) * time.Hour), Capacity: 3}
	}
	inv := &dialogue.Invitation{
		Series: dialogue.Series{State: dialogue.Published, ClosesAt: closes,
			Rules: dialogue.Rules{Choice: dialogue.Ranked, Admission: dialogue.AdmitSelection, MaxDelegates: 4, Selection: dialogue.StandardSelection()}},
		Meetings: []dialogue.Meeting{meeting(1, 20), meeting(2, 40), meeting(3, 60)},
	}
	inv.Meetings[2].State = dialogue.Cancelled
	return inv
}

func TestWhenApplyingEnds(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(s *dialogue.Series)
		want   time.Time
	}{
		"ranked: the series' own":         {func(*dialogue.Series) {}, closes},
		"chosen: the last of the meeting": {func(s *dialogue.Series) { s.Rules.Choice = dialogue.ChooseOne }, closes.Add(2 * time.Hour)},
		"closed early":                    {func(s *dialogue.Series) { s.ClosedEarlyAt = closes.Add(-time.Hour) }, closes.Add(-time.Hour)},
		"closed early afterwards":         {func(s *dialogue.Series) { s.ClosedEarlyAt = closes.Add(time.Hour) }, closes},
		"only the meetings have one":      {func(s *dialogue.Series) { s.ClosesAt = time.Time{} }, closes.Add(2 * time.Hour)},
	} {
		inv := selecting()
		tt.change(&inv.Series)
		if got := inv.AppliesUntil(); !got.Equal(tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestWhoIsSelectedAmongAndWhoIsWaitedFor(t *testing.T) {
	t.Parallel()
	inv := selecting()
	now := closes.Add(10 * time.Hour)
	early, late := closes.Add(-time.Second), closes
	for name, tt := range map[string]struct {
		r                dialogue.Registration
		applies, waitFor bool
	}{
		"in time":                      {dialogue.Registration{State: dialogue.Active, ReceivedAt: early}, true, false},
		"too late":                     {dialogue.Registration{State: dialogue.Active, ReceivedAt: late}, false, false},
		"late, taken in by staff":      {dialogue.Registration{State: dialogue.Active, ReceivedAt: late, LateReason: "i posten"}, true, false},
		"withdrawn":                    {dialogue.Registration{State: dialogue.Withdrawn, ReceivedAt: early}, false, false},
		"a second one of its unit":     {dialogue.Registration{State: dialogue.Proposal, ReceivedAt: early}, false, false},
		"unconfirmed with time left":   {dialogue.Registration{State: dialogue.Unverified, ReceivedAt: early, ExpiresAt: now.Add(time.Second)}, false, true},
		"unconfirmed, its time is out": {dialogue.Registration{State: dialogue.Unverified, ReceivedAt: early, ExpiresAt: now}, false, false},
		"unconfirmed and too late":     {dialogue.Registration{State: dialogue.Unverified, ReceivedAt: late, ExpiresAt: now.Add(time.Hour)}, false, false},
		"held, however long":           {dialogue.Registration{State: dialogue.HeldForStaff, ReceivedAt: early}, false, true},
		"held and too late":            {dialogue.Registration{State: dialogue.HeldForStaff, ReceivedAt: late}, false, false},
	} {
		if applies, waits := inv.Applies(tt.r), inv.Undecided(tt.r, now); applies != tt.applies || waits != tt.waitFor {
			t.Errorf("%s: applies %v, waited for %v", name, applies, waits)
		}
	}
}

func TestHowFarASelectionHasCome(t *testing.T) {
	t.Parallel()
	at := closes.Add(time.Hour)
	draw := func(value string) *dialogue.Selection { return &dialogue.Selection{PublicValue: value} }
	approved := []dialogue.SelectionProposal{{Number: 2}, {Number: 1, ApprovedAt: at}}
	for name, tt := range map[string]struct {
		undecided int
		draw      *dialogue.Selection
		proposals []dialogue.SelectionProposal
		now       time.Time
		want      dialogue.SelectionStep
	}{
		"before the deadline":   {0, nil, nil, closes.Add(-time.Second), dialogue.StepNotYet},
		"somebody is undecided": {1, nil, nil, closes, dialogue.StepNotYet},
		"the deadline":          {0, nil, nil, closes, dialogue.StepFreeze},
		"frozen":                {1, draw(""), nil, at, dialogue.StepValue},
		"the value is there":    {0, draw("3 7"), nil, at, dialogue.StepPropose},
		"proposed":              {0, draw("3 7"), approved[:1], at, dialogue.StepApprove},
		"an older is approved":  {0, draw("3 7"), approved, at, dialogue.StepSend},
		"sent":                  {0, &dialogue.Selection{PublicValue: "3 7", SentAt: at}, approved, at, dialogue.StepSent},
	} {
		if got := dialogue.StepOf(selecting(), tt.undecided, tt.draw, tt.proposals, tt.now); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	draft := selecting()
	draft.Series.State = dialogue.Draft
	if got := dialogue.StepOf(draft, 0, nil, nil, at); got != dialogue.StepNotYet {
		t.Errorf("a draft: %s", got)
	}
}

func TestWhatIsFrozenOfARegistration(t *testing.T) {
	t.Parallel()
	inv := selecting()
	live := []dialogue.Seat{{State: dialogue.SeatPending}}
	r := dialogue.Registration{ID: id(9), Unit: dialogue.Unit{Kind: dialogue.Municipality}, IfNotAll: dialogue.Together,
		Wishes: []dialogue.Wish{{Meeting: id(3), Rank: 2, Available: true}, {Meeting: id(2), Rank: 1, Available: true}, {Meeting: id(1), Rank: 3}},
		Delegates: []dialogue.Delegate{{ID: id(20), Role: id(31), Name: "Kari", Seats: live}, {ID: id(21), Name: "Ola", Seats: []dialogue.Seat{{State: dialogue.SeatWithdrawn}}},
			{ID: id(22), Role: id(32), Name: "Per", Seats: live}}}
	among := inv.SelectsAmong(closes)
	if diff := cmp.Diff([]dialogue.ID{id(1), id(2)}, among); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]dialogue.ID{id(2)}, inv.SelectsAmong(inv.Meetings[0].StartsAt)); diff != "" {
		t.Errorf("when the first has begun: %s", diff)
	}
	want := dialogue.RosterUnit{Registration: id(9), Kind: dialogue.Municipality, County: "05", IfNotAll: dialogue.Together, Ranking: []dialogue.ID{id(2)},
		Delegates: []dialogue.RosterDelegate{{ID: id(20), Role: id(31)}, {ID: id(22), Role: id(32)}}}
	if diff := cmp.Diff(want, dialogue.RosterOf(r, among, "05")); diff != "" {
		t.Error(diff)
	}
	r.Wishes, r.Delegates[2].Seats = nil, []dialogue.Seat{{Meeting: id(1), State: dialogue.SeatPending}}
	if diff := cmp.Diff([]dialogue.ID{id(1)}, dialogue.RosterOf(r, among, "").Ranking); diff != "" {
		t.Errorf("without wishes, where it is: %s", diff)
	}
}

// team is a registration with live delegates of one role.
func team(registration byte, delegates ...byte) dialogue.Registration {
	r := dialogue.Registration{ID: id(registration), State: dialogue.Active, Wishes: []dialogue.Wish{{Meeting: id(1), Rank: 1, Available: true}}}
	for _, d := range delegates {
		r.Delegates = append(r.Delegates, dialogue.Delegate{ID: id(d), Role: id(31), Seats: []dialogue.Seat{{State: dialogue.SeatPending}}})
	}
	return r
}

func rosterUnit(r dialogue.Registration) dialogue.RosterUnit {
	return dialogue.RosterOf(r, []dialogue.ID{id(1), id(2)}, "")
}

func TestWhatHasChangedSinceTheRosterWasFrozen(t *testing.T) {
	t.Parallel()
	frozen := []dialogue.RosterUnit{rosterUnit(team(1, 11, 12)), rosterUnit(team(2, 21)), rosterUnit(team(3, 31, 32)), rosterUnit(team(4, 41)), rosterUnit(team(5, 51, 52)), rosterUnit(team(6, 61))}
	leave := func(r dialogue.Registration, delegates ...int) dialogue.Registration {
		for _, i := range delegates {
			r.Delegates[i].Seats[0].State = dialogue.SeatWithdrawn
		}
		return r
	}
	whole := team(2, 21)
	whole.State = dialogue.Withdrawn
	role, wishes := team(4, 41), team(6, 61)
	role.Delegates[0].Role = id(99)
	wishes.Wishes = []dialogue.Wish{{Meeting: id(2), Rank: 1, Available: true}}
	now := []dialogue.Registration{leave(team(1, 11, 12), 1), whole, leave(team(3, 31, 32), 0, 1), role, team(5, 51, 52, 53), wishes, team(7, 71)}
	gone := []dialogue.Gone{{Registration: id(1), Delegate: id(12)}, {Registration: id(2)}, {Registration: id(3)}}
	if diff := cmp.Diff(gone, dialogue.GoneSince(frozen, now)); diff != "" {
		t.Error(diff)
	}
	got := map[dialogue.ID]dialogue.LateKind{}
	for _, l := range dialogue.LateSince(frozen, append(now[:1:1], now[3:]...), rosterUnit) {
		got[l.Registration.ID] = l.Kind
	}
	want := map[dialogue.ID]dialogue.LateKind{id(4): dialogue.LateRole, id(5): dialogue.LatePeople, id(6): dialogue.LateWishes, id(7): dialogue.LateNew}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWithdrawalsGoBeforeWhatStaffHadDecided(t *testing.T) {
	t.Parallel()
	next := byte(100)
	newID := func() dialogue.ID { next++; return id(next) }
	lock := func(n, registration, delegate byte, kind dialogue.LockKind) dialogue.SelectionLock {
		l := dialogue.SelectionLock{ID: id(n), Registration: id(registration), Kind: kind, Reason: "x"}
		if delegate > 0 {
			l.Delegate = id(delegate)
		}
		return l
	}
	known := lock(5, 4, 0, dialogue.LockOut)
	known.Withdrawal = true
	locks := []dialogue.SelectionLock{lock(1, 1, 0, dialogue.LockIn), lock(2, 1, 11, dialogue.LockIn), lock(3, 2, 21, dialogue.LockAt), lock(4, 2, 22, dialogue.LockIn), known}
	keep, made, lifted := dialogue.SettleWithdrawals(locks, []dialogue.Gone{{Registration: id(1)}, {Registration: id(2), Delegate: id(21)}, {Registration: id(4)}}, newID)
	first, second := lock(101, 1, 0, dialogue.LockOut), lock(102, 2, 21, dialogue.LockOut)
	first.Reason, first.Withdrawal, second.Reason, second.Withdrawal = "", true, "", true
	if diff := cmp.Diff([]dialogue.SelectionLock{locks[3], known, first, second}, keep); diff != "" {
		t.Errorf("stands: %s", diff)
	}
	if diff := cmp.Diff([]dialogue.SelectionLock{first, second}, made); diff != "" {
		t.Errorf("made: %s", diff)
	}
	if diff := cmp.Diff(locks[:3], lifted); diff != "" {
		t.Errorf("lifted: %s", diff)
	}
	again, made, lifted := dialogue.SettleWithdrawals(keep, []dialogue.Gone{{Registration: id(1)}, {Registration: id(2)}}, newID)
	if len(made) != 1 || len(lifted) != 2 || len(again) != 3 {
		t.Errorf("when the rest of a delegation leaves: made %v, lifted %v", made, lifted)
	}
}

func TestWhoMayApprove(t *testing.T) {
	t.Parallel()
	p := dialogue.SelectionProposal{MadeBy: id(1)}
	staff := func(user byte, role dialogue.StaffRole) dialogue.Actor {
		return dialogue.Actor{Kind: dialogue.StaffActor, Organiser: id(50), User: id(user), Role: role}
	}
	one, two := dialogue.StandardSelection(), dialogue.StandardSelection()
	two.SecondApproval = true
	for name, tt := range map[string]struct {
		rules dialogue.SelectionRules
		actor dialogue.Actor
		want  bool
	}{
		"who made it":                       {one, staff(1, dialogue.Editor), true},
		"who made it, where two are needed": {two, staff(1, dialogue.Admin), false},
		"another":                           {two, staff(2, dialogue.Editor), true},
		"a reader":                          {one, staff(2, dialogue.Reader), false},
		"nobody":                            {one, dialogue.Actor{}, false},
	} {
		if got := tt.rules.MayApprove(tt.actor, p); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatStandsInTheWayOfAProposal(t *testing.T) {
	t.Parallel()
	at := func(n int, registration byte) (people []dialogue.Gone) {
		for i := range n {
			people = append(people, dialogue.Gone{Registration: id(registration), Delegate: dialogue.ID{registration, byte(i + 1)}})
		}
		return people
	}
	one := dialogue.Gone{Registration: id(1), Delegate: dialogue.ID{1, 2}}
	for name, tt := range map[string]struct {
		placed map[dialogue.ID][]dialogue.Gone
		gone   []dialogue.Gone
		places int
		want   []string
	}{
		"nothing":                      {map[dialogue.ID][]dialogue.Gone{id(1): at(3, 1), id(2): at(3, 2)}, nil, 3, nil},
		"one has left":                 {map[dialogue.ID][]dialogue.Gone{id(1): at(3, 1)}, []dialogue.Gone{one}, 3, []string{"problem.selection-withdrawn"}},
		"a delegation has left":        {map[dialogue.ID][]dialogue.Gone{id(1): at(3, 1)}, []dialogue.Gone{{Registration: id(1)}}, 3, []string{"problem.selection-withdrawn"}},
		"who left had no place":        {map[dialogue.ID][]dialogue.Gone{id(1): at(1, 1)}, []dialogue.Gone{one, {Registration: id(9)}}, 3, nil},
		"a meeting is smaller now":     {map[dialogue.ID][]dialogue.Gone{id(1): at(3, 1)}, nil, 2, []string{"problem.selection-meeting-smaller"}},
		"a meeting is cancelled":       {map[dialogue.ID][]dialogue.Gone{id(3): at(1, 1)}, nil, 3, []string{"problem.selection-meeting-over"}},
		"no limit is never too little": {map[dialogue.ID][]dialogue.Gone{id(1): at(9, 1)}, nil, 0, nil},
	} {
		inv := selecting()
		inv.Meetings[0].Capacity = tt.places
		var got []string
		for _, p := range dialogue.Obstacles(inv, tt.placed, tt.gone, closes) {
			got = append(got, p.Key)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
