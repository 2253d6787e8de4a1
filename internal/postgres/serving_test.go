package postgres_test

import (
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/testdb"
)

func TestServingIsAllowedOnlyWhenPromisesHold(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change string // made by the owner first
		owner  bool   // serve as the owner
		reason string // "" is allowed
	}{
		"as migrated":              {},
		"role may change audit":    {change: `grant update on audit to dialogmote_app`, reason: "may change the table audit"},
		"role may change a column": {change: `grant update (at) on audit to dialogmote_app`, reason: "may change the table audit"},
		"role may empty audit":     {change: `grant truncate on audit to dialogmote_app`, reason: "may change the table audit"},
		"role may delete audit":    {change: `grant delete on audit to dialogmote_app`, reason: "may change the table audit"},
		"role may make tables":     {change: `grant create on schema public to dialogmote_app`, reason: "may create tables"},
		"another body of clock":    {change: `create or replace function clock() returns timestamptz language sql stable return now() + interval '1 s'`, reason: "clock() is not the real one"},
		"the owner serves":         {owner: true, reason: "is an administrator"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := testdb.New(t)
			prepare := `create table if not exists audit (at timestamptz); revoke update, delete on audit from dialogmote_app`
			if _, err := db.Owner.Exec(t.Context(), prepare); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Owner.Exec(t.Context(), tt.change); err != nil {
				t.Fatal(err)
			}
			pool := db.App
			if tt.owner {
				pool = db.Owner
			}
			err := postgres.CheckServing(t.Context(), pool)
			if (err == nil) != (tt.reason == "") || err != nil && !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("CheckServing = %v; want %q", err, tt.reason)
			}
		})
	}
}

func TestTimesAreReadInOslo(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	pool, err := postgres.Open(t.Context(), db.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	var at time.Time
	var all []time.Time
	var day string
	err = pool.QueryRow(t.Context(), `select t, array[t], t::date::text from (select timestamptz '2019-08-25 22:30Z') as x(t)`).Scan(&at, &all, &day)
	if err != nil {
		t.Fatal(err)
	}
	want := dialogue.Date{Year: 2019, Month: time.August, Day: 26}.At(0, 30)
	if !at.Equal(want) || at.Location() != dialogue.Oslo || all[0].Location() != dialogue.Oslo || day != "2019-08-26" {
		t.Errorf("got %v, %v and %s; want %v", at, all, day, want)
	}
}

func TestOpenFailsForAServerThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	_, err := postgres.Open(t.Context(), "postgres://someone:hidden-word@127.0.0.1:1/dialogmote")
	if err == nil || strings.Contains(err.Error(), "hidden-word") {
		t.Errorf("err = %v", err)
	}
}
