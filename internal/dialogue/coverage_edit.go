package dialogue

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
)

// MaxMilestones is how many milestones an office can have at once.
const MaxMilestones = 12

// HeldRequest is staff's word that a municipality has had a meeting.
type HeldRequest struct {
	Number string // of a municipality of today
	Kind   SeriesKind
	On     Date
	Note   string
}

// Validate finds what staff can mend.
func (q HeldRequest) Validate(today Date) Problems {
	problems := Problems{}
	if !slices.Contains(SeriesKinds[:], q.Kind) {
		problems.Add("kind", "problem.choose")
	}
	hasBeen(problems, "on", q.On, today)
	atMost(problems, "note", q.Note, MaxLine)
	return problems
}

// hasBeen wants a day that has been: nothing is done or held before it is.
func hasBeen(problems Problems, field string, day, today Date) {
	switch {
	case day.IsZero():
		problems.Add(field, "problem.required")
	case today.Before(day):
		problems.Add(field, "problem.received-in-future")
	}
}

// MilestoneSetting is how far some municipalities have come with a milestone.
type MilestoneSetting struct {
	Milestone ID
	Units     []MilestoneUnit
	State     MilestoneState
	Day       Date // done on, or planned for
}

// MilestoneUnit is a municipality of today with the version its milestone had when the form was opened; 0: nothing was set for it.
type MilestoneUnit struct {
	Number  string
	Version int
}

// Validate finds what can be mended. A milestone that is done has a day that has been; a plan may have one; nothing has none.
func (q MilestoneSetting) Validate(today Date) Problems {
	problems := Problems{}
	if len(q.Units) == 0 {
		problems.Add("units", "problem.choose-municipalities")
	}
	switch q.State {
	case MilestoneDone:
		hasBeen(problems, "day", q.Day, today)
	case MilestonePlanned, MilestoneNone:
	default:
		problems.Add("state", "problem.choose")
	}
	return problems
}

// Reached is what is stored for each of the municipalities.
func (q MilestoneSetting) Reached() ReachedMilestone {
	m := ReachedMilestone{Milestone: q.Milestone, State: q.State, Day: q.Day}
	if q.State == MilestoneNone {
		m.Day = Date{}
	}
	return m
}

// CheckMilestones finds what staff can mend in a list of milestones. Those that are left out of it must not be in use; used is how often
// each is.
func CheckMilestones(was, is []Milestone, used map[ID]int) Problems {
	problems := Problems{}
	live := 0
	for i, m := range is {
		field := fmt.Sprintf("milestones.%d.name", i)
		for _, l := range m.Name.MissingNorwegian() {
			problems.Add(field+"."+string(l), "problem.required")
		}
		for _, l := range Langs {
			atMost(problems, field+"."+string(l), m.Name.Get(l), MaxName)
		}
		if m.RetiredAt.IsZero() {
			live++
		}
	}
	if live > MaxMilestones {
		problems.Add("", "problem.too-many-milestones", "Max", MaxMilestones)
	}
	for _, m := range was {
		left := !slices.ContainsFunc(is, func(k Milestone) bool { return k.ID == m.ID })
		if left && used[m.ID] > 0 {
			problems.Add("", "problem.milestone-in-use", "Milestone", m.Name)
		}
	}
	return problems
}

// MilestonesVersion tells one list of milestones from another: any change of it gives another number.
func MilestonesVersion(all []Milestone) int {
	sum := fnv.New32a()
	for _, m := range all {
		sum.Write(m.ID[:])
		sum.Write(binary.BigEndian.AppendUint32(nil, uint32(m.Version)))
	}
	return int(sum.Sum32() >> 1) // as much as an int holds everywhere
}

// Validate finds what staff can mend about a goal; milestones are those that a goal can be about.
func (g Goal) Validate(milestones []Milestone) Problems {
	problems := Problems{}
	known := slices.ContainsFunc(milestones, func(m Milestone) bool { return m.ID == g.Milestone })
	if (g.Kind == "") == g.Milestone.IsZero() || g.Kind != "" && !slices.Contains(SeriesKinds[:], g.Kind) || g.Kind == "" && !known {
		problems.Add("about", "problem.choose")
	}
	switch {
	case g.By.IsZero():
		problems.Add("by", "problem.required")
	case !g.From.IsZero() && g.By.Before(g.From):
		problems.Add("by", "problem.goal-before")
	}
	if g.Units < 0 {
		problems.Add("units", "problem.number")
	}
	return problems
}

// CoverageUnitPage is what is known of one municipality.
type CoverageUnitPage struct {
	Organiser  Organiser
	Unit       CoveredUnit
	County     CountyChoice
	Milestones []Milestone // without retired ones
	Today      Date
}

// MilestonesPage is where staff say which milestones there are.
type MilestonesPage struct {
	All  []Milestone // retired ones last
	Used map[ID]int
}
