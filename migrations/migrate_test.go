package migrations_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"golang.org/x/sync/errgroup"

	"dialogmote/internal/testdb"
	"dialogmote/migrations"
)

func TestSeveralProgramsMayMigrateAtOnce(t *testing.T) {
	t.Parallel()
	db, other := testdb.Empty(t), testdb.Empty(t)
	if err := migrations.Check(t.Context(), db.Owner); !errors.Is(err, migrations.ErrPending) {
		t.Errorf("an empty database: %v", err)
	}
	var all errgroup.Group
	for _, url := range []string{db.OwnerURL, db.OwnerURL, db.OwnerURL, other.OwnerURL} {
		all.Go(func() error { return migrations.Up(t.Context(), url) })
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Check(t.Context(), db.App); err != nil {
		t.Error(err)
	}
	if err := migrations.Up(t.Context(), db.OwnerURL); err != nil {
		t.Errorf("again: %v", err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Each step is taken back, newest first, and all are taken again: the tables are as they were.
func TestEveryStepCanBeTakenBack(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	before := dump(t, db)
	owner, err := sql.Open("pgx", db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	written := fstest.MapFS{} // those in SQL: River's step is not taken back
	for _, name := range must(filepath.Glob("*.sql")) {
		written[name] = &fstest.MapFile{Data: must(os.ReadFile(name))}
	}
	steps, err := goose.NewProvider(goose.DialectPostgres, owner, written, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	const foundation = 2 // the roles and the clock, and River's own tables
	if _, err := steps.DownTo(t.Context(), foundation); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, db); bytes.Contains(got, []byte("CREATE TABLE public.series")) {
		t.Error("tables are left")
	}
	if err := migrations.Up(t.Context(), db.OwnerURL); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(dump(t, db), before) {
		t.Error("the tables are not as they were")
	}
}

func TestCheckTellsOlderFromNewer(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change string
		want   error
	}{
		"as migrated": {``, nil},
		"older":       {`delete from goose_db_version where version_id > 2`, migrations.ErrPending},
		"newer":       {`insert into goose_db_version (version_id, is_applied) values (99999, true)`, migrations.ErrNewer},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := testdb.New(t)
			if _, err := db.Owner.Exec(t.Context(), tt.change); err != nil {
				t.Fatal(err)
			}
			if err := migrations.Check(t.Context(), db.App); !errors.Is(err, tt.want) {
				t.Errorf("Check = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestEnsureLoginMakesAMemberAndMendsOne(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	role := db.Name + "_login"
	defer db.Owner.Exec(t.Context(), `drop role `+role)
	var all errgroup.Group
	for range 4 {
		all.Go(func() error { return migrations.EnsureLogin(t.Context(), db.OwnerURL, role, "it's a 'secret' \\ word") })
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	var member, super, password bool
	err := db.Owner.QueryRow(t.Context(), `select pg_has_role($1, 'dialogmote_app', 'usage'), rolsuper, rolpassword is not null
		from pg_authid where rolname = $1`, role).Scan(&member, &super, &password)
	if err != nil || !member || super || !password {
		t.Errorf("member %v, administrator %v, password %v, %v", member, super, password, err)
	}
}
