package dialogue

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func delegation(state RegistrationState, seats ...SeatState) Registration {
	r := Registration{State: state, Unit: Unit{Kind: Municipality, Number: "0512", Name: "Lesja", County: "05"}, Contact: Contact{Name: "Kari", Email: "kari@example.no"}, Channel: Web}
	for _, s := range seats {
		r.Delegates = append(r.Delegates, Delegate{Name: "Ola", Seats: []Seat{{Meeting: ID{1}, State: s}}})
	}
	return r
}

func TestWorkStateIsWhatWantsMostAttention(t *testing.T) {
	t.Parallel()
	for want, r := range map[WorkState]Registration{
		WorkHeld:        delegation(HeldForStaff, SeatPending),
		WorkProposal:    delegation(Proposal, SeatPending),
		WorkUnverified:  delegation(Unverified, SeatPending),
		WorkWaiting:     delegation(Active, SeatPlaced, SeatWaiting),
		WorkOffered:     delegation(Active, SeatPlaced, SeatOffered),
		WorkRegistered:  delegation(Active, SeatPlaced, SeatPending),
		WorkPlaced:      delegation(Active, SeatNotSelected, SeatPlaced, SeatWithdrawn),
		WorkNotSelected: delegation(Active, SeatNotSelected, SeatReplaced),
		WorkRefused:     delegation(Refused),
		WorkWithdrawn:   delegation(Withdrawn, SeatWithdrawn),
		WorkSettled:     delegation(Settled),
	} {
		if got := r.WorkState(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestTheFilterTakesWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	region := Region{ID: ID{2}, Units: []Unit{{Kind: Municipality, Number: "0512"}, {Kind: Municipality, Number: "0301"}}}
	inv := &Invitation{Regions: []Region{region}}
	r := delegation(Active, SeatPlaced)
	r.Reference = "ABCD1234"
	for name, tt := range map[string]struct {
		f    WorkFilter
		want bool
	}{
		"nothing":         {WorkFilter{}, true},
		"its state":       {WorkFilter{State: WorkPlaced}, true},
		"another state":   {WorkFilter{State: WorkHeld}, false},
		"its meeting":     {WorkFilter{Meeting: ID{1}}, true},
		"another meeting": {WorkFilter{Meeting: ID{9}}, false},
		"its region":      {WorkFilter{Region: ID{2}}, true},
		"no such region":  {WorkFilter{Region: ID{9}}, false},
		"its county":      {WorkFilter{County: "05"}, true},
		"another county":  {WorkFilter{County: "04"}, false},
		"another kind":    {WorkFilter{Kind: Person}, false},
		"another channel": {WorkFilter{Channel: ByPost}, false},
		"unit and person": {WorkFilter{Words: "lesja OLA"}, true},
		"the reference":   {WorkFilter{Words: "abcd1234"}, true},
		"one word of two": {WorkFilter{Words: "lesja per"}, false},
		"blanks":          {WorkFilter{Words: "  "}, true},
	} {
		if got := tt.f.Takes(inv, r, strings.ToLower); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !region.Has(Unit{Kind: District, Number: "030101"}) || region.Has(Unit{Kind: District, Number: "110301"}) {
		t.Error("a district is where its municipality is")
	}
}

func TestOnlyActiveRegistrationsCount(t *testing.T) {
	t.Parallel()
	inv := &Invitation{Meetings: []Meeting{{ID: ID{1}}, {ID: ID{2}}}}
	nowhere := delegation(Active, SeatPending)
	nowhere.Delegates[0].Seats[0].Meeting = ID{}
	total, meetings := CountWork(inv, []Registration{
		delegation(Active, SeatPlaced, SeatPlaced, SeatWithdrawn), delegation(Active, SeatWaiting), nowhere,
		delegation(HeldForStaff, SeatPending), delegation(Proposal, SeatPending), delegation(Unverified, SeatPending), delegation(Withdrawn, SeatWithdrawn),
	})
	if want := (WorkCounts{Registrations: 3, Delegates: 4, Pending: 1, Placed: 2, Waiting: 1, Held: 1, Proposals: 1, Unverified: 1, Withdrawn: 1}); total != want {
		t.Errorf("got %+v, want %+v", total, want)
	}
	if m := meetings[0]; m.Registrations != 2 || m.Placed != 2 || m.Waiting != 1 || m.Pending != 0 || meetings[1].Registrations != 0 {
		t.Errorf("meetings %+v", meetings)
	}
}

func TestHealthStaysOffSharedLists(t *testing.T) {
	t.Parallel()
	name := Text{NB: "Bruker"}
	if got := (Participant{Role: Role{Name: name, Health: true}}).SharedRole(); !got.IsEmpty() {
		t.Errorf("got %v", got)
	}
	if got := (Participant{Role: Role{Name: name}}).SharedRole(); got != name {
		t.Errorf("got %v", got)
	}
}

func TestDataIsDeletedAfterTheLastMeeting(t *testing.T) {
	t.Parallel()
	now := Date{2019, time.September, 10}.At(12, 0)
	last := Date{2019, time.October, 29}
	inv := &Invitation{Series: Series{State: Published}, Meetings: []Meeting{{StartsAt: Date{2019, time.September, 18}.At(10, 0)}, {StartsAt: last.At(10, 0), EndsAt: last.At(14, 0)},
		{StartsAt: last.AddDays(30).At(10, 0), State: Cancelled}, {}}}
	for on, key := range map[Date]string{
		{}:                         "problem.required",
		{2019, time.September, 10}: "problem.deletion-past",
		last:                       "problem.deletion-before-meeting",
		last.AddDays(1):            "",
		{2019, time.September, 11}: "problem.deletion-before-meeting",
		{2009, time.September, 11}: "problem.deletion-past",
		last.AddDays(365 * 5):      "",
	} {
		var problems Problems
		errors.As(CheckDeletionDate(inv, on, now), &problems)
		if problems["delete_on"].Key != key {
			t.Errorf("%s: %v, want %q", on, problems, key)
		}
	}
	inv.Series.ErasedAt = now
	if err := CheckDeletionDate(inv, last.AddDays(9), now); !errors.Is(err, ErrClosed) {
		t.Errorf("deleted already: %v", err)
	}
}

// The list finds those with somebody in a role, and active ones by whether an answer is waited for.
func TestTheListIsFilteredByRoleAndAnswers(t *testing.T) {
	t.Parallel()
	elder, chief, q := ID{1}, ID{2}, ID{3}
	inv := &Invitation{Questions: []Question{{ID: q, Kind: AskText, Per: PerUnit, Phase: AsPreparation, Required: true}}}
	with := func(state RegistrationState, role ID, seat SeatState, answer string) Registration {
		r := Registration{State: state, Delegates: []Delegate{{ID: ID{9}, Role: role, Seats: []Seat{{State: seat}}}}}
		if answer != "" {
			r.Answers = []Answer{{AnswerKey: AnswerKey{Question: q}, Value: answer, Version: 1}}
		}
		return r
	}
	same := func(s string) string { return s }
	for _, c := range []struct {
		name string
		f    WorkFilter
		r    Registration
		want bool
	}{
		{"the role is there", WorkFilter{Role: elder}, with(Active, elder, SeatPlaced, ""), true},
		{"another role", WorkFilter{Role: elder}, with(Active, chief, SeatPlaced, ""), false},
		{"who had the role has left", WorkFilter{Role: elder}, with(Active, elder, SeatWithdrawn, ""), false},
		{"not answered", WorkFilter{Left: LeftSome}, with(Active, elder, SeatPlaced, ""), true},
		{"answered", WorkFilter{Left: LeftSome}, with(Active, elder, SeatPlaced, "Ja"), false},
		{"answered, asked for", WorkFilter{Left: LeftNone}, with(Active, elder, SeatPlaced, "Ja"), true},
		{"nothing is waited for from who has left", WorkFilter{Left: LeftSome}, with(Withdrawn, elder, SeatWithdrawn, ""), false},
	} {
		if got := c.f.Takes(inv, c.r, same); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
