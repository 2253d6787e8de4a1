package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// MyMilestones are the organiser's milestones for a municipality that the actor may act for. ErrNotFound for everybody else, for what is not
// one municipality today, and where the organiser has no milestones.
func (a *App) MyMilestones(ctx context.Context, actor dialogue.Actor, organiser, unit dialogue.ID) (dialogue.MyMilestones, error) {
	return a.myMilestones(ctx, a.db.Reader, actor, organiser, unit)
}

func (a *App) myMilestones(ctx context.Context, r postgres.Reader, actor dialogue.Actor, organiser, unit dialogue.ID) (my dialogue.MyMilestones, err error) {
	if my.Unit, err = a.mayActFor(ctx, r, actor, organiser, unit); err != nil {
		return my, err
	}
	if my.Organiser, err = r.Organiser(ctx, organiser); err != nil {
		return my, err
	}
	page, err := coverageOf(ctx, r, my.Organiser, dialogue.CoverageFilter{})
	if err != nil {
		return my, err
	}
	my.All, my.Today = page.Milestones, page.Today
	number := municipalityNow(my.Unit, page.Today)
	at := slices.IndexFunc(page.Units, func(u dialogue.CoveredUnit) bool { return u.Number == number })
	if at < 0 || len(my.All) == 0 {
		return my, dialogue.ErrNotFound
	}
	my.Covered = page.Units[at]
	my.Covered.History = nil // staff's notes are not the municipality's to read
	return my, nil
}

// municipalityNow is the number of what a unit has become today, "" for what is not one municipality.
func municipalityNow(u dialogue.Unit, today dialogue.Date) string {
	now := norway.Successors(u.Number, u.ValidFrom, today)
	if u.Kind != dialogue.Municipality || len(now) != 1 {
		return ""
	}
	return now[0].Number
}

// officesWithMilestones are the organisers that know the unit, have milestones, and serve the municipality: those whose MyMilestones is there.
func officesWithMilestones(ctx context.Context, r postgres.Reader, u dialogue.MyUnit, today dialogue.Date) ([]dialogue.MyOffice, error) {
	number := municipalityNow(u.Unit, today)
	if number == "" {
		return nil, nil
	}
	var found []dialogue.MyOffice
	for _, office := range u.Offices() {
		milestones, err := r.Milestones(ctx, office.Organiser)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(milestones, func(m dialogue.Milestone) bool { return m.RetiredAt.IsZero() }) {
			continue
		}
		o, err := r.Organiser(ctx, office.Organiser)
		if err != nil {
			return nil, err
		}
		if _, err := servedUnit(o, number, today); err == nil {
			office.Name = o.Name
			found = append(found, office)
		}
	}
	return found, nil
}

// SetOwnMilestone stores how far the actor's own municipality has come with a milestone; it is then marked as the municipality's own word.
// version is what the form was opened with. It returns dialogue.Problems, and ErrStale when somebody has changed it since.
func (a *App) SetOwnMilestone(ctx context.Context, actor dialogue.Actor, organiser, unit dialogue.ID, m dialogue.ReachedMilestone) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		my, err := a.myMilestones(ctx, tx.Reader, actor, organiser, unit)
		if err != nil {
			return err
		}
		actor.Organiser, actor.Registration = organiser, dialogue.ID{} // it is said for the municipality, not about one registration
		return setMilestone(ctx, tx, actor, my.Organiser, dialogue.MilestoneSetting{
			Milestone: m.Milestone, State: m.State, Day: m.Day, Units: []dialogue.MilestoneUnit{{Number: my.Covered.Number, Version: m.Version}},
		}, my.Today)
	})
}
