package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is sent, no form of the editor fails on our side, and when it comes back its texts stand as typed.
func TestRandomSubmissionsOfTheEditor(t *testing.T) {
	t.Parallel()
	text := func(name string) []string { return []string{name + ".nb", name + ".nn", name + ".en"} }
	join := func(all ...[]string) (joined []string) {
		for _, some := range all {
			joined = append(joined, some...)
		}
		return joined
	}
	buttons := []string{"add", "remove", "up", "paste", "correct", "pasted"}
	for tab, form := range map[string]struct{ fields, texts []string }{
		"tekst": {join(text("title"), text("lead"), text("body"), text("privacy"), []string{"version", "kind", "lang", "our_ref", "letter_date", "stated_meetings"}),
			[]string{"title.nb", "lead.nn", "body.nb", "our_ref", "letter_date"}},
		"regler": {[]string{"version", "choice", "admission", "identity", "max_delegates", "over_cap", "outside_max", "binding", "required", "scope", "counties",
			"districts", "others", "closes_on", "closes_days_before", "answer_by", "preparation_by", "documents_by", "statements_by", "asks_presentation", "statements_open", "delete_on", "copy_to", "listed",
			"select_where", "select_extra", "min_delegation", "second_approval", "offer_days"},
			[]string{"max_delegates", "closes_on", "copy_to", "listed", "min_delegation", "offer_days"}},
		"roller": {join(text("roles.0.name"), text("roles.1.name"), buttons, []string{"version", "roles.0.id", "roles.0.floor", "roles.0.maximum", "roles.1.health"}), nil},
		"regioner": {join(text("regions.0.name"), text("regions.1.name"), buttons, []string{"version", "regions.0.id", "regions.0.units", "regions.0.stated",
			"regions.1.units", "regions.1.meet", "regions.1.date", "regions.1.from", "regions.1.to", "digital"}), nil},
		"program": {join(text("rows.0.content"), text("rows.1.content"), text("rows.0.responsible"), buttons,
			[]string{"version", "start", "tentative", "rows.0.from", "rows.0.to", "rows.1.from", "rows.1.to"}), nil},
		"kontakter":       {join(text("contacts.0.title"), buttons, []string{"version", "contacts.0.name", "contacts.0.email", "contacts.0.phone", "contacts.0.scope"}), nil},
		"dokumenter":      {join(text("materials.0.title"), buttons, []string{"version", "materials.0.id", "materials.0.audience", "materials.0.kind", "materials.0.meeting"}), nil},
		"dokumenter/nytt": {join(text("title"), []string{"version", "url", "audience", "meeting"}), []string{"title.nb", "url"}},
		"moter/nytt": {join(text("theme"), text("group_work"), []string{"own_places", "date", "from", "to", "last_date", "town", "venue", "address", "digital", "teams_url", "region", "units", "capacity",
			"capacity_shown", "closes_on", "closes_days_before"}), []string{"date", "from", "town", "teams_url", "capacity"}},
		"publiser": {[]string{"version"}, nil},
	} {
		t.Run(tab, func(t *testing.T) {
			t.Parallel()
			_, e, _ := editInnlandet(t, "redaktor@innlandet")
			shown := tab // the page that the form stands on
			switch tab {
			case "dokumenter/nytt":
				shown = "dokumenter"
			case "publiser":
				shown = ""
			}
			stored := url.Values{}
			if tab != "publiser" {
				stored = e.get(e.path(shown)).form(e.path(tab))
			}
			rapid.Check(t, func(rt *rapid.T) {
				for range perCheck {
					values := submission(rt, form.fields)
					if rapid.Bool().Draw(rt, "on top of the form") {
						merged := with(stored)
						for name, v := range values {
							merged[name] = v
						}
						values = merged
					}
					got := e.post(e.path(tab), values)
					if got.status >= 500 {
						rt.Fatalf("status %d for %v\n%s", got.status, values, got.text())
					}
					if got.status != http.StatusUnprocessableEntity && got.status != http.StatusConflict {
						continue
					}
					for _, field := range form.texts {
						typed := plain(values.Get(field))
						if shown := plain(got.value(field)); len(values[field]) > 0 && shown != typed {
							rt.Fatalf("%s: typed %q, shown %q", field, typed, shown)
						}
					}
				}
			})
		})
	}
}
