package postgres

import (
	"context"
	"time"

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

// AddressForUpdate is one of the organiser's addresses, with its row locked.
func (tx *Tx) AddressForUpdate(ctx context.Context, organiser, id dialogue.ID) (dialogue.UnitAddress, error) {
	return one(ctx, tx.q, scanUnitAddress, `
		select `+unitAddressColumns+` from unit_address a
		where a.organiser_id = $1 and a.id = $2 for update`, organiser, id)
}

// AddAddress puts an address in the book; ErrAddressTaken when the unit has it already.
func (tx *Tx) AddAddress(ctx context.Context, organiser dialogue.ID, a dialogue.UnitAddress) error {
	return tx.execOne(ctx, `
		insert into unit_address (organiser_id, id, unit_id, email, name, position, source, added_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		organiser, a.ID, a.Unit, a.Email, a.Name, a.Position, a.Source, a.AddedBy)
}

const updateAddress = `
	update unit_address set email = $3, name = $4, position = $5, source = $6, failure = $7, failed_at = $8, noted_by = $9, version = version + 1
	where organiser_id = $1 and id = $2`

func addressParameters(organiser dialogue.ID, a dialogue.UnitAddress) []any {
	var failed *time.Time
	if !a.FailedAt.IsZero() {
		failed = &a.FailedAt
	}
	return []any{organiser, a.ID, a.Email, a.Name, a.Position, a.Source, a.Failure, failed, a.NotedBy}
}

// UpdateAddress stores what may change of an address and raises its version; ErrAddressTaken when the unit has the new e-mail address
// already.
func (tx *Tx) UpdateAddress(ctx context.Context, organiser dialogue.ID, a dialogue.UnitAddress) error {
	return tx.execOne(ctx, updateAddress, addressParameters(organiser, a)...)
}

// UpdateAddress is Tx.UpdateAddress in a batch.
func (b *Batch) UpdateAddress(organiser dialogue.ID, a dialogue.UnitAddress) {
	b.queue(updateAddress, addressParameters(organiser, a)...)
}

// HoldAddresses lets what mail servers say about the organiser's addresses wait until the transaction ends, and lets it see what they said
// before. They are taken by id, as everywhere, so that two who take several never wait for each other.
func (tx *Tx) HoldAddresses(ctx context.Context, organiser dialogue.ID) error {
	_, err := tx.exec(ctx, `select from unit_address where organiser_id = $1 order by id for update`, organiser)
	return err
}

// LockAddressBook lets one change at a time into an organiser's book, and lets it see what came before. Registrations need not wait.
func (tx *Tx) LockAddressBook(ctx context.Context, organiser dialogue.ID) error {
	return tx.execOne(ctx, `select from organiser where id = $1 for no key update`, organiser)
}

// DeleteAddress takes an address out of the book.
func (tx *Tx) DeleteAddress(ctx context.Context, organiser, id dialogue.ID) error {
	return tx.execOne(ctx, `delete from unit_address where organiser_id = $1 and id = $2`, organiser, id)
}

// DeleteAddress is Tx.DeleteAddress in a batch; one that is gone already is as wished.
func (b *Batch) DeleteAddress(organiser, id dialogue.ID) {
	b.queue(`delete from unit_address where organiser_id = $1 and id = $2`, organiser, id)
}

// MoveAddress gives an address to another of the organiser's units, and raises its version.
func (b *Batch) MoveAddress(organiser, id, unit dialogue.ID) {
	b.queue(`update unit_address set unit_id = $3, version = version + 1 where organiser_id = $1 and id = $2`, organiser, id, unit)
}

// ForgetWhoseAddress erases what the audit log's details have said of an address so far: who left a post is nobody's business here any
// more. The lines stay.
func (b *Batch) ForgetWhoseAddress(organiser, id dialogue.ID) {
	b.queue(`
		delete from audit_detail d using audit a
		where (d.organiser_id, d.audit_id) = (a.organiser_id, a.id) and a.organiser_id = $1 and a.about = $2`, organiser, id)
}

// NoteDeliveryFailure notes on the organiser's addresses with the e-mail address what the mail server said when it refused a letter.
// What staff have noted stays. The ids are those of the addresses that this is news for.
func (tx *Tx) NoteDeliveryFailure(ctx context.Context, organiser dialogue.ID, email, reason string) ([]dialogue.ID, error) {
	return list(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		with held as (select id from unit_address where organiser_id = $1 and email = lower($2) order by id for update)
		update unit_address a set failure = $3, failed_at = clock(), version = version + 1
		from held where a.organiser_id = $1 and a.id = held.id and a.noted_by is null and a.failure is distinct from $3 and $3 <> ''
		returning a.id`, organiser, email, reason)
}

// ClearDeliveryFailure takes back what a mail server said about the organiser's addresses with the e-mail address, since it has
// taken a letter. What staff have noted stays: a server that takes a letter may send it back later.
func (tx *Tx) ClearDeliveryFailure(ctx context.Context, organiser dialogue.ID, email string) ([]dialogue.ID, error) {
	return list(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		with held as (select id from unit_address where organiser_id = $1 and email = lower($2) and failure <> '' order by id for update)
		update unit_address a set failure = '', failed_at = null, version = version + 1
		from held where a.organiser_id = $1 and a.id = held.id and a.noted_by is null and a.failure <> ''
		returning a.id`, organiser, email)
}

// ClearFailures lets letters go to the organiser's addresses again, whoever noted that they failed. The ids are those that did.
func (tx *Tx) ClearFailures(ctx context.Context, organiser dialogue.ID, ids []dialogue.ID) ([]dialogue.ID, error) {
	return list(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		with held as (select id from unit_address where organiser_id = $1 and id = any($2) order by id for update)
		update unit_address a set failure = '', failed_at = null, noted_by = null, version = version + 1
		from held where a.organiser_id = $1 and a.id = held.id and a.failure <> ''
		returning a.id`, organiser, ids)
}

// UnitSettings is what staff may say about a unit, besides the unit itself.
type UnitSettings struct {
	OwnDomains bool
	Version    int
}

// UnitSettingsOf are those of all the organiser's units.
func (r Reader) UnitSettingsOf(ctx context.Context, organiser dialogue.ID) (map[dialogue.ID]UnitSettings, error) {
	type row struct {
		id dialogue.ID
		UnitSettings
	}
	found, err := list(ctx, r.q, func(c pgx.CollectableRow) (u row, err error) {
		return u, c.Scan(&u.id, &u.OwnDomains, &u.Version)
	}, `select id, own_domains, version from unit where organiser_id = $1`, organiser)
	all := make(map[dialogue.ID]UnitSettings, len(found))
	for _, u := range found {
		all[u.id] = u.UnitSettings
	}
	return all, err
}

// SetUnit stores what staff say about a unit and raises its version; dialogue.ErrStale when somebody has since e.Version.
func (tx *Tx) SetUnit(ctx context.Context, organiser, id dialogue.ID, e dialogue.UnitEdit) error {
	domains := e.Domains
	if domains == nil {
		domains = []string{}
	}
	n, err := tx.exec(ctx, `
		update unit set lang = $4, own_domains = $5, domains = $6, version = version + 1
		where organiser_id = $1 and id = $2 and version = $3`, organiser, id, e.Version, e.Lang, e.OwnDomains, domains)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}
