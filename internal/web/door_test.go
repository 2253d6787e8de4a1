package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/web"
	"dialogmote/internal/web/page"

	"net/http/httptest"
)

// Whoever lacks the right is turned away before the handler: readers by 403, the signed-out by the way to sign in. The test
// asks every route there is.
func TestEveryRouteHoldsItsRule(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	readers, editors, nobody := s.as(t, "leser@innlandet"), s.as(t, "redaktor@innlandet"), s.browser(t)
	for _, route := range web.Routes() {
		path := route.Pattern
		for _, name := range []string{"series", "user", "meeting", "registration", "letter", "delegate", "material", "region", "role", "contact", "row", "proposal"} {
			path = strings.ReplaceAll(path, "{"+name+"}", sample.ID("nobody's").String())
		}
		path = strings.ReplaceAll(path, "{lang:nb|nn|en}", "nb")
		ask := func(b *browser) *answer {
			if route.Method == http.MethodPost {
				return b.post(path, nil)
			}
			return b.get(path)
		}
		if route.Access.Staff() {
			if got := ask(nobody); got.status != http.StatusUnauthorized && !strings.HasPrefix(got.header.Get("Location"), "/intern/logg-inn") {
				t.Errorf("%s %s: signed out: %d", route.Method, path, got.status)
			}
		}
		if route.Access == page.Editor || route.Access == page.Admin {
			if got := ask(readers); got.status != http.StatusForbidden {
				t.Errorf("%s %s: a reader gets %d", route.Method, path, got.status)
			}
		}
		if route.Access == page.Admin {
			if got := ask(editors); got.status != http.StatusForbidden {
				t.Errorf("%s %s: an editor gets %d", route.Method, path, got.status)
			} else if !strings.Contains(got.text(), "administrator") {
				t.Errorf("%s %s: an editor is not told who can give access", route.Method, path)
			}
		}
		if route.Access == page.Contact {
			if got := ask(readers); got.status != http.StatusUnauthorized && got.status != http.StatusSeeOther {
				t.Errorf("%s %s: staff get a contact's page: %d", route.Method, path, got.status)
			}
		}
	}
}

func TestEveryAnswerCarriesTheSafetyHeaders(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.as(t, "admin@innlandet")
	for _, path := range []string{"/", "/nb/finnes-ikke", "/intern", "/intern/konto", "/intern/brukere", "/intern/arrangor", "/livez", "/static/x/css/site.css"} {
		got := b.get(path)
		csp := got.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
			"form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: no %s", path, want)
			}
		}
		if strings.Contains(csp, "unsafe") || got.header.Get("X-Content-Type-Options") != "nosniff" || got.header.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s: %v", path, got.header)
		}
		if strings.HasPrefix(path, "/intern") && got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be cached: %q", path, got.header.Get("Cache-Control"))
		}
	}
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.as(t, "admin@innlandet")
	for name, header := range map[string][2]string{
		"by Sec-Fetch-Site": {"Sec-Fetch-Site", "cross-site"},
		"by Origin":         {"Origin", "https://evil.example.no"},
	} {
		r, _ := http.NewRequest(http.MethodPost, s.server.URL+"/intern/logg-ut", nil)
		r.Header.Set(header[0], header[1])
		if got := b.do(r); got.status != http.StatusForbidden {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if got := b.get("/intern/konto"); got.status != http.StatusOK {
		t.Error("the other site's form signed the user out")
	}
}

func TestWhatIsNoPageIsA404InTheReadersLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browser(t)
	for path, lang := range map[string]string{"/nn/finst-ikkje": "nn", "/en/nothing": "en", "/intern/ingenting": "nb", "/dev/epost": "nb", "/nb/invitasjoner/%ff": "nb"} {
		got := b.get(path)
		if got.status != http.StatusNotFound || got.doc.Find("html").AttrOr("lang", "") != lang || got.doc.Find("h1").Length() != 1 {
			t.Errorf("%s: %d %s", path, got.status, got.text())
		}
	}
	if got := b.post("/intern/brukere", nil); got.status != http.StatusMethodNotAllowed {
		t.Errorf("POST where there is only GET: %d", got.status)
	}
}

func TestTheFrontDoorChoosesALanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for accept, want := range map[string]string{"": "/nb/invitasjoner", "nn-NO,nb;q=0.5": "/nn/invitasjoner", "en-GB,en": "/en/invitasjoner", "de,no;q=0.4": "/nb/invitasjoner", "*;q=x": "/nb/invitasjoner"} {
		r, _ := http.NewRequest(http.MethodGet, s.server.URL+"/", nil)
		r.Header.Set("Accept-Language", accept)
		if got := s.browser(t).do(r); got.header.Get("Location") != want {
			t.Errorf("%q leads to %s", accept, got.header.Get("Location"))
		}
	}
}

func TestTheLogHoldsNoAddressesOfPeopleOrPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.as(t, "admin@innlandet")
	b.get("/intern/brukere/" + sample.ID("staff/innlandet/leser").String())
	b.get("/nb/min-pamelding/logg-inn/hemmelig-token?x=hemmelig-verdi")
	log := s.log.String()
	if !strings.Contains(log, `"route":"/intern/brukere/{user}"`) {
		t.Error("the route's pattern is not logged")
	}
	for _, secret := range []string{"hemmelig", "innlandet.example.no", sample.ID("staff/innlandet/leser").String(), "127.0.0.1", b.cookie()} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestTooMuchIsAnsweredKindly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.as(t, "admin@innlandet")
	got := b.post("/intern/arrangor", url.Values{"name.nb": {strings.Repeat("x", 2<<20)}})
	if got.status != http.StatusRequestEntityTooLarge || !strings.Contains(got.text(), "for stort") {
		t.Errorf("%d", got.status)
	}
}

// handlerOf builds a site with other settings over the same database.
func (s *site) handlerOf(t *testing.T, d web.Deps, secure bool) http.Handler {
	t.Helper()
	pg, err := postgres.New(s.db.App)
	if err != nil {
		t.Fatal(err)
	}
	d.App, d.Auth = s.app, auth.New(pg, secure)
	handler, err := web.Handler(d)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func TestOverHttpsTheCookieStaysThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	handler := s.handlerOf(t, web.Deps{BaseURL: "https://moter.example.no"}, true)
	r := httptest.NewRequest(http.MethodPost, "https://moter.example.no/intern/logg-inn", strings.NewReader(signIn(admin, password).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://moter.example.no")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	cookies := w.Result().Cookies()
	if w.Code != http.StatusSeeOther || len(cookies) != 1 {
		t.Fatalf("%d %v", w.Code, cookies)
	}
	if c := cookies[0]; c.Name != "__Host-dialogmote" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 0 {
		t.Errorf("cookie %v", c)
	}
	if w.Header().Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS")
	}
}

func TestTwoHundredRegistrationsFitInAMinuteAndAFloodDoesNot(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	handler := s.handlerOf(t, web.Deps{TrustedProxies: []string{"10.0.0.0/8"}}, false)
	ask := func(proxy, client, method string) int {
		r := httptest.NewRequest(method, "/nb/finnes-ikke", nil)
		r.RemoteAddr = proxy + ":1234"
		r.Header.Set("X-Forwarded-For", client)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Code
	}
	for n := range 1200 { // 200 times: the form, its css, the check, the answer and the receipt
		if got := ask("10.0.0.1", "192.0.2.7", http.MethodGet); got != http.StatusNotFound {
			t.Fatalf("request %d: %d", n, got)
		}
	}
	flooded := 0
	for range 4000 {
		if ask("10.0.0.1", "192.0.2.7", http.MethodGet) == http.StatusTooManyRequests {
			flooded++
		}
	}
	if flooded == 0 {
		t.Error("no limit")
	}
	if got := ask("10.0.0.1", "192.0.2.8", http.MethodGet); got != http.StatusNotFound {
		t.Errorf("the neighbour behind the same proxy: %d", got)
	}
	if got := ask("203.0.113.9", "192.0.2.7", http.MethodGet); got != http.StatusNotFound {
		t.Errorf("an untrusted client is believed about its address: %d", got)
	}
}

func TestNotReadyIsSaidAndMistakesStopTheStart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	handler := s.handlerOf(t, web.Deps{Ready: func(context.Context) error { return dialogue.ErrClosed }}, false)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("readyz: %d", w.Code)
	}
	if _, err := web.Handler(web.Deps{TrustedProxies: []string{"10.0.0.1"}}); err == nil {
		t.Error("a proxy that is no network is taken")
	}
	if _, err := web.Handler(web.Deps{BaseURL: "moter.example.no"}); err == nil {
		t.Error("a base URL without a scheme is taken")
	}
}
