package migrations

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// EnsureLogin makes a login role that may do what the application may and nothing else, or mends one that exists: it becomes
// a member of dialogmote_app and gets the password, when one is given. ownerURL needs the right to create roles. Several may
// call it at once for the same role.
func EnsureLogin(ctx context.Context, ownerURL, role, password string) error {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return fmt.Errorf("login role %s: %w", role, err)
	}
	defer conn.Close(ctx)

	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		// Roles belong to the server and simultaneous changes to one fail with «tuple concurrently updated», so callers in
		// the same database take turns.
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtext('dialogmote login role'))`); err != nil {
			return err
		}
		var found, member bool
		err := tx.QueryRow(ctx, `select exists (select from pg_roles where rolname = $1),
			exists (select from pg_auth_members m join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid
			  where r.rolname = $1 and g.rolname = 'dialogmote_app')`, role).Scan(&found, &member)
		if err != nil {
			return err
		}
		name := pgx.Identifier{role}.Sanitize()
		if !found {
			if _, err := tx.Exec(ctx, `create role `+name+` login`); err != nil {
				return err
			}
		}
		if !member {
			if _, err := tx.Exec(ctx, `grant dialogmote_app to `+name); err != nil {
				return err
			}
		}
		if password == "" {
			return nil
		}
		var quoted string
		if err := tx.QueryRow(ctx, `select quote_literal($1::text)`, password).Scan(&quoted); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `alter role `+name+` password `+quoted)
		return err
	})
	if err != nil {
		return fmt.Errorf("login role %s: %w", role, err)
	}
	return nil
}
