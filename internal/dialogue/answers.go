package dialogue

import (
	"cmp"
	"slices"
	"time"
)

// The second round: what a selection's answers do to the registrations, and who is told what.

// ReasonLate is the kind of reason of who came when the draw was frozen already: no certificate speaks of them.
const ReasonLate = "late"

// ReasonWithdrawn is that of who has withdrawn since.
const ReasonWithdrawn = "withdrawn"

// Answers are what everybody who has applied is told: those of the proposal, in its order, then those who have come since it was frozen,
// who wait last. Registrations that are not active any more get no answer: they have been told.
func Answers(selected []SelectedUnit, now []Registration) []SelectedUnit {
	live := make(map[ID]Registration, len(now))
	for _, r := range now {
		if r.State == Active && r.ErasedAt.IsZero() {
			live[r.ID] = r
		}
	}
	var all []SelectedUnit
	for _, u := range selected {
		if r, ok := live[u.Registration.ID]; ok {
			u.Registration = r
			all = append(all, u)
			delete(live, r.ID)
		}
	}
	for _, r := range now {
		if _, late := live[r.ID]; late {
			all = append(all, SelectedUnit{Registration: r, Outcome: SeatWaiting, Reason: SelectionReason{Kind: ReasonLate}})
		}
	}
	for i := range all {
		all[i].settle()
	}
	return all
}

// settle gives every delegate of the registration as it is now an outcome. One who came since the draw was frozen waits with the
// others.
func (u *SelectedUnit) settle() {
	frozen := map[ID]SelectedPerson{}
	for _, p := range u.Persons {
		frozen[p.Delegate.ID] = p
	}
	u.Persons = nil
	for _, d := range u.Registration.LiveDelegates() {
		p, known := frozen[d.ID]
		if !known {
			p = SelectedPerson{Outcome: SeatWaiting, Reason: SelectionReason{Kind: ReasonLate}}
			if u.Outcome == SeatNotSelected {
				p = SelectedPerson{Outcome: SeatNotSelected, Reason: u.Reason}
			}
		}
		p.Delegate = d
		u.Persons = append(u.Persons, p)
	}
}

// Answered is the registration with its seats as the answer leaves them. Those who wait share the place in the queue, and wait for the
// meeting the rest of the delegation has places at, else for any.
func (u SelectedUnit) Answered(waitingNo int64, now time.Time) Registration {
	r := u.Registration
	r.Delegates = slices.Clone(r.Delegates)
	for i := range r.Delegates {
		d := &r.Delegates[i]
		at := slices.IndexFunc(u.Persons, func(p SelectedPerson) bool { return p.Delegate.ID == d.ID })
		if at < 0 {
			continue
		}
		d.Seats = slices.Clone(d.Seats)
		for j := range d.Seats {
			if s := &d.Seats[j]; !s.State.Gone() {
				u.answer(s, u.Persons[at].Outcome, waitingNo, now)
			}
		}
	}
	return r
}

func (u SelectedUnit) answer(s *Seat, outcome SeatState, waitingNo int64, now time.Time) {
	s.State, s.WaitingNo, s.ConfirmedAt, s.OfferedUntil = outcome, 0, time.Time{}, time.Time{}
	switch {
	case !u.Meeting.IsZero():
		s.Meeting = u.Meeting
	case len(u.Registration.Wishes) > 0: // one that chose a meeting waits there
		s.Meeting = ID{}
	}
	switch outcome {
	case SeatPlaced:
		s.ConfirmedAt = now
	case SeatWaiting:
		s.WaitingNo = waitingNo
	}
}

// Quotes reports whether a letter says what staff wrote as a reason.
func (u SelectedUnit) Quotes() bool {
	if u.Outcome == SeatNotSelected && u.Reason.Text != "" {
		return true
	}
	return u.Outcome == SeatPlaced && slices.ContainsFunc(u.Persons, func(p SelectedPerson) bool {
		return p.Outcome != SeatPlaced && p.Reason.Text != ""
	})
}

// ByLot are the answers in the order of the lots; those without a lot last, as they came.
func ByLot(answers []SelectedUnit) []SelectedUnit {
	last := func(u SelectedUnit) int {
		if u.Lot == 0 {
			return 1
		}
		return 0
	}
	sorted := slices.Clone(answers)
	slices.SortStableFunc(sorted, func(a, b SelectedUnit) int {
		return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(a.Lot, b.Lot), a.Registration.ReceivedAt.Compare(b.Registration.ReceivedAt))
	})
	return sorted
}

// LetterKind is the kind of letter that answers the registration's contact.
func (u SelectedUnit) LetterKind() LetterKind {
	switch u.Outcome {
	case SeatPlaced:
		return LetterConfirmation
	case SeatNotSelected:
		return LetterNotSelected
	}
	return LetterWaiting
}

// Readers are those who get a letter of their own about the answer: the contact, and every delegate with a place and an address other
// than the contact's. meeting is the one the registration has places at, or nil.
func (u SelectedUnit) Readers(meeting *Meeting) []ConfirmationRecipient {
	if u.Outcome == SeatPlaced && meeting != nil {
		return ConfirmationRecipients(*meeting, []Registration{u.Answered(0, time.Time{})})
	}
	c := u.Registration.Contact
	return []ConfirmationRecipient{{Registration: u.Registration, Name: c.Name, Email: c.Email, Due: true}}
}

// AnswerCounts is how many letters of each sort the answers are.
type AnswerCounts struct {
	Placed, Waiting, NotSelected int // registrations, and as many letters to contacts
	Delegates                    int // letters to delegates with places
	Printed                      int // of them all, on paper
}

// Letters is how many there are in all.
func (c AnswerCounts) Letters() int { return c.Placed + c.Waiting + c.NotSelected + c.Delegates }

// CountAnswers counts the letters that the answers are.
func CountAnswers(inv *Invitation, answers []SelectedUnit) AnswerCounts {
	var c AnswerCounts
	for _, u := range answers {
		switch u.Outcome {
		case SeatPlaced:
			c.Placed++
		case SeatNotSelected:
			c.NotSelected++
		default:
			c.Waiting++
		}
		for _, reader := range u.Readers(inv.Meeting(u.Meeting)) {
			if reader.Delegate != nil {
				c.Delegates++
			}
			if reader.Email == "" {
				c.Printed++
			}
		}
	}
	return c
}

// AnswersPage is what staff see before and after they send the answers of a selection.
type AnswersPage struct {
	Invitation Invitation
	Draw       Selection
	Proposal   SelectionProposal // the approved one; zero when none is
	Answers    []SelectedUnit    // in Norwegian order
	Counts     AnswerCounts
	Late       int          // of the answers, those who have come since the draw was frozen
	Quoted     int          // letters that quote what staff wrote as a reason
	Obstacles  []Problem    // why they can't be sent now
	Letters    LetterCounts // once they are sent: the letters by state
	Failed     []Letter     // that did not get through and have not been sent again
	ToPrint    []Letter     // that wait for a printer
	SentBy     string
	Now        time.Time
}

// Sent reports whether the answers are out.
func (p AnswersPage) Sent() bool { return !p.Draw.SentAt.IsZero() }

// Going is how many letters there are, and how many of them have been sent or printed.
func (p AnswersPage) Going() (done, all int) {
	for state, n := range p.Letters {
		all += n
		if state == LetterSent || state == LetterPrinted {
			done += n
		}
	}
	return done, all
}

// Underway reports whether letters still wait to be sent by themselves.
func (p AnswersPage) Underway() bool { return p.Letters[LetterQueued] > 0 }
