package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

// Staff write what a municipality says on the phone, also after the deadline, and then say where it comes from. Two who write the same are
// shown each other's words.
func TestStaffAnswerForADelegation(t *testing.T) {
	t.Parallel()
	inv := preparing()
	o := open(t, summer2019, inv)
	contact, reference := o.registered(t, 1)
	var registration string
	o.db.Owner.QueryRow(t.Context(), `select id::text from registration where reference = $1`, reference).Scan(&registration)
	path := "/intern/invitasjoner/" + inv.Series.ID.String() + "/pameldinger/" + registration + "/svar"
	staff := o.as(t, "redaktor@innlandet")
	field := dialogue.AnswerField("", dialogue.AnswerKey{Question: inv.Questions[0].ID})
	page := staff.get(path).ok(t)
	form := page.form(path)
	if got := staff.post(path, with(form, url.Values{field: {"Vi samler de eldre."}})); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	contact.get(my(reference, "forberedelser")).ok(t).says(t, "Vi samler de eldre.", "av arrangøren")
	stale := staff.post(path, with(form, url.Values{field: {"Noe annet."}}))
	if stale.status != http.StatusConflict || stale.value(field) != "Noe annet." || !strings.Contains(stale.text(), "Vi samler de eldre.") {
		t.Errorf("stale: %d, typed %q", stale.status, stale.value(field))
	}
	o.db.SetClock(t, noon(2019, time.December, 1))
	late := with(staff.get(path).ok(t).form(path), url.Values{field: {"Sent svar."}})
	if got := staff.post(path, late); got.status != http.StatusUnprocessableEntity || got.value(field) != "Sent svar." {
		t.Errorf("late without a reason: %d", got.status)
	}
	late.Set("reason", "Guro Lien ringte.")
	staff.post(path, late).leads(t, "/intern/invitasjoner/"+inv.Series.ID.String()+"/forberedelser#svar-"+reference)
	if got := o.as(t, "leser@innlandet").get(path); got.status != http.StatusForbidden {
		t.Errorf("a reader: %d", got.status)
	}
	if got := o.as(t, "admin@vestland").get(path); got.status != http.StatusNotFound {
		t.Errorf("another office: %d", got.status)
	}
	if got := contact.get(my(reference, "historikk")).ok(t); strings.Contains(got.text(), "Guro Lien ringte") {
		t.Error("the delegation reads what staff wrote for each other")
	}
}
