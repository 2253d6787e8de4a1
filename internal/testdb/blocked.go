package testdb

import "testing"

// WaitBlocked returns when n statements of this database wait for a lock, which is how a test forces two verbs to overlap: hold
// the row, start them, wait, release. It fails the test when that takes ten seconds.
func (db *DB) WaitBlocked(t testing.TB, n int) {
	t.Helper()
	var blocked int
	for range 1000 {
		err := db.Owner.QueryRow(t.Context(), `
			select count(*) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`).Scan(&blocked)
		if err != nil {
			t.Fatalf("testdb: %v", err)
		}
		if blocked >= n {
			return
		}
		if _, err := db.Owner.Exec(t.Context(), `select pg_sleep(0.01)`); err != nil {
			t.Fatalf("testdb: %v", err)
		}
	}
	t.Fatalf("testdb: %d statements wait for a lock, want %d", blocked, n)
}
