package web_test

import (
	"strings"
	"testing"

	"dialogmote/internal/dialogue"

	"pgregory.net/rapid"
)

// Whatever is sent, no form about registrations fails on our side, and when it comes back its texts stand as typed.
func TestRandomSubmissionsOfEachFormAboutRegistrations(t *testing.T) {
	t.Parallel()
	delegates := []string{"rows", "add", "remove", "gone"}
	for _, n := range []string{"0", "1", "3"} {
		for _, field := range []string{"id", "name", "role", "position", "email", "phone", "meetings"} {
			delegates = append(delegates, "delegates."+n+"."+field)
		}
	}
	contact := []string{"contact.name", "contact.position", "contact.email", "contact.phone", "contact.address", "comment", "reason", "version"}
	type target struct {
		path          func(w *work, r, held, proposal dialogue.Registration) string
		fields, texts []string
	}
	for name, form := range map[string]target{
		"register": {func(w *work, _, _, _ dialogue.Registration) string { return w.path("pameldinger", "ny") },
			append(append([]string{"submission", "channel", "received", "late_reason", "kind", "unit", "organisation", "meeting", "wishes.0.meeting", "wishes.0.rank"}, delegates...), contact...),
			[]string{"contact.name", "contact.address", "comment", "received", "late_reason", "organisation"}},
		"delegates": {func(w *work, r, _, _ dialogue.Registration) string { return w.one(r, "deltakere") }, append(delegates, "reason", "version"), nil},
		"contact": {func(w *work, r, _, _ dialogue.Registration) string { return w.one(r, "kontakt") }, contact,
			[]string{"contact.name", "contact.address", "comment", "contact.phone"}},
		"meeting":  {func(w *work, r, _, _ dialogue.Registration) string { return w.one(r, "mote") }, []string{"meeting", "wishes.0.rank", "reason", "version"}, nil},
		"seats":    {func(w *work, r, _, _ dialogue.Registration) string { return w.one(r, "plass") }, []string{"meeting", "reason", "version"}, nil},
		"decision": {func(w *work, _, held, _ dialogue.Registration) string { return w.one(held, "avgjorelse") }, []string{"decision", "reason", "version"}, []string{"reason"}},
		"proposal": {func(w *work, r, _, p dialogue.Registration) string { return w.one(r, "forslag", p.ID.String()) }, []string{"do", "delegate", "reason", "version"}, nil},
		"deletion": {func(w *work, _, _, _ dialogue.Registration) string { return w.path("sletting") }, []string{"delete_on", "version"}, []string{"delete_on"}},
		"confirmation": {func(w *work, _, _, _ dialogue.Registration) string {
			return w.path("bekreftelse", w.meeting("Hamar").ID.String())
		},
			[]string{"practical.nb", "practical.nn", "reader", "version"}, []string{"practical.nb", "practical.nn"}},
		"show": {func(w *work, _, _, _ dialogue.Registration) string {
			return w.path("bekreftelse", w.meeting("Hamar").ID.String(), "vis")
		}, []string{"practical.nb", "practical.nn", "reader"}, nil},
		"printed": {func(w *work, _, _, _ dialogue.Registration) string { return w.path("brev", "utskrift") }, []string{"letter"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWork(t)
			r := w.register(t, w.request("0412", "Hamar", "Anne Berg", "Bjørn Moe"))
			proposal := w.register(t, w.request("0412", "Hamar", "Dina Vik"))
			held := w.held(t, "0519", "Otta")
			b, path := w.as(t, "redaktor@innlandet"), form.path(w, r, held, proposal)
			rapid.Check(t, func(rt *rapid.T) {
				for range perCheck {
					values := submission(rt, form.fields)
					if rapid.Bool().Draw(rt, "a good version") {
						values.Set("version", "1")
					}
					got := b.post(path, values)
					if got.status >= 500 || got.status == 404 && strings.TrimSpace(values.Get("letter")) == "" {
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
