package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/riverqueue/river"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// messageAtOnce is how many registrations' letters are written in one transaction.
const messageAtOnce = 20

// messageOnce is the occasion of a letter: an address of a registration gets a message once.
func messageOnce(m dialogue.Message, registration dialogue.ID, email string) string {
	return fmt.Sprintf("message/%s/%s/%s", m.ID, registration, strings.ToLower(email))
}

// PostMessage writes some of a message's letters, all of some registrations' in one transaction, so a crash leaves whole registrations done and
// the rest to do. It holds the message's row: a cancellation waits for it, and of two runners one does nothing. A registration that is not
// active any more, or in which nobody has an address, is passed over, and that is noted.
func (a *App) PostMessage(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (Posted, error) {
	var done Posted
	if actor.Kind != dialogue.SystemActor {
		return done, dialogue.ErrForbidden
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		done = Posted{}
		due, err := tx.Message(ctx, actor.Organiser, id)
		if err != nil {
			return err
		}
		if err := tx.HoldSeries(ctx, due.Organiser, due.Series); err != nil { // first of all locks, as everywhere
			return err
		}
		m, ok, err := tx.TakeMessage(ctx, actor.Organiser, id)
		if err != nil || !ok {
			return err
		}
		inv, err := tx.Invitation(ctx, m.Organiser, m.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		registrations, err := tx.NextOfMessage(ctx, m, messageAtOnce)
		if err != nil {
			return err
		}
		var letters []dialogue.Letter
		why := map[dialogue.ID]dialogue.MessagePassed{}
		for _, r := range registrations {
			to, passed := m.Addressees(r)
			if passed != "" {
				why[r.ID] = passed
			}
			for _, who := range to {
				facts := a.facts(&inv, &r, now)
				facts.Words, facts.Delegate, facts.To = &m.LetterWords, who.Delegate, mail.To{Name: who.Name, Email: who.Email}
				letter, err := a.compose(facts, dialogue.LetterMessage, messageOnce(m, r.ID, who.Email))
				if err != nil {
					return err
				}
				letter.Message = m.ID
				letters = append(letters, letter)
			}
		}
		if err := a.post(ctx, tx, letters...); err != nil {
			return err
		}
		done = Posted{Letters: len(letters), More: len(registrations) > 0}
		return tx.Write(ctx, func(b *postgres.Batch) {
			for _, r := range registrations {
				b.NoteMessagePosted(m, r.ID, why[r.ID])
			}
			b.FinishMessage(m)
			if len(registrations) > 0 {
				b.Audit(dialogue.AuditLine{Actor: actor, Verb: "send_message", Series: m.Series, About: m.ID,
					Detail: map[string]any{"letters": len(letters), "passed_over": len(why)}})
			}
		})
	})
	return done, err
}

// messagesDue has every message with letters left go on, each by a job of its own.
func (a *App) messagesDue(ctx context.Context) (int, error) {
	due, err := a.db.MessagesDue(ctx)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	jobs := make([]river.JobArgs, len(due))
	for i, m := range due {
		jobs[i] = SendMessage{Organiser: m.Organiser, Message: m.ID}
	}
	return len(due), a.db.InTx(ctx, func(tx *postgres.Tx) error { return tx.Enqueue(ctx, jobs...) })
}
