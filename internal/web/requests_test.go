package web_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"dialogmote/internal/sample"

	"dialogmote/internal/dialogue"
)

// A municipality asks for a meeting without scripts and without naming anybody, sees its wish on its own page, and changes it.
func TestAMunicipalityAsksForAMeeting(t *testing.T) {
	t.Parallel()
	o := open(t, dialogue.Date{Year: 2021, Month: time.November, Day: 3}.At(10, 0), sample.VestlandOnRequest())
	b := o.browser(t)
	b.get("/nb/invitasjoner/"+o.inv.Series.Slug).ok(t).says(t, "Be om møte", "Når det passer for kommunen")
	typed := url.Values{"unit": {"municipality:4621"}, "contact.name": {"Kari Voss"}, "contact.email": {"kari@voss.kommune.no"}}
	empty := b.post(o.pamelding("sjekk"), with(b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk")), typed))
	if empty.status != http.StatusUnprocessableEntity || empty.doc.Find(`textarea[name="wanted_when"][aria-invalid="true"]`).Length() != 1 {
		t.Errorf("a request that says no time: %d", empty.status)
	}
	typed.Set("wanted_when", "Onsdager i mars")
	typed.Set("wanted_help", "Mat og måltid")
	typed["neighbours"] = []string{"municipality:4620", "municipality:4619"}
	page := o.verify(t, b, o.send(t, b, typed))
	page.says(t, "Venter på møte", "Onsdager i mars", "Mat og måltid", "Ulvik", "Eidfjord", "Ingen er meldt inn ennå")
	var reference string
	if err := o.db.Owner.QueryRow(t.Context(), `select reference from registration`).Scan(&reference); err != nil {
		t.Fatal(err)
	}
	form := b.get(my(reference, "onske")).ok(t).form(my(reference, "onske"))
	form.Set("wanted_when", "Når som helst")
	form.Del("neighbours")
	b.post(my(reference, "onske"), form).leads(t, my(reference))
	changed := b.get(my(reference)).ok(t)
	changed.says(t, "Når som helst")
	if stale := b.post(my(reference, "onske"), form); stale.status != http.StatusConflict {
		t.Errorf("a form from before the change: %d", stale.status)
	}
}
