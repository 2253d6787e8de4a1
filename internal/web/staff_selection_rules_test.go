package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// How an organiser selects is written in the rules, the meetings and the roles, stays as it was written, and slips are seen.
func TestHowPlacesAreSelectedIsWrittenDown(t *testing.T) {
	t.Parallel()
	inv := sample.Departementet2017()
	s := newSite(t)
	s.db.SetClock(t, noon(2017, 4, 10))
	s.install(t, []dialogue.Organiser{inv.Organiser}, inv)
	b := s.as(t, "redaktor@hod")
	e := editing{b, "/intern/invitasjoner/" + inv.Series.ID.String()}
	rules := url.Values{"select_where": {"best_total"}, "select_extra": {"wishes_first"}, "min_delegation": {"2"}, "second_approval": {"1"}, "offer_days": {"5"}}
	e.mustSave("regler", rules)
	shown := e.get(e.path("regler")).ok(t).form(e.path("regler"))
	for name := range rules {
		if shown.Get(name) != rules.Get(name) {
			t.Errorf("%s is %q, want %q", name, shown.Get(name), rules.Get(name))
		}
	}
	for name, wrong := range map[string]string{"min_delegation": "5", "offer_days": "15", "select_where": "random", "select_extra": ""} {
		if got := e.save("regler", url.Values{name: {wrong}}); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s %q: %d", name, wrong, got.status)
		}
	}
	e.mustSave("tekst", url.Values{"group_work.nb": {"Hva virker?"}, "group_work.nn": {"Kva verkar?"}})
	if shown := e.get(e.path("tekst")).form(e.path("tekst")); shown.Get("group_work.nn") != "Kva verkar?" {
		t.Errorf("questions for groups: %q", shown.Get("group_work.nn"))
	}

	meeting := "moter/" + inv.Meetings[0].ID.String()
	e.mustSave(meeting, url.Values{"own_places": {"84"}, "group_work.nb": {"Hva er god mat?"}})
	page := e.get(e.path(meeting)).ok(t)
	page.says(t, "Da blir det ingen igjen")
	if shown := page.form(e.path(meeting)); shown.Get("own_places") != "84" || shown.Get("group_work.nb") != "Hva er god mat?" || shown.Get("group_work.nn") == "" {
		t.Errorf("of the meeting: %v", shown)
	}
	if got := e.save(meeting, url.Values{"own_places": {"85"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("more than there are: %d", got.status)
	} else {
		got.says(t, "høyst 84")
	}
	e.mustSave(meeting, url.Values{"own_places": {""}, "capacity": {"30"}})
	e.get(e.path("roller")).ok(t).says(t, "Rollene skal ha 39 plasser", "bare 30")
	e.mustSave(meeting, url.Values{"capacity": {""}})
	e.get(e.path(meeting)).ok(t).says(t, "alle som ønsker det, får plass der")
}
