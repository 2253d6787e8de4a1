package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// StaffStart is what staff see first: all the organiser's series, newest first, and the time by which they are judged.
func (a *App) StaffStart(ctx context.Context, actor dialogue.Actor) (page dialogue.StaffStart, err error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	page.Series, err = a.db.SeriesOf(ctx, actor.Organiser)
	return page, err
}
