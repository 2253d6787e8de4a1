package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/norway"
	"dialogmote/internal/sample"
	"dialogmote/templates"
)

// entriesStaffCoverage shows the coverage to its staff: the overview with a milestone that somebody else has set meanwhile, one
// municipality, milestones and goals.
func entriesStaffCoverage() []Entry {
	b, n := coverageGallery{lang.For(dialogue.Bokmal)}, coverageGallery{lang.For(dialogue.Nynorsk)}
	return []Entry{
		{ID: "staff-coverage-page-nn", Name: "Coverage for staff", Lang: dialogue.Nynorsk, Page: templates.StaffCoverage(n.page())},
		{ID: "staff-coverage-stale-nb", Name: "Coverage, a milestone that somebody else has set", Lang: dialogue.Bokmal, Page: templates.StaffCoverage(b.stale())},
		{ID: "staff-coverage-unit-nb", Name: "Coverage, one municipality", Lang: dialogue.Bokmal, Page: templates.StaffCoverageUnit(b.unit())},
		{ID: "staff-coverage-milestones-nn", Name: "Coverage, milestones", Lang: dialogue.Nynorsk, Page: templates.StaffCoverageMilestones(n.milestones())},
		{ID: "staff-coverage-goals-nb", Name: "Coverage, goals", Lang: dialogue.Bokmal, Page: templates.StaffCoverageGoals(b.goals())},
	}
}

type coverageGallery struct{ p lang.Printer }

func (g coverageGallery) form(id string, v url.Values) templates.Form {
	return templates.Form{L: g.p, Action: "#", ID: id, Values: v}
}

func (g coverageGallery) page() templates.CoverageView {
	l := g.p.Lang()
	page := publicCoverage(l, "vestland", dialogue.CoverageFilter{}).Page
	page.Organiser = sample.VestlandOffice()
	page.Units[3].Kinds[dialogue.DialogueMeetings] = dialogue.Covered{State: dialogue.CoverHeld, Meetings: 2, Held: dialogue.CoverageMark{Yes: true,
		Day: page.Today.AddDays(-200), Known: dialogue.HeldByWord, As: &dialogue.CoverageAs{Why: dialogue.AsMerged, Name: "Fusa"}}}
	filter := g.form("", nil)
	filter.Get = true
	return templates.CoverageView{Frame: accountFrame(g.p, templates.SectionCoverage, g.p.T("staff.coverage.title")), Page: page, Filter: filter,
		Set: g.form("sett", nil), MayEdit: true, Admin: true}
}

func (g coverageGallery) stale() templates.CoverageView {
	v := g.page()
	v.Set.Values = url.Values{"units": {v.Page.Units[0].Number, v.Page.Units[2].Number}, "milestone": {v.Page.Milestones[0].ID.String()},
		"state": {"done"}, "day": {"17. juni 2026"}}
	v.Changed = []string{v.Page.Units[2].Name}
	return v
}

func (g coverageGallery) unit() templates.CoverageUnitView {
	all := g.page().Page
	u := all.Units[0]
	m, _ := norway.ByNumber(u.Number, all.Today)
	u.Before = []dialogue.FormerUnit{{Name: "Lindås", Until: m.ValidFrom}, {Name: "Meland", Until: m.ValidFrom}, {Name: "Radøy", Until: m.ValidFrom}}
	title := dialogue.Text{NB: "Dialogmøter om Leve hele livet", NN: "Dialogmøte om Leve heile livet"}
	series := sample.ID("vestland-dialog-2020")
	u.History = []dialogue.CoverageEvent{
		{What: dialogue.CoverHeld, Known: dialogue.HeldByCheckIn, Day: all.Today.AddDays(-40), Kind: dialogue.DialogueMeetings, Series: series, Title: title},
		{What: dialogue.CoverAnswered, Day: all.Today.AddDays(-80), Kind: dialogue.DialogueMeetings, Series: series, Title: title},
		{What: dialogue.CoverHeld, Known: dialogue.HeldByWord, Day: all.Today.AddDays(-3000), Kind: dialogue.Network, Word: sample.ID("word"), Note: "På Teams",
			By: "Torleiv Hamre", As: nil},
		{What: dialogue.CoverInvited, Day: all.Today.AddDays(-3100), Kind: dialogue.Network, Series: series, Title: title,
			As: &dialogue.CoverageAs{Why: dialogue.AsMerged, Name: "Radøy"}},
	}
	held := g.form("mote", url.Values{"kind": {"dialogue"}, "on": {"1.1.2031"}})
	held.Problems = dialogue.Problems{"on": {Key: "problem.received-in-future"}}
	v := templates.CoverageUnitView{Frame: accountFrame(g.p, templates.SectionCoverage, u.Name), Held: held, MayEdit: true, Milestones: map[dialogue.ID]templates.Form{},
		Page: dialogue.CoverageUnitPage{Organiser: all.Organiser, Unit: u, County: all.Counties[0], Milestones: all.Milestones, Today: all.Today}}
	v.Frame.Problems = true
	for i, m := range all.Milestones {
		v.Milestones[m.ID] = g.form([]string{"m1", "m2"}[i], url.Values{"state": {"done"}, "day": {"17. juni 2026"}, "version": {"1"}})
	}
	return v
}

func (g coverageGallery) milestones() templates.CoverageMilestonesView {
	v := url.Values{"version": {"1"}}
	for i, m := range g.page().Page.Milestones {
		at := []string{"milestones.0", "milestones.1"}[i]
		v.Set(at+".id", m.ID.String())
		templates.SetText(v, at+".name", m.Name)
	}
	return templates.CoverageMilestonesView{Frame: accountFrame(g.p, templates.SectionCoverage, g.p.T("staff.coverage.milestones.title")), Form: g.form("", v),
		Rows: 2, Used: map[dialogue.ID]int{{15: 1}: 24}, MayEdit: true}
}

func (g coverageGallery) goals() templates.CoverageGoalsView {
	page := g.page().Page
	over := dialogue.Goal{ID: sample.ID("goal/2"), Milestone: page.Milestones[0].ID, Units: 40, From: page.Today.AddDays(-400), By: page.Today.AddDays(-20), Version: 1}
	page.Goals[0].Goal.ID = sample.ID("goal/1")
	page.Goals = append(page.Goals, over.Progress(page.Units, page.Milestones, page.Today))
	values := url.Values{"about": {"dialogue"}, "by": {"31. desember 2027"}, "version": {"1"}}
	return templates.CoverageGoalsView{Frame: accountFrame(g.p, templates.SectionCoverage, g.p.T("staff.coverage.goals.title")), Page: page, New: g.form("nytt-mal", nil),
		Edit:    map[dialogue.ID]templates.Form{sample.ID("goal/1"): g.form("mal1", values), sample.ID("goal/2"): g.form("mal2", values)},
		MayEdit: true}
}
