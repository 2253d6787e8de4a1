package app

import (
	"context"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// registerNeighbours fills in the neighbours that a unit names from the register of the series' day. One that the register does not have,
// or that may not register, is a problem.
func registerNeighbours(inv *dialogue.Invitation, named []dialogue.Unit, on dialogue.Date) ([]dialogue.Unit, error) {
	var units []dialogue.Unit
	for _, n := range named {
		official, ok := norway.Lookup(string(n.Kind), n.Number, on)
		if !ok {
			return nil, dialogue.Problems{"neighbours": {Key: "problem.choose-unit"}}
		}
		u := unitOf(official)
		if inv.MayRegister(u, hasDistricts(u, on)) != nil {
			return nil, dialogue.Problems{"neighbours": {Key: "problem.neighbour-not-invited", Args: map[string]any{"Unit": u.Name}}}
		}
		units = append(units, u)
	}
	return units, nil
}

// upsertWithNeighbours stores a unit and those it names in one order for everybody, so that two who name each other never wait for each
// other.
func upsertWithNeighbours(ctx context.Context, tx *postgres.Tx, organiser dialogue.ID, u *dialogue.Unit, neighbours []dialogue.Unit) error {
	ids, err := tx.UpsertUnits(ctx, organiser, append([]dialogue.Unit{*u}, neighbours...))
	if err != nil {
		return err
	}
	u.ID = ids[0]
	for i := range neighbours {
		neighbours[i].ID = ids[i+1]
	}
	return nil
}

// stillAsks looks again whether meetings can be asked for once the series is held: a request may be without people, and then no seat
// is there for the database to refuse.
func stillAsks(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, q dialogue.RegistrationRequest, now time.Time, byStaff bool) error {
	if !inv.Series.Rules.OnRequest || byStaff {
		return nil
	}
	held, err := tx.Invitation(ctx, inv.Organiser.ID, inv.Series.ID)
	if err != nil {
		return err
	}
	return q.Open(&held, now)
}

// conclude makes room for another request of a unit whose meeting has been held.
func conclude(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, live dialogue.Registration) error {
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.Conclude(live)
		b.Audit(line(actor, "conclude", live, nil))
	})
}

// ChangeWish changes what a unit that asks for a meeting says: when it could, what it wants help with, and whom it would like to meet
// together with. It is possible until there is a meeting; then it is ErrClosed.
func (a *App) ChangeWish(ctx context.Context, actor dialogue.Actor, e Edit, w dialogue.MeetingWish) error {
	return a.change(ctx, actor, e, "change_wish", dialogue.LetterChanged, func(c *change) error {
		if !c.may.ChangeWish {
			return dialogue.ErrClosed
		}
		w = dialogue.RegistrationRequest{Unit: c.r.Unit, Wish: w}.Settle(&c.inv, c.now).Wish
		problems := dialogue.CheckWish(w, true)
		neighbours, err := registerNeighbours(&c.inv, w.Neighbours, c.inv.Series.PublicationDay(c.now))
		if err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		w.Neighbours = neighbours
		was := c.r.Wish()
		slices.SortFunc(w.Neighbours, byNumber)
		slices.SortFunc(was.Neighbours, byNumber)
		if w.Equal(was) {
			return nil
		}
		ids, err := c.tx.UpsertUnits(ctx, c.r.Organiser, w.Neighbours)
		if err != nil {
			return err
		}
		for i := range w.Neighbours {
			w.Neighbours[i].ID = ids[i]
		}
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeWishes})
		return c.tx.Write(ctx, func(b *postgres.Batch) { b.SetRequest(c.r, w) })
	})
}

func byNumber(a, b dialogue.Unit) int {
	switch {
	case a.Number < b.Number:
		return -1
	case a.Number > b.Number:
		return 1
	}
	return 0
}

// MayBeNeighbours are the units that a registration of the series may name as those it would like to meet together with.
func (a *App) MayBeNeighbours(inv *dialogue.Invitation, now time.Time) []dialogue.Unit {
	units := unitsInvited(inv, inv.Series.PublicationDay(now))
	return slices.DeleteFunc(units, func(u dialogue.Unit) bool { return u.Kind == dialogue.County })
}
