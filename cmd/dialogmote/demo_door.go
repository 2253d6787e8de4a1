package main

import (
	"context"
	"fmt"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoDoor lets people come to Oslo og Viken's two meetings of 16 November 2020, one after the other from half an hour before each. One
// delegation stays away, one person of another comes without being registered. What is later than now has not happened.
func demoDoor(ctx context.Context, a *app.App, now time.Time, onDay onDay) error {
	inv := sample.OsloViken2020()
	day := dialogue.Date{Year: 2020, Month: time.November, Day: 16}
	if dialogue.DateOf(now).Before(day) || !now.Before(inv.Series.DeleteOn.At(0, 0)) {
		return nil
	}
	staff := demoActor(inv.Organiser, dialogue.Reader)
	for _, m := range inv.Meetings {
		if m.StartsAt.IsZero() || dialogue.DateOf(m.StartsAt) != day {
			continue
		}
		door, err := a.Door(ctx, staff, inv.Series.ID, m.ID)
		if err != nil {
			return err
		}
		at := m.StartsAt.Add(-36 * time.Minute)
		for _, g := range door.Groups() {
			if g.Unit.Number == sample.StaysAway {
				continue
			}
			for _, who := range g.People {
				if at = at.Add(3 * time.Minute); at.After(now) {
					continue
				}
				if err := onDay(at, func() error {
					_, _, err := a.CheckIn(ctx, staff, inv.Series.ID, m.ID, who.Seat)
					return err
				}); err != nil {
					return fmt.Errorf("%s: %w", g.Unit.Name, err)
				}
			}
			if late := m.StartsAt.Add(7 * time.Minute); g.Unit.Number == sample.BringsOneMore && !late.After(now) {
				if err := onDay(late, func() error { return a.AddWalkIn(ctx, staff, inv.Series.ID, m.ID, sample.WalkIn()) }); err != nil {
					return fmt.Errorf("%s: %w", g.Unit.Name, err)
				}
			}
		}
	}
	return nil
}
