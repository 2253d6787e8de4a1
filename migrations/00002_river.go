package migrations

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// riverVersion is the newest of River's own migrations that its pinned release knows. A later release with new ones gets a
// migration of its own here, so that every database walks the same steps.
const riverVersion = 8

// river makes River's tables. It runs outside a transaction, on the pgx pool, because River commits between its steps: one
// of them adds a value to an enum that a later one uses, which PostgreSQL refuses inside one transaction (55P04). A run that
// was cut short goes on where it stopped.
func river(pool *pgxpool.Pool) *goose.Migration {
	return goose.NewGoMigration(2, &goose.GoFunc{RunDB: func(ctx context.Context, _ *sql.DB) error {
		migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			return fmt.Errorf("river: %w", err)
		}
		_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: riverVersion})
		if err != nil {
			return fmt.Errorf("river: %w", err)
		}
		return nil
	}}, nil)
}
