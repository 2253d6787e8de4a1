package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const unitAddressColumns = `a.id, a.unit_id, a.email, a.name, a.position, a.source, a.failure, a.failed_at, a.noted_by, a.added_by, a.added_at, a.version`

func scanUnitAddress(row pgx.CollectableRow) (a dialogue.UnitAddress, err error) {
	return a, row.Scan(&a.ID, &a.Unit, &a.Email, &a.Name, &a.Position, &a.Source, &a.Failure, (*instant)(&a.FailedAt), &a.NotedBy, &a.AddedBy, &a.AddedAt, &a.Version)
}

// Addresses is the organiser's address book: post receptions first within each unit, then people by name.
func (r Reader) Addresses(ctx context.Context, organiser dialogue.ID) ([]dialogue.UnitAddress, error) {
	return list(ctx, r.q, scanUnitAddress, `
		select `+unitAddressColumns+` from unit_address a
		where a.organiser_id = $1
		order by a.unit_id, a.name <> '', a.name collate "nb-NO-x-icu", a.email`, organiser)
}

// AddressesOfUnits are the addresses of some of the organiser's units, by unit; post receptions first, then people by name. A unit
// without any is not in the map. Those with a failure are among them: letters go to those that work.
func (r Reader) AddressesOfUnits(ctx context.Context, organiser dialogue.ID, units []dialogue.ID) (map[dialogue.ID][]dialogue.UnitAddress, error) {
	found, err := list(ctx, r.q, scanUnitAddress, `
		select `+unitAddressColumns+` from unit_address a
		where a.organiser_id = $1 and a.unit_id = any($2)
		order by a.unit_id, a.name <> '', a.name collate "nb-NO-x-icu", a.email`, organiser, units)
	if err != nil {
		return nil, err
	}
	byUnit := map[dialogue.ID][]dialogue.UnitAddress{}
	for _, a := range found {
		byUnit[a.Unit] = append(byUnit[a.Unit], a)
	}
	return byUnit, nil
}

// InsertAddress puts an address in the book; one that is there already is left alone.
func (b *Batch) InsertAddress(organiser dialogue.ID, a dialogue.UnitAddress) {
	b.queue(`
		insert into unit_address (organiser_id, id, unit_id, email, name, position, source, added_by)
		values ($1, $2, $3, lower($4), $5, $6, $7, $8)
		on conflict on constraint unit_address_once do nothing`,
		organiser, a.ID, a.Unit, a.Email, a.Name, a.Position, a.Source, a.AddedBy)
}
