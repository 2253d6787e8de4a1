package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// NewSeries is what a new invitation begins with. From, when set, is an older one of the organiser's to start from.
type NewSeries struct {
	Title dialogue.Text
	Kind  dialogue.SeriesKind
	Lang  dialogue.Lang // first language
	From  dialogue.ID
	// Privacy is what a new invitation begins with saying about personal data; an older one brings its own.
	Privacy dialogue.Text
}

// CreateSeries makes a draft with the standard rules, or a copy of an older invitation without its dates, files and registrations.
func (a *App) CreateSeries(ctx context.Context, actor dialogue.Actor, n NewSeries) (dialogue.ID, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return dialogue.ID{}, err
	}
	if n.Title.Get(n.Lang) == "" {
		return dialogue.ID{}, dialogue.Problems{"title." + string(n.Lang): {Key: "problem.required"}}
	}
	id := newID()
	err := postgres.ErrSlugTaken
	for try := 0; errors.Is(err, postgres.ErrSlugTaken) && try < 5; try++ {
		err = a.db.InTx(ctx, func(tx *postgres.Tx) error { return createSeries(ctx, tx, actor, id, n) })
	}
	return id, err
}

func createSeries(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, id dialogue.ID, n NewSeries) error {
	organiser, err := tx.Organiser(ctx, actor.Organiser)
	if err != nil {
		return err
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return err
	}
	slug, err := freeSlug(ctx, tx, n.Title.Get(n.Lang))
	if err != nil {
		return err
	}
	inv := dialogue.Invitation{Organiser: organiser, Series: dialogue.Series{
		Organiser: organiser.ID, ID: id, Slug: slug, Kind: n.Kind, State: dialogue.Draft, Lang: n.Lang,
		Rules: dialogue.StandardRules(organiser),
	}}
	if !n.From.IsZero() {
		from, err := tx.Invitation(ctx, actor.Organiser, n.From)
		if err != nil {
			return err
		}
		startFrom(&inv, from, dialogue.DateOf(now))
	}
	inv.Series.Texts.Title = n.Title
	if inv.Series.Texts.Privacy.IsEmpty() {
		inv.Series.Texts.Privacy = n.Privacy
	}
	if err := tx.InsertInvitation(ctx, inv); err != nil {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: "create_series", Series: id, About: id, Detail: map[string]any{"title": n.Title, "from": n.From}})
	})
}

// startFrom fills a new invitation with what an older one can lend it: texts, rules, roles, questions, regions as they are in today's register,
// places, programme, contact persons and links. Dates, files, letter references and what belongs to the old registrations stay behind.
func startFrom(inv *dialogue.Invitation, from dialogue.Invitation, today dialogue.Date) {
	old := from.Series
	s := &inv.Series
	s.Texts, s.Rules, s.CopyTo, s.ProgrammeTentative = old.Texts, old.Rules, old.CopyTo, old.ProgrammeTentative
	s.Deadline.DaysBefore = old.Deadline.DaysBefore
	s.Rules.Invited.Counties = countiesNow(inv.Organiser, old.Rules.Invited.Counties, today)
	renamed := map[dialogue.ID]dialogue.ID{{}: {}}
	rename := func(id dialogue.ID) dialogue.ID {
		if _, ok := renamed[id]; !ok {
			renamed[id] = newID()
		}
		return renamed[id]
	}
	for _, r := range from.Roles {
		if !r.Retired {
			r.ID = rename(r.ID)
			inv.Roles = append(inv.Roles, r)
		}
	}
	for _, r := range from.Regions {
		units := unitsNow(r.Units, today)
		inv.Regions = append(inv.Regions, dialogue.Region{ID: rename(r.ID), Name: r.Name, Units: units})
	}
	for _, m := range from.Meetings {
		if m.State == dialogue.Cancelled || old.Rules.OnRequest { // those were made of the old requests
			continue
		}
		inv.Meetings = append(inv.Meetings, dialogue.Meeting{
			ID: rename(m.ID), Series: s.ID, Region: rename(m.Region), State: dialogue.Planned, Theme: m.Theme, Town: m.Town, Venue: m.Venue,
			Address: m.Address, Digital: m.Digital, Capacity: m.Capacity, CapacityShown: m.CapacityShown,
			Deadline: dialogue.Deadline{DaysBefore: m.Deadline.DaysBefore}, Practical: m.Practical, GroupWork: m.GroupWork, OwnPlaces: m.OwnPlaces,
		})
	}
	kept := func(meeting dialogue.ID) bool { _, ok := renamed[meeting]; return ok }
	for _, p := range from.Programme {
		if kept(p.Meeting) {
			p.ID, p.Meeting = newID(), renamed[p.Meeting]
			inv.Programme = append(inv.Programme, p)
		}
	}
	for _, c := range from.Contacts {
		if kept(c.Meeting) && kept(c.Region) {
			c.ID, c.Meeting, c.Region = newID(), renamed[c.Meeting], renamed[c.Region]
			inv.Contacts = append(inv.Contacts, c)
		}
	}
	for _, m := range from.Materials {
		if m.URL != "" && kept(m.Meeting) {
			m.ID, m.Meeting = newID(), renamed[m.Meeting]
			inv.Materials = append(inv.Materials, m)
		}
	}
	inv.Listed = unitsNow(from.Listed, today)
	startQuestions(inv, from, renamed)
	startEvaluation(inv, from)
}

// unitsNow are the units as they are in the register of the day: one that has been merged is its successor, one that was divided
// is all of them.
func unitsNow(units []dialogue.Unit, on dialogue.Date) []dialogue.Unit {
	var now []dialogue.Unit
	seen := map[string]bool{}
	add := func(u dialogue.Unit) {
		if key := string(u.Kind) + u.Number; !seen[key] {
			seen[key] = true
			u.ID = dialogue.ID{}
			now = append(now, u)
		}
	}
	for _, u := range units {
		switch {
		case u.Kind == dialogue.Municipality:
			for _, number := range norway.Successors(u.Number, u.ValidFrom, on) {
				if official, ok := norway.Lookup(string(u.Kind), number.Number, on); ok {
					add(registered(official))
				}
			}
		case u.Kind.Official():
			if official, ok := norway.Lookup(string(u.Kind), u.Number, on); ok {
				add(registered(official))
			}
		default:
			add(u)
		}
	}
	return now
}

// registered is an official unit as it is stored: by the name that nobody mistakes.
func registered(o norway.Official) dialogue.Unit {
	return dialogue.Unit{Kind: dialogue.UnitKind(o.Kind), Number: o.Number, ValidFrom: o.ValidFrom, Name: o.Label, County: o.County,
		Lang: o.Lang, Domains: o.Domains}
}

// countiesNow are the counties as they are on the day, former ones by their successors; the organiser's when none is left.
func countiesNow(o dialogue.Organiser, old []string, on dialogue.Date) []string {
	var now []string
	add := func(number string) {
		if _, ok := norway.CountyByNumber(number, on); ok && !slices.Contains(now, number) {
			now = append(now, number)
		}
	}
	for _, number := range old {
		add(number)
		for _, day := range registerDays() {
			if c, ok := norway.CountyByNumber(number, day); ok {
				for _, successor := range c.Successors {
					add(successor)
				}
			}
		}
	}
	if len(now) == 0 {
		for _, number := range o.Counties {
			add(number)
		}
	}
	return now
}
