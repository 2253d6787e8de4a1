package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"
)

// growingTables are those that only grow: the application may add and read lines, never change or remove them.
var growingTables = [...]string{"audit"}

// realClock is the body that clock() has when nobody has replaced it, as PostgreSQL prints it.
const realClock = "RETURN now()"

// CheckServing says why the database must not be served from, all reasons at once; nil when it may. The promises of the audit
// log and of deadlines rest on the role that serves being unable to break them, so it may not change the audit log, make
// things in the schema or be the owner, and clock() must be the real one.
func CheckServing(ctx context.Context, pool *pgxpool.Pool) error {
	reasons := []error{checkRole(ctx, pool), checkClock(ctx, pool)}
	for _, table := range growingTables {
		reasons = append(reasons, checkGrowing(ctx, pool, table))
	}
	return errors.Join(reasons...)
}

func checkRole(ctx context.Context, pool *pgxpool.Pool) error {
	var role string
	var super, creates, member bool
	err := pool.QueryRow(ctx, `
		select current_user, rolsuper or rolcreaterole or rolcreatedb,
			has_schema_privilege('public', 'create') or has_database_privilege(current_database(), 'create'),
			exists (select from pg_roles g where g.rolname = 'dialogmote_app' and pg_has_role(g.oid, 'usage'))
		from pg_roles where rolname = current_user`).Scan(&role, &super, &creates, &member)
	if err != nil {
		return fmt.Errorf("check the database role: %w", err)
	}
	switch {
	case super:
		return fmt.Errorf("the database role %s is an administrator: use a login role that is only a member of dialogmote_app", role)
	case creates:
		return fmt.Errorf("the database role %s may create tables or schemas: use a login role that is only a member of dialogmote_app", role)
	case !member:
		return fmt.Errorf("the database role %s is not a member of dialogmote_app", role)
	}
	return nil
}

func checkClock(ctx context.Context, pool *pgxpool.Pool) error {
	var body string
	var owns bool
	err := pool.QueryRow(ctx, `
		select coalesce(pg_get_function_sqlbody(p.oid), ''), pg_has_role(p.proowner, 'member')
		from pg_proc p where p.oid = to_regprocedure('clock()')`).Scan(&body, &owns)
	switch {
	case err != nil:
		return fmt.Errorf("check the database's clock: %w", err)
	case body != realClock:
		return errors.New("the database's clock() is not the real one: it was set for demonstration or tests")
	case owns:
		return errors.New("the database role may replace clock()")
	}
	return nil
}

// checkGrowing lets a table that does not exist yet pass: an older database has its own check (migrations.Check).
func checkGrowing(ctx context.Context, pool *pgxpool.Pool, table string) error {
	var may bool
	err := pool.QueryRow(ctx, `
		select coalesce(bool_or(has_table_privilege(c.oid, 'update, delete, truncate, trigger')
			or has_any_column_privilege(c.oid, 'update') or pg_has_role(c.relowner, 'member')), false)
		from pg_class c where c.oid = to_regclass($1)`, table).Scan(&may)
	switch {
	case err != nil:
		return fmt.Errorf("check the table %s: %w", table, err)
	case may:
		return fmt.Errorf("the database role may change the table %s, which must only grow", table)
	}
	return nil
}
