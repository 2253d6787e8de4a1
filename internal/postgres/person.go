package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// OpenedRegistration is a registration without its people, and who has let the address in anywhere: what decides whether a session with
// the address may have it open. One round trip, for it is asked at each request.
func (r Reader) OpenedRegistration(ctx context.Context, organiser, id dialogue.ID, email string) (dialogue.Registration, []dialogue.Colleague, error) {
	var found []dialogue.Registration
	var letIn []dialogue.Colleague
	var b pgx.Batch
	ask(&b, &found, scanRegistration, `
		select `+registrationColumns+`
		from registration r join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.id = $2`, organiser, id)
	ask(&b, &letIn, scanColleague, lettingIn, email)
	if err := r.answers(ctx, &b); err != nil {
		return dialogue.Registration{}, nil, err
	}
	if len(found) == 0 {
		return dialogue.Registration{}, nil, dialogue.ErrNotFound
	}
	return found[0], letIn, nil
}

// ContactOfUnit reports whether the address is the contact's of an active registration of the unit at the organiser.
func (r Reader) ContactOfUnit(ctx context.Context, organiser, unit dialogue.ID, email string) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `
		select exists (
			select from registration r
			where r.organiser_id = $1 and r.unit_id = $2 and r.contact_email = $3 and $3 <> '' and r.state = 'active' and r.erased_at is null)`,
		organiser, unit, email)
}
