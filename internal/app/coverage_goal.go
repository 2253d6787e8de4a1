package app

import (
	"context"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// Milestones are the milestones that staff have made, retired ones too, and how often each is used.
func (a *App) Milestones(ctx context.Context, actor dialogue.Actor) (page dialogue.MilestonesPage, err error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	if page.All, err = a.db.Milestones(ctx, actor.Organiser); err != nil {
		return page, err
	}
	page.Used, err = a.db.MilestoneUse(ctx, actor.Organiser)
	return page, err
}

// SaveMilestones makes the office's milestones the ones given, in their order; those without an id are new. One that is left out is
// deleted, which it can't be when it is in use: then it is retired instead, by any time in RetiredAt. version is that of the list the
// form was made from (dialogue.MilestonesVersion). It returns dialogue.Problems and ErrStale.
func (a *App) SaveMilestones(ctx context.Context, actor dialogue.Actor, version int, milestones []dialogue.Milestone) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockMilestones(ctx, actor.Organiser); err != nil {
			return err
		}
		was, err := tx.Milestones(ctx, actor.Organiser)
		if err != nil {
			return err
		}
		if dialogue.MilestonesVersion(was) != version {
			return dialogue.ErrStale
		}
		used, err := tx.MilestoneUse(ctx, actor.Organiser)
		if err != nil {
			return err
		}
		if err := dialogue.CheckMilestones(was, milestones, used).Err(); err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		is, err := sortedOut(was, milestones, now)
		if err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			for i, m := range is {
				b.SaveMilestone(actor.Organiser, m, i+1)
			}
			for _, m := range was {
				if !slices.ContainsFunc(is, func(k dialogue.Milestone) bool { return k.ID == m.ID }) {
					b.DeleteMilestone(actor.Organiser, m.ID)
				}
			}
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "save_milestones", About: actor.Organiser, Detail: map[string]any{"milestones": is}})
		})
	})
}

// sortedOut gives new milestones ids, and those that are retired the time they were.
func sortedOut(was, is []dialogue.Milestone, now time.Time) ([]dialogue.Milestone, error) {
	is = slices.Clone(is)
	for i := range is {
		m := &is[i]
		at := slices.IndexFunc(was, func(k dialogue.Milestone) bool { return k.ID == m.ID })
		switch {
		case m.ID.IsZero():
			m.ID = newID()
		case at < 0:
			return nil, dialogue.ErrNotFound
		}
		if !m.RetiredAt.IsZero() {
			m.RetiredAt = now
			if at >= 0 && !was[at].RetiredAt.IsZero() {
				m.RetiredAt = was[at].RetiredAt
			}
		}
	}
	return is, nil
}

// SaveGoal stores a goal: a new one has no id. It returns dialogue.Problems and ErrStale.
func (a *App) SaveGoal(ctx context.Context, actor dialogue.Actor, g dialogue.Goal) error {
	return a.changeCoverage(ctx, actor, func(tx *postgres.Tx, o dialogue.Organiser, _ dialogue.Date) error {
		milestones, err := tx.Milestones(ctx, o.ID)
		if err != nil {
			return err
		}
		if err := g.Validate(milestones).Err(); err != nil {
			return err
		}
		if g.ID.IsZero() {
			g.ID, g.Version = newID(), 0
		} else if g.Version == 0 {
			return dialogue.ErrStale
		}
		if err := tx.SaveGoal(ctx, o.ID, g); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "save_goal", About: g.ID, Detail: map[string]any{"kind": g.Kind,
				"milestone": g.Milestone, "units": g.Units, "from": g.From, "by": g.By}})
		})
	})
}

// RemoveGoal takes a goal away. ErrStale when somebody has changed or removed it since.
func (a *App) RemoveGoal(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int) error {
	return a.changeCoverage(ctx, actor, func(tx *postgres.Tx, o dialogue.Organiser, _ dialogue.Date) error {
		if err := tx.DeleteGoal(ctx, o.ID, id, version); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) { b.Audit(dialogue.AuditLine{Actor: actor, Verb: "remove_goal", About: id}) })
	})
}

// SetCoveragePublic gives the office's coverage a page that everybody can read, or takes it away. Admins only.
func (a *App) SetCoveragePublic(ctx context.Context, actor dialogue.Actor, on bool) error {
	if err := actor.RequireStaff(dialogue.Admin); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.SetCoveragePublic(ctx, actor.Organiser, on); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "set_coverage_public", About: actor.Organiser, Detail: map[string]any{"on": on}})
		})
	})
}
