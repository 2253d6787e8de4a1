package dialogue

import (
	"cmp"
	"slices"
	"time"
)

// CoverageFacts is what is stored that can count in an organiser's coverage, from all its series, erased ones too.
type CoverageFacts struct {
	Series   map[ID]CoverageSeries
	Units    map[ID]Unit    // whom the rest is about
	Invited  []CoverageFact // the first letter was posted
	Answered []CoverageFact // active registrations
	Declined []CoverageFact // declines that count
	Meetings map[ID]Meeting // where somebody has a place or was checked in
	Present  []Presence     // at those meetings, everybody's, also of units that count for no municipality
	Words    []HeldWord
	Reached  []UnitMilestone
}

// CoverageSeries is what the coverage needs of a series.
type CoverageSeries struct {
	Kind  SeriesKind
	Title Text
}

// CoverageFact is something that happened to a unit in a series.
type CoverageFact struct {
	Unit, Series ID
	At           time.Time
}

// Presence is a unit's people at a meeting.
type Presence struct {
	Unit, Meeting ID
	Placed        int
	CheckedIn     int
	CheckedInAt   time.Time // the first
}

// HeldWord is staff's word that a unit has had a meeting.
type HeldWord struct {
	ID    ID
	Unit  ID
	Kind  SeriesKind
	On    Date
	Note  string
	By    string // the staff user's name
	SetAt time.Time
}

// UnitMilestone is a milestone as it is set for a unit.
type UnitMilestone struct {
	Unit ID
	ReachedMilestone
}

// Became is what a unit that something has happened to counts for on the day of the register.
type Became struct {
	Number string      // of a municipality on that day
	Same   bool        // it is that municipality, in the same period of the register
	As     *CoverageAs // when it should be told who it was
}

// Cover fills in what is known of the municipalities in the filter's period: every fact counts for what its unit has become. now
// decides what has happened at all, and which meetings are ahead; those are told of only when the period lasts until today.
func (f CoverageFacts) Cover(units []CoveredUnit, became map[ID][]Became, filter CoverageFilter, now time.Time) []CoveredUnit {
	at := map[string]int{}
	units = slices.Clone(units)
	for i := range units {
		u := &units[i]
		u.Kinds, u.Milestones, u.History = map[SeriesKind]Covered{}, map[ID]ReachedMilestone{}, nil
		at[u.Number] = i
	}
	for _, e := range f.events(filter, now) {
		for _, b := range became[e.unit] {
			if i, ok := at[b.Number]; ok {
				event := e.CoverageEvent
				event.As = b.As
				units[i].History = append(units[i].History, event)
			}
		}
	}
	for i := range units {
		units[i].sum()
	}
	today := DateOf(now)
	for _, m := range f.Reached {
		for _, b := range became[m.Unit] {
			if i, ok := at[b.Number]; ok {
				reached := m.ReachedMilestone.in(filter, today)
				reached.As = b.As
				units[i].reach(reached, b.Same)
			}
		}
	}
	return units
}

type unitEvent struct {
	unit ID
	CoverageEvent
}

// events are everything that has happened in the period, and the meetings ahead.
func (f CoverageFacts) events(filter CoverageFilter, now time.Time) []unitEvent {
	today := DateOf(now)
	var all []unitEvent
	add := func(unit ID, e CoverageEvent) {
		if s, ok := f.Series[e.Series]; ok {
			e.Kind, e.Title = s.Kind, s.Title
		}
		all = append(all, unitEvent{unit, e})
	}
	for _, list := range []struct {
		what  CoverageState
		facts []CoverageFact
	}{{CoverInvited, f.Invited}, {CoverAnswered, f.Answered}, {CoverDeclined, f.Declined}} {
		for _, fact := range list.facts {
			if day := DateOf(fact.At); filter.Has(day, today) {
				add(fact.Unit, CoverageEvent{What: list.what, Day: day, Series: fact.Series})
			}
		}
	}
	counted := map[ID]bool{} // meetings where people were checked in
	for _, p := range f.Present {
		counted[p.Meeting] = counted[p.Meeting] || p.CheckedIn > 0
	}
	for _, p := range f.Present {
		m, ok := f.Meetings[p.Meeting]
		if !ok {
			continue
		}
		what, known := p.at(m, counted[m.ID], now)
		e := CoverageEvent{What: what, Known: known, Day: p.day(m), Series: m.Series, Meeting: m.ID}
		switch what {
		case CoverHeld:
			if filter.Has(e.Day, today) {
				add(p.Unit, e)
			}
		case CoverPlaced:
			if filter.On(today) == today {
				add(p.Unit, e)
			}
		}
	}
	for _, w := range f.Words {
		if filter.Has(w.On, today) {
			add(w.Unit, CoverageEvent{What: CoverHeld, Known: HeldByWord, Day: w.On, Kind: w.Kind, Word: w.ID, Note: w.Note, By: w.By})
		}
	}
	return all
}

// at is what a unit's people at a meeting show: that it has had a meeting, that it has a place ahead, or nothing. Where anybody at all
// was checked in, only those who were count; else a place does, once the meeting was held.
func (p Presence) at(m Meeting, counted bool, now time.Time) (CoverageState, HeldBy) {
	denied := m.State == Cancelled || m.Corrected != nil && !*m.Corrected
	switch {
	case denied:
		return "", ""
	case p.CheckedIn > 0:
		return CoverHeld, HeldByCheckIn
	case p.Placed == 0:
		return "", ""
	case m.StateAt(now) != Held:
		return CoverPlaced, "" // whoever has not come yet still can
	case counted:
		return "", ""
	}
	return CoverHeld, HeldByPlace
}

// day is when the meeting was, or, where it never got a date, when the first came.
func (p Presence) day(m Meeting) Date {
	switch {
	case !m.StartsAt.IsZero():
		return DateOf(m.StartsAt)
	case !p.CheckedInAt.IsZero():
		return DateOf(p.CheckedInAt)
	}
	return Date{}
}

// sum makes the marks and the states of the history, and puts the newest first.
func (u *CoveredUnit) sum() {
	slices.SortStableFunc(u.History, func(a, b CoverageEvent) int {
		return cmp.Or(b.Day.compare(a.Day), cmp.Compare(stateRank(a.What), stateRank(b.What)))
	})
	met := map[SeriesKind]map[ID]bool{}
	for _, e := range u.History { // newest first
		c := u.Kinds[e.Kind]
		mark := CoverageMark{Yes: true, Day: e.Day, Known: e.Known, As: e.As}
		latest := func(m *CoverageMark) {
			if !m.Yes {
				*m = mark
			}
		}
		switch e.What {
		case CoverInvited:
			c.Invited = mark // the first time is the last we come to
		case CoverAnswered:
			latest(&c.Answered)
		case CoverDeclined:
			latest(&c.Declined)
		case CoverPlaced:
			if !c.Placed.Yes || !e.Day.IsZero() {
				c.Placed = mark // the next one with a date
			}
		case CoverHeld:
			latest(&c.Held)
			meeting := cmp.Or(e.Meeting.String(), e.Word.String())
			if met[e.Kind] == nil {
				met[e.Kind] = map[ID]bool{}
			}
			if id, err := ParseID(meeting); err == nil && !met[e.Kind][id] {
				met[e.Kind][id] = true
				c.Meetings++
			}
		}
		u.Kinds[e.Kind] = c
	}
	for kind, c := range u.Kinds {
		c.finish()
		u.Kinds[kind] = c
	}
}

// finish is the state that the marks make. Whoever answered was invited, also when the letter did not come from here.
func (c *Covered) finish() {
	if first := cmp.Or(c.Answered, c.Declined); !c.Invited.Yes && first.Yes {
		c.Invited = first
	}
	switch {
	case c.Held.Yes:
		c.State = CoverHeld
	case c.Placed.Yes:
		c.State = CoverPlaced
	case c.Answered.Yes:
		c.State = CoverAnswered
	case c.Declined.Yes:
		c.State = CoverDeclined
	case c.Invited.Yes:
		c.State = CoverInvited
	default:
		c.State = CoverNone
	}
}

func stateRank(s CoverageState) int { return slices.Index(CoverageStates[:], s) }

// in is the milestone as it stood in the period: done counts by its day, a plan by when it was set.
func (m ReachedMilestone) in(filter CoverageFilter, today Date) ReachedMilestone {
	gone := m.State == MilestoneDone && !filter.Has(m.Day, today) ||
		m.State == MilestonePlanned && filter.On(today).Before(DateOf(m.SetAt))
	if gone {
		m.State, m.Day = MilestoneNone, Date{}
	}
	return m
}

// reach notes a milestone. What is set for the municipality itself goes before what comes with those it came of; among these what is
// done goes before what is planned, and the latest before the others.
func (u *CoveredUnit) reach(m ReachedMilestone, same bool) {
	if !same {
		m.Version = 0
	}
	was, seen := u.Milestones[m.Milestone]
	switch {
	case !seen, same:
	case was.Version > 0:
		return
	case was.State == m.State && m.Day.Before(was.Day), reachedRank(was.State) > reachedRank(m.State):
		return
	}
	u.Milestones[m.Milestone] = m
}

func reachedRank(s MilestoneState) int {
	return map[MilestoneState]int{MilestonePlanned: 1, MilestoneDone: 2}[s]
}
