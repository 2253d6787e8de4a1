package templates

import (
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

func (v SelectionPreviewView) title() string {
	p, name := v.Series.Frame.L, ""
	if v.Page.Unit != nil {
		name = fullUnitName(p, v.Page.Unit.Registration.Unit.Name, v.Page.Unit.Registration.Unit.Kind)
	}
	if v.Lift {
		return p.T("staff.selection.preview.lift.title", "Name", name)
	}
	what := ""
	if v.Page.Lock != nil {
		what = lowerFirst(lockWord(p, &v.Page.Invitation, *v.Page.Lock))
		if v.Page.Unit != nil {
			for _, person := range v.Page.Unit.Persons {
				if person.Delegate.ID == v.Page.Lock.Delegate {
					name = person.Delegate.Name
				}
			}
		}
	}
	return p.T("staff.selection.preview.title", "Name", name, "What", what)
}

// UnitURL is where the decision was begun: the way back when it is not saved.
func (v SelectionPreviewView) UnitURL() string {
	series := v.Page.Invitation.Series.ID
	if v.Page.Unit == nil {
		return urls.Paths().StaffTab(series, urls.TabSelection)
	}
	return urls.Paths().StaffSelectionUnit(series, v.Page.Before.Proposal.ID, v.Page.Unit.Registration.ID)
}

// worseLevels says which criteria are met less well afterwards.
func worseLevels(p lang.Printer, before, after []dialogue.SelectionLevel) []string {
	var said []string
	for _, b := range before {
		name := levelName(p, b.Name)
		for _, a := range after {
			if a.Name == b.Name && name != "" && isWorse(a.Name, b.Value, a.Value) {
				said = append(said, p.T("staff.selection.level.worse", "Name", name, "Before", p.Number(b.Value), "After", p.Number(a.Value)))
			}
		}
	}
	return said
}

// isWorse knows which criteria are better when they are many: counties, units and people; the others count what is missing.
func isWorse(level string, before, after int) bool {
	switch level {
	case "counties", "units", "persons":
		return after < before
	}
	return after > before
}

type comparedPart struct {
	title string
	rows  []comparedRow
}

type comparedRow struct {
	label         string
	before, after int
}

// comparedParts are the figures of two proposals that are set side by side, or those of them that have changed.
func comparedParts(p lang.Printer, inv *dialogue.Invitation, a, b dialogue.SelectionView, onlyChanges bool) []comparedPart {
	charts := selectionCharts{p: p, inv: inv, proposed: true}
	people := func(r dialogue.SelectionRow) int { return r.PlacedPeople }
	units := func(r dialogue.SelectionRow) int { return r.PlacedUnits }
	label := func(r dialogue.SelectionRow) string { return r.Label }
	county := func(r dialogue.SelectionRow) string { return countyLabel(p, r) }
	fa, fb := a.Figures, b.Figures
	parts := []comparedPart{{p.T("staff.selection.compare.all"), []comparedRow{
		{upperFirst(p.T("staff.selection.tally.units-placed")), fa.Total.PlacedUnits, fb.Total.PlacedUnits},
		{upperFirst(p.T("staff.selection.tally.people-placed")), fa.Total.PlacedPeople, fb.Total.PlacedPeople},
	}}}
	wishes := func(r dialogue.SelectionRow) string { return wishWord(p, r.Label) }
	size := func(r dialogue.SelectionRow) string {
		if n, err := strconv.Atoi(r.Label); err == nil {
			return p.N("staff.selection.size.people", n)
		}
		return r.Label
	}
	for _, part := range []struct {
		title  string
		a, b   []dialogue.SelectionRow
		label  func(dialogue.SelectionRow) string
		figure func(dialogue.SelectionRow) int
	}{
		{p.T("staff.selection.compare.meetings"), fa.Meetings, fb.Meetings, charts.meetingName, people},
		{p.T("staff.selection.figure.wishes"), fa.Wishes, fb.Wishes, wishes, units},
		{p.T("staff.selection.compare.roles"), fa.Roles, fb.Roles, label, people},
		{p.T("staff.selection.compare.counties"), fa.Counties, fb.Counties, county, units},
		{p.T("staff.selection.compare.sizes"), fa.Sizes, fb.Sizes, size, units},
	} {
		if rows := comparedRows(part.a, part.b, part.label, part.figure); len(rows) > 0 {
			parts = append(parts, comparedPart{part.title, rows})
		}
	}
	if onlyChanges {
		return changedParts(parts)
	}
	return parts
}

func changedParts(all []comparedPart) []comparedPart {
	var parts []comparedPart
	for _, part := range all {
		part.rows = slices.DeleteFunc(part.rows, func(r comparedRow) bool { return r.before == r.after })
		if len(part.rows) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// comparedRows joins the rows of both by their label, in the order of the first.
func comparedRows(a, b []dialogue.SelectionRow, label func(dialogue.SelectionRow) string, figure func(dialogue.SelectionRow) int) []comparedRow {
	var rows []comparedRow
	at := map[string]int{}
	for _, r := range a {
		at[label(r)] = len(rows)
		rows = append(rows, comparedRow{label: label(r), before: figure(r)})
	}
	for _, r := range b {
		i, seen := at[label(r)]
		if !seen {
			i = len(rows)
			rows = append(rows, comparedRow{label: label(r)})
		}
		rows[i].after = figure(r)
	}
	return rows
}

// changeWord is +3, −2, or a dash where nothing has changed.
func changeWord(p lang.Printer, n int) string {
	switch {
	case n > 0:
		return "+" + p.Number(n)
	case n < 0:
		return "−" + p.Number(-n)
	}
	return "–"
}
