package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// CoverageUnit is everything that is known of one municipality of the actor's office, over all series and years. A former number finds
// what it has become. ErrNotFound for one that the office does not serve.
func (a *App) CoverageUnit(ctx context.Context, actor dialogue.Actor, kind dialogue.UnitKind, number string) (page dialogue.CoverageUnitPage, err error) {
	all, err := a.Coverage(ctx, actor, dialogue.CoverageFilter{})
	if err != nil {
		return page, err
	}
	if kind != dialogue.Municipality {
		return page, dialogue.ErrNotFound
	}
	page.Organiser, page.Milestones, page.Today = all.Organiser, all.Milestones, all.Today
	for _, m := range memberOn(number, all.Today) {
		i := slices.IndexFunc(all.Units, func(u dialogue.CoveredUnit) bool { return u.Number == m.Number })
		if i < 0 {
			continue
		}
		page.Unit = all.Units[i]
		for _, c := range all.Counties {
			if c.Number == m.County {
				page.County = c
			}
		}
		return page, nil
	}
	return page, dialogue.ErrNotFound
}

// SaveHeld stores staff's word that a municipality has had a meeting of a kind on a day. It returns dialogue.Problems; saying it twice is
// one of them.
func (a *App) SaveHeld(ctx context.Context, actor dialogue.Actor, q dialogue.HeldRequest) error {
	return a.changeCoverage(ctx, actor, func(tx *postgres.Tx, o dialogue.Organiser, today dialogue.Date) error {
		unit, err := servedUnit(o, q.Number, today)
		if err != nil {
			return err
		}
		if err := q.Validate(today).Err(); err != nil {
			return err
		}
		id, err := tx.UpsertUnit(ctx, o.ID, unit)
		if err != nil {
			return err
		}
		w := dialogue.HeldWord{ID: newID(), Unit: id, Kind: q.Kind, On: q.On, Note: q.Note}
		fresh, err := tx.InsertHeld(ctx, o.ID, w, actor.ID())
		if err != nil {
			return err
		}
		if !fresh {
			return dialogue.Problems{"on": {Key: "problem.held-already"}}
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "save_held", About: id, Detail: map[string]any{"kind": q.Kind, "on": q.On}})
		})
	})
}

// RemoveHeld takes staff's word that a municipality has had a meeting back. ErrNotFound when somebody has done so already.
func (a *App) RemoveHeld(ctx context.Context, actor dialogue.Actor, id dialogue.ID) error {
	return a.changeCoverage(ctx, actor, func(tx *postgres.Tx, o dialogue.Organiser, _ dialogue.Date) error {
		w, err := tx.DeleteHeld(ctx, o.ID, id)
		if err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "remove_held", About: w.Unit, Detail: map[string]any{"kind": w.Kind, "on": w.On}})
		})
	})
}

// SetMilestone stores how far some municipalities have come with a milestone, all or none. It returns dialogue.Problems, and ErrStale
// when somebody has changed it for one of them since the form was opened.
func (a *App) SetMilestone(ctx context.Context, actor dialogue.Actor, q dialogue.MilestoneSetting) error {
	return a.changeCoverage(ctx, actor, func(tx *postgres.Tx, o dialogue.Organiser, today dialogue.Date) error {
		return setMilestone(ctx, tx, actor, o, q, today)
	})
}

// setMilestone is SetMilestone in a transaction, for whoever may: a staff user, or the municipality itself. The rows of the units make
// those who set the same one take turns.
func setMilestone(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, o dialogue.Organiser, q dialogue.MilestoneSetting, today dialogue.Date) error {
	if err := q.Validate(today).Err(); err != nil {
		return err
	}
	all, err := tx.Milestones(ctx, o.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(m dialogue.Milestone) bool { return m.ID == q.Milestone && m.RetiredAt.IsZero() })
	if at < 0 {
		return dialogue.Problems{"milestone": {Key: "problem.choose"}}
	}
	units := make([]dialogue.Unit, len(q.Units))
	for i, u := range q.Units {
		if units[i], err = servedUnit(o, u.Number, today); err != nil {
			return err
		}
	}
	ids, err := tx.UpsertUnits(ctx, o.ID, units)
	if err != nil {
		return err
	}
	versions, err := tx.MilestoneVersions(ctx, o.ID, q.Milestone, ids)
	if err != nil {
		return err
	}
	for i, u := range q.Units {
		if versions[ids[i]] != u.Version {
			return dialogue.ErrStale
		}
	}
	by := dialogue.ID{}
	if actor.Kind == dialogue.StaffActor {
		by = actor.User
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		for _, unit := range ids {
			b.SetUnitMilestone(o.ID, unit, q.Reached(), by)
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "set_milestone", About: unit,
				Detail: map[string]any{"milestone": all[at].Name, "state": q.State, "day": q.Day}})
		}
	})
}

// changeCoverage is what the verbs that change the coverage have in common: who may, and when it is.
func (a *App) changeCoverage(ctx context.Context, actor dialogue.Actor, change func(tx *postgres.Tx, o dialogue.Organiser, today dialogue.Date) error) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		o, err := tx.Organiser(ctx, actor.Organiser)
		if err != nil {
			return err
		}
		return change(tx, o, dialogue.DateOf(now))
	})
}

// servedUnit is the municipality of today with the number, when the organiser serves it; else dialogue.ErrNotFound.
func servedUnit(o dialogue.Organiser, number string, today dialogue.Date) (dialogue.Unit, error) {
	found, ok := norway.Lookup(string(dialogue.Municipality), number, today)
	if !ok || !slices.ContainsFunc(countiesServed(o, today), func(c dialogue.CountyChoice) bool { return c.Number == found.County }) {
		return dialogue.Unit{}, dialogue.ErrNotFound
	}
	return registered(found), nil
}
