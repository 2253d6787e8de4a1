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
	if page.Series, err = a.db.SeriesOf(ctx, actor.Organiser); err != nil {
		return page, err
	}
	tallies, err := a.db.AnswerTallies(ctx, actor.Organiser, dialogue.ID{})
	for i := range page.Series {
		page.Series[i].Answers = tallies[page.Series[i].Series.ID]
	}
	return page, err
}
