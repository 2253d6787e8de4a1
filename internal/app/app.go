// Package app is what people can do with Dialogmøte: one method per verb, one transaction each, with its audit line, letters and
// jobs inside. go doc of App prints the product. It decides by the rules of package dialogue, holds no SQL and knows nothing of
// pages.
package app

import (
	"context"

	"github.com/google/uuid"
	"github.com/riverqueue/river"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// App is the product's verbs.
type App struct {
	db      *postgres.DB
	letters *mail.Composer
}

// New makes an App that stores in db and composes its letters with letters.
func New(db *postgres.DB, letters *mail.Composer) *App {
	return &App{db: db, letters: letters}
}

// newID makes a UUID version 7, so that ids sort by the time they were made.
func newID() dialogue.ID { return dialogue.ID(uuid.Must(uuid.NewV7())) }

// post stores composed letters as they are sent and has them sent once the transaction has committed. One without an address is
// to be printed. once names each letter's occasion: the same occasion is never written twice.
func (a *App) post(ctx context.Context, tx *postgres.Tx, letters ...dialogue.Letter) error {
	jobs := make([]river.JobArgs, 0, len(letters))
	for i := range letters {
		letter := &letters[i]
		letter.ID = newID()
		letter.State = dialogue.LetterQueued
		if letter.Recipient == "" {
			letter.State = dialogue.LetterToPrint
			continue
		}
		jobs = append(jobs, SendLetter{Organiser: letter.Organiser, Letter: letter.ID})
	}
	if len(letters) == 0 {
		return nil
	}
	if err := tx.Write(ctx, func(b *postgres.Batch) {
		for _, letter := range letters {
			b.InsertLetter(letter)
		}
	}); err != nil {
		return err
	}
	return tx.Enqueue(ctx, jobs...)
}

// line is an audit line about a registration.
func line(actor dialogue.Actor, verb string, r dialogue.Registration, detail map[string]any) dialogue.AuditLine {
	actor.Organiser = r.Organiser
	if actor.Kind == "" {
		actor.Kind = dialogue.Anonymous
	}
	return dialogue.AuditLine{Actor: actor, Verb: verb, Series: r.Series, About: r.ID, Detail: detail}
}
