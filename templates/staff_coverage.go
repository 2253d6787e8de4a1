package templates

import (
	"fmt"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// setsMilestones reports whether a milestone can be set for several at once: the municipalities are then today's.
func (v CoverageView) setsMilestones() bool {
	return v.MayEdit && len(v.Page.Milestones) > 0 && v.Page.On == v.Page.Today
}

// narrowed reports whether the filter asks for anything else than what is shown first.
func (v CoverageView) narrowed() bool { return v.Filter.asked() }

// asked reports whether any field of a filter holds something.
func (f Form) asked() bool {
	for _, values := range f.Values {
		if strings.TrimSpace(strings.Join(values, "")) != "" {
			return true
		}
	}
	return false
}

func (v CoverageView) usesMoreFilters() bool {
	f := v.Page.Filter
	return !f.From.IsZero() || !f.To.IsZero() || !f.Milestone.IsZero() || len(v.Filter.Problems) > 0
}

func (v CoverageView) onlyCounty(number string) string {
	f := v.Page.Filter
	f.County = number
	return urls.Paths().StaffCoverageFor(f)
}

func (v CoverageView) countyOptions() []Option {
	var options []Option
	for _, c := range v.Page.Counties {
		options = append(options, Option{Value: c.Number, Label: c.Name})
	}
	return options
}

func milestoneOptions(p lang.Printer, milestones []dialogue.Milestone) []Option {
	var options []Option
	for _, m := range milestones {
		options = append(options, Option{Value: m.ID.String(), Label: p.Text(m.Name)})
	}
	return options
}

// period says which days the page is about, when it isn't everything until today.
func (v CoverageView) period() string {
	p, f := v.Frame.L, v.Page.Filter
	switch {
	case !f.From.IsZero() && !f.To.IsZero():
		return p.T("staff.coverage.period.between", "From", f.From, "To", v.Page.On)
	case !f.From.IsZero():
		return p.T("staff.coverage.period.from", "From", f.From)
	case !f.To.IsZero():
		return p.T("staff.coverage.period.to", "To", v.Page.On)
	}
	return ""
}

func (v CoverageView) numbers() []namedFigure {
	p, n := v.Frame.L, v.Page.Figures
	all := []namedFigure{
		{p.T("staff.coverage.figure.units"), n.Units},
		{p.T("staff.coverage.figure.invited"), n.Invited},
		{p.T("staff.coverage.figure.answered"), n.Answered},
	}
	if n.Declined > 0 {
		all = append(all, namedFigure{p.T("staff.coverage.figure.declined"), n.Declined})
	}
	if ahead := n.ByState[dialogue.CoverPlaced]; ahead > 0 { // as the map counts: without those that have had one already
		all = append(all, namedFigure{p.T("staff.coverage.figure.placed"), ahead})
	}
	return append(all, namedFigure{p.T("staff.coverage.figure.held"), n.Held})
}

// heldWords is «22 av 43 kommuner har hatt dialogmøte».
func heldWords(p lang.Printer, kind dialogue.SeriesKind, held, units int) string {
	return p.N("staff.coverage.held-words."+string(kind), units, "Held", p.Number(held))
}

// milestoneWords is «Politisk vedtak: 24 har gjort det, 18 planlegger det».
func milestoneWords(p lang.Printer, m dialogue.Milestone, n dialogue.MilestoneFigures) string {
	return p.T("staff.coverage.milestone-words", "Milestone", m.Name, "Done", p.Number(n.Done), "Planned", p.Number(n.Planned))
}

// tick is what a ticked municipality posts: its number, and of each milestone that is set for it the version.
func (v CoverageView) tick(u dialogue.CoveredUnit) string {
	parts := []string{u.Number}
	for _, m := range v.Page.Milestones {
		if version := u.Milestone(m.ID).Version; version > 0 {
			parts = append(parts, fmt.Sprintf("%s:%d", m.ID, version))
		}
	}
	return strings.Join(parts, " ")
}

// ticked reports whether the municipality was ticked, whatever version it had then.
func (v CoverageView) ticked(u dialogue.CoveredUnit) bool {
	return slices.ContainsFunc(v.Set.Values["units"], func(value string) bool {
		number, _, _ := strings.Cut(value, " ")
		return number == u.Number
	})
}

func unitTickID(i int) string {
	if i == 0 {
		return "units" // where the summary of errors leads
	}
	return fmt.Sprintf("units-%d", i+1)
}

// markDay is the day of a mark, a word where the day is not known, and a dash where nothing happened.
func markDay(p lang.Printer, m dialogue.CoverageMark) string {
	switch {
	case !m.Yes:
		return "–"
	case m.Day.IsZero():
		return p.T("staff.coverage.yes")
	}
	return numericDate(m.Day)
}

// numericDate is 26.8.2019, for columns.
func numericDate(d dialogue.Date) string { return fmt.Sprintf("%d.%d.%d", d.Day, d.Month, d.Year) }

// answerDay is when a municipality registered, or answered no.
func answerDay(p lang.Printer, c dialogue.Covered) string {
	if !c.Answered.Yes && c.Declined.Yes {
		return p.T("staff.coverage.answered-no", "Date", numericDate(c.Declined.Day))
	}
	return markDay(p, c.Answered)
}

// heldBy is how it is known that a municipality has had a meeting.
func heldBy(p lang.Printer, known dialogue.HeldBy, by string) string {
	switch {
	case known == dialogue.HeldByCheckIn:
		return p.T("staff.coverage.known.checked-in")
	case known == dialogue.HeldByPlace:
		return p.T("staff.coverage.known.placed")
	case by != "":
		return p.T("staff.coverage.known.word-by", "Name", by)
	}
	return p.T("staff.coverage.known.word")
}

func aheadWords(p lang.Printer, day dialogue.Date) string {
	if day.IsZero() {
		return p.T("staff.coverage.ahead.undated")
	}
	return p.T("staff.coverage.ahead", "Date", day)
}

// asWords is whom something happened to, when that was not just the municipality of today.
func asWords(p lang.Printer, as *dialogue.CoverageAs) string {
	if as == nil {
		return ""
	}
	return p.T("staff.coverage.as."+string(as.Why), "Name", as.Name)
}

func plannedFor(p lang.Printer, m dialogue.ReachedMilestone, today dialogue.Date) string {
	if m.Overdue(today) {
		return p.T("staff.coverage.planned.overdue", "Date", m.Day)
	}
	return p.T("staff.coverage.planned.for", "Date", m.Day)
}

// goalName is «Alle 43 kommuner har hatt dialogmøte innen 31. desember 2027».
func goalName(p lang.Printer, g dialogue.GoalProgress) string {
	all := g.Goal.Units == 0
	switch {
	case g.Goal.Milestone.IsZero() && all:
		return p.N("staff.coverage.goal.all."+string(g.Goal.Kind), g.Target, "By", g.Goal.By)
	case g.Goal.Milestone.IsZero():
		return p.N("staff.coverage.goal.some."+string(g.Goal.Kind), g.Target, "By", g.Goal.By)
	case all:
		return p.N("staff.coverage.goal.all-milestone", g.Target, "By", g.Goal.By, "Milestone", g.Milestone)
	}
	return p.N("staff.coverage.goal.some-milestone", g.Target, "By", g.Goal.By, "Milestone", g.Milestone)
}

func goalTone(g dialogue.GoalProgress) Tone {
	switch {
	case g.Met:
		return Good
	case g.Over:
		return Stop
	}
	return Info
}

func goalWord(p lang.Printer, g dialogue.GoalProgress) string {
	switch {
	case g.Met:
		return p.T("staff.coverage.goal.met")
	case g.Over:
		return p.T("staff.coverage.goal.missed")
	}
	return p.T("staff.coverage.goal.on-the-way")
}

// goalReached is how far it has come, and from when it is counted.
func goalReached(p lang.Printer, g dialogue.GoalProgress) string {
	said := p.T("staff.coverage.goal.reached", "Reached", p.Number(g.Reached), "Target", p.Number(g.Target), "Percent", g.Percent())
	if left := g.Left(); left > 0 {
		said += " " + p.N("staff.coverage.goal.left", left)
	}
	if !g.Goal.From.IsZero() {
		said += " " + p.T("staff.coverage.goal.from", "From", g.Goal.From)
	}
	return said
}
