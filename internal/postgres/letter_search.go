package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// SearchLetters are a series' letters without bodies, newest first, dialogue.LettersAtATime of those older than the letter
// Before.
func (r Reader) SearchLetters(ctx context.Context, organiser, series dialogue.ID, f dialogue.LetterFilter) ([]dialogue.Letter, error) {
	return list(ctx, r.q, scanLetterHead, `
		select `+letterHead+`
		from letter l
		where l.organiser_id = $1 and l.series_id = $2
			and ($3::text = '' or l.state = $3) and ($4::text = '' or l.kind = $4) and ($5::uuid is null or l.meeting_id = $5)
			and ($6::text = '' or strpos(lower(l.recipient_name || ' ' || l.recipient || ' ' || l.subject), lower($6)) > 0)
			and ($7::uuid is null or l.id < $7)
		order by l.id desc limit $8`,
		organiser, series, f.State, f.Kind, f.Meeting, f.Words, f.Before, dialogue.LettersAtATime)
}

// CountLetters counts a series' letters by state.
func (r Reader) CountLetters(ctx context.Context, organiser, series dialogue.ID) (dialogue.LetterCounts, error) {
	type count struct {
		state dialogue.LetterState
		n     int
	}
	counts, err := list(ctx, r.q, func(row pgx.CollectableRow) (c count, err error) {
		return c, row.Scan(&c.state, &c.n)
	}, `select state, count(*) from letter where organiser_id = $1 and series_id = $2 group by state`, organiser, series)
	found := dialogue.LetterCounts{}
	for _, c := range counts {
		found[c.state] = c.n
	}
	return found, err
}

// LettersToPrint are a series' letters without an e-mail address that have not been printed, whole, oldest first.
func (r Reader) LettersToPrint(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Letter, error) {
	return list(ctx, r.q, scanLetter, `
		select `+letterColumns+`
		from letter l
		where l.organiser_id = $1 and l.series_id = $2 and l.state = 'to_print'
		order by l.id`, organiser, series)
}
