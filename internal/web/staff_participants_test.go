package web_test

import (
	"bytes"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files again")

// people registers three delegations, one with everything that a list must handle: a formula for a name, a role that can reveal
// health, a phone, a comment, somebody who waits.
func (w *work) people(t testing.TB) []dialogue.Registration {
	t.Helper()
	w.exec(t, `update meeting set capacity = 4 where id = $1`, w.meeting("Hamar").ID)
	health := w.inv.Roles[len(w.inv.Roles)-1]
	if !health.Health {
		t.Fatal("the last role doesn't reveal health")
	}
	first := w.request("0441", "Hamar", "Åse Lie", "=HYPERLINK(0)")
	first.Delegates[0].Role, first.Delegates[0].Position, first.Delegates[0].Phone = health.ID, "leder; «eldrerådet»", "+4722249602"
	first.Comment = "Vi trenger\nteleslynge"
	second := w.request("0412", "Hamar", "Anne Berg", "Bjørn Moe")
	waits := w.request("0528", "Hamar", "Cato Li")
	other := w.request("0512", "Otta", "Siri Moen")
	all := []dialogue.Registration{w.register(t, first), w.register(t, second), w.register(t, waits), w.register(t, other)}
	for i, r := range all {
		w.exec(t, `update registration set reference = $2 where id = $1`, r.ID, []string{"AAAA1111", "BBBB2222", "CCCC3333", "DDDD4444"}[i])
	}
	w.exec(t, `update seat set confirmed_at = '2019-08-29 12:00+02' where registration_id = $1`, all[1].ID)
	return all
}

func TestTheListOfParticipantsIsSortedAndHidesHealth(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.people(t)
	list := w.path("moter", w.meeting("Hamar").ID.String(), "deltakere")
	page := w.as(t, "leser@innlandet").get(list).ok(t)
	var names []string
	for _, s := range page.doc.Find(".participants tbody th").EachIter() {
		names = append(names, strings.TrimSpace(s.Text()))
	}
	if want := []string{"Åse Lie", "=HYPERLINK(0)", "Anne Berg", "Bjørn Moe", "Cato Li"}; !slices.Equal(names, want) { // Os, Ringsaker; then who waits
		t.Errorf("names %q, want %q", names, want)
	}
	page.says(t, "Har plass", "På venteliste", "22 24 96 02", "5 deltakere fra 3 påmeldinger", "tirsdag 29. oktober 2019 kl. 10.00–14.00")
	health := w.inv.Roles[len(w.inv.Roles)-1].Name.NB
	sheet := w.as(t, "leser@innlandet").get(list + "?signatur=1").ok(t)
	for name, p := range map[string]*answer{"list": page, "sheet": sheet} {
		if strings.Contains(p.text(), health) {
			t.Errorf("the %s reveals health", name)
		}
	}
	sheet.says(t, "Underskrift")
	if strings.Contains(sheet.text(), "Cato Li") || strings.Contains(sheet.text(), "@") && sheet.doc.Find(".participants a[href^=mailto]").Length() > 0 {
		t.Error("the sheet shows more than who comes")
	}
	if got := w.as(t, "leser@innlandet").get(w.path("moter", dialogue.ID{9}.String(), "deltakere")); got.status != http.StatusNotFound {
		t.Errorf("no such meeting: %d", got.status)
	}
}

func TestParticipantsAsCSV(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.people(t)
	got := w.as(t, "leser@innlandet").get(w.path("pameldinger", "liste.csv")).ok(t)
	if h := got.header; h.Get("Content-Disposition") != `attachment; filename="deltakere-dialogmoter-leve-hele-livet-innlandet-2019-2019-08-30.csv"` || h.Get("Cache-Control") != "no-store" {
		t.Errorf("header %v", h)
	}
	golden(t, "participants.csv", got.body)
	if strings.Contains(got.body, ";=HYPER") || strings.Contains(got.body, w.inv.Roles[len(w.inv.Roles)-1].Name.NB) {
		t.Error("a formula or health is in the file")
	}
	of := w.as(t, "leser@innlandet").get(w.path("moter", w.meeting("Otta").ID.String(), "deltakere.csv")).ok(t)
	if strings.Count(of.body, "\r\n") != 2 || !strings.Contains(of.header.Get("Content-Disposition"), "innlandet-2019-otta-2019-08-30.csv") {
		t.Errorf("of one meeting: %s %q", of.header.Get("Content-Disposition"), of.body)
	}
	var lines int
	if err := w.db.Owner.QueryRow(t.Context(), `select count(*) from audit where verb = 'export_participants' and actor_id = $1`, sample.ID("staff/innlandet/leser")).Scan(&lines); err != nil || lines != 2 {
		t.Errorf("%d audit lines of two exports, %v", lines, err)
	}
}

func golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestParticipantsAsSpreadsheet(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.people(t)
	got := w.as(t, "redaktor@innlandet").get(w.path("pameldinger", "liste.xlsx")).ok(t)
	book, err := excelize.OpenReader(bytes.NewReader([]byte(got.body)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if sheets := book.GetSheetList(); !slices.Equal(sheets, []string{"Alle deltakere", "Otta, 19. september", "Hamar, 29. oktober"}) {
		t.Errorf("sheets %q", sheets)
	}
	rows, err := book.GetRows("Hamar, 29. oktober")
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	column := func(header string) int {
		at := slices.Index(rows[0], header)
		if at < 0 {
			t.Fatalf("no column %q in %q", header, rows[0])
		}
		return at
	}
	if name := rows[2][column("Navn")]; name != "'=HYPERLINK(0)" {
		t.Errorf("the formula stands as %q", name)
	}
	if role := rows[1][column("Rolle")]; role != "" {
		t.Errorf("health role %q", role)
	}
	cell, _ := excelize.CoordinatesToCellName(column("Møtedato")+1, 2)
	raw, err := book.GetCellValue("Hamar, 29. oktober", cell, excelize.Options{RawCellValue: true})
	if err != nil || raw != "43767" { // 29 October 2019 as Excel counts days
		t.Errorf("the date is %q, %v", raw, err)
	}
	if shown := rows[1][column("Møtedato")]; shown != "29.10.2019" {
		t.Errorf("the date shows as %q", shown)
	}
	panes, err := book.GetPanes("Alle deltakere")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
}

func TestTheSeriesCalendar(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.exec(t, `update meeting set state = 'cancelled', sequence = 3 where id = $1`, w.meeting("Hamar").ID)
	got := w.as(t, "leser@innlandet").get(w.path("pameldinger", "liste.ics")).ok(t)
	for _, want := range []string{"BEGIN:VCALENDAR", "METHOD:PUBLISH", "SUMMARY:Dialogmøter Leve hele livet", "LOCATION:Thon hotell Otta\\, Otta", "STATUS:CANCELLED", "SEQUENCE:3", "DTSTART:20190919T080000Z"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %q", want)
		}
	}
	if n := strings.Count(got.body, "BEGIN:VEVENT"); n != 7 {
		t.Errorf("%d events", n)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(got.body, "\r\n"), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets", len(line))
		}
	}
}

func TestTheDateOfDeletion(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	b := w.as(t, "redaktor@innlandet")
	path := w.path("sletting")
	form := b.get(path).ok(t).form(path)
	for typed, status := range map[string]int{"29.10.2019": 422, "1.8.2019": 422, "tull": 422} {
		form.Set("delete_on", typed)
		if got := b.post(path, form); got.status != status || got.value("delete_on") != typed {
			t.Errorf("%s: %d, shows %q", typed, got.status, got.value("delete_on"))
		}
	}
	form.Set("delete_on", "1. februar 2020")
	b.post(path, form).leads(t, path)
	b.get(path).ok(t).says(t, "natt til 1. februar 2020", "Slettedatoen er lagret")
	form.Set("delete_on", "1. mars 2020")
	if got := b.post(path, form); got.status != http.StatusConflict || got.value("delete_on") != "1. mars 2020" {
		t.Errorf("stale: %d", got.status)
	}
	if inv, err := w.pg.Invitation(t.Context(), w.inv.Organiser.ID, w.inv.Series.ID); err != nil || inv.Series.DeleteOn != (dialogue.Date{Year: 2020, Month: time.February, Day: 1}) {
		t.Errorf("stored %v, %v", inv.Series.DeleteOn, err)
	}
}
