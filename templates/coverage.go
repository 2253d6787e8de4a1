package templates

import (
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// coverWord says how far a municipality has come with a kind of series. A meeting is had; a conference is taken part in.
func coverWord(p lang.Printer, kind dialogue.SeriesKind, s dialogue.CoverageState) string {
	switch s {
	case dialogue.CoverHeld:
		if kind == dialogue.Conference || kind == dialogue.Network {
			return p.T("public.coverage.state.taken-part")
		}
		return p.T("public.coverage.state.held")
	case dialogue.CoverPlaced:
		return p.T("public.coverage.state.placed")
	case dialogue.CoverAnswered:
		return p.T("public.coverage.state.answered")
	case dialogue.CoverDeclined:
		return p.T("public.coverage.state.declined")
	case dialogue.CoverInvited:
		return p.T("public.coverage.state.invited")
	}
	return p.T("public.coverage.state.none")
}

func coverLook(s dialogue.CoverageState) MapLook {
	switch s {
	case dialogue.CoverHeld:
		return MapDone
	case dialogue.CoverPlaced:
		return MapSoon
	case dialogue.CoverAnswered:
		return MapHalf
	case dialogue.CoverDeclined:
		return MapNo
	case dialogue.CoverInvited:
		return MapOpen
	}
	return MapNone
}

// milestoneWord says how far a municipality has come with a milestone.
func milestoneWord(p lang.Printer, s dialogue.MilestoneState) string {
	switch s {
	case dialogue.MilestoneDone:
		return p.T("public.coverage.milestone.done")
	case dialogue.MilestonePlanned:
		return p.T("public.coverage.milestone.planned")
	}
	return p.T("public.coverage.milestone.none")
}

func milestoneLook(s dialogue.MilestoneState) MapLook {
	switch s {
	case dialogue.MilestoneDone:
		return MapDone
	case dialogue.MilestonePlanned:
		return MapSoon
	}
	return MapNone
}

// CoverageMap is the map of what the page's filter asks for: how far the municipalities have come with a milestone when it names one, else
// with the kind of series. A municipality that the filter leaves out of the list keeps its place as a faint tile. href is where a tile leads;
// past is the id of what follows the map.
func CoverageMap(p lang.Printer, page dialogue.CoveragePage, past string, href func(dialogue.CoveredUnit) string) TileMap {
	return coverageMap(p, page, past, href,
		func(s dialogue.CoverageState) string { return coverWord(p, page.Filter.Kind, s) },
		func(s dialogue.MilestoneState) string { return milestoneWord(p, s) })
}

// coverageMap is the map in the words of the table that says the same.
func coverageMap(p lang.Printer, page dialogue.CoveragePage, past string, href func(dialogue.CoveredUnit) string,
	stateWord func(dialogue.CoverageState) string, reachedWord func(dialogue.MilestoneState) string) TileMap {
	f := page.Filter
	m := TileMap{L: p, Label: p.T("public.coverage.map.label"), Past: past}
	shown := page.Shown()
	lookOf := func(u dialogue.CoveredUnit) MapMark {
		if s := u.In(f.Kind).State; f.Milestone.IsZero() {
			return MapMark{Look: coverLook(s), Label: stateWord(s)}
		}
		s := u.Milestone(f.Milestone).State
		return MapMark{Look: milestoneLook(s), Label: reachedWord(s)}
	}
	counts := map[MapLook]int{}
	taken := map[string]bool{}
	for _, u := range shown {
		counts[lookOf(u).Look]++
		taken[u.Number] = true
	}
	if f.Milestone.IsZero() {
		for _, s := range dialogue.CoverageStates {
			m.Legend = append(m.Legend, MapMark{coverLook(s), stateWord(s), counts[coverLook(s)]})
		}
	} else {
		for _, s := range dialogue.MilestoneStates {
			m.Legend = append(m.Legend, MapMark{milestoneLook(s), reachedWord(s), counts[milestoneLook(s)]})
		}
	}
	for _, c := range page.CountyFigures() {
		g := MapGroup{Name: c.County.Name, Note: coverNote(p, f, c.CoverageFigures)}
		for _, u := range page.Units {
			if u.County != c.County.Number {
				continue
			}
			mark, place := lookOf(u), page.Places[u.Number]
			g.Tiles = append(g.Tiles, MapTile{
				Name: u.Name, State: mark.Label, Look: mark.Look, Href: href(u), Column: place.Column, Row: place.Row, Faint: !taken[u.Number],
			})
		}
		m.Groups = append(m.Groups, g.inReadingOrder())
	}
	return m
}

// coverNote is one county in a line: «22 av 43 har hatt møte».
func coverNote(p lang.Printer, f dialogue.CoverageFilter, n dialogue.CoverageFigures) string {
	count, word := n.Held, coverWord(p, f.Kind, dialogue.CoverHeld)
	if !f.Milestone.IsZero() {
		count, word = n.Milestones[f.Milestone].Done, milestoneWord(p, dialogue.MilestoneDone)
	}
	return p.T("public.coverage.so-many", "Count", count, "Of", n.Units, "What", word)
}

// GoalLine is a goal and how far it has come, in a sentence.
func GoalLine(p lang.Printer, g dialogue.GoalProgress) string {
	what, all := coverWord(p, g.Goal.Kind, dialogue.CoverHeld), g.Target == g.Of
	key := "public.coverage.goal.some"
	switch milestone := !g.Goal.Milestone.IsZero(); {
	case milestone && all:
		what, key = p.Text(g.Milestone), "public.coverage.goal.all-milestone"
	case milestone:
		what, key = p.Text(g.Milestone), "public.coverage.goal.some-milestone"
	case all:
		key = "public.coverage.goal.all"
	}
	return p.T(key, "Target", g.Target, "Of", g.Of, "What", what, "By", p.Date(g.Goal.By), "Reached", g.Reached)
}

// CoverageOverTime is the chart of how many had had a meeting by the end of each quarter or year. A goal for the kind of series is a mark
// across the bars.
func CoverageOverTime(p lang.Printer, page dialogue.CoveragePage, points []dialogue.CoveragePoint) Chart {
	c := Chart{
		L: p, Caption: p.T("public.coverage.time.title"), Label: p.T("public.coverage.time.when"),
		Bars: []string{coverWord(p, page.Filter.Kind, dialogue.CoverHeld)},
	}
	target := 0
	for _, g := range page.Goals {
		if g.Goal.Milestone.IsZero() && g.Goal.Kind == page.Filter.Kind && page.Filter.County == "" {
			target = max(target, g.Target)
			c.Mark = p.T("public.coverage.goal")
		}
	}
	for _, point := range points {
		row := ChartRow{Label: strconv.Itoa(point.Year), Values: []int{point.Held}, Tenths: -1}
		if point.Quarter > 0 {
			row.Label = p.T("public.coverage.time.quarter", "Quarter", point.Quarter, "Year", point.Year)
		}
		if page.On.Before(point.Last) {
			row.Note = p.T("public.coverage.time.so-far", "Day", p.Date(page.On))
		}
		if target > 0 {
			row.Tenths, row.Mark = target*10, p.Number(target)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// CoverageMilestones is the chart of the milestones: how many have planned or done each, and of those how many have done it.
func CoverageMilestones(p lang.Printer, page dialogue.CoveragePage) Chart {
	c := Chart{
		L: p, Caption: p.T("public.coverage.milestones.title"), Label: p.T("public.coverage.milestones.name"),
		Bars: []string{p.T("public.coverage.milestones.total"), milestoneWord(p, dialogue.MilestoneDone)},
		More: []string{milestoneWord(p, dialogue.MilestonePlanned)},
	}
	for _, m := range page.Milestones {
		n := page.Figures.Milestones[m.ID]
		c.Rows = append(c.Rows, ChartRow{
			Label: p.Text(m.Name), Values: []int{n.Done + n.Planned, n.Done}, Tenths: -1, More: []string{p.Number(n.Planned)},
		})
	}
	return c
}
