package dialogue

import (
	"slices"
	"time"
)

// CoverageState is how far a municipality has come with one kind of series: the furthest that is known in the period.
type CoverageState string

// From nothing to a meeting.
const (
	CoverNone     CoverageState = "none"     // not invited
	CoverInvited  CoverageState = "invited"  // a letter was sent, and there is no answer
	CoverDeclined CoverageState = "declined" // answered no
	CoverAnswered CoverageState = "answered" // registered, without a place at a meeting ahead
	CoverPlaced   CoverageState = "placed"   // has a place at a meeting ahead
	CoverHeld     CoverageState = "held"     // «har hatt møte»
)

// CoverageStates lists the states, the furthest first, as they are chosen among and drawn.
var CoverageStates = [...]CoverageState{CoverHeld, CoverPlaced, CoverAnswered, CoverDeclined, CoverInvited, CoverNone}

// HeldBy is how it is known that a municipality has had a meeting.
type HeldBy string

// Somebody was checked in; somebody had a place at a meeting that was held and where nobody at all was checked in; staff's word.
const (
	HeldByCheckIn HeldBy = "checked_in"
	HeldByPlace   HeldBy = "placed"
	HeldByWord    HeldBy = "word"
)

// CoverageFilter is what a reader of the coverage wants to see.
type CoverageFilter struct {
	From      Date          // first day that counts; zero: from the beginning
	To        Date          // last day that counts, and the day the register is read; zero, or a day ahead: today
	Kind      SeriesKind    // which kind of series the states are about
	County    string        // number; "" all that the organiser serves
	State     CoverageState // "" all; narrows the list, not the figures
	Milestone ID            // with Reached; narrows the list, not the figures
	Reached   MilestoneState
}

// On is the day the period ends for a reader of today.
func (f CoverageFilter) On(today Date) Date {
	if f.To.IsZero() || today.Before(f.To) {
		return today
	}
	return f.To
}

// Has reports whether the day is in the period as of today. A fact without a day is in it when the period has no beginning.
func (f CoverageFilter) Has(day, today Date) bool {
	if day.IsZero() {
		return f.From.IsZero()
	}
	return !day.Before(f.From) && !f.On(today).Before(day)
}

// Takes reports whether the filter lets a municipality into the list.
func (f CoverageFilter) Takes(u CoveredUnit) bool {
	if f.State != "" && u.In(f.Kind).State != f.State {
		return false
	}
	return f.Milestone.IsZero() || f.Reached == "" || u.Milestone(f.Milestone).State == f.Reached
}

// CoveragePage is the coverage of one organiser, for staff and, without History, for the public.
type CoveragePage struct {
	Organiser  Organiser
	Filter     CoverageFilter
	Today      Date
	On         Date                // the day of the register
	Counties   []CountyChoice      // that the organiser serves on that day, whatever the filter
	Milestones []Milestone         // in staff's order, without retired ones
	Units      []CoveredUnit       // of the county the filter asks for: by county, then in Norwegian order of names
	Figures    CoverageFigures     // of Units
	Goals      []GoalProgress      // of the whole organiser, today
	Places     map[string]MapPlace // in their counties' tile maps, by municipality's number
	Timeline   []CoveragePoint     // on the public page; staff's is HeldOverTime
	Now        time.Time
}

// Shown are the municipalities that the filter lets into the list.
func (p CoveragePage) Shown() []CoveredUnit {
	var shown []CoveredUnit
	for _, u := range p.Units {
		if p.Filter.Takes(u) {
			shown = append(shown, u)
		}
	}
	return shown
}

// CountyFigures are the figures of each county that has municipalities on the page, in the page's order.
func (p CoveragePage) CountyFigures() []CountyFigures {
	var all []CountyFigures
	for _, c := range p.Counties {
		units := slices.DeleteFunc(slices.Clone(p.Units), func(u CoveredUnit) bool { return u.County != c.Number })
		if len(units) > 0 {
			all = append(all, CountyFigures{c, FiguresOf(units, p.Filter.Kind, p.Milestones)})
		}
	}
	return all
}

// CountyFigures are one county's figures.
type CountyFigures struct {
	County CountyChoice
	CoverageFigures
}

// CoveredUnit is a municipality of the register on the page's day, with what is known of it in the period.
type CoveredUnit struct {
	Kind       UnitKind
	Number     string
	Name       string // with its county where another has the same name
	County     string // number
	ValidFrom  Date
	Before     []FormerUnit // what it came of, when that had another name or was divided
	Kinds      map[SeriesKind]Covered
	Milestones map[ID]ReachedMilestone
	History    []CoverageEvent // of all kinds, newest first
}

// In is what is known of the municipality and one kind of series.
func (u CoveredUnit) In(kind SeriesKind) Covered {
	c := u.Kinds[kind]
	if c.State == "" {
		c.State = CoverNone
	}
	return c
}

// Milestone is how far the municipality has come with a milestone.
func (u CoveredUnit) Milestone(id ID) ReachedMilestone {
	m := u.Milestones[id]
	if m.State == "" {
		m.State = MilestoneNone
	}
	return m
}

// FormerUnit is what a municipality of today came of.
type FormerUnit struct {
	Number  string
	Name    string
	Until   Date // the first day it was no more
	Divided bool // it became several
}

// Covered is a municipality and one kind of series in the period. A mark with no day is known to have happened, not when.
type Covered struct {
	State    CoverageState
	Invited  CoverageMark // first time; whoever answered was invited
	Answered CoverageMark // last time
	Declined CoverageMark // last time
	Placed   CoverageMark // the next meeting it has a place at
	Held     CoverageMark // the last meeting it has had
	Meetings int          // how many it has had
}

// CoverageMark is something that has happened to a municipality, or has not.
type CoverageMark struct {
	Yes   bool
	Day   Date
	Known HeldBy      // of Held
	As    *CoverageAs // who it happened to, when that was not just the municipality of today
}

// CoverageEvent is one line of a municipality's history.
type CoverageEvent struct {
	What    CoverageState // CoverInvited … CoverHeld
	Known   HeldBy        // of CoverHeld
	Day     Date
	Kind    SeriesKind
	Series  ID   // none for staff's word
	Title   Text // the series'
	Meeting ID
	Word    ID // staff's word: the one to take back
	Note    string
	By      string // the staff user's name
	As      *CoverageAs
}

// CoverageAs is whom something happened to that counts for a municipality of today.
type CoverageAs struct {
	Why    AsWhy
	Kind   UnitKind
	Number string
	Name   string
}

// AsWhy is why something that happened to one unit counts for another.
type AsWhy string

// A municipality that merged, or took another name; one that was divided counts for each part; a district's meeting is its
// municipality's; a joint unit's is its members'.
const (
	AsMerged   AsWhy = "merged"
	AsDivided  AsWhy = "divided"
	AsDistrict AsWhy = "district"
	AsJoint    AsWhy = "joint"
)

// CoverageFigures are counts of municipalities.
type CoverageFigures struct {
	Units      int
	Invited    int // a letter was sent, or they answered
	Answered   int // registered
	Declined   int // answered no, and have not registered
	Placed     int // have a place at a meeting ahead
	Held       int // have had a meeting
	ByState    map[CoverageState]int
	Milestones map[ID]MilestoneFigures
}

// MilestoneFigures are how many municipalities have reached a milestone, or plan to.
type MilestoneFigures struct{ Done, Planned, None int }

// FiguresOf counts municipalities with regard to one kind of series.
func FiguresOf(units []CoveredUnit, kind SeriesKind, milestones []Milestone) CoverageFigures {
	f := CoverageFigures{Units: len(units), ByState: map[CoverageState]int{}, Milestones: map[ID]MilestoneFigures{}}
	count := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	for _, u := range units {
		c := u.In(kind)
		f.ByState[c.State]++
		count(&f.Invited, c.Invited.Yes)
		count(&f.Answered, c.Answered.Yes)
		count(&f.Declined, c.Declined.Yes && !c.Answered.Yes)
		count(&f.Placed, c.Placed.Yes)
		count(&f.Held, c.Held.Yes)
		for _, m := range milestones {
			n := f.Milestones[m.ID]
			switch u.Milestone(m.ID).State {
			case MilestoneDone:
				n.Done++
			case MilestonePlanned:
				n.Planned++
			default:
				n.None++
			}
			f.Milestones[m.ID] = n
		}
	}
	return f
}
