package main

import (
	"maps"
	"net/http"
	"net/url"
	"testing"

	"dialogmote/internal/web"
	"dialogmote/internal/web/page"
)

// Every route that `dialogmote routes` prints, tried by everybody on what is somebody's. Whoever the rule does not let in, or whose data it
// isn't, is turned away, reads nothing and changes nothing; whoever it does let in gets the page, so that the address is known to lead to
// something. What is sent in is what the pages' own forms send.
func TestNobodyGetsThroughARouteThatIsNotTheirs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var tries []address
	forms := map[string]url.Values{} // by action, as the pages of the entitled have them
	for _, route := range web.Routes() {
		at := w.address(t, route)
		tries = append(tries, at)
		for _, visitor := range everybody {
			if route.Method != http.MethodGet || !at.letsIn(visitor) {
				continue
			}
			got := w.get(t, visitor, at)
			if want := answers(route, visitor); got.status != want && (got.status >= 500 || visitor != foreignAdmin && !at.token) {
				t.Errorf("%s by %s: %d, not %d: %s", at, visitor, got.status, want, got.said())
			}
			w.keepsSecrets(t, visitor, at, got)
			maps.Copy(forms, got.forms())
		}
	}

	before := w.state(t)
	for _, at := range tries {
		for _, visitor := range everybody {
			if at.letsIn(visitor) {
				continue
			}
			got := w.get(t, visitor, at)
			if at.route.Method != http.MethodGet {
				values, known := forms[at.path]
				if !known {
					values = url.Values{"version": {"1"}, "svar": {"ja"}}
				}
				got = w.post(t, visitor, at, values)
			}
			if !got.turnedAway(visitor, at) {
				t.Errorf("%s by %s: %d to %q: %s", at, visitor, got.status, got.to, got.said())
			}
			w.keepsSecrets(t, visitor, at, got)
		}
	}
	for table, content := range w.state(t) {
		if before[table] != content {
			t.Errorf("somebody who was turned away has changed %s", table)
		}
	}
}

// letsIn reports whether the rule and whose it is let a visitor through.
func (at address) letsIn(visitor string) bool {
	switch at.route.Access {
	case page.Public, page.StartLink:
		return true
	case page.Person, page.Contact:
		return visitor == thisUnit
	case page.Delegate:
		return visitor == delegate
	case page.Reader:
		return visitor == reader || visitor == editor || visitor == admin || visitor == foreignAdmin && !at.scoped
	case page.Editor:
		return visitor == editor || visitor == admin || visitor == foreignAdmin && !at.scoped
	case page.Admin:
		return visitor == admin || visitor == foreignAdmin && !at.scoped
	}
	return false
}

// turnedAway reports whether an answer is what the visitor should meet: the way to a sign-in for who has none, a refusal for who has too
// little, and for another organiser's staff nothing at all.
func (r *reply) turnedAway(visitor string, at address) bool {
	if visitor == foreignAdmin && at.route.Access.Staff() {
		return r.status == http.StatusNotFound || (r.status == http.StatusSeeOther || r.status == http.StatusConflict) && asGone[at.route.Pattern]
	}
	switch r.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return true
	case http.StatusSeeOther:
		return at.route.Method == http.MethodGet && at.door.MatchString(r.to)
	}
	return false
}
