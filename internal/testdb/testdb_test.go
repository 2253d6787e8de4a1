package testdb_test

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/testdb"
	"dialogmote/migrations"
)

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	t.Parallel()
	a, b := testdb.New(t), testdb.New(t)
	if _, err := a.Owner.Exec(t.Context(), `create table mine (n int)`); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Owner.Exec(t.Context(), `select from mine`); err == nil {
		t.Error("a table of one is seen in the other")
	}
	if err := migrations.Check(t.Context(), a.App); err != nil {
		t.Error(err)
	}
}

func TestAppUsesTablesButMayNotAlterThem(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	if _, err := db.Owner.Exec(t.Context(), `create table thing (id bigserial primary key, n int)`); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		`insert into thing (n) values (1)`, `update thing set n = 2`, `select n from thing`, `delete from thing`,
		`insert into river_queue (name, updated_at) values ('x', clock())`,
	} {
		if _, err := db.App.Exec(t.Context(), sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
	}
	const denied = "42501"
	for _, sql := range []string{
		`alter table thing add column m int`, `drop table thing`, `truncate thing`, `create table other (n int)`,
		`create or replace function clock() returns timestamptz language sql stable return timestamptz '2019-01-01'`,
		`update goose_db_version set is_applied = false`, `create role more`, `create schema more`,
	} {
		if _, err := db.App.Exec(t.Context(), sql); err == nil {
			t.Errorf("the application may: %s", sql)
		} else if state, _ := testdb.Code(err); state != denied {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestClockCanBeSetAndMoved(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	real := db.Clock(t)
	db.AdvanceClock(t, time.Hour)
	if got := db.Clock(t).Sub(real); got < time.Hour || got > time.Hour+time.Minute {
		t.Errorf("an hour on from the real time is %v on", got)
	}
	at := dialogue.Date{Year: 2019, Month: time.August, Day: 25}.At(10, 0)
	db.SetClock(t, at)
	db.AdvanceClock(t, 72*time.Hour)
	var got, again time.Time
	if err := db.App.QueryRow(t.Context(), `select clock(), clock()`).Scan(&got, &again); err != nil {
		t.Fatal(err)
	}
	if want := at.Add(72 * time.Hour); !got.Equal(want) || !again.Equal(want) || got.Location() != dialogue.Oslo {
		t.Errorf("clock() = %v, %v; want %v", got, again, want)
	}
	if _, err := db.App.Exec(t.Context(), `update test_clock set at = at`); err == nil {
		t.Error("the application may move the clock")
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		testdb.New(b)
	}
}
