package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// RegistrationsAt are the unverified, held and active registrations that a meeting concerns: they have a seat there that counts,
// or have wished for it and not got one anywhere yet, or their request became it. Units in Norwegian order.
func (r Reader) RegistrationsAt(ctx context.Context, organiser, meeting dialogue.ID) ([]dialogue.Registration, error) {
	return r.registrations(ctx, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.state in ('unverified', 'held', 'active') and (
			r.meeting_id = $2
			or exists (select from seat s where (s.organiser_id, s.registration_id) = (r.organiser_id, r.id)
				and s.meeting_id = $2 and s.state not in ('withdrawn', 'replaced'))
			or exists (select from wish w where (w.organiser_id, w.registration_id) = (r.organiser_id, r.id)
				and w.meeting_id = $2 and w.available)
				and exists (select from seat s where (s.organiser_id, s.registration_id) = (r.organiser_id, r.id)
					and s.meeting_id is null and s.state in ('pending', 'waiting')))
		order by u.name collate "nb-NO-x-icu", r.received_at, r.id`, organiser, meeting)
}

// LockRegistrationsAt takes the rows of RegistrationsAt in id order, raises their versions, and reads them: what follows sees no
// half-done change of any of them.
func (tx *Tx) LockRegistrationsAt(ctx context.Context, organiser, meeting dialogue.ID) ([]dialogue.Registration, error) {
	found, err := tx.RegistrationsAt(ctx, organiser, meeting)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	ids := make([]dialogue.ID, len(found))
	for i, r := range found {
		ids[i] = r.ID
	}
	if _, err := tx.exec(ctx, `select from registration where organiser_id = $1 and id = any($2) order by id for update`, organiser, ids); err != nil {
		return nil, err
	}
	if _, err := tx.exec(ctx, `update registration set version = version + 1 where organiser_id = $1 and id = any($2)`, organiser, ids); err != nil {
		return nil, err
	}
	return tx.RegistrationsAt(ctx, organiser, meeting)
}

// ConfirmSeats notes that the confirmation of every place at a meeting has been sent.
func (tx *Tx) ConfirmSeats(ctx context.Context, organiser, meeting dialogue.ID) error {
	_, err := tx.exec(ctx, `
		update seat s set confirmed_at = clock()
		from registration r
		where (r.organiser_id, r.id) = (s.organiser_id, s.registration_id) and r.state = 'active'
			and s.organiser_id = $1 and s.meeting_id = $2 and s.state = 'placed' and s.confirmed_at is null`, organiser, meeting)
	return err
}

// HasConfirmed reports whether anybody has been sent the confirmation of a place at the meeting.
func (r Reader) HasConfirmed(ctx context.Context, organiser, meeting dialogue.ID) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `
		select exists (select from seat where organiser_id = $1 and meeting_id = $2 and state = 'placed' and confirmed_at is not null)`,
		organiser, meeting)
}

// SetRechoose lets a registration whose meeting was cancelled choose another until an instant.
func (b *Batch) SetRechoose(r dialogue.Registration, until time.Time) {
	b.queue(`update registration set rechoose_until = $3 where organiser_id = $1 and id = $2`, r.Organiser, r.ID, until)
}
