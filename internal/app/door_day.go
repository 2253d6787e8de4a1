package app

import (
	"context"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// DoorDay is the series' meetings and how many have come to each. For staff.
func (a *App) DoorDay(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (day dialogue.DoorDay, err error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return day, err
	}
	if day.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return day, err
	}
	if day.Now, err = a.db.Now(ctx); err != nil {
		return day, err
	}
	day.Counts, err = a.db.DoorCounts(ctx, actor.Organiser, series)
	return day, err
}

// FindAtDoor is whom somebody looks for in a meeting's list, however the words are typed; every word must be found.
func (a *App) FindAtDoor(door dialogue.Door, f dialogue.DoorFilter) []dialogue.DoorGroup {
	words := strings.Fields(norway.Fold(f.Words))
	return door.GroupsOf(func(at dialogue.Attendee) bool {
		if f.Missing && at.Came() {
			return false
		}
		there := norway.Fold(strings.Join([]string{at.Name, at.Unit.Name, at.From, at.Position}, " "))
		for _, w := range words {
			if !strings.Contains(there, w) {
				return false
			}
		}
		return true
	})
}
