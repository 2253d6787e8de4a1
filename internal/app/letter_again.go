package app

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// ResendLetter sends a letter that failed or did not arrive once more, as it was, to a corrected address; the new one is its
// id. The contact or delegate whose address was the wrong one gets the corrected one too. ErrStale when it has been sent again
// already, ErrClosed for a letter that can't be: it waits still, is erased, or carries a link that has its time. A link that
// proves an address goes to that address only.
//
// With store, the address of a letter to a unit is put in the unit's address book, and the one that a failed letter went to is marked there.
func (a *App) ResendLetter(ctx context.Context, actor dialogue.Actor, series, id dialogue.ID, address string, store bool) (dialogue.ID, error) {
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
		if store {
			if err := storeCorrected(ctx, tx, actor, old, address); err != nil {
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

// storeCorrected puts the address that a unit's letter is sent again to in the organiser's address book, unless it is there, and notes at
// the old one that the letter failed, unless something is noted there.
func storeCorrected(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, l dialogue.Letter, address string) error {
	if !l.Kind.ToUnit() || l.Invitation.IsZero() {
		return nil
	}
	if err := tx.LockAddressBook(ctx, actor.Organiser); err != nil {
		return err
	}
	invited, err := tx.UnitInvitation(ctx, l.Organiser, l.Invitation)
	if err != nil {
		return err
	}
	units, err := tx.AddressesOfUnits(ctx, l.Organiser, []dialogue.ID{invited.Unit.ID})
	if err != nil {
		return err
	}
	address = strings.ToLower(address)
	there := func(email string) *dialogue.UnitAddress {
		for _, a := range units[invited.Unit.ID] {
			if a.Email == strings.ToLower(email) {
				return &a
			}
		}
		return nil
	}
	if was := there(l.Recipient); was != nil && was.Failure == "" && l.State == dialogue.LetterFailed && was.Email != address {
		if err := noteDelivery(ctx, tx, actor, l, cmp.Or(l.Failure, "–")); err != nil {
			return err
		}
	}
	if there(address) != nil {
		return nil
	}
	added := dialogue.UnitAddress{ID: newID(), Unit: invited.Unit.ID, Email: address, Source: dialogue.FromStaff, AddedBy: actor.User}
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.InsertAddress(actor.Organiser, added)
		auditAddress(b, actor, "add_address", added)
	})
}

// aboutOf is what a letter's audit line is about.
func aboutOf(l dialogue.Letter) dialogue.ID {
	if l.Registration.IsZero() {
		return l.ID
	}
	return l.Registration
}
