// Package postgres holds all SQL, by subject, each statement beside its method. Constraints hold the invariants and their
// names become the domain's errors here; no rule is decided and no letter written in this package.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"dialogmote/internal/dialogue"
)

// DB is the database. Reads that need no transaction are methods of Reader; changes go through InTx.
type DB struct {
	Reader
	pool *pgxpool.Pool
	jobs *river.Client[pgx.Tx] // inserts only
}

// New wraps a pool made by Open.
func New(pool *pgxpool.Pool) (*DB, error) {
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{})
	if err != nil {
		return nil, fmt.Errorf("postgres: job client: %w", err)
	}
	return &DB{Reader: Reader{q: pool}, pool: pool, jobs: jobs}, nil
}

// querier is what a pool and a transaction share.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// Reader reads; the same methods serve inside and outside a transaction. A row that does not exist is dialogue.ErrNotFound.
type Reader struct{ q querier }

// Now is the database's clock, the only one that decides deadlines. Inside a transaction it stands still.
func (r Reader) Now(ctx context.Context) (time.Time, error) {
	var now time.Time
	err := r.q.QueryRow(ctx, `select clock()`).Scan(&now)
	return now, translate(err)
}

// Tx is one transaction: it reads, locks and writes.
type Tx struct {
	Reader
	tx   pgx.Tx
	jobs *river.Client[pgx.Tx]
}

// InTx runs f in one transaction and commits when it returns nil. A deadlock or a serialization failure is tried again, up to
// three times: f must not have effects outside the transaction. Errors are the domain's where a constraint's name tells.
func (db *DB) InTx(ctx context.Context, f func(tx *Tx) error) error {
	var err error
	for range 3 {
		err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
			return f(&Tx{Reader: Reader{q: tx}, tx: tx, jobs: db.jobs})
		})
		if !retryable(err) {
			break
		}
	}
	return translate(err)
}

// Batch is statements that go to the server together, in order, in one round trip. Zero rows touched is not an error: guards
// are constraints and triggers, which raise.
type Batch struct{ b pgx.Batch }

// Write sends what f queues as one pipelined batch inside the transaction.
func (tx *Tx) Write(ctx context.Context, f func(b *Batch)) error {
	var b Batch
	f(&b)
	return translate(tx.tx.SendBatch(ctx, &b.b).Close())
}

func (b *Batch) queue(sql string, args ...any) { b.b.Queue(sql, args...) }

// exec runs one statement and reports how many rows it touched.
func (tx *Tx) exec(ctx context.Context, sql string, args ...any) (int64, error) {
	tag, err := tx.tx.Exec(ctx, sql, args...)
	return tag.RowsAffected(), translate(err)
}

// execOne runs a statement that must touch exactly one row; none is dialogue.ErrNotFound.
func (tx *Tx) execOne(ctx context.Context, sql string, args ...any) error {
	n, err := tx.exec(ctx, sql, args...)
	if err == nil && n == 0 {
		return dialogue.ErrNotFound
	}
	return err
}

// Enqueue inserts jobs that run once the transaction has committed.
func (tx *Tx) Enqueue(ctx context.Context, jobs ...river.JobArgs) error {
	params := make([]river.InsertManyParams, len(jobs))
	for i, args := range jobs {
		params[i].Args = args
	}
	if len(params) == 0 {
		return nil
	}
	_, err := tx.jobs.InsertManyFastTx(ctx, tx.tx, params)
	return translate(err)
}

// list collects rows with one scan function per type.
func list[T any](ctx context.Context, q querier, scan func(pgx.CollectableRow) (T, error), sql string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, translate(err)
	}
	found, err := pgx.CollectRows(rows, scan)
	return found, translate(err)
}

// one reads exactly one row.
func one[T any](ctx context.Context, q querier, scan func(pgx.CollectableRow) (T, error), sql string, args ...any) (T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		var none T
		return none, translate(err)
	}
	found, err := pgx.CollectExactlyOneRow(rows, scan)
	return found, translate(err)
}

// constraintErrors are the constraints whose breach has a meaning for people.
func constraintError(name string) error {
	switch name {
	case "registration_live", "offer_open":
		return dialogue.ErrDuplicate
	case "registration_submission", "decline_submission", "walk_in_submission", "statement_submission":
		return ErrSeenSubmission
	case "registration_reference", "statement_reference":
		return ErrReferenceTaken
	case "seat_cap", "seat_cap_max":
		return dialogue.ErrTooMany
	case "selection_sent":
		return dialogue.ErrClosed
	case "meeting_capacity":
		return dialogue.ErrFull
	case "decline_live", "selection_number", "selection_proposal_number", "selection_proposal_chosen", "selection_lock_once":
		return dialogue.ErrStale
	case "seat_in_time", "statement_in_time":
		return dialogue.ErrClosed
	case "series_slug", "organiser_slug":
		return ErrSlugTaken
	case "staff_user_email":
		return ErrEmailTaken
	case "letter_once":
		return ErrLetterWritten
	case "walk_in_reason":
		return ErrReasonWanted
	case "mailing_rule":
		return ErrReminderMade
	case "unit_address_once":
		return ErrAddressTaken
	}
	return nil
}

// Breaches that only app answers for.
var (
	ErrSeenSubmission = errors.New("postgres: this submission is stored already")
	ErrReferenceTaken = errors.New("postgres: the reference is taken")
	ErrSlugTaken      = errors.New("postgres: the address is taken")
	ErrEmailTaken     = errors.New("postgres: the e-mail address is taken")
	ErrAddressTaken   = errors.New("postgres: the unit has the address already")
	ErrLetterWritten  = errors.New("postgres: this letter is written already")
	ErrReasonWanted   = errors.New("postgres: beyond the cap or the capacity, without a reason")
	ErrReminderMade   = errors.New("postgres: this automatic reminder is made already")
)

// translate puts the domain's words on what the database says.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return dialogue.ErrNotFound
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		if meaning := constraintError(pg.ConstraintName); meaning != nil {
			return meaning
		}
		if pg.Code == "23503" { // foreign key: something else still points at it
			return fmt.Errorf("%w: %s", dialogue.ErrInUse, pg.ConstraintName)
		}
	}
	return err
}

func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40P01" || pg.Code == "40001")
}
