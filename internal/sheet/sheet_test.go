package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"dialogmote/internal/sheet"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// flat is rows as «1: a|b», a line each.
func flat(rows []sheet.Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%d: %s\n", r.Number, strings.Join(r.Cells, "|"))
	}
	return b.String()
}

func windows1252(t *testing.T, s string) []byte {
	t.Helper()
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func inUTF16(s string, mark, big bool) []byte {
	var b []byte
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	for _, u := range units {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestCSVIsReadAsSpreadsheetsWriteIt(t *testing.T) {
	t.Parallel()
	const plain = "Kommune;E-post\r\nBø;post@bo.example.no\r\n"
	want := "1: Kommune|E-post\n2: Bø|post@bo.example.no\n"
	for name, tt := range map[string]struct {
		content []byte
		want    string
	}{
		"UTF-8":                 {[]byte(plain), want},
		"with a mark":           {[]byte("\ufeff" + plain), want},
		"Windows-1252":          {windows1252(t, plain), want},
		"UTF-16":                {inUTF16(plain, true, false), want},
		"UTF-16, the other way": {inUTF16(plain, true, true), want},
		"UTF-16 without a mark": {inUTF16(plain, false, false), want},
		"commas":                {[]byte("Kommune,E-post\nBø,post@bo.example.no"), want},
		"tabs":                  {[]byte("Kommune\tE-post\nBø\tpost@bo.example.no"), want},
		"sep=":                  {[]byte("sep=,\nKommune,E-post\nBø,post@bo.example.no"), "2: Kommune|E-post\n3: Bø|post@bo.example.no\n"},
		"quotes and empty rows": {[]byte("Navn;E-post\n;\n\n\"Berge; Kari\"; \"a@b.example.no\"\n"), "1: Navn|E-post\n4: Berge; Kari|a@b.example.no\n"},
		"commas in quotes":      {[]byte("\"Kommune, herad\";E-post\nBø;x"), "1: Kommune, herad|E-post\n2: Bø|x\n"},
		"neutralised cells":     {[]byte("A;B\n'=1+1;'+47"), "1: A|B\n2: =1+1|+47\n"},
		"marks nobody sees":     {[]byte("A\nx\u202ey\u200b\u00a0z"), "1: A\n2: xy z\n"},
	} {
		rows, err := sheet.Read(tt.content)
		if got := flat(rows); err != nil || got != tt.want {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

func workbook(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWorkbookIsReadAsItShows(t *testing.T) {
	t.Parallel()
	content := workbook(t, func(f *excelize.File) {
		_, _ = f.NewSheet("Adresser") // the first is empty
		for at, v := range map[string]any{
			"A2": "Kommunenummer", "B2": "E-post", "D2": "Stilling",
			"A3": 301, "B3": "post@oslo.example.no", "D3": "rådgiver\nomsorg",
			"A5": "4640", "B5": true, "C5": 1.5,
		} {
			if err := f.SetCellValue("Adresser", at, v); err != nil {
				t.Fatal(err)
			}
		}
		_ = f.SetCellRichText("Adresser", "D5", []excelize.RichTextRun{{Text: "Kari "}, {Text: "Berge", Font: &excelize.Font{Bold: true}}})
		_ = f.SetCellFormula("Adresser", "B6", `HYPERLINK("https://example.no")`)
		_ = f.SetCellStr("Adresser", "ZZZ7", "far away")
	})
	rows, err := sheet.Read(content)
	want := "2: Kommunenummer|E-post||Stilling\n3: 301|post@oslo.example.no||rådgiver omsorg\n5: 4640|1|1.5|Kari Berge\n"
	if got := flat(rows); err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

// archive is a ZIP file of parts.
func archive(t *testing.T, parts map[string]io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.Copy(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// repeated gives a text over and over.
type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[r.at%len(r.text)]
		r.at++
	}
	return len(p), nil
}

// bomb is a workbook with one part that unpacks to so many MiB of a text repeated.
func bomb(t *testing.T, size int64, part, before, text string) []byte {
	t.Helper()
	parts := map[string]io.Reader{
		"xl/workbook.xml":            strings.NewReader(`<workbook xmlns:r="x"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": strings.NewReader(`<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`),
	}
	parts[part] = io.MultiReader(strings.NewReader(before), io.LimitReader(&repeated{text: text}, size<<20))
	return archive(t, parts)
}

// lying says in its headers that each part is a few bytes.
func lying(content []byte) []byte {
	changed := bytes.Clone(content)
	for at := 0; ; {
		next := bytes.Index(changed[at:], []byte("PK\x01\x02"))
		if next < 0 {
			return changed
		}
		at += next
		copy(changed[at+24:at+28], []byte{100, 0, 0, 0}) // the unpacked size
		at += 46
	}
}

func TestFilesThatAreNotTables(t *testing.T) {
	t.Parallel()
	many := []byte("E-post\n" + strings.Repeat("a@b.example.no\n", 100_000))
	sheets := bomb(t, 9, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", `<row><c t="inlineStr"><is><t>a</t></is></c></row>`)
	for name, tt := range map[string]struct {
		content []byte
		want    error
	}{
		"nothing":                   {nil, sheet.ErrEmpty},
		"blank":                     {[]byte(" \r\n;;\n"), sheet.ErrEmpty},
		"too large":                 {bytes.Repeat([]byte("a;b\n"), sheet.MaxBytes/4+1), sheet.ErrTooLarge},
		"100 000 rows":              {many, sheet.ErrTooManyRows},
		"a PDF":                     {[]byte("%PDF-1.7\n"), sheet.ErrType},
		"an old workbook":           {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest"), sheet.ErrType},
		"a page":                    {[]byte("<!DOCTYPE html><table>"), sheet.ErrType},
		"bytes":                     {[]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, sheet.ErrType},
		"another archive":           {archive(t, map[string]io.Reader{"mimetype": strings.NewReader("application/vnd.oasis.opendocument.spreadsheet")}), sheet.ErrType},
		"half an archive":           {workbook(t, func(*excelize.File) {})[:800], sheet.ErrBroken},
		"an empty workbook":         {workbook(t, func(*excelize.File) {}), sheet.ErrEmpty},
		"a workbook without sheets": {archive(t, map[string]io.Reader{"xl/workbook.xml": strings.NewReader("<workbook/>")}), sheet.ErrBroken},
		"broken XML":                {archive(t, map[string]io.Reader{"xl/workbook.xml": strings.NewReader("<workbook><she")}), sheet.ErrBroken},
		"a sheet that unpacks":      {sheets, sheet.ErrTooLarge},
		"… and lies about it":       {lying(sheets), sheet.ErrBroken},
		"rows without end":          {bomb(t, 3, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", `<row><c><v>1</v></c></row>`), sheet.ErrTooManyRows},
		"rows of nothing":           {bomb(t, 3, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", "<row></row>"), sheet.ErrTooManyRows},
		"one text":                  {bomb(t, 3, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>", "1"), sheet.ErrEmpty},
		"one tag":                   {bomb(t, 3, "xl/worksheets/sheet1.xml", "<worksheet ", `a="" `), sheet.ErrBroken},
		"texts without end":         {bomb(t, 3, "xl/sharedStrings.xml", "<sst>", "<si></si>"), sheet.ErrTooLarge},
	} {
		rows, err := sheet.Read(tt.content)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v (%d rows)", name, err, tt.want, len(rows))
		}
	}
}

// Not parallel: it looks at what the whole program has allocated.
func TestAHostileWorkbookIsReadInBoundedMemory(t *testing.T) {
	for name, content := range map[string][]byte{
		"cells": bomb(t, 3, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", `<row><c r="BH1"><v>1</v></c></row>`),
		"texts": bomb(t, 3, "xl/sharedStrings.xml", "<sst>", "<si><t>x</t></si>"),
		"a tag": bomb(t, 3, "xl/worksheets/sheet1.xml", "<worksheet ", `a="" `),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := sheet.Read(content)
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; err == nil || used > 256 {
			t.Errorf("%s: %d MiB allocated, %v", name, used, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Kommune;E-post\nBø;a@b.example.no"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		rows, err := sheet.Read(content)
		if err == nil && len(rows) == 0 {
			t.Error("no rows and no error")
		}
		for _, r := range rows {
			for _, c := range r.Cells {
				if strings.ContainsAny(c, "\n\r\x00") {
					t.Errorf("%q", c)
				}
			}
		}
	})
}
