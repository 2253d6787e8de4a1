package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// speakingTurns are the delegations with a place at a meeting of a series, those of each meeting in its order. Before it is settled the order
// is by name; after that, who has come since is last, the first come first. Joined is how meetings take their order: without the word left,
// only meetings whose order is settled count. Who has a place is found first: most meetings have no order, and this is asked at every page.
func speakingTurns(joined string) string {
	return `
		with place as materialized (
			select distinct m.id as meeting_id, m.starts_at, o.meeting_id is not null as settled, s.registration_id
			from meeting m
			` + joined + ` speaking_order o on (o.organiser_id, o.meeting_id) = (m.organiser_id, m.id)
			join seat s on (s.organiser_id, s.meeting_id, s.state) = (m.organiser_id, m.id, 'placed')
			where m.organiser_id = $1 and m.series_id = $2)
		select p.meeting_id, r.id, sl.position is not null, r.received_at, ` + unitColumns + `
		from place p
		join registration r on (r.organiser_id, r.id) = ($1, p.registration_id) and r.state = 'active'
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id) and u.kind <> 'person'
		left join speaking_slot sl on (sl.organiser_id, sl.meeting_id, sl.registration_id) = ($1, p.meeting_id, r.id)
		order by p.starts_at nulls last, p.meeting_id, sl.position nulls last,
			case when not p.settled then u.name end collate "nb-NO-x-icu", r.received_at, r.id`
}

func scanSpeakingTurn(row pgx.CollectableRow) (t dialogue.SpeakingTurn, err error) {
	return t, row.Scan(append([]any{&t.Meeting, &t.Registration, &t.Slotted, &t.ReceivedAt}, unitFields(&t.Unit)...)...)
}

// SpeakingTurns are the delegations that have the word at each meeting of a series, also where their order is not settled.
func (r Reader) SpeakingTurns(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.SpeakingTurn, error) {
	return list(ctx, r.q, scanSpeakingTurn, speakingTurns("left join"), organiser, series)
}

// SpeakingOrders are the settled orders of a series.
func (r Reader) SpeakingOrders(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.SpeakingOrder, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (o dialogue.SpeakingOrder, err error) {
		return o, row.Scan(&o.Meeting, &o.Seed, &o.ByHand, &o.SettledAt, &o.Version)
	}, `
		select meeting_id, seed, by_hand, settled_at, version from speaking_order where organiser_id = $1 and series_id = $2`, organiser, series)
}

// SaveSpeaking settles the order of a meeting; the version of what is stored goes up by one. The series must be locked.
func (b *Batch) SaveSpeaking(organiser, series dialogue.ID, o dialogue.SpeakingOrder, order []dialogue.ID) {
	b.queue(`
		insert into speaking_order as o (organiser_id, meeting_id, series_id, seed, by_hand) values ($1, $2, $3, $4, $5)
		on conflict (organiser_id, meeting_id) do update set seed = excluded.seed, by_hand = excluded.by_hand,
			settled_at = case when o.seed = excluded.seed then o.settled_at else clock() end, version = o.version + 1`,
		organiser, o.Meeting, series, o.Seed, o.ByHand)
	b.queue(`delete from speaking_slot where organiser_id = $1 and meeting_id = $2`, organiser, o.Meeting)
	b.queue(`
		insert into speaking_slot (organiser_id, meeting_id, registration_id, position)
		select $1::uuid, $2::uuid, n.id, n.position from unnest($3::uuid[]) with ordinality as n (id, position)`, organiser, o.Meeting, order)
}
