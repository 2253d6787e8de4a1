package dialogue

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	coverToday = Date{2021, time.November, 25}
	coverNow   = coverToday.At(9, 0)
	coverUnit  = ID{1}
	otherUnit  = ID{2}
	elsewhere  = ID{3} // counts for none of the municipalities
	dialogues  = ID{10}
	conference = ID{11}
)

// covered covers one municipality, «4601», which the unit coverUnit is and which otherUnit counts for.
func covered(f CoverageFacts, filter CoverageFilter) CoveredUnit {
	f.Series = map[ID]CoverageSeries{dialogues: {Kind: DialogueMeetings, Title: Text{NN: "Dialogmøte"}}, conference: {Kind: Conference}}
	became := map[ID][]Became{
		coverUnit: {{Number: "4601", Same: true}},
		otherUnit: {{Number: "4601", As: &CoverageAs{Why: AsMerged, Name: "Os"}}, {Number: "4602", As: &CoverageAs{Why: AsDivided, Name: "Os"}}},
	}
	return f.Cover([]CoveredUnit{{Number: "4601"}, {Number: "4602"}}, became, filter, coverNow)[0]
}

func meetingOn(id byte, day Date) Meeting {
	return Meeting{ID: ID{id}, Series: dialogues, State: Planned, StartsAt: day.At(10, 0), EndsAt: day.At(14, 0)}
}

func there(unit ID, m Meeting, placed, in int) Presence {
	return Presence{Unit: unit, Meeting: m.ID, Placed: placed, CheckedIn: in, CheckedInAt: m.StartsAt}
}

func TestWhoHasHadAMeeting(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	over := meetingOn(20, Date{2021, time.June, 10})
	ahead := meetingOn(21, Date{2021, time.December, 2})
	stranger := ID{99} // a person, who counts for no municipality
	goesOn := Meeting{ID: ID{22}, Series: dialogues, State: Planned, StartsAt: coverToday.At(8, 0), EndsAt: coverToday.At(12, 0)}
	with := func(m Meeting, change func(*Meeting)) Meeting { change(&m); return m }
	for name, c := range map[string]struct {
		meeting Meeting
		present []Presence
		state   CoverageState
		known   HeldBy
	}{
		"placed at a meeting that is over":                            {over, []Presence{there(coverUnit, over, 2, 0)}, CoverHeld, HeldByPlace},
		"placed at a meeting ahead":                                   {ahead, []Presence{there(coverUnit, ahead, 2, 0)}, CoverPlaced, ""},
		"checked in":                                                  {over, []Presence{there(coverUnit, over, 2, 1)}, CoverHeld, HeldByCheckIn},
		"checked in where the meeting goes on":                        {goesOn, []Presence{there(coverUnit, goesOn, 1, 1)}, CoverHeld, HeldByCheckIn},
		"placed where the meeting goes on":                            {goesOn, []Presence{there(coverUnit, goesOn, 1, 0)}, CoverPlaced, ""},
		"another was checked in and they were not":                    {over, []Presence{there(coverUnit, over, 2, 0), there(elsewhere, over, 1, 1)}, CoverNone, ""},
		"only a person was checked in":                                {over, []Presence{there(coverUnit, over, 2, 0), there(stranger, over, 0, 1)}, CoverNone, ""},
		"placed at a cancelled meeting":                               {with(over, func(m *Meeting) { m.State = Cancelled }), []Presence{there(coverUnit, over, 2, 0)}, CoverNone, ""},
		"checked in at a cancelled meeting":                           {with(over, func(m *Meeting) { m.State = Cancelled }), []Presence{there(coverUnit, over, 0, 1)}, CoverNone, ""},
		"placed, and staff say that it was not held":                  {with(over, func(m *Meeting) { m.Corrected = &no }), []Presence{there(coverUnit, over, 2, 0)}, CoverNone, ""},
		"placed, staff say that it was held, and it has no end yet":   {with(over, func(m *Meeting) { m.EndsAt, m.Corrected = time.Time{}, &yes }), []Presence{there(coverUnit, over, 2, 0)}, CoverHeld, HeldByPlace},
		"placed at a meeting without a date":                          {with(ahead, func(m *Meeting) { m.StartsAt, m.EndsAt = time.Time{}, time.Time{} }), []Presence{{Unit: coverUnit, Meeting: ahead.ID, Placed: 1}}, CoverPlaced, ""},
		"a meeting of a municipality that merged counts for this one": {over, []Presence{there(otherUnit, over, 1, 0)}, CoverHeld, HeldByPlace},
		"nobody of theirs":                                            {over, []Presence{there(stranger, over, 1, 0)}, CoverNone, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := covered(CoverageFacts{Meetings: map[ID]Meeting{c.meeting.ID: c.meeting}, Present: c.present}, CoverageFilter{Kind: DialogueMeetings})
			got := u.In(DialogueMeetings)
			if got.State != c.state || got.Held.Known != c.known {
				t.Errorf("%s by %q, want %s by %q", got.State, got.Held.Known, c.state, c.known)
			}
			if other := u.In(Conference).State; other != CoverNone {
				t.Errorf("conferences: %s", other)
			}
		})
	}
}

func TestTheFurthestIsTheState(t *testing.T) {
	t.Parallel()
	at := func(unit ID, day Date) []CoverageFact {
		return []CoverageFact{{Unit: unit, Series: dialogues, At: day.At(12, 0)}}
	}
	spring, summer := Date{2021, time.March, 1}, Date{2021, time.June, 1}
	for _, c := range []struct {
		facts                       CoverageFacts
		state                       CoverageState
		invited, answered, declined bool
	}{
		{CoverageFacts{}, CoverNone, false, false, false},
		{CoverageFacts{Invited: at(coverUnit, spring)}, CoverInvited, true, false, false},
		{CoverageFacts{Invited: at(coverUnit, spring), Declined: at(coverUnit, summer)}, CoverDeclined, true, false, true},
		{CoverageFacts{Answered: at(coverUnit, summer)}, CoverAnswered, true, true, false}, // who answers was invited
		{CoverageFacts{Invited: at(coverUnit, spring), Declined: at(coverUnit, spring), Answered: at(coverUnit, summer)}, CoverAnswered, true, true, true},
		{CoverageFacts{Words: []HeldWord{{ID: ID{7}, Unit: coverUnit, Kind: DialogueMeetings, On: summer}}}, CoverHeld, false, false, false},
		{CoverageFacts{Words: []HeldWord{{ID: ID{7}, Unit: coverUnit, Kind: Network, On: summer}}}, CoverNone, false, false, false},
	} {
		got := covered(c.facts, CoverageFilter{}).In(DialogueMeetings)
		if got.State != c.state || got.Invited.Yes != c.invited || got.Answered.Yes != c.answered || got.Declined.Yes != c.declined {
			t.Errorf("%s, invited %t, answered %t, declined %t; want %+v", got.State, got.Invited.Yes, got.Answered.Yes, got.Declined.Yes, c)
		}
	}
}

func TestThePeriodDecidesWhatCounts(t *testing.T) {
	t.Parallel()
	spring, last := Date{2020, time.March, 3}, Date{2021, time.October, 1}
	over, ahead := meetingOn(20, last), meetingOn(21, Date{2021, time.December, 2})
	facts := CoverageFacts{
		Meetings: map[ID]Meeting{over.ID: over, ahead.ID: ahead},
		Present:  []Presence{there(coverUnit, over, 1, 0), there(coverUnit, ahead, 1, 0)},
		Words: []HeldWord{{ID: ID{7}, Unit: coverUnit, Kind: DialogueMeetings, On: spring},
			{ID: ID{8}, Unit: coverUnit, Kind: DialogueMeetings, On: coverToday.AddDays(1)}},
	}
	for _, c := range []struct {
		from, to Date
		state    CoverageState
		held     Date
		meetings int
	}{
		{Date{}, Date{}, CoverHeld, last, 2},
		{Date{}, Date{2020, time.December, 31}, CoverHeld, spring, 1},
		{last, last, CoverHeld, last, 1},
		{last.AddDays(1), Date{}, CoverPlaced, Date{}, 0},
		{last.AddDays(1), coverToday.AddDays(400), CoverPlaced, Date{}, 0}, // a period that ends later ends today
		{last.AddDays(1), coverToday.AddDays(-1), CoverNone, Date{}, 0},    // what lies ahead is told of today only
	} {
		got := covered(facts, CoverageFilter{From: c.from, To: c.to}).In(DialogueMeetings)
		if got.State != c.state || got.Held.Day != c.held || got.Meetings != c.meetings {
			t.Errorf("%v–%v: %s on %v, %d meetings; want %s on %v, %d", c.from, c.to, got.State, got.Held.Day, got.Meetings, c.state, c.held, c.meetings)
		}
	}
}

func TestWhatMergedAndDividedUnitsDidIsToldAsTheirs(t *testing.T) {
	t.Parallel()
	over := meetingOn(20, Date{2021, time.June, 10})
	u := covered(CoverageFacts{Meetings: map[ID]Meeting{over.ID: over}, Present: []Presence{there(otherUnit, over, 1, 0), there(coverUnit, over, 1, 0)}}, CoverageFilter{})
	if n := u.In(DialogueMeetings).Meetings; n != 1 {
		t.Errorf("two that were at one meeting before they merged have had %d", n)
	}
	var told []string
	for _, e := range u.History {
		if e.As != nil {
			told = append(told, string(e.As.Why)+" "+e.As.Name)
		}
	}
	if diff := cmp.Diff([]string{"merged Os"}, told); diff != "" {
		t.Error(diff)
	}
}

func TestMilestonesOfAPeriodAndOfFormerUnits(t *testing.T) {
	t.Parallel()
	decision := ID{30}
	set := func(unit ID, state MilestoneState, day Date, setAt Date, version int) UnitMilestone {
		return UnitMilestone{Unit: unit, ReachedMilestone: ReachedMilestone{Milestone: decision, State: state, Day: day, SetAt: setAt.At(10, 0), Version: version}}
	}
	early, late := Date{2021, time.March, 1}, Date{2021, time.October, 1}
	for name, c := range map[string]struct {
		reached []UnitMilestone
		filter  CoverageFilter
		state   MilestoneState
		version int
		as      bool
	}{
		"nothing":                             {nil, CoverageFilter{}, MilestoneNone, 0, false},
		"done":                                {[]UnitMilestone{set(coverUnit, MilestoneDone, early, late, 3)}, CoverageFilter{}, MilestoneDone, 3, false},
		"done after the period":               {[]UnitMilestone{set(coverUnit, MilestoneDone, late, late, 1)}, CoverageFilter{To: early}, MilestoneNone, 1, false},
		"done before the period":              {[]UnitMilestone{set(coverUnit, MilestoneDone, early, late, 1)}, CoverageFilter{From: late}, MilestoneNone, 1, false},
		"planned, for a day that has passed":  {[]UnitMilestone{set(coverUnit, MilestonePlanned, early, early, 1)}, CoverageFilter{From: late}, MilestonePlanned, 1, false},
		"planned after the period":            {[]UnitMilestone{set(coverUnit, MilestonePlanned, Date{}, late, 1)}, CoverageFilter{To: early}, MilestoneNone, 1, false},
		"done by one that merged":             {[]UnitMilestone{set(otherUnit, MilestoneDone, early, early, 4)}, CoverageFilter{}, MilestoneDone, 0, true},
		"its own goes before, whatever order": {[]UnitMilestone{set(coverUnit, MilestonePlanned, Date{}, early, 2), set(otherUnit, MilestoneDone, early, early, 4)}, CoverageFilter{}, MilestonePlanned, 2, false},
		"its own goes before":                 {[]UnitMilestone{set(otherUnit, MilestoneDone, early, early, 4), set(coverUnit, MilestoneNone, Date{}, early, 2)}, CoverageFilter{}, MilestoneNone, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := covered(CoverageFacts{Reached: c.reached}, c.filter).Milestone(decision)
			if got.State != c.state || got.Version != c.version || (got.As != nil) != c.as {
				t.Errorf("%s, version %d, as %v", got.State, got.Version, got.As)
			}
		})
	}
}

func TestGoals(t *testing.T) {
	t.Parallel()
	decision := ID{30}
	var units []CoveredUnit
	for i := range 10 {
		u := CoveredUnit{Number: fmt.Sprint(4600 + i), Kinds: map[SeriesKind]Covered{}, Milestones: map[ID]ReachedMilestone{}}
		if i < 4 {
			u.Kinds[DialogueMeetings] = Covered{State: CoverHeld, Held: CoverageMark{Yes: true}}
		}
		if i < 3 {
			u.Milestones[decision] = ReachedMilestone{State: MilestoneDone}
		} else {
			u.Milestones[decision] = ReachedMilestone{State: MilestonePlanned}
		}
		units = append(units, u)
	}
	by := coverToday.AddDays(30)
	for _, c := range []struct {
		goal                           Goal
		reached, target, left, percent int
		met, over                      bool
	}{
		{Goal{Kind: DialogueMeetings, By: by}, 4, 10, 6, 40, false, false},
		{Goal{Kind: DialogueMeetings, Units: 4, By: by}, 4, 4, 0, 100, true, false},
		{Goal{Kind: DialogueMeetings, Units: 41, By: by}, 4, 10, 6, 40, false, false}, // never more than there are
		{Goal{Kind: Network, By: by}, 0, 10, 10, 0, false, false},
		{Goal{Milestone: decision, Units: 7, By: coverToday.AddDays(-1)}, 3, 7, 4, 42, false, true},
		{Goal{Milestone: decision, Units: 3, By: coverToday}, 3, 3, 0, 100, true, false},
	} {
		p := c.goal.Progress(units, []Milestone{{ID: decision, Name: Text{NN: "Politisk vedtak"}}}, coverToday)
		if p.Reached != c.reached || p.Target != c.target || p.Left() != c.left || p.Percent() != c.percent || p.Met != c.met || p.Over != c.over {
			t.Errorf("%+v", p)
		}
	}
	if p := (Goal{Kind: DialogueMeetings, By: by}).Progress(nil, nil, coverToday); p.Met || p.Percent() != 0 {
		t.Errorf("nobody has reached %+v", p)
	}
}

func TestFiguresCountEachMunicipalityOnce(t *testing.T) {
	t.Parallel()
	mark := CoverageMark{Yes: true}
	units := []CoveredUnit{
		{Kinds: map[SeriesKind]Covered{DialogueMeetings: {State: CoverHeld, Invited: mark, Answered: mark, Held: mark}}},
		{Kinds: map[SeriesKind]Covered{DialogueMeetings: {State: CoverDeclined, Invited: mark, Declined: mark}}},
		{Kinds: map[SeriesKind]Covered{DialogueMeetings: {State: CoverAnswered, Invited: mark, Answered: mark, Declined: mark}}},
		{Kinds: map[SeriesKind]Covered{Conference: {State: CoverHeld, Held: mark}}},
	}
	got := FiguresOf(units, DialogueMeetings, nil)
	want := CoverageFigures{Units: 4, Invited: 3, Answered: 2, Declined: 1, Held: 1, Milestones: map[ID]MilestoneFigures{},
		ByState: map[CoverageState]int{CoverHeld: 1, CoverDeclined: 1, CoverAnswered: 1, CoverNone: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatStaffCanMendInTheCoverage(t *testing.T) {
	t.Parallel()
	decision := Milestone{ID: ID{30}, Name: Text{NB: "Vedtak", NN: "Vedtak"}, Version: 1}
	one := []MilestoneUnit{{Number: "4601"}}
	tomorrow := coverToday.AddDays(1)
	for name, c := range map[string]struct {
		found Problems
		want  string
	}{
		"a meeting to come":             {HeldRequest{Kind: DialogueMeetings, On: tomorrow}.Validate(coverToday), "on: problem.received-in-future"},
		"a meeting today":               {HeldRequest{Kind: DialogueMeetings, On: coverToday}.Validate(coverToday), ""},
		"a meeting of no kind or day":   {HeldRequest{}.Validate(coverToday), "kind: problem.choose; on: problem.required"},
		"done without a day":            {MilestoneSetting{Units: one, State: MilestoneDone}.Validate(coverToday), "day: problem.required"},
		"done tomorrow":                 {MilestoneSetting{Units: one, State: MilestoneDone, Day: tomorrow}.Validate(coverToday), "day: problem.received-in-future"},
		"planned for tomorrow":          {MilestoneSetting{Units: one, State: MilestonePlanned, Day: tomorrow}.Validate(coverToday), ""},
		"nobody ticked, nothing chosen": {MilestoneSetting{}.Validate(coverToday), "state: problem.choose; units: problem.choose-municipalities"},
		"a goal about nothing":          {Goal{By: tomorrow}.Validate([]Milestone{decision}), "about: problem.choose"},
		"a goal about two things":       {Goal{Kind: Network, Milestone: decision.ID, By: tomorrow}.Validate([]Milestone{decision}), "about: problem.choose"},
		"a goal about another's":        {Goal{Milestone: ID{31}, By: tomorrow}.Validate([]Milestone{decision}), "about: problem.choose"},
		"a goal that ends first":        {Goal{Kind: Network, From: tomorrow, By: coverToday}.Validate(nil), "by: problem.goal-before"},
		"a milestone in use left out":   {CheckMilestones([]Milestone{decision}, nil, map[ID]int{decision.ID: 2}), ": problem.milestone-in-use"},
		"an unused one left out":        {CheckMilestones([]Milestone{decision}, nil, nil), ""},
		"a name in bokmål only":         {CheckMilestones(nil, []Milestone{{Name: Text{NB: "Vedtak"}}}, nil), "milestones.0.name.nn: problem.required"},
	} {
		if got := c.found.Error(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAnyChangeOfTheMilestonesIsAnotherVersion(t *testing.T) {
	t.Parallel()
	one, two := Milestone{ID: ID{1}, Version: 1}, Milestone{ID: ID{2}, Version: 1}
	raised := Milestone{ID: ID{1}, Version: 2}
	seen := map[int]bool{}
	for _, list := range [][]Milestone{nil, {one}, {two}, {one, two}, {two, one}, {raised}, {raised, two}} {
		v := MilestonesVersion(list)
		if seen[v] || v < 0 {
			t.Errorf("%v has another's version", list)
		}
		seen[v] = true
	}
}
