// Package sheet reads tables that people upload: CSV in the writings that spreadsheets make, and XLSX. It gives cells as text and
// knows nothing of what they mean.
//
// A file may be made to do harm, so everything is bounded before it is read: bytes, unpacked bytes, rows, columns and the length of a cell.
// An XLSX file is therefore read here as a stream, with the standard library, and not by a library that first builds the whole workbook
// in memory. Formulas are never calculated; what the spreadsheet last showed is read.
package sheet

import (
	"bytes"
	"errors"
	"strings"
)

// What can be wrong with a file as a whole.
var (
	ErrTooLarge    = errors.New("sheet: the file is too large, packed or unpacked")
	ErrTooManyRows = errors.New("sheet: the file has too many rows")
	ErrType        = errors.New("sheet: the file is neither CSV nor XLSX")
	ErrBroken      = errors.New("sheet: the file can't be read")
	ErrEmpty       = errors.New("sheet: the file has no rows")
)

// The bounds of what is read.
const (
	MaxBytes   = 2 << 20 // of the file
	MaxRows    = 5000    // with anything in them, the heading among them
	maxUnzip   = 4 << 20 // of one part of an XLSX file
	maxColumns = 60      // cells to the right of them are left out
	maxCell    = 2000    // bytes; the rest of a cell is left out
	maxBlank   = 100_000 // empty rows that are passed over
	maxSheets  = 50
)

// Row is one row of a table that has anything in it.
type Row struct {
	Number int // as the spreadsheet counts, from 1
	Cells  []string
}

// Read reads a CSV or XLSX file. Cells are trimmed, rows without anything are left out. Of a workbook it is the first sheet that has
// rows.
func Read(content []byte) ([]Row, error) {
	switch {
	case len(content) > MaxBytes:
		return nil, ErrTooLarge
	case len(bytes.TrimSpace(content)) == 0:
		return nil, ErrEmpty
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return readXLSX(content)
	}
	return readCSV(content)
}

// table collects rows within the bounds.
type table struct{ rows []Row }

func (t *table) add(number int, cells []string) error {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	if len(t.rows) >= MaxRows {
		return ErrTooManyRows
	}
	t.rows = append(t.rows, Row{Number: number, Cells: cells})
	return nil
}

// cell is a cell's text: one line, within the bound, without the apostrophe that keeps a spreadsheet from taking it for a formula.
func cell(s string) string {
	if len(s) > maxCell {
		s = s[:maxCell]
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u00a0':
			return ' '
		case r < ' ' || r == 0x7f || r == 0xFEFF || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && strings.ContainsRune("=+-@", rune(rest[0])) {
		s = rest
	}
	return s
}
