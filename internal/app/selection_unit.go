package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/selection"
)

// SelectionUnit is one registration in a proposal, with what it would take to have it at each meeting that it did not get. ErrNotFound
// for one that was not frozen.
func (a *App) SelectionUnit(ctx context.Context, actor dialogue.Actor, series, proposal, registration dialogue.ID) (dialogue.SelectionUnitPage, error) {
	var page dialogue.SelectionUnitPage
	b, o, err := a.benchOfProposal(ctx, actor, series, proposal)
	if err != nil {
		return page, err
	}
	k := slices.IndexFunc(o.c.Units, func(u selection.Unit) bool { return u.ID == registration.String() })
	if k < 0 {
		return page, dialogue.ErrNotFound
	}
	page = dialogue.SelectionUnitPage{Invitation: b.inv, Draw: *b.draw, View: o.proposal, Unit: b.unit(o, k, byPerson(o.result)), Now: b.now}
	for _, l := range b.locks {
		if l.Registration == registration {
			page.Locks = append(page.Locks, l)
		}
	}
	for _, id := range b.frozenMeetings() {
		if id == page.Unit.Meeting {
			continue
		}
		answer, err := b.whatIf(o, registration, id)
		if err != nil {
			return page, err
		}
		page.WhatIf = append(page.WhatIf, answer)
	}
	newest := b.newest()
	page.Editable = actor.MayEdit(actor.Organiser) && b.inv.Series.ErasedAt.IsZero() && b.draw.ID == b.draws[0].ID && newest.ID == proposal &&
		b.mayPropose() == nil
	page.Staff, err = a.staffNames(ctx, actor.Organiser)
	return page, err
}

// frozenMeetings are the draw's meetings in the invitation's order.
func (b *bench) frozenMeetings() []dialogue.ID {
	var ids []dialogue.ID
	for _, m := range b.inv.Meetings {
		if slices.ContainsFunc(b.frozen.Meetings, func(f selection.Meeting) bool { return f.ID == m.ID.String() }) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

func (b *bench) whatIf(o opened, registration, meeting dialogue.ID) (dialogue.WhatIf, error) {
	answer := dialogue.WhatIf{Meeting: meeting}
	if b.draw.Method != selection.Method { // its lots were drawn another way
		answer.Impossible = true
		return answer, nil
	}
	found, err := selection.WhatIf(o.c, o.seed, o.result, registration.String(), meeting.String())
	if err != nil {
		return answer, err
	}
	answer.Impossible, answer.Level, answer.Before, answer.After = !found.Possible, found.Level, found.From, found.To
	answer.Lot, answer.LoserLot = found.Lot, found.LoserLot
	answer.Moves = b.moves(o.result, with(o.result, found.Changes))
	return answer, nil
}

// with is a result after changes of its people's outcomes: what becomes of people and units, not why.
func with(r selection.Result, changes []selection.Change) selection.Result {
	after := selection.Result{Outcomes: slices.Clone(r.Outcomes), Units: slices.Clone(r.Units)}
	at := make(map[string]int, len(after.Outcomes))
	for i, o := range after.Outcomes {
		at[o.Person] = i
	}
	touched := map[string]bool{}
	for _, c := range changes {
		if i, known := at[c.Person]; known {
			after.Outcomes[i].State, after.Outcomes[i].Meeting = c.AfterState, c.AfterMeeting
			touched[c.Unit] = true
		}
	}
	for i := range after.Units {
		u := &after.Units[i]
		if !touched[u.Unit] {
			continue
		}
		u.State, u.Meeting, u.Places = selection.Waiting, "", 0
		for _, o := range after.Outcomes {
			if o.Unit == u.Unit && o.State == selection.Placed {
				u.State, u.Meeting = selection.Placed, o.Meeting
				u.Places++
			}
		}
	}
	return after
}
