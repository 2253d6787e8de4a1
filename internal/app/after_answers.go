package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// Who comes, or loses a place, when the answers of a series' selection are sent: nothing is decided about them any more by itself, so they
// wait, last, until staff offer them a place.

// waitAfterAnswers lets the pending seats of a registration that has become active wait, when the answers are sent; else they wait for
// the selection, pending.
func waitAfterAnswers(ctx context.Context, tx *postgres.Tx, r *dialogue.Registration) error {
	number, err := numberAfterAnswers(ctx, tx, r)
	if err != nil || number == 0 {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		for i := range r.Delegates {
			for j := range r.Delegates[i].Seats {
				if s := &r.Delegates[i].Seats[j]; s.State == dialogue.SeatPending {
					s.State, s.WaitingNo = dialogue.SeatWaiting, number
					b.SetSeat(*r, *s, false)
				}
			}
		}
	})
}

// numberAfterAnswers is the next place in the queue when the answers of the registration's series are sent, else 0.
func numberAfterAnswers(ctx context.Context, tx *postgres.Tx, r *dialogue.Registration) (int64, error) {
	sent, err := tx.AnswersSent(ctx, r.Organiser, r.Series)
	if err != nil || !sent {
		return 0, err
	}
	return tx.NextWaitingNo(ctx)
}
