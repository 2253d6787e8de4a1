package testdb

import (
	"testing"
	"time"
)

// SetClock stops the database's clock at an instant: from now on clock() says so in every statement, whoever asks, until
// SetClock or AdvanceClock moves it. Times that come from elsewhere (River's own) stay real.
func (db *DB) SetClock(t testing.TB, at time.Time) {
	t.Helper()
	db.alterClock(t, `insert into test_clock values (true, $1) on conflict (one) do update set at = excluded.at`, at)
}

// AdvanceClock moves the database's clock on (or back), from where it stands, and stops it there. A clock that nobody has
// set is moved from the real time.
func (db *DB) AdvanceClock(t testing.TB, by time.Duration) {
	t.Helper()
	db.alterClock(t, `update test_clock set at = at + $1`, by)
}

// Clock is the database's time.
func (db *DB) Clock(t testing.TB) time.Time {
	t.Helper()
	var at time.Time
	if err := db.Owner.QueryRow(t.Context(), `select clock()`).Scan(&at); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return at
}

// alterClock replaces clock() by one that reads a row of a table, if that has not been done, and changes the row.
func (db *DB) alterClock(t testing.TB, change string, arg any) {
	t.Helper()
	ctx := t.Context()
	tx, err := db.Owner.Begin(ctx)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	defer tx.Rollback(ctx)
	var replaced bool
	if err := tx.QueryRow(ctx, `select to_regclass('test_clock') is not null`).Scan(&replaced); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	if !replaced {
		_, err := tx.Exec(ctx, `
			create table test_clock (one boolean primary key check (one), at timestamptz not null);
			insert into test_clock values (true, clock());
			revoke all on test_clock from dialogmote_app;
			create or replace function clock() returns timestamptz language plpgsql stable security definer
				as 'begin return (select at from public.test_clock); end';`)
		if err != nil {
			t.Fatalf("testdb: %v", err)
		}
	}
	if _, err := tx.Exec(ctx, change, arg); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	if err := tx.Commit(ctx); err != nil {
		t.Fatalf("testdb: %v", err)
	}
}
