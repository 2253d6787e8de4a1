package dialogue

import "time"

// Decline is a unit's «vi kan ikke delta». It counts when a work e-mail is proven, or when staff say so, and blocks nobody: a unit that
// registers all the same takes it back.
type Decline struct {
	Organiser  ID
	ID         ID
	Series     ID
	Unit       Unit
	Invitation ID
	State      RegistrationState // Unverified, HeldForStaff, Active, Refused or Withdrawn
	Lang       Lang
	Reason     string
	Contact    Contact // name and e-mail
	ReceivedAt time.Time
	DecidedAt  time.Time
	ExpiresAt  time.Time
	DeclinedBy ID // staff, when they noted it
	ErasedAt   time.Time
	Version    int
}

// MaxReason is the most that is kept of why a unit declines, in characters.
const MaxReason = 1000

// DeclineRequest is what somebody who holds a unit's personal link writes to answer no.
type DeclineRequest struct {
	Submission ID // made with the form: a double click finds the first answer
	Name       string
	Email      string
	Reason     string // in their own words; may be empty
	Lang       Lang   // of the page
}

// Validate finds what the reader can mend.
func (q DeclineRequest) Validate() Problems {
	problems := Problems{}
	required(problems, "name", q.Name, MaxName)
	atMost(problems, "reason", q.Reason, MaxReason)
	switch {
	case q.Email == "":
		problems.Add("email", "problem.required")
	case !ValidEmail(q.Email):
		problems.Add("email", "problem.email")
	}
	return problems
}

// AfterClick is the state of a no whose address is proven: it counts, or waits for staff when an official unit's was written from elsewhere.
// A unit that has been registered meanwhile has changed its mind.
func (d Decline) AfterClick(registered bool) RegistrationState {
	if registered {
		return Withdrawn
	}
	return StateAfterClick(d.Unit, d.Contact.Email)
}

// DeclinePage is what the link in a no's letter opens.
type DeclinePage struct {
	Invitation Invitation
	Decline    Decline
	Open       bool      // the unit can still register
	Until      time.Time // first instant too late for that; zero: no deadline
	Now        time.Time
}
