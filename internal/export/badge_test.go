package export

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"dialogmote/internal/dialogue"
)

// words is what a PDF of ours says: its texts are code units of UTF-16 in packed pieces.
func words(t *testing.T, pdf []byte) string {
	t.Helper()
	var all strings.Builder
	for rest := pdf; ; {
		_, after, found := bytes.Cut(rest, []byte("stream\n"))
		if !found {
			return all.String()
		}
		rest = after
		packed, err := zlib.NewReader(bytes.NewReader(after))
		if err != nil {
			continue
		}
		content, err := io.ReadAll(packed)
		if err != nil || !bytes.Contains(content, []byte(")Tj")) {
			continue
		}
		for _, piece := range bytes.Split(content, []byte(")Tj"))[:bytes.Count(content, []byte(")Tj"))] {
			text := piece[bytes.LastIndex(piece, []byte(" Td ("))+len(" Td ("):]
			for _, escaped := range []string{`\\`, `\(`, `\)`, `\r`} {
				text = bytes.ReplaceAll(text, []byte(escaped), []byte(strings.ReplaceAll(escaped[1:], "r", "\r")))
			}
			units := make([]uint16, len(text)/2)
			for i := range units {
				units[i] = binary.BigEndian.Uint16(text[2*i:])
			}
			all.WriteString(string(utf16.Decode(units)) + "\n")
		}
	}
}

func TestBadgesAreEightOnASheetAndSayEveryLetter(t *testing.T) {
	t.Parallel()
	b := Badges{Lang: dialogue.Bokmal, Title: "Navneskilt", Author: "Statsforvalteren", Event: "Møte · Raufoss", At: time.Date(2019, 10, 18, 8, 0, 0, 0, time.UTC)}
	for range 8 {
		b.Cards = append(b.Cards, Badge{Name: "Áčđŋšŧž ÆØÅ æøå", Unit: "Kárášjohka – Karasjok", Position: "Ordfører", Group: "Gruppe 3"})
	}
	var one, two bytes.Buffer
	if err := b.PDF(&one); err != nil {
		t.Fatal(err)
	}
	b.Cards = append(b.Cards, Badge{Name: strings.Repeat("Langtnavn-", 12) + " Ætt", Unit: "Vestre Toten"})
	if err := b.PDF(&two); err != nil {
		t.Fatal(err)
	}
	for i, sheets := range []int{bytes.Count(one.Bytes(), []byte("/Type /Page\n")), bytes.Count(two.Bytes(), []byte("/Type /Page\n"))} {
		if sheets != i+1 {
			t.Errorf("%d sheets of %d", sheets, 8+i)
		}
	}
	said := words(t, two.Bytes())
	for _, want := range []string{"Áčđŋšŧž ÆØÅ æøå", "Kárášjohka – Karasjok", "Gruppe 3", "Vestre Toten", "Møte · Raufoss"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not on the badges: %.200q", want, said)
		}
	}
}

// Rows on a sheet to sign are high enough for a name.
func TestASheetToSignHasRoomForNames(t *testing.T) {
	t.Parallel()
	d := Document{Lang: dialogue.Bokmal, Title: "Innskriving", Page: "Side", Footer: "Innskriving", At: time.Date(2019, 10, 18, 8, 0, 0, 0, time.UTC)}
	part := DocumentPart{Tall: 10, Columns: []DocumentColumn{{Label: "Navn", Width: 3}, {Label: "Underskrift", Width: 3}}}
	for range 40 {
		part.Rows = append(part.Rows, []string{"Áčđŋšŧž Øvergård", ""})
	}
	d.Parts = []DocumentPart{part}
	raw := written(t, d)
	if said := words(t, raw); strings.Count(said, "Áčđŋšŧž Øvergård") != 40 || strings.Count(said, "Underskrift") != 2 {
		t.Errorf("%.300q", said)
	}
	if sheets := bytes.Count(raw, []byte("/Type /Page\n")); sheets != 2 {
		t.Errorf("forty rows of ten millimetres on %d sheets", sheets)
	}
}
