package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// setDemoClock replaces the database's clock() by one that shows at now and runs on from there, or, when at is zero, puts the
// real one back. Only the owner can.
func setDemoClock(ctx context.Context, ownerURL string, at time.Time) error {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return fmt.Errorf("set the clock: %w", err)
	}
	defer conn.Close(ctx)
	body := `now()`
	if !at.IsZero() {
		body = fmt.Sprintf(`now() + interval '%d microseconds'`, time.Until(at).Microseconds())
	}
	_, err = conn.Exec(ctx, `create or replace function clock() returns timestamptz language sql stable parallel safe return `+body)
	if err != nil {
		return fmt.Errorf("set the clock: %w", err)
	}
	return nil
}
