package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// RemindRemaining writes to the contacts of a series, or of one meeting, whose delegations have questions left to answer, of all that they have
// left to do, and tells how many: dialogue.PreparedList.ToRemind of them at most. A delegation gets one such letter a day, whether staff or the
// rule write it.
func (a *App) RemindRemaining(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (int, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return 0, err
	}
	list, err := a.PreparedList(ctx, actor, series, meeting)
	if err != nil {
		return 0, err
	}
	if !list.Invitation.Series.ErasedAt.IsZero() {
		return 0, dialogue.ErrClosed
	}
	written := 0
	for _, d := range list.Delegations {
		sent, err := a.remindOne(ctx, actor, d.Registration.ID, func(left dialogue.Remaining) bool { return left.Kind == dialogue.RemainsQuestions })
		if err != nil {
			return written, err
		}
		if sent {
			written++
		}
	}
	return written, nil
}

// remindOne writes to one delegation what remains, when anything does, and reports whether it did. due chooses whether its lines are a reason
// to write; nil: any is. The day is the occasion: all who write to a delegation on it write one letter.
func (a *App) remindOne(ctx context.Context, actor dialogue.Actor, registration dialogue.ID, due func(dialogue.Remaining) bool) (bool, error) {
	written := false
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		written = false
		r, err := tx.HoldRegistration(ctx, actor.Organiser, registration)
		if err != nil {
			return err
		}
		page := dialogue.OwnPage{Registration: r}
		if page.Invitation, err = tx.Invitation(ctx, actor.Organiser, r.Series); err != nil {
			return err
		}
		if page.Now, err = tx.Now(ctx); err != nil {
			return err
		}
		handed, err := tx.HandedIn(ctx, actor.Organiser, r.ID)
		if err != nil {
			return err
		}
		page.Handed = dialogue.HandedDocuments(handed)
		page.May = dialogue.ContactMay(&page.Invitation, r, page.Now)
		left, err := remaining(ctx, tx.Reader, &page)
		if err != nil || len(left) == 0 || !r.ErasedAt.IsZero() || due != nil && !slices.ContainsFunc(left, due) {
			return err
		}
		facts := a.facts(&page.Invitation, &r, page.Now)
		facts.Remaining = left
		letter, err := a.compose(facts, dialogue.LetterRemaining, fmt.Sprintf("remaining/%s/%s", r.ID, dialogue.DateOf(page.Now)))
		if err != nil {
			return err
		}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(line(actor, "remind_remaining", r, map[string]any{"left": len(left)}))
		}); err != nil {
			return err
		}
		written = true
		return a.post(ctx, tx, letter)
	})
	if errors.Is(err, postgres.ErrLetterWritten) {
		return false, nil
	}
	return written && err == nil, err
}

// remainingDue writes, for every series that has the rule, to the delegations with something due in so many working days, and tells how many.
// A day that has passed is not made good later, and who was written to today or yesterday has been told of everything. One series that fails stands in no other's way.
func (a *App) remainingDue(ctx context.Context) (written int, err error) {
	now, err := a.db.Now(ctx)
	if err != nil || !dialogue.OfficeHours(now) {
		return 0, err
	}
	series, err := a.db.SeriesThatRemindRemaining(ctx)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, k := range series {
		n, err := a.remindSeries(ctx, k)
		written += n
		if err != nil {
			failed = append(failed, err)
		}
	}
	return written, errors.Join(failed...)
}

func (a *App) remindSeries(ctx context.Context, k postgres.SeriesKey) (written int, err error) {
	inv, err := a.db.Invitation(ctx, k.Organiser, k.Series)
	if err != nil {
		return 0, err
	}
	now, err := a.db.Now(ctx)
	if err != nil || !inv.RemindsRemainingNow(now) {
		return 0, err
	}
	all, err := a.db.RegistrationsOf(ctx, k.Organiser, k.Series)
	if err != nil {
		return 0, err
	}
	last, err := a.db.LastLetters(ctx, k.Organiser, k.Series, dialogue.LetterRemaining)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, r := range all {
		if r.State != dialogue.Active || !dialogue.DateOf(last[r.ID]).Before(dialogue.DateOf(now).AddDays(-1)) {
			continue
		}
		sent, err := a.remindOne(ctx, dialogue.System(k.Organiser), r.ID, func(left dialogue.Remaining) bool {
			return inv.RemindDay(left.By) == dialogue.DateOf(now)
		})
		if err != nil { // the others are reminded all the same
			failed = append(failed, fmt.Errorf("remind %s: %w", r.ID, err))
			continue
		}
		if sent {
			written++
		}
	}
	return written, errors.Join(failed...)
}
