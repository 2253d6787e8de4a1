package web_test

import (
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func actorOf(account string, organiser dialogue.ID) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.StaffActor, Organiser: organiser, User: sample.ID("staff/" + account), Role: dialogue.Admin}
}

// perCheck is how many submissions each of rapid's checks sends: 300 to each form by its own hundred, and the thousand of «make random».
const perCheck = 3

// submission draws values for some of a form's fields, plausible and wild, some of them several times, and some unknown ones.
func submission(t *rapid.T, fields []string) url.Values {
	values := url.Values{}
	value := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z0-9.@:/+-]{0,30}`), rapid.SampledFrom([]string{
		"", "0", "1", "-1", "nb", "nn", "en", "admin", "reader", "governor", "34", "kari@example.no", "https://example.no", "22 24 96 01",
		"99999999999999999999", "<script>alert(1)</script>", "' or 1=1 --", "\x00", "\xff\xfe", "a\r\nBcc: b@example.no", strings.Repeat("å", 5000)}))
	for _, field := range append(fields, "unknown") {
		for range rapid.IntRange(0, 2).Draw(t, "times of "+field) {
			values.Add(field, value.Draw(t, field))
		}
	}
	return values
}

// Whatever is sent, no form of the staff's account pages fails on our side, and when it comes back its texts stand as typed.
func TestRandomSubmissionsOfEachForm(t *testing.T) {
	t.Parallel()
	for path, form := range map[string]struct{ fields, texts []string }{
		"/intern/logg-inn":             {[]string{"email", "password", "til"}, []string{"email"}},
		"/intern/sprak":                {[]string{"lang", "back"}, nil},
		"/intern/konto":                {[]string{"version", "name", "lang"}, []string{"name"}},
		"/intern/konto/passord":        {[]string{"current", "new", "again"}, nil},
		"/intern/brukere/ny":           {[]string{"name", "email", "role", "lang", "disabled"}, []string{"name", "email"}},
		userPath("innlandet/redaktor"): {[]string{"version", "name", "email", "role", "lang", "disabled"}, []string{"name", "email"}},
		"/intern/arrangor": {[]string{"version", "kind", "name.nb", "name.nn", "name.en", "counties", "lang", "email", "phone", "postal_address", "website",
			"accessibility_url", "privacy_url"}, []string{"name.nb", "email", "phone", "postal_address", "website", "privacy_url"}},
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			b := s.as(t, "admin@innlandet")
			rapid.Check(t, func(rt *rapid.T) {
				for range perCheck {
					values := submission(rt, form.fields)
					got := b.post(path, values)
					if got.status >= 500 || got.status == 404 {
						rt.Fatalf("status %d for %v\n%s", got.status, values, got.text())
					}
					if got.status != 422 && got.status != 409 {
						continue
					}
					for _, name := range form.texts {
						if typed, shown := values.Get(name), got.value(name); plain(shown) != plain(typed) {
							rt.Fatalf("%s: typed %q, shown %q", name, typed, shown)
						}
					}
				}
			})
		})
	}
}

// plain is a text without what no field can hold or HTML doesn't tell apart: control characters, broken bytes, line ends.
func plain(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return norm.NFC.String(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7F && r <= 0xA0 || r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE || strings.ContainsRune("\u200B\u2060\uFEFF\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069", r)
	}), ""))
}
