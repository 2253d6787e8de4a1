package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Breakouts are the groups of a series' meetings, with everybody who was put into one.
func (r Reader) Breakouts(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Breakout, error) {
	type group struct {
		meeting dialogue.ID
		group   dialogue.BreakoutGroup
	}
	type member struct {
		meeting dialogue.ID
		member  dialogue.BreakoutMember
	}
	var all []dialogue.Breakout
	var groups []group
	var members []member
	var b pgx.Batch
	ask(&b, &all, func(row pgx.CollectableRow) (o dialogue.Breakout, err error) {
		return o, row.Scan(&o.Meeting, &o.Ask.Way, &o.Ask.Groups, &o.Ask.Size, &o.Seed, &o.MadeAt, &o.Version)
	}, `
		select meeting_id, way, groups, size, seed, made_at, version from breakout where organiser_id = $1 and series_id = $2`, organiser, series)
	ask(&b, &groups, func(row pgx.CollectableRow) (g group, err error) {
		return g, row.Scan(&g.meeting, &g.group.ID, &g.group.Name)
	}, `
		select g.meeting_id, g.id, g.name
		from breakout_group g join breakout o on (o.organiser_id, o.meeting_id) = (g.organiser_id, g.meeting_id)
		where o.organiser_id = $1 and o.series_id = $2
		order by g.position, g.id`, organiser, series)
	ask(&b, &members, func(row pgx.CollectableRow) (m member, err error) {
		return m, row.Scan(&m.meeting, &m.member.Delegate, &m.member.Group, &m.member.ByHand)
	}, `
		select m.meeting_id, m.delegate_id, m.group_id, m.by_hand
		from breakout_member m join breakout o on (o.organiser_id, o.meeting_id) = (m.organiser_id, m.meeting_id)
		where o.organiser_id = $1 and o.series_id = $2
		order by m.delegate_id`, organiser, series)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	at := map[dialogue.ID]*dialogue.Breakout{}
	for i := range all {
		at[all[i].Meeting] = &all[i]
	}
	for _, g := range groups {
		at[g.meeting].Groups = append(at[g.meeting].Groups, g.group)
	}
	for _, m := range members {
		at[m.meeting].Members = append(at[m.meeting].Members, m.member)
	}
	return all, nil
}

// GroupsOf is where the delegates of a registration sit who have a place. A group without a name that only one delegation sits in, but for those
// moved by hand, has that one's name when groups are of delegations.
func (r Reader) GroupsOf(ctx context.Context, organiser, registration dialogue.ID) ([]dialogue.GroupSeat, error) {
	return list(ctx, r.q, scanGroupSeat, groupSeats+`
		where d.organiser_id = $1 and d.registration_id = $2
		order by m.meeting_id, m.delegate_id`, organiser, registration)
}

// GroupsAt is the same for all who have a place at a meeting.
func (r Reader) GroupsAt(ctx context.Context, organiser, meeting dialogue.ID) ([]dialogue.GroupSeat, error) {
	return list(ctx, r.q, scanGroupSeat, groupSeats+`
		where d.organiser_id = $1 and m.meeting_id = $2`, organiser, meeting)
}

func scanGroupSeat(row pgx.CollectableRow) (g dialogue.GroupSeat, err error) {
	return g, row.Scan(&g.Meeting, &g.Delegate, &g.Number, &g.Name)
}

const groupSeats = `
		select m.meeting_id, m.delegate_id,
			(select count(*) from breakout_group e
				where (e.organiser_id, e.meeting_id) = (g.organiser_id, g.meeting_id) and (e.position, e.id) <= (g.position, g.id)),
			coalesce(nullif(g.name, ''), case when o.way = 'together' then (
				select case when count(distinct u.id) = 1 and min(u.kind) <> 'person' then min(u.name) end
				from breakout_member n
				join delegate f on (f.organiser_id, f.id) = (n.organiser_id, n.delegate_id)
				join registration e on (e.organiser_id, e.id) = (f.organiser_id, f.registration_id) and e.state = 'active'
				join unit u on (u.organiser_id, u.id) = (e.organiser_id, e.unit_id)
				where (n.organiser_id, n.group_id) = (g.organiser_id, g.id) and not n.by_hand and exists (
					select from seat s where (s.organiser_id, s.delegate_id, s.meeting_id) = (n.organiser_id, n.delegate_id, n.meeting_id) and s.state = 'placed')
			) end, '')
		from delegate d
		join breakout_member m on (m.organiser_id, m.delegate_id) = (d.organiser_id, d.id)
		join breakout_group g on (g.organiser_id, g.id) = (m.organiser_id, m.group_id)
		join breakout o on (o.organiser_id, o.meeting_id) = (m.organiser_id, m.meeting_id)
		join seat s on (s.organiser_id, s.delegate_id, s.meeting_id) = (m.organiser_id, m.delegate_id, m.meeting_id) and s.state = 'placed'`

// SaveBreakout stores the groups of a meeting and who is in them, instead of what there was; the version of what is stored goes up by one. The
// series must be locked.
func (b *Batch) SaveBreakout(organiser, series dialogue.ID, o dialogue.Breakout) {
	b.queue(`
		insert into breakout as o (organiser_id, meeting_id, series_id, way, groups, size, seed) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (organiser_id, meeting_id) do update set way = excluded.way, groups = excluded.groups, size = excluded.size, seed = excluded.seed,
			made_at = clock(), version = o.version + 1`,
		organiser, o.Meeting, series, o.Ask.Way, o.Ask.Groups, o.Ask.Size, o.Seed)
	b.queue(`delete from breakout_group where organiser_id = $1 and meeting_id = $2`, organiser, o.Meeting)
	for i, g := range o.Groups {
		b.queue(`insert into breakout_group (organiser_id, id, meeting_id, position, name) values ($1, $2, $3, $4, $5)`, organiser, g.ID, o.Meeting, i, g.Name)
	}
	for _, m := range o.Members {
		b.queue(`
			insert into breakout_member (organiser_id, meeting_id, delegate_id, group_id, by_hand) values ($1, $2, $3, $4, $5)`,
			organiser, o.Meeting, m.Delegate, m.Group, m.ByHand)
	}
}

// DropBreakout takes the groups of a meeting away.
func (b *Batch) DropBreakout(organiser, meeting dialogue.ID) {
	b.queue(`delete from breakout where organiser_id = $1 and meeting_id = $2`, organiser, meeting)
}
