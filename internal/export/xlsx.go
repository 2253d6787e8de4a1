package export

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Widths in characters of a column that fits its contents.
const (
	narrowest = 8
	widest    = 60
)

// XLSX writes a workbook with one sheet for each table: the heading bold, frozen, filterable and repeated on every printed
// page, dates as real dates, landscape paper one page wide.
func XLSX(w io.Writer, tables []Table) error {
	if len(tables) == 0 {
		return errors.New("export: a workbook needs a table")
	}
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for i, name := range sheetNames(tables) {
		if err := tables[i].check(); err != nil {
			return err
		}
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return err
		}
		if err := writeSheet(f, name, tables[i], styles); err != nil {
			return err
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: tables[0].Title, Creator: "Dialogmøte", Language: "nb-NO"}); err != nil {
		return err
	}
	return f.Write(w)
}

type styles struct{ heading, text, number, date, dateTime int }

func newStyles(f *excelize.File) (s styles, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	format := func(code string) *excelize.Style {
		return &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}, CustomNumFmt: &code}
	}
	for _, one := range []struct {
		id    *int
		style *excelize.Style
	}{
		{&s.heading, &excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top,
			Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}}},
		{&s.text, &excelize.Style{Alignment: top, NumFmt: 49}}, // 49 is text: an edited cell stays one
		{&s.number, &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.date, format("dd.mm.yyyy")},
		{&s.dateTime, format("dd.mm.yyyy hh:mm")},
	} {
		if *one.id, err = f.NewStyle(one.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

func writeSheet(f *excelize.File, sheet string, t Table, s styles) error {
	at := func(column, row int) string {
		name, _ := excelize.CoordinatesToCellName(column+1, row+1) // both are in range: check has counted the columns
		return name
	}
	for i, c := range t.Columns {
		if err := f.SetCellStr(sheet, at(i, 0), safe(c.Header)); err != nil {
			return err
		}
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(sheet, letter, letter, t.width(i)); err != nil {
			return err
		}
	}
	lastHeading := at(len(t.Columns)-1, 0)
	if err := f.SetCellStyle(sheet, "A1", lastHeading, s.heading); err != nil {
		return err
	}
	for r, row := range t.Rows {
		for i, value := range row {
			if err := writeCell(f, sheet, at(i, r+1), t.Columns[i].cell(value), t.Columns[i].Kind, s); err != nil {
				return err
			}
		}
	}
	if err := f.AutoFilter(sheet, "A1:"+at(len(t.Columns)-1, len(t.Rows)), nil); err != nil {
		return err
	}
	if err := f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return layOut(f, sheet)
}

func writeCell(f *excelize.File, sheet, at string, c cell, kind Kind, s styles) error {
	var err error
	style := s.text
	switch {
	case c.number != nil:
		err, style = f.SetCellValue(sheet, at, c.number), s.number
	case !c.moment.IsZero():
		err, style = f.SetCellValue(sheet, at, c.moment), s.date
		if kind == DateTime || c.moment.Hour() != 0 || c.moment.Minute() != 0 {
			style = s.dateTime
		}
	case c.text == "":
		return nil
	default:
		err = f.SetCellStr(sheet, at, c.text)
	}
	if err != nil {
		return err
	}
	return f.SetCellStyle(sheet, at, at, style)
}

// layOut is for paper: landscape, one page wide, the heading on every page.
func layOut(f *excelize.File, sheet string) error {
	fit, a4, landscape, one, any := true, 9, "landscape", 1, 0
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: "'" + strings.ReplaceAll(sheet, "'", "''") + "'!$1:$1",
	})
}

func (t Table) width(i int) float64 {
	c := t.Columns[i]
	if c.Width > 0 {
		return c.Width
	}
	longest := utf8.RuneCountInString(c.Header) + 3 // the filter's arrow
	for _, row := range t.Rows {
		if i < len(row) {
			for line := range strings.SplitSeq(c.cell(row[i]).written(c.Kind), "\n") {
				longest = max(longest, utf8.RuneCountInString(line)+1)
			}
		}
	}
	return float64(min(max(longest, narrowest), widest))
}

// sheetNames are the titles as sheets may be called: at most 31 characters, none of : \ / ? * [ ], no apostrophe at an end, no
// two alike whatever the capitals.
func sheetNames(tables []Table) []string {
	names, taken := make([]string, len(tables)), map[string]bool{"history": true} // Excel keeps that one for itself
	for i, t := range tables {
		plain := strings.Map(func(r rune) rune {
			switch {
			case strings.ContainsRune(`:\/?*[]`, r):
				return '-'
			case r < ' ' || r == 0x7f || r == utf8.RuneError:
				return ' '
			}
			return r
		}, t.Title)
		plain = strings.Trim(strings.Join(strings.Fields(plain), " "), "' ")
		if plain == "" {
			plain = "Ark"
		}
		name := shorten(plain, "")
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = shorten(plain, fmt.Sprintf(" (%d)", n))
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

// shorten cuts s so that it and the ending fit a sheet's name. Excel counts UTF-16 units.
func shorten(s, ending string) string {
	for len(utf16.Encode([]rune(s)))+len(ending) > excelize.MaxSheetNameLength {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return strings.TrimRight(s, "' ") + ending
}
