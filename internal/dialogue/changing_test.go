package dialogue

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// registered is an active registration of n people at the meetings.
func registered(n int, meetings ...ID) Registration {
	r := Registration{ID: ID{0x31}, Unit: kommune, State: Active, ReceivedAt: testNow.Add(-time.Hour), Version: 1}
	for i := range n {
		d := Delegate{ID: delegateID(i), Role: politics, Name: "Deltaker"}
		for _, m := range meetings {
			d.Seats = append(d.Seats, Seat{Meeting: m, State: SeatPlaced, Pool: InDelegation})
		}
		if len(meetings) == 0 {
			d.Seats = []Seat{{State: SeatPending, Pool: InDelegation}}
		}
		r.Delegates = append(r.Delegates, d)
	}
	return r
}

func delegateID(n int) ID { return ID{0x21, byte(n)} }

// rights names what is allowed: c(hange) a(dd) r(oles) o(ff) m(eeting) n(eeds a reason) e(nter closed) l(ate).
func rights(may Allowed) string {
	s := ""
	for _, right := range []struct {
		letter string
		has    bool
	}{{"c", may.Change}, {"a", may.Add}, {"r", may.ChangeRoles}, {"o", may.Remove}, {"m", may.ChooseAgain}, {"n", may.NeedsReason}, {"e", may.EnterClosed}, {"l", may.DeadlineOver}} {
		if right.has {
			s += right.letter
		}
	}
	return s
}

func TestWhatContactsAndStaffMay(t *testing.T) {
	t.Parallel()
	inv := invitationOf(ChooseOne, 2)
	first, second := inv.Meetings[0], inv.Meetings[1]
	type change = func(inv *Invitation, r *Registration)
	state := func(s RegistrationState) change { return func(_ *Invitation, r *Registration) { r.State = s } }
	binding := func(inv *Invitation, _ *Registration) { inv.Series.Rules.Binding = true }
	for name, c := range map[string]struct {
		choice         Choice
		meetings       []ID
		now            time.Time
		change         change
		contact, staff string
	}{
		"before the deadline":               {ChooseOne, meetingIDs(1), first.ClosesAt.Add(-time.Microsecond), nil, "carom", "carome"},
		"binding, before the deadline":      {ChooseOne, meetingIDs(1), first.ClosesAt.Add(-time.Microsecond), binding, "carom", "carome"},
		"after it: names, and leaving":      {ChooseOne, meetingIDs(1), first.ClosesAt, nil, "coml", "caromnel"},
		"after it, and no other is open":    {ChooseOne, meetingIDs(2), second.ClosesAt, nil, "col", "caromnel"},
		"binding, after it: names":          {ChooseOne, meetingIDs(1), first.ClosesAt, binding, "cl", "caromnel"},
		"the last moment before it starts":  {ChooseOne, meetingIDs(1), first.StartsAt.Add(-time.Microsecond), nil, "col", "caromnel"},
		"it has started":                    {ChooseOne, meetingIDs(1), first.StartsAt, nil, "l", "caromnel"},
		"closed early":                      {ChooseOne, meetingIDs(1), testNow, func(inv *Invitation, _ *Registration) { inv.Series.ClosedEarlyAt = testNow }, "col", "caromnel"},
		"archived":                          {ChooseOne, meetingIDs(1), testNow, func(inv *Invitation, _ *Registration) { inv.Series.State = Archived }, "col", "caromnel"},
		"a draft":                           {ChooseOne, meetingIDs(1), testNow, func(inv *Invitation, _ *Registration) { inv.Series.State = Draft }, "", "caromnel"},
		"erased":                            {ChooseOne, meetingIDs(1), testNow, func(_ *Invitation, r *Registration) { r.ErasedAt = testNow }, "", ""},
		"unverified":                        {ChooseOne, meetingIDs(1), testNow, state(Unverified), "", ""},
		"held":                              {ChooseOne, meetingIDs(1), testNow, state(HeldForStaff), "o", "carome"},
		"a proposal":                        {ChooseOne, meetingIDs(1), testNow, state(Proposal), "o", ""},
		"refused":                           {ChooseOne, meetingIDs(1), testNow, state(Refused), "", ""},
		"withdrawn":                         {ChooseOne, meetingIDs(1), testNow, state(Withdrawn), "", ""},
		"settled":                           {ChooseOne, meetingIDs(1), testNow, state(Settled), "", ""},
		"the meeting is full":               {ChooseOne, meetingIDs(1), testNow, func(inv *Invitation, _ *Registration) { inv.Meetings[0].Capacity, inv.Meetings[0].Taken = 3, 3 }, "carom", "carome"},
		"ranked":                            {Ranked, nil, testNow, nil, "carom", "carome"},
		"ranked, the series has closed":     {Ranked, nil, testNow, func(inv *Invitation, _ *Registration) { inv.Series.ClosesAt = testNow }, "col", "caromnel"},
		"ranked, closed early":              {Ranked, nil, testNow, func(inv *Invitation, _ *Registration) { inv.Series.ClosedEarlyAt = testNow }, "col", "caromnel"},
		"ranked, all meetings have closed":  {Ranked, nil, second.ClosesAt, nil, "caro", "carome"},
		"many: while one is open":           {ChooseMany, meetingIDs(1, 2), first.ClosesAt, nil, "caro", "caroe"},
		"many: theirs has closed, not all":  {ChooseMany, meetingIDs(1), first.ClosesAt, nil, "caol", "caronel"},
		"many: all have closed":             {ChooseMany, meetingIDs(1, 2), second.ClosesAt, nil, "col", "caronel"},
		"many: one of two has started":      {ChooseMany, meetingIDs(1, 2), first.StartsAt, nil, "col", "caronel"},
		"many: both have":                   {ChooseMany, meetingIDs(1, 2), second.StartsAt, nil, "l", "caronel"},
		"in no region yet":                  {Assigned, nil, testNow, nil, "caro", "carome"},
		"the meeting is cancelled":          {ChooseOne, meetingIDs(1), testNow, func(inv *Invitation, _ *Registration) { inv.Meetings[0].State = Cancelled }, "crom", "carome"},
		"cancelled, a week to choose again": {ChooseOne, nil, second.ClosesAt.Add(time.Hour), cancelledAt(second.ClosesAt.Add(-time.Hour)), "carom", "carome"},
		"cancelled, also when it is binding": {ChooseOne, nil, second.ClosesAt.Add(time.Hour), func(inv *Invitation, r *Registration) {
			cancelledAt(second.ClosesAt.Add(-time.Hour))(inv, r)
			binding(inv, r)
		}, "carom", "carome"},
		"cancelled, but the series has closed early": {ChooseOne, nil, testNow, func(inv *Invitation, r *Registration) {
			cancelledAt(testNow)(inv, r)
			inv.Series.ClosedEarlyAt = testNow
		}, "col", "caromnel"},
		"cancelled, the week is over": {ChooseOne, nil, testNow.Add(RechooseFor), func(inv *Invitation, r *Registration) { cancelledAt(testNow)(inv, r); inv.Series.ClosesAt = testNow }, "col", "caromnel"},
	} {
		inv := invitationOf(c.choice, 2)
		r := registered(3, c.meetings...)
		if c.change != nil {
			c.change(inv, &r)
		}
		if got := rights(ContactMay(inv, r, c.now)); got != c.contact {
			t.Errorf("%s: the contact may %q, want %q", name, got, c.contact)
		}
		if got := rights(StaffMay(inv, r, c.now)); got != c.staff {
			t.Errorf("%s: staff may %q, want %q", name, got, c.staff)
		}
	}
}

// cancelledAt is a registration whose first meeting was cancelled then: its seats wait for another meeting.
func cancelledAt(at time.Time) func(inv *Invitation, r *Registration) {
	return func(inv *Invitation, r *Registration) {
		inv.Meetings[0].State = Cancelled
		r.RechooseUntil = at.Add(RechooseFor)
	}
}

func TestMeetingsToChooseAgain(t *testing.T) {
	t.Parallel()
	open := invitationOf(ChooseOne, 3)
	second, third := open.Meetings[1], open.Meetings[2]
	for name, c := range map[string]struct {
		meetings []ID
		now      time.Time
		change   func(inv *Invitation, r *Registration)
		want     []ID
	}{
		"others that are open":                  {meetingIDs(1), testNow, nil, meetingIDs(2, 3)},
		"not those that have closed":            {meetingIDs(1), second.ClosesAt, nil, meetingIDs(3)},
		"not a cancelled one":                   {meetingIDs(3), testNow, func(inv *Invitation, _ *Registration) { inv.Meetings[0].State = Cancelled }, meetingIDs(2)},
		"full ones have a waiting list":         {meetingIDs(1), testNow, func(inv *Invitation, _ *Registration) { inv.Meetings[1].Capacity, inv.Meetings[1].Taken = 1, 1 }, meetingIDs(2, 3)},
		"after a cancellation, those open then": {nil, second.ClosesAt.Add(time.Hour), cancelledAt(second.ClosesAt.Add(-time.Hour)), meetingIDs(2, 3)},
		"not those closed before it":            {nil, second.ClosesAt.Add(2 * time.Hour), cancelledAt(second.ClosesAt.Add(time.Hour)), meetingIDs(3)},
		"not after the seven days":              {nil, third.ClosesAt.Add(RechooseFor), cancelledAt(third.ClosesAt.Add(-time.Hour)), nil},
		"not one that has started":              {nil, second.StartsAt, func(inv *Invitation, r *Registration) { r.RechooseUntil = second.StartsAt.Add(time.Hour) }, nil},
		"an undated one while it is open":       {meetingIDs(1), second.ClosesAt, func(inv *Invitation, _ *Registration) { inv.Meetings[2] = Meeting{ID: meetingID(3), State: Planned} }, meetingIDs(3)},
		"none of a series closed early": {nil, testNow, func(inv *Invitation, r *Registration) {
			cancelledAt(testNow)(inv, r)
			inv.Series.ClosedEarlyAt = testNow
		}, nil},
		"none of an archived series": {nil, testNow, func(inv *Invitation, r *Registration) { cancelledAt(testNow)(inv, r); inv.Series.State = Archived }, nil},
	} {
		inv := invitationOf(ChooseOne, 3)
		r := registered(2, c.meetings...)
		if c.change != nil {
			c.change(inv, &r)
		}
		var got []ID
		for _, m := range inv.MeetingsToChoose(r, c.now) {
			got = append(got, m.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestCheckDelegates(t *testing.T) {
	t.Parallel()
	all := Allowed{Change: true, Add: true, ChangeRoles: true, Remove: true}
	late := Allowed{Change: true, Remove: true, DeadlineOver: true}
	bound := Allowed{Change: true, DeadlineOver: true}
	stay := func(n int) DelegateEdit {
		return DelegateEdit{ID: delegateID(n), DelegateRequest: DelegateRequest{Name: "Deltaker", Role: politics}}
	}
	as := func(e DelegateEdit, role ID) DelegateEdit { e.Role = role; return e }
	gone := func(n int) DelegateEdit { return DelegateEdit{ID: delegateID(n), Gone: true} }
	comes := DelegateEdit{DelegateRequest: DelegateRequest{Name: "Ny", Role: politics}}
	for name, c := range map[string]struct {
		may    Allowed
		edits  []DelegateEdit
		change func(inv *Invitation, r *Registration)
		err    error
		want   string // problems
	}{
		"nothing changed":                  {may: all, edits: []DelegateEdit{stay(0), stay(1)}},
		"two more":                         {may: all, edits: []DelegateEdit{stay(0), stay(1), comes, comes}},
		"three more":                       {may: all, edits: []DelegateEdit{stay(0), stay(1), comes, comes, comes}, want: "delegates.4.name: problem.too-many"},
		"three more for one who leaves":    {may: all, edits: []DelegateEdit{stay(0), gone(1), comes, comes, comes}},
		"one is left out: made before her": {may: all, edits: []DelegateEdit{stay(0)}, err: ErrStale},
		"everybody leaves":                 {may: all, edits: []DelegateEdit{gone(0), gone(1)}, want: ": problem.withdraw-instead"},
		"everybody leaves, others come":    {may: all, edits: []DelegateEdit{gone(0), gone(1), comes}},
		"somebody else's delegate":         {may: all, edits: []DelegateEdit{stay(0), stay(1), {ID: ID{9}, DelegateRequest: comes.DelegateRequest}}, err: ErrNotFound},
		"one who has left":                 {may: all, edits: []DelegateEdit{stay(0), stay(1)}, change: func(_ *Invitation, r *Registration) { r.Delegates[1].Seats[0].State = SeatWithdrawn }, err: ErrNotFound},
		"the same person twice":            {may: all, edits: []DelegateEdit{stay(0), stay(1), stay(0)}, err: ErrForbidden},
		"stays and goes":                   {may: all, edits: []DelegateEdit{stay(0), stay(1), gone(1)}, err: ErrForbidden},
		"no name":                          {may: all, edits: []DelegateEdit{stay(0), {ID: delegateID(1), DelegateRequest: DelegateRequest{Role: politics}}}, want: "delegates.1.name: problem.required"},
		"a role no longer offered":         {may: all, edits: []DelegateEdit{as(stay(0), retired), stay(1)}, want: "delegates.0.role: problem.choose"},
		"a retired role stays":             {may: all, edits: []DelegateEdit{as(stay(0), retired), stay(1)}, change: func(_ *Invitation, r *Registration) { r.Delegates[0].Role = retired }},
		"a role's maximum":                 {may: all, edits: []DelegateEdit{as(stay(0), atMostTwo), as(stay(1), atMostTwo), as(comes, atMostTwo)}, want: "delegates.2.role: problem.role-maximum"},
		"next of kin beside four":          {may: all, edits: []DelegateEdit{as(stay(0), nextOfKin), stay(1), comes, comes, comes}},
		"late: another person":             {may: late, edits: []DelegateEdit{{ID: delegateID(0), DelegateRequest: DelegateRequest{Name: "En annen", Role: politics}}, stay(1)}},
		"late: another role":               {may: late, edits: []DelegateEdit{as(stay(0), nextOfKin), stay(1)}, err: ErrForbidden},
		"late: one more":                   {may: late, edits: []DelegateEdit{stay(0), stay(1), comes}, err: ErrForbidden},
		"late: one leaves":                 {may: late, edits: []DelegateEdit{stay(0), gone(1)}},
		"late and binding: one leaves":     {may: bound, edits: []DelegateEdit{stay(0), gone(1)}, err: ErrForbidden},
		"late and binding: another person": {may: bound, edits: []DelegateEdit{{ID: delegateID(0), DelegateRequest: DelegateRequest{Name: "En annen", Role: politics}}, stay(1)}},
		"late: more than the cap may stay": {may: late, edits: []DelegateEdit{stay(0), stay(1)}, change: func(inv *Invitation, _ *Registration) { inv.Series.Rules.MaxDelegates = 1 }},
	} {
		inv := invitationOf(ChooseOne, 2)
		r := registered(2, meetingID(1))
		if c.change != nil {
			c.change(inv, &r)
		}
		err := CheckDelegates(inv, r, SettleDelegates(inv, r, c.edits, c.may, testNow), c.may, testNow)
		var problems Problems
		switch {
		case c.want != "":
			if !errors.As(err, &problems) || problems.Error() != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		case !errors.Is(err, c.err):
			t.Errorf("%s: %v, want %v", name, err, c.err)
		}
	}
}

func TestEachPersonsMeetingsUnderMany(t *testing.T) {
	t.Parallel()
	inv := invitationOf(ChooseMany, 3)
	first, second := inv.Meetings[0], inv.Meetings[1]
	contact := func(now time.Time) Allowed { return ContactMay(inv, registered(1, meetingIDs(1, 2)...), now) }
	staff := func(now time.Time) Allowed { return StaffMay(inv, registered(1, meetingIDs(1, 2)...), now) }
	for name, c := range map[string]struct {
		now  time.Time
		may  func(time.Time) Allowed
		asks []ID
		want []ID
		ok   bool
	}{
		"leaves one":                              {testNow, contact, meetingIDs(2), meetingIDs(2), true},
		"enters one":                              {testNow, contact, meetingIDs(1, 2, 3), meetingIDs(1, 2, 3), true},
		"leaves all":                              {testNow, contact, nil, nil, false},
		"stays where it has closed":               {first.ClosesAt, contact, meetingIDs(1, 2), meetingIDs(1, 2), true},
		"leaves where it has closed":              {first.ClosesAt, contact, meetingIDs(2), meetingIDs(2), true},
		"nobody leaves what has started":          {first.StartsAt, contact, meetingIDs(2), meetingIDs(2, 1), true},
		"enters what has closed":                  {inv.Meetings[2].ClosesAt, contact, meetingIDs(1, 2, 3), meetingIDs(1, 2, 3), false},
		"staff let them":                          {inv.Meetings[2].ClosesAt, staff, meetingIDs(1, 2, 3), meetingIDs(1, 2, 3), true},
		"another series' meeting":                 {testNow, contact, meetingIDs(1, 2, 9), meetingIDs(1, 2, 9), false},
		"may not leave: binding, after it closed": {second.ClosesAt, func(time.Time) Allowed { return Allowed{Change: true} }, meetingIDs(1), meetingIDs(1, 2), true},
	} {
		r := registered(1, meetingIDs(1, 2)...)
		edits := SettleDelegates(inv, r, []DelegateEdit{{ID: delegateID(0), DelegateRequest: person(1, politics, c.asks...)}}, c.may(c.now), c.now)
		if !slices.Equal(edits[0].Meetings, c.want) {
			t.Errorf("%s: %v, want %v", name, edits[0].Meetings, c.want)
		}
		if err := CheckDelegates(inv, r, edits, c.may(c.now), c.now); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARankingIsCheckedAsAtRegistration(t *testing.T) {
	t.Parallel()
	inv := invitationOf(Ranked, 2)
	good := []Wish{{Meeting: meetingID(2), Rank: 1, Available: true}, {Meeting: meetingID(1), Rank: 2}}
	for name, c := range map[string]struct {
		wishes []Wish
		want   []Wish
		ok     bool
	}{
		"complete":                 {good, []Wish{good[1], good[0]}, true},
		"another series' meeting":  {append(slices.Clone(good), Wish{Meeting: ID{9}, Rank: 3}), []Wish{good[1], good[0]}, true},
		"a meeting twice":          {append(slices.Clone(good), Wish{Meeting: meetingID(1), Rank: 1}), []Wish{good[1], good[0]}, true},
		"one is missing":           {good[:1], good[:1], false},
		"no meeting, only another": {[]Wish{{Meeting: ID{9}, Rank: 1, Available: true}}, nil, false},
	} {
		got, problems := CheckRanking(inv, kommune, c.wishes)
		if !slices.Equal(got, c.want) || (len(problems) == 0) != c.ok {
			t.Errorf("%s: %v, %v", name, got, problems)
		}
	}
}

// A row that is written over holds somebody else, unless the address is the person's own, or the given name is the same.
func TestWhoIsWrittenOverIsSomebodyElse(t *testing.T) {
	t.Parallel()
	r := Registration{Contact: Contact{Name: "Guro Lien", Email: "guro@example.no"}, Delegates: []Delegate{
		{ID: ID{1}, Name: "Ola Berg", Email: "ola@example.no"}, {ID: ID{2}, Name: "Ola Berg"}, {ID: ID{3}, Name: "Ola Berg", Email: "post@example.no"},
		{ID: ID{4}, Name: "Per Dal", Email: "post@example.no"}, {ID: ID{5}, Name: "Ola Berg", Email: "guro@example.no"}, {ID: ID{6}, Name: "Guro Lien", Email: "guro@lien.example.no"}}}
	for i := range r.Delegates {
		r.Delegates[i].Seats = []Seat{{State: SeatPlaced}}
	}
	for name, c := range map[string]struct {
		of          int
		name, email string
		want        bool
	}{
		"as before":                        {0, "Ola Berg", "ola@example.no", false},
		"another name, own address":        {0, "Ole Berg", "ola@example.no", false},
		"both":                             {0, "Kari Ny", "kari@example.no", true},
		"a new address":                    {0, "Ola Berg", "ola.berg@example.no", false},
		"no address, written otherwise":    {1, "Ola Bergh", "", false},
		"no address, another name":         {1, "Kari Ny", "", true},
		"a shared address, another name":   {2, "Kari Ny", "post@example.no", true},
		"a shared address, new surname":    {2, "Ola Dal", "post@example.no", false},
		"the contact's, another name":      {4, "Kari Ny", "guro@example.no", true},
		"no address before, one to follow": {1, "Kari Ny", "kari@example.no", true},
	} {
		if got := Swapped(r, r.Delegates[c.of], c.name, c.email); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
