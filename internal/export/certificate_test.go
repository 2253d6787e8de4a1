package export_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
)

// A certificate is one sheet each, the same bytes each time, and has the letters of Norwegian and Sámi names.
func TestCertificates(t *testing.T) {
	t.Parallel()
	at := dialogue.Date{Year: 2020, Month: time.November, Day: 16}.At(9, 0)
	sheet := func(name string) export.Certificate {
		return export.Certificate{Lang: dialogue.Nynorsk, Organiser: "Statsforvaltaren i Vestland", Title: "Deltakarbevis", Says: "Dette stadfestar at", Name: name, From: "Kárášjohka – Karasjok",
			Took: "deltok på", Series: "Dialogmøte", Lines: []string{"måndag 16. november 2020 kl. 09.00–11.30", "Digitalt på Teams"}, Signed: "Statsforvaltaren i Vestland", At: at}
	}
	draw := func(all ...export.Certificate) []byte {
		t.Helper()
		var b bytes.Buffer
		if err := export.Certificates(&b, all); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	const sami = "Áilu Čáhppe Đŋšŧž Østbø-Åsen Grænæs"
	one, again := draw(sheet(sami)), draw(sheet(sami))
	if !bytes.Equal(one, again) || !bytes.HasPrefix(one, []byte("%PDF-")) {
		t.Error("the same certificate differs from itself")
	}
	if bytes.Equal(one, draw(sheet(strings.ReplaceAll(sami, "Đŋšŧž", "\ufffd\ufffd\ufffd\ufffd\ufffd")))) {
		t.Error("letters are missing")
	}
	many := draw(sheet("Kari Nordmann"), sheet(sami), sheet(strings.Repeat("Langt Navn ", 12)))
	if pages := bytes.Count(many, []byte("/Type /Page\n")); pages != 3 {
		t.Errorf("%d sheets", pages)
	}
	if err := export.Certificates(&bytes.Buffer{}, nil); err == nil {
		t.Error("a document of none")
	}
}
