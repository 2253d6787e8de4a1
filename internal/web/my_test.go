package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

const mine = "/nb/min-side"

// asked posts an address on «Min side» and does the job's work; the link, or "" when no letter was posted.
func (s *site) asked(t testing.TB, b *browser, email string) string {
	t.Helper()
	b.post(mine, url.Values{"email": {email}}).ok(t)
	var id dialogue.ID
	if err := s.db.Owner.QueryRow(t.Context(), `select id from sign_in_request`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	if err := s.app.MailMySignInLink(t.Context(), dialogue.System(dialogue.ID{}), id); err != nil {
		t.Fatal(err)
	}
	var body string
	s.db.Owner.QueryRow(t.Context(), `select body from letter where kind = 'my_sign_in' and recipient = $1 order by id desc limit 1`, email).Scan(&body)
	if found := regexp.MustCompile(`/min-side/logg-inn/([A-Za-z0-9_-]+)`).FindStringSubmatch(body); found != nil {
		return mine + "/logg-inn/" + found[1]
	}
	return ""
}

// signedIn is a browser of somebody who has proven the address.
func (s *site) signedIn(t testing.TB, email string) *browser {
	t.Helper()
	b := s.browser(t)
	b.post(s.asked(t, b, email), nil).leads(t, mine)
	return b
}

func TestMinSideFromAddressToRegistrationAndOutAgain(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	_, reference := o.registered(t, 2)
	b := o.browser(t)
	link := o.asked(t, b, "per@vestre-toten.kommune.no")
	for range 20 { // scanners
		page := o.browser(t).get(link).ok(t)
		if page.header.Get("Cache-Control") != "no-store" || page.header.Get("Referrer-Policy") != "no-referrer" {
			t.Fatalf("%v", page.header)
		}
	}
	b.post(link, nil).leads(t, mine)
	if got := o.browser(t).post(link, nil); got.status != http.StatusGone {
		t.Errorf("a used link: %d", got.status)
	}
	page := b.get(mine).ok(t)
	page.says(t, "per@vestre-toten.kommune.no", "Vestre Toten kommune", "Påmeldt", "Guro Lien", "vestre-toten.kommune.no")
	open, _ := page.doc.Find(`form[action^="` + mine + `/apne/"]`).Attr("action")
	if got := b.get(my(reference, "deltakere")); got.header.Get("Location") != my(reference) {
		t.Errorf("before it is opened: %d", got.status)
	}
	b.post(open, nil).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Deltaker 2", "Til Min side")
	b.get(my(reference, "deltakere")).ok(t)

	letIn, _ := page.doc.Find(`a[href^="` + mine + `/slipp-inn/"]`).Attr("href")
	if got := b.post(letIn, url.Values{"name": {""}, "email": {"x"}}); got.status != http.StatusUnprocessableEntity || got.value("email") != "x" {
		t.Errorf("%d, typed %q", got.status, got.value("email"))
	}
	b.post(letIn, url.Values{"name": {"Anne Li"}, "email": {"anne@example.no"}}).leads(t, mine)
	anne := o.signedIn(t, "anne@example.no")
	anne.post(open, nil).leads(t, my(reference))
	anne.get(my(reference, "kontakt")).ok(t)
	end, _ := b.get(mine).ok(t).doc.Find(`form[action^="` + mine + `/avslutt/"]`).Attr("action")
	b.post(end, nil).leads(t, mine)
	if got := anne.get(my(reference, "kontakt")); got.header.Get("Location") != my(reference) {
		t.Errorf("a colleague whose access has ended: %d", got.status)
	}
	if got := anne.post(open, nil); got.status != http.StatusNotFound {
		t.Errorf("and opens it again: %d", got.status)
	}

	stranger := o.browser(t)
	for _, path := range []string{open, letIn, end} {
		if got := stranger.post(path, url.Values{"name": {"X"}, "email": {"x@example.no"}}); got.status != http.StatusUnauthorized {
			t.Errorf("%s without a sign-in: %d", path, got.status)
		}
	}
	b.post("/nb/min-pamelding/logg-ut", nil)
	if got := b.get(my(reference, "kontakt")); got.status != http.StatusSeeOther {
		t.Errorf("signed out of all: %d", got.status)
	}
	b.get(mine).ok(t).says(t, "Skriv adressen din")
}

// A session lasts for hours; what it may open is asked each time.
func TestWhoLosesAccessIsOutAtOnce(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"staff correct the address":   `update registration set contact_email = 'ny@example.no', version = version + 1`,
		"the registration is refused": `update registration set state = 'refused'`,
		"the registration is erased":  `update registration set erased_at = clock()`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := innlandet(t)
			if _, err := o.db.Owner.Exec(t.Context(), `update unit set domains = '{}', own_domains = true`); err != nil {
				t.Fatal(err)
			}
			b, reference := o.registered(t, 1)
			if _, err := o.db.Owner.Exec(t.Context(), `update unit set domains = '{}', own_domains = true`); err != nil {
				t.Fatal(err)
			}
			b.get(my(reference, "kontakt")).ok(t)
			form := b.get(my(reference, "kontakt")).form(my(reference, "kontakt"))
			if _, err := o.db.Owner.Exec(t.Context(), change); err != nil {
				t.Fatal(err)
			}
			if got := b.get(my(reference, "kontakt")); got.header.Get("Location") != my(reference) {
				t.Errorf("GET: %d", got.status)
			}
			if got := b.post(my(reference, "kontakt"), form); got.status != http.StatusUnauthorized {
				t.Errorf("POST: %d", got.status)
			}
		})
	}
}

// A link that is used or too old says where a new one is asked for.
func TestAUsedLinkLeadsToMinSide(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	used := s.browser(t).get("/nn/min-side/logg-inn/x")
	if used.status != http.StatusGone || used.doc.Find(`main a[href="/nn/min-side"]`).Length() != 1 {
		t.Errorf("%d %s", used.status, used.text())
	}
}

// The answer says nothing of the address: bytes and headers are the same, but for what every answer has of its own.
func TestMinSideAnswersTheSameForEveryAddress(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	_, reference := o.registered(t, 1)
	answers := map[string]*answer{}
	for name, email := range map[string]string{
		"the contact": "guro.lien@vestre-toten.kommune.no", "on the domain": "ny@vestre-toten.kommune.no", "unknown": "x@example.no", "unknown and long": "en.veldig.lang.adresse@et.langt.domene.example.no",
	} {
		answers[name] = o.browser(t).post(mine, url.Values{"email": {email}}).ok(t)
	}
	for _, got := range answers {
		for _, h := range []string{"X-Request-Id", "Date", "X-Ratelimit-Remaining", "X-Ratelimit-Reset"} {
			got.header.Del(h)
		}
	}
	for name, got := range answers {
		if want := answers["unknown"]; got.body != want.body || !sameHeader(got.header, want.header) {
			t.Errorf("%s is told apart: %v, not %v", name, got.header, want.header)
		}
	}
	known, unknown := o.browser(t).post(my(reference, "send-lenke"), nil).ok(t), o.browser(t).post(my("AAAAAAAA", "send-lenke"), nil).ok(t)
	if regexp.MustCompile(reference).ReplaceAllString(known.body, "AAAAAAAA") != unknown.body {
		t.Error("a reference is told apart")
	}
	for _, email := range []string{"", "x", "x@y", "a@example.no b@example.no"} {
		if got := o.browser(t).post(mine, url.Values{"email": {email}}); got.status != http.StatusUnprocessableEntity || got.value("email") != email {
			t.Errorf("%q: %d", email, got.status)
		}
	}
	o.db.AdvanceClock(t, 48*time.Hour)
	if _, err := o.app.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	if n := o.count(t, `sign_in_request`); n != 0 {
		t.Errorf("%d addresses are kept", n)
	}
}

func sameHeader(a, b http.Header) bool {
	if len(a) != len(b) {
		return false
	}
	for name := range a {
		if a.Get(name) != b.Get(name) {
			return false
		}
	}
	return true
}
