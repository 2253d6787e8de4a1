package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// SealedNeeds is a row of needs as it is stored. What it says is sealed, and nothing in this package can read it.
type SealedNeeds struct {
	Delegate dialogue.ID
	Sealed   []byte
	BySelf   bool
	Version  int
}

func scanNeeds(row pgx.CollectableRow) (n SealedNeeds, err error) {
	return n, row.Scan(&n.Delegate, &n.Sealed, &n.BySelf, &n.Version)
}

const needsColumns = `n.delegate_id, n.sealed, n.by_self, n.version`

// NeedsOfRegistration is what is stored of a registration's delegates.
func (r Reader) NeedsOfRegistration(ctx context.Context, organiser, registration dialogue.ID) ([]SealedNeeds, error) {
	return list(ctx, r.q, scanNeeds, `
		select `+needsColumns+`
		from needs n join delegate d on (d.organiser_id, d.id) = (n.organiser_id, n.delegate_id)
		where n.organiser_id = $1 and d.registration_id = $2`, organiser, registration)
}

// NeedsAtMeeting is what is stored of those who have a place at a meeting.
func (r Reader) NeedsAtMeeting(ctx context.Context, organiser, meeting dialogue.ID) ([]SealedNeeds, error) {
	return list(ctx, r.q, scanNeeds, `
		select `+needsColumns+`
		from needs n
		join seat t on (t.organiser_id, t.delegate_id) = (n.organiser_id, n.delegate_id)
		join registration r on (r.organiser_id, r.id) = (t.organiser_id, t.registration_id)
		where n.organiser_id = $1 and t.meeting_id = $2 and t.state = 'placed' and r.state = 'active'`, organiser, meeting)
}

// SaveNeeds stores what a delegate needs instead of what was stored.
func (b *Batch) SaveNeeds(organiser dialogue.ID, n SealedNeeds) {
	b.queue(`
		insert into needs (organiser_id, delegate_id, sealed, by_self) values ($1, $2, $3, $4)
		on conflict (organiser_id, delegate_id) do update
			set sealed = excluded.sealed, by_self = excluded.by_self, consented_at = clock(), version = needs.version + 1`,
		organiser, n.Delegate, n.Sealed, n.BySelf)
}

// EraseNeeds erases what a delegate needs.
func (b *Batch) EraseNeeds(organiser, delegate dialogue.ID) {
	b.queue(`delete from needs where organiser_id = $1 and delegate_id = $2`, organiser, delegate)
}

// EraseUselessNeeds erases every organiser's that are of no use any more, and writes a line for each series. It tells how many there were.
func (tx *Tx) EraseUselessNeeds(ctx context.Context) (int, error) {
	series, err := list(ctx, tx.q, func(row pgx.CollectableRow) (k SeriesKey, err error) {
		return k, row.Scan(&k.Organiser, &k.Series)
	}, `
		with gone as (
			delete from needs n where not needs_of_use(n.organiser_id, n.delegate_id) returning n.organiser_id, n.delegate_id)
		select g.organiser_id, r.series_id
		from gone g
		join delegate d on (d.organiser_id, d.id) = (g.organiser_id, g.delegate_id)
		join registration r on (r.organiser_id, r.id) = (d.organiser_id, d.registration_id)`)
	if err != nil || len(series) == 0 {
		return 0, err
	}
	erased := map[SeriesKey]int{}
	for _, k := range series {
		erased[k]++
	}
	return len(series), tx.Write(ctx, func(b *Batch) {
		for k, n := range erased {
			b.Audit(dialogue.AuditLine{Actor: dialogue.System(k.Organiser), Verb: "erase_needs", Series: k.Series, About: k.Series, Detail: map[string]any{"people": n}})
		}
	})
}
