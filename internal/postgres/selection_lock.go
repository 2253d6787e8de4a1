package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const lockColumns = `
	l.id, l.selection_id, l.registration_id, l.delegate_id, l.kind, l.meeting_id, l.reason, l.withdrawal, l.made_at, l.made_by,
	l.lifted_at, l.lifted_by, l.lifted_reason`

func scanLock(row pgx.CollectableRow) (l dialogue.SelectionLock, err error) {
	return l, row.Scan(&l.ID, &l.Selection, &l.Registration, &l.Delegate, &l.Kind, &l.Meeting, &l.Reason, &l.Withdrawal, (*instant)(&l.MadeAt), &l.MadeBy,
		(*instant)(&l.LiftedAt), &l.LiftedBy, &l.LiftedReason)
}

// SelectionLocks are all locks of a draw, lifted ones too, oldest first.
func (r Reader) SelectionLocks(ctx context.Context, organiser, selection dialogue.ID) ([]dialogue.SelectionLock, error) {
	return list(ctx, r.q, scanLock, `
		select `+lockColumns+` from selection_lock l
		where l.organiser_id = $1 and l.selection_id = $2
		order by l.made_at, l.id`, organiser, selection)
}

// InsertSelectionLock stores a lock. dialogue.ErrStale when the delegation or person has one.
func (b *Batch) InsertSelectionLock(organiser dialogue.ID, l dialogue.SelectionLock) {
	b.queue(`
		insert into selection_lock (organiser_id, id, selection_id, registration_id, delegate_id, kind, meeting_id, reason, withdrawal, made_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		organiser, l.ID, l.Selection, l.Registration, l.Delegate, l.Kind, l.Meeting, l.Reason, l.Withdrawal, l.MadeBy)
}

// LiftSelectionLock lifts a lock. It stays, with who lifted it and why.
func (b *Batch) LiftSelectionLock(organiser, id, by dialogue.ID, reason string) {
	b.queue(`
		update selection_lock set lifted_at = clock(), lifted_by = $3, lifted_reason = $4
		where organiser_id = $1 and id = $2 and lifted_at is null`, organiser, id, by, reason)
}

// eraseSelection erases what staff wrote freely about a series' selections: the reasons of locks and the notes of proposals. The
// draws, locks and proposals themselves stay: they name nobody.
func (b *Batch) eraseSelection(k SeriesKey) {
	b.queue(`
		update selection_lock l set reason = '', lifted_reason = '', erased = true from selection s
		where (s.organiser_id, s.id) = (l.organiser_id, l.selection_id) and s.organiser_id = $1 and s.series_id = $2`, k.Organiser, k.Series)
	b.queue(`
		update selection_proposal p set note = '' from selection s
		where (s.organiser_id, s.id) = (p.organiser_id, p.selection_id) and s.organiser_id = $1 and s.series_id = $2`, k.Organiser, k.Series)
}
