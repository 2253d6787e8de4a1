package export

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

func record(rows int) Document {
	d := Document{Lang: dialogue.Nynorsk, Title: "Protokoll for utvalet", Author: "Helse- og omsorgsdepartementet", Footer: "Protokoll", Page: "Side",
		At: time.Date(2017, 5, 12, 9, 0, 0, 0, time.UTC), Lead: []string{"Leve heile livet"},
		Parts: []DocumentPart{{Title: "Om utvalet", Facts: [][2]string{{"Vår referanse", "17/511-"}}, Paragraphs: []string{"Deanu gielda – Unjárga 🙂"}}}}
	t := DocumentPart{Title: "Utfallet", Columns: []DocumentColumn{{Label: "Lodd", Number: true, Width: 1}, {Label: "Søkjar", Width: 4}, {Label: "Kvifor", Width: 6}}}
	for i := range rows {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), "Kárášjohka – Karasjok", strings.Repeat("Søkjaren stod likt med andre. ", 1+i%3)})
	}
	d.Parts = append(d.Parts, t)
	return d
}

func written(t *testing.T, d Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := PDF(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPDFSaysItsTitleLanguageAndWords(t *testing.T) {
	t.Parallel()
	raw := written(t, record(200))
	if !bytes.HasPrefix(raw, []byte("%PDF-")) || !bytes.Contains(raw, []byte("/Lang (nn)")) || !bytes.Contains(raw, []byte("/ToUnicode")) {
		t.Errorf("no language or no letters to search among: %.300s", raw)
	}
	if pages := bytes.Count(raw, []byte("/Type /Page\n")); pages < 4 {
		t.Errorf("%d sheets", pages)
	}
	again := written(t, record(200))
	if !bytes.Equal(raw, again) {
		t.Error("the same document is two different files")
	}
}

// Norwegian and Sámi names are written whole.
func TestTheFontHasEveryLetterOfNorway(t *testing.T) {
	t.Parallel()
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF} {
		font, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		var b sfnt.Buffer
		for _, r := range "æøåÆØÅšŠčČđĐŋŊŧŦžŽáÁéÉïÏöÖäÄ«»–·…“”0123456789" {
			if i, err := font.GlyphIndex(&b, r); err != nil || i == 0 {
				t.Errorf("%s lacks %s", name, fmt.Sprintf("%c", r))
			}
		}
	}
}
