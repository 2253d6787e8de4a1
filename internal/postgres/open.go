package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"dialogmote/internal/dialogue"
)

// How long a statement, a wait for a lock and an idle transaction may last before PostgreSQL ends them. A page is never worth
// more; a transaction that someone forgot must not hold a meeting's row.
const (
	statementLimit = 30 * time.Second
	lockLimit      = 10 * time.Second
	idleLimit      = 60 * time.Second
)

// connections is how many the program takes unless the URL says otherwise: jobs hold a few of them, and PostgreSQL gives 100.
const connections = 20

// Open connects to the database and makes sure that it answers. Times are read in Europe/Oslo, and SQL that turns an instant
// into a date does so there too. A setting in the URL (pool_max_conns, statement_timeout, …) wins over ours. Close the pool
// when done.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the database's address: %w", err) // pgx leaves the password out
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = connections
	}
	params := config.ConnConfig.RuntimeParams
	for name, value := range map[string]string{
		"application_name":                    "dialogmote",
		"statement_timeout":                   milliseconds(statementLimit),
		"lock_timeout":                        milliseconds(lockLimit),
		"idle_in_transaction_session_timeout": milliseconds(idleLimit),
	} {
		if params[name] == "" {
			params[name] = value
		}
	}
	params["timezone"] = dialogue.Oslo.String()
	config.AfterConnect = scanInOslo
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return pool, nil
}

func milliseconds(d time.Duration) string { return fmt.Sprint(d.Milliseconds()) }

// scanInOslo makes timestamptz, alone and in arrays, come out in the zone that people mean.
func scanInOslo(_ context.Context, conn *pgx.Conn) error {
	element := &pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: dialogue.Oslo}}
	conn.TypeMap().RegisterType(element)
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "_timestamptz", OID: pgtype.TimestamptzArrayOID, Codec: &pgtype.ArrayCodec{ElementType: element}})
	return nil
}
