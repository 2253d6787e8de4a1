package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// OfferSeats offers places at a meeting by hand. Where places go to whoever comes first they are the whole delegation that waits there,
// delegates are ignored, and a reason is needed when others stand before it. Under selection they are the named delegates, and a reason
// is needed when the draw proposes others. ErrFull when there is not room, ErrClosed when the meeting is cancelled, has begun or begins
// within an hour, ErrStale when they don't wait any more, ErrDuplicate when the delegation has an open offer there.
func (a *App) OfferSeats(ctx context.Context, actor dialogue.Actor, e Edit, meeting dialogue.ID, delegates []dialogue.ID) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		o, err := a.startOffer(ctx, tx, actor, e.Registration, seen(e.Version), meeting)
		if err != nil {
			return err
		}
		o.byHand, o.reason = true, e.Reason
		if err := o.choose(delegates); err != nil {
			return err
		}
		inOrder, err := a.offeredInOrder(ctx, o)
		if err != nil {
			return err
		}
		if !inOrder && e.Reason == "" {
			return dialogue.Problems{"reason": {Key: "problem.offer-reason"}}
		}
		return a.makeOffer(ctx, o)
	})
}

// offering is an offer about to be made: the registration and its meeting are locked.
type offering struct {
	tx      *postgres.Tx
	actor   dialogue.Actor
	inv     dialogue.Invitation
	r       dialogue.Registration
	m       *dialogue.Meeting // as the invitation has it
	room    dialogue.Meeting  // what is taken and waits there now
	seats   []*dialogue.Seat  // of r: those to be offered
	offered []dialogue.ID     // the delegates who have them
	byHand  bool
	reason  string
}

// startOffer locks what an offer changes.
func (a *App) startOffer(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, registration dialogue.ID, version int, meeting dialogue.ID) (*offering, error) {
	r, err := lockedRegistration(ctx, tx, actor.Organiser, registration, version)
	if err != nil {
		return nil, err
	}
	o := &offering{tx: tx, actor: actor, r: r}
	if o.inv, err = tx.Invitation(ctx, r.Organiser, r.Series); err != nil {
		return nil, err
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return nil, err
	}
	o.m = o.inv.Meeting(meeting)
	if err := o.inv.Offerable(o.m, now); err != nil {
		return nil, err
	}
	locked, err := tx.LockMeetings(ctx, r.Organiser, []dialogue.ID{meeting})
	if err != nil {
		return nil, err
	}
	o.room = locked[meeting]
	return o, nil
}

// choose finds the seats that are offered: all who wait at the meeting, or under selection those named.
func (o *offering) choose(delegates []dialogue.ID) error {
	if o.r.State != dialogue.Active {
		return dialogue.ErrStale
	}
	may := o.r.MayBeOffered(&o.inv, o.m.ID, delegates)
	for i := range o.r.Delegates {
		d := &o.r.Delegates[i]
		for j := range d.Seats {
			if s := &d.Seats[j]; may(*d, *s) {
				o.seats, o.offered = append(o.seats, s), append(o.offered, d.ID)
			}
		}
	}
	named := o.inv.Series.Rules.Admission == dialogue.AdmitSelection
	if len(o.seats) == 0 || named && len(o.seats) < len(delegates) {
		return dialogue.ErrStale
	}
	if free, limited := o.room.Free(); limited && free < len(o.seats) {
		return dialogue.ErrFull
	}
	return nil
}

// offeredInOrder reports whether the offer is the next one anyhow.
func (a *App) offeredInOrder(ctx context.Context, o *offering) (bool, error) {
	if o.inv.Series.Rules.Admission == dialogue.AdmitSelection {
		now, err := o.tx.Now(ctx)
		if err != nil {
			return false, err
		}
		proposed, _, err := a.replacements(ctx, o.tx.Reader, o.inv, now)
		return err == nil && dialogue.Proposes(proposed, o.r.ID, o.m.ID, o.offered), err
	}
	queue, err := o.tx.Queue(ctx, o.r.Organiser, o.m.ID)
	return err == nil && len(queue) > 0 && queue[0].Registration == o.r.ID && !queue[0].TakenBack, err
}

// makeOffer makes the chosen seats 'offered', with the offer, its link, the audit line and the letter.
func (a *App) makeOffer(ctx context.Context, o *offering) error {
	now, err := o.tx.Now(ctx)
	if err != nil {
		return err
	}
	until, ok := dialogue.OfferUntil(now, o.inv.Series.Rules.OfferDays, o.m.StartsAt)
	if !ok {
		return dialogue.ErrClosed
	}
	offer := dialogue.Offer{Organiser: o.r.Organiser, ID: newID(), Series: o.r.Series, Registration: o.r.ID, Meeting: o.m.ID,
		MadeAt: now, MadeBy: o.actor.User, Until: until, Places: len(o.seats), State: dialogue.OfferOpen}
	token, hash := secret.NewToken()
	if err := o.tx.Write(ctx, func(b *postgres.Batch) {
		for _, s := range o.seats {
			s.State, s.Meeting, s.OfferedUntil = dialogue.SeatOffered, o.m.ID, until // the place in the queue is kept for an offer that is withdrawn
			b.SetSeat(o.r, *s, true)
		}
		b.InsertOffer(offer)
		b.InsertLink(postgres.Link{Organiser: o.r.Organiser, ID: newID(), Registration: o.r.ID, Kind: postgres.OfferLink, Hash: hash, ExpiresAt: until, Offer: offer.ID})
		b.Audit(line(o.actor, "offer_seats", o.r, map[string]any{"offer": offer.ID, "meeting": o.m.ID, "delegates_offered": o.offered, "until": until, "reason": o.reason}))
	}); err != nil {
		return err
	}
	facts, err := a.factsInTx(ctx, o.tx, &o.inv, &o.r, now)
	if err != nil {
		return err
	}
	facts.Meeting, facts.Offer, facts.Token = o.m, &offer, token
	letter, err := a.compose(facts, dialogue.LetterOffer, "offer/"+offer.ID.String())
	if err != nil {
		return err
	}
	return a.post(ctx, o.tx, letter)
}

// WithdrawOffer takes an open offer back. Those who had it wait where they waited before, and nothing is offered to them at the meeting
// by itself any more: staff do it by hand. reason is in the letter, plain, and must be given. ErrStale when the offer is over.
func (a *App) WithdrawOffer(ctx context.Context, actor dialogue.Actor, series, offer dialogue.ID, reason string) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	o, err := a.db.Offer(ctx, actor.Organiser, offer)
	switch {
	case err != nil:
		return err
	case o.Series != series:
		return dialogue.ErrNotFound
	case reason == "":
		return dialogue.Problems{"reason": {Key: "problem.required"}}
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		e, err := a.endOffer(ctx, tx, actor, o)
		if err != nil {
			return err
		}
		if e.offer.State != dialogue.OfferOpen {
			return dialogue.ErrStale
		}
		return a.putBack(ctx, e, dialogue.OfferWithdrawn, "withdraw_offer", reason)
	})
}

// ending is an open offer about to be answered or closed: the registration and its meeting are locked.
type ending struct {
	offering
	offer dialogue.Offer
}

// endOffer locks what the end of an offer changes and reads the offer again.
func (a *App) endOffer(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, o dialogue.Offer) (*ending, error) {
	r, err := lockedRegistration(ctx, tx, o.Organiser, o.Registration, 0)
	if err != nil {
		return nil, err
	}
	e := &ending{offering: offering{tx: tx, actor: actor, r: r}}
	if e.offer, err = tx.Offer(ctx, o.Organiser, o.ID); err != nil {
		return nil, err
	}
	if e.inv, err = tx.Invitation(ctx, r.Organiser, r.Series); err != nil {
		return nil, err
	}
	e.m = e.inv.Meeting(o.Meeting)
	if _, err := tx.LockMeetings(ctx, r.Organiser, []dialogue.ID{o.Meeting}); err != nil {
		return nil, err
	}
	for i := range e.r.Delegates {
		for j := range e.r.Delegates[i].Seats {
			if s := &e.r.Delegates[i].Seats[j]; s.Meeting == o.Meeting && s.State == dialogue.SeatOffered {
				e.seats = append(e.seats, s)
			}
		}
	}
	return e, nil
}
