package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// SignInRequest is what somebody has typed in to get a sign-in link. It waits for its job.
type SignInRequest struct {
	ID    dialogue.ID
	Email string
	Lang  dialogue.Lang
}

// InsertSignInRequest stores a request.
func (b *Batch) InsertSignInRequest(q SignInRequest) {
	b.queue(`insert into sign_in_request (id, email, lang) values ($1, lower($2), $3)`, q.ID, q.Email, q.Lang)
}

// TakeSignInRequest reads a request and forgets it; dialogue.ErrNotFound when another has.
func (tx *Tx) TakeSignInRequest(ctx context.Context, id dialogue.ID) (SignInRequest, error) {
	return one(ctx, tx.q, func(row pgx.CollectableRow) (q SignInRequest, err error) {
		return q, row.Scan(&q.ID, &q.Email, &q.Lang)
	}, `delete from sign_in_request where id = $1 returning id, email, lang`, id)
}

// InsertPersonLink stores a link that signs in whoever has the address, as the hash of its token.
func (b *Batch) InsertPersonLink(organiser dialogue.ID, hash []byte, email string, expires time.Time) {
	b.queue(`insert into person_link (token_hash, organiser_id, email, expires_at) values ($1, $2, $3, $4)`, hash, organiser, email, expires)
}

// UsePersonLink consumes a link and gives the address that it proves, and whose letter carried it. One that is used, expired or unknown
// is dialogue.ErrUsed, all alike. Of two at once only one gets it.
func (tx *Tx) UsePersonLink(ctx context.Context, hash []byte) (organiser dialogue.ID, email string, err error) {
	type used struct {
		organiser dialogue.ID
		email     string
	}
	u, err := one(ctx, tx.q, func(row pgx.CollectableRow) (u used, err error) {
		return u, row.Scan(&u.organiser, &u.email)
	}, `update person_link set used_at = clock() where token_hash = $1 and used_at is null and expires_at > clock() returning organiser_id, email`, hash)
	if errors.Is(err, dialogue.ErrNotFound) {
		err = dialogue.ErrUsed
	}
	return u.organiser, u.email, err
}

// PersonLinkWorks reports whether a link could be used now. It consumes nothing: mail scanners open links too.
func (r Reader) PersonLinkWorks(ctx context.Context, hash []byte) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `
		select exists (select from person_link where token_hash = $1 and used_at is null and expires_at > clock())`, hash)
}

// PurgePersons forgets who asked for links and used them, after a day, delegates' links among them; letters about signing in and letting
// in, after thirty; and colleagues whose access has ended, or whose unit has nothing left at the organiser that names anybody.
func (tx *Tx) PurgePersons(ctx context.Context) error {
	for _, sql := range []string{
		`delete from sign_in_request where at < clock() - interval '1 day'`,
		`delete from person_link where created_at < clock() - interval '1 day'`,
		`delete from link where delegate_id is not null and expires_at < clock() - interval '1 day'`,
		`delete from letter where kind in ('my_sign_in', 'let_in') and created_at < clock() - interval '30 days'`,
		`delete from colleague c where c.ended_at is not null or not exists (
				select from registration r where (r.organiser_id, r.unit_id) = (c.organiser_id, c.unit_id) and r.erased_at is null)
			and not exists (
				select from unit_invitation i join series s on (s.organiser_id, s.id) = (i.organiser_id, i.series_id)
				where (i.organiser_id, i.unit_id) = (c.organiser_id, c.unit_id) and s.erased_at is null)`,
	} {
		if _, err := tx.exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}
