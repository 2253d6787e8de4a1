package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const colleagueColumns = `c.organiser_id, c.id, c.email, c.name, c.let_in_by, c.let_in_at, c.ended_at, c.whole_unit, ` + unitColumns

func scanColleague(row pgx.CollectableRow) (c dialogue.Colleague, err error) {
	return c, row.Scan(append([]any{&c.Organiser, &c.ID, &c.Email, &c.Name, &c.LetInBy, &c.LetInAt, (*instant)(&c.EndedAt), &c.WholeUnit},
		unitFields(&c.Unit)...)...)
}

// lettingIn is where an address is let in now, at any organiser.
const lettingIn = `
	select ` + colleagueColumns + `
	from colleague c join unit u on (u.organiser_id, u.id) = (c.organiser_id, c.unit_id)
	where c.email = $1 and c.ended_at is null
	order by c.let_in_at, c.id`

// LettingIn is where an address is let in now, at any organiser.
func (r Reader) LettingIn(ctx context.Context, email string) ([]dialogue.Colleague, error) {
	return list(ctx, r.q, scanColleague, lettingIn, email)
}

// SameUnits are the rows that organisers have for the same unit: of the kind, with the number.
func (r Reader) SameUnits(ctx context.Context, u dialogue.Unit) ([]OrganiserUnit, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (o OrganiserUnit, err error) {
		return o, row.Scan(append([]any{&o.Organiser}, unitFields(&o.Unit)...)...)
	}, `select u.organiser_id, `+unitColumns+` from unit u where u.kind = $1 and u.number = $2 and u.number <> '' order by u.organiser_id, u.id`, u.Kind, u.Number)
}

// OrganiserUnit is an organiser's row for a unit.
type OrganiserUnit struct {
	Organiser dialogue.ID
	Unit      dialogue.Unit
}

// Colleague is somebody who is let in at the organiser, or was.
func (r Reader) Colleague(ctx context.Context, organiser, id dialogue.ID) (dialogue.Colleague, error) {
	return one(ctx, r.q, scanColleague, `
		select `+colleagueColumns+`
		from colleague c join unit u on (u.organiser_id, u.id) = (c.organiser_id, c.unit_id)
		where c.organiser_id = $1 and c.id = $2`, organiser, id)
}

// ColleaguesOf are those who are let in to the unit now, whoever let them in, at any organiser.
func (r Reader) ColleaguesOf(ctx context.Context, u dialogue.Unit) ([]dialogue.Colleague, error) {
	return list(ctx, r.q, scanColleague, `
		select `+colleagueColumns+`
		from colleague c join unit u on (u.organiser_id, u.id) = (c.organiser_id, c.unit_id)
		where c.ended_at is null and u.kind = $1 and u.number = $2
		order by c.let_in_at, c.id`, u.Kind, u.Number)
}

// HoldColleagues makes others who let colleagues in to the same unit wait until the transaction ends, so that they are counted right.
func (tx *Tx) HoldColleagues(ctx context.Context, u dialogue.Unit) error {
	_, err := tx.exec(ctx, `select pg_advisory_xact_lock(hashtextextended('colleagues ' || $1 || ' ' || $2, 0))`, string(u.Kind), u.Number)
	return err
}

// InsertColleague lets somebody in; whom the same one has let in already keeps the older row.
func (b *Batch) InsertColleague(c dialogue.Colleague) {
	b.queue(`
		insert into colleague (organiser_id, id, unit_id, email, name, let_in_by, whole_unit) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict do nothing`, c.Organiser, c.ID, c.Unit.ID, c.Email, c.Name, c.LetInBy, c.WholeUnit)
}

// EndColleague ends somebody's access.
func (b *Batch) EndColleague(organiser, id dialogue.ID) {
	b.queue(`update colleague set ended_at = clock() where organiser_id = $1 and id = $2 and ended_at is null`, organiser, id)
}
