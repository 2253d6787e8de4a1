package app

import (
	"context"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// MakeGroups divides those who have a place at a meeting into groups, by a new seed, which is stored and in the log. Groups that were there before
// keep their names as far as there are as many; whom staff have moved stay.
func (a *App) MakeGroups(ctx context.Context, actor dialogue.Actor, e PlanEdit, ask dialogue.GroupAsk) error {
	if err := ask.Check().Err(); err != nil {
		return err
	}
	return a.editGroups(ctx, actor, e, "make_groups", func(p dialogue.MeetingPlan, was dialogue.Breakout) (dialogue.Breakout, error) {
		keep := 0
		if ask.OnePerUnit() && was.Ask.OnePerUnit() && len(was.Groups) > 0 { // nothing is drawn: everybody stays with their own
			keep = len(was.Groups)
		} else {
			was.Seed = secret.Reference()
		}
		was.Ask = ask
		return divide(was, p.Placed, keep), nil
	})
}

// AddToGroups gives those who have come since the groups were made a group, and moves nobody else. ErrStale when there are no groups.
func (a *App) AddToGroups(ctx context.Context, actor dialogue.Actor, e PlanEdit) error {
	return a.editGroups(ctx, actor, e, "add_to_groups", func(p dialogue.MeetingPlan, was dialogue.Breakout) (dialogue.Breakout, error) {
		if len(was.Groups) == 0 {
			return was, dialogue.ErrStale
		}
		return divide(was, p.Placed, len(was.Groups)), nil
	})
}

// SaveGroups stores the names of a meeting's groups and where staff have moved people. Who is not mentioned stays; a name that is not is kept.
// ErrNotFound for groups and people of another meeting.
func (a *App) SaveGroups(ctx context.Context, actor dialogue.Actor, e PlanEdit, names map[dialogue.ID]string, places map[dialogue.ID]dialogue.ID) error {
	return a.editGroups(ctx, actor, e, "save_groups", func(p dialogue.MeetingPlan, was dialogue.Breakout) (dialogue.Breakout, error) {
		has := func(group dialogue.ID) bool {
			return slices.ContainsFunc(was.Groups, func(g dialogue.BreakoutGroup) bool { return g.ID == group })
		}
		for id := range names {
			if !has(id) {
				return was, dialogue.ErrNotFound
			}
		}
		for i, g := range was.Groups {
			if name, ok := names[g.ID]; ok {
				was.Groups[i].Name = strings.TrimSpace(name)
			}
		}
		people := p.Placed
		for delegate, group := range places {
			if !has(group) {
				return was, dialogue.ErrNotFound
			}
			if !slices.ContainsFunc(people, func(p dialogue.Participant) bool { return p.Delegate == delegate }) {
				continue // gone since the form was made
			}
			at := slices.IndexFunc(was.Members, func(m dialogue.BreakoutMember) bool { return m.Delegate == delegate })
			switch {
			case at < 0:
				was.Members = append(was.Members, dialogue.BreakoutMember{Delegate: delegate, Group: group, ByHand: true})
			case was.Members[at].Group != group:
				was.Members[at].Group, was.Members[at].ByHand = group, true
			}
		}
		return was, nil
	})
}

// DropGroups takes the groups of a meeting away.
func (a *App) DropGroups(ctx context.Context, actor dialogue.Actor, e PlanEdit) error {
	return a.editPlan(ctx, actor, e, "drop_groups", breakoutVersion, func(p dialogue.MeetingPlan, b *postgres.Batch) (map[string]any, error) {
		b.DropBreakout(actor.Organiser, e.Meeting)
		return nil, nil
	})
}

func breakoutVersion(p dialogue.MeetingPlan) int {
	if p.Breakout == nil {
		return 0
	}
	return p.Breakout.Version
}

func (a *App) editGroups(ctx context.Context, actor dialogue.Actor, e PlanEdit, verb string,
	change func(p dialogue.MeetingPlan, was dialogue.Breakout) (dialogue.Breakout, error)) error {
	return a.editPlan(ctx, actor, e, verb, breakoutVersion, func(p dialogue.MeetingPlan, b *postgres.Batch) (map[string]any, error) {
		was := dialogue.Breakout{Meeting: e.Meeting}
		if p.Breakout != nil {
			was = *p.Breakout
		}
		now, err := change(p, was)
		if err != nil {
			return nil, err
		}
		b.SaveBreakout(actor.Organiser, e.Series, now)
		return map[string]any{"way": now.Ask.Way, "groups": len(now.Groups), "seed": now.Seed}, nil
	})
}

// divide gives everybody a group. keep as in dialogue.Divide.
func divide(b dialogue.Breakout, people []dialogue.Participant, keep int) dialogue.Breakout {
	persons := b.GroupPeople(people, keep == 0)
	of, n := dialogue.Divide(persons, b.Ask, keep, lotBy(b.Seed))
	for len(b.Groups) < n {
		b.Groups = append(b.Groups, dialogue.BreakoutGroup{ID: newID()})
	}
	b.Groups, b.Members = b.Groups[:n], nil
	for i, p := range persons {
		b.Members = append(b.Members, dialogue.BreakoutMember{Delegate: p.Delegate, Group: b.Groups[of[i]].ID, ByHand: p.ByHand && p.Group == of[i]})
	}
	return b
}
