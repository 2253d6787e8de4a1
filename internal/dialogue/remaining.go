package dialogue

import (
	"slices"
	"time"
)

// RemainingKind is a kind of thing that a delegation has left to do.
type RemainingKind string

// What can remain before a meeting.
const (
	RemainsRoles        RemainingKind = "roles"        // wished-for kinds of participants that nobody in the delegation is
	RemainsQuestions    RemainingKind = "questions"    // questions to prepare that are not answered
	RemainsPresentation RemainingKind = "presentation" // a presentation to hand in
)

// Remaining is one thing that a delegation has left to do.
type Remaining struct {
	Kind    RemainingKind
	Meeting ID        // none: the same for all its meetings
	Count   int       // of questions, or of roles
	Roles   []Role    // of RemainsRoles
	By      time.Time // the first instant too late; zero when there is no deadline
}

// SortRemaining puts what is due first on top, and what has no deadline last.
func SortRemaining(all []Remaining) {
	slices.SortStableFunc(all, func(a, b Remaining) int { return compareDated(a.By, b.By) })
}
