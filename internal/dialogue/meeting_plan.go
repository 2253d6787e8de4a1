package dialogue

import "time"

// MeetingPlan is what is planned for one meeting beside its programme: who has the word when, and the groups.
type MeetingPlan struct {
	Meeting  Meeting
	Order    SpeakingOrder // Version 0: not settled; Turns are then by name
	Turns    []SpeakingTurn
	Sum      SpeakingSum // zero without a row for it
	Breakout *Breakout   // nil: no groups are made
	Groups   []SeatedGroup
	Without  []Participant // have a place and no group; everybody as long as there are none
	Placed   []Participant // that have a place, by delegation
}

// HasSlots reports whether the meeting's programme has a row in which the delegations have the word.
func (m MeetingPlan) HasSlots() bool { return m.Sum.Each > 0 }

// PlansPage is the plans of a series' meetings, or of one.
type PlansPage struct {
	Invitation Invitation
	Meetings   []MeetingPlan // but cancelled ones
	Now        time.Time
}
