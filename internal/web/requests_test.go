package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
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

// Staff make a meeting of requests with the form alone: tick, look at the letter, send. Whatever else is sent to it, nothing fails on our
// side.
func TestStaffMakeAMeetingOfRequests(t *testing.T) {
	t.Parallel()
	o := open(t, dialogue.Date{Year: 2021, Month: time.November, Day: 3}.At(10, 0), sample.VestlandOnRequest())
	editor := dialogue.Actor{Kind: dialogue.StaffActor, Organiser: o.inv.Organiser.ID, User: sample.ID("staff"), Role: dialogue.Editor}
	for _, q := range sample.OnRequestWishes() {
		if _, err := o.app.Register(t.Context(), editor, o.inv.Series.Slug, q); err != nil {
			t.Fatal(err)
		}
	}
	b := o.as(t, "redaktor@vestland")
	tab := "/intern/invitasjoner/" + o.inv.Series.ID.String() + "/onsker"
	b.get("/intern").ok(t).says(t, "5 ønsk")
	list := b.get(tab).ok(t)
	staffChangeAWish(t, b, list.doc.Find(`.requests li:has(label:contains("Voss")) a`).First().AttrOr("href", ""))
	voss := list.doc.Find(`.requests li:has(label:contains("Voss")) input[name="onske"]`).First().AttrOr("value", "")
	form := b.get(tab + "/mote?onske=" + voss).ok(t)
	typed := form.form(tab + "/mote")
	if len(typed["requests"]) != 2 || len(typed["others"]) != 1 {
		t.Fatalf("suggested: %v and %v", typed["requests"], typed["others"])
	}
	rapid.Check(t, func(rt *rapid.T) {
		for _, path := range []string{"/mote", "/mote/vis"} {
			values := submission(rt, []string{"requests", "others", "version." + voss, "date", "from", "to", "town", "digital", "capacity", "closes_on", "note"})
			if got := b.post(tab+path, values); got.status >= 500 {
				rt.Fatalf("%s: %d for %v\n%s", path, got.status, values, got.text())
			}
		}
	})
	if wrong := b.post(tab+"/mote", typed); wrong.status != http.StatusUnprocessableEntity || len(wrong.form(tab + "/mote")["requests"]) != 2 {
		t.Errorf("without a date: %d", wrong.status)
	}
	typed = with(typed, url.Values{"date": {"19.1.2022"}, "from": {"10"}, "to": {"12"}, "digital": {"1"}, "note": {"KS blir med."}})
	b.post(tab+"/mote/vis", typed).ok(t).says(t, "KS blir med.", "Eidfjord")
	b.post(tab+"/mote", typed).leads(t, tab+"?tilstand=met")
	b.get(tab+"?tilstand=met").ok(t).says(t, "Voss", "19. januar", "Eidfjord")
	var meeting string
	if err := o.db.Owner.QueryRow(t.Context(), `select id::text from meeting`).Scan(&meeting); err != nil {
		t.Fatal(err)
	}
	series := "/intern/invitasjoner/" + o.inv.Series.ID.String()
	people := b.get(series+"/pameldinger").ok(t).doc.Find(`a[href*="`+meeting+`"][href*="deltakere"]`).First().AttrOr("href", "")
	for _, page := range []string{series + "/pameldinger", series + "/pameldinger/liste.csv", people, series + "/bekreftelse/" + meeting} {
		if got := b.get(page).ok(t); !strings.Contains(got.body, "Ulvik") {
			t.Errorf("%s does not tell that Ulvik has named nobody", page)
		}
	}
	if again := b.post(tab+"/mote", typed); again.status != http.StatusConflict {
		t.Errorf("the same requests once more: %d", again.status)
	}
}

// A municipality that asks for a meeting may name nobody, and take back the only one it has named; one that is registered for a meeting
// withdraws instead.
func TestTheOnlyOneNamedForARequestIsTakenOff(t *testing.T) {
	t.Parallel()
	o := open(t, dialogue.Date{Year: 2021, Month: time.November, Day: 3}.At(10, 0), sample.VestlandOnRequest())
	b := o.browser(t)
	o.verify(t, b, o.send(t, b, url.Values{"unit": {"municipality:4621"}, "contact.name": {"Kari Voss"}, "contact.email": {"kari@voss.kommune.no"}, "wanted_when": {"I mars"},
		"delegates.0.name": {"Per Voss"}, "delegates.0.email": {"per@voss.kommune.no"}}))
	var reference string
	if err := o.db.Owner.QueryRow(t.Context(), `select reference from registration`).Scan(&reference); err != nil {
		t.Fatal(err)
	}
	people := my(reference, "deltakere")
	page := b.get(people).ok(t)
	if page.doc.Find(`button[name="remove"]`).Length() != 1 {
		t.Fatalf("the only one can't be taken off")
	}
	emptied := b.post(people, with(page.form(people), url.Values{"remove": {"0"}})).ok(t)
	if emptied.value("delegates.0.name") != "" || emptied.doc.Find(`button[name="remove"]`).Length() != 0 {
		t.Error("the row is not empty")
	}
	b.post(people, emptied.form(people)).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Venter på møte", "Ingen er meldt inn ennå")

	in := innlandet(t)
	b, reference = in.registered(t, 1)
	people = my(reference, "deltakere")
	forged := b.post(people, with(b.get(people).ok(t).form(people), url.Values{"remove": {"0"}})).ok(t)
	if got := b.post(people, forged.form(people)); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a registration without anybody: %d", got.status)
	} else {
		got.says(t, "Skal alle bort, må du melde av hele påmeldingen")
	}
}

// staffChangeAWish changes what was said on the phone after the request came: the neighbours stay, and an old form is stopped.
func staffChangeAWish(t *testing.T, b *browser, registration string) {
	t.Helper()
	wish := registration + "/onske"
	if b.get(registration).ok(t).doc.Find(`a[href="`+wish+`"]`).Length() != 1 {
		t.Fatalf("%s does not lead to its wish", registration)
	}
	form := b.get(wish).ok(t).form(wish)
	if got := b.post(wish, with(form, url.Values{"wanted_when": {" "}, "wanted_help": {"Det nye"}})); got.status != http.StatusUnprocessableEntity || got.value("wanted_help") != "Det nye" {
		t.Errorf("a wish without a time: %d, what was typed is %q", got.status, got.value("wanted_help"))
	}
	b.post(wish, with(form, url.Values{"wanted_when": {"Berre tysdagar, sa dei på telefonen"}})).leads(t, registration)
	b.get(registration).ok(t).says(t, "Berre tysdagar, sa dei på telefonen", "Ulvik", "Eidfjord")
	if stale := b.post(wish, with(form, url.Values{"wanted_when": {"Andre dagar"}})); stale.status != http.StatusConflict {
		t.Errorf("a form from before the change: %d", stale.status)
	}
}
