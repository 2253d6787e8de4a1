package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// ProposeSelection solves the draw with its locks as they are, and with those who have withdrawn since out: from nothing the first
// time, later with the fewest changes from the newest proposal. It gives the new proposal's id.
func (a *App) ProposeSelection(ctx context.Context, actor dialogue.Actor, e SelectionEdit, note string) (dialogue.ID, error) {
	return dialogue.ID{}, dialogue.ErrNotFound
}
