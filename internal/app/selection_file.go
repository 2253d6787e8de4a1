package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// SelectionFile is one of the files of a case, as `dialogmote selection verify` reads them: meetings.csv, units.csv, persons.csv,
// rules.json, assignment.csv or report.json. of is a draw, whose approved proposal, else its newest, gives the last three, or one
// of its proposals. ErrNotFound for another name, and for what does not exist yet.
func (a *App) SelectionFile(ctx context.Context, actor dialogue.Actor, series, of dialogue.ID, name string) (dialogue.File, error) {
	return dialogue.File{}, dialogue.ErrNotFound
}
