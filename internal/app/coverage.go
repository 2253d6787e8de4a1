package app

import (
	"context"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// Coverage is which municipalities of the actor's office have been invited, have answered and have had a meeting in a period, with
// milestones and goals. The municipalities are those of the register on the period's last day.
func (a *App) Coverage(ctx context.Context, actor dialogue.Actor, filter dialogue.CoverageFilter) (dialogue.CoveragePage, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.CoveragePage{}, err
	}
	organiser, err := a.db.Organiser(ctx, actor.Organiser)
	if err != nil {
		return dialogue.CoveragePage{}, err
	}
	return coverageOf(ctx, a.db.Reader, organiser, filter)
}

// coverageOf is the coverage of an organiser for whoever may see it: it holds names of staff users and their notes.
func coverageOf(ctx context.Context, r postgres.Reader, organiser dialogue.Organiser, filter dialogue.CoverageFilter) (dialogue.CoveragePage, error) {
	page := dialogue.CoveragePage{Organiser: organiser, Filter: filter}
	var err error
	if page.Now, err = r.Now(ctx); err != nil {
		return page, err
	}
	facts, err := r.CoverageFacts(ctx, organiser.ID)
	if err != nil {
		return page, err
	}
	all, err := r.Milestones(ctx, organiser.ID)
	if err != nil {
		return page, err
	}
	goals, err := r.Goals(ctx, organiser.ID)
	if err != nil {
		return page, err
	}
	if page.Filter.Kind == "" {
		page.Filter.Kind = dialogue.DialogueMeetings
	}
	page.Today = dialogue.DateOf(page.Now)
	page.On = filter.On(page.Today)
	for _, m := range all {
		if m.RetiredAt.IsZero() {
			page.Milestones = append(page.Milestones, m)
		}
	}
	page.Counties = countiesServed(organiser, page.On)
	page.Places = placesOf(page.Counties, page.On)
	page.Units = coverIn(facts, page.Counties, page.Filter, page.Now)
	if filter.County != "" {
		page.Units = slices.DeleteFunc(page.Units, func(u dialogue.CoveredUnit) bool { return u.County != filter.County })
	}
	page.Figures = dialogue.FiguresOf(page.Units, page.Filter.Kind, page.Milestones)
	for _, g := range goals {
		until := dialogue.CoverageFilter{From: g.From, To: g.By}
		units := coverIn(facts, countiesServed(organiser, until.On(page.Today)), until, page.Now)
		page.Goals = append(page.Goals, g.Progress(units, all, page.Today))
	}
	return page, nil
}

// coverIn covers the counties' municipalities as they were on the period's last day.
func coverIn(facts dialogue.CoverageFacts, counties []dialogue.CountyChoice, filter dialogue.CoverageFilter, now time.Time) []dialogue.CoveredUnit {
	on := filter.On(dialogue.DateOf(now))
	became := map[dialogue.ID][]dialogue.Became{}
	for id, u := range facts.Units {
		became[id] = becameOn(u, on)
	}
	return facts.Cover(municipalitiesIn(counties, on), became, filter, now)
}

// countiesServed are the counties that the organiser serves on the day: its own, those that became them or that they became, or for an
// office without counties, a ministry, the whole country.
func countiesServed(o dialogue.Organiser, on dialogue.Date) []dialogue.CountyChoice {
	served := map[string]bool{}
	for _, number := range o.Counties {
		if _, ok := norway.CountyByNumber(number, on); ok {
			served[number] = true
			continue
		}
		for _, other := range countiesThrough(number) {
			served[other] = true
		}
	}
	return slices.DeleteFunc(countyChoices(on), func(c dialogue.CountyChoice) bool { return len(o.Counties) > 0 && !served[c.Number] })
}

// municipalitiesIn are the municipalities of the counties on the day, county by county in Norwegian order of names, with what they came of.
func municipalitiesIn(counties []dialogue.CountyChoice, on dialogue.Date) []dialogue.CoveredUnit {
	origins := norway.Origins(on)
	var units []dialogue.CoveredUnit
	for _, c := range counties {
		for _, m := range norway.InCounty(c.Number, on) {
			u := dialogue.CoveredUnit{Kind: dialogue.Municipality, Number: m.Number, Name: m.Label, County: m.County, ValidFrom: m.ValidFrom}
			for _, o := range origins[m.Number] {
				u.Before = append(u.Before, dialogue.FormerUnit{Number: o.Municipality.Number, Name: o.Municipality.Label,
					Until: o.Municipality.ValidTo, Divided: o.Divided})
			}
			units = append(units, u)
		}
	}
	return units
}

// becameOn is which municipalities of the day a unit counts for: what the register says that it has become, each part of one that was
// divided, a district's municipality, a joint unit's members.
func becameOn(u dialogue.Unit, on dialogue.Date) []dialogue.Became {
	as := dialogue.CoverageAs{Kind: u.Kind, Number: u.Number, Name: u.Name}
	var became []dialogue.Became
	switch u.Kind {
	case dialogue.Municipality:
		was, _ := norway.ByNumber(u.Number, u.ValidFrom)
		now := norway.Successors(u.Number, u.ValidFrom, on)
		for _, m := range now {
			b := dialogue.Became{Number: m.Number, Same: m.Number == u.Number && m.ValidFrom == u.ValidFrom}
			switch {
			case len(now) > 1:
				as.Why = dialogue.AsDivided
			case was.Name != m.Name:
				as.Why = dialogue.AsMerged
			}
			if as.Why != "" {
				b.As = &as
			}
			became = append(became, b)
		}
	case dialogue.District:
		as.Why = dialogue.AsDistrict
		if d, ok := norway.DistrictByCode(u.Number, u.ValidFrom); ok {
			for _, m := range norway.Successors(d.Municipality, u.ValidFrom, on) {
				became = append(became, dialogue.Became{Number: m.Number, As: &as})
			}
		}
	case dialogue.Joint:
		as.Why = dialogue.AsJoint
		for _, member := range u.Members {
			for _, m := range memberOn(member, on) {
				became = append(became, dialogue.Became{Number: m.Number, As: &as})
			}
		}
	}
	return became
}

// memberOn is what a member of a joint unit is on the day. Its number may be of another time: the latest that had it is meant.
func memberOn(number string, on dialogue.Date) []norway.Municipality {
	for _, day := range append([]dialogue.Date{on}, registerDays()...) {
		if found := norway.Successors(number, day, on); len(found) > 0 {
			return found
		}
	}
	return nil
}
