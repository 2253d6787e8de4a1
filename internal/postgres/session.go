package postgres

import (
	"context"
	"time"

	"github.com/alexedwards/scs/pgxstore"
	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Sessions is where scs keeps sessions. Their lifetimes are real time, also when clock() is another. Ended ones are removed by
// PurgeSessions, not by a goroutine of the store's own.
func (db *DB) Sessions() *pgxstore.PostgresStore { return pgxstore.NewWithCleanupInterval(db.pool, 0) }

// PurgeSessions removes sessions that have ended and failed sign-ins older than a day.
func (tx *Tx) PurgeSessions(ctx context.Context) error {
	if _, err := tx.exec(ctx, `delete from sessions where expiry < current_timestamp`); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `delete from sign_in_failure where at < clock() - interval '1 day'`)
	return err
}

// StaffSession is the user of a session together with the organiser, in one round trip.
func (r Reader) StaffSession(ctx context.Context, organiser, user dialogue.ID) (dialogue.StaffUser, dialogue.Organiser, error) {
	type both struct {
		user      dialogue.StaffUser
		organiser dialogue.Organiser
	}
	found, err := one(ctx, r.q, func(row pgx.CollectableRow) (b both, err error) {
		var disabled *time.Time
		u := &b.user
		fields := []any{&u.Organiser, &u.ID, &u.Email, &u.Name, &u.Role, &u.Lang, &u.PasswordHash, &u.MustChange, &disabled, &u.Version}
		err = row.Scan(append(fields, organiserFields(&b.organiser)...)...)
		if disabled != nil {
			u.DisabledAt = *disabled
		}
		return b, err
	}, `select `+staffUserColumns+`, `+organiserColumns+` from staff_user u join organiser o on o.id = u.organiser_id
		where u.organiser_id = $1 and u.id = $2`, organiser, user)
	return found.user, found.organiser, err
}

// Failures is how often sign-in has failed lately, and when last. Times are clock()'s.
type Failures struct {
	Email, IP         int
	EmailLast, IPLast time.Time
	Now               time.Time
}

// LockSignIn makes sign-ins for an address wait for each other until the transaction ends, so that guesses made at the same
// moment are all counted.
func (tx *Tx) LockSignIn(ctx context.Context, email string) error {
	_, err := tx.exec(ctx, `select pg_advisory_xact_lock(hashtextextended('sign-in ' || $1, 0))`, email)
	return err
}

// SignInFailures counts the last day's failures of an address and the last hour's of a client.
func (r Reader) SignInFailures(ctx context.Context, email, ip string) (Failures, error) {
	return one(ctx, r.q, func(row pgx.CollectableRow) (f Failures, err error) {
		var emailLast, ipLast *time.Time
		err = row.Scan(&f.Email, &emailLast, &f.IP, &ipLast, &f.Now)
		if emailLast != nil {
			f.EmailLast = *emailLast
		}
		if ipLast != nil {
			f.IPLast = *ipLast
		}
		return f, err
	}, `select e.n, e.last, i.n, i.last, clock()
		from (select count(*) n, max(at) last from sign_in_failure where email = $1 and at > clock() - interval '1 day') e,
			(select count(*) n, max(at) last from sign_in_failure where ip = $2 and at > clock() - interval '1 hour') i`, email, ip)
}

// InsertSignInFailure counts an attempt as failed.
func (tx *Tx) InsertSignInFailure(ctx context.Context, email, ip string) error {
	return tx.execOne(ctx, `insert into sign_in_failure (email, ip) values ($1, $2)`, email, ip)
}

// DeleteSignInFailures forgets an address's failures: its owner has signed in.
func (tx *Tx) DeleteSignInFailures(ctx context.Context, email string) error {
	_, err := tx.exec(ctx, `delete from sign_in_failure where email = $1`, email)
	return err
}
