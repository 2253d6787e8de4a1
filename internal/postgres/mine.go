package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// actedFor is the units, at every organiser, that an address ($1, its host $2) or the municipalities ($3) may act for: the rule in SQL's
// words, so that no more is read than what dialogue.Proof then decides on.
const actedFor = `
	select o.organiser_id, o.id from unit o
	where o.kind in ('municipality', 'district', 'county') and (
		exists (select from unnest(o.domains) d where d <> '' and $2 <> '' and (lower(d) = $2 or right($2, length(d) + 1) = '.' || lower(d)))
		or o.kind = 'municipality' and o.number = any($3) or o.kind = 'district' and left(o.number, 4) = any($3)
		or exists (select from colleague c join unit cu on (cu.organiser_id, cu.id) = (c.organiser_id, c.unit_id)
			where c.email = $1 and c.ended_at is null and c.whole_unit and (cu.kind, cu.number) = (o.kind, o.number)))`

// Mine is what may concern somebody, at every organiser: registrations, invitations that were sent, and who is let in. dialogue.Mine.Of
// keeps what does.
func (r Reader) Mine(ctx context.Context, p dialogue.Proof) (dialogue.Mine, error) {
	var m dialogue.Mine
	host := p.Email[strings.LastIndexByte(p.Email, '@')+1:]
	municipalities := p.Municipalities
	if municipalities == nil {
		municipalities = []string{}
	}
	args := []any{p.Email, host, municipalities}
	type key struct{ organiser, id dialogue.ID }
	byOrganiser := map[dialogue.ID][]dialogue.ID{}
	found, err := list(ctx, r.q, func(row pgx.CollectableRow) (k key, err error) {
		return k, row.Scan(&k.organiser, &k.id)
	}, `
		with acted as materialized (`+actedFor+`)
		select r.organiser_id, r.id
		from registration r join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.erased_at is null and (
			$1 <> '' and r.contact_email = $1
			or (r.organiser_id, r.unit_id) in (select organiser_id, id from acted)
			or exists (select from colleague c join unit cu on (cu.organiser_id, cu.id) = (c.organiser_id, c.unit_id)
				where c.email = $1 and c.ended_at is null and not c.whole_unit and (cu.kind, cu.number) = (u.kind, u.number)
					and c.let_in_by = r.contact_email))
		order by r.received_at desc, r.id`, args...)
	if err != nil {
		return m, err
	}
	for _, k := range found {
		byOrganiser[k.organiser] = append(byOrganiser[k.organiser], k.id)
	}
	for organiser, ids := range byOrganiser {
		some, err := r.registrations(ctx, `
			select `+registrationColumns+`
			from registration r join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
			where r.organiser_id = $1 and r.id = any($2)
			order by r.received_at desc, r.id`, organiser, ids)
		if err != nil {
			return m, err
		}
		m.Registrations = append(m.Registrations, some...)
	}
	var b pgx.Batch
	ask(&b, &m.Invited, scanAskedUnit, askedUnits, args...)
	ask(&b, &m.Colleagues, scanColleague, `
		with acted as materialized (`+actedFor+`)
		select `+colleagueColumns+`
		from colleague c join unit u on (u.organiser_id, u.id) = (c.organiser_id, c.unit_id)
		where c.ended_at is null and (
			(c.organiser_id, c.unit_id) in (select organiser_id, id from acted)
			or $1 <> '' and (c.let_in_by = $1 or c.email = $1 or exists (
				select from colleague mine join unit mu on (mu.organiser_id, mu.id) = (mine.organiser_id, mine.unit_id)
				where mine.email = $1 and mine.ended_at is null and mine.let_in_by = c.let_in_by and (mu.kind, mu.number) = (u.kind, u.number))))
		order by c.name collate "nb-NO-x-icu", c.let_in_at, c.id`, args...)
	return m, r.answers(ctx, &b)
}

// askedUnits are the invitations that were sent to the units somebody acts for, with what stands of each unit's answer: its own
// registrations, those of joint units that it is a member of, and its decline.
const askedUnits = `
	with acted as materialized (` + actedFor + `)
	select i.organiser_id, i.id, i.series_id, i.sent_at, ` + unitColumns + `,
		array(select r.state from registration r join unit ru on (ru.organiser_id, ru.id) = (r.organiser_id, r.unit_id)
			where (r.organiser_id, r.series_id) = (i.organiser_id, i.series_id) and r.state <> 'unverified'
				and ((ru.kind, ru.number) = (u.kind, u.number) or ru.kind = 'joint' and u.kind = 'municipality' and u.number = any(ru.members))),
		array(select d.state from decline d where (d.organiser_id, d.series_id, d.unit_id) = (i.organiser_id, i.series_id, i.unit_id))
	from acted
	join unit_invitation i on (i.organiser_id, i.unit_id) = (acted.organiser_id, acted.id)
	join unit u on (u.organiser_id, u.id) = (i.organiser_id, i.unit_id)
	join series s on (s.organiser_id, s.id) = (i.organiser_id, i.series_id)
	where i.sent_at is not null and s.state <> 'draft' and s.erased_at is null
	order by i.sent_at desc, i.id`

func scanAskedUnit(row pgx.CollectableRow) (i dialogue.AskedUnit, err error) {
	var registered, declined []dialogue.RegistrationState
	fields := append([]any{&i.Organiser, &i.ID, &i.Series, (*instant)(&i.SentAt)}, unitFields(&i.Unit)...)
	if err = row.Scan(append(fields, &registered, &declined)...); err != nil {
		return i, err
	}
	registrations := make([]dialogue.Registration, len(registered))
	for n, state := range registered {
		registrations[n].State = state
	}
	var decline *dialogue.Decline
	for _, state := range declined {
		if decline == nil || state == dialogue.Active {
			decline = &dialogue.Decline{State: state}
		}
	}
	i.Answer = dialogue.AnswerOf(registrations, decline, i.SentAt)
	return i, nil
}
