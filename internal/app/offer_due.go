package app

import (
	"context"
	"errors"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// offersDue ends the offers whose time is out, and at the hours for it offers the free places of every meeting to those who wait there,
// in order. Each is a transaction of its own: one that fails stands in nobody's way, and the error tells of it.
func (a *App) offersDue(ctx context.Context) (expired, made int, err error) {
	over, err := a.db.OffersThatExpired(ctx)
	var failed []error
	for _, o := range over {
		switch ended, err := a.expireOffer(ctx, o); {
		case err != nil:
			failed = append(failed, err)
		case ended:
			expired++
		}
	}
	now, nowErr := a.db.Now(ctx)
	if err := errors.Join(err, nowErr); err != nil || !dialogue.OfficeHours(now) {
		return expired, 0, errors.Join(append(failed, err)...)
	}
	meetings, err := a.db.MeetingsWithRoom(ctx)
	for _, k := range meetings {
		for {
			offered, err := a.offerNext(ctx, k)
			if err != nil {
				failed = append(failed, err)
			}
			if err != nil || !offered {
				break
			}
			made++
		}
	}
	return expired, made, errors.Join(append(failed, err)...)
}

// expireOffer ends an offer whose time is out; false when it has ended otherwise meanwhile, or got more time.
func (a *App) expireOffer(ctx context.Context, o dialogue.Offer) (ended bool, err error) {
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		ended = false
		e, err := a.endOffer(ctx, tx, dialogue.System(o.Organiser), o)
		if errors.Is(err, dialogue.ErrClosed) { // its personal data is erased: nobody is told
			ended = true
			return tx.Write(ctx, func(b *postgres.Batch) {
				b.EndOffer(o, dialogue.OfferExpired, dialogue.ID{})
				b.Audit(dialogue.AuditLine{Actor: dialogue.System(o.Organiser), Verb: "expire_offer", Series: o.Series, About: o.Registration})
			})
		}
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil || e.offer.State != dialogue.OfferOpen || now.Before(e.offer.Until) {
			return err
		}
		ended = true
		return a.putBack(ctx, e, dialogue.OfferExpired, "expire_offer", "")
	})
	return ended, err
}

// offerNext offers places at a meeting to the first in its line; false when there is nobody to offer to, or not room.
func (a *App) offerNext(ctx context.Context, k postgres.MeetingKey) (offered bool, err error) {
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		offered = false
		first, ok, err := nextInLine(ctx, tx, k, nil)
		if err != nil || !ok {
			return err
		}
		o, err := a.startOffer(ctx, tx, dialogue.System(k.Organiser), first.Registration, 0, k.Meeting)
		if errors.Is(err, dialogue.ErrClosed) || errors.Is(err, dialogue.ErrNotFound) {
			return nil // it closed, or they left, since we looked
		}
		if err != nil {
			return err
		}
		// Now that nobody can come or go: is it still so?
		if now, ok, err := nextInLine(ctx, tx, k, &o.room); err != nil || !ok || now.Registration != first.Registration {
			return err
		}
		for i := range o.r.Delegates {
			d := &o.r.Delegates[i]
			for j := range d.Seats {
				if s := &d.Seats[j]; s.Meeting == k.Meeting && s.State == dialogue.SeatWaiting && s.WaitingNo <= first.Last {
					o.seats, o.offered = append(o.seats, s), append(o.offered, d.ID)
				}
			}
		}
		if free, limited := o.room.Free(); len(o.seats) == 0 || limited && free < len(o.seats) {
			return nil
		}
		offered = true
		return a.makeOffer(ctx, o)
	})
	return offered, err
}

// nextInLine is who is offered places at the meeting now. room is what is taken there, or nil to look.
func nextInLine(ctx context.Context, tx *postgres.Tx, k postgres.MeetingKey, room *dialogue.Meeting) (dialogue.InLine, bool, error) {
	if room == nil {
		m, err := tx.Meeting(ctx, k.Organiser, k.Meeting)
		if err != nil {
			return dialogue.InLine{}, false, err
		}
		room = &m
	}
	queue, err := tx.Queue(ctx, k.Organiser, k.Meeting)
	if err != nil {
		return dialogue.InLine{}, false, err
	}
	first, ok := dialogue.NextInLine(queue, *room)
	return first, ok, nil
}
