package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// OfferByLink is what the link of an offer's letter opens, whatever has become of the offer: a link that has been used explains itself.
// It consumes nothing. One that is unknown is ErrUsed.
func (a *App) OfferByLink(ctx context.Context, token string) (page dialogue.OfferPage, err error) {
	if page.Offer, err = a.db.OfferByLink(ctx, secret.HashToken(token)); err != nil {
		return page, err
	}
	if page.Registration, err = a.db.Registration(ctx, page.Offer.Organiser, page.Offer.Registration); err != nil {
		return page, err
	}
	if page.Invitation, err = a.db.Invitation(ctx, page.Offer.Organiser, page.Offer.Series); err != nil {
		return page, err
	}
	page.Now, err = a.db.Now(ctx)
	return page, err
}

// AnswerOfferByLink accepts or declines the offer of a letter's link. ErrUsed when the link is unknown or the offer is over.
func (a *App) AnswerOfferByLink(ctx context.Context, token string, accept bool) error {
	o, err := a.db.OfferByLink(ctx, secret.HashToken(token))
	if err != nil {
		return err
	}
	contact := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: o.Organiser, Registration: o.Registration}
	return a.answerOffer(ctx, contact, o, accept)
}

// AnswerOffer accepts or declines an offer, by the registration's contact or by staff whom the unit has told its answer. ErrUsed when
// the offer is over.
func (a *App) AnswerOffer(ctx context.Context, actor dialogue.Actor, offer dialogue.ID, accept bool) error {
	if actor.Organiser.IsZero() {
		return dialogue.ErrForbidden
	}
	o, err := a.db.Offer(ctx, actor.Organiser, offer)
	if err != nil {
		return err
	}
	if _, err := mayChange(actor, o.Registration); err != nil {
		return err
	}
	return a.answerOffer(ctx, actor, o, accept)
}

func (a *App) answerOffer(ctx context.Context, actor dialogue.Actor, o dialogue.Offer, accept bool) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		e, err := a.endOffer(ctx, tx, actor, o)
		if errors.Is(err, dialogue.ErrClosed) {
			return dialogue.ErrUsed
		}
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if err := e.offer.Answerable(e.m, now); err != nil || e.r.State != dialogue.Active || len(e.seats) == 0 {
			return dialogue.ErrUsed
		}
		if accept {
			return a.acceptOffer(ctx, e, now)
		}
		return a.declineOffer(ctx, e, now)
	})
}

// acceptOffer gives the offered places. Where the meeting's confirmation has been sent already, and after a selection, they get theirs at
// once, else a receipt.
func (a *App) acceptOffer(ctx context.Context, e *ending, now time.Time) error {
	for _, s := range e.seats {
		s.State, s.WaitingNo, s.OfferedUntil = dialogue.SeatPlaced, 0, time.Time{}
	}
	confirmed, err := e.tx.ConfirmationSent(ctx, e.r.Organiser, e.m.ID)
	if err != nil {
		return err
	}
	if e.inv.Series.Rules.Admission == dialogue.AdmitSelection && !e.m.StartsAt.IsZero() {
		confirmed = true // the answers were the confirmation: no other round comes, even where nobody had a place before
	}
	var letters []dialogue.Letter
	if confirmed {
		s := &seriesEdit{tx: e.tx, actor: e.actor, inv: e.inv, now: now}
		if letters, err = a.confirmations(ctx, s, e.m, []dialogue.Registration{e.r}, e.m.Practical); err != nil {
			return err
		}
		for _, s := range e.seats {
			s.ConfirmedAt = now
		}
	}
	if err := e.tx.Write(ctx, func(b *postgres.Batch) {
		for _, s := range e.seats {
			b.SetSeat(e.r, *s, true)
		}
		b.EndOffer(e.offer, dialogue.OfferAccepted, e.actor.User)
		b.Audit(line(e.actor, "accept_offer", e.r, map[string]any{"offer": e.offer.ID, "meeting": e.m.ID, "places": len(e.seats)}))
	}); err != nil {
		return err
	}
	if !confirmed {
		receipt, err := a.changedLetter(ctx, e, now, dialogue.ChangeAccepted)
		if err != nil {
			return err
		}
		letters = append(letters, receipt)
	}
	return a.post(ctx, e.tx, letters...)
}

// declineOffer takes those who were offered places off, and withdraws the registration when nobody is left in it.
func (a *App) declineOffer(ctx context.Context, e *ending, now time.Time) error {
	ends := e.r.EndsWhenDeclined(e.m.ID)
	for _, s := range e.seats {
		s.State, s.OfferedUntil = dialogue.SeatWithdrawn, time.Time{}
	}
	if err := e.tx.Write(ctx, func(b *postgres.Batch) {
		for _, s := range e.seats {
			b.SetSeat(e.r, *s, e.actor.Kind == dialogue.StaffActor)
		}
		b.EndOffer(e.offer, dialogue.OfferDeclined, e.actor.User)
		if ends {
			b.SetRegistrationState(e.r, dialogue.Withdrawn, "")
		}
		b.Audit(line(e.actor, "decline_offer", e.r, map[string]any{"offer": e.offer.ID, "meeting": e.m.ID, "places": len(e.seats)}))
	}); err != nil {
		return err
	}
	if !ends {
		receipt, err := a.changedLetter(ctx, e, now, dialogue.ChangeDeclined)
		if err != nil {
			return err
		}
		return a.post(ctx, e.tx, receipt)
	}
	e.r.State = dialogue.Withdrawn
	letter, err := a.compose(a.facts(&e.inv, &e.r, now), dialogue.LetterWithdrawn, fmt.Sprintf("withdrawn/%s/%d", e.r.ID, e.r.Version))
	if err != nil {
		return err
	}
	return a.post(ctx, e.tx, letter)
}

// changedLetter is the receipt of an answer.
func (a *App) changedLetter(ctx context.Context, e *ending, now time.Time, change dialogue.ChangeKind) (dialogue.Letter, error) {
	facts, err := a.factsInTx(ctx, e.tx, &e.inv, &e.r, now)
	if err != nil {
		return dialogue.Letter{}, err
	}
	facts.Changes = []dialogue.Change{{Kind: change}}
	return a.compose(facts, dialogue.LetterChanged, fmt.Sprintf("changed/%s/%d", e.r.ID, e.r.Version))
}

// putBack ends an offer that nobody has answered, or that staff withdraw: those who had it wait again, last in line after one that
// expired, else where they waited. Under selection they wait for any meeting again, unless others of them are placed at this one.
func (a *App) putBack(ctx context.Context, e *ending, state dialogue.OfferState, verb, reason string) error {
	now, err := e.tx.Now(ctx)
	if err != nil {
		return err
	}
	var last int64
	if state == dialogue.OfferExpired {
		if last, err = e.tx.NextWaitingNo(ctx); err != nil {
			return err
		}
	}
	meeting := e.r.WaitsAgainAt(&e.inv, e.offer.Meeting)
	for _, s := range e.seats {
		s.State, s.OfferedUntil, s.Meeting = dialogue.SeatWaiting, time.Time{}, meeting
		switch {
		case last != 0:
			s.WaitingNo = last
		case s.WaitingNo == 0:
			if s.WaitingNo, err = e.tx.NextWaitingNo(ctx); err != nil {
				return err
			}
		}
	}
	if err := e.tx.Write(ctx, func(b *postgres.Batch) {
		for _, s := range e.seats {
			b.SetSeat(e.r, *s, true)
		}
		b.EndOffer(e.offer, state, e.actor.User)
		b.Audit(line(e.actor, verb, e.r, map[string]any{"offer": e.offer.ID, "meeting": e.offer.Meeting, "reason": reason}))
	}); err != nil || len(e.seats) == 0 || !e.r.ErasedAt.IsZero() || e.m == nil {
		return err
	}
	kind := dialogue.LetterOfferExpired
	if state == dialogue.OfferWithdrawn {
		kind = dialogue.LetterOfferTaken
	}
	facts, err := a.factsInTx(ctx, e.tx, &e.inv, &e.r, now)
	if err != nil {
		return err
	}
	facts.Meeting, facts.Offer, facts.Reason = e.m, &e.offer, reason
	letter, err := a.compose(facts, kind, string(kind)+"/"+e.offer.ID.String())
	if err != nil {
		return err
	}
	return a.post(ctx, e.tx, letter)
}
