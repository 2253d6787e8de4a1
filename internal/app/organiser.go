package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// Organiser is the actor's organiser.
func (a *App) Organiser(ctx context.Context, actor dialogue.Actor) (dialogue.Organiser, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.Organiser{}, err
	}
	return a.db.Organiser(ctx, actor.Organiser)
}

// ChangeOrganiser stores the organiser as its admin has written it. Its id and short name stay. It returns dialogue.Problems,
// and ErrStale when somebody has changed the organiser since o.Version.
func (a *App) ChangeOrganiser(ctx context.Context, actor dialogue.Actor, o dialogue.Organiser) error {
	if err := actor.RequireStaff(dialogue.Admin); err != nil {
		return err
	}
	problems := o.Validate()
	if slices.ContainsFunc(o.Counties, func(number string) bool { return countyName(number) == "" }) {
		problems.Add("counties", "problem.choose")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	o.ID = actor.Organiser
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.UpdateOrganiser(ctx, o); err != nil {
			return err
		}
		return auditOrganiser(ctx, tx, actor, "change_organiser", o)
	})
}

// AddOrganiser makes an organiser; only the one who runs the program can. It returns dialogue.Problems, one of them for a short
// name that is in use.
func (a *App) AddOrganiser(ctx context.Context, o dialogue.Organiser) (dialogue.Organiser, error) {
	problems := o.Validate()
	if o.Slug == "" || dialogue.Slug(o.Slug) != o.Slug {
		problems.Add("slug", "problem.slug")
	}
	if err := problems.Err(); err != nil {
		return o, err
	}
	o.ID, o.Version = newID(), 1
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.InsertOrganiser(ctx, o); err != nil {
			return err
		}
		return auditOrganiser(ctx, tx, dialogue.System(o.ID), "add_organiser", o)
	})
	if errors.Is(err, postgres.ErrSlugTaken) {
		problems.Add("slug", "problem.slug-taken")
		return o, problems
	}
	return o, err
}

func auditOrganiser(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, verb string, o dialogue.Organiser) error {
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, About: o.ID, Detail: map[string]any{"name": o.Name, "email": o.Email}})
	})
}

// County is a county that an organiser may serve.
type County struct {
	Number, Name string
	Former       bool // no longer a county
}

// Counties lists the counties of today by number, then the former ones that old invitations may concern.
func (a *App) Counties(ctx context.Context) ([]County, error) {
	now, err := a.db.Now(ctx)
	if err != nil {
		return nil, err
	}
	var all []County
	seen := map[string]bool{}
	for i, day := range append([]dialogue.Date{dialogue.DateOf(now)}, registerDays()...) {
		for _, c := range norway.Counties(day) {
			if !seen[c.Number] {
				seen[c.Number] = true
				all = append(all, County{Number: c.Number, Name: c.Name, Former: i > 0})
			}
		}
	}
	return all, nil
}

// registerDays are days in each period between the reforms, newest first.
func registerDays() []dialogue.Date {
	return []dialogue.Date{{Year: 2024, Month: 6, Day: 1}, {Year: 2021, Month: 6, Day: 1}, {Year: 2018, Month: 6, Day: 1}, {Year: 2017, Month: 6, Day: 1}}
}

// countyName is the name of a county of any time, or "".
func countyName(number string) string {
	for _, day := range registerDays() {
		if c, ok := norway.CountyByNumber(number, day); ok {
			return c.Name
		}
	}
	return ""
}
