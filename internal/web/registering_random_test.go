package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"pgregory.net/rapid"
)

// typedAway is a field of texts whose typed value the page does not show again, and what stands there instead. A row of delegates with
// nothing in it is dropped, and those after it move up.
func typedAway(page *answer, values url.Values, texts []string) string {
	for _, field := range texts {
		if row, _, ok := strings.Cut(strings.TrimPrefix(field, "delegates."), "."); ok && strings.HasPrefix(field, "delegates.") && rowDropped(values, row) {
			break
		}
		if len(values[field]) == 0 || page.doc.Find(`[name="`+field+`"]`).Length() == 0 {
			continue
		}
		if typed, shown := plain(values.Get(field)), plain(page.value(field)); shown != typed {
			return fmt.Sprintf("%s: typed %q, shown %q", field, typed, shown)
		}
	}
	return ""
}

func delegateFields(n int) (fields, texts []string) {
	for i := range n {
		for _, field := range []string{"name", "position", "email", "phone"} {
			texts = append(texts, fmt.Sprintf("delegates.%d.%s", i, field))
		}
		for _, field := range []string{"id", "role", "meetings"} {
			fields = append(fields, fmt.Sprintf("delegates.%d.%s", i, field))
		}
	}
	return append(fields, texts...), texts
}

// Whatever is sent to the form for registering, its check and its sending, for every kind of choice, nothing fails on our side, and when
// the form comes back its texts stand as typed.
func TestRandomRegistrations(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		inv dialogue.Invitation
		now time.Time
	}{
		"one":      {sample.Innlandet2019(), summer2019},
		"ranked":   {sample.Departementet2017(), noon(2017, time.April, 20)},
		"assigned": {sample.OsloViken2020(), noon(2020, time.October, 20)},
		"many":     {sample.Vestland(), noon(2021, time.October, 1)},
		"request":  {sample.VestlandOnRequest(), noon(2021, time.November, 3)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t, c.now, c.inv)
			b := o.browser(t)
			people, texts := delegateFields(2)
			texts = append([]string{"contact.name", "contact.email", "contact.phone", "contact.position", "comment"}, texts...)
			fields := append(people, "contact.name", "contact.email", "contact.phone", "contact.position", "comment", "unit", "kind", "organisation", "meeting",
				"submission", "rows", "gone", "channel", "wishes.0.meeting", "wishes.0.rank", "wishes.0.unavailable", "wishes.1.rank", "wishes.9.meeting", "if_not_all", "municipality")
			if name == "many" {
				texts = append([]string{"organisation"}, texts...)
			}
			typed, meeting := o.filled(2), "4621"
			if name == "request" {
				fields = append(fields, "wanted_when", "wanted_help", "neighbours")
				texts = append(texts, "wanted_when", "wanted_help")
				typed = with(typed, url.Values{"unit": {"municipality:4621"}, "wanted_when": {"I mars"}, "neighbours": {"municipality:4620"}})
			} else {
				meeting = o.inv.Meetings[0].ID.String()
			}
			known := []string{meeting, o.inv.Roles[0].ID.String(), "municipality:0529", "district:030101", "organisation", "person"}
			good := with(b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk")), typed)
			rapid.Check(t, func(rt *rapid.T) {
				for range perCheck {
					values := submission(rt, fields)
					if field := rapid.SampledFrom(fields).Draw(rt, "field"); rapid.Bool().Draw(rt, "something known") {
						values.Set(field, rapid.SampledFrom(known).Draw(rt, "known"))
					}
					if rapid.Bool().Draw(rt, "on top of good answers") {
						values = with(good, values)
					}
					button := rapid.SampledFrom([]string{"", "", "", "add", "remove"}).Draw(rt, "button")
					if button != "" {
						values.Set(button, rapid.SampledFrom([]string{"0", "1", "7", "-1", "x"}).Draw(rt, "which"))
					}
					to := rapid.SampledFrom([]string{"", "sjekk", "sjekk", "send"}).Draw(rt, "to")
					path := o.pamelding()
					if to != "" {
						path = o.pamelding(to)
					}
					got := b.post(path, values)
					switch got.status {
					case http.StatusOK, http.StatusSeeOther, http.StatusUnprocessableEntity, http.StatusGone:
					default:
						rt.Fatalf("%s: status %d for %v\n%s", to, got.status, values, got.text())
					}
					if got.status == http.StatusUnprocessableEntity && button != "remove" && len(values["rows"]) <= 1 {
						if lost := typedAway(got, values, texts); lost != "" {
							rt.Fatalf("%s: %s", to, lost)
						}
					}
				}
			})
		})
	}
}

// rowDropped reports whether nothing is written in a row of delegates.
func rowDropped(values url.Values, row string) bool {
	for name, all := range values {
		if strings.HasPrefix(name, "delegates."+row+".") && !strings.HasSuffix(name, ".id") && strings.TrimSpace(plain(strings.Join(all, ""))) != "" {
			return false
		}
	}
	return true
}

// The same for the forms of the contact's own page.
func TestRandomChanges(t *testing.T) {
	t.Parallel()
	people, texts := delegateFields(3)
	for name, form := range map[string]struct{ fields, texts []string }{
		"deltakere":                          {append(people, "version", "rows", "gone"), texts},
		"kontakt":                            {[]string{"version", "contact.name", "contact.position", "contact.phone", "contact.email", "comment"}, []string{"contact.name", "contact.position", "contact.phone", "comment"}},
		"mote":                               {[]string{"version", "meeting", "wishes.0.meeting", "wishes.0.rank", "wishes.0.unavailable", "wishes.1.rank", "if_not_all"}, nil},
		"meld-av":                            {[]string{"version"}, nil},
		"forslag/" + sample.ID("x").String(): {[]string{"version", "chosen", "do"}, nil},
		"dato/" + sample.ID("x").String():    {[]string{"fits"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := innlandet(t)
			b, reference := o.registered(t, 2)
			path := my(reference) + "/" + name
			rapid.Check(t, func(rt *rapid.T) {
				for range perCheck {
					values := submission(rt, form.fields)
					if len(form.texts) > 0 && rapid.Bool().Draw(rt, "on top of the form") {
						values = with(b.get(path).ok(t).form(path), values)
					}
					got := b.post(path, values)
					switch got.status {
					case http.StatusSeeOther, http.StatusUnprocessableEntity, http.StatusConflict, http.StatusNotFound, http.StatusForbidden, http.StatusGone:
					default:
						rt.Fatalf("status %d for %v\n%s", got.status, values, got.text())
					}
					if got.status == http.StatusUnprocessableEntity || got.status == http.StatusConflict {
						if lost := typedAway(got, values, form.texts); lost != "" {
							rt.Fatalf("%s (%d)", lost, got.status)
						}
					}
				}
			})
		})
	}
}
