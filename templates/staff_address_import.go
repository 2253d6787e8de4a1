package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// AddressImportView is the form for a file of addresses, and what the file would change.
type AddressImportView struct {
	Frame   Frame
	Form    Form
	Import  dialogue.AddressImport
	Carried []string // the lines that can be taken in, in their order, as the form carries them
	Stale   bool     // somebody has changed the book since the file was looked at
}

// carriedLine is a line that can be taken in, with what its form carries.
type carriedLine struct {
	dialogue.ImportLine
	Value string
}

// carried are the lines with one of the verdicts.
func (v AddressImportView) carried(verdicts ...dialogue.ImportVerdict) []carriedLine {
	var lines []carriedLine
	n := 0
	for _, l := range v.Import.Lines {
		if !l.Takes() {
			continue
		}
		for _, verdict := range verdicts {
			if l.Verdict == verdict {
				lines = append(lines, carriedLine{l, v.Carried[n]})
			}
		}
		n++
	}
	return lines
}

// left are the lines that are not taken in, with why.
func (v AddressImportView) left() []dialogue.ImportLine {
	var lines []dialogue.ImportLine
	for _, l := range v.Import.Lines {
		if l.Verdict == dialogue.ImportUnknown || l.Verdict == dialogue.ImportWrong {
			lines = append(lines, l)
		}
	}
	return lines
}

// takes is how many lines the button takes in, those that may be ticked left out.
func (v AddressImportView) takes() int { return v.Import.Counts.New + v.Import.Counts.Change }

func (v AddressImportView) figures() []namedFigure {
	p, c := v.Frame.L, v.Import.Counts
	all := []namedFigure{{p.T("staff.address.import.figure.new"), c.New}}
	for _, more := range []namedFigure{
		{p.T("staff.address.import.figure.change"), c.Change},
		{p.T("staff.address.import.figure.look"), c.Look},
		{p.T("staff.address.import.figure.left"), c.Unknown + c.Wrong},
		{p.T("staff.address.import.figure.same"), c.Same},
		{p.T("staff.address.import.figure.nothing"), c.Nothing},
	} {
		if more.N > 0 {
			all = append(all, more)
		}
	}
	return all
}

type understoodColumn struct{ What, Heading string }

// understood are the file's columns that were understood.
func (v AddressImportView) understood() []understoodColumn {
	p, s := v.Frame.L, v.Import.Sheet
	var all []understoodColumn
	for _, c := range []understoodColumn{
		{p.T("staff.address.export.number"), s.Number}, {p.T("staff.address.export.unit"), s.Unit}, {p.T("staff.field.county"), s.County},
		{p.T("staff.address.field.email"), s.Email}, {p.T("staff.address.field.name"), s.Name}, {p.T("staff.address.field.position"), s.Position},
		{p.T("staff.address.column.lang"), s.Lang}, {p.T("staff.address.column.domains"), s.Domains},
	} {
		if c.Heading != "" {
			all = append(all, c)
		}
	}
	return all
}

// changeWords is one thing that a line changes: «Stilling: rådgiver → kommunaldirektør».
func changeWords(p lang.Printer, c dialogue.ImportChanged) string {
	labels := map[string]string{"name": p.T("staff.address.field.name"), "position": p.T("staff.address.field.position"),
		"lang": p.T("staff.address.column.lang"), "domains": p.T("staff.address.column.domains")}
	from, to := c.From, c.To
	if c.What == "lang" {
		if from != "" {
			from = p.T("common.language." + from)
		}
		to = p.T("common.language." + to)
	}
	if from == "" {
		return labels[c.What] + ": " + to
	}
	return labels[c.What] + ": " + from + " → " + to
}

func lineWho(l dialogue.ImportLine) string {
	if l.Name != "" && l.Position != "" {
		return l.Name + ", " + l.Position
	}
	return l.Name + l.Position
}
