package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// CompareProposals is two proposals of one draw side by side, and who has another outcome in the second.
func (a *App) CompareProposals(ctx context.Context, actor dialogue.Actor, series, before, after dialogue.ID) (dialogue.SelectionComparison, error) {
	return dialogue.SelectionComparison{}, dialogue.ErrNotFound
}
