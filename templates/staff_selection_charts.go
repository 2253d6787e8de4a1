package templates

import (
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// selectionCharts makes charts of a proposal's figures, or of what has applied.
type selectionCharts struct {
	p        lang.Printer
	inv      *dialogue.Invitation
	f        dialogue.SelectionFigures
	proposed bool
}

type namedText struct{ Label, Text string }

// tally is the figures on top.
func (s selectionCharts) tally() []namedText {
	p, t := s.p, s.f.Total
	places := 0
	for _, m := range s.f.Meetings {
		places += m.Places
	}
	if !s.proposed {
		all := []namedText{{p.T("staff.selection.tally.units"), p.Number(t.AppliedUnits)}, {p.T("staff.selection.tally.people"), p.Number(t.AppliedPeople)}}
		if places > 0 {
			all = append(all, namedText{p.T("staff.selection.tally.places"), p.Number(places)})
		}
		return all
	}
	return []namedText{
		{p.T("staff.selection.tally.units-placed"), s.of(t.PlacedUnits, t.AppliedUnits)},
		{p.T("staff.selection.tally.people-placed"), s.of(t.PlacedPeople, t.AppliedPeople)},
	}
}

func (s selectionCharts) of(n, all int) string {
	return s.p.T("staff.selection.of", "N", s.p.Number(n), "All", s.p.Number(all))
}

// bars are the headings of what is counted.
func (s selectionCharts) bars() []string {
	if !s.proposed {
		return []string{s.p.T("staff.selection.applied")}
	}
	return []string{s.p.T("staff.selection.applied"), s.p.T("staff.selection.placed")}
}

func (s selectionCharts) values(applied, placed int) []int {
	if !s.proposed {
		return []int{applied}
	}
	return []int{applied, placed}
}

func (s selectionCharts) meetingName(row dialogue.SelectionRow) string {
	if m := s.inv.Meeting(row.Meeting); m != nil {
		return MeetingShort(s.p, *m)
	}
	return row.Label
}

func (s selectionCharts) meetings() Chart {
	c := Chart{L: s.p, Caption: s.p.T("staff.selection.figure.meetings"), Label: s.p.T("staff.work.column.meeting"), Bars: s.bars()}
	for _, row := range s.f.Meetings {
		r := ChartRow{Label: s.meetingName(row), Values: s.values(row.AppliedPeople, row.PlacedPeople), Tenths: -1}
		if row.Places > 0 {
			c.Mark = s.p.T("staff.selection.places")
			r.Tenths, r.Mark = row.Places*10, s.p.Number(row.Places)
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

// wishes has one bar: units placed, by the rank of what they got.
func (s selectionCharts) wishes() Chart {
	c := Chart{L: s.p, Caption: s.p.T("staff.selection.figure.wishes"), Label: s.p.T("staff.selection.wish"), Bars: []string{s.p.T("staff.selection.placed")}}
	for i, row := range s.f.Wishes {
		label := row.Label
		if label == "" {
			label = strconv.Itoa(i + 1)
		}
		c.Rows = append(c.Rows, ChartRow{Label: wishWord(s.p, label), Values: []int{row.PlacedUnits}, Tenths: -1})
	}
	return c
}

func (s selectionCharts) roles() Chart {
	c := Chart{L: s.p, Caption: s.p.T("staff.selection.figure.roles"), Label: s.p.T("staff.field.role"), Bars: s.bars()}
	for _, row := range s.f.Roles {
		r := ChartRow{Label: row.Label, Values: s.values(row.AppliedPeople, row.PlacedPeople), Tenths: -1}
		if row.Floor > 0 {
			c.Mark = s.p.T("staff.selection.floor")
			r.Tenths, r.Mark = row.Floor*10, s.p.Number(row.Floor)
		}
		if row.Short > 0 {
			r.Note = s.p.N("staff.selection.short", row.Short)
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

// shares: whether a chart of these rows draws an equal share.
func (s selectionCharts) shares(rows []dialogue.SelectionRow) bool {
	for _, row := range rows {
		if row.Share >= 0 && s.proposed {
			return true
		}
	}
	return false
}

// counties and sizes count applicants, as the criteria do; people stand beside.
func (s selectionCharts) counties() Chart {
	c := Chart{L: s.p, Caption: s.p.T("staff.selection.figure.counties"), Label: s.p.T("staff.field.county")}
	return s.applicants(c, s.f.Counties, func(row dialogue.SelectionRow) string { return countyLabel(s.p, row) })
}

func (s selectionCharts) sizes() Chart {
	c := Chart{L: s.p, Caption: s.p.T("staff.selection.figure.sizes"), Label: s.p.T("staff.selection.size")}
	return s.applicants(c, s.f.Sizes, func(row dialogue.SelectionRow) string {
		if n, err := strconv.Atoi(row.Label); err == nil {
			return s.p.N("staff.selection.size.people", n)
		}
		return row.Label
	})
}

// applicants fills a chart of applicants with rows.
func (s selectionCharts) applicants(c Chart, rows []dialogue.SelectionRow, name func(dialogue.SelectionRow) string) Chart {
	c.Bars, c.More = s.bars(), []string{s.p.T("staff.selection.people")}
	for _, row := range rows {
		r := ChartRow{Label: name(row), Values: s.values(row.AppliedUnits, row.PlacedUnits), Tenths: -1, More: []string{s.p.Number(row.AppliedPeople)}}
		if s.proposed {
			r.More[0] = s.of(row.PlacedPeople, row.AppliedPeople)
		}
		if row.Share >= 0 && s.proposed {
			c.Mark = s.p.T("staff.selection.share")
			r.Tenths, r.Mark = row.Share, tenths(s.p, row.Share)
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

// countyLabel is a county's name; a person may belong to none.
func countyLabel(p lang.Printer, row dialogue.SelectionRow) string {
	if row.Label == "" {
		return p.T("staff.selection.no-county")
	}
	return row.Label
}

// tenths writes 34 as «3,4».
func tenths(p lang.Printer, n int) string {
	return p.Number(n/10) + "," + strconv.Itoa(n%10)
}

func (s selectionCharts) hasFloors() bool {
	for _, roles := range s.f.AtRole {
		for _, role := range roles {
			if role.Floor > 0 {
				return true
			}
		}
	}
	return false
}

// floorWord is «11 av minst 12», or the number alone where none is wished for.
func (s selectionCharts) floorWord(row dialogue.SelectionRow) string {
	if row.Floor == 0 {
		return figure(s.p, row.PlacedPeople)
	}
	return s.p.T("staff.selection.of-least", "N", s.p.Number(row.PlacedPeople), "Floor", s.p.Number(row.Floor))
}

type levelRow struct {
	name, value string
	tone        Tone
	word        string
}

// levelRows are the criteria that say something to people, in their order.
func levelRows(p lang.Printer, levels []dialogue.SelectionLevel) []levelRow {
	var rows []levelRow
	for _, l := range levels {
		name := levelName(p, l.Name)
		if name == "" {
			continue
		}
		row := levelRow{name: name, value: p.Number(l.Value), tone: Good, word: p.T("staff.selection.level.best")}
		if !l.Proven && l.Value != l.Bound {
			row.tone, row.word = Wait, p.T("staff.selection.level.gap", "Bound", p.Number(l.Bound))
		}
		rows = append(rows, row)
	}
	return rows
}

// levelName is a criterion in plain words; "" for those that only the arithmetic needs.
func levelName(p lang.Printer, name string) string {
	switch name {
	case "user_short":
		return p.T("staff.selection.level.users")
	case "role_short":
		return p.T("staff.selection.level.roles")
	case "counties":
		return p.T("staff.selection.level.counties")
	case "units":
		return p.T("staff.selection.level.units")
	case "county_share":
		return p.T("staff.selection.level.share")
	case "ranksum":
		return p.T("staff.selection.level.wishes")
	case "persons":
		return p.T("staff.selection.level.people")
	}
	return ""
}
