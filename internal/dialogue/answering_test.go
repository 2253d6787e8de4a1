package dialogue

import (
	"testing"
	"time"
)

func TestAUnitsAnswerIsWhatStandsOfItsRegistrationsAndItsNo(t *testing.T) {
	t.Parallel()
	now := Date{2021, time.October, 20}.At(9, 0)
	reg := func(states ...RegistrationState) (all []Registration) {
		for _, s := range states {
			r := Registration{State: s}
			if s == Unverified {
				r.ExpiresAt = now.Add(time.Hour)
			}
			all = append(all, r)
		}
		return all
	}
	no := func(s RegistrationState) *Decline { return &Decline{State: s} }
	for name, c := range map[string]struct {
		registrations []Registration
		decline       *Decline
		want          UnitAnswer
	}{
		"nothing":                             {nil, nil, NoAnswer},
		"active":                              {reg(Active), nil, AnswerRegistered},
		"a second one beside an active":       {reg(Active, Proposal), nil, AnswerRegistered},
		"a second one alone":                  {reg(Withdrawn, Proposal), nil, AnswerRegistered},
		"waits for staff":                     {reg(HeldForStaff), nil, AnswerHeld},
		"waits for its click":                 {reg(Unverified), nil, AnswerUnconfirmed},
		"nobody clicked in time":              {[]Registration{{State: Unverified, ExpiresAt: now}}, nil, NoAnswer},
		"withdrawn":                           {reg(Withdrawn), nil, AnswerWithdrawn},
		"withdrawn, then registered":          {reg(Withdrawn, Active), nil, AnswerRegistered},
		"refused by staff":                    {reg(Refused), nil, NoAnswer},
		"settled":                             {reg(Settled), nil, NoAnswer},
		"no":                                  {nil, no(Active), AnswerDeclined},
		"a no that waits for its click":       {nil, no(Unverified), NoAnswer},
		"a no that waits for staff":           {nil, no(HeldForStaff), AnswerNoHeld},
		"a no that staff refused":             {nil, no(Refused), NoAnswer},
		"a no taken back":                     {nil, no(Withdrawn), NoAnswer},
		"withdrawn, then a no":                {reg(Withdrawn), no(Active), AnswerDeclined},
		"a no, then a registration unproven":  {reg(Unverified), no(Active), AnswerDeclined},
		"a no, then a registration that held": {reg(HeldForStaff), no(Active), AnswerHeld},
		"registered, and a stranger's no":     {reg(Active), no(HeldForStaff), AnswerRegistered},
	} {
		got := AnswerOf(c.registrations, c.decline, now)
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got.Answered() != (c.want != NoAnswer) {
			t.Errorf("%s: answered %v", name, got.Answered())
		}
	}
}

func TestAUnitMayAnswerUntilTheLastOpenDeadlineOfItsMeetings(t *testing.T) {
	t.Parallel()
	now := Date{2021, time.October, 20}.At(9, 0)
	day := func(d int) time.Time { return Date{2021, time.November, d}.EndOfDay() }
	region := Region{ID: ID{1}, Units: []Unit{{Kind: Municipality, Number: "4601"}}}
	meeting := func(closes time.Time, region ID) Meeting {
		return Meeting{State: Planned, ClosesAt: closes, StartsAt: Date{2021, time.December, 1}.At(9, 0), Region: region}
	}
	bergen := Unit{Kind: Municipality, Number: "4601"}
	for name, c := range map[string]struct {
		series   Series
		meetings []Meeting
		want     time.Time
		open     bool
	}{
		"the last of two":                 {Series{State: Published}, []Meeting{meeting(day(1), ID{}), meeting(day(9), ID{})}, day(9), true},
		"one has passed":                  {Series{State: Published}, []Meeting{meeting(now, ID{}), meeting(day(1), ID{})}, day(1), true},
		"both have passed":                {Series{State: Published}, []Meeting{meeting(now, ID{})}, time.Time{}, false},
		"the meeting has none":            {Series{State: Published, ClosesAt: day(5)}, []Meeting{meeting(time.Time{}, ID{})}, day(5), true},
		"no deadline at all":              {Series{State: Published}, []Meeting{meeting(time.Time{}, ID{})}, time.Time{}, true},
		"all cancelled":                   {Series{State: Published}, []Meeting{{State: Cancelled, ClosesAt: day(1)}}, time.Time{}, false},
		"a draft":                         {Series{State: Draft}, []Meeting{meeting(day(1), ID{})}, time.Time{}, false},
		"closed early":                    {Series{State: Published, ClosedEarlyAt: now.Add(-time.Hour)}, []Meeting{meeting(day(1), ID{})}, time.Time{}, false},
		"erased":                          {Series{State: Published, ErasedAt: now}, []Meeting{meeting(day(1), ID{})}, time.Time{}, false},
		"ranked goes by the series":       {Series{State: Published, ClosesAt: day(3), Rules: Rules{Choice: Ranked}}, []Meeting{meeting(day(9), ID{})}, day(3), true},
		"its region's meeting decides":    {Series{State: Published, Rules: Rules{Choice: Assigned}}, []Meeting{meeting(day(2), ID{1}), meeting(day(9), ID{2})}, day(2), true},
		"its region's meeting has passed": {Series{State: Published, ClosesAt: day(9), Rules: Rules{Choice: Assigned}}, []Meeting{meeting(now, ID{1})}, time.Time{}, false},
		"staff assign: the series'":       {Series{State: Published, ClosesAt: day(4), Rules: Rules{Choice: Assigned}}, []Meeting{meeting(day(9), ID{2})}, day(4), true},
		"on request":                      {Series{State: Published, ClosesAt: day(4), Rules: Rules{Choice: Assigned, OnRequest: true}}, nil, day(4), true},
		"on request, too late":            {Series{State: Published, ClosesAt: now, Rules: Rules{Choice: Assigned, OnRequest: true}}, nil, now, false},
	} {
		inv := Invitation{Series: c.series, Meetings: c.meetings, Regions: []Region{region}}
		until, open := inv.AnswersUntil(bergen, now)
		if open != c.open || open && !until.Equal(c.want) {
			t.Errorf("%s: until %v, open %v; want %v, %v", name, until, open, c.want, c.open)
		}
	}
}

func TestADeadlineDayIsItsOwnLastDay(t *testing.T) {
	t.Parallel()
	if got := LastDay(Date{2021, time.October, 31}.EndOfDay()); got != (Date{2021, time.October, 31}) {
		t.Errorf("the end of the day that is an hour longer: %v", got)
	}
	if got := LastDay(Date{2021, time.October, 31}.At(10, 0)); got != (Date{2021, time.October, 31}) {
		t.Errorf("a meeting's start: %v", got)
	}
	if got := LastDay(time.Time{}); !got.IsZero() {
		t.Errorf("no deadline: %v", got)
	}
}
