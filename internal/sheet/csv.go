package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// readCSV reads UTF-8, UTF-16 and Windows-1252 with semicolons, commas or tabs between the cells.
func readCSV(content []byte) ([]Row, error) {
	text, err := decoded(content)
	if err != nil {
		return nil, err
	}
	separator, text := separatorOf(text)
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord, reader.ReuseRecord = separator, true, -1, true
	reader.TrimLeadingSpace = separator != '\t'
	var t table
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, ErrBroken
		}
		record = record[:min(len(record), maxColumns)]
		cells := make([]string, len(record))
		for i, s := range record {
			cells[i] = cell(s)
		}
		line, _ := reader.FieldPos(0)
		if err := t.add(line, cells); err != nil {
			return nil, err
		}
	}
	if len(t.rows) == 0 {
		return nil, ErrEmpty
	}
	return t.rows, nil
}

// decoded is the text of a file in whichever encoding it is. Bytes that no text has mean that it is something else: a picture, an old
// workbook.
func decoded(content []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}), utf16ish(content, 1):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(content, []byte{0xFE, 0xFF}), utf16ish(content, 0):
		from = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.ContainsRune(content[:min(len(content), 4096)], 0), binary(content):
		return "", ErrType
	case !utf8.Valid(content):
		from = charmap.Windows1252
	}
	if from != nil {
		text, err := from.NewDecoder().Bytes(content)
		if err != nil {
			return "", ErrBroken
		}
		content = text
	}
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if bytes.IndexByte(content, 0) >= 0 {
		return "", ErrType
	}
	return string(content), nil
}

// utf16ish finds UTF-16 without a mark: among Latin letters every other byte is 0.
func utf16ish(content []byte, zeroAt int) bool {
	head := content[:min(len(content), 512)&^1]
	zeros := 0
	for i := zeroAt; i < len(head); i += 2 {
		if head[i] == 0 {
			zeros++
		}
	}
	return len(head) >= 4 && zeros*10 >= len(head)/2*8
}

// binary finds the beginnings of files that people may take for tables.
func binary(content []byte) bool {
	for _, magic := range []string{"\xD0\xCF\x11\xE0", "%PDF", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "{\\rtf", "\x1F\x8B", "<!DOCTYPE", "<html", "<?xml"} {
		if bytes.HasPrefix(content, []byte(magic)) {
			return true
		}
	}
	control := 0
	head := content[:min(len(content), 2048)]
	for _, b := range head {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' {
			control++
		}
	}
	return control*20 > len(head)
}

// separatorOf is what stands between the cells: what the first line says («sep=;»), else what it has most of outside quotes. The text is
// what is to be read after that.
func separatorOf(text string) (rune, string) {
	first, rest, _ := strings.Cut(text, "\n")
	first = strings.TrimRight(first, "\r")
	if s, ok := strings.CutPrefix(strings.ToLower(first), "sep="); ok && len(s) == 1 && strings.Contains(";,\t|", s) {
		return rune(s[0]), "\n" + rest // the line keeps its number
	}
	for strings.TrimSpace(first) == "" && rest != "" {
		first, rest, _ = strings.Cut(rest, "\n")
	}
	best, most := ';', 0
	for _, candidate := range ";\t," {
		if n := outsideQuotes(first, candidate); n > most {
			best, most = candidate, n
		}
	}
	return best, text
}

func outsideQuotes(line string, separator rune) int {
	n, quoted := 0, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == separator && !quoted:
			n++
		}
	}
	return n
}
