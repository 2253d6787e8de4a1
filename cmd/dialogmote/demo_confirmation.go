package main

import (
	"context"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoConfirmations confirms the places at Oslo og Viken's meetings a week before the one on Romerike, with the address of each.
func demoConfirmations(ctx context.Context, a *app.App, now time.Time, onDay onDay) error {
	inv := sample.OsloViken2020()
	at := dialogue.Date{Year: 2020, Month: time.November, Day: 9}.At(10, 0)
	if now.Before(at) {
		return nil
	}
	staff := demoActor(inv.Organiser, dialogue.Editor)
	return onDay(at, func() error {
		for _, m := range inv.Meetings {
			if m.StartsAt.IsZero() {
				continue
			}
			page, err := a.ConfirmationStatus(ctx, staff, inv.Series.ID, m.ID)
			if err != nil {
				return err
			}
			if _, err := a.SendConfirmation(ctx, staff, inv.Series.ID, m.ID, page.Meeting.Practical, page.Meeting.Version); err != nil {
				return err
			}
		}
		return nil
	})
}
