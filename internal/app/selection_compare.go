package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// CompareProposals is two proposals of one draw side by side, and who has another outcome in the second. ErrNotFound for proposals of
// two draws: the lots are others, so nothing can be said about a difference.
func (a *App) CompareProposals(ctx context.Context, actor dialogue.Actor, series, before, after dialogue.ID) (dialogue.SelectionComparison, error) {
	b, x, err := a.benchOfProposal(ctx, actor, series, before)
	if err != nil {
		return dialogue.SelectionComparison{}, err
	}
	y, err := b.open(after)
	if err != nil {
		return dialogue.SelectionComparison{}, err
	}
	return dialogue.SelectionComparison{Invitation: b.inv, Before: b.view(x, actor.Lang), After: b.view(y, actor.Lang),
		Moves: b.moves(x.result, y.result), Now: b.now}, nil
}
