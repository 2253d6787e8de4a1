package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// TakeOver moves chosen people of a proposal into the unit's live registration, one by one within the cap. It is done by the live
// registration's contact before the deadline, or by staff. What each has answered about themselves comes along. When nobody is left in the proposal it is settled. ErrTooMany when the cap is
// reached.
func (a *App) TakeOver(ctx context.Context, actor dialogue.Actor, e Edit, proposal dialogue.ID, chosen []dialogue.ID) error {
	return a.change(ctx, actor, e, "take_over", dialogue.LetterChanged, func(c *change) error {
		if !c.may.Add {
			return dialogue.ErrClosed
		}
		p, err := c.proposal(ctx, proposal)
		if err != nil {
			return err
		}
		var edits []dialogue.DelegateEdit
		for _, d := range c.r.LiveDelegates() {
			edits = append(edits, dialogue.DelegateEdit{ID: d.ID, DelegateRequest: requestOf(d)})
		}
		for _, d := range p.LiveDelegates() {
			if slices.Contains(chosen, d.ID) {
				edits = append(edits, dialogue.DelegateEdit{TakenFrom: d.ID, DelegateRequest: requestOf(d)})
			}
		}
		edits = dialogue.SettleDelegates(&c.inv, c.r, edits, c.may, c.now)
		if err := dialogue.CheckDelegates(&c.inv, c.r, edits, c.may, c.now); err != nil {
			return err
		}
		if err := c.applyEdits(ctx, edits); err != nil {
			return err
		}
		if err := c.tx.Write(ctx, func(b *postgres.Batch) { b.TakeAnswersOver(c.r, p) }); err != nil {
			return err
		}
		return c.settle(ctx, p, chosen)
	})
}

// DismissProposal sets a proposal aside; nobody is told.
func (a *App) DismissProposal(ctx context.Context, actor dialogue.Actor, e Edit, proposal dialogue.ID) error {
	return a.change(ctx, actor, e, "dismiss_proposal", dialogue.LetterChanged, func(c *change) error {
		p, err := c.proposal(ctx, proposal)
		if err != nil {
			return err
		}
		var all []dialogue.ID
		for _, d := range p.LiveDelegates() {
			all = append(all, d.ID)
		}
		if err := c.settle(ctx, p, all); err != nil {
			return err
		}
		return c.tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(line(actor, "dismiss_proposal", p, nil))
		})
	})
}

// proposal is a proposal for the same unit and series as the live registration, locked.
func (c *change) proposal(ctx context.Context, id dialogue.ID) (dialogue.Registration, error) {
	p, err := lockedRegistration(ctx, c.tx, c.r.Organiser, id, 0)
	if err != nil {
		return p, err
	}
	if p.State != dialogue.Proposal || p.Series != c.r.Series || p.Unit.ID != c.r.Unit.ID {
		return p, dialogue.ErrNotFound
	}
	return p, nil
}

// settle takes the people out of the proposal; with nobody left it is dealt with.
func (c *change) settle(ctx context.Context, p dialogue.Registration, out []dialogue.ID) error {
	left := 0
	return c.tx.Write(ctx, func(b *postgres.Batch) {
		for _, d := range p.LiveDelegates() {
			if !slices.Contains(out, d.ID) {
				left++
				continue
			}
			for _, s := range d.Seats {
				s.State = dialogue.SeatReplaced
				b.SetSeat(p, s, true)
			}
		}
		if left == 0 {
			b.SetRegistrationState(p, dialogue.Settled, "")
		}
	})
}

func requestOf(d dialogue.Delegate) dialogue.DelegateRequest {
	q := dialogue.DelegateRequest{Role: d.Role, Name: d.Name, Position: d.Position, Email: d.Email, Phone: d.Phone}
	for _, s := range d.Seats {
		if !s.State.Gone() && !s.Meeting.IsZero() {
			q.Meetings = append(q.Meetings, s.Meeting)
		}
	}
	return q
}
