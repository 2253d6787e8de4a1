package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// DrawSpeaking draws in which order the delegations of a meeting have the word. The seed is stored and in the log, so that the draw can be made
// again. Who comes later is last. ErrNotFound when the programme has no row for it.
func (a *App) DrawSpeaking(ctx context.Context, actor dialogue.Actor, e PlanEdit) error {
	return a.editSpeaking(ctx, actor, e, "draw_speaking", func(p dialogue.MeetingPlan) (dialogue.SpeakingOrder, []dialogue.SpeakingTurn, error) {
		seed := secret.Reference()
		return dialogue.SpeakingOrder{Seed: seed}, dialogue.DrawSpeaking(p.Turns, lotBy(seed)), nil
	})
}

// SettleSpeaking settles the order as it is shown: by name when nothing was settled before, else with those who have come since.
func (a *App) SettleSpeaking(ctx context.Context, actor dialogue.Actor, e PlanEdit) error {
	return a.editSpeaking(ctx, actor, e, "settle_speaking", func(p dialogue.MeetingPlan) (dialogue.SpeakingOrder, []dialogue.SpeakingTurn, error) {
		return p.Order, p.Turns, nil
	})
}

// MoveSpeaking moves a delegation a step up, or down, and settles the order so. ErrStale when it is not there any more, or has nowhere to go.
func (a *App) MoveSpeaking(ctx context.Context, actor dialogue.Actor, e PlanEdit, registration dialogue.ID, up bool) error {
	return a.editSpeaking(ctx, actor, e, "move_speaking", func(p dialogue.MeetingPlan) (dialogue.SpeakingOrder, []dialogue.SpeakingTurn, error) {
		order := p.Order
		order.ByHand = true
		turns, ok := dialogue.MoveSpeaking(p.Turns, registration, up)
		if !ok {
			return order, nil, dialogue.ErrStale
		}
		return order, turns, nil
	})
}

func (a *App) editSpeaking(ctx context.Context, actor dialogue.Actor, e PlanEdit, verb string,
	settle func(p dialogue.MeetingPlan) (dialogue.SpeakingOrder, []dialogue.SpeakingTurn, error)) error {
	version := func(p dialogue.MeetingPlan) int { return p.Order.Version }
	return a.editPlan(ctx, actor, e, verb, version, func(p dialogue.MeetingPlan, b *postgres.Batch) (map[string]any, error) {
		if !p.HasSlots() {
			return nil, dialogue.ErrNotFound
		}
		order, turns, err := settle(p)
		if err != nil {
			return nil, err
		}
		var ids []dialogue.ID
		for _, t := range turns {
			ids = append(ids, t.Registration)
		}
		order.Meeting = e.Meeting
		b.SaveSpeaking(actor.Organiser, e.Series, order, ids)
		return map[string]any{"seed": order.Seed, "order": ids}, nil
	})
}
