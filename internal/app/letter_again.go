package app

import (
	"context"
	"errors"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// ResendLetter sends a letter that failed or did not arrive once more, as it was, to a corrected address; the new one is its
// id. The contact or delegate whose address was the wrong one gets the corrected one too. ErrStale when it has been sent again
// already, ErrClosed for a letter that can't be: it waits still, is erased, or carries a link that has its time. A link that
// proves an address goes to that address only.
func (a *App) ResendLetter(ctx context.Context, actor dialogue.Actor, series, id dialogue.ID, address string) (dialogue.ID, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return dialogue.ID{}, err
	}
	if !dialogue.ValidEmail(address) {
		return dialogue.ID{}, dialogue.Problems{"address": {Key: "problem.email"}}
	}
	var sent dialogue.ID
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		old, err := tx.Letter(ctx, actor.Organiser, id)
		switch {
		case err != nil:
			return err
		case old.Series != series:
			return dialogue.ErrNotFound
		case old.State != dialogue.LetterFailed && old.State != dialogue.LetterSent, old.Body == "", old.Kind.SignsIn():
			return dialogue.ErrClosed
		case old.Kind == dialogue.LetterReceived && address != old.Recipient:
			return dialogue.Problems{"address": {Key: "problem.letter-proves-address"}}
		case old.Kind == dialogue.LetterDecline && address != old.Recipient:
			return dialogue.Problems{"address": {Key: "problem.decline-proves-address"}}
		}
		again := old
		if again.Attachments, err = tx.LetterAttachments(ctx, actor.Organiser, id); err != nil {
			return err
		}
		again.Once, again.Replaces, again.Recipient = "again/"+old.ID.String(), old.ID, address
		if address != old.Recipient {
			if err := correctAddress(ctx, tx, old, address); err != nil {
				return err
			}
		}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "resend_letter", Series: series, About: aboutOf(old),
				Detail: map[string]any{"letter": old.ID, "address": address, "before": old.Recipient}})
		}); err != nil {
			return err
		}
		letters := []dialogue.Letter{again}
		err = a.post(ctx, tx, letters...)
		sent = letters[0].ID
		return err
	})
	if errors.Is(err, postgres.ErrLetterWritten) {
		err = dialogue.ErrStale
	}
	return sent, err
}

// correctAddress gives the letter's reader the address that works, where the wrong one is stored.
func correctAddress(ctx context.Context, tx *postgres.Tx, l dialogue.Letter, address string) error {
	if l.Registration.IsZero() || l.Kind == dialogue.LetterCopy {
		return nil
	}
	r, err := lockedRegistration(ctx, tx, l.Organiser, l.Registration, 0)
	if err != nil {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		if r.Contact.Email == l.Recipient && l.Delegate.IsZero() {
			contact := r.Contact
			contact.Email = address
			b.SetContact(r, contact, r.Comment)
		}
		for _, d := range r.Delegates {
			if d.ID == l.Delegate && d.Email == l.Recipient {
				d.Email = address
				b.SetDelegate(r, d)
			}
		}
	})
}

// aboutOf is what a letter's audit line is about.
func aboutOf(l dialogue.Letter) dialogue.ID {
	if l.Registration.IsZero() {
		return l.ID
	}
	return l.Registration
}
