package app

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/riverqueue/river"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// facts are what any letter about a registration can say, to its contact in its language.
func (a *App) facts(inv *dialogue.Invitation, r *dialogue.Registration, now time.Time) mail.Facts {
	return mail.Facts{
		Lang:       r.Lang,
		To:         mail.To{Name: r.Contact.Name, Email: r.Contact.Email},
		Invitation: inv, Registration: r, Now: now, Home: homeName(r.Municipality, inv.Series.PublicationDay(now)),
	}
}

// compose renders one letter and notes what it is about and its occasion.
func (a *App) compose(f mail.Facts, kind dialogue.LetterKind, once string) (dialogue.Letter, error) {
	f.Kind = kind
	letter, err := a.letters.Compose(f)
	if err != nil {
		return letter, fmt.Errorf("compose %s: %w", kind, err)
	}
	letter.Organiser, letter.Series = f.Invitation.Organiser.ID, f.Invitation.Series.ID
	if f.Registration != nil {
		letter.Registration = f.Registration.ID
	}
	if f.Meeting != nil {
		letter.Meeting = f.Meeting.ID
	}
	if f.Delegate != nil {
		letter.Delegate = f.Delegate.ID
	}
	letter.Once = once
	return letter, nil
}

// factsInTx is facts with the delegation's number in each waiting list.
func (a *App) factsInTx(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, r *dialogue.Registration, now time.Time) (mail.Facts, error) {
	facts := a.facts(inv, r, now)
	before, err := tx.QueueBefore(ctx, *r)
	for meeting, n := range before {
		if facts.Waiting == nil {
			facts.Waiting = map[dialogue.ID]int{}
		}
		facts.Waiting[meeting] = n + 1
	}
	return facts, err
}

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
		jobs = append(jobs, SendLetter{Organiser: letter.Organiser, Letter: letter.ID, About: letter.Kind})
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

// line is an audit line about a registration. Who is not its contact but has opened it – somebody else of the unit – is named in the detail.
func line(actor dialogue.Actor, verb string, r dialogue.Registration, detail map[string]any) dialogue.AuditLine {
	actor.Organiser = r.Organiser
	if by := actor.Email; actor.Proven() && by != r.Contact.Email {
		if by == "" {
			by = letInBy(actor)
		}
		with := map[string]any{"by": by}
		maps.Copy(with, detail)
		detail = with
	}
	if actor.Kind == "" {
		actor.Kind = dialogue.Anonymous
	}
	return dialogue.AuditLine{Actor: actor, Verb: verb, Series: r.Series, About: r.ID, Detail: detail}
}
