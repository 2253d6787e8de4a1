package dialogue

import (
	"testing"
	"time"
)

func instant(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", s, Oslo)
	if err != nil {
		panic(err)
	}
	return t
}

func date(s string) Date {
	d, ok := ParseISODate(s)
	if !ok {
		panic("not a date: " + s)
	}
	return d
}

func TestMeetingClosesAt(t *testing.T) {
	t.Parallel()
	on := func(s string) Deadline { return Deadline{On: date(s)} }
	before := func(n int) Deadline { return Deadline{DaysBefore: &n} }
	for name, c := range map[string]struct {
		own, series Deadline
		start       string
		want        string // UTC
	}{
		"a day lasts until the next midnight, summer":      {on("2019-09-02"), Deadline{}, "2019-09-18 10:00", "2019-09-02T22:00:00Z"},
		"a day lasts until the next midnight, winter":      {on("2020-11-05"), Deadline{}, "2020-11-16 09:00", "2020-11-05T23:00:00Z"},
		"the day the clock goes forward has 23 hours":      {on("2021-03-28"), Deadline{}, "2021-04-20 09:00", "2021-03-28T22:00:00Z"},
		"the day before it ends in winter time":            {on("2021-03-27"), Deadline{}, "2021-04-20 09:00", "2021-03-27T23:00:00Z"},
		"the day the clock goes back has 25 hours":         {on("2021-10-31"), Deadline{}, "2021-11-20 09:00", "2021-10-31T23:00:00Z"},
		"the meeting's own goes before the series'":        {on("2019-09-02"), on("2019-08-30"), "2019-09-18 10:00", "2019-09-02T22:00:00Z"},
		"without its own, the series'":                     {Deadline{}, on("2019-08-30"), "2019-09-18 10:00", "2019-08-30T22:00:00Z"},
		"N days before counts from the meeting's day":      {before(7), Deadline{}, "2021-11-08 09:30", "2021-11-01T23:00:00Z"},
		"N days before, across the change of clocks":       {Deadline{}, before(10), "2021-11-08 09:30", "2021-10-29T22:00:00Z"},
		"an evening meeting is on its day in Oslo":         {before(1), Deadline{}, "2021-06-10 23:30", "2021-06-09T22:00:00Z"},
		"none before is until the start":                   {before(0), Deadline{}, "2021-06-10 10:00", "2021-06-10T08:00:00Z"},
		"never after the start":                            {on("2021-06-30"), Deadline{}, "2021-06-10 10:00", "2021-06-10T08:00:00Z"},
		"no rule: until the start":                         {Deadline{}, Deadline{}, "2021-06-10 10:00", "2021-06-10T08:00:00Z"},
		"undated: a day still counts":                      {Deadline{}, on("2020-11-05"), "", "2020-11-05T23:00:00Z"},
		"undated: N days before is not known":              {before(7), on("2020-11-05"), "", ""},
		"undated without any rule":                         {Deadline{}, Deadline{}, "", ""},
		"its own N days before goes before a series' date": {before(2), on("2020-11-05"), "2020-12-02 09:00", "2020-11-30T23:00:00Z"},
	} {
		got := MeetingClosesAt(c.own, c.series, instant(c.start))
		text := ""
		if !got.IsZero() {
			text = got.UTC().Format(time.RFC3339)
		}
		if text != c.want {
			t.Errorf("%s: %s, want %s", name, text, c.want)
		}
	}
}

func TestStateAt(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	dated := Meeting{State: Planned, StartsAt: instant("2019-09-18 10:00"), EndsAt: instant("2019-09-18 14:00")}
	with := func(change func(*Meeting)) Meeting { m := dated; change(&m); return m }
	for name, c := range map[string]struct {
		m    Meeting
		now  string
		want MeetingState
	}{
		"before":                         {dated, "2019-09-18 09:59", Planned},
		"under way":                      {dated, "2019-09-18 13:59", Planned},
		"at its end":                     {dated, "2019-09-18 14:00", Held},
		"without an end, until midnight": {with(func(m *Meeting) { m.EndsAt = time.Time{} }), "2019-09-18 23:59", Planned},
		"without an end, after midnight": {with(func(m *Meeting) { m.EndsAt = time.Time{} }), "2019-09-19 00:00", Held},
		"undated is never held":          {Meeting{State: Planned}, "2039-01-01 00:00", Planned},
		"staff: it was held":             {with(func(m *Meeting) { m.Corrected = &yes }), "2019-09-18 12:00", Held},
		"staff: it was not held":         {with(func(m *Meeting) { m.Corrected = &no }), "2019-10-01 12:00", Planned},
		"cancelled stays so":             {with(func(m *Meeting) { m.State = Cancelled; m.Corrected = &yes }), "2019-10-01 12:00", Cancelled},
	} {
		if got := c.m.StateAt(instant(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestOpennessOf(t *testing.T) {
	t.Parallel()
	series := Series{State: Published, Rules: Rules{Choice: ChooseOne, Admission: AdmitOpen}}
	meeting := Meeting{
		State: Planned, StartsAt: instant("2019-09-18 10:00"), EndsAt: instant("2019-09-18 14:00"), ClosesAt: instant("2019-09-03 00:00"),
		Capacity: 10, Taken: 3,
	}
	for name, c := range map[string]struct {
		change func(*Series, *Meeting)
		now    string
		want   Openness
	}{
		"open":                               {nil, "2019-09-01 12:00", OpenNow},
		"open the last instant":              {nil, "2019-09-02 23:59", OpenNow},
		"closed at midnight":                 {nil, "2019-09-03 00:00", ClosedByDeadline},
		"full: the waiting list":             {func(_ *Series, m *Meeting) { m.Taken = 10 }, "2019-09-01 12:00", OpenWaiting},
		"full, but chosen among later":       {func(s *Series, m *Meeting) { m.Taken = 10; s.Rules.Admission = AdmitSelection }, "2019-09-01 12:00", OpenNow},
		"no capacity, no waiting":            {func(_ *Series, m *Meeting) { m.Capacity = 0; m.Taken = 500 }, "2019-09-01 12:00", OpenNow},
		"full and closed is closed":          {func(_ *Series, m *Meeting) { m.Taken = 10 }, "2019-09-05 12:00", ClosedByDeadline},
		"closed early":                       {func(s *Series, _ *Meeting) { s.ClosedEarlyAt = instant("2019-08-30 12:00") }, "2019-09-01 12:00", ClosedEarly},
		"cancelled goes before closed early": {func(s *Series, m *Meeting) { s.ClosedEarlyAt = instant("2019-08-30 12:00"); m.State = Cancelled }, "2019-09-01 12:00", ClosedCancelled},
		"held goes before the deadline":      {nil, "2019-09-18 14:00", ClosedHeld},
		"a draft is not open":                {func(s *Series, _ *Meeting) { s.State = Draft }, "2019-09-01 12:00", NotOpen},
		"an archived one is not open":        {func(s *Series, _ *Meeting) { s.State = Archived }, "2019-09-01 12:00", NotOpen},
		"an erased one is not open":          {func(s *Series, _ *Meeting) { s.ErasedAt = instant("2019-08-01 00:00") }, "2019-09-01 12:00", NotOpen},
		"undated, the series' deadline holds": {func(s *Series, m *Meeting) {
			m.StartsAt, m.EndsAt, m.ClosesAt = time.Time{}, time.Time{}, time.Time{}
			s.ClosesAt = instant("2019-09-03 00:00")
		}, "2019-09-03 00:00", ClosedByDeadline},
		"undated and no deadline is open": {func(_ *Series, m *Meeting) {
			m.StartsAt, m.EndsAt, m.ClosesAt = time.Time{}, time.Time{}, time.Time{}
		}, "2039-01-01 00:00", OpenNow},
	} {
		s, m := series, meeting
		if c.change != nil {
			c.change(&s, &m)
		}
		if got := OpennessOf(s, m, instant(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestSeriesOpenness(t *testing.T) {
	t.Parallel()
	now := instant("2019-09-10 12:00")
	open := Meeting{ID: ID{1}, StartsAt: instant("2019-10-17 10:00"), ClosesAt: instant("2019-10-03 00:00")}
	full := Meeting{ID: ID{2}, StartsAt: instant("2019-10-18 10:00"), ClosesAt: instant("2019-10-03 00:00"), Capacity: 2, Taken: 2}
	late := Meeting{ID: ID{3}, StartsAt: instant("2019-09-18 10:00"), ClosesAt: instant("2019-09-03 00:00")}
	held := Meeting{ID: ID{4}, StartsAt: instant("2019-09-01 10:00"), EndsAt: instant("2019-09-01 14:00"), ClosesAt: instant("2019-08-03 00:00")}
	gone := Meeting{ID: ID{5}, State: Cancelled}
	series := Series{State: Published, Rules: Rules{Choice: ChooseOne, Admission: AdmitOpen}}
	ranked := Series{State: Published, Rules: Rules{Choice: Ranked, Admission: AdmitSelection}, ClosesAt: instant("2019-09-10 00:00")}
	for name, c := range map[string]struct {
		series   Series
		meetings []Meeting
		want     Openness
	}{
		"one open is enough":                 {series, []Meeting{late, gone, full, open}, OpenNow},
		"a waiting list is better than none": {series, []Meeting{late, full, held}, OpenWaiting},
		"all too late":                       {series, []Meeting{held, late, gone}, ClosedByDeadline},
		"all held":                           {series, []Meeting{held, gone}, ClosedHeld},
		"all cancelled":                      {series, []Meeting{gone}, ClosedCancelled},
		"no meetings yet":                    {series, nil, NotOpen},
		"ranking closes with the series":     {ranked, []Meeting{open}, ClosedByDeadline},
	} {
		if got := SeriesOpenness(c.series, c.meetings, now); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestFree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		capacity, taken, free int
		limited               bool
	}{{0, 7, 0, false}, {10, 3, 7, true}, {10, 10, 0, true}, {10, 12, 0, true}} {
		free, limited := Meeting{Capacity: c.capacity, Taken: c.taken}.Free()
		if free != c.free || limited != c.limited {
			t.Errorf("%d of %d taken: %d %v", c.taken, c.capacity, free, limited)
		}
	}
}

// Who has a confirmed place gets the link, until the meeting is over; nobody else.
func TestTheLinkOfADigitalMeetingIsForTheConfirmed(t *testing.T) {
	at := Date{2020, time.November, 16}
	m := Meeting{ID: ID{1}, State: Planned, StartsAt: at.At(9, 0), EndsAt: at.At(12, 0), Digital: true, TeamsURL: "https://teams.example.no/mote"}
	placed := Seat{Meeting: m.ID, State: SeatPlaced, ConfirmedAt: at.At(8, 0)}
	unconfirmed, withdrawn, elsewhere := placed, placed, placed
	unconfirmed.ConfirmedAt, withdrawn.State, elsewhere.Meeting = time.Time{}, SeatWithdrawn, ID{2}
	for name, tt := range map[string]struct {
		seat Seat
		now  time.Time
		want string
	}{
		"confirmed":   {placed, at.At(8, 30), m.TeamsURL},
		"while on":    {placed, at.At(10, 0), m.TeamsURL},
		"over":        {placed, at.At(12, 0), ""},
		"unconfirmed": {unconfirmed, at.At(8, 30), ""},
		"withdrawn":   {withdrawn, at.At(8, 30), ""},
		"elsewhere":   {elsewhere, at.At(8, 30), ""},
	} {
		if got := m.LinkFor(tt.seat, tt.now); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
