package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// instant reads a timestamptz that may be null into a time.Time, where null is the zero time: (*instant)(&s.ClosesAt).
type instant time.Time

// ScanTimestamptz is called by pgx.
func (t *instant) ScanTimestamptz(v pgtype.Timestamptz) error {
	*t = instant{}
	if v.Valid {
		*t = instant(v.Time)
	}
	return nil
}

// ask adds a question to a batch of reads; its rows are in into once answers has returned nil.
func ask[T any](b *pgx.Batch, into *[]T, scan func(pgx.CollectableRow) (T, error), sql string, args ...any) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, scan)
		*into = found
		return err
	})
}

// answers sends the questions in one round trip and reads every answer.
func (r Reader) answers(ctx context.Context, b *pgx.Batch) error {
	return translate(r.q.SendBatch(ctx, b).Close())
}

// nullInt stores 0 as null.
func nullInt(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
