package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What somebody needs goes from the contact to the office, as numbers, and to nobody and nowhere else: not another page, not the log.
func TestNeedsReachTheOfficeAndNobodyElse(t *testing.T) {
	t.Parallel()
	const confided = "Reagerer sterkt på peanøtter"
	o := innlandet(t)
	contact, reference := o.registered(t, 2)
	room := my(reference, "behov")
	contact.get(my(reference)).ok(t).says(t, "Mat og tilrettelegging", "Frivillig, ikke fylt ut")
	page := contact.get(room).ok(t)
	page.says(t, "Deltaker 1", "Deltaker 2", "krypteres")
	var delegate string
	o.db.Owner.QueryRow(t.Context(), `select id::text from delegate where name = 'Deltaker 1'`).Scan(&delegate)
	action := my(reference, "behov", delegate)
	typed := with(page.form(action), url.Values{"food": {"no-nuts", "made-up"}, "access": {"wheelchair"}, "text": {confided}})
	if got := contact.post(action, typed); got.status != http.StatusUnprocessableEntity || got.doc.Find("textarea").First().Text() != confided {
		t.Errorf("without consent: %d, typed %q", got.status, got.doc.Find("textarea").First().Text())
	}
	typed.Set("consent", "1")
	contact.post(action, typed).leads(t, room)
	contact.get(room).ok(t).says(t, "Uten nøtter, plass til rullestol", confided, "Slettes ")
	if got := contact.post(action, with(typed, url.Values{"text": {"Noe annet"}})); got.status != http.StatusConflict {
		t.Errorf("stale: %d", got.status)
	}
	for _, path := range []string{my(reference), my(reference, "historikk"), my(reference, "utskrift"), my(reference, "deltakere")} {
		if got := contact.get(path).ok(t); strings.Contains(got.body, confided) || strings.Contains(got.body, "Uten nøtter") {
			t.Errorf("%q tells what somebody needs", path)
		}
	}
	other := o.browser(t)
	if got := other.post(action, typed); got.status < 300 || strings.Contains(got.body, confided) {
		t.Errorf("nobody writes it: %d", got.status)
	}

	var series, meeting string
	o.db.Owner.QueryRow(t.Context(), `select s.series_id::text, s.meeting_id::text from seat s limit 1`).Scan(&series, &meeting)
	staff := "/intern/invitasjoner/" + series + "/moter/" + meeting + "/mat-og-tilrettelegging"
	editor, reader := o.as(t, "redaktor@innlandet"), o.as(t, "leser@innlandet")
	numbers := reader.get(staff).ok(t)
	numbers.says(t, "1 av 2 med plass", "Uten nøtter", "Plass til rullestol")
	csv := reader.get(staff + ".csv").ok(t)
	for name, got := range map[string]*answer{"the numbers": numbers, "the file": csv, "an editor's page": editor.get(staff).ok(t),
		"the list of participants": editor.get("/intern/invitasjoner/" + series + "/moter/" + meeting + "/deltakere.csv").ok(t)} {
		if strings.Contains(got.body, confided) || name != "the list of participants" && strings.Contains(got.body, "Deltaker 1") {
			t.Errorf("%s tells who it is", name)
		}
	}
	editor.post(staff+"/hvem", nil).ok(t).says(t, "Deltaker 1", confided, "loggført")
	if got := reader.post(staff+"/hvem", nil); got.status != http.StatusForbidden {
		t.Errorf("a reader sees who: %d", got.status)
	}
	if got := o.as(t, "admin@vestland").get(staff); got.status != http.StatusNotFound {
		t.Errorf("another office: %d", got.status)
	}
	// A value that nobody can open stops no page.
	if _, err := o.db.Owner.Exec(t.Context(), `update needs set sealed = '\x01020304050607'`); err != nil {
		t.Fatal(err)
	}
	contact.get(room).ok(t).says(t, "Svaret kan ikke vises")
	editor.get(staff).ok(t).says(t, "Ett svar kan ikke leses")
	editor.post(staff+"/hvem", nil).ok(t).says(t, "Kan ikke leses")
	if log := o.log.String(); strings.Contains(log, "peanøtter") || strings.Contains(log, "no-nuts") {
		t.Error("the log tells what somebody needs")
	}
}
