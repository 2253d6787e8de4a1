package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// MarkSelectionSent notes that the answers of a draw are sent. dialogue.ErrClosed when they are already, of this draw or of another one of
// the series: an index keeps it so.
func (tx *Tx) MarkSelectionSent(ctx context.Context, organiser, id, by dialogue.ID) error {
	n, err := tx.exec(ctx, `
		update selection set sent_at = clock(), sent_by = $3
		where organiser_id = $1 and id = $2 and sent_at is null`, organiser, id, by)
	if err == nil && n == 0 {
		return dialogue.ErrClosed
	}
	return err
}

// AnswersSent reports whether the answers of a series' selection are sent. It stays so while the series is held.
func (r Reader) AnswersSent(ctx context.Context, organiser, series dialogue.ID) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `
		select exists (select from selection where organiser_id = $1 and series_id = $2 and sent_at is not null)`, organiser, series)
}

// RaiseVersionsOf takes all active registrations of a series in id order and raises their versions: a form that was made before them is
// stale afterwards.
func (tx *Tx) RaiseVersionsOf(ctx context.Context, organiser, series dialogue.ID) error {
	if _, err := tx.exec(ctx, `
		select from registration where organiser_id = $1 and series_id = $2 and state = 'active' order by id for update`, organiser, series); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `update registration set version = version + 1 where organiser_id = $1 and series_id = $2 and state = 'active'`, organiser, series)
	return err
}

// NextWaitingNos are the next n places in the queue, in order.
func (tx *Tx) NextWaitingNos(ctx context.Context, n int) ([]int64, error) {
	return list(ctx, tx.q, pgx.RowTo[int64], `select nextval('waiting_no') from generate_series(1, $1::int)`, n)
}

// standingAnswers are the letters with the answers of a series' selection as they stand: one that was sent again counts as the newer one.
const standingAnswers = `
	with recursive answer as (
		select id from letter where organiser_id = $1 and series_id = $2 and once like 'answer/%'
		union
		select n.id from answer a join letter n on n.organiser_id = $1 and n.series_id = $2 and n.replaces = a.id)
	select `

const fromStandingAnswers = `
	from answer a
	join letter l on l.organiser_id = $1 and l.id = a.id
	where not exists (select from letter n where n.organiser_id = $1 and n.series_id = $2 and n.replaces = l.id)`

// CountAnswerLetters counts the letters with the answers of a series' selection by state. One that was sent again counts once.
func (r Reader) CountAnswerLetters(ctx context.Context, organiser, series dialogue.ID) (dialogue.LetterCounts, error) {
	counts := dialogue.LetterCounts{}
	states, err := list(ctx, r.q, func(row pgx.CollectableRow) (state dialogue.LetterState, err error) {
		var n int
		err = row.Scan(&state, &n)
		counts[state] = n
		return state, err
	}, standingAnswers+`l.state, count(*)`+fromStandingAnswers+` group by l.state`, organiser, series)
	if len(states) == 0 {
		return dialogue.LetterCounts{}, err
	}
	return counts, err
}

// AnswerLetters are those of the letters that are in a state, without bodies, by the reader's name as Norwegians sort it.
func (r Reader) AnswerLetters(ctx context.Context, organiser, series dialogue.ID, state dialogue.LetterState) ([]dialogue.Letter, error) {
	return list(ctx, r.q, scanLetterHead, standingAnswers+letterHead+fromStandingAnswers+`
			and l.state = $3
		order by l.recipient_name collate "nb-NO-x-icu", l.id`, organiser, series, state)
}
