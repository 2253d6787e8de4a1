package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// SeriesUse counts what depends on a series. Ask with the series locked: then nobody registers meanwhile.
func (r Reader) SeriesUse(ctx context.Context, organiser, series dialogue.ID) (dialogue.Use, error) {
	use, err := one(ctx, r.q, func(row pgx.CollectableRow) (u dialogue.Use, err error) {
		return u, row.Scan(&u.Registrations, &u.Letters, &u.MostDelegates, &u.MostOverCap, &u.MostOutside, &u.Draws, &u.Requests)
	}, `
		select (select count(*) from registration g where g.organiser_id = $1 and g.series_id = $2),
			(select count(*) from letter l where l.organiser_id = $1 and l.series_id = $2),
			coalesce(max(s.slot) filter (where s.pool = 'delegation'), 0),
			coalesce(max(s.slot) filter (where s.pool = 'own_cost'), 0),
			coalesce(max(s.slot) filter (where s.pool = 'outside'), 0),
			(select count(*) from selection d where d.organiser_id = $1 and d.series_id = $2),
			(select count(*) from registration g join series r on (r.organiser_id, r.id) = (g.organiser_id, g.series_id)
				where g.organiser_id = $1 and g.series_id = $2 and r.on_request and `+awaitsMeeting+`)
		from seat s where s.organiser_id = $1 and s.series_id = $2`, organiser, series)
	if err != nil {
		return use, err
	}
	if use.Roles, err = r.counts(ctx, `
		select d.role_id, count(*) from delegate d join registration g on (g.organiser_id, g.id) = (d.organiser_id, d.registration_id)
		where g.organiser_id = $1 and g.series_id = $2 and d.role_id is not null group by 1`, organiser, series); err != nil {
		return use, err
	}
	use.Meetings, err = r.counts(ctx, `
		select meeting_id, count(*) from (
			select s.meeting_id from seat s where s.organiser_id = $1 and s.series_id = $2 and s.meeting_id is not null
			union all
			select g.meeting_id from registration g where g.organiser_id = $1 and g.series_id = $2 and g.meeting_id is not null
			union all
			select k.meeting_id from walk_in k where k.organiser_id = $1 and k.series_id = $2
			union all
			select w.meeting_id from wish w where w.organiser_id = $1 and w.series_id = $2) named
		group by 1`, organiser, series)
	return use, err
}

func (r Reader) counts(ctx context.Context, sql string, args ...any) (map[dialogue.ID]int, error) {
	rows, err := list(ctx, r.q, func(row pgx.CollectableRow) (c struct {
		id dialogue.ID
		n  int
	}, err error) {
		return c, row.Scan(&c.id, &c.n)
	}, sql, args...)
	found := make(map[dialogue.ID]int, len(rows))
	for _, c := range rows {
		found[c.id] = c.n
	}
	return found, err
}

// TouchSeries marks a published series changed now, after an edit of a meeting, which has a version of its own.
func (tx *Tx) TouchSeries(ctx context.Context, organiser, series dialogue.ID) error {
	return tx.execOne(ctx, `
		update series set changed_at = case when state = 'published' then clock() else changed_at end
		where organiser_id = $1 and id = $2`, organiser, series)
}

// SlugTaken reports whether a series has the address already.
func (r Reader) SlugTaken(ctx context.Context, slug string) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `select exists (select from series where slug = $1)`, slug)
}
