package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/selection"
)

// replacements are whom the free places after a selection's answers are proposed for: first the next of a delegation that somebody has
// left, in its own order, then by the rules and lots of the draw that was sent, with everybody who has a place, or an offer of one, held
// there. Left out are those who have withdrawn or declined since, those whose time ran out or whose offer staff withdrew, for that
// meeting, and those who were not frozen. sent is false, and nothing is proposed, before the answers are sent.
func (a *App) replacements(ctx context.Context, r postgres.Reader, inv dialogue.Invitation, now time.Time) (proposed []dialogue.Replacement, sent bool, err error) {
	draws, err := r.Selections(ctx, inv.Organiser.ID, inv.Series.ID)
	i := slices.IndexFunc(draws, func(d dialogue.Selection) bool { return !d.SentAt.IsZero() })
	if err != nil || i < 0 {
		return nil, false, err
	}
	b, err := readBench(ctx, r, inv, now, draws[i].ID)
	if err != nil {
		return nil, false, err
	}
	p := dialogue.Approved(b.proposals)
	if p == nil || b.draw.Method != selection.Method { // what would come of an older method's lots, nobody can say
		return nil, true, nil
	}
	o, err := b.open(p.ID)
	if err != nil {
		return nil, true, err
	}
	offers, err := r.OffersOf(ctx, inv.Organiser.ID, inv.Series.ID)
	if err != nil {
		return nil, true, err
	}
	s := newStandIn(b, o, offers)
	s.nextOfOwn()
	if err := s.byTheRules(); err != nil {
		return nil, true, err
	}
	return s.proposed(), true, nil
}

// standIn finds who gets the free places. Ids are those of the frozen files.
type standIn struct {
	*bench
	o       opened
	free    map[string]int    // by meeting
	held    map[string]string // by person: the meeting where the person has a place or an offer, or is proposed
	waits   map[string]bool   // by person: can be offered a place
	passed  map[[2]string]bool
	given   map[[2]string]int // by unit and meeting: the places it was given
	picks   []pick
	reasons map[string]dialogue.SelectionReason
}

// pick is one place for one person.
type pick struct {
	unit, person, meeting string
	own                   bool
}

func newStandIn(b *bench, o opened, offers []dialogue.Offer) *standIn {
	s := &standIn{bench: b, o: o, free: map[string]int{}, held: map[string]string{}, waits: map[string]bool{}, passed: map[[2]string]bool{},
		given: map[[2]string]int{}, reasons: map[string]dialogue.SelectionReason{}}
	people := 0
	for _, u := range o.c.Units {
		people += len(u.Persons)
	}
	for _, m := range o.c.Meetings {
		id, _ := rosterID(m.ID)
		now := b.inv.Meeting(id)
		if b.inv.Offerable(now, b.now) != nil {
			continue
		}
		if free, limited := now.Free(); limited {
			s.free[m.ID] = free
		} else {
			s.free[m.ID] = people
		}
	}
	for _, u := range o.result.Units {
		if u.State == selection.Placed {
			s.given[[2]string{u.Unit, u.Meeting}] = u.Places
		}
	}
	slices.SortFunc(offers, func(x, y dialogue.Offer) int {
		return cmp.Or(x.MadeAt.Compare(y.MadeAt), cmp.Compare(x.ID.String(), y.ID.String()))
	})
	for _, offer := range offers {
		at := [2]string{offer.Registration.String(), offer.Meeting.String()}
		switch offer.State {
		case dialogue.OfferAccepted:
			if s.given[at] == 0 {
				s.given[at] = offer.Places
			}
		case dialogue.OfferDeclined, dialogue.OfferExpired, dialogue.OfferWithdrawn:
			s.passed[at] = true
		}
	}
	for _, r := range b.all {
		if r.State != dialogue.Active {
			continue
		}
		for _, d := range r.Delegates {
			for _, seat := range d.Seats {
				switch seat.State {
				case dialogue.SeatPlaced, dialogue.SeatOffered:
					s.held[d.ID.String()] = seat.Meeting.String()
				case dialogue.SeatWaiting:
					s.waits[d.ID.String()] = true
				}
			}
		}
	}
	return s
}

// nextOfOwn gives the places that somebody has left to the next of the same delegation.
func (s *standIn) nextOfOwn() {
	for _, k := range s.inLotOrder() {
		u := s.o.c.Units[k]
		for _, m := range s.o.c.Meetings {
			at := [2]string{u.ID, m.ID}
			left := s.given[at]
			for _, person := range u.Persons {
				if s.held[person.ID] == m.ID {
					left--
				}
			}
			for _, person := range u.Persons {
				if _, sits := s.held[person.ID]; left > 0 && s.free[m.ID] > 0 && !sits && s.waits[person.ID] && !s.passed[at] {
					s.pick(pick{u.ID, person.ID, m.ID, true})
					left--
				}
			}
		}
	}
}

// inLotOrder are the numbers of the case's units in the order of their lots.
func (s *standIn) inLotOrder() []int {
	order := make([]int, len(s.o.c.Units))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Compare(s.o.result.Units[x].Lot, s.o.result.Units[y].Lot) })
	return order
}

func (s *standIn) pick(p pick) {
	s.picks = append(s.picks, p)
	s.held[p.person] = p.meeting
	s.free[p.meeting]--
}

// byTheRules solves the draw again with everybody held who has a place, and with only the free places left.
func (s *standIn) byTheRules() error {
	left := 0
	for _, n := range s.free {
		left += n
	}
	if left == 0 {
		return nil
	}
	then := s.heldCase()
	after, err := selection.Solve(then, s.o.seed)
	var trouble *selection.LockError
	if errors.As(err, &trouble) && trouble.Code == selection.LockFull { // somebody's delegation is now below the least: it may stay so
		then.Rules.MinDelegation = 1
		after, err = selection.Solve(then, s.o.seed)
	}
	if errors.As(err, &trouble) { // staff have given places since that the draw's rules don't know: they choose the rest themselves too
		return nil
	}
	if err != nil {
		return err
	}
	for i, u := range after.Units {
		s.reasons[u.Unit] = s.reason(u.Reason, s.o.result.Units[i].Lot, len(s.o.c.Units))
	}
	for _, o := range after.Outcomes {
		if _, sits := s.held[o.Person]; !sits && o.State == selection.Placed && s.free[o.Meeting] > 0 {
			s.pick(pick{o.Unit, o.Person, o.Meeting, false})
		}
	}
	return nil
}

// heldCase is the frozen case with those who have a place, or are proposed for one, held there, those who can't be offered one out, and as
// many places at each meeting as they take and are free. A meeting that a delegation was offered in vain is none of its.
func (s *standIn) heldCase() selection.Case {
	then := selection.Case{Rules: s.o.c.Rules}
	then.Rules.Locks = nil
	places := map[string]int{}
	for m, free := range s.free {
		places[m] = free
	}
	for _, u := range s.o.c.Units {
		at := s.meetingOf(u)
		if at == "" {
			u.Ranking = slices.DeleteFunc(slices.Clone(u.Ranking), func(m string) bool { return s.passed[[2]string{u.ID, m}] })
		}
		then.Units = append(then.Units, u)
		for _, person := range u.Persons {
			m, sits := s.held[person.ID]
			switch {
			case sits && m == at && slices.Contains(u.Ranking, m):
				places[m]++
				then.Rules.Locks = append(then.Rules.Locks, selection.Lock{Unit: u.ID, Person: person.ID, Kind: selection.At, Meeting: m})
			case sits, !s.waits[person.ID], s.passed[[2]string{u.ID, at}]:
				then.Rules.Locks = append(then.Rules.Locks, selection.Lock{Unit: u.ID, Person: person.ID, Kind: selection.Out})
			}
		}
	}
	for _, m := range s.o.c.Meetings {
		m.Capacity = places[m.ID]
		then.Meetings = append(then.Meetings, m)
	}
	return then
}

// meetingOf is where somebody of the unit has a place.
func (s *standIn) meetingOf(u selection.Unit) string {
	for _, person := range u.Persons {
		if m, sits := s.held[person.ID]; sits {
			return m
		}
	}
	return ""
}

// proposed are the picks by delegation and meeting, those of the same delegation first, then in the order of the lots.
func (s *standIn) proposed() []dialogue.Replacement {
	var all []dialogue.Replacement
	for _, k := range s.inLotOrder() {
		u := s.o.c.Units[k]
		for _, m := range s.o.c.Meetings {
			for _, own := range []bool{true, false} {
				unit, _ := rosterID(u.ID)
				meeting, _ := rosterID(m.ID)
				p := dialogue.Replacement{Meeting: meeting, SameUnit: own, Reason: s.reasons[u.ID]}
				for _, pick := range s.picks {
					id, _ := rosterID(pick.person)
					if r := s.at[unit]; r != nil && pick.unit == u.ID && pick.meeting == m.ID && pick.own == own {
						p.Registration = *r
						if d := r.Delegate(id); d != nil {
							p.Delegates = append(p.Delegates, *d)
						}
					}
				}
				if len(p.Delegates) > 0 {
					all = append(all, p)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(x, y dialogue.Replacement) int {
		switch {
		case x.SameUnit == y.SameUnit:
			return 0
		case x.SameUnit:
			return -1
		}
		return 1
	})
	return all
}
