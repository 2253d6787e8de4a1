package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// OwnHistory is what has been done with the signed-in contact's registration, newest first, as the delegation may read it.
func (a *App) OwnHistory(ctx context.Context, actor dialogue.Actor) ([]dialogue.HistoryLine, error) {
	if actor.Kind != dialogue.ContactActor || actor.Registration.IsZero() {
		return nil, dialogue.ErrForbidden
	}
	r, err := a.db.Registration(ctx, actor.Organiser, actor.Registration)
	if err != nil {
		return nil, err
	}
	lines, err := a.db.History(ctx, actor.Organiser, actor.Registration)
	if err != nil {
		return nil, err
	}
	return dialogue.OwnHistory(lines, r.Contact), nil
}
