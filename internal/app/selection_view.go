package app

import (
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/selection"
)

// view is a proposal in the words of pages: who has got what, and why.
func (b *bench) view(o opened, lang dialogue.Lang) dialogue.SelectionView {
	v := dialogue.SelectionView{Proposal: o.proposal, Figures: b.figures(o, lang)}
	for _, l := range o.result.Levels {
		v.Levels = append(v.Levels, dialogue.SelectionLevel(l))
	}
	at := make(map[dialogue.ID]int, len(o.c.Units))
	for i, u := range o.c.Units {
		if id, err := rosterID(u.ID); err == nil {
			at[id] = i
		}
	}
	outcomes := byPerson(o.result)
	for i := range b.all {
		if k, frozen := at[b.all[i].ID]; frozen {
			v.Units = append(v.Units, b.unit(o, k, outcomes))
		}
	}
	return v
}

func byPerson(r selection.Result) map[string]selection.Outcome {
	outcomes := make(map[string]selection.Outcome, len(r.Outcomes))
	for _, o := range r.Outcomes {
		outcomes[o.Person] = o
	}
	return outcomes
}

// unit is what a proposal gives the case's unit number k. The case and the result have their units in the same order, by id.
func (b *bench) unit(o opened, k int, outcomes map[string]selection.Outcome) dialogue.SelectedUnit {
	frozen, out := o.c.Units[k], o.result.Units[k]
	id, _ := rosterID(frozen.ID)
	u := dialogue.SelectedUnit{Registration: *b.at[id], CountyName: countyOn(frozen.County, b.day()), Outcome: dialogue.SeatState(out.State),
		Rank: out.Rank, Lot: out.Lot, Reason: b.reason(out.Reason, out.Lot, len(o.c.Units))}
	u.Meeting, _ = rosterID(out.Meeting)
	locks := map[dialogue.ID]*dialogue.SelectionLock{}
	for _, l := range o.c.Rules.Locks {
		if l.Unit != frozen.ID {
			continue
		}
		person, _ := rosterID(l.Person)
		if lockID, err := rosterID(l.Reason); err == nil {
			locks[person] = b.lock(lockID)
		}
	}
	u.Lock = locks[dialogue.ID{}]
	for _, p := range frozen.Persons {
		personOut := outcomes[p.ID]
		person := dialogue.SelectedPerson{Outcome: dialogue.SeatState(personOut.State), Reason: b.reason(personOut.Reason, out.Lot, len(o.c.Units))}
		delegate, _ := rosterID(p.ID)
		person.Delegate, person.Role, person.Lock = dialogue.Delegate{ID: delegate}, b.roleName(p.Role), locks[delegate]
		if i := slices.IndexFunc(u.Registration.Delegates, func(d dialogue.Delegate) bool { return d.ID == delegate }); i >= 0 {
			person.Delegate = u.Registration.Delegates[i]
		}
		u.Persons = append(u.Persons, person)
	}
	return u
}

func (b *bench) roleName(role string) dialogue.Text {
	if id, err := rosterID(role); err == nil {
		if r := b.inv.Role(id); r != nil {
			return r.Name
		}
	}
	return dialogue.Text{}
}

// reason turns a certificate's ids into what people know things by. A lock's text is the lock's id until here.
func (b *bench) reason(c selection.Certificate, lot, applied int) dialogue.SelectionReason {
	r := dialogue.SelectionReason{Kind: string(c.Kind), Lot: lot, LastLot: c.LastLot, FirstOut: c.FirstOut,
		County: countyOn(c.County, b.day()), Role: b.roleName(c.Role), Applied: applied}
	for _, m := range c.Meetings {
		if id, err := rosterID(m); err == nil {
			r.Meetings = append(r.Meetings, id)
		}
	}
	if id, err := rosterID(c.Text); err == nil {
		if l := b.lock(id); l != nil {
			if l.Withdrawal {
				r.Kind = dialogue.ReasonWithdrawn
			}
			r.Text = l.Reason
		}
	}
	return r
}

// moves is who has another outcome in the second result, units in Norwegian order.
func (b *bench) moves(before, after selection.Result) []dialogue.SelectionMove {
	changed := map[string]bool{}
	for _, c := range selection.Diff(before, after) {
		changed[c.Unit] = true
	}
	was, is := byUnit(before), byUnit(after)
	var moves []dialogue.SelectionMove
	for i := range b.all {
		id := b.all[i].ID.String()
		if !changed[id] {
			continue
		}
		x, y := was[id], is[id]
		move := dialogue.SelectionMove{Registration: b.all[i].ID, UnitName: b.all[i].Unit.Name, UnitKind: b.all[i].Unit.Kind,
			Before: dialogue.SeatState(x.State), After: dialogue.SeatState(y.State), PlacesBefore: x.Places, Places: y.Places}
		move.MeetingBefore, _ = rosterID(x.Meeting)
		move.Meeting, _ = rosterID(y.Meeting)
		moves = append(moves, move)
	}
	return moves
}

func byUnit(r selection.Result) map[string]selection.UnitOutcome {
	units := make(map[string]selection.UnitOutcome, len(r.Units))
	for _, u := range r.Units {
		units[u.Unit] = u
	}
	return units
}
