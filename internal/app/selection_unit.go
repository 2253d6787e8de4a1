package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// SelectionUnit is one registration in a proposal, with what it would take to have it at each meeting that it did not get.
func (a *App) SelectionUnit(ctx context.Context, actor dialogue.Actor, series, proposal, registration dialogue.ID) (dialogue.SelectionUnitPage, error) {
	return dialogue.SelectionUnitPage{}, dialogue.ErrNotFound
}
