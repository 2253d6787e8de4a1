package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
)

// readXLSX reads the first sheet of a workbook that has rows.
func readXLSX(content []byte) ([]Row, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, ErrBroken
	}
	w := workbook{parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		// A part that is longer than it says here can't be read to its end: archive/zip sees to that.
		if f.UncompressedSize64 > maxUnzip && strings.HasPrefix(f.Name, "xl/") {
			return nil, ErrTooLarge
		}
		w.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	if w.parts["xl/workbook.xml"] == nil {
		return nil, ErrType
	}
	sheets, err := w.sheets()
	if err != nil {
		return nil, err
	}
	if err := w.readStrings(); err != nil {
		return nil, err
	}
	for _, name := range sheets {
		rows, err := w.readSheet(name)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, ErrEmpty
}

type workbook struct {
	parts  map[string]*zip.File
	shared []string // within the bounds of one part
}

// walk calls f for the elements and texts of a part, in order. A part that is not there has none.
func (w *workbook) walk(name string, f func(xml.Token) error) error {
	part := w.parts[name]
	if part == nil {
		return nil
	}
	r, err := part.Open()
	if err != nil {
		return ErrBroken
	}
	defer r.Close()
	decoder := xml.NewDecoder(r)
	decoder.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, ErrBroken } // they are UTF-8
	for {
		token, err := decoder.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return ErrBroken
		}
		if err := f(token); err != nil {
			return err
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// sheets are the parts of the sheets, in the order of the workbook.
func (w *workbook) sheets() ([]string, error) {
	targets := map[string]string{}
	err := w.walk("xl/_rels/workbook.xml.rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && len(targets) < 1000 {
			target := attribute(e, "Target")
			if rooted, ok := strings.CutPrefix(target, "/"); ok {
				targets[attribute(e, "Id")] = path.Clean(rooted)
			} else {
				targets[attribute(e, "Id")] = path.Join("xl", target)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var names []string
	err = w.walk("xl/workbook.xml", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "sheet" && len(names) < maxSheets {
			for _, a := range e.Attr {
				if a.Name.Space != "" && a.Name.Local == "id" {
					names = append(names, targets[a.Value])
				}
			}
		}
		return nil
	})
	if err == nil && len(names) == 0 {
		err = ErrBroken
	}
	return names, err
}

// mostStrings is as many shared texts as the cells that are read can name.
const mostStrings = MaxRows * maxColumns

// readStrings reads the texts that cells share. Phonetic readings (rPh) are no part of them.
func (w *workbook) readStrings() error {
	var text strings.Builder
	inText, phonetic := false, false
	return w.walk("xl/sharedStrings.xml", func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "si":
				text.Reset()
			case "t":
				inText = !phonetic
			case "rPh":
				phonetic = true
			}
		case xml.CharData:
			if inText && text.Len() < maxCell {
				text.Write(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			case "si":
				if len(w.shared) >= mostStrings {
					return ErrTooLarge
				}
				w.shared = append(w.shared, cell(text.String()))
			}
		}
		return nil
	})
}

// sheetReader is where the reading of a sheet has come.
type sheetReader struct {
	w       *workbook
	t       table
	number  int // of the row
	blank   int
	cells   []string
	column  int
	kind    string // of the cell: s, str, inlineStr, b, e, n
	reading bool   // inside what the cell shows
	value   strings.Builder
}

func (w *workbook) readSheet(name string) ([]Row, error) {
	s := &sheetReader{w: w}
	err := w.walk(name, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			return s.start(e)
		case xml.CharData:
			if s.reading && s.value.Len() < maxCell {
				s.value.Write(e)
			}
		case xml.EndElement:
			return s.end(e.Name.Local)
		}
		return nil
	})
	return s.t.rows, err
}

func (s *sheetReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		s.number++
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 && n < 1<<21 {
			s.number = n
		}
		s.cells, s.column = nil, -1
	case "c":
		s.column++
		if at, ok := columnOf(attribute(e, "r")); ok {
			s.column = at
		}
		s.kind = attribute(e, "t")
		s.value.Reset()
	case "v":
		s.reading = true
	case "t":
		s.reading = s.kind == "inlineStr"
	}
	return nil
}

func (s *sheetReader) end(name string) error {
	switch name {
	case "v", "t":
		s.reading = false
	case "c":
		text := s.shown()
		if text == "" || s.column < 0 || s.column >= maxColumns {
			return nil
		}
		for len(s.cells) <= s.column {
			s.cells = append(s.cells, "")
		}
		s.cells[s.column] = text
	case "row":
		if len(s.cells) == 0 {
			if s.blank++; s.blank > maxBlank {
				return ErrTooManyRows
			}
		}
		return s.t.add(s.number, s.cells)
	}
	return nil
}

// shown is the cell's text. A whole number is written without decimals, as a municipality's number must be.
func (s *sheetReader) shown() string {
	raw := s.value.String()
	switch s.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(s.w.shared) {
			return s.w.shared[i]
		}
		return ""
	case "e":
		return ""
	case "", "n":
		if f, err := strconv.ParseFloat(strings.TrimSpace(raw), 64); err == nil && f == math.Trunc(f) && math.Abs(f) < 1e15 {
			return strconv.FormatInt(int64(f), 10)
		}
	}
	return cell(raw)
}

// columnOf is the column of «C12», from 0.
func columnOf(reference string) (int, bool) {
	n := 0
	for _, r := range reference {
		switch {
		case r >= 'A' && r <= 'Z' && n < 1<<20:
			n = n*26 + int(r-'A') + 1
		case r >= '0' && r <= '9' && n > 0:
			return n - 1, true
		default:
			return 0, false
		}
	}
	return 0, false
}
