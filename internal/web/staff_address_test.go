package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

// book is where the address book of Vestland stands on a day when the register has 43 municipalities there.
const book = "/intern/adresser"

func TestEditorsConfirmWhatTheRegisterSuggestsAndReadersSee(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.db.SetClock(t, dialogue.Date{Year: 2021, Month: 10, Day: 20}.At(9, 0))
	editor, reader := s.as(t, "redaktor@vestland"), s.as(t, "leser@vestland")
	seen := reader.get(book)
	if seen.status != http.StatusOK || seen.doc.Find(`input[type=checkbox], form[method=post][action^="/intern/adresser"]`).Length() != 0 {
		t.Errorf("%d: a reader can change the book", seen.status)
	}
	if got := seen.doc.Find(`.tally a[href^="/intern/adresser?status=suggest"]`).Text(); got != "43" {
		t.Errorf("the book counts %q suggestions", got)
	}
	for _, path := range []string{"/bekreft", "/import/lagre", "/virker"} {
		if got := reader.post(book+path, url.Values{"unit": {"municipality:4644"}}); got.status != http.StatusForbidden {
			t.Errorf("a reader posts to %s: %d", path, got.status)
		}
	}
	form := editor.get(book + "?sok=luster").form(book + "/bekreft")
	if len(form["unit"]) != 1 {
		t.Fatalf("all ticked among those shown: %v", form["unit"])
	}
	got := editor.post(book+"/bekreft", form)
	if got.status != http.StatusSeeOther || got.header.Get("Location") != book+"?sok=luster" {
		t.Fatalf("%d %s", got.status, got.header.Get("Location"))
	}
	all := editor.get(book).form(book + "/bekreft")
	if len(all["unit"]) != 42 {
		t.Errorf("%d are left to confirm", len(all["unit"]))
	}
	all.Set("back", "https://example.com/")
	all.Add("unit", "municipality:0001") // was there when the page was drawn
	if got := editor.post(book+"/bekreft", all); got.header.Get("Location") != book {
		t.Errorf("goes on to %s", got.header.Get("Location"))
	}
	editor.get(book).ok(t).says(t, "42 adresser er", "finst ikkje lenger")
	csv := editor.get(book + "/adressebok.csv")
	if !strings.Contains(csv.body, "4644;Luster;Vestland;postmottak@luster.kommune.no") {
		t.Errorf("the file:\n%.300s", csv.body)
	}
}

func TestAddressesOfAFormerMunicipalityAreMovedWithOneButton(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.db.SetClock(t, dialogue.Date{Year: 2019, Month: 11, Day: 4}.At(9, 0))
	editor, reader := s.as(t, "redaktor@vestland"), s.as(t, "leser@vestland")
	const forde = book + "/om/municipality:1432"
	typed := editor.get(forde).ok(t).form(forde + "/ny")
	typed.Set("email", "post@forde.example.no")
	editor.post(forde+"/ny", typed).leads(t, forde)
	s.db.SetClock(t, dialogue.Date{Year: 2021, Month: 10, Day: 20}.At(9, 0))

	const sunnfjord = book + "/om/municipality:4647"
	for _, page := range []string{book + "?sok=sunnfjord", sunnfjord} {
		if got := reader.get(page).ok(t); !strings.Contains(got.text(), "Frå tidlegare Førde") || got.doc.Find("button[name=move]").Length() != 0 {
			t.Errorf("a reader of %s: %s", page, got.text())
		}
		button := editor.get(page).ok(t).doc.Find("button[name=move]")
		if button.Length() != 1 {
			t.Fatalf("%s has %d buttons", page, button.Length())
		}
		if form, own := button.Closest("form").Attr("action"); !own || button.AttrOr("formaction", form) != book+"/flytt" {
			t.Errorf("the button of %s goes elsewhere", page)
		}
	}
	move := url.Values{"move": {editor.get(sunnfjord).doc.Find("button[name=move]").AttrOr("value", "")}, "back": {sunnfjord}}
	if got := reader.post(book+"/flytt", move); got.status != http.StatusForbidden {
		t.Errorf("a reader moves: %d", got.status)
	}
	for _, said := range []string{"Éi adresse er flytta.", "flytte eller fjerna frå før"} {
		editor.post(book+"/flytt", move).leads(t, sunnfjord)
		editor.get(sunnfjord).ok(t).says(t, said, "post@forde.example.no")
	}
}

func TestASaveThatComesTooLateShowsBothVersionsOfAUnit(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	editor := s.as(t, "redaktor@vestland")
	const luster = book + "/om/municipality:4644"
	first, second := editor.get(luster).form(luster), editor.get(luster).form(luster)
	first.Set("lang", "nb")
	if got := editor.post(luster, first); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	second.Set("whose", "own")
	second.Set("domains", "@luster.example.no")
	got := editor.post(luster, second)
	if got.status != http.StatusConflict || got.value("domains") != "@luster.example.no" || !strings.Contains(got.doc.Find(".stale-table").Text(), "Bokmål") {
		t.Fatalf("%d %q", got.status, got.value("domains"))
	}
	if got := editor.post(luster, got.form(luster)); got.status != http.StatusSeeOther {
		t.Errorf("the save after that: %d", got.status)
	}
	bad := editor.get(luster).form(luster)
	bad.Set("domains", "no")
	if got := editor.post(luster, bad); got.status != http.StatusUnprocessableEntity || got.value("domains") != "no" {
		t.Errorf("a whole country: %d", got.status)
	}
}

// upload posts a file as the import's form does.
func upload(t *testing.T, b *browser, path, name string, content []byte) *answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, b.base+path, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

func TestAFileIsLookedAtBeforeItIsImported(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	editor := s.as(t, "redaktor@vestland")
	look := upload(t, editor, book+"/import", "adresser.csv", []byte("Kommune;E-post;Namn\nLuster;kari@luster.example.no;Kari \"Kaja\" Berge\nFørde;post@forde.example.no;\nAtlantis;a@example.no;\n"))
	if look.status != http.StatusOK || !strings.Contains(look.text(), "Ingen heiter «Atlantis»") {
		t.Fatalf("%d %s", look.status, look.text())
	}
	if text := editor.get(book + "?sok=kari").text(); strings.Contains(text, "kari@luster") {
		t.Error("the preview has stored something")
	}
	form := look.form(book + "/import/lagre")
	if len(form["line"]) != 1 {
		t.Errorf("what wants a look is taken in unasked: %v", form["line"])
	}
	if got := editor.post(book+"/import/lagre", form); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	if text := editor.get(book + "?sok=kari").text(); !strings.Contains(text, `Kari "Kaja" Berge`) {
		t.Errorf("not imported: %s", text)
	}
	if got := editor.post(book+"/import/lagre", form); got.status != http.StatusConflict {
		t.Errorf("sent twice: %d", got.status)
	}
	if got := editor.post(book+"/import/lagre", url.Values{"line": {"{"}}); got.status != http.StatusBadRequest {
		t.Errorf("nonsense: %d", got.status)
	}
	for name, want := range map[string]int{"%PDF-1.7": http.StatusUnprocessableEntity, strings.Repeat("a;b\n", 1<<20): http.StatusRequestEntityTooLarge} {
		if got := upload(t, editor, book+"/import", "fil", []byte(name)); got.status != want || got.doc.Find(".ds-error-summary").Length() != 1 {
			t.Errorf("%.10s: %d", name, got.status)
		}
	}
}
