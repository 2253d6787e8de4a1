package export

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func workbook(t *testing.T, tables ...Table) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := XLSX(&out, tables); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestXLSXCells(t *testing.T) {
	t.Parallel()
	f := workbook(t, participants())
	sheet := "Deltakere- Tynset 18.9."
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Kommune", "Nr.", "Navn", "Telefon", "Antall", "Møtedato", "Mottatt", "Merknad"},
		{"Våler (Hedmark)", "0426", "Kari Nordmann", "22 00 00 00", "4", "18.09.2019", "18.09.2019 10:05", "Semikolon; \"gåsetegn\"\nog ny linje"},
		{"Ål", "0619", "Ola Åsen-Øye", "+46 8 123 456 78", "-2"},
		{"Os", "0441", `'=HYPERLINK("https://example.no";"Klikk")`, "-", "1.5", "18.09.2019", "18.09.2019 00:30", "'-1+1"},
		{"'@Os", "'\t=1", "'+1+1", "–"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]string{"F2": "43726", "G2": "43726.420138888891", "E3": "-2"} { // days since 1900: real dates
		got, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		if err != nil || !strings.HasPrefix(got, want[:min(len(want), 9)]) {
			t.Errorf("%s holds %q %v, want %q", cell, got, err, want)
		}
	}
	for row := range rows {
		for column := range rows[row] {
			at, _ := excelize.CoordinatesToCellName(column+1, row+1)
			if formula, err := f.GetCellFormula(sheet, at); err != nil || formula != "" {
				t.Errorf("%s is the formula %q %v", at, formula, err)
			}
		}
	}
}

func TestXLSXLayout(t *testing.T) {
	t.Parallel()
	f := workbook(t, participants(), Table{Title: "Tom", Columns: []Column{{Header: "Navn"}}})
	for _, sheet := range f.GetSheetList() {
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
			t.Errorf("%s: the heading is not frozen: %+v %v", sheet, panes, err)
		}
		id, err := f.GetCellStyle(sheet, "A1")
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || !style.Font.Bold {
			t.Errorf("%s: the heading is not bold: %v", sheet, err)
		}
		page, err := f.GetPageLayout(sheet)
		if err != nil || *page.Orientation != "landscape" || *page.FitToWidth != 1 {
			t.Errorf("%s: %+v %v", sheet, page, err)
		}
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+" "+n.Name] = n.RefersTo
	}
	for scoped, want := range map[string]string{
		"Deltakere- Tynset 18.9. _xlnm._FilterDatabase": "'Deltakere- Tynset 18.9.'!$A$1:$H$5",
		"Deltakere- Tynset 18.9. _xlnm.Print_Titles":    "'Deltakere- Tynset 18.9.'!$1:$1",
		"Tom _xlnm._FilterDatabase":                     "Tom!$A$1:$A$1",
	} {
		if got := strings.ReplaceAll(names[scoped], "'Tom'", "Tom"); got != want {
			t.Errorf("%s is %q, want %q (all: %v)", scoped, got, want, names)
		}
	}
	sheet := f.GetSheetList()[0]
	for column, want := range map[string]float64{"H": 40, "C": 42, "B": 8} {
		if got, err := f.GetColWidth(sheet, column); err != nil || got != want {
			t.Errorf("column %s is %v wide %v, want %v", column, got, err, want)
		}
	}
}

func TestSheetNames(t *testing.T) {
	t.Parallel()
	titles := []string{"Otta", "otta", "Otta", "", "  ", "History", "A/B:C?", "'sitat'", "[x]*\\", strings.Repeat("å", 40), strings.Repeat("å", 40),
		strings.Repeat("😀", 20), "Ny\nlinje", "Otta (2)", strings.Repeat("a", 30) + "'b"}
	tables := make([]Table, len(titles))
	for i, title := range titles {
		tables[i] = Table{Title: title, Columns: []Column{{Header: "x"}}}
	}
	got := sheetNames(tables)
	want := []string{"Otta", "otta (2)", "Otta (3)", "Ark", "Ark (2)", "History (2)", "A-B-C-", "sitat", "-x---", strings.Repeat("å", 31),
		strings.Repeat("å", 27) + " (2)", strings.Repeat("😀", 15), "Ny linje", "Otta (2) (2)", strings.Repeat("a", 30)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	seen := map[string]bool{}
	for _, name := range got {
		if n := len(utf16.Encode([]rune(name))); n == 0 || n > 31 || seen[strings.ToLower(name)] {
			t.Errorf("%q is %d long or taken", name, n)
		}
		seen[strings.ToLower(name)] = true
	}
	if list := workbook(t, tables...).GetSheetList(); !cmp.Equal(list, want) {
		t.Errorf("the workbook has %v", list)
	}
}
