package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const selectionColumns = `
	s.organiser_id, s.id, s.series_id, s.number, s.reason, s.meetings, s.units, s.persons, s.rules, s.roster_hash, s.rules_hash,
	s.method, s.value_source, s.public_value, s.value_at, s.value_by, s.frozen_at, s.frozen_by, s.sent_at, s.sent_by, s.version`

func scanSelection(row pgx.CollectableRow) (s dialogue.Selection, err error) {
	return s, row.Scan(&s.Organiser, &s.ID, &s.Series, &s.Number, &s.Reason, &s.Meetings, &s.Units, &s.Persons, &s.Rules, &s.RosterHash, &s.RulesHash,
		&s.Method, &s.ValueSource, &s.PublicValue, (*instant)(&s.ValueAt), &s.ValueBy, (*instant)(&s.FrozenAt), &s.FrozenBy,
		(*instant)(&s.SentAt), &s.SentBy, &s.Version)
}

// Selections are all draws of a series, newest first.
func (r Reader) Selections(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Selection, error) {
	return list(ctx, r.q, scanSelection, `
		select `+selectionColumns+` from selection s
		where s.organiser_id = $1 and s.series_id = $2
		order by s.number desc`, organiser, series)
}

// InsertSelection stores a draw. dialogue.ErrStale when somebody else has stored one of its number.
func (b *Batch) InsertSelection(s dialogue.Selection) {
	b.queue(`
		insert into selection (organiser_id, id, series_id, number, reason, meetings, units, persons, rules, roster_hash, rules_hash,
			method, value_source, frozen_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		s.Organiser, s.ID, s.Series, s.Number, s.Reason, s.Meetings, s.Units, s.Persons, s.Rules, s.RosterHash, s.RulesHash,
		s.Method, s.ValueSource, s.FrozenBy)
}

// RaiseSelectionVersion takes a draw's row and raises its version: every verb on a draw does so first. dialogue.ErrStale when the
// version has moved on, dialogue.ErrClosed when the answers are sent.
func (tx *Tx) RaiseSelectionVersion(ctx context.Context, organiser, series, id dialogue.ID, version int) error {
	n, err := tx.exec(ctx, `
		update selection set version = version + 1
		where organiser_id = $1 and series_id = $2 and id = $3 and version = $4 and sent_at is null`, organiser, series, id, version)
	if err != nil || n == 1 {
		return err
	}
	sent, err := one(ctx, tx.q, pgx.RowTo[bool], `
		select sent_at is not null from selection where organiser_id = $1 and series_id = $2 and id = $3`, organiser, series, id)
	switch {
	case err != nil:
		return err
	case sent:
		return dialogue.ErrClosed
	}
	return dialogue.ErrStale
}

// SetPublicValue enters the public value of a draw that has none. dialogue.ErrStale when it has one.
func (tx *Tx) SetPublicValue(ctx context.Context, organiser, id dialogue.ID, value string, by dialogue.ID) error {
	n, err := tx.exec(ctx, `
		update selection set public_value = $3, value_at = clock(), value_by = $4
		where organiser_id = $1 and id = $2 and public_value = ''`, organiser, id, value, by)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}

const proposalColumns = `
	p.id, p.selection_id, p.number, p.before_id, p.note, p.locks, p.assignment, p.report, p.result_hash, p.made_at, p.made_by,
	p.approved_at, p.approved_by`

func scanProposal(row pgx.CollectableRow) (p dialogue.SelectionProposal, err error) {
	return p, row.Scan(&p.ID, &p.Selection, &p.Number, &p.Before, &p.Note, &p.Locks, &p.Assignment, &p.Report, &p.ResultHash, (*instant)(&p.MadeAt), &p.MadeBy,
		(*instant)(&p.ApprovedAt), &p.ApprovedBy)
}

// SelectionProposals are all proposals of a draw, newest first.
func (r Reader) SelectionProposals(ctx context.Context, organiser, selection dialogue.ID) ([]dialogue.SelectionProposal, error) {
	return list(ctx, r.q, scanProposal, `
		select `+proposalColumns+` from selection_proposal p
		where p.organiser_id = $1 and p.selection_id = $2
		order by p.number desc`, organiser, selection)
}

// SelectionOfProposal is the draw that a proposal of the series is of.
func (r Reader) SelectionOfProposal(ctx context.Context, organiser, series, proposal dialogue.ID) (dialogue.ID, error) {
	return one(ctx, r.q, pgx.RowTo[dialogue.ID], `
		select s.id from selection_proposal p
		join selection s on (s.organiser_id, s.id) = (p.organiser_id, p.selection_id)
		where s.organiser_id = $1 and s.series_id = $2 and p.id = $3`, organiser, series, proposal)
}

// InsertSelectionProposal stores a proposal. dialogue.ErrStale when somebody else has stored one of its number.
func (b *Batch) InsertSelectionProposal(organiser dialogue.ID, p dialogue.SelectionProposal) {
	b.queue(`
		insert into selection_proposal (organiser_id, id, selection_id, number, before_id, note, locks, assignment, report, result_hash, made_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		organiser, p.ID, p.Selection, p.Number, p.Before, p.Note, p.Locks, p.Assignment, p.Report, p.ResultHash, p.MadeBy)
}

// ApproveSelectionProposal notes who has approved a proposal. One proposal of a draw is approved at a time: dialogue.ErrStale for a
// second.
func (b *Batch) ApproveSelectionProposal(organiser, id, by dialogue.ID) {
	b.queue(`update selection_proposal set approved_at = clock(), approved_by = $3 where organiser_id = $1 and id = $2`, organiser, id, by)
}

// UnapproveSelectionProposal takes an approval back.
func (b *Batch) UnapproveSelectionProposal(organiser, id dialogue.ID) {
	b.queue(`update selection_proposal set approved_at = null, approved_by = null where organiser_id = $1 and id = $2`, organiser, id)
}
