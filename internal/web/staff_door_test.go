package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

// A code tells the organiser's staff whom it belongs to, and nobody else anything; a reader can check in by it, once.
func TestACodeIsForTheOrganisersStaffOnly(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	first := w.people(t)[0]
	m := w.meeting("Hamar")
	w.db.SetClock(t, m.StartsAt.Add(-50*time.Minute))
	var code string
	if err := w.db.Owner.QueryRow(t.Context(), `select s.code from seat s join delegate d on d.id = s.delegate_id where d.name = 'Åse Lie'`).Scan(&code); err != nil {
		t.Fatal(err)
	}
	at := "/intern/innsjekk/" + code
	w.scan(t, at)
	for name, b := range map[string]*browser{"nobody": w.browser(t), "another organiser's": w.as(t, "redaktor@vestland")} {
		got := b.get(at)
		if name == "nobody" {
			got.ok(t).says(t, "Vis koden i døra")
		} else if got.status != http.StatusNotFound {
			t.Errorf("%s: %d", name, got.status)
		}
		if strings.Contains(got.text(), "Åse") || strings.Contains(got.text(), "Hamar") {
			t.Errorf("%s reads %s", name, got.text())
		}
		if got := b.post(at, url.Values{}); got.status < 400 {
			t.Errorf("%s checks in: %d", name, got.status)
		}
	}
	helper := w.as(t, "leser@innlandet")
	helper.get(at).ok(t).says(t, "Åse Lie", "Os", "Møtt")
	list := w.path("dagen", m.ID.String())
	if got := helper.post(at, url.Values{}); got.status != http.StatusSeeOther || got.header.Get("Location") != list+"?fokus=1" {
		t.Fatalf("%d to %s", got.status, got.header.Get("Location"))
	}
	page := helper.get(list + "?fokus=1").ok(t)
	page.says(t, "1 av 4", "Åse Lie er møtt kl. 09.10.")
	if _, focused := page.doc.Find("#sok").Attr("autofocus"); !focused {
		t.Error("the next search is not where the reader is")
	}
	helper.get(at).ok(t).says(t, "Møtt 09.10")
	helper.post(at, url.Values{})
	helper.get(list).ok(t).says(t, "Åse Lie var alt møtt kl. 09.10")
	if n := w.count(t, `select count(*) from audit where verb = 'check_in' and about = $1`, first.ID); n != 1 {
		t.Errorf("%d lines in the log", n)
	}
	helper.get(list+"?sok=ringsaker&mangler=1").ok(t).says(t, "Anne Berg", "2 treff")
	helper.get(list+"?sok=Cato").ok(t).says(t, "Ingen på lista passer med «Cato».") // waits, and has no place
	if got := w.as(t, "redaktor@vestland").get(list); got.status != http.StatusNotFound {
		t.Errorf("another organiser's list: %d", got.status)
	}

	health, position := w.inv.Roles[len(w.inv.Roles)-1].Name.NB, "eldrerådet"
	for _, paper := range []string{"", "innskriving", "navneskilt"} {
		got := helper.get(strings.TrimSuffix(list+"/"+paper, "/")).ok(t)
		got.says(t, "Åse Lie")
		if strings.Contains(got.text(), health) || strings.Contains(got.text(), position) {
			t.Errorf("%q reveals health: %s", paper, got.text())
		}
		if paper == "" {
			continue
		}
		if pdf := helper.get(list + "/" + paper + ".pdf"); pdf.status != http.StatusOK || !bytes.HasPrefix([]byte(pdf.body), []byte("%PDF-")) {
			t.Errorf("%s.pdf: %d", paper, pdf.status)
		}
	}
}

// Who is not registered is entered by a helper while there is room, and by an editor with a reason beyond it.
func TestAWalkInIsEnteredAtTheDoor(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.people(t) // Hamar has four chairs, and all are taken
	m := w.meeting("Hamar")
	w.db.SetClock(t, m.StartsAt.Add(-50*time.Minute))
	list := w.path("dagen", m.ID.String())
	typed := func(b *browser) url.Values {
		page := b.get(list + "/uten-pamelding?name=Odd+Lie").ok(t)
		return url.Values{"submission": {page.doc.Find("[name=submission]").AttrOr("value", "")}, "name": {page.doc.Find("[name=name]").AttrOr("value", "")},
			"unit": {"municipality:0441"}}
	}
	helper, editor := w.as(t, "leser@innlandet"), w.as(t, "redaktor@innlandet")
	if got := helper.post(list+"/uten-pamelding", typed(helper)); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(), "Be en som kan endre invitasjonen") {
		t.Errorf("a reader: %d %s", got.status, got.text())
	}
	form := typed(editor)
	if got := editor.post(list+"/uten-pamelding", form); got.status != http.StatusUnprocessableEntity || got.doc.Find("#reason-error").Length() != 1 {
		t.Errorf("without a reason: %d %s", got.status, got.text())
	}
	form.Set("reason", "Skal holde innlegg")
	if got := editor.post(list+"/uten-pamelding", form); got.status != http.StatusSeeOther {
		t.Fatalf("with a reason: %d %s", got.status, got.text())
	}
	page := helper.get(list).ok(t)
	page.says(t, "0 av 4", "én uten påmelding", "Odd Lie", "Skal holde innlegg")
	if got := helper.post(list+"/fjern", url.Values{"walk_in": {page.doc.Find("[name=walk_in]").AttrOr("value", "")}}); got.status != http.StatusSeeOther {
		t.Errorf("taken away: %d", got.status)
	}
	if n := w.count(t, `select count(*) from walk_in`); n != 0 {
		t.Errorf("%d are left", n)
	}
}

// On a telephone, by the keys alone: a name is typed, the person checked in, and the next search waits; then it is undone.
func TestSomebodyIsCheckedInOnATelephone(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	o.registered(t, 3)
	m := o.inv.Meetings[4]
	o.db.SetClock(t, dialogue.DateOf(m.StartsAt).At(8, 12))
	k := o.reader(t, 360, true)
	k.signIn("leser@innlandet.example.no")
	list := o.path("dagen", m.ID.String())
	k.open(list)
	k.reads("0 av 3", "Vestre Toten")
	if small := ask[string](k, `[...document.querySelectorAll(".door button, .door-search button, .door-search input[type=search], .door-missing")].filter(b => b.getBoundingClientRect().height < 44).map(b => b.outerHTML).join()`); small != "" {
		t.Errorf("too small for a thumb: %s", small)
	}
	k.fill("sok", "deltaker 2")
	if got := ask[string](k, `[...document.querySelectorAll(".door li:not([hidden]) strong")].map(e => e.textContent).join()+document.querySelector("[data-door-hits]").textContent.trim()`); got != "Deltaker 2Ett treff" {
		t.Fatalf("while typing: %q", got)
	}
	k.press("Enter")
	if got := ask[string](k, `document.activeElement.innerText`); !strings.HasPrefix(got, "Møtt") {
		t.Fatalf("Enter goes to %q", got)
	}
	k.enter(list)
	k.reads("1 av 3", "Deltaker 2 er møtt kl. 08.12.")
	// The field gets its autofocus when the page is drawn.
	if got := ask[string](k, `new Promise((said) => requestAnimationFrame(() => requestAnimationFrame(() => said(document.activeElement.id + "|" + document.activeElement.value))))`); got != "sok|" {
		t.Errorf("the next search: %q", got)
	}
	k.to(`form[action$="/angre"] button`)
	k.enter(list)
	k.reads("0 av 3")
}
