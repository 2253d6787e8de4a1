package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// FreezeSelection makes a draw: who has applied and the rules are frozen and hashed, and valueSource names the public value that will
// decide the lots. From the second draw on it wants a reason. e.Version is the series'. ErrStale when somebody else has frozen or
// edited meanwhile; Problems for fields "source" and "reason", and for "" when it is too early or too late.
func (a *App) FreezeSelection(ctx context.Context, actor dialogue.Actor, e SeriesEdit, valueSource, reason string) error {
	return dialogue.ErrNotFound
}
