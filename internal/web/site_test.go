package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/secret"
	"dialogmote/internal/testdb"
	"dialogmote/internal/web"

	"github.com/PuerkitoBio/goquery"
)

// site is the whole program over a database of its own, with two organisers and their staff. Everybody's password is password.
type site struct {
	db     *testdb.DB
	app    *app.App
	server *httptest.Server
	log    *logBuffer
}

const password = "fire gule båter i regnvær"

// passwordHash is worked out once: hashing is slow on purpose.
var passwordHash = sync.OnceValues(func() (string, error) { return secret.HashPassword(password) })

func newSite(t testing.TB) *site {
	t.Helper()
	db := testdb.New(t)
	pg, err := postgres.New(db.App)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := passwordHash()
	if err != nil {
		t.Fatal(err)
	}
	err = pg.InTx(t.Context(), func(tx *postgres.Tx) error {
		for _, o := range []dialogue.Organiser{sample.Innlandet(), sample.VestlandOffice()} {
			if err := tx.InsertOrganiser(t.Context(), o); err != nil {
				return err
			}
		}
		for _, user := range sample.Staff() {
			if user.Organiser != sample.Innlandet().ID && user.Organiser != sample.VestlandOffice().ID {
				continue
			}
			user.PasswordHash = hash
			if err := tx.InsertStaffUser(t.Context(), user); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	needs, err := secret.NewKeys(secret.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	s := &site{db: db, app: app.New(pg, &mail.Composer{}).WithNeedsKeys(needs), log: &logBuffer{}}
	many := 1_000_000
	handler, err := web.Handler(web.Deps{
		App: s.app, Auth: auth.New(pg, false), Log: slog.New(slog.NewJSONHandler(s.log, nil)),
		Limits: web.Limits{Get: many, Post: many, Guarded: many},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.server = httptest.NewServer(handler)
	t.Cleanup(s.server.Close)
	return s
}

type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// browser keeps cookies and doesn't follow redirects.
type browser struct {
	t    testing.TB
	base string
	*http.Client
}

func (s *site) browser(t testing.TB) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t, s.server.URL, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is a browser where the sample user is signed in: as(t, "redaktor@innlandet").
func (s *site) as(t testing.TB, account string) *browser {
	t.Helper()
	b := s.browser(t)
	got := b.post("/intern/logg-inn", url.Values{"email": {account + ".example.no"}, "password": {password}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("%s can't sign in: %d\n%s", account, got.status, got.text())
	}
	return b
}

// answer is a response with its page.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   string
	doc    *goquery.Document
}

func (a *answer) text() string { return strings.Join(strings.Fields(a.doc.Find("body").Text()), " ") }

// value is what a field of the page's forms shows.
func (a *answer) value(name string) string {
	field := a.doc.Find(`[name="` + name + `"]`)
	switch {
	case field.Is("textarea"):
		return strings.TrimPrefix(field.Text(), "\n")
	case field.Is("select"):
		return field.Find("option[selected]").AttrOr("value", "")
	case field.AttrOr("type", "") == "radio", field.AttrOr("type", "") == "checkbox":
		return field.Filter("[checked]").AttrOr("value", "")
	}
	return field.AttrOr("value", "")
}

// form is every field of the page's last form with the action, as a browser would send it.
func (a *answer) form(action string) url.Values {
	values := url.Values{}
	a.doc.Find(`form[action="` + action + `"]`).First().Find("input, select, textarea").Each(func(_ int, field *goquery.Selection) {
		name, kind := field.AttrOr("name", ""), field.AttrOr("type", "")
		_, checked := field.Attr("checked")
		switch {
		case name == "", (kind == "radio" || kind == "checkbox") && !checked:
		case goquery.NodeName(field) == "textarea":
			values.Add(name, strings.TrimPrefix(field.Text(), "\n"))
		case goquery.NodeName(field) == "select":
			values.Add(name, field.Find("option[selected]").AttrOr("value", ""))
		default:
			values.Add(name, field.AttrOr("value", ""))
		}
	})
	if len(values) == 0 {
		a.t.Fatalf("no form posts to %s", action)
	}
	return values
}

func (b *browser) do(r *http.Request) *answer {
	b.t.Helper()
	response, err := b.Client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(response.Body); err != nil {
		b.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body.Bytes()))
	if err != nil {
		b.t.Fatal(err)
	}
	return &answer{b.t, response.StatusCode, response.Header, body.String(), doc}
}

func (b *browser) get(path string) *answer {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.base+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(r)
}

func (b *browser) post(path string, values url.Values) *answer {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodPost, b.base+path, strings.NewReader(values.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// cookie is the session's cookie, or "".
func (b *browser) cookie() string {
	base, _ := url.Parse(b.base)
	for _, c := range b.Jar.Cookies(base) {
		if c.Name == "dialogmote" {
			return c.Value
		}
	}
	return ""
}
