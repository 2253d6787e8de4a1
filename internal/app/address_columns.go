package app

import (
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/sheet"
)

// headings are what each column of a file of addresses may be called, folded; the first that a heading equals or begins with counts, so the
// longer ones stand first.
var headings = []struct {
	what  string
	names []string
}{
	{"number", []string{"kommunenummer", "kommunenr", "kommune nr", "kommune nummer", "knr", "bydelsnummer", "fylkesnummer", "organisasjonsnummer", "orgnr", "org nr", "nummer", "nr"}},
	{"domains", []string{"domene", "domener", "domain"}},
	{"email", []string{"e post", "epost", "e postadresse", "epostadresse", "mailadresse", "email", "e mail", "mail", "postmottak", "postmottakets"}},
	{"position", []string{"stilling", "tittel", "rolle", "funksjon"}},
	{"lang", []string{"malform", "sprakform", "skriftsprak", "sprak"}},
	{"county", []string{"fylke"}},
	{"first", []string{"fornavn", "fornamn"}},
	{"last", []string{"etternavn", "etternamn"}},
	{"unit", []string{"kommune", "kommunenavn", "kommunenamn", "bydel", "organisasjon", "virksomhet", "verksemd", "mottaker", "mottakar", "enhet", "eining"}},
	{"name", []string{"navn", "namn", "kontaktperson", "kontakt", "person"}},
}

// columns are where a file's columns are; -1 for those it does not have.
type columns struct {
	at      map[string]int
	written dialogue.ImportColumns
	heading int // the row's index
}

// mostAbove is how many rows may stand above the headings.
const mostAbove = 20

// findColumns finds the row of headings: the first that names a column of e-mail addresses.
func findColumns(rows []sheet.Row) (columns, bool) {
	for i, row := range rows[:min(len(rows), mostAbove)] {
		at := map[string]int{}
		for j, heading := range row.Cells {
			if what := columnNamed(heading); what != "" {
				if _, taken := at[what]; !taken {
					at[what] = j
				}
			}
		}
		_, email := at["email"]
		_, unit := at["unit"]
		_, number := at["number"]
		_, name := at["name"]
		if !email || !unit && !number && !name {
			continue
		}
		c := columns{at: at, heading: i}
		c.untangle(rows[i+1:])
		written := func(what string) string {
			if j, ok := c.at[what]; ok {
				return row.Cells[j]
			}
			return ""
		}
		c.written = dialogue.ImportColumns{Number: written("number"), Unit: written("unit"), County: written("county"), Email: written("email"),
			Name: written("name"), Position: written("position"), Lang: written("lang"), Domains: written("domains")}
		if c.written.Name == "" {
			c.written.Name = strings.TrimSpace(written("first") + " " + written("last"))
		}
		return c, true
	}
	return columns{}, false
}

func columnNamed(heading string) string {
	folded := norway.Fold(heading)
	for _, h := range headings {
		if slices.Contains(h.names, folded) {
			return h.what
		}
	}
	if padded := " " + folded + " "; strings.Contains(padded, " e post ") || strings.Contains(padded, " epost ") {
		return "email" // «Kontaktperson e-post»
	}
	for _, h := range headings {
		if slices.ContainsFunc(h.names, func(name string) bool { return strings.HasPrefix(folded, name+" ") }) {
			return h.what
		}
	}
	return ""
}

// untangle decides what «navn» is in a file without a column for the unit: the municipality's name where most rows have one there.
func (c *columns) untangle(rows []sheet.Row) {
	j, named := c.at["name"]
	if _, unit := c.at["unit"]; unit || !named {
		return
	}
	units, filled := 0, 0
	for _, row := range rows[:min(len(rows), 200)] {
		if j >= len(row.Cells) || row.Cells[j] == "" {
			continue
		}
		filled++
		name, _, _ := strings.Cut(tidyName(row.Cells[j]), " (")
		if slices.ContainsFunc(registerDays(), func(day dialogue.Date) bool { return len(norway.ByName(name, "", day)) > 0 }) {
			units++
		}
	}
	if _, number := c.at["number"]; !number || units*2 > filled {
		c.at["unit"] = j
		delete(c.at, "name")
	}
}

// cell is what a row has in a column.
func (c columns) cell(row sheet.Row, what string) string {
	if j, ok := c.at[what]; ok && j < len(row.Cells) {
		return row.Cells[j]
	}
	return ""
}

// person is the name of the person at the address, from one column or two.
func (c columns) person(row sheet.Row) string {
	if name := c.cell(row, "name"); name != "" {
		return name
	}
	return strings.TrimSpace(c.cell(row, "first") + " " + c.cell(row, "last"))
}
