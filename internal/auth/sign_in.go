package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// After FreeTries wrong passwords an address waits a minute before the next try, then twice as long for each, an hour at the
// most. A client address has room for an office: it waits after FreeTriesFromClient within an hour.
const (
	FreeTries           = 5
	FreeTriesFromClient = 50
	firstWait           = time.Minute
	longestWait         = time.Hour
	clientWait          = 15 * time.Minute
)

// Locked is dialogue.ErrLocked with the instant, by the database's clock, when the next try is taken.
type Locked struct{ Until time.Time }

func (l Locked) Error() string { return dialogue.ErrLocked.Error() }

// Is makes Locked a dialogue.ErrLocked.
func (l Locked) Is(target error) bool { return target == dialogue.ErrLocked }

// SignIn makes the session a staff user's. Every try is counted as failed until it has succeeded, so that many at once are no
// way round the count. A wrong password, an unknown address and a disabled user are all dialogue.ErrForbidden after the same
// work; too many of them is Locked, for unknown addresses too.
func (a *Auth) SignIn(r *http.Request, email, password, ip string) error {
	ctx := r.Context()
	user, err := a.check(ctx, strings.ToLower(strings.TrimSpace(email)), password, ip)
	if err != nil {
		return err
	}
	return a.start(ctx, user)
}

// Confirm asks a signed-in user for the present password before something grave. It counts and answers as SignIn does.
func (a *Auth) Confirm(ctx context.Context, actor dialogue.Actor, email, password, ip string) error {
	user, err := a.check(ctx, email, password, ip)
	if err == nil && user.ID != actor.User {
		err = dialogue.ErrForbidden
	}
	return err
}

func (a *Auth) check(ctx context.Context, email, password, ip string) (user dialogue.StaffUser, err error) {
	if err := a.db.InTx(ctx, func(tx *postgres.Tx) error { return count(ctx, tx, email, ip) }); err != nil {
		return user, err
	}
	user, err = a.db.StaffUserByEmail(ctx, email)
	if err != nil && !errors.Is(err, dialogue.ErrNotFound) {
		return user, err
	}
	right, err := a.Verify(ctx, password, user.PasswordHash)
	if err != nil {
		return user, err
	}
	if !right || !user.DisabledAt.IsZero() {
		return user, dialogue.ErrForbidden
	}
	return user, a.db.InTx(ctx, func(tx *postgres.Tx) error { return tx.DeleteSignInFailures(ctx, email) })
}

// count lets a try pass and counts it, or answers Locked.
func count(ctx context.Context, tx *postgres.Tx, email, ip string) error {
	if err := tx.LockSignIn(ctx, email); err != nil {
		return err
	}
	failures, err := tx.SignInFailures(ctx, email, ip)
	if err != nil {
		return err
	}
	if until := waitUntil(failures); until.After(failures.Now) {
		return Locked{Until: until}
	}
	return tx.InsertSignInFailure(ctx, email, ip)
}

func waitUntil(f postgres.Failures) time.Time {
	var until time.Time
	if over := f.Email - FreeTries; over >= 0 {
		until = f.EmailLast.Add(min(longestWait, firstWait<<min(over, 10)))
	}
	if f.IP >= FreeTriesFromClient {
		if client := f.IPLast.Add(clientWait); client.After(until) {
			until = client
		}
	}
	return until
}

// Verify reports whether the password is the one behind the hash. It waits for its turn when many passwords are checked at
// once; an empty hash takes as long as a real one.
func (a *Auth) Verify(ctx context.Context, password, hash string) (bool, error) {
	select {
	case a.hashing <- struct{}{}:
		defer func() { <-a.hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	return secret.VerifyPassword(password, hash)
}

// Renew keeps the session of a user who has just changed the password; all the user's other sessions have ended.
func (a *Auth) Renew(r *http.Request, organiser, user dialogue.ID) error {
	u, err := a.db.StaffUser(r.Context(), organiser, user)
	if err != nil {
		return err
	}
	return a.start(r.Context(), u)
}

func (a *Auth) start(ctx context.Context, user dialogue.StaffUser) error {
	if err := a.restart(ctx); err != nil {
		return err
	}
	a.sessions.Put(ctx, keyOrganiser, user.Organiser.String())
	a.sessions.Put(ctx, keyUser, user.ID.String())
	a.sessions.Put(ctx, keyPassword, fingerprint(user.PasswordHash))
	return nil
}
