package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const declineFrom = ` from decline d join unit u on (u.organiser_id, u.id) = (d.organiser_id, d.unit_id) `

// Decline is one of the organiser's declines.
func (r Reader) Decline(ctx context.Context, organiser, id dialogue.ID) (dialogue.Decline, error) {
	return one(ctx, r.q, scanDecline, `select `+declineColumns+declineFrom+`where d.organiser_id = $1 and d.id = $2`, organiser, id)
}

// DeclinesOf are the series' declines that count or wait for staff, in the order they came.
func (r Reader) DeclinesOf(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Decline, error) {
	return list(ctx, r.q, scanDecline, `select `+declineColumns+declineFrom+`
		where d.organiser_id = $1 and d.series_id = $2 and d.state in ('active', 'held')
		order by d.received_at, d.id`, organiser, series)
}

// DeclineBySubmission finds what an earlier click of the same form stored.
func (r Reader) DeclineBySubmission(ctx context.Context, organiser, submission dialogue.ID) (dialogue.Decline, error) {
	return one(ctx, r.q, scanDecline, `select `+declineColumns+declineFrom+`where d.organiser_id = $1 and d.submission = $2`, organiser, submission)
}

// DeclineByLink finds the decline that a letter's link is for, used or not; works tells whether it could be used now.
func (r Reader) DeclineByLink(ctx context.Context, hash []byte) (d dialogue.Decline, works bool, err error) {
	d, err = one(ctx, r.q, scanDecline, `select `+declineColumns+declineFrom+`
		join link k on (k.organiser_id, k.decline_id) = (d.organiser_id, d.id)
		where k.token_hash = $1 and k.kind = 'decline'`, hash)
	if err != nil {
		return d, false, err
	}
	works, err = r.LinkWorks(ctx, hash, DeclineLink)
	return d, works, err
}

// InsertDecline writes a decline. declined_by is staff's when they noted it.
func (b *Batch) InsertDecline(d dialogue.Decline, submission dialogue.ID) {
	b.queue(`
		insert into decline (organiser_id, id, series_id, unit_id, invitation_id, state, lang, reason, contact_name, contact_email, submission,
			received_at, decided_at, expires_at, declined_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, lower($10), $11, $12, $13, $14, $15)`,
		d.Organiser, d.ID, d.Series, d.Unit.ID, d.Invitation, d.State, d.Lang, d.Reason, d.Contact.Name, d.Contact.Email, submission,
		d.ReceivedAt, orNull(d.DecidedAt), orNull(d.ExpiresAt), d.DeclinedBy)
}

// InsertDeclineLink stores the link that asks for a click.
func (b *Batch) InsertDeclineLink(l Link, decline dialogue.ID) {
	b.queue(`
		insert into link (organiser_id, id, decline_id, kind, token_hash, expires_at) values ($1, $2, $3, 'decline', $4, $5)`,
		l.Organiser, l.ID, decline, l.Hash, l.ExpiresAt)
}

// UseDeclineLink consumes a decline's link and gives the decline, as UseLink does.
func (tx *Tx) UseDeclineLink(ctx context.Context, hash []byte) (dialogue.Decline, error) {
	type opened struct{ organiser, decline dialogue.ID }
	o, err := one(ctx, tx.q, func(row pgx.CollectableRow) (o opened, err error) {
		return o, row.Scan(&o.organiser, &o.decline)
	}, `
		update link set used_at = clock()
		where token_hash = $1 and kind = 'decline' and used_at is null and expires_at > clock()
		returning organiser_id, decline_id`, hash)
	if errors.Is(err, dialogue.ErrNotFound) {
		return dialogue.Decline{}, dialogue.ErrUsed
	}
	if err != nil {
		return dialogue.Decline{}, err
	}
	return tx.Decline(ctx, o.organiser, o.decline)
}

// RaiseDecline takes the decline's row and raises its version; one that is not the given version any more is dialogue.ErrStale. 0 takes any.
func (tx *Tx) RaiseDecline(ctx context.Context, organiser, id dialogue.ID, version int) error {
	n, err := tx.exec(ctx, `update decline set version = version + 1 where organiser_id = $1 and id = $2 and ($3 = 0 or version = $3)`, organiser, id, version)
	if err == nil && n == 0 {
		if _, err = tx.Decline(ctx, organiser, id); err == nil {
			err = dialogue.ErrStale
		}
	}
	return err
}

// HoldAnswers lets others who register the unit, or answer no for it, wait to the end of the transaction.
func (tx *Tx) HoldAnswers(ctx context.Context, organiser, unit dialogue.ID) error {
	_, err := tx.exec(ctx, `select from unit where organiser_id = $1 and id = $2 for no key update`, organiser, unit)
	return err
}

// SetDeclineState moves the decline on; it stops expiring.
func (b *Batch) SetDeclineState(d dialogue.Decline, to dialogue.RegistrationState) {
	b.queue(`update decline set state = $3, decided_at = clock(), expires_at = null where organiser_id = $1 and id = $2`, d.Organiser, d.ID, to)
}

// WithdrawDeclines takes back every no of the unit to the series that counts or waits, but for one, and tells which. Hold the unit first.
func (tx *Tx) WithdrawDeclines(ctx context.Context, organiser, series, unit, but dialogue.ID) ([]dialogue.ID, error) {
	return list(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		update decline set state = 'withdrawn', decided_at = clock(), expires_at = null, version = version + 1
		where organiser_id = $1 and series_id = $2 and unit_id = $3 and id is distinct from $4 and state in ('active', 'held')
		returning id`, organiser, series, unit, but)
}

// declineLetters are the ids of the letters that ask who wrote a no ($2) of an organiser ($1) for a click: the first, and those sent again.
const declineLetters = `
	with recursive asking as (
		select id from letter where organiser_id = $1 and once = 'decline/' || $2::uuid
		union all select n.id from letter n join asking on n.organiser_id = $1 and n.replaces = asking.id)
	select id from asking`

// ExpireDeclines deletes every no that nobody has confirmed in time, with its letter, also as it was sent again, its link and the names in
// its audit lines; each gets a last audit line. It tells how many there were.
func (tx *Tx) ExpireDeclines(ctx context.Context) (int, error) {
	due, err := list(ctx, tx.q, func(row pgx.CollectableRow) (d dialogue.Decline, err error) {
		return d, row.Scan(&d.Organiser, &d.Series, &d.ID)
	}, `
		select organiser_id, series_id, id from decline
		where state = 'unverified' and expires_at <= clock()
		order by id for update skip locked`)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	return len(due), tx.Write(ctx, func(b *Batch) {
		for _, d := range due {
			b.queue(`
				delete from audit_detail t using audit a
				where (t.organiser_id, t.audit_id) = (a.organiser_id, a.id) and a.organiser_id = $1
					and (a.about = $2 or a.about in (`+declineLetters+`))`, d.Organiser, d.ID)
			b.queue(`delete from letter where organiser_id = $1 and id in (`+declineLetters+`)`, d.Organiser, d.ID)
			b.queue(`delete from decline where organiser_id = $1 and id = $2`, d.Organiser, d.ID)
			b.Audit(dialogue.AuditLine{Actor: dialogue.System(d.Organiser), Verb: "expire_decline", Series: d.Series, About: d.ID})
		}
	})
}

// eraseDeclines takes the people out of a series' declines; that a unit declined, and when, remains.
func (b *Batch) eraseDeclines(k SeriesKey) {
	b.queue(`delete from decline where organiser_id = $1 and series_id = $2 and state = 'unverified'`, k.Organiser, k.Series)
	b.queue(`
		delete from link l using decline d
		where (d.organiser_id, d.id) = (l.organiser_id, l.decline_id) and d.organiser_id = $1 and d.series_id = $2`, k.Organiser, k.Series)
	b.queue(`
		update decline set contact_name = '', contact_email = '', reason = '', erased_at = clock(), version = version + 1
		where organiser_id = $1 and series_id = $2`, k.Organiser, k.Series)
}
