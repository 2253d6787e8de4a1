package templates

import "dialogmote/internal/dialogue"

// Sheet is a document that is drawn as a page to print and as a PDF: what it says is decided once.
type Sheet struct {
	Lang         dialogue.Lang
	Kicker       string
	Title        string
	Lead         []string
	Parts        []SheetPart
	Organiser    string
	Confidential bool // holds personal data
}

// SheetPart is a heading and what stands under it, in this order: paragraphs, facts, a table. Sub is one level down.
type SheetPart struct {
	Title      string
	Sub        bool
	Paragraphs []string
	Facts      []SheetFact
	Table      *SheetTable
}

// SheetFact is a term and its value. Sum is one to be compared digit by digit.
type SheetFact struct {
	Term, Text string
	Sum        bool
}

// SheetTable is a table; the first column names the row.
type SheetTable struct {
	Columns []SheetColumn
	Rows    [][]string
}

// SheetColumn is a column. Width is its share of the paper's width.
type SheetColumn struct {
	Label  string
	Number bool
	Width  int
}

func (c SheetColumn) column() Column {
	if c.Number {
		return Column{Label: c.Label, Kind: Number}
	}
	return Column{Label: c.Label}
}

func (t SheetTable) columns() []Column {
	var all []Column
	for _, c := range t.Columns {
		all = append(all, c.column())
	}
	return all
}
