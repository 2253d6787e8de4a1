package staff

import (
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
)

// addressTable is the address book as a spreadsheet shows it: a row for each address, one for a unit that has none, under headings that an
// import understands.
func addressTable(p lang.Printer, units []dialogue.BookUnit) export.Table {
	t := emptyAddressTable(p)
	t.Columns = append(t.Columns,
		export.Column{Header: p.T("staff.address.export.suggestion"), Width: 34},
		export.Column{Header: p.T("staff.address.export.failure"), Width: 40},
		export.Column{Header: p.T("staff.address.export.failed-on"), Kind: export.Date, Width: 14},
	)
	for _, u := range units {
		about := []any{numberCell(u.Unit), u.Unit.Name, u.CountyName}
		last := []any{langCell(p, u.Unit.Lang), strings.Join(u.Unit.Domains, ", "), u.Suggestion}
		for _, a := range u.Addresses {
			row := append(append([]any{}, about...), a.Email, a.Name, a.Position)
			t.Rows = append(t.Rows, append(append(row, last...), a.Failure, a.FailedAt))
		}
		if len(u.Addresses) == 0 {
			t.Rows = append(t.Rows, append(append(append([]any{}, about...), "", "", ""), last...))
		}
	}
	return t
}

// addressTemplate is a file to fill in: every unit of the register that the organiser writes to, without addresses.
func addressTemplate(p lang.Printer, units []dialogue.BookUnit) export.Table {
	t := emptyAddressTable(p)
	for _, u := range units {
		if len(u.Now) == 0 {
			t.Rows = append(t.Rows, []any{numberCell(u.Unit), u.Unit.Name, u.CountyName})
		}
	}
	return t
}

func emptyAddressTable(p lang.Printer) export.Table {
	return export.Table{Title: p.T("staff.address.title"), Columns: []export.Column{
		{Header: p.T("staff.address.export.number"), Width: 16},
		{Header: p.T("staff.address.export.unit"), Width: 28},
		{Header: p.T("staff.field.county"), Width: 18},
		{Header: p.T("staff.address.field.email"), Width: 36},
		{Header: p.T("staff.address.field.name"), Width: 26},
		{Header: p.T("staff.address.field.position"), Width: 26},
		{Header: p.T("staff.address.column.lang"), Width: 12},
		{Header: p.T("staff.address.column.domains"), Width: 34},
	}}
}

// numberCell is the number that finds the unit again; an organisation known by an address has none to show.
func numberCell(u dialogue.Unit) string {
	if u.Kind == dialogue.Joint || strings.ContainsAny(u.Number, "@:-") {
		return ""
	}
	return u.Number
}

func langCell(p lang.Printer, l dialogue.Lang) string {
	if l == "" {
		return ""
	}
	return p.T("common.language." + string(l))
}
