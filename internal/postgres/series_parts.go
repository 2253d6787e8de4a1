package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const roleColumns = `r.id, r.name, r.floor, coalesce(r.maximum, 0), r.outside_cap, r.health, r.retired_at is not null`

func scanRole(row pgx.CollectableRow) (r dialogue.Role, err error) {
	return r, row.Scan(&r.ID, &r.Name, &r.Floor, &r.Maximum, &r.OutsideCap, &r.Health, &r.Retired)
}

// SaveRoles makes the series' list of roles the one given, in its order. A role that is left out is deleted, or retired when
// somebody has it.
func (tx *Tx) SaveRoles(ctx context.Context, organiser, series dialogue.ID, roles []dialogue.Role) error {
	kept := make([]dialogue.ID, len(roles))
	return tx.Write(ctx, func(b *Batch) {
		for i, r := range roles {
			kept[i] = r.ID
			b.queue(`
				insert into role as r (organiser_id, id, series_id, position, name, floor, maximum, outside_cap, health, retired_at)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10 then clock() end)
				on conflict (organiser_id, id) do update set position = excluded.position, name = excluded.name, floor = excluded.floor,
					maximum = excluded.maximum, outside_cap = excluded.outside_cap, health = excluded.health,
					retired_at = case when $10 then coalesce(r.retired_at, clock()) end
				where r.series_id = excluded.series_id`,
				organiser, r.ID, series, i, r.Name, r.Floor, nullInt(r.Maximum), r.OutsideCap, r.Health, r.Retired)
		}
		b.queue(`
			update role r set retired_at = coalesce(r.retired_at, clock())
			where r.organiser_id = $1 and r.series_id = $2 and r.id <> all($3)`, organiser, series, kept)
		b.queue(`
			delete from role r
			where r.organiser_id = $1 and r.series_id = $2 and r.id <> all($3)
				and not exists (select from delegate d where d.organiser_id = r.organiser_id and d.role_id = r.id)
				and not exists (select from question q where (q.organiser_id, q.series_id) = (r.organiser_id, r.series_id) and r.id = any(q.role_ids))`, organiser, series, kept)
	})
}

const regionColumns = `r.id, r.name, coalesce(r.stated_units, 0)`

func scanRegion(row pgx.CollectableRow) (r dialogue.Region, err error) {
	return r, row.Scan(&r.ID, &r.Name, &r.StatedUnits)
}

// regionUnit is a unit of a region.
type regionUnit struct {
	region dialogue.ID
	unit   dialogue.Unit
}

func scanRegionUnit(row pgx.CollectableRow) (r regionUnit, err error) {
	return r, row.Scan(append([]any{&r.region}, unitFields(&r.unit)...)...)
}

// SaveRegions makes the series' regions the ones given, in their order, with their units: units are stored as UpsertUnit does, so
// they need no id. dialogue.ErrInUse when a region that is left out still has a meeting or a contact person.
func (tx *Tx) SaveRegions(ctx context.Context, organiser, series dialogue.ID, regions []dialogue.Region) error {
	var units []dialogue.Unit
	for _, r := range regions {
		units = append(units, r.Units...)
	}
	ids, err := tx.UpsertUnits(ctx, organiser, units)
	if err != nil {
		return err
	}
	kept := make([]dialogue.ID, len(regions))
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`
			delete from region_unit u using region r
			where (r.organiser_id, r.id) = (u.organiser_id, u.region_id) and r.organiser_id = $1 and r.series_id = $2`, organiser, series)
		for i, r := range regions {
			kept[i] = r.ID
			b.queue(`
				insert into region as r (organiser_id, id, series_id, position, name, stated_units) values ($1, $2, $3, $4, $5, $6)
				on conflict (organiser_id, id) do update set position = excluded.position, name = excluded.name, stated_units = excluded.stated_units
				where r.series_id = excluded.series_id`,
				organiser, r.ID, series, i, r.Name, nullInt(r.StatedUnits))
			b.queue(`
				insert into region_unit (organiser_id, region_id, unit_id)
				select distinct r.organiser_id, r.id, unit
				from region r, unnest($4::uuid[]) unit
				where r.organiser_id = $1 and r.series_id = $2 and r.id = $3`,
				organiser, series, r.ID, ids[:len(r.Units)])
			ids = ids[len(r.Units):]
		}
		b.queue(`delete from region where organiser_id = $1 and series_id = $2 and id <> all($3)`, organiser, series, kept)
	})
}

// SaveListed replaces the list of units that may register. Units are stored as UpsertUnit does.
func (tx *Tx) SaveListed(ctx context.Context, organiser, series dialogue.ID, units []dialogue.Unit) error {
	ids, err := tx.UpsertUnits(ctx, organiser, units)
	if err != nil {
		return err
	}
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`delete from series_unit where organiser_id = $1 and series_id = $2`, organiser, series)
		b.queue(`
			insert into series_unit (organiser_id, series_id, unit_id)
			select distinct $1::uuid, $2::uuid, unit from unnest($3::uuid[]) unit`, organiser, series, ids)
	})
}

const programmeColumns = `p.id, p.meeting_id, p.starts, p.minutes, p.speaking_minutes, p.content, p.responsible`

func scanProgrammeRow(row pgx.CollectableRow) (p dialogue.ProgrammeRow, err error) {
	return p, row.Scan(&p.ID, &p.Meeting, &p.Starts, &p.Minutes, &p.Speaking, &p.Content, &p.Responsible)
}

// SaveProgramme replaces the programme: the series' rows and those of meetings that have their own, in the order given.
func (tx *Tx) SaveProgramme(ctx context.Context, organiser, series dialogue.ID, rows []dialogue.ProgrammeRow) error {
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`delete from programme_row where organiser_id = $1 and series_id = $2`, organiser, series)
		for i, p := range rows {
			b.queue(`
				insert into programme_row (organiser_id, id, series_id, meeting_id, position, starts, minutes, speaking_minutes, content, responsible)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
				organiser, p.ID, series, p.Meeting, i, p.Starts, p.Minutes, p.Speaking, p.Content, p.Responsible)
		}
	})
}

const contactPersonColumns = `c.id, c.region_id, c.meeting_id, c.name, c.title, c.email, c.phone`

func scanContactPerson(row pgx.CollectableRow) (c dialogue.ContactPerson, err error) {
	return c, row.Scan(&c.ID, &c.Region, &c.Meeting, &c.Name, &c.Title, &c.Email, &c.Phone)
}

// SaveContacts replaces whom to ask, in the order given.
func (tx *Tx) SaveContacts(ctx context.Context, organiser, series dialogue.ID, contacts []dialogue.ContactPerson) error {
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`delete from contact_person where organiser_id = $1 and series_id = $2`, organiser, series)
		for i, c := range contacts {
			b.queue(`
				insert into contact_person (organiser_id, id, series_id, region_id, meeting_id, position, name, title, email, phone)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
				organiser, c.ID, series, c.Region, c.Meeting, i, c.Name, c.Title, c.Email, c.Phone)
		}
	})
}
