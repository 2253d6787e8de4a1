package postgres

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const unitColumns = `u.id, u.kind, u.number, u.valid_from, u.name, u.county, u.lang, u.domains, u.members`

func unitFields(u *dialogue.Unit) []any {
	return []any{&u.ID, &u.Kind, &u.Number, &u.ValidFrom, &u.Name, &u.County, &u.Lang, &u.Domains, &u.Members}
}

func scanUnit(row pgx.CollectableRow) (u dialogue.Unit, err error) {
	return u, row.Scan(unitFields(&u)...)
}

// Unit is one of the organiser's units.
func (r Reader) Unit(ctx context.Context, organiser, id dialogue.ID) (dialogue.Unit, error) {
	return one(ctx, r.q, scanUnit, `select `+unitColumns+` from unit u where u.organiser_id = $1 and u.id = $2`, organiser, id)
}

// UnitsByID are those of the organiser's units, by name. dialogue.ErrNotFound when one is not its own.
func (r Reader) UnitsByID(ctx context.Context, organiser dialogue.ID, ids []dialogue.ID) ([]dialogue.Unit, error) {
	found, err := list(ctx, r.q, scanUnit, `
		select `+unitColumns+` from unit u where u.organiser_id = $1 and u.id = any($2)
		order by u.name collate "nb-NO-x-icu", u.number, u.valid_from`, organiser, ids)
	if err == nil && slices.ContainsFunc(ids, func(id dialogue.ID) bool {
		return !slices.ContainsFunc(found, func(u dialogue.Unit) bool { return u.ID == id })
	}) {
		return nil, dialogue.ErrNotFound
	}
	return found, err
}

// UnitsOf lists the units that the organiser has met so far, by name.
func (r Reader) UnitsOf(ctx context.Context, organiser dialogue.ID) ([]dialogue.Unit, error) {
	return list(ctx, r.q, scanUnit, `
		select `+unitColumns+` from unit u where u.organiser_id = $1
		order by u.name collate "nb-NO-x-icu", u.number, u.valid_from`, organiser)
}

// UpsertUnit stores a unit if the organiser does not have it, by kind, number and period, and is its id. An official unit's name,
// county and domains follow the register; its language stays once it is set, and what a person or an organisation called itself
// the first time stays too, since anybody can write another's address.
func (tx *Tx) UpsertUnit(ctx context.Context, organiser dialogue.ID, u dialogue.Unit) (dialogue.ID, error) {
	ids, err := tx.UpsertUnits(ctx, organiser, []dialogue.Unit{u})
	if err != nil {
		return dialogue.ID{}, err
	}
	return ids[0], nil
}

// UpsertUnits is UpsertUnit for many in one round trip. The ids come in the order of the units; their rows are taken by number, so that
// two who store the same ones never wait for each other.
func (tx *Tx) UpsertUnits(ctx context.Context, organiser dialogue.ID, units []dialogue.Unit) ([]dialogue.ID, error) {
	ids := make([]dialogue.ID, len(units))
	if len(units) == 0 {
		return ids, nil
	}
	order := make([]int, len(units))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(units[a].Kind, units[b].Kind), cmp.Compare(units[a].Number, units[b].Number))
	})
	var b pgx.Batch
	for _, i := range order {
		u := units[i]
		b.Queue(`
			insert into unit as u (organiser_id, id, kind, number, valid_from, name, county, lang, domains, members)
			values ($1, coalesce($2, gen_random_uuid()), $3, $4, $5, $6, $7, $8, coalesce($9, '{}'::text[]), coalesce($10, '{}'::text[]))
			on conflict on constraint unit_once do update set
				name = case when u.kind in ('municipality', 'district', 'county') then excluded.name else u.name end,
				county = case when u.kind in ('municipality', 'district', 'county') then excluded.county else u.county end,
				domains = case when u.kind in ('municipality', 'district', 'county') and not u.own_domains then excluded.domains else u.domains end,
				lang = case when u.lang = '' then excluded.lang else u.lang end
			returning u.id`,
			organiser, u.ID, u.Kind, u.Number, u.ValidFrom, u.Name, u.County, u.Lang, u.Domains, u.Members,
		).QueryRow(func(row pgx.Row) error { return row.Scan(&ids[i]) })
	}
	return ids, translate(tx.tx.SendBatch(ctx, &b).Close())
}
