package main

import (
	"net/url"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/norway"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesCoverage shows what everybody may read of the coverage: an office with one county, as meetings and as a milestone, one with
// several, and the whole country, whose tiles are small with short names.
func entriesCoverage() []Entry {
	entry := func(id, name string, l dialogue.Lang, office string, f dialogue.CoverageFilter) Entry {
		return Entry{ID: "coverage-" + id + "-" + string(l), Name: "Coverage, " + name, Lang: l, Page: templates.PublicCoverage(publicCoverage(l, office, f))}
	}
	return []Entry{
		entry("county", "one county", dialogue.Nynorsk, "vestland", dialogue.CoverageFilter{}),
		entry("counties", "an office with several counties", dialogue.Bokmal, "ostfold-buskerud-oslo-og-akershus", dialogue.CoverageFilter{}),
		entry("milestone", "a milestone", dialogue.Nynorsk, "vestland", dialogue.CoverageFilter{Milestone: dialogue.ID{15: 1}}),
		entry("country", "the whole country", dialogue.Bokmal, "", dialogue.CoverageFilter{}),
		{ID: "own-milestones-nn", Name: "A municipality's own milestones", Lang: dialogue.Nynorsk, Page: templates.MyMilestones(ownMilestones(dialogue.Nynorsk))},
		{ID: "own-milestone-stale-nb", Name: "A milestone that somebody else has changed", Lang: dialogue.Bokmal, Page: templates.MyMilestone(staleMilestone(dialogue.Bokmal))},
	}
}

func ownMilestones(l dialogue.Lang) templates.MyMilestonesView {
	page := publicCoverage(l, "vestland", dialogue.CoverageFilter{}).Page
	p := lang.For(l)
	v := templates.MyMilestonesView{Page: dialogue.MyMilestones{Organiser: page.Organiser, Covered: page.Units[3], All: page.Milestones, Today: page.Today}}
	id := page.Milestones[0].ID
	v.Page.Covered.Milestones = map[dialogue.ID]dialogue.ReachedMilestone{id: {Milestone: id, State: dialogue.MilestoneDone, Day: page.Today.AddDays(-30), Own: true, SetAt: page.Now, Version: 1}}
	v.Frame = templates.Frame{L: p, Title: p.T("delegation.milestones.title"), Organiser: page.Organiser, Path: "/" + string(l) + "/min-side", Private: true,
		Back: templates.Link{Href: "#", Label: p.T("delegation.milestones.back")}}
	return v
}

func staleMilestone(l dialogue.Lang) templates.MyMilestoneView {
	list := ownMilestones(l)
	v := templates.MyMilestoneView{Frame: list.Frame, Page: list.Page, Milestone: list.Page.All[0], Form: templates.Form{L: list.Frame.L, Action: "#",
		Values: url.Values{"version": {"2"}, "state": {"planned"}, "day": {"1.12.2026"}}, Stored: url.Values{"version": {"2"}, "state": {"done"}, "day": {"23.10.2026"}}}}
	v.Frame.Title, v.Frame.Problems = list.Frame.L.Text(v.Milestone.Name), true
	return v
}

// publicCoverage makes up how far the municipalities of today have come; none of it is so.
func publicCoverage(l dialogue.Lang, office string, f dialogue.CoverageFilter) templates.PublicCoverageView {
	p, on := lang.For(l), dialogue.Date{Year: 2026, Month: 11, Day: 22}
	f.Kind = dialogue.DialogueMeetings
	page := dialogue.CoveragePage{Organiser: partsOrganiser(), Filter: f, Today: on, On: on, Now: on.At(12, 0), Places: map[string]dialogue.MapPlace{}}
	page.Organiser.CoveragePublic = true
	served, known := norway.OfficeBySlug(office, on)
	for _, c := range norway.Counties(on) {
		if known && !slices.Contains(served.Counties, c.Number) {
			continue
		}
		page.Counties = append(page.Counties, dialogue.CountyChoice{Number: c.Number, Name: c.Name})
		for number, t := range norway.Tiles(c.Number, on) {
			page.Places[number] = dialogue.MapPlace{Column: t.Column, Row: t.Row}
		}
		for _, m := range norway.InCounty(c.Number, on) {
			page.Units = append(page.Units, madeUp(len(page.Units), m, on))
		}
	}
	page.Milestones = []dialogue.Milestone{
		{ID: dialogue.ID{15: 1}, Name: dialogue.Text{NB: "Politisk vedtak", NN: "Politisk vedtak", EN: "Political decision"}},
		{ID: dialogue.ID{15: 2}, Name: dialogue.Text{NB: "Plan for gjennomføring", NN: "Plan for gjennomføring", EN: "Plan for implementation"}},
	}
	page.Figures = dialogue.FiguresOf(page.Units, f.Kind, page.Milestones)
	goal := dialogue.Goal{Kind: f.Kind, By: dialogue.Date{Year: 2027, Month: 12, Day: 31}}
	page.Goals = []dialogue.GoalProgress{goal.Progress(page.Units, page.Milestones, on)}
	page = page.ForPublic()
	view := templates.PublicCoverageView{Page: page, Values: url.Values{"slag": {string(f.Kind)}, "milepel": {f.Milestone.String()}}}
	if f.Milestone.IsZero() {
		view.Values.Del("milepel")
	}
	view.Frame = templates.Frame{L: p, Organiser: page.Organiser, Path: urls.Paths().PublicCoverage(l, page.Organiser.Slug)}
	view.Frame.Title = view.Title()
	return view
}

func madeUp(n int, m norway.Municipality, on dialogue.Date) dialogue.CoveredUnit {
	u := dialogue.CoveredUnit{Kind: dialogue.Municipality, Number: m.Number, Name: m.Label, County: m.County, ValidFrom: m.ValidFrom}
	state := dialogue.CoverageStates[[]int{0, 4, 0, 1, 0, 2, 4, 0, 3, 0, 5, 0, 4}[n%13]]
	c := dialogue.Covered{State: state, Invited: dialogue.CoverageMark{Yes: state != dialogue.CoverNone}}
	switch state {
	case dialogue.CoverHeld:
		day := on.AddDays(-40 * (n%31 + 1))
		c.Held, c.Meetings = dialogue.CoverageMark{Yes: true, Day: day, Known: dialogue.HeldByPlace}, 1
		u.History = []dialogue.CoverageEvent{{What: dialogue.CoverHeld, Kind: dialogue.DialogueMeetings, Day: day}}
	case dialogue.CoverPlaced:
		c.Placed, c.Answered = dialogue.CoverageMark{Yes: true, Day: on.AddDays(12)}, dialogue.CoverageMark{Yes: true}
	case dialogue.CoverAnswered:
		c.Answered.Yes = true
	case dialogue.CoverDeclined:
		c.Declined.Yes = true
	}
	u.Kinds = map[dialogue.SeriesKind]dialogue.Covered{dialogue.DialogueMeetings: c}
	switch n % 5 {
	case 0, 3:
		u.Milestones = map[dialogue.ID]dialogue.ReachedMilestone{{15: 1}: {Milestone: dialogue.ID{15: 1}, State: dialogue.MilestoneDone, Day: on.AddDays(-n), Own: true}}
	case 1:
		u.Milestones = map[dialogue.ID]dialogue.ReachedMilestone{{15: 1}: {Milestone: dialogue.ID{15: 1}, State: dialogue.MilestonePlanned, Day: on.AddDays(n)}}
	}
	return u
}
