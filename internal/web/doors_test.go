package web_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/chromedp/chromedp"
)

// officeFile is an office file of a type with one part that is text repeated.
func officeFile(t testing.TB, media, part, text string, times int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	write := func(name, content string, times int) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range times {
			_, _ = io.WriteString(f, content)
		}
	}
	write("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/`+part+
		`" ContentType="application/vnd.openxmlformats-officedocument.`+media+`.main+xml"/></Types>`, 1)
	write(part, `<x/>`, 1)
	write(filepath.Dir(part)+"/worksheets/sheet1.xml", text, times)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every door that takes a file, through the whole program: what could harm is refused with words, nothing of it is stored, and a name that would
// mislead is put right.
func TestEveryDoorThatTakesAFileRefusesWhatCouldHarm(t *testing.T) {
	t.Parallel()
	inv := taking()
	inv.Series.AsksPresentation = true
	inv.Questions = []dialogue.Question{{ID: sample.ID("doors/file"), Text: inBoth("Legg ved planen"), Kind: dialogue.AskFile, Per: dialogue.PerUnit, Phase: dialogue.AsPreparation}}
	o := open(t, summer2019, inv)
	b, reference := o.registered(t, 1)
	staff := o.as(t, "redaktor@innlandet")
	var registration string
	if err := o.db.Owner.QueryRow(t.Context(), `select id::text from registration where reference = $1`, reference).Scan(&registration); err != nil {
		t.Fatal(err)
	}
	intern := "/intern/invitasjoner/" + o.inv.Series.ID.String()
	written := with(b.get(o.innspill()).ok(t).form(o.innspill("sjekk")), written("Se vedlegget."))
	o.db.AdvanceClock(t, time.Minute)
	doors := map[string]struct {
		who         *browser
		page, to    string
		field       string
		more        url.Values
		fields      url.Values
		tables, add bool
	}{
		"a document":               {who: staff, page: intern + "/dokumenter", to: intern + "/dokumenter/nytt", field: "file", more: url.Values{"title.nb": {"Plan"}, "title.nn": {"Plan"}}},
		"a presentation":           {who: b, page: my(reference, "filer"), to: my(reference, "filer", "lever", "fp"), field: "file"},
		"staff's own handing in":   {who: staff, page: intern + "/presentasjoner/lever/" + registration, to: intern + "/presentasjoner/lever/" + registration, field: "file", more: url.Values{"kind": {"presentation"}}},
		"an answer":                {who: b, page: my(reference, "forberedelser"), to: my(reference, "forberedelser"), field: "answers." + inv.Questions[0].ID.String(), more: url.Values{"save": {"all"}}},
		"written input":            {who: b, fields: written, to: o.innspill("sjekk"), field: "files", more: url.Values{"email": {""}}},
		"a delegation's own input": {who: b, page: my(reference, "innspill"), to: my(reference, "innspill"), field: "files", more: url.Values{"text": {""}}},
		"the address book":         {who: staff, page: "/intern/adresser/import", to: "/intern/adresser/import", field: "file", tables: true},
	}
	bad := map[string][]byte{
		"tegning.pdf":      []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		"side.docx":        []byte("<!doctype html><script>alert(1)</script>"),
		"bombe.pptx":       officeFile(t, "presentationml.presentation", "ppt/presentation.xml", strings.Repeat("\x00", 1<<20), 200),
		"million.xlsx":     officeFile(t, "spreadsheetml.sheet", "xl/workbook.xml", `<row><c t="inlineStr"><is><t>post@example.no</t></is></c></row>`, 1_000_000),
		"program.pdf.exe":  append([]byte("MZ\x90\x00"), make([]byte, 500)...),
		"side\r\nX-Ond: 1": []byte("<script>alert(1)</script>"),
	}
	for name, door := range doors {
		fields := door.fields
		if fields == nil {
			values := door.who.get(door.page).ok(t)
			fields = values.form(door.to)
		}
		fields = with(fields, door.more)
		before := o.count(t, `file`)
		for file, content := range bad {
			got := door.who.attach(door.to, fields, door.field, map[string][]byte{file: content})
			if name == "an answer" && strings.Contains(file, "\r\n") && got.status == http.StatusSeeOther {
				continue // the name breaks the header, so there is no file, and an answer need not have one
			}
			if got.status < 400 || got.status >= 500 || got.doc.Find(".ds-error-summary").Length() == 0 || got.header.Get("X-Ond") != "" {
				t.Errorf("%s takes %q: %d %s", name, file, got.status, got.text())
			}
		}
		if n := o.count(t, `file`); n != before {
			t.Errorf("%s has stored %d of them", name, n-before)
		}
		if door.tables {
			continue
		}
		pdf := append(sample.Files(o.inv)[0].Bytes, []byte(name)...)
		if got := door.who.attach(door.to, fields, door.field, map[string][]byte{"plan.exe.pdf": pdf}); got.status >= 500 || o.count(t, `file`) != before+1 {
			t.Errorf("%s refuses a right one: %d %s", name, got.status, got.text())
		}
	}
	rows, err := o.db.Owner.Query(t.Context(), `select filename from material where filename like 'plan%' union all select filename from handed_in union all select filename from statement_file
		union all select filename from answer where filename <> ''`)
	if err != nil {
		t.Fatal(err)
	}
	safe := regexp.MustCompile(`^plan exe\.pdf$`)
	n := 0
	for ; rows.Next(); n++ {
		var stored string
		if err := rows.Scan(&stored); err != nil || !safe.MatchString(stored) {
			t.Errorf("stored as %q, %v", stored, err)
		}
	}
	if n != 6 {
		t.Errorf("%d are stored", n)
	}
}

// With a keyboard and a phone's width: the presentation is chosen, handed in, replaced and taken back.
func TestAPresentationIsHandedInWithAKeyboard(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Series.AsksPresentation = true
	o := open(t, summer2019, inv)
	_, reference := o.registered(t, 1)
	folder, room := t.TempDir(), my(reference, "filer")
	k := o.reader(t, 360, false)
	k.open(o.mailed(t, o.browser(t), reference))
	k.to("main button")
	k.enter(my(reference))
	k.to(`main a[href="` + room + `"]`)
	k.enter(room)
	for version, words := range []string{"utkast", "endelig"} {
		path := filepath.Join(folder, words+".pdf")
		if err := os.WriteFile(path, sample.PDF("", words, "Vestre Toten").Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		k.to(`input[type="file"]`) // the browser's own chooser is not ours to try
		k.do(chromedp.SetUploadFiles(`form[enctype] input[type="file"]`, []string{path}))
		k.to("main form[enctype] .buttons button")
		k.enter(room)
		k.reads(words+".pdf", []string{"Versjon 1", "Versjon 2"}[version])
	}
	k.to(`form[action$="/trekk"] button.link-button`)
	k.enter(room)
	if n := o.count(t, `handed_in where sha256 is not null`); n != 0 {
		t.Errorf("%d files are left", n)
	}
}
