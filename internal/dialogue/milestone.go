package dialogue

import "time"

// Milestone is something that staff want to know whether each municipality has done: «Politisk vedtak».
type Milestone struct {
	ID        ID
	Name      Text
	RetiredAt time.Time // no longer shown; what was set stays
	Version   int
}

// MilestoneState is how far a municipality has come with a milestone.
type MilestoneState string

// Nothing known, planned (with a day or without), done on a day.
const (
	MilestoneNone    MilestoneState = "none"
	MilestonePlanned MilestoneState = "planned"
	MilestoneDone    MilestoneState = "done"
)

// MilestoneStates lists the states in the order staff choose among them.
var MilestoneStates = [...]MilestoneState{MilestoneDone, MilestonePlanned, MilestoneNone}

// ReachedMilestone is a milestone of one municipality.
type ReachedMilestone struct {
	Milestone ID
	State     MilestoneState
	Day       Date   // done on; planned for, when known
	By        string // the staff user's name; "": the municipality itself
	Own       bool   // the municipality itself has set it
	SetAt     time.Time
	As        *CoverageAs // what it is carried over from
	Version   int         // of what is set for the municipality of today; 0: nothing is
}

// Overdue reports whether it was planned for a day that has passed.
func (m ReachedMilestone) Overdue(today Date) bool {
	return m.State == MilestonePlanned && !m.Day.IsZero() && m.Day.Before(today)
}

// Goal is what an office wants to reach: so many municipalities that have had a meeting of a kind, or done a milestone, by a day.
type Goal struct {
	ID        ID
	Kind      SeriesKind // one of Kind and Milestone
	Milestone ID
	Units     int  // 0: all
	From      Date // what happened before doesn't count; zero: everything does
	By        Date // the last day
	Version   int
}

// GoalProgress is a goal and how far it has come.
type GoalProgress struct {
	Goal      Goal
	Milestone Text // its name, for a goal about one
	Reached   int  // municipalities, counted until today or the goal's last day
	Target    int  // municipalities that are wanted: never more than there are
	Of        int  // municipalities there are
	Met       bool
	Over      bool // its last day has passed
}

// Left is how many municipalities remain.
func (g GoalProgress) Left() int { return max(0, g.Target-g.Reached) }

// Percent is the progress towards the target, rounded down: 100 is reached and nothing less.
func (g GoalProgress) Percent() int {
	if g.Target == 0 {
		return 0
	}
	return min(100, g.Reached*100/g.Target)
}

// Progress is how far the goal has come among the municipalities, which are covered for the goal's own period.
func (g Goal) Progress(units []CoveredUnit, milestones []Milestone, today Date) GoalProgress {
	p := GoalProgress{Goal: g, Of: len(units), Target: len(units), Over: g.By.Before(today)}
	if g.Units > 0 {
		p.Target = min(g.Units, len(units))
	}
	for _, m := range milestones {
		if m.ID == g.Milestone {
			p.Milestone = m.Name
		}
	}
	for _, u := range units {
		if g.Milestone.IsZero() && u.In(g.Kind).Held.Yes || !g.Milestone.IsZero() && u.Milestone(g.Milestone).State == MilestoneDone {
			p.Reached++
		}
	}
	p.Met = p.Target > 0 && p.Reached >= p.Target
	return p
}
