// Package testdb gives every test a database of its own: a clone of a template that has every migration, made in some
// milliseconds and dropped afterwards. The server is the one in TEST_DATABASE_URL (a role that may create databases and
// roles), or a private one that lives as long as the test binary. It is for tests only, and never imports postgres, so that
// postgres can test itself with it.
package testdb

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"dialogmote/internal/devpg"
	"dialogmote/internal/dialogue"
	"dialogmote/migrations"
)

// appRole is the login role that tests use as serve does: a member of dialogmote_app and nothing more.
const appRole = "dialogmote_test_app"

// appConnections is a test's share of the server; many tests run at once.
const appConnections = 10

// DB is one test's database.
type DB struct {
	Name string

	// App is what serve uses: it can neither alter tables nor replace clock().
	App    *pgxpool.Pool
	AppURL string

	// Owner may do everything: fixtures that no verb makes, and negative controls that drop a constraint.
	Owner    *pgxpool.Pool
	OwnerURL string
}

// New makes a database for the test, with every migration and no rows. It is dropped when the test ends.
func New(t testing.TB) *DB {
	t.Helper()
	server, err := shared()
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return server.create(t, server.template)
}

// Empty makes a database without any migration, for tests of the migrations themselves.
func Empty(t testing.TB) *DB {
	t.Helper()
	server, err := shared()
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return server.create(t, "template0")
}

func (s *server) create(t testing.TB, template string) *DB {
	t.Helper()
	name := "dialogmote_test_" + strings.ToLower(rand.Text()[:16])
	if _, err := s.admin.Exec(t.Context(), `create database `+name+` template `+template+s.strategy); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	db := &DB{Name: name, OwnerURL: s.url(name, nil), AppURL: s.url(name, s.app)}
	db.Owner = Pool(t, db.OwnerURL, 4)
	db.App = Pool(t, db.AppURL, appConnections)
	t.Cleanup(func() {
		db.App.Close()
		db.Owner.Close()
		// The test's own context has ended by now.
		if _, err := s.admin.Exec(context.Background(), `drop database `+name+` with (force)`); err != nil {
			t.Errorf("testdb: %v", err)
		}
	})
	return db
}

// Pool opens one more pool, closed when the test ends: App's size is small, and a test of many simultaneous requests may want
// more. Times are scanned in Europe/Oslo as everywhere.
func Pool(t testing.TB, url string, connections int32) *pgxpool.Pool {
	t.Helper()
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	config.MaxConns = connections
	config.ConnConfig.RuntimeParams["timezone"] = dialogue.Oslo.String()
	config.AfterConnect = scanInOslo
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func scanInOslo(_ context.Context, conn *pgx.Conn) error {
	element := &pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: dialogue.Oslo}}
	conn.TypeMap().RegisterType(element)
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "_timestamptz", OID: pgtype.TimestamptzArrayOID, Codec: &pgtype.ArrayCodec{ElementType: element}})
	return nil
}

// server is where this test binary's databases are made.
type server struct {
	admin    *pgxpool.Pool // any number of tests create and drop through it
	base     *url.URL
	app      *url.Userinfo
	template string
	strategy string // how a clone is copied
}

// shared starts, once per test binary, what all its tests use. The private server ends with the process; the kernel sees to
// that (see devpg).
var shared = sync.OnceValues(func() (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	address := os.Getenv("TEST_DATABASE_URL")
	if address == "" {
		private, err := devpg.StartTemporary(ctx, 400)
		if err != nil {
			return nil, err
		}
		address = private.URL(devpg.Superuser, "postgres")
	}
	base, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("TEST_DATABASE_URL: %w", err)
	}
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("TEST_DATABASE_URL: %w", err)
	}
	config.MaxConns = 8
	admin, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	// The password is the same in every process that uses this server, and known only to those who know the server's own.
	sum := sha256.Sum256([]byte("dialogmote test role " + address))
	password := hex.EncodeToString(sum[:])
	s := &server{admin: admin, base: base, app: url.UserPassword(appRole, password), template: "dialogmote_template_" + migrations.Hash()}
	return s, s.prepare(ctx, password)
})

// url is the address of a database on the server, for the owner when user is nil.
func (s *server) url(database string, user *url.Userinfo) string {
	u := *s.base
	u.Path = "/" + database
	if user != nil {
		u.User = user
	}
	return u.String()
}

// prepare makes the template and the application's login role if no other test binary has.
func (s *server) prepare(ctx context.Context, password string) error {
	conn, err := s.admin.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	// Test binaries start together; the first one in does the work. The lock ends with the connection's use at the latest.
	const lock = `hashtext('dialogmote test template')`
	if _, err := conn.Exec(ctx, `select pg_advisory_lock(`+lock+`)`); err != nil {
		return err
	}
	defer conn.Exec(ctx, `select pg_advisory_unlock(`+lock+`)`)

	if err := s.makeTemplate(ctx, conn.Conn()); err != nil {
		return fmt.Errorf("template database: %w", err)
	}
	return migrations.EnsureLogin(ctx, s.base.String(), appRole, password)
}

func (s *server) makeTemplate(ctx context.Context, conn *pgx.Conn) error {
	// Copying files is twice as fast as copying through the log, unless each file is flushed to disk.
	var fsync string
	if err := conn.QueryRow(ctx, `show fsync`).Scan(&fsync); err != nil {
		return err
	}
	if fsync == "off" {
		s.strategy = ` strategy file_copy`
	}
	// A template is marked as one when it is complete; anything else by the name is what an interrupted run left.
	var complete bool
	err := conn.QueryRow(ctx, `select datistemplate from pg_database where datname = $1`, s.template).Scan(&complete)
	if complete || (err != nil && !errors.Is(err, pgx.ErrNoRows)) {
		return err
	}
	if _, err := conn.Exec(ctx, `drop database if exists `+s.template+` with (force)`); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `create database `+s.template+` template template0 encoding 'UTF8'`); err != nil {
		return err
	}
	if err := migrations.Up(ctx, s.url(s.template, nil)); err != nil {
		return err
	}
	// Nobody may connect to it: a clone can't be made of a database in use.
	_, err = conn.Exec(ctx, `alter database `+s.template+` with is_template true allow_connections false`)
	return err
}

// Code is the SQLSTATE of an error from PostgreSQL and the constraint it names, both empty for any other error.
func Code(err error) (state, constraint string) {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code, pg.ConstraintName
	}
	return "", ""
}
