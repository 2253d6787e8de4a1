package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// CoverageFacts is everything of the organiser's that can count in its coverage, whatever the period. Erased series are among it: what
// counts survives their people.
func (r Reader) CoverageFacts(ctx context.Context, organiser dialogue.ID) (dialogue.CoverageFacts, error) {
	type series struct {
		id dialogue.ID
		dialogue.CoverageSeries
	}
	f := dialogue.CoverageFacts{Series: map[dialogue.ID]dialogue.CoverageSeries{}, Units: map[dialogue.ID]dialogue.Unit{},
		Meetings: map[dialogue.ID]dialogue.Meeting{}}
	var allSeries []series
	var units []dialogue.Unit
	var meetings []dialogue.Meeting
	var b pgx.Batch
	ask(&b, &allSeries, func(row pgx.CollectableRow) (s series, err error) {
		return s, row.Scan(&s.id, &s.Kind, &s.Title)
	}, `select id, kind, title from series where organiser_id = $1`, organiser)
	ask(&b, &f.Invited, scanCoverageFact, `
		select unit_id, series_id, sent_at from unit_invitation where organiser_id = $1 and sent_at is not null`, organiser)
	ask(&b, &f.Answered, scanCoverageFact, `
		select unit_id, series_id, received_at from registration where organiser_id = $1 and state = 'active'`, organiser)
	ask(&b, &f.Declined, scanCoverageFact, `
		select unit_id, series_id, received_at from decline where organiser_id = $1 and state = 'active'`, organiser)
	ask(&b, &f.Present, func(row pgx.CollectableRow) (p dialogue.Presence, err error) {
		return p, row.Scan(&p.Unit, &p.Meeting, &p.Placed, &p.CheckedIn, (*instant)(&p.CheckedInAt))
	}, `
		select unit_id, meeting_id, count(*) filter (where placed), count(checked_in_at), min(checked_in_at)
		from (
			select reg.unit_id, s.meeting_id, s.state = 'placed' and reg.state = 'active' as placed, s.checked_in_at
			from seat s join registration reg on (reg.organiser_id, reg.id) = (s.organiser_id, s.registration_id)
			where s.organiser_id = $1 and s.meeting_id is not null
				and (s.checked_in_at is not null or s.state = 'placed' and reg.state = 'active')
			union all
			select unit_id, meeting_id, false, checked_in_at from walk_in where organiser_id = $1
		) as there
		group by unit_id, meeting_id`, organiser)
	ask(&b, &meetings, func(row pgx.CollectableRow) (m dialogue.Meeting, err error) {
		return m, row.Scan(&m.ID, &m.Series, &m.State, &m.Corrected, (*instant)(&m.StartsAt), (*instant)(&m.EndsAt))
	}, `select id, series_id, state, held, starts_at, ends_at from meeting where organiser_id = $1`, organiser)
	ask(&b, &f.Words, func(row pgx.CollectableRow) (w dialogue.HeldWord, err error) {
		return w, row.Scan(&w.ID, &w.Unit, &w.Kind, &w.On, &w.Note, &w.By, &w.SetAt)
	}, `
		select h.id, h.unit_id, h.series_kind, h.held_on, h.note, coalesce(s.name, ''), h.set_at
		from unit_held h left join staff_user s on (s.organiser_id, s.id) = (h.organiser_id, h.set_by)
		where h.organiser_id = $1`, organiser)
	ask(&b, &f.Reached, func(row pgx.CollectableRow) (m dialogue.UnitMilestone, err error) {
		return m, row.Scan(&m.Unit, &m.Milestone, &m.State, &m.Day, &m.By, &m.Own, &m.SetAt, &m.Version)
	}, `
		select m.unit_id, m.milestone_id, m.state, m.on_date, coalesce(s.name, ''), m.set_by is null, m.set_at, m.version
		from unit_milestone m left join staff_user s on (s.organiser_id, s.id) = (m.organiser_id, m.set_by)
		where m.organiser_id = $1`, organiser)
	ask(&b, &units, scanUnit, `
		select `+unitColumns+` from unit u
		where u.organiser_id = $1 and u.kind in ('municipality', 'district', 'joint')`, organiser)
	if err := r.answers(ctx, &b); err != nil {
		return f, err
	}
	for _, s := range allSeries {
		f.Series[s.id] = s.CoverageSeries
	}
	for _, u := range units {
		f.Units[u.ID] = u
	}
	for _, m := range meetings {
		f.Meetings[m.ID] = m
	}
	return f, nil
}

func scanCoverageFact(row pgx.CollectableRow) (f dialogue.CoverageFact, err error) {
	return f, row.Scan(&f.Unit, &f.Series, &f.At)
}

// Milestones are the organiser's milestones in staff's order, retired ones last.
func (r Reader) Milestones(ctx context.Context, organiser dialogue.ID) ([]dialogue.Milestone, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (m dialogue.Milestone, err error) {
		return m, row.Scan(&m.ID, &m.Name, (*instant)(&m.RetiredAt), &m.Version)
	}, `
		select id, name, retired_at, version from milestone where organiser_id = $1
		order by retired_at is not null, position, id`, organiser)
}

// LockMilestones makes others who change the organiser's milestones wait until this transaction is done.
func (tx *Tx) LockMilestones(ctx context.Context, organiser dialogue.ID) error {
	return tx.execOne(ctx, `select from organiser where id = $1 for no key update`, organiser)
}

// SaveMilestone stores a milestone at a place in the order. One that is there already keeps its id and raises its version.
func (b *Batch) SaveMilestone(organiser dialogue.ID, m dialogue.Milestone, position int) {
	b.queue(`
		insert into milestone as m (organiser_id, id, position, name, retired_at) values ($1, $2, $3, $4, $5)
		on conflict (organiser_id, id) do update set position = excluded.position, name = excluded.name, retired_at = excluded.retired_at,
			version = m.version + 1`,
		organiser, m.ID, position, m.Name, orNull(m.RetiredAt))
}

// DeleteMilestone deletes a milestone that nothing has been set of.
func (b *Batch) DeleteMilestone(organiser, milestone dialogue.ID) {
	b.queue(`delete from milestone where organiser_id = $1 and id = $2`, organiser, milestone)
}

// MilestoneUse is how many units each milestone is set for, and how many goals are about it.
func (r Reader) MilestoneUse(ctx context.Context, organiser dialogue.ID) (map[dialogue.ID]int, error) {
	type use struct {
		milestone dialogue.ID
		n         int
	}
	rows, err := list(ctx, r.q, func(row pgx.CollectableRow) (u use, err error) {
		return u, row.Scan(&u.milestone, &u.n)
	}, `
		select milestone_id, count(*) from (
			select milestone_id from unit_milestone where organiser_id = $1
			union all select milestone_id from goal where organiser_id = $1 and milestone_id is not null) as used
		group by milestone_id`, organiser)
	found := map[dialogue.ID]int{}
	for _, u := range rows {
		found[u.milestone] = u.n
	}
	return found, err
}

// MilestoneVersions are the versions of what is set of the milestone for the units; a unit that nothing is set for is left out. The
// rows are held until the transaction is done.
func (tx *Tx) MilestoneVersions(ctx context.Context, organiser, milestone dialogue.ID, units []dialogue.ID) (map[dialogue.ID]int, error) {
	type version struct {
		unit dialogue.ID
		n    int
	}
	rows, err := list(ctx, tx.q, func(row pgx.CollectableRow) (v version, err error) {
		return v, row.Scan(&v.unit, &v.n)
	}, `
		select unit_id, version from unit_milestone where organiser_id = $1 and milestone_id = $2 and unit_id = any($3)
		order by unit_id for update`, organiser, milestone, units)
	found := map[dialogue.ID]int{}
	for _, v := range rows {
		found[v.unit] = v.n
	}
	return found, err
}

// SetUnitMilestone stores how far a unit has come with a milestone. by is the staff user; none: the municipality itself.
func (b *Batch) SetUnitMilestone(organiser, unit dialogue.ID, m dialogue.ReachedMilestone, by dialogue.ID) {
	b.queue(`
		insert into unit_milestone as m (organiser_id, milestone_id, unit_id, state, on_date, set_by) values ($1, $2, $3, $4, $5, $6)
		on conflict (organiser_id, milestone_id, unit_id) do update set state = excluded.state, on_date = excluded.on_date,
			set_by = excluded.set_by, set_at = clock(), version = m.version + 1`,
		organiser, m.Milestone, unit, m.State, m.Day, by)
}

// InsertHeld stores staff's word that a unit has had a meeting of the kind on the day. false when that was said before.
func (tx *Tx) InsertHeld(ctx context.Context, organiser dialogue.ID, w dialogue.HeldWord, by dialogue.ID) (bool, error) {
	n, err := tx.exec(ctx, `
		insert into unit_held (organiser_id, id, unit_id, series_kind, held_on, note, set_by) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict on constraint unit_held_once do nothing`, organiser, w.ID, w.Unit, w.Kind, w.On, w.Note, by)
	return n > 0, err
}

// DeleteHeld takes staff's word back and is what it was. dialogue.ErrNotFound when it is not there.
func (tx *Tx) DeleteHeld(ctx context.Context, organiser, id dialogue.ID) (dialogue.HeldWord, error) {
	return one(ctx, tx.q, func(row pgx.CollectableRow) (w dialogue.HeldWord, err error) {
		return w, row.Scan(&w.ID, &w.Unit, &w.Kind, &w.On)
	}, `delete from unit_held where organiser_id = $1 and id = $2 returning id, unit_id, series_kind, held_on`, organiser, id)
}

// Goals are the organiser's goals, the nearest first.
func (r Reader) Goals(ctx context.Context, organiser dialogue.ID) ([]dialogue.Goal, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (g dialogue.Goal, err error) {
		return g, row.Scan(&g.ID, &g.Kind, &g.Milestone, &g.Units, &g.From, &g.By, &g.Version)
	}, `
		select id, coalesce(series_kind, ''), milestone_id, coalesce(units, 0), from_date, by_date, version from goal
		where organiser_id = $1 order by by_date, id`, organiser)
}

// SaveGoal stores a new goal, whose version is 0, or changes one. A version that isn't g's is dialogue.ErrStale.
func (tx *Tx) SaveGoal(ctx context.Context, organiser dialogue.ID, g dialogue.Goal) error {
	if g.Version == 0 {
		_, err := tx.exec(ctx, `
			insert into goal (organiser_id, id, series_kind, milestone_id, units, from_date, by_date)
			values ($1, $2, nullif($3, ''), $4, $5, $6, $7)`, organiser, g.ID, g.Kind, g.Milestone, nullInt(g.Units), g.From, g.By)
		return err
	}
	n, err := tx.exec(ctx, `
		update goal set series_kind = nullif($4, ''), milestone_id = $5, units = $6, from_date = $7, by_date = $8, version = version + 1
		where organiser_id = $1 and id = $2 and version = $3`,
		organiser, g.ID, g.Version, g.Kind, g.Milestone, nullInt(g.Units), g.From, g.By)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}

// DeleteGoal takes a goal away. A version that isn't the stored one's is dialogue.ErrStale.
func (tx *Tx) DeleteGoal(ctx context.Context, organiser, id dialogue.ID, version int) error {
	n, err := tx.exec(ctx, `delete from goal where organiser_id = $1 and id = $2 and version = $3`, organiser, id, version)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}

// SetCoveragePublic gives the organiser's coverage a public page, or takes it away.
func (tx *Tx) SetCoveragePublic(ctx context.Context, organiser dialogue.ID, on bool) error {
	return tx.execOne(ctx, `update organiser set coverage_public = $2 where id = $1`, organiser, on)
}
