package export

import (
	"fmt"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

// Kind is what a column holds.
type Kind int

// The kinds of column. A value of another type than its column's is written as text.
const (
	Text     Kind = iota
	Number        // int, int64, float64
	Date          // dialogue.Date, or a time.Time's day in Oslo
	DateTime      // time.Time, shown in Oslo
)

// Column is one column of a table.
type Column struct {
	Header string
	Kind   Kind
	Width  float64 // in characters, for XLSX; 0 fits the contents
}

// Table is rows under headings. Cells are nil, string, int, int64, float64, dialogue.Date or time.Time; a zero date or time
// is an empty cell, anything else is written as fmt.Sprint does. A row may be shorter than the columns, not longer.
type Table struct {
	Title   string // names the sheet
	Columns []Column
	Rows    [][]any
}

func (t Table) check() error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("export: %q has no columns", t.Title)
	}
	for i, row := range t.Rows {
		if len(row) > len(t.Columns) {
			return fmt.Errorf("export: %q row %d has %d cells for %d columns", t.Title, i+1, len(row), len(t.Columns))
		}
	}
	return nil
}

// cell is a value ready to be written: a number, a moment (as a wall clock) or a text.
type cell struct {
	number any
	moment time.Time
	text   string
}

func (c Column) cell(value any) cell {
	switch v := value.(type) {
	case nil:
		return cell{}
	case string:
		return cell{text: safe(v)}
	case int, int64, float64:
		if c.Kind == Number {
			return cell{number: v}
		}
		return cell{text: fmt.Sprint(v)} // our own number, minus sign and all
	case dialogue.Date:
		if v.IsZero() {
			return cell{}
		}
		return cell{moment: v.At(0, 0)}
	case time.Time:
		if v.IsZero() {
			return cell{}
		}
		v = v.In(dialogue.Oslo)
		if c.Kind == Date {
			v = dialogue.DateOf(v).At(0, 0)
		}
		return cell{moment: v}
	}
	return cell{text: safe(fmt.Sprint(value))}
}

// safe puts an apostrophe before a text that a spreadsheet could take for a formula: one that begins with = + - @, a tab or a
// line break (OWASP ASVS 5.0, 1.2.10), wide forms of the signs too. Two things begin so and can't be formulas, and stay
// readable: phone numbers written as + and digits in groups, and dashes alone, which mean «nothing».
func safe(s string) string {
	s = strings.ReplaceAll(s, "\x00", "")
	if s == "" || isPhone(s) || strings.Trim(s, "-–—") == "" {
		return s
	}
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

func isPhone(s string) bool {
	digits, plus := strings.CutPrefix(s, "+")
	return plus && digits != "" && digits[0] != ' ' && strings.Trim(digits, "0123456789 ") == ""
}
