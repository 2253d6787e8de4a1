package app

import (
	"context"
	"crypto/sha256"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/selection"
)

// PlanEdit names the meeting whose speaking order, or whose groups, are edited, and the version that the form was made from; 0 when there were
// none.
type PlanEdit struct {
	Series, Meeting dialogue.ID
	Version         int
}

// MeetingPlans is who has the word when and the groups of a series' meetings, or of one. Staff see it. ErrNotFound for a meeting that is cancelled
// or of another series.
func (a *App) MeetingPlans(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.PlansPage, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.PlansPage{}, err
	}
	inv, err := a.db.Invitation(ctx, actor.Organiser, series)
	if err != nil {
		return dialogue.PlansPage{}, err
	}
	return meetingPlans(ctx, a.db.Reader, inv, meeting)
}

func meetingPlans(ctx context.Context, db postgres.Reader, inv dialogue.Invitation, meeting dialogue.ID) (dialogue.PlansPage, error) {
	page := dialogue.PlansPage{Invitation: inv}
	organiser, series := inv.Organiser.ID, inv.Series.ID
	var err error
	if page.Now, err = db.Now(ctx); err != nil {
		return page, err
	}
	turns, err := db.SpeakingTurns(ctx, organiser, series)
	if err != nil {
		return page, err
	}
	orders, err := db.SpeakingOrders(ctx, organiser, series)
	if err != nil {
		return page, err
	}
	breakouts, err := db.Breakouts(ctx, organiser, series)
	if err != nil {
		return page, err
	}
	people, err := db.Participants(ctx, organiser, series, meeting)
	if err != nil {
		return page, err
	}
	on := inv.Series.PublicationDay(page.Now)
	for i := range people {
		people[i].Unit.Name = officialName(people[i].Unit, on)
	}
	for _, m := range inv.Meetings {
		if m.State == dialogue.Cancelled || !meeting.IsZero() && m.ID != meeting {
			continue
		}
		plan := dialogue.MeetingPlan{Meeting: m}
		for _, t := range turns {
			if t.Meeting == m.ID {
				t.Unit.Name = officialName(t.Unit, on)
				plan.Turns = append(plan.Turns, t)
			}
		}
		for _, o := range orders {
			if o.Meeting == m.ID {
				plan.Order = o
			}
		}
		plan.Sum = inv.SpeakingSum(m.ID, len(plan.Turns))
		placed := dialogue.ParticipantList{Participants: people}.At(m.ID)
		placed = slices.DeleteFunc(placed, func(p dialogue.Participant) bool { return p.State != dialogue.SeatPlaced })
		plan.Placed, plan.Without = placed, placed
		for i := range breakouts {
			if b := &breakouts[i]; b.Meeting == m.ID {
				plan.Breakout = b
				plan.Groups, plan.Without = b.Seat(placed)
			}
		}
		page.Meetings = append(page.Meetings, plan)
	}
	if !meeting.IsZero() && len(page.Meetings) == 0 {
		return page, dialogue.ErrNotFound
	}
	return page, nil
}

// editPlan runs f on the plan of one meeting with the series locked, and appends the audit line. ErrStale when version, of what f edits, is not
// the one that the form was made from.
func (a *App) editPlan(ctx context.Context, actor dialogue.Actor, e PlanEdit, verb string, version func(p dialogue.MeetingPlan) int,
	f func(p dialogue.MeetingPlan, b *postgres.Batch) (map[string]any, error)) error {
	return a.lockSeries(ctx, actor, e.Series, verb, func(s *seriesEdit) error {
		page, err := meetingPlans(ctx, s.tx.Reader, s.inv, e.Meeting)
		if err != nil {
			return err
		}
		plan := page.Meetings[0]
		if version(plan) != e.Version {
			return dialogue.ErrStale
		}
		s.about = e.Meeting
		written := s.tx.Write(ctx, func(b *postgres.Batch) {
			s.detail, err = f(plan, b)
		})
		if err != nil {
			return err
		}
		return written
	})
}

// lotBy draws as the selection of participants does: HMAC-SHA-256 over the id, with the SHA-256 of the seed as key.
func lotBy(seed string) dialogue.Lot {
	key := selection.Seed(sha256.Sum256([]byte(seed)))
	return func(id dialogue.ID) [32]byte { return selection.LotOf(key, id.String()) }
}
