package dialogue

import (
	"cmp"
	"slices"
	"time"
)

// OffersPage is a series' free places, who waits for them, and what has been offered.
type OffersPage struct {
	Invitation Invitation
	Meetings   []MeetingOffers
	History    []OfferLine // those that are over, newest first
	Selected   bool        // the selection's answers are sent: from now on places are given out by offers
	Staff      map[ID]string
	Now        time.Time
}

// Proposed is how many offers are proposed.
func (p OffersPage) Proposed() int {
	n := 0
	for _, m := range p.Meetings {
		n += len(m.Proposed)
	}
	return n
}

// MeetingOffers is how it stands at one meeting.
type MeetingOffers struct {
	Meeting  Meeting
	Queue    []InLine      // where places go to whoever comes first
	Open     []OfferLine   // offers to be answered, the first to end first
	Proposed []Replacement // under selection: whom the draw's rules say the free places go to
}

// Stuck is how many free places the queue would need, when it waits for more than there are: its first are too many. 0 when nothing
// stands in the way.
func (m MeetingOffers) Stuck() int {
	if len(m.Queue) == 0 {
		return 0
	}
	free, limited := m.Meeting.Free()
	for _, p := range m.Queue {
		if !p.TakenBack {
			if limited && free > 0 && p.People > free {
				return p.People
			}
			return 0
		}
	}
	return 0
}

// OfferLine is an offer and whose it is.
type OfferLine struct {
	Offer        Offer
	Registration Registration
}

// Replacement is free places at a meeting that are proposed for some of a delegation, with the reason.
type Replacement struct {
	Registration Registration
	Meeting      ID
	Delegates    []Delegate
	SameUnit     bool            // somebody of the same delegation has left: these are its next
	Reason       SelectionReason // of the others, as the draw gives it
}

// ByUntil orders offers by when they end.
func ByUntil(a, b OfferLine) int {
	return cmp.Or(a.Offer.Until.Compare(b.Offer.Until), a.Offer.MadeAt.Compare(b.Offer.MadeAt))
}

// Proposes reports whether the places at a meeting are proposed for all the named delegates of a registration.
func Proposes(proposed []Replacement, registration, meeting ID, delegates []ID) bool {
	for _, d := range delegates {
		if !slices.ContainsFunc(proposed, func(p Replacement) bool {
			return p.Registration.ID == registration && p.Meeting == meeting && slices.ContainsFunc(p.Delegates, func(other Delegate) bool { return other.ID == d })
		}) {
			return false
		}
	}
	return len(delegates) > 0
}
