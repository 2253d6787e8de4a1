package dialogue

import (
	"strings"
	"time"
	"unicode/utf8"
)

// AboutMe is what a delegate sees of what is stored: of the delegate, and of nobody else in the delegation but who answers for it.
type AboutMe struct {
	Invitation Invitation
	Unit       Unit
	State      RegistrationState
	Contact    Contact // name and position: who entered the delegate
	Delegate   Delegate
	Answers    []Asked     // to what each delegate is asked
	Groups     []GroupSeat // the delegate's
	Letters    []Letter    // to the delegate, without bodies, newest first
	Came       []Attendee  // the delegate, at each meeting that is over where it was noted
	Version    int
	Now        time.Time
	MayCorrect bool
	MayLeave   bool
	Needs      *NeedsOf // nil: not asked, and nothing is stored
}

// SelfMay is what a delegate may do with what is stored: correct it until it is erased, and leave until every meeting of the delegate has
// begun, also when the registration is binding: nobody is held to what a colleague has written. Who has been taken off may have what is
// needed to reach them erased.
func SelfMay(inv *Invitation, r Registration, d Delegate, now time.Time) (correct, leave bool) {
	if !r.ErasedAt.IsZero() || r.State != Active {
		return false, false
	}
	if !d.Live() {
		return false, d.Email+d.Phone+d.Position != ""
	}
	only := Registration{State: r.State, Meeting: r.Meeting, Delegates: []Delegate{d}}
	return true, !allStarted(inv, only, now)
}

// CheckSelf finds what is wrong with what a delegate corrects.
func CheckSelf(name, position, email string) Problems {
	problems := Problems{}
	switch {
	case strings.TrimSpace(name) == "":
		problems.Add("name", "problem.required")
	case utf8.RuneCountInString(name) > MaxName:
		problems.Add("name", "problem.too-long", "Max", MaxName)
	}
	if utf8.RuneCountInString(position) > MaxLine {
		problems.Add("position", "problem.too-long", "Max", MaxLine)
	}
	if !ValidEmail(email) {
		problems.Add("email", "problem.email")
	}
	return problems
}

// Untold are the delegates of a registration who are to be told what is stored about them: those with an address other than the
// contact's, who knows it, who have not been told.
func (r Registration) Untold() []Delegate {
	var untold []Delegate
	if r.State != Active || !r.ErasedAt.IsZero() {
		return nil
	}
	for _, d := range r.LiveDelegates() {
		if d.Email != "" && Mailbox(d.Email) != Mailbox(r.Contact.Email) && d.NoticedAt.IsZero() {
			untold = append(untold, d)
		}
	}
	return untold
}
