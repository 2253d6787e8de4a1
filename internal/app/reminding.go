package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// RemindSilent makes the draft of a reminder to the units that are silent now and may still answer, and is its id: staff look at it and
// send it. ErrClosed when there is none.
func (a *App) RemindSilent(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.ID, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return dialogue.ID{}, err
	}
	inv, err := a.db.Invitation(ctx, actor.Organiser, series)
	if err != nil {
		return dialogue.ID{}, err
	}
	now, err := a.db.Now(ctx)
	if err != nil {
		return dialogue.ID{}, err
	}
	invited, err := a.db.InvitedUnits(ctx, actor.Organiser, series)
	if err != nil {
		return dialogue.ID{}, err
	}
	var silent []dialogue.ID
	for _, u := range invited {
		if _, open := inv.AnswersUntil(u.Invitation.Unit, now); open && u.Silent() {
			silent = append(silent, u.Invitation.Unit.ID)
		}
	}
	if len(silent) == 0 {
		return dialogue.ID{}, dialogue.ErrClosed
	}
	return a.PrepareMailing(ctx, actor, series, dialogue.ReminderMailing, silent)
}

// SetReminders sets how many days before the deadline those who are silent are reminded by themselves; none turns it off. Problems for
// days that are not among dialogue.ReminderDays, ErrStale when the series has been changed since.
func (a *App) SetReminders(ctx context.Context, actor dialogue.Actor, e SeriesEdit, days []int) error {
	return a.editSeries(ctx, actor, e, "set_reminders", func(s *seriesEdit) error {
		checked, err := dialogue.CheckReminders(days)
		if err != nil {
			return err
		}
		s.detail = map[string]any{"days": checked}
		return s.tx.SetReminders(ctx, actor.Organiser, e.Series, checked)
	})
}

// remindersDue makes the automatic reminders whose time is now and tells how many. Each is a sending of its own that goes at once, made
// in a transaction of its own: one that fails stands in nobody's way, and the error tells of it. Two who do this at the same time make
// one: the database holds that a rule has one sending.
func (a *App) remindersDue(ctx context.Context) (made int, err error) {
	series, err := a.db.SeriesThatRemind(ctx)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, k := range series {
		n, err := a.remind(ctx, k)
		made += n
		if err != nil {
			failed = append(failed, err)
		}
	}
	return made, errors.Join(failed...)
}

// remind makes the automatic reminders of one series whose time is now.
func (a *App) remind(ctx context.Context, k postgres.SeriesKey) (made int, err error) {
	inv, err := a.db.Invitation(ctx, k.Organiser, k.Series)
	if err != nil {
		return 0, err
	}
	now, err := a.db.Now(ctx)
	if err != nil || !inv.RemindsNow(now) {
		return 0, err
	}
	invited, err := a.db.InvitedUnits(ctx, k.Organiser, k.Series)
	if err != nil {
		return 0, err
	}
	before, err := a.db.RulesMade(ctx, k.Organiser, k.Series)
	if err != nil {
		return 0, err
	}
	for _, due := range inv.DueReminders(invited, now) {
		if slices.Contains(before, due.Rule) {
			continue
		}
		to := make([]dialogue.ID, len(due.To))
		for i, u := range due.To {
			to[i] = u.Invitation.ID
		}
		m := dialogue.Mailing{Organiser: k.Organiser, ID: newID(), Series: k.Series, Kind: dialogue.ReminderMailing, State: dialogue.MailingScheduled,
			SendAt: now, RuleDays: due.Rule.Days, RuleDeadline: due.Rule.Deadline}
		err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
			if err := insertMailing(ctx, tx, m, to); err != nil {
				return err
			}
			return tx.Write(ctx, func(b *postgres.Batch) {
				b.Audit(dialogue.AuditLine{Actor: dialogue.System(k.Organiser), Verb: "remind", Series: k.Series, About: m.ID,
					Detail: map[string]any{"days": m.RuleDays, "deadline": m.RuleDeadline.String(), "units": len(to)}})
			})
		})
		switch {
		case errors.Is(err, postgres.ErrReminderMade): // by a round beside this one
		case err != nil:
			return made, err
		default:
			made++
		}
	}
	return made, nil
}
