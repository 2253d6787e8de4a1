package dialogue

import (
	"slices"
	"time"
)

// Prepared is one delegation's answers, as staff see them.
type Prepared struct {
	Registration Registration
	Asked        []Asked
	RemindedAt   time.Time // when it was last reminded of what remains; zero: never
}

// Count is how many of the questions are answered, and of how many.
func (p Prepared) Count() (done, of int) {
	for _, a := range p.Asked {
		if a.Question.Retired {
			continue
		}
		of++
		if !a.Answer.IsEmpty() {
			done++
		}
	}
	return done, of
}

// ChangedAt is when anything was last answered; zero: never.
func (p Prepared) ChangedAt() time.Time {
	var last time.Time
	for _, a := range p.Asked {
		if a.Answer.Version > 0 && a.Answer.At.After(last) {
			last = a.Answer.At
		}
	}
	return last
}

// Remains reports whether anything that must be answered is not.
func (p Prepared) Remains() bool { return slices.ContainsFunc(p.Asked, Asked.Remains) }

// PreparedList is the delegations of a series, or of one meeting, with what they have answered.
type PreparedList struct {
	Invitation  Invitation
	Meeting     *Meeting // nil: of the series
	Delegations []Prepared
	Now         time.Time
	MayEdit     bool
}

// ToRemind counts the delegations that can still answer something and have not.
func (l PreparedList) ToRemind() int {
	n := 0
	for _, p := range l.Delegations {
		if len(l.Invitation.RemainingQuestions(p.Registration, l.Now)) > 0 {
			n++
		}
	}
	return n
}

// Finished counts the delegations that have nothing left to answer.
func (l PreparedList) Finished() int {
	n := 0
	for _, p := range l.Delegations {
		if !p.Remains() {
			n++
		}
	}
	return n
}
