package staff

import (
	"bytes"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// coverageExportRoutes are the coverage as files. They hold municipalities, no people.
func (h *handlers) coverageExportRoutes() []page.Route {
	return []page.Route{
		get("/intern/dekning/dekning.csv", page.Reader, h.getCoverageCSV),
		get("/intern/dekning/dekning.xlsx", page.Reader, h.getCoverageXLSX),
	}
}

func (h *handlers) getCoverageCSV(w http.ResponseWriter, r *http.Request) error {
	found, err := h.covered(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := export.CSV(&b, coverageTable(h.k.Printer(r), found)); err != nil {
		return err
	}
	return sendFile(w, coverageFile(found, "csv"), "text/csv; charset=utf-8", b.Bytes())
}

// getCoverageXLSX has a sheet with the municipalities, and one with the counties' figures.
func (h *handlers) getCoverageXLSX(w http.ResponseWriter, r *http.Request) error {
	found, err := h.covered(r)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	var b bytes.Buffer
	if err := export.XLSX(&b, []export.Table{coverageTable(p, found), countyTable(p, found)}); err != nil {
		return err
	}
	return sendFile(w, coverageFile(found, "xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b.Bytes())
}

// covered is the coverage that the address asks for.
func (h *handlers) covered(r *http.Request) (dialogue.CoveragePage, error) {
	f, err := form.Read(r)
	if err != nil {
		return dialogue.CoveragePage{}, err
	}
	return h.a.Coverage(r.Context(), h.k.Actor(r), coverageFilter(f))
}

func coverageFile(found dialogue.CoveragePage, format string) string {
	return "dekning-" + found.Organiser.Slug + "-" + found.On.String() + "." + format
}

// coverageTable is a row for each municipality that the filter lets through.
func coverageTable(p lang.Printer, found dialogue.CoveragePage) export.Table {
	t := export.Table{Title: p.T("staff.coverage.list"), Columns: []export.Column{
		{Header: p.T("staff.coverage.export.number")}, {Header: p.T("staff.coverage.column.unit")}, {Header: p.T("staff.coverage.column.county")},
		{Header: p.T("staff.coverage.export.kind")}, {Header: p.T("staff.coverage.column.state")},
		{Header: p.T("staff.coverage.column.invited"), Kind: export.Date}, {Header: p.T("staff.coverage.column.answered"), Kind: export.Date},
		{Header: p.T("staff.coverage.export.declined"), Kind: export.Date}, {Header: p.T("staff.coverage.export.ahead"), Kind: export.Date},
		{Header: p.T("staff.coverage.export.held"), Kind: export.Date}, {Header: p.T("staff.coverage.export.meetings"), Kind: export.Number},
		{Header: p.T("staff.coverage.export.known")},
	}}
	for _, m := range found.Milestones {
		name := p.Text(m.Name)
		t.Columns = append(t.Columns, export.Column{Header: name}, export.Column{Header: p.T("staff.coverage.export.day-of", "Name", name), Kind: export.Date},
			export.Column{Header: p.T("staff.coverage.export.said-by", "Name", name)})
	}
	counties := map[string]string{}
	for _, c := range found.Counties {
		counties[c.Number] = c.Name
	}
	for _, u := range found.Shown() {
		c := u.In(found.Filter.Kind)
		row := []any{u.Number, u.Name, counties[u.County], templates.KindName(p, found.Filter.Kind), p.T("staff.coverage.state." + string(c.State)),
			c.Invited.Day, c.Answered.Day, c.Declined.Day, c.Placed.Day, c.Held.Day, c.Meetings, knownWord(p, c.Held)}
		for _, m := range found.Milestones {
			reached := u.Milestone(m.ID)
			row = append(row, p.T("staff.coverage.reached."+string(reached.State)), reached.Day, saidByWord(p, reached))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func knownWord(p lang.Printer, held dialogue.CoverageMark) string {
	switch {
	case !held.Yes:
		return ""
	case held.Known == dialogue.HeldByCheckIn:
		return p.T("staff.coverage.known.checked-in")
	case held.Known == dialogue.HeldByPlace:
		return p.T("staff.coverage.known.placed")
	}
	return p.T("staff.coverage.known.word")
}

func saidByWord(p lang.Printer, m dialogue.ReachedMilestone) string {
	switch {
	case m.State == dialogue.MilestoneNone:
		return ""
	case m.Own:
		return p.T("staff.coverage.export.by-municipality")
	}
	return p.T("staff.coverage.export.by-office")
}

// countyTable is the figures of each county, and of them all.
func countyTable(p lang.Printer, found dialogue.CoveragePage) export.Table {
	t := export.Table{Title: p.T("staff.coverage.export.figures"), Columns: []export.Column{{Header: p.T("staff.coverage.column.county")}}}
	number := func(header string) { t.Columns = append(t.Columns, export.Column{Header: header, Kind: export.Number}) }
	number(p.T("staff.coverage.column.units"))
	for _, s := range dialogue.CoverageStates {
		number(p.T("staff.coverage.state." + string(s)))
	}
	for _, m := range found.Milestones {
		number(p.T("staff.coverage.export.done", "Name", p.Text(m.Name)))
		number(p.T("staff.coverage.export.planned", "Name", p.Text(m.Name)))
	}
	add := func(name string, n dialogue.CoverageFigures) {
		row := []any{name, n.Units}
		for _, s := range dialogue.CoverageStates {
			row = append(row, n.ByState[s])
		}
		for _, m := range found.Milestones {
			row = append(row, n.Milestones[m.ID].Done, n.Milestones[m.ID].Planned)
		}
		t.Rows = append(t.Rows, row)
	}
	all := found.CountyFigures()
	for _, c := range all {
		add(c.County.Name, c.CoverageFigures)
	}
	if len(all) > 1 {
		add(p.T("staff.coverage.export.all"), found.Figures)
	}
	return t
}
