package dialogue

import (
	"slices"
	"time"
)

// OfferState is open → accepted | declined | expired | withdrawn (by staff, or because the unit withdrew).
type OfferState string

// The states of an offer.
const (
	OfferOpen      OfferState = "open"
	OfferAccepted  OfferState = "accepted"
	OfferDeclined  OfferState = "declined"
	OfferExpired   OfferState = "expired"
	OfferWithdrawn OfferState = "withdrawn"
)

// Offer is places at a meeting offered to those of a registration who waited. The seats are 'offered' as long as it is open.
type Offer struct {
	Organiser, ID, Series, Registration, Meeting ID
	MadeAt, Until, AnsweredAt                    time.Time
	MadeBy                                       ID // none: by itself, in the order of the waiting list
	AnsweredBy                                   ID // the staff user who answered for the unit or withdrew it
	Places                                       int
	State                                        OfferState
}

// Answerable is nil while the offer can be answered: it is open, its time is not out and the meeting is ahead. Else ErrUsed.
func (o Offer) Answerable(m *Meeting, now time.Time) error {
	if o.State != OfferOpen || !now.Before(o.Until) || m == nil || m.State == Cancelled || m.Started(now) {
		return ErrUsed
	}
	return nil
}

// The hours in which we write to people by ourselves, and an offer's time runs: 08–18 on working days.
const (
	officeOpens  = 8
	officeCloses = 18
)

// OfficeHours reports whether offers and automatic reminders go at now: between 08 and 18 in Oslo on a day that is no Saturday, Sunday or
// Norwegian public holiday.
func OfficeHours(now time.Time) bool {
	day := DateOf(now)
	hour := now.In(Oslo).Hour()
	return !day.IsWeekend() && !day.IsHoliday() && hour >= officeOpens && hour < officeCloses
}

// OfferAtLeast is the shortest time that anybody gets to answer an offer: nearer to its start a meeting gets no new ones.
const OfferAtLeast = time.Hour

// OfferUntil is the first instant too late for an offer made at now: 18 o'clock on the last of so many working days after today, or
// when the meeting starts if that is sooner. ok is false when that is less than OfferAtLeast away. A meeting without a date never
// starts.
func OfferUntil(now time.Time, days int, starts time.Time) (until time.Time, ok bool) {
	day := DateOf(now)
	for days > 0 {
		day = day.AddDays(1)
		if !day.IsWeekend() && !day.IsHoliday() {
			days--
		}
	}
	until = day.At(officeCloses, 0)
	if !starts.IsZero() && until.After(starts) {
		until = starts
	}
	return until, until.Sub(now) >= OfferAtLeast
}

// InLine is a place in a meeting's queue: those of one delegation who wait side by side.
type InLine struct {
	Registration ID
	Reference    string
	Unit         Unit
	Contact      Contact
	First, Last  int64 // the numbers they have drawn; the same unless some came later and nobody got between
	People       int
	TakenBack    bool // staff have withdrawn an offer to it, or it has let two run out: nothing is offered by itself any more
	Answering    bool // others of the delegation have an open offer at the meeting
}

// Queue joins the places in line that stand side by side and belong to one delegation. They come in the order of their numbers.
func Queue(places []InLine) []InLine {
	var queue []InLine
	for _, p := range places {
		if n := len(queue) - 1; n >= 0 && queue[n].Registration == p.Registration {
			queue[n].Last, queue[n].People = p.Last, queue[n].People+p.People
			continue
		}
		queue = append(queue, p)
	}
	return queue
}

// NextInLine is who is offered places at a meeting by itself now: the first in its queue, whole, or nobody while there is not room for
// all of it or others of it are still to answer. Nobody is passed over but those who are taken back.
func NextInLine(queue []InLine, m Meeting) (InLine, bool) {
	for _, p := range queue {
		if p.TakenBack {
			continue
		}
		free, limited := m.Free()
		return p, !p.Answering && (!limited || free >= p.People)
	}
	return InLine{}, false
}

// Offerable is nil when places at the meeting may be offered at now, by staff at any hour, else ErrClosed.
func (inv *Invitation) Offerable(m *Meeting, now time.Time) error {
	if m == nil || inv.Series.State != Published || !inv.Series.ErasedAt.IsZero() || m.State == Cancelled || m.Started(now) {
		return ErrClosed
	}
	if _, ok := OfferUntil(now, inv.Series.Rules.OfferDays, m.StartsAt); !ok {
		return ErrClosed
	}
	return nil
}

// OfferedAt are the delegates of a registration with an offered seat at a meeting, in the unit's own order.
func (r Registration) OfferedAt(meeting ID) []Delegate {
	var offered []Delegate
	for _, d := range r.Delegates {
		if s := d.SeatAt(meeting); s != nil && s.State == SeatOffered {
			offered = append(offered, d)
		}
	}
	return offered
}

// EndsWhenDeclined reports whether nothing is left of the registration when the places offered at the meeting are declined.
func (r Registration) EndsWhenDeclined(meeting ID) bool {
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			if !s.State.Gone() && !(s.Meeting == meeting && s.State == SeatOffered) {
				return false
			}
		}
	}
	return true
}

// OfferPage is what the link in an offer's letter shows.
type OfferPage struct {
	Invitation   Invitation
	Registration Registration
	Offer        Offer
	Now          time.Time
}

// MayBeOffered tells which of the registration's seats an offer of places at a meeting by hand takes: where places go to whoever comes
// first, all that wait there; under selection those of the named delegates that wait or were not selected, when the delegation can
// attend the meeting and nobody of it is placed at another. Where units rank, it is the ranking that says which meetings those are: those
// who waited beside others that have left wait for any.
func (r Registration) MayBeOffered(inv *Invitation, meeting ID, delegates []ID) func(Delegate, Seat) bool {
	if inv.Series.Rules.Admission != AdmitSelection {
		return func(_ Delegate, s Seat) bool { return s.Meeting == meeting && s.State == SeatWaiting }
	}
	can := r.CanAttend(inv, meeting) && !slices.ContainsFunc(r.Delegates, func(d Delegate) bool {
		return slices.ContainsFunc(d.Seats, func(s Seat) bool {
			return s.Meeting != meeting && (s.State == SeatPlaced || s.State == SeatOffered)
		})
	})
	return func(d Delegate, s Seat) bool {
		return can && slices.Contains(delegates, d.ID) && (s.State == SeatWaiting || s.State == SeatNotSelected) &&
			(s.Meeting.IsZero() || s.Meeting == meeting || inv.Series.Rules.Choice == Ranked)
	}
}

// CanAttend reports whether the registration's ranking has the meeting as one it can attend; without a ranking it can.
func (r Registration) CanAttend(inv *Invitation, meeting ID) bool {
	if inv.Series.Rules.Choice != Ranked {
		return true
	}
	return slices.ContainsFunc(r.Wishes, func(w Wish) bool { return w.Meeting == meeting && w.Available })
}

// WaitsAgainAt is the meeting at which those of the registration wait after an offer there that came to nothing: under selection none,
// unless others of the delegation are placed there.
func (r Registration) WaitsAgainAt(inv *Invitation, meeting ID) ID {
	if inv.Series.Rules.Admission != AdmitSelection || inv.Series.Rules.Choice == ChooseMany {
		return meeting
	}
	for _, d := range r.Delegates {
		if s := d.SeatAt(meeting); s != nil && s.State == SeatPlaced {
			return meeting
		}
	}
	return ID{}
}
