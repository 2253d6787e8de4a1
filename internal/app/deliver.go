package app

import (
	"context"
	"errors"
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// ErrGivenUp is why a letter will not be tried again: it is marked failed, with the mail server's answer.
var ErrGivenUp = errors.New("app: the letter is given up")

// Outgoing is a letter on its way out, and the name it is sent in.
type Outgoing struct {
	dialogue.Letter
	From string
}

// DeliverLetter hands a stored letter to send and notes how it went. The letter's row is held meanwhile, so however many jobs a
// letter has and whoever runs them, it goes out once: only a crash between the mail server's answer and our commit can repeat it.
// A letter that is sent, given up, erased or held by another is left alone. When send fails the letter still waits, unless giveUp
// says that trying again is no use; the error is send's own, and wraps ErrGivenUp in that case.
func (a *App) DeliverLetter(ctx context.Context, actor dialogue.Actor, id dialogue.ID,
	send func(context.Context, Outgoing) error, giveUp func(error) bool) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	var tried bool
	var failure error
	// Once the server has said yes, a stop must not keep us from noting it.
	err := a.db.InTx(context.WithoutCancel(ctx), func(tx *postgres.Tx) error {
		steady := context.WithoutCancel(ctx)
		letter, ok, err := tx.ClaimLetter(steady, actor.Organiser, id)
		if err != nil || !ok {
			return err
		}
		if !tried { // a transaction that is tried again must not send again
			organiser, err := tx.Organiser(steady, actor.Organiser)
			if err != nil {
				return err
			}
			if letter.Attachments, err = tx.LetterFiles(steady, actor.Organiser, id); err != nil {
				return err
			}
			if letter.CheckIn != "" {
				code, err := a.letters.CheckInCode(letter)
				if err != nil {
					return err
				}
				letter.Attachments = append(letter.Attachments, code)
			}
			tried = true
			failure = send(ctx, Outgoing{Letter: letter, From: organiser.Name.For(letter.Lang)})
		}
		switch {
		case failure == nil:
			if err := tx.MarkSent(steady, actor.Organiser, id); err != nil {
				return err
			}
			return noteDelivery(steady, tx, actor, letter, "")
		case giveUp(failure):
			if err := tx.MarkFailed(steady, actor.Organiser, id, reasonOf(failure)); err != nil {
				return err
			}
			return noteDelivery(steady, tx, actor, letter, reasonOf(failure))
		}
		return tx.NoteAttempt(steady, actor.Organiser, id, reasonOf(failure))
	})
	if failure != nil && giveUp(failure) {
		failure = fmt.Errorf("%w: %w", ErrGivenUp, failure)
	}
	return errors.Join(err, failure)
}

// noteDelivery notes in the address book how a letter to one of its addresses went: what the mail server said when it refused for good,
// "" when it took the letter. The letter's row is held, so two never note about one letter.
func noteDelivery(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, letter dialogue.Letter, reason string) error {
	var about []dialogue.ID
	var err error
	verb := "delivery_failed"
	if reason != "" {
		about, err = tx.NoteDeliveryFailure(ctx, actor.Organiser, letter.Recipient, reason)
	} else {
		verb = "delivery_works"
		about, err = tx.ClearDeliveryFailure(ctx, actor.Organiser, letter.Recipient)
	}
	if err != nil || len(about) == 0 {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		for _, id := range about {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, Series: letter.Series, About: id, Detail: map[string]any{"letter": letter.ID}})
		}
	})
}

// longestReason is how much of a mail server's answer is kept.
const longestReason = 1000

func reasonOf(err error) string {
	if s := []rune(err.Error()); len(s) > longestReason {
		return string(s[:longestReason])
	}
	return err.Error()
}
