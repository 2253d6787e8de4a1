package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

func signIn(email, password string) url.Values {
	return url.Values{"email": {email}, "password": {password}}
}

const admin = "admin@innlandet.example.no"

func TestSignInLeadsOnAndOutAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browser(t)
	door := b.get("/intern/brukere")
	if door.status != http.StatusSeeOther || door.header.Get("Location") != "/intern/logg-inn?til=%2Fintern%2Fbrukere" {
		t.Fatalf("signed out: %d %s", door.status, door.header.Get("Location"))
	}
	page := b.get(door.header.Get("Location"))
	form := page.form("/intern/logg-inn")
	form.Set("email", " Admin@Innlandet.example.no ")
	form.Set("password", password)
	in := b.post("/intern/logg-inn", form)
	if in.status != http.StatusSeeOther || in.header.Get("Location") != "/intern/brukere" {
		t.Fatalf("sign-in: %d %s\n%s", in.status, in.header.Get("Location"), in.text())
	}
	if got := b.get("/intern/brukere"); got.status != http.StatusOK || !strings.Contains(got.text(), "Håvard Myhre") || strings.Contains(got.text(), "Torleiv Hamre") {
		t.Errorf("users: %d %s", got.status, got.text())
	}
	cookie := b.cookie()
	if out := b.post("/intern/logg-ut", nil); out.status != http.StatusSeeOther {
		t.Errorf("sign-out: %d", out.status)
	}
	r, _ := http.NewRequest(http.MethodGet, s.server.URL+"/intern/brukere", nil)
	r.Header.Set("Cookie", "dialogmote="+cookie)
	if got := s.browser(t).do(r); got.status != http.StatusSeeOther {
		t.Errorf("the old cookie still opens: %d", got.status)
	}
}

func TestSignInNeverLeadsElsewhere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, onward := range []string{"https://evil.example.no/intern", "//evil.example.no/intern", "/intern\\..\\x", "/nb/invitasjoner", "/intern/../../x", "javascript:alert(1)", "/internt"} {
		values := signIn(admin, password)
		values.Set("til", onward)
		if got := s.browser(t).post("/intern/logg-inn", values); got.header.Get("Location") != "/intern" {
			t.Errorf("%s leads to %s", onward, got.header.Get("Location"))
		}
	}
}

func TestWrongPasswordAndUnknownAddressGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	wrong := s.browser(t).post("/intern/logg-inn", signIn(admin, "noe helt annet her"))
	unknown := s.browser(t).post("/intern/logg-inn", signIn("ingen@innlandet.example.no", "noe helt annet her"))
	if wrong.status != http.StatusUnprocessableEntity || unknown.status != wrong.status {
		t.Errorf("%d and %d", wrong.status, unknown.status)
	}
	strip := strings.NewReplacer(admin, "X", "ingen@innlandet.example.no", "X")
	if a, b := strip.Replace(wrong.body), strip.Replace(unknown.body); a != b {
		t.Error("the pages differ")
	}
	if wrong.value("email") != admin || wrong.value("password") != "" {
		t.Errorf("typed: %q, password %q", wrong.value("email"), wrong.value("password"))
	}
	if !strings.Contains(wrong.doc.Find(".ds-error-summary").Text(), "E-postadressen eller passordet er feil") {
		t.Error("no summary of errors")
	}
}

func TestTooManyFailuresLockForATimeThatGrows(t *testing.T) {
	t.Parallel()
	for _, email := range []string{admin, "ingen@innlandet.example.no"} {
		t.Run(email, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.db.SetClock(t, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
			b := s.browser(t)
			fail := func(want int) *answer {
				t.Helper()
				got := b.post("/intern/logg-inn", signIn(email, "noe helt annet her"))
				if got.status != want {
					t.Fatalf("status %d, want %d: %s", got.status, want, got.text())
				}
				return got
			}
			for range 5 {
				fail(422)
			}
			if got := fail(429); !strings.Contains(got.text(), "kl. 10.01") {
				t.Errorf("no time to try again: %s", got.text())
			}
			if got := b.post("/intern/logg-inn", signIn(email, password)); got.status != 429 {
				t.Errorf("the right password opens a locked door: %d", got.status)
			}
			s.db.AdvanceClock(t, 61*time.Second)
			fail(422)
			s.db.AdvanceClock(t, 61*time.Second)
			fail(429) // two minutes now
			s.db.AdvanceClock(t, 60*time.Second)
			want := 303
			if email != admin {
				want = 422
			}
			if got := b.post("/intern/logg-inn", signIn(email, password)); got.status != want {
				t.Errorf("after the wait: %d, want %d", got.status, want)
			}
		})
	}
}

func TestManyGuessesAtOnceAreAllCounted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.db.SetClock(t, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	var mu sync.Mutex
	statuses := map[int]int{}
	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() {
			got := s.browser(t).post("/intern/logg-inn", signIn(admin, "noe helt annet her"))
			mu.Lock()
			defer mu.Unlock()
			statuses[got.status]++
		})
	}
	wg.Wait()
	if statuses[422] != 5 || statuses[429] != 25 {
		t.Errorf("%v, want 5 tries and 25 refusals", statuses)
	}
}

func TestOneClientTryingManyAddressesIsLocked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if _, err := s.db.Owner.Exec(t.Context(), `insert into sign_in_failure (email, ip) select 'x' || n || '@example.no', '127.0.0.1' from generate_series(1, 50) n`); err != nil {
		t.Fatal(err)
	}
	if got := s.browser(t).post("/intern/logg-inn", signIn(admin, password)); got.status != 429 {
		t.Errorf("status %d", got.status)
	}
}

func TestTheSessionGetsANewTokenAtSignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browser(t)
	b.post("/intern/sprak", url.Values{"lang": {"nn"}, "back": {"/intern/logg-inn"}}) // starts a session
	before := b.cookie()
	if before == "" {
		t.Fatal("no session before sign-in")
	}
	if page := b.get("/intern/logg-inn"); page.doc.Find("html").AttrOr("lang", "") != "nn" {
		t.Error("the language is forgotten")
	}
	b.post("/intern/logg-inn", signIn(admin, password))
	if after := b.cookie(); after == before || after == "" {
		t.Error("the token from before the sign-in is signed in")
	}
	r, _ := http.NewRequest(http.MethodGet, s.server.URL+"/intern/konto", nil)
	r.Header.Set("Cookie", "dialogmote="+before)
	if got := s.browser(t).do(r); got.status == http.StatusOK {
		t.Error("the old token opens")
	}
	var plain int
	err := s.db.Owner.QueryRow(t.Context(), `select count(*) from sessions where token = $1`, b.cookie()).Scan(&plain)
	if err != nil || plain != 0 {
		t.Errorf("the database holds the token itself (%v)", err)
	}
}

func TestATemporaryPasswordMustBeChangedFirst(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	boss := s.as(t, "admin@innlandet")
	form := boss.get("/intern/brukere/ny").form("/intern/brukere/ny")
	form.Set("name", "Ny Bruker")
	form.Set("email", "Ny@innlandet.example.no")
	made := boss.post("/intern/brukere/ny", form)
	temporary := made.doc.Find("code").Text()
	if made.status != http.StatusOK || len(temporary) != 19 {
		t.Fatalf("%d %q\n%s", made.status, temporary, made.text())
	}
	b := s.browser(t)
	if got := b.post("/intern/logg-inn", signIn("ny@innlandet.example.no", temporary)); got.status != http.StatusSeeOther {
		t.Fatalf("sign-in: %d", got.status)
	}
	for _, path := range []string{"/intern", "/intern/arrangor"} {
		if got := b.get(path); got.header.Get("Location") != "/intern/konto" && got.status != http.StatusForbidden {
			t.Errorf("%s: %d %s", path, got.status, got.header.Get("Location"))
		}
	}
	change := func(current, wanted, again string) *answer {
		return b.post("/intern/konto/passord", url.Values{"current": {current}, "new": {wanted}, "again": {again}})
	}
	for want, got := range map[string]*answer{
		"Passordet er feil":        change("noe helt annet", "tre hester på et tak", "tre hester på et tak"),
		"minst 12 tegn":            change(temporary, "kort", "kort"),
		"Passordene er ikke like":  change(temporary, "tre hester på et tak", "tre hester på et tak!"),
		"for lett å gjette":        change(temporary, "ny@innlandet.example.no", "ny@innlandet.example.no"),
		"Lag et annet passord enn": change(temporary, temporary, temporary),
	} {
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.doc.Find(".ds-error-summary").Text(), want) {
			t.Errorf("%s: %d %s", want, got.status, got.text())
		}
	}
	if got := change(temporary, "tre hester på et tak", "tre hester på et tak"); got.header.Get("Location") != "/intern" {
		t.Fatalf("%d %s", got.status, got.text())
	}
	if got := b.get("/intern/konto"); got.status != http.StatusOK || got.doc.Find(`[name="name"]`).Length() == 0 {
		t.Errorf("after the change: %d", got.status)
	}
}

func TestANewPasswordSignsOutEverywhereElse(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	here, there := s.as(t, "redaktor@innlandet"), s.as(t, "redaktor@innlandet")
	got := here.post("/intern/konto/passord", url.Values{"current": {password}, "new": {"tre hester på et tak"}, "again": {"tre hester på et tak"}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	if got := here.get("/intern/konto"); got.status != http.StatusOK {
		t.Errorf("here: %d", got.status)
	}
	if got := there.get("/intern/konto"); got.status != http.StatusSeeOther {
		t.Errorf("there: %d", got.status)
	}
}

func TestAPostWithoutASignInSaysHowToKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	got := s.browser(t).post("/intern/arrangor", url.Values{"name.nb": {"X"}})
	if got.status != http.StatusUnauthorized || !strings.Contains(got.text(), "last siden på nytt") {
		t.Errorf("%d %s", got.status, got.text())
	}
}

func TestSignInTakesAsLongForUnknownAddresses(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	fastest := func(email string) time.Duration {
		best := time.Hour
		for i := range 4 {
			start := time.Now()
			s.browser(t).post("/intern/logg-inn", signIn(fmt.Sprintf(email, i), "noe helt annet her"))
			best = min(best, time.Since(start))
		}
		return best
	}
	unknown, known := fastest("ingen%d@innlandet.example.no"), fastest(admin+"%.0d")
	if unknown < known/4 || known < unknown/4 {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
}
