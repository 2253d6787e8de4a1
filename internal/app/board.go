package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// StatusBoard is how every unit stands with a series: those that are invited, those that have registered all the same, and those that the
// rules let register and that are not invited yet. The counts are of all, the rows of what the filter lets through, by name.
func (a *App) StatusBoard(ctx context.Context, actor dialogue.Actor, series dialogue.ID, f dialogue.BoardFilter) (dialogue.StatusBoard, error) {
	board := dialogue.StatusBoard{Filter: f}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return board, err
	}
	var err error
	if board.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return board, err
	}
	if board.Now, err = a.db.Now(ctx); err != nil {
		return board, err
	}
	inv, now := &board.Invitation, board.Now
	on := inv.Series.PublicationDay(now)
	rows, err := a.boardRows(ctx, inv, now)
	if err != nil {
		return board, err
	}
	byName := norway.Order()
	slices.SortStableFunc(rows, func(a, b dialogue.BoardRow) int {
		return cmp.Or(byName(a.Unit.Name, b.Unit.Name), cmp.Compare(a.Unit.Number, b.Unit.Number))
	})
	board.Counts = dialogue.CountBoard(rows)
	counties := map[string]bool{}
	for _, row := range rows {
		if number := row.Unit.County; number != "" && !counties[number] {
			counties[number] = true
			board.Counties = append(board.Counties, dialogue.NamedCounty{Number: number, Name: countyOn(number, on)})
		}
		if row.Standing() == dialogue.StandsSilent && row.Open {
			board.Remindable++
			if row.Until.After(board.Until) {
				board.Until = row.Until
			}
		}
		if f.Takes(inv, row, norway.Fold) {
			board.Rows = append(board.Rows, row)
		}
	}
	slices.SortFunc(board.Counties, func(a, b dialogue.NamedCounty) int { return cmp.Compare(a.Number, b.Number) })
	if board.Sent, err = a.db.RemindersOf(ctx, actor.Organiser, series); err != nil {
		return board, err
	}
	board.Planned = plannedReminders(&board, rows)
	return board, nil
}

// boardRows are the rows of the board, unsorted. Units stand by the name that nobody mistakes («Våler (Østfold)»).
func (a *App) boardRows(ctx context.Context, inv *dialogue.Invitation, now time.Time) ([]dialogue.BoardRow, error) {
	organiser, series := inv.Organiser.ID, inv.Series.ID
	invitations, err := a.db.UnitInvitations(ctx, organiser, series)
	if err != nil {
		return nil, err
	}
	letters, err := a.db.InvitationLetters(ctx, organiser, series)
	if err != nil {
		return nil, err
	}
	registrations, err := a.db.RegistrationsOf(ctx, organiser, series)
	if err != nil {
		return nil, err
	}
	on := inv.Series.PublicationDay(now)
	rows := dialogue.BoardRows(inv, invitations, letters, registrations, unitsInvited(inv, on), now)
	for i := range rows {
		row := &rows[i]
		row.Unit.Name = officialName(row.Unit, on)
		if row.Registration.Unit.ID == row.Unit.ID && !row.Registration.ID.IsZero() {
			row.Unit.County = countyOf(row.Registration, on)
		}
	}
	return rows, nil
}

// plannedReminders are the automatic reminders ahead, without those that are made.
func plannedReminders(board *dialogue.StatusBoard, rows []dialogue.BoardRow) []dialogue.PlannedReminder {
	var invited []dialogue.InvitedUnit
	for _, row := range rows {
		if !row.Invitation.SentAt.IsZero() {
			invited = append(invited, dialogue.InvitedUnit{Invitation: row.Invitation, Answer: row.Answer})
		}
	}
	return slices.DeleteFunc(board.Invitation.PlannedReminders(invited, board.Now), func(p dialogue.PlannedReminder) bool {
		return slices.ContainsFunc(board.Sent, func(s dialogue.SentReminder) bool {
			return s.Mailing.RuleDays == p.Rule.Days && s.Mailing.RuleDeadline == p.Rule.Deadline
		})
	})
}

// AnswersTo is how many of those invited to a series have answered, in short.
func (a *App) AnswersTo(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.AnswerTally, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.AnswerTally{}, err
	}
	tallies, err := a.db.AnswerTallies(ctx, actor.Organiser, series)
	return tallies[series], err
}

// NoteStatusExport writes the audit line of a file with the status board, before it is handed over.
func (a *App) NoteStatusExport(ctx context.Context, actor dialogue.Actor, series dialogue.ID, format string, units int) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "export_status", Series: series, About: series,
				Detail: map[string]any{"format": format, "units": units}})
		})
	})
}
