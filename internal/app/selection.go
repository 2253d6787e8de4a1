package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// SelectionEdit names the draw that is worked on and its version, as the form was made.
type SelectionEdit struct {
	Series, Selection dialogue.ID
	Version           int
}

// Selection is the workbench of a series: how far its selection has come, and the approved proposal opened up, else the newest. Readers
// see it too. ErrNotFound for another organiser's series and for one that admits at once.
func (a *App) Selection(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.SelectionPage, error) {
	return dialogue.SelectionPage{}, dialogue.ErrNotFound
}

// SelectionProposal is the workbench with one proposal opened up, of an earlier draw too.
func (a *App) SelectionProposal(ctx context.Context, actor dialogue.Actor, series, proposal dialogue.ID) (dialogue.SelectionPage, error) {
	return dialogue.SelectionPage{}, dialogue.ErrNotFound
}
