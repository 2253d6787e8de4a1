package web_test

import (
	"net/http"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

// count is how many rows a query about the series counts.
func (w *work) count(t testing.TB, sql string, args ...any) int {
	t.Helper()
	var n int
	if err := w.db.Owner.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAMeetingWithRegistrationsMovesOnlyWithALetter(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0512", "Otta", "Anne Aas"))
	b := w.as(t, "redaktor@innlandet")
	path := w.path("moter", w.meeting("Otta").ID.String())
	letters := `select count(*) from letter where kind = 'meeting_moved'`

	form := b.get(path).form(path)
	form.Set("date", "20.9.2019")
	form.Set("venue", "Otta kulturhus")
	asked := b.post(path, form)
	if asked.status != http.StatusUnprocessableEntity || asked.value("venue") != "Otta kulturhus" || asked.doc.Find(`button[name="move"]`).Length() != 1 {
		t.Fatalf("saved without a letter: %d %s", asked.status, asked.text())
	}
	if n := w.count(t, letters); n != 0 {
		t.Fatalf("%d letters before it is sent", n)
	}
	form = asked.form(path)
	form.Set("note", "Hotellet er fullt.")
	form.Set("move", "1")
	if got := b.post(path, form); got.status != http.StatusSeeOther {
		t.Fatalf("not moved: %d %s", got.status, got.text())
	}
	if n := w.count(t, letters+` and body like '%Hotellet er fullt.%'`); n == 0 {
		t.Error("no letter with the greeting")
	}
	if got := b.get(w.path("moter")).text(); !strings.Contains(got, "fredag 20. september 2019") || !strings.Contains(got, "Otta kulturhus") {
		t.Errorf("the meeting did not move: %s", got)
	}

	// What nobody needs a letter about is saved at once.
	form = b.get(path).form(path)
	form.Set("capacity", "80")
	if got := b.post(path, form); got.status != http.StatusSeeOther {
		t.Errorf("capacity: %d %s", got.status, got.text())
	}
}

func TestAMeetingIsCancelledWithALetterAndStaysVisible(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0512", "Otta", "Anne Aas"))
	b := w.as(t, "redaktor@innlandet")
	path := w.path("moter", w.meeting("Otta").ID.String())
	page := b.get(path)
	if page.doc.Find(`form[action$="/fjern"]`).Length() > 0 {
		t.Error("a meeting in use can be removed")
	}
	if got := b.post(path+"/fjern", page.form(path+"/avlys")); got.status != http.StatusConflict {
		t.Errorf("removed: %d", got.status)
	}
	form := page.form(path + "/avlys")
	form.Set("note", "For få påmeldte.")
	if got := b.post(path+"/avlys", form); got.status != http.StatusSeeOther {
		t.Fatalf("not cancelled: %d %s", got.status, got.text())
	}
	if n := w.count(t, `select count(*) from letter where kind = 'meeting_cancelled' and body like '%For få påmeldte.%'`); n == 0 {
		t.Error("nobody is told")
	}
	if got := b.get(w.path("moter")).text(); !strings.Contains(got, "Utgår") {
		t.Errorf("%s", got)
	}
	if got := b.post(path+"/avlys", form); got.status != http.StatusConflict {
		t.Errorf("cancelled twice: %d", got.status)
	}
}

func TestWhatRegistrationsHaveFixedIsRefusedInWords(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0512", "Otta", "Anne Aas", "Bo Berg", "Cato Dahl"))
	b := w.as(t, "redaktor@innlandet")
	path := w.path("regler")
	form := b.get(path).form(path)
	form.Set("choice", string(dialogue.ChooseMany))
	form.Set("max_delegates", "2")
	got := b.post(path, form)
	if got.status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", got.status)
	}
	for _, words := range []string{"Kan ikke endres etter den første påmeldingen", "Kan ikke være lavere enn 3"} {
		if !strings.Contains(got.doc.Find(".ds-error-summary").Text(), words) {
			t.Errorf("not said: %s", words)
		}
	}
	form = b.get(path).form(path)
	form.Set("max_delegates", "3")
	if got := b.post(path, form); got.status != http.StatusSeeOther {
		t.Errorf("down to what is registered: %d %s", got.status, got.text())
	}
	series := w.path()
	if page := b.get(series); page.doc.Find(`form[action$="/kladd"]`).Length() > 0 {
		t.Error("a series with registrations can be a draft again")
	}
	version := b.get(path).form(path)
	if got := b.post(series+"/kladd", version); got.status != http.StatusConflict || !strings.Contains(got.text(), "Noen har meldt seg på") {
		t.Errorf("back to draft: %d", got.status)
	}
	// Closed early, nobody registers; reopened, they do.
	public := "/nb/invitasjoner/" + w.inv.Series.Slug + "/pamelding"
	for _, step := range []struct {
		name string
		open bool
	}{{"steng", false}, {"apne", true}} {
		if got := b.post(series+"/"+step.name, b.get(series).form(series+"/"+step.name)); got.status != http.StatusSeeOther {
			t.Fatalf("%s: %d", step.name, got.status)
		}
		if got := w.browser(t).get(public); (got.status == http.StatusOK && got.doc.Find(`[name="contact.name"]`).Length() > 0) != step.open {
			t.Errorf("%s: %d", step.name, got.status)
		}
	}
}

func TestARoleInUseIsRetired(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0512", "Otta", "Anne Aas"))
	b := w.as(t, "redaktor@innlandet")
	path := w.path("roller")
	form := b.get(path).form(path)
	form.Set("remove", "0")
	form = b.post(path, form).form(path)
	if got := b.post(path, form); got.status != http.StatusSeeOther {
		t.Fatalf("%d", got.status)
	}
	page := b.get(path)
	found := false
	for i := range w.inv.Roles {
		prefix := "roles." + string(rune('0'+i)) + "."
		if page.value(prefix+"id") == w.inv.Roles[0].ID.String() {
			found = page.value(prefix+"retired") == "1"
		}
	}
	if !found {
		t.Error("the role is gone from those who have it, or still offered")
	}
}
