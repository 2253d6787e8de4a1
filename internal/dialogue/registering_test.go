package dialogue

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	testNow   = Date{Year: 2026, Month: time.May, Day: 4}.At(12, 0)
	politics  = ID{0x71}
	nextOfKin = ID{0x72}
	atMostTwo = ID{0x73}
	retired   = ID{0x74}
	kommune   = Unit{ID: ID{0x41}, Kind: Municipality, Number: "3403", County: "34", Name: "Hamar", Domains: []string{"hamar.kommune.no"}}
)

// invitationOf has meetings 1, 2 … whose deadlines are that many days ahead and whose starts are ten days later.
func invitationOf(choice Choice, meetings int) *Invitation {
	inv := &Invitation{
		Series: Series{ID: ID{0x51}, State: Published, Rules: Rules{Choice: choice, Admission: AdmitOpen, Identity: Verified, MaxDelegates: 4, OutsideMax: 4}},
		Roles: []Role{{ID: politics}, {ID: nextOfKin, OutsideCap: true}, {ID: atMostTwo, Maximum: 2},
			{ID: retired, Retired: true}},
	}
	for n := range meetings {
		closes := DateOf(testNow).AddDays(n + 1).EndOfDay()
		inv.Meetings = append(inv.Meetings, Meeting{ID: meetingID(n + 1), State: Planned, ClosesAt: closes,
			StartsAt: closes.AddDate(0, 0, 10), EndsAt: closes.AddDate(0, 0, 10).Add(4 * time.Hour)})
	}
	return inv
}

func meetingID(n int) ID { return ID{0x60, byte(n)} }

func meetingIDs(ns ...int) []ID {
	var ids []ID
	for _, n := range ns {
		ids = append(ids, meetingID(n))
	}
	return ids
}

// person is the nth delegate, with a role.
func person(n int, role ID, meetings ...ID) DelegateRequest {
	return DelegateRequest{Name: fmt.Sprintf("Deltaker %d", n), Role: role, Meetings: meetings}
}

func people(roles ...ID) []DelegateRequest {
	var all []DelegateRequest
	for n, role := range roles {
		all = append(all, person(n+1, role))
	}
	return all
}

// asked is a request that nothing is wrong with.
func asked(inv *Invitation) RegistrationRequest {
	q := RegistrationRequest{Submission: ID{1}, Unit: kommune, Contact: Contact{Name: "Guro Lien", Email: "guro@hamar.kommune.no"}, Lang: Bokmal}
	switch inv.Series.Rules.Choice {
	case ChooseMany:
		q.Delegates = []DelegateRequest{person(1, politics, meetingID(1))}
		return q
	case ChooseOne:
		q.Meeting = meetingID(1)
	case Ranked:
		for n, m := range inv.Meetings {
			q.Wishes = append(q.Wishes, Wish{Meeting: m.ID, Rank: len(inv.Meetings) - n, Available: n != 0})
		}
	}
	q.Delegates = people(politics)
	return q
}

func TestValidateFindsWhatTheReaderCanMend(t *testing.T) {
	t.Parallel()
	type change = func(inv *Invitation, q *RegistrationRequest)
	for name, c := range map[string]struct {
		choice  Choice
		byStaff bool
		change  change
		want    string // field: key, several in order; "" for nothing wrong
	}{
		"nothing is wrong, one":      {choice: ChooseOne},
		"nothing is wrong, ranked":   {choice: Ranked},
		"nothing is wrong, assigned": {choice: Assigned},
		"nothing is wrong, many":     {choice: ChooseMany},
		"no unit":                    {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Unit = Unit{} }, want: "unit: problem.choose-unit"},
		"a kind without a number": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Unit = Unit{Kind: District} },
			want: "unit: problem.choose-unit"},
		"an organisation without a name": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Unit = Unit{Kind: Organisation, Name: " "} },
			want: "organisation: problem.required"},
		"a person needs no name but the contact's": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) {
			q.Unit, q.Municipality = Unit{Kind: Person}, "0403"
		}},
		"a person says where":        {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Unit = Unit{Kind: Person} }, want: "municipality: problem.choose-municipality"},
		"a person's letter does not": {choice: ChooseOne, byStaff: true, change: func(_ *Invitation, q *RegistrationRequest) { q.Unit = Unit{Kind: Person} }},
		"an organisation need not":   {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Unit = Unit{Kind: Organisation, Name: "Lag"} }},
		"two, and what if not all": {choice: Ranked, change: func(inv *Invitation, q *RegistrationRequest) {
			inv.Series.Rules.Admission, inv.Series.Rules.Selection.Extra = AdmitSelection, ExtraOwnAnswer
			q.Delegates = people(politics, politics)
		}, want: "if_not_all: problem.choose-if-not-all"},
		"two, and an answer": {choice: Ranked, change: func(inv *Invitation, q *RegistrationRequest) {
			inv.Series.Rules.Admission, inv.Series.Rules.Selection.Extra = AdmitSelection, ExtraOwnAnswer
			q.Delegates, q.IfNotAll = people(politics, politics), Together
		}},
		"two on paper": {choice: Ranked, byStaff: true, change: func(inv *Invitation, q *RegistrationRequest) {
			inv.Series.Rules.Admission, inv.Series.Rules.Selection.Extra = AdmitSelection, ExtraOwnAnswer
			q.Delegates = people(politics, politics)
		}},
		"two, where the answer counts for nothing": {choice: Ranked, change: func(inv *Invitation, q *RegistrationRequest) {
			inv.Series.Rules.Admission, inv.Series.Rules.Selection.Extra = AdmitSelection, ExtraPeopleFirst
			q.Delegates = people(politics, politics)
		}},
		"a name of 201 letters": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) {
			q.Unit = Unit{Kind: Organisation, Name: strings.Repeat("å", 201)}
		}, want: "organisation: problem.too-long"},
		"no contact": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Contact = Contact{} },
			want: "contact.email: problem.required; contact.name: problem.required"},
		"no address, by post":          {choice: ChooseOne, byStaff: true, change: func(_ *Invitation, q *RegistrationRequest) { q.Contact.Email = "" }},
		"an address that can't be":     {choice: ChooseOne, byStaff: true, change: func(_ *Invitation, q *RegistrationRequest) { q.Contact.Email = "guro@hamar" }, want: "contact.email: problem.email"},
		"a comment of 4,000 letters":   {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Comment = strings.Repeat("å", 4000) }},
		"a comment of 4,001":           {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Comment = strings.Repeat("å", 4001) }, want: "comment: problem.too-long"},
		"nobody comes":                 {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates = nil }, want: "delegates.0.name: problem.no-delegates"},
		"a delegate without a name":    {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Name = "  " }, want: "delegates.0.name: problem.required"},
		"a role that is another's":     {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Role = ID{9} }, want: "delegates.0.role: problem.choose"},
		"a role no longer offered":     {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Role = retired }, want: "delegates.0.role: problem.choose"},
		"no role where none is needed": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Role = ID{} }},
		"every field is demanded": {choice: ChooseOne, change: func(inv *Invitation, q *RegistrationRequest) {
			inv.Series.Rules.Required = []string{FieldRole, FieldPosition, FieldEmail, FieldPhone}
			q.Delegates[0].Role = ID{}
		}, want: "delegates.0.email: problem.required; delegates.0.phone: problem.required; delegates.0.position: problem.required; delegates.0.role: problem.choose"},
		"a role is demanded where there are none": {choice: ChooseOne, change: func(inv *Invitation, q *RegistrationRequest) {
			inv.Series.Rules.Required, inv.Roles = []string{FieldRole}, nil
			q.Delegates[0].Role = ID{}
		}},
		"a delegate's address": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Email = "x@y" }, want: "delegates.0.email: problem.email"},
		"five of four": {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) {
			q.Delegates = people(politics, politics, politics, politics, politics)
		}, want: "delegates.4.name: problem.too-many"},

		"one: no meeting":       {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Meeting = ID{} }, want: "meeting: problem.choose-meeting"},
		"one: another series'":  {choice: ChooseOne, change: func(_ *Invitation, q *RegistrationRequest) { q.Meeting = ID{7} }, want: "meeting: problem.choose-meeting"},
		"one: a cancelled one":  {choice: ChooseOne, change: func(inv *Invitation, _ *RegistrationRequest) { inv.Meetings[0].State = Cancelled }, want: "meeting: problem.choose-meeting"},
		"many: none":            {choice: ChooseMany, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Meetings = nil }, want: "delegates.0.meetings: problem.choose-meeting"},
		"many: one twice":       {choice: ChooseMany, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Meetings = meetingIDs(1, 1) }, want: "delegates.0.meetings: problem.choose-meeting"},
		"many: another series'": {choice: ChooseMany, change: func(_ *Invitation, q *RegistrationRequest) { q.Delegates[0].Meetings = meetingIDs(1, 9) }, want: "delegates.0.meetings: problem.choose-meeting"},
		"many: a cancelled one": {choice: ChooseMany, change: func(i *Invitation, q *RegistrationRequest) {
			i.Meetings[0].State = Cancelled
			q.Delegates[0].Meetings = []ID{i.Meetings[0].ID}
		}, want: "delegates.0.meetings: problem.choose-meeting"},
		"assigned: in no region":     {choice: Assigned, change: func(inv *Invitation, q *RegistrationRequest) { inv.Regions = nil }},
		"assigned: another's":        {choice: Assigned, change: func(_ *Invitation, q *RegistrationRequest) { q.Meeting = meetingID(1) }, want: "meeting: problem.choose-meeting"},
		"assigned: several, none":    {choice: Assigned, change: bothMeetings, want: "meeting: problem.choose-meeting"},
		"assigned: several, staff":   {choice: Assigned, byStaff: true, change: bothMeetings},
		"ranked: no wishes":          {choice: Ranked, change: func(_ *Invitation, q *RegistrationRequest) { q.Wishes = nil }, want: "wishes.0.rank: problem.rank-missing; wishes.0.unavailable: problem.no-possible-meeting; wishes.1.rank: problem.rank-missing"},
		"ranked: one missing":        {choice: Ranked, change: func(_ *Invitation, q *RegistrationRequest) { q.Wishes = q.Wishes[1:] }, want: "wishes.0.rank: problem.rank-missing"},
		"ranked: the same twice":     {choice: Ranked, change: func(_ *Invitation, q *RegistrationRequest) { q.Wishes[0].Rank = 1 }, want: "wishes.1.rank: problem.rank-twice"},
		"ranked: number 3 of 2":      {choice: Ranked, change: func(_ *Invitation, q *RegistrationRequest) { q.Wishes[0].Rank = 3 }, want: "wishes.0.rank: problem.rank-missing"},
		"ranked: can't come to any":  {choice: Ranked, change: func(_ *Invitation, q *RegistrationRequest) { q.Wishes[1].Available = false }, want: "wishes.0.unavailable: problem.no-possible-meeting"},
		"ranked: one is cancelled":   {choice: Ranked, change: func(inv *Invitation, q *RegistrationRequest) { inv.Meetings[0].State = Cancelled }},
		"ranked: of the other, 2 is": {choice: Ranked, change: func(inv *Invitation, q *RegistrationRequest) { inv.Meetings[1].State = Cancelled }, want: "wishes.0.rank: problem.rank-missing; wishes.0.unavailable: problem.no-possible-meeting"},
	} {
		inv := invitationOf(c.choice, 2)
		q := asked(inv)
		if c.change != nil {
			c.change(inv, &q)
		}
		got := ""
		if err := q.Validate(inv, c.byStaff).Err(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// bothMeetings lets the kommune's region have two meetings.
func bothMeetings(inv *Invitation, _ *RegistrationRequest) {
	inv.Regions = []Region{{ID: ID{1}, Units: []Unit{kommune}}}
	inv.Meetings[0].Region, inv.Meetings[1].Region = ID{1}, ID{1}
}

func TestPoolsCountEachDelegateOnce(t *testing.T) {
	t.Parallel()
	in, own, out := InDelegation, AtOwnCost, OutsideCap
	for name, c := range map[string]struct {
		max, over, outside int
		choice             Choice
		delegates          []DelegateRequest
		want               [][]Pool
		problem            string
	}{
		"up to the cap": {4, 0, 4, ChooseOne, people(politics, politics, politics, politics), [][]Pool{{in}, {in}, {in}, {in}}, ""},
		"one more":      {2, 0, 4, ChooseOne, people(politics, politics, politics), nil, "delegates.2.name: problem.too-many"},
		"only the first that does not fit is named, and those after it": {1, 0, 4, ChooseOne, people(politics, politics, politics), nil,
			"delegates.1.name: problem.too-many; delegates.2.name: problem.too-many"},
		"two more at own cost": {1, 2, 4, ChooseOne, people(politics, politics, politics), [][]Pool{{in}, {own}, {own}}, ""},
		"and a third":          {1, 2, 4, ChooseOne, people(politics, politics, politics, politics), nil, "delegates.3.name: problem.too-many"},
		"next of kin apart":    {1, 0, 2, ChooseOne, people(nextOfKin, politics, nextOfKin), [][]Pool{{out}, {in}, {out}}, ""},
		"with a maximum of their own": {4, 0, 1, ChooseOne, people(nextOfKin, politics, nextOfKin), nil,
			"delegates.2.name: problem.too-many-outside"},
		"none apart":              {4, 0, 0, ChooseOne, people(nextOfKin), nil, "delegates.0.name: problem.too-many-outside"},
		"a role's maximum":        {4, 0, 4, ChooseOne, people(atMostTwo, politics, atMostTwo, atMostTwo), nil, "delegates.3.role: problem.role-maximum"},
		"without a role they sit": {1, 1, 4, ChooseOne, people(ID{}, ID{}), [][]Pool{{in}, {own}}, ""},
		"many: the cap is each meeting's": {1, 1, 4, ChooseMany,
			[]DelegateRequest{person(1, politics, meetingIDs(1)...), person(2, politics, meetingIDs(2)...), person(3, politics, meetingIDs(1, 2)...)},
			[][]Pool{{in}, {in}, {own, own}}, ""},
		"many: one meeting is over": {1, 0, 4, ChooseMany,
			[]DelegateRequest{person(1, politics, meetingIDs(1)...), person(2, politics, meetingIDs(2, 1)...)}, nil, "delegates.1.name: problem.too-many"},
	} {
		inv := invitationOf(c.choice, 2)
		inv.Series.Rules.MaxDelegates, inv.Series.Rules.OverCap, inv.Series.Rules.OutsideMax = c.max, c.over, c.outside
		pools, problems := Pools(inv, c.delegates)
		got := ""
		if len(problems) > 0 {
			got = problems.Error()
		}
		if got != c.problem {
			t.Errorf("%s: %q, want %q", name, got, c.problem)
		}
		if c.want != nil && !slices.EqualFunc(pools, c.want, slices.Equal) {
			t.Errorf("%s: %v, want %v", name, pools, c.want)
		}
	}
}

func TestARequestIsOpenUntilItsMeetingsDeadline(t *testing.T) {
	t.Parallel()
	first := invitationOf(ChooseOne, 2).Meetings[0].ClosesAt
	second := invitationOf(ChooseOne, 2).Meetings[1].ClosesAt
	before := func(at time.Time) time.Time { return at.Add(-time.Microsecond) }
	for name, c := range map[string]struct {
		choice  Choice
		meeting int
		now     time.Time
		change  func(inv *Invitation)
		open    bool
	}{
		"the last instant":           {ChooseOne, 1, before(first), nil, true},
		"the first too late":         {ChooseOne, 1, first, nil, false},
		"the other meeting":          {ChooseOne, 2, first, nil, true},
		"another series'":            {ChooseOne, 9, testNow, nil, false},
		"cancelled":                  {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Meetings[0].State = Cancelled }, false},
		"full, with a waiting list":  {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Meetings[0].Capacity, inv.Meetings[0].Taken = 1, 1 }, true},
		"a draft":                    {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Series.State = Draft }, false},
		"archived":                   {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Series.State = Archived }, false},
		"closed early":               {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Series.ClosedEarlyAt = testNow }, false},
		"erased":                     {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Series.ErasedAt = testNow }, false},
		"undated without a deadline": {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Meetings[0] = Meeting{ID: meetingID(1), State: Planned} }, true},
		"undated, the series' deadline has passed":       {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Meetings[0] = Meeting{ID: meetingID(1)}; inv.Series.ClosesAt = testNow }, false},
		"its own deadline goes before the series'":       {ChooseOne, 1, testNow, func(inv *Invitation) { inv.Series.ClosesAt = testNow.Add(-time.Hour) }, true},
		"no meeting: the series' deadline":               {Ranked, 0, first, func(inv *Invitation) { inv.Series.ClosesAt = first }, false},
		"no meeting: just before it":                     {Ranked, 0, before(first), func(inv *Invitation) { inv.Series.ClosesAt = first }, true},
		"no meeting, no deadline: while one is open":     {Ranked, 0, before(second), nil, true},
		"no meeting, no deadline: none is open any more": {Ranked, 0, second, nil, false},
		"to be assigned: none is open any more":          {Assigned, 0, second, nil, false},
		"many: all must be open":                         {ChooseMany, 1, first, nil, false},
		"many: the other is":                             {ChooseMany, 2, first, nil, true},
	} {
		inv := invitationOf(c.choice, 2)
		if c.change != nil {
			c.change(inv)
		}
		q := RegistrationRequest{Unit: kommune, Delegates: people(politics, politics)}
		switch {
		case c.choice == ChooseMany:
			q.Delegates[0].Meetings, q.Delegates[1].Meetings = meetingIDs(2), meetingIDs(c.meeting, 2)
		case c.meeting > 0:
			q.Meeting = meetingID(c.meeting)
		}
		if err := q.Open(inv, c.now); c.open && err != nil || !c.open && !errors.Is(err, ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSettleLeavesOnlyWhatTheRuleUses(t *testing.T) {
	t.Parallel()
	elsewhere := Wish{Meeting: ID{9}, Rank: 1}
	for name, c := range map[string]struct {
		choice  Choice
		change  func(inv *Invitation)
		meeting ID
		wishes  []Wish
		many    bool
	}{
		"one keeps the meeting": {ChooseOne, nil, meetingID(2), nil, false},
		"ranked keeps one wish for each of its meetings": {Ranked, nil, ID{},
			[]Wish{{Meeting: meetingID(1), Rank: 2, Available: true}, {Meeting: meetingID(2), Rank: 1}}, false},
		"many keeps each person's":       {ChooseMany, nil, ID{}, nil, true},
		"assigned keeps what was chosen": {Assigned, nil, meetingID(2), nil, false},
		"assigned: the only one, if none was": {Assigned, func(inv *Invitation) {
			inv.Regions = []Region{{ID: ID{1}, Units: []Unit{kommune}}}
			inv.Meetings[1].Region = ID{1}
		}, meetingID(2), nil, false},
		"assigned: one that names the kommune": {Assigned, func(inv *Invitation) { inv.Named = []Unit{kommune}; inv.Meetings[1].Units = []ID{kommune.ID} }, meetingID(2), nil, false},
	} {
		inv := invitationOf(c.choice, 2)
		u := kommune
		u.ID = ID{} // as the form has it: the unit is not stored yet
		q := RegistrationRequest{Unit: u, Meeting: meetingID(2), Delegates: []DelegateRequest{person(1, politics, meetingID(1))},
			Wishes: []Wish{{Meeting: meetingID(2), Rank: 1}, elsewhere, {Meeting: meetingID(1), Rank: 2, Available: true}, {Meeting: meetingID(2), Rank: 2}}}
		if c.change != nil {
			c.change(inv)
			q.Meeting = ID{}
		}
		given := slices.Clone(q.Delegates)
		got := q.Settle(inv, time.Time{})
		if got.Meeting != c.meeting || !slices.Equal(got.Wishes, c.wishes) || (len(got.Delegates[0].Meetings) == 1) != c.many {
			t.Errorf("%s: meeting %v, wishes %v, delegate %v", name, got.Meeting, got.Wishes, got.Delegates[0])
		}
		if len(q.Delegates[0].Meetings) != len(given[0].Meetings) {
			t.Errorf("%s: what was asked is changed in place", name)
		}
	}
}

func TestFirstStates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		identity Identity
		byStaff  bool
		want     RegistrationState
	}{{Verified, false, Unverified}, {Verified, true, Active}, {OpenIdentity, false, Active}, {ByInvitation, false, Unverified}} {
		if got := FirstState(Rules{Identity: c.identity}, c.byStaff); got != c.want {
			t.Errorf("%s, by staff %v: %s", c.identity, c.byStaff, got)
		}
	}
	for name, c := range map[string]struct {
		unit  Unit
		email string
		want  RegistrationState
	}{
		"its own domain":            {kommune, "guro@hamar.kommune.no", Active},
		"a sub-domain":              {kommune, "guro@oppvekst.hamar.kommune.no", Active},
		"in capitals":               {kommune, "guro@Hamar.Kommune.NO", Active},
		"another's":                 {kommune, "guro@example.no", HeldForStaff},
		"one that ends alike":       {kommune, "guro@ikkehamar.kommune.no", HeldForStaff},
		"one that begins alike":     {kommune, "guro@hamar.kommune.no.example.no", HeldForStaff},
		"a kommune without domains": {Unit{Kind: Municipality}, "guro@hamar.kommune.no", HeldForStaff},
		"a person":                  {Unit{Kind: Person}, "guro@example.no", Active},
		"an organisation":           {Unit{Kind: Organisation}, "guro@example.no", Active},
	} {
		if got := StateAfterClick(c.unit, c.email); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestWholeDelegationsGetSeatsOrWait(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		admission Admission
		meeting   Meeting
		n         int
		want      SeatState
	}{
		"no limit":                    {AdmitOpen, Meeting{Taken: 900}, 4, SeatPlaced},
		"the last chairs":             {AdmitOpen, Meeting{Capacity: 20, Taken: 16}, 4, SeatPlaced},
		"one too few":                 {AdmitOpen, Meeting{Capacity: 20, Taken: 17}, 4, SeatWaiting},
		"nobody passes those waiting": {AdmitOpen, Meeting{Capacity: 20, Taken: 17, Waiting: 4}, 1, SeatWaiting},
		"more are taken than chairs":  {AdmitOpen, Meeting{Capacity: 20, Taken: 21}, 1, SeatWaiting},
		"selection":                   {AdmitSelection, Meeting{Capacity: 20}, 1, SeatPending},
		"selection, far too many":     {AdmitSelection, Meeting{Capacity: 20, Taken: 20}, 4, SeatPending},
	} {
		if got := SeatAtOnce(Rules{Admission: c.admission}, c.meeting, c.n); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
