package dialogue

import "time"

// LettersAtATime is how many letters one page of them shows.
const LettersAtATime = 100

// LetterFilter chooses among a series' letters. Zero fields want all.
type LetterFilter struct {
	State   LetterState
	Kind    LetterKind
	Meeting ID
	Words   string // of the recipient's name or address, or the subject
	Before  ID     // the last letter of the page before
}

// LetterList is one page of a series' letters, newest first.
type LetterList struct {
	Invitation Invitation
	Now        time.Time
	Filter     LetterFilter
	Counts     LetterCounts
	Letters    []Letter // without bodies
	Older      ID       // where the next page begins; none on the last one
}

// LetterCounts is how many letters of a series are in each state.
type LetterCounts map[LetterState]int

// Failed is how many letters did not get through and have not been sent again.
func (c LetterCounts) Failed() int { return c[LetterFailed] }

// Unprinted is how many letters wait for a printer.
func (c LetterCounts) Unprinted() int { return c[LetterToPrint] }

// LetterToRead is one letter as staff read it. Hidden tells that it carried a link that works once, which is left out: it is its
// recipient's alone.
type LetterToRead struct {
	Invitation Invitation
	Letter     Letter
	Address    string // by post, when it has no e-mail address
	Hidden     bool
	Unit       Unit // of a letter to a unit's addresses
}

// LettersToPrint are the letters of a series that wait for a printer, oldest first, and the postal addresses of their registrations.
type LettersToPrint struct {
	Invitation Invitation
	Letters    []Letter
	Addresses  map[ID]string
}
