package app

import (
	"context"
	"errors"
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// noticesAtOnce is how many registrations a round of housekeeping tells the delegates of.
const noticesAtOnce = 100

// TellDelegates tells delegates whom somebody else has entered what is stored about them, once each, and how many they were. Whoever has
// had as many letters within the hour as anybody may get is told in a later round. It is the minute's own job: who registers is answered
// first, and a slip that is mended within the minute is told to nobody.
func (a *App) TellDelegates(ctx context.Context, actor dialogue.Actor) (int, error) {
	if actor.Kind != dialogue.SystemActor {
		return 0, dialogue.ErrForbidden
	}
	due, err := a.db.UntoldDelegates(ctx, noticesAtOnce)
	told := 0
	for _, k := range due {
		n, e := a.notice(ctx, k)
		told += n
		err = errors.Join(err, e)
	}
	return told, err
}

// notice tells the delegates of one registration who have not been told.
func (a *App) notice(ctx context.Context, k postgres.DelegateKey) (int, error) {
	told := 0
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		told = 0
		r, err := tx.Registration(ctx, k.Organiser, k.Registration)
		if err != nil {
			return err
		}
		var mailboxes []string
		for _, d := range r.Untold() {
			mailboxes = append(mailboxes, d.Email)
		}
		if err := holdMailboxes(ctx, tx, mailboxes...); err != nil {
			return err
		}
		if err := tx.HoldDelegates(ctx, k.Organiser, k.Registration); err != nil {
			return err
		}
		held := map[string]bool{}
		for _, mailbox := range mailboxes {
			held[mailbox] = true
		}
		if r, err = tx.Registration(ctx, k.Organiser, k.Registration); err != nil {
			return err
		}
		inv, err := tx.Invitation(ctx, k.Organiser, r.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		var letters []dialogue.Letter
		for _, d := range r.Untold() {
			if !held[d.Email] { // corrected meanwhile: the next round
				continue
			}
			if may, err := a.mayMail(ctx, tx, d.Email, now); err != nil {
				return err
			} else if !may {
				continue
			}
			if d.Code == "" {
				d.Code = secret.Reference()
			}
			facts := a.facts(&inv, &r, now)
			facts.Delegate, facts.To.Name, facts.To.Email = &d, d.Name, d.Email
			letter, err := a.compose(facts, dialogue.LetterNotice, fmt.Sprintf("delegate_notice/%s/%d", d.ID, r.Version))
			if err != nil {
				return err
			}
			letters = append(letters, letter)
			if err := tx.Write(ctx, func(b *postgres.Batch) {
				b.NoteTold(k.Organiser, d.ID, d.Code)
				b.Audit(line(dialogue.System(k.Organiser), "notice_delegate", r, map[string]any{"delegate": d.ID}))
			}); err != nil {
				return err
			}
		}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			for _, d := range r.LiveDelegates() {
				if d.NoticedAt.IsZero() && d.Email != "" && d.Email != r.Contact.Email && dialogue.Mailbox(d.Email) == dialogue.Mailbox(r.Contact.Email) {
					b.NoteTold(k.Organiser, d.ID, d.Code) // it is the contact's own mailbox
				}
			}
		}); err != nil {
			return err
		}
		told = len(letters)
		return a.post(ctx, tx, letters...)
	})
	if err != nil {
		told = 0
	}
	return told, err
}
