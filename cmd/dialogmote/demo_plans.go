package main

import (
	"context"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoPlans draws in which order the municipalities of the two meetings on 16 November have the word, and lets those of Nedre Romerike sit in a
// group each, as the letter asks for; Follo sits mixed, and its order is left to be drawn. It is done on the Monday after the deadline.
func demoPlans(ctx context.Context, a *app.App, now time.Time, onDay onDay) error {
	inv := sample.OsloViken2020()
	done := dialogue.Date{Year: 2020, Month: time.November, Day: 9}.At(8, 30)
	if now.Before(done) || !now.Before(inv.Series.DeleteOn.At(0, 0)) {
		return nil
	}
	staff := demoActor(inv.Organiser, dialogue.Editor)
	return onDay(done, func() error {
		for _, m := range inv.Meetings {
			e := app.PlanEdit{Series: inv.Series.ID, Meeting: m.ID}
			switch region := inv.Region(m.Region); {
			case region == nil:
			case region.Name.NB == "Øvre Romerike":
				if err := a.DrawSpeaking(ctx, staff, e); err != nil {
					return err
				}
			case region.Name.NB == "Nedre Romerike":
				if err := a.DrawSpeaking(ctx, staff, e); err != nil {
					return err
				}
				if err := a.MakeGroups(ctx, staff, e, dialogue.GroupAsk{Way: dialogue.SitTogether}); err != nil {
					return err
				}
			case region.Name.NB == "Follo regionen":
				if err := a.MakeGroups(ctx, staff, e, dialogue.GroupAsk{Way: dialogue.SitMixed, Size: 4}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
