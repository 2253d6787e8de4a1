package migrations

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed *.sql
var sqlFiles embed.FS

// The Go migrations' own source is part of what Hash covers.
//
//go:embed 0*.go
var goFiles embed.FS

// ErrPending says that the database is older than the program: migrate has not been run.
var ErrPending = errors.New("the database is not up to date: run «dialogmote migrate»")

// ErrNewer says that the database has been migrated by a newer program than this one.
var ErrNewer = errors.New("the database was migrated by a newer version of the program")

// Up brings the database to the newest version. ownerURL is the role that owns the tables. Several may call it at once: they
// take turns, and the later ones find nothing to do. Each SQL migration commits or fails as a whole.
func Up(ctx context.Context, ownerURL string) error {
	config, err := pgxpool.ParseConfig(ownerURL)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	config.MaxConns = 4 // the lock, goose and River hold one each
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	defer pool.Close()
	db := stdlib.OpenDBFromPool(pool)
	defer db.Close()

	// Asked once a second for up to five minutes.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, sqlFiles,
		goose.WithDisableGlobalRegistry(true),
		goose.WithSessionLocker(locker),
		goose.WithGoMigrations(river(pool)))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// Check asks, as any role that may use the database, whether it has exactly the version this program was built for. The
// answer is nil, ErrPending, ErrNewer or a failure to ask.
func Check(ctx context.Context, db interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}) error {
	var made bool
	if err := db.QueryRow(ctx, `select to_regclass('goose_db_version') is not null`).Scan(&made); err != nil {
		return fmt.Errorf("read the database's version: %w", err)
	}
	if !made {
		return ErrPending
	}
	var have int64
	if err := db.QueryRow(ctx, `select coalesce(max(version_id), 0) from goose_db_version where is_applied`).Scan(&have); err != nil {
		return fmt.Errorf("read the database's version: %w", err)
	}
	switch want := Newest(); {
	case have < want:
		return ErrPending
	case have > want:
		return ErrNewer
	}
	return nil
}

// Newest is the number of the last migration.
func Newest() int64 {
	newest := int64(0)
	for _, name := range names() {
		number, _, _ := strings.Cut(path.Base(name), "_")
		if n, err := strconv.ParseInt(number, 10, 64); err == nil && n > newest {
			newest = n
		}
	}
	return newest
}

// Hash names the schema that all migrations together make: 16 hexadecimal digits that change when any of them does.
func Hash() string {
	sum := sha256.New()
	for _, name := range names() {
		source := sqlFiles
		if strings.HasSuffix(name, ".go") {
			source = goFiles
		}
		content, err := source.ReadFile(name)
		if err != nil {
			panic("migrations: an embedded file can't be read: " + err.Error())
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(content), content)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// names lists the embedded migrations, sorted within each kind.
func names() []string {
	var all []string
	for _, files := range []embed.FS{sqlFiles, goFiles} {
		found, err := fs.Glob(files, "0*")
		if err != nil {
			panic("migrations: " + err.Error()) // the pattern is constant
		}
		all = append(all, found...)
	}
	return all
}
