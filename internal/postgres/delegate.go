package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// DelegateKey names one delegate and the registration the delegate is in.
type DelegateKey struct{ Organiser, Registration, Delegate dialogue.ID }

func scanDelegateKey(row pgx.CollectableRow) (k DelegateKey, err error) {
	return k, row.Scan(&k.Organiser, &k.Registration, &k.Delegate)
}

// UntoldDelegates are registrations with delegates who have not been told what is stored about them: live ones with an address other than
// the contact's, in active registrations, for a meeting ahead or one not decided yet. The oldest first, most at the most.
func (r Reader) UntoldDelegates(ctx context.Context, most int) ([]DelegateKey, error) {
	return list(ctx, r.q, scanDelegateKey, `
		select r.organiser_id, r.id, null::uuid
		from registration r
		join series s on (s.organiser_id, s.id) = (r.organiser_id, r.series_id)
		where r.state = 'active' and r.erased_at is null and s.erased_at is null and s.state = 'published'
			and exists (select from delegate d
				join seat t on (t.organiser_id, t.delegate_id) = (d.organiser_id, d.id) and t.slot is not null
				left join meeting m on (m.organiser_id, m.id) = (t.organiser_id, t.meeting_id)
				where (d.organiser_id, d.registration_id) = (r.organiser_id, r.id) and d.noticed_at is null
					and d.email not in ('', r.contact_email)
					and (m.starts_at > clock() or m.starts_at is null and exists (select from meeting a
						where (a.organiser_id, a.series_id) = (r.organiser_id, r.series_id) and a.state = 'planned'
							and (a.starts_at is null or a.starts_at > clock()))))
		order by r.activated_at, r.id
		limit $1`, most)
}

// HoldDelegates takes the rows of a registration's delegates, so that each is told once and not while somebody else takes the place.
func (tx *Tx) HoldDelegates(ctx context.Context, organiser, registration dialogue.ID) error {
	_, err := tx.exec(ctx, `
		select from delegate where organiser_id = $1 and registration_id = $2 order by id for no key update`, organiser, registration)
	return err
}

// NoteTold notes that a delegate has been told, under the code.
func (b *Batch) NoteTold(organiser, delegate dialogue.ID, code string) {
	b.queue(`update delegate set code = coalesce(nullif($3, ''), code), noticed_at = clock() where organiser_id = $1 and id = $2`, organiser, delegate, code)
}

// NoteAllTold notes that nobody of a registration is to be told.
func (b *Batch) NoteAllTold(r dialogue.Registration) {
	b.queue(`update delegate set noticed_at = clock() where organiser_id = $1 and registration_id = $2`, r.Organiser, r.ID)
}

// ForgetPerson forgets what belonged to a person and not to the seat, when another has taken the place or the person has left: links, codes,
// what the person answered and needs, that the person was told, and that the person had come to what has not begun. Who was at a meeting
// has been there.
func (b *Batch) ForgetPerson(r dialogue.Registration, delegate dialogue.ID) {
	b.queue(`delete from link where organiser_id = $1 and delegate_id = $2`, r.Organiser, delegate)
	b.queue(`delete from answer where organiser_id = $1 and registration_id = $2 and delegate_id = $3`, r.Organiser, r.ID, delegate)
	b.EraseNeeds(r.Organiser, delegate)
	b.queue(`update delegate set code = null, noticed_at = null where organiser_id = $1 and registration_id = $2 and id = $3`, r.Organiser, r.ID, delegate)
	b.queue(`
		update seat set code = default, checked_in_at = null, checked_in_by = null
		where organiser_id = $1 and registration_id = $2 and delegate_id = $3
			and not exists (select from meeting m where (m.organiser_id, m.id) = (seat.organiser_id, seat.meeting_id) and m.starts_at <= clock())`,
		r.Organiser, r.ID, delegate)
}

// TellAnew has a delegate told again, at an address that somebody else has corrected. Links to the old one open nothing.
func (b *Batch) TellAnew(r dialogue.Registration, delegate dialogue.ID) {
	b.queue(`delete from link where organiser_id = $1 and delegate_id = $2`, r.Organiser, delegate)
	b.queue(`update delegate set noticed_at = null where organiser_id = $1 and registration_id = $2 and id = $3`, r.Organiser, r.ID, delegate)
}

// DelegateByCode is the delegate that a code was given to.
func (r Reader) DelegateByCode(ctx context.Context, code string) (DelegateKey, error) {
	return one(ctx, r.q, scanDelegateKey, `select organiser_id, registration_id, id from delegate where code = $1`, code)
}

// DelegateWith is the delegate as long as the address is the delegate's: what decides whether a session with it may see the page. It is
// asked at each request.
func (r Reader) DelegateWith(ctx context.Context, organiser, delegate dialogue.ID, email string) (DelegateKey, error) {
	return one(ctx, r.q, scanDelegateKey, `
		select d.organiser_id, d.registration_id, d.id
		from delegate d join registration r on (r.organiser_id, r.id) = (d.organiser_id, d.registration_id)
		where d.organiser_id = $1 and d.id = $2 and d.email = $3 and $3 <> '' and r.erased_at is null and r.state not in ('unverified', 'refused')`,
		organiser, delegate, email)
}

// InsertDelegateLink stores a link that proves a delegate's address.
func (b *Batch) InsertDelegateLink(k DelegateKey, id dialogue.ID, kind LinkKind, hash []byte, email string, expires time.Time) {
	b.queue(`
		insert into link (organiser_id, id, registration_id, delegate_id, kind, token_hash, email, expires_at)
		values ($1, $2, $3, $4, $5, $6, lower($7), $8)`, k.Organiser, id, k.Registration, k.Delegate, kind, hash, email, expires)
}

// UseDelegateLink consumes a link and gives the delegate and the address that it proves. One that is used, expired, unknown or of another
// kind is dialogue.ErrUsed, all alike. Of two at once only one gets it.
func (tx *Tx) UseDelegateLink(ctx context.Context, hash []byte, kind LinkKind) (k DelegateKey, email string, err error) {
	type used struct {
		key   DelegateKey
		email string
	}
	u, err := one(ctx, tx.q, func(row pgx.CollectableRow) (u used, err error) {
		return u, row.Scan(&u.key.Organiser, &u.key.Registration, &u.key.Delegate, &u.email)
	}, `
		update link set used_at = clock()
		where token_hash = $1 and kind = $2 and used_at is null and expires_at > clock()
		returning organiser_id, registration_id, delegate_id, email`, hash, kind)
	if errors.Is(err, dialogue.ErrNotFound) {
		err = dialogue.ErrUsed
	}
	return u.key, u.email, err
}

// LettersOfDelegate are the letters that went to a delegate at the address, without bodies, newest first.
func (r Reader) LettersOfDelegate(ctx context.Context, k DelegateKey, email string) ([]dialogue.Letter, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (l dialogue.Letter, err error) {
		return l, row.Scan(&l.Kind, &l.Subject, &l.CreatedAt)
	}, `
		select kind, subject, created_at from letter
		where organiser_id = $1 and registration_id = $2 and delegate_id = $3 and recipient = $4
		order by id desc`, k.Organiser, k.Registration, k.Delegate, email)
}
