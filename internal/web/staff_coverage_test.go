package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A whole round of staff's coverage: a meeting is entered and taken back, a milestone is set for several at once, and who is late is told of
// what has changed, with everything typed and ticked kept.
func TestStaffEnterTheCoverage(t *testing.T) {
	t.Parallel()
	o := covered(t)
	editor, reader := o.as(t, "redaktor@innlandet"), o.as(t, "leser@innlandet")
	unit := "/intern/dekning/kommune/0502"

	wrong := editor.post(unit+"/mote", url.Values{"kind": {"dialogue"}, "on": {"1.1.2031"}, "note": {"På Teams"}})
	if wrong.status != http.StatusUnprocessableEntity || wrong.value("note") != "På Teams" {
		t.Errorf("a meeting to come: %d, the note is %q", wrong.status, wrong.value("note"))
	}
	if got := editor.post(unit+"/mote", url.Values{"kind": {"dialogue"}, "on": {"4. juni 2019"}}); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.text())
	}
	page := editor.get("/intern/dekning").ok(t)
	page.says(t, "2 av 48 kommuner har hatt dialogmøte")
	history := editor.get(unit).ok(t)
	word := history.doc.Find(`form[action$="/fjern"] input[name=id]`).AttrOr("value", "")
	for range 2 { // pressing twice is pressing once
		if got := editor.post(unit+"/fjern", url.Values{"id": {word}}); got.status != http.StatusSeeOther {
			t.Errorf("taking it back: %d", got.status)
		}
	}

	// Both have the page; Hamar's (0403) milestone is at its first version.
	tick := func(number string) string {
		return page.doc.Find(`input[name=units][value^="`+number+`"]`).AttrOr("value", "")
	}
	set := url.Values{"units": {tick("0403"), tick("0502")}, "milestone": {page.doc.Find(`#sett select[name=milestone] option`).Last().AttrOr("value", "")},
		"state": {"done"}, "day": {"20. juni 2019"}, "sokt": {"fylke=04"}}
	if got := editor.post("/intern/dekning/sett", set); got.status != http.StatusSeeOther || got.header.Get("Location") != "/intern/dekning?fylke=04" {
		t.Fatalf("%d to %s\n%s", got.status, got.header.Get("Location"), got.text())
	}
	set.Set("sokt", "")
	set.Set("day", "21. juni 2019")
	late := editor.post("/intern/dekning/sett", set)
	if late.status != http.StatusConflict || late.value("day") != "21. juni 2019" || late.doc.Find("input[name=units][checked]").Length() != 2 {
		t.Errorf("%d, the day is %q, %d ticked", late.status, late.value("day"), late.doc.Find("input[name=units][checked]").Length())
	}
	late.says(t, "Noen andre har endret milepælen for Hamar og Gjøvik")
	if got := editor.get("/intern/dekning?nadd=done&milepel=" + set.Get("milestone")).ok(t); got.doc.Find(".coverage tbody tr").Length() != 2 {
		t.Error("a stale save was stored, or the filter does not find what was")
	}

	for path, values := range map[string]url.Values{"/intern/dekning/sett": set, unit + "/mote": {}, "/intern/dekning/milepaler": {}, "/intern/dekning/mal": {}} {
		if got := reader.post(path, values); got.status != http.StatusForbidden {
			t.Errorf("a reader posts to %s: %d", path, got.status)
		}
	}
	for _, path := range []string{"/intern/dekning", "/intern/dekning?fra=x&til=31.2.2019&slag=y&milepel=z&tilstand=w&fylke=99", unit, "/intern/dekning/milepaler", "/intern/dekning/mal"} {
		if body := reader.get(path).ok(t); strings.Contains(body.doc.Find("main").Text(), "⟦") || body.doc.Find(`main form[method=post]`).Length() > 1 {
			t.Errorf("%s lets a reader change something, or lacks words", path)
		}
	}
	if got := editor.post("/intern/dekning/offentlig", url.Values{"on": {"1"}}); got.status != http.StatusForbidden {
		t.Errorf("an editor makes it public: %d", got.status)
	}
	if got := o.as(t, "admin@vestland").get(unit); got.status != http.StatusNotFound {
		t.Errorf("Vestland on Gjøvik: %d", got.status)
	}
}
