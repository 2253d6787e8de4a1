package main

import (
	"bytes"
	"cmp"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"
	"dialogmote/internal/web"
	"dialogmote/internal/web/page"

	"github.com/PuerkitoBio/goquery"
	"github.com/jackc/pgx/v5"
)

// Who tries the routes. The units and the delegate are of Oslo og Viken's invitation of 2020; the staff are of whoever owns what is tried.
const (
	nobody       = "nobody"
	otherUnit    = "another unit"
	thisUnit     = "this unit"
	delegate     = "a delegate"
	reader       = "a reader"
	editor       = "an editor"
	admin        = "an admin"
	foreignAdmin = "another organiser's admin"
)

// world is the demonstration on a day before the meetings, with one row more of whatever it has none of.
type world struct {
	db       *testdb.DB
	app      *app.App
	base     string
	browsers map[string]*http.Client // by visitor, staff by address
	unit     scope                   // the registration that is this unit's
}

// scope is whose something is. Empty ids are nobody's in particular.
type scope struct{ organiser, series, registration string }

// address is a route with something behind every name in it.
type address struct {
	route  page.Route
	path   string
	whose  scope
	scoped bool           // what it names is one organiser's
	token  bool           // it is opened by a link, here one that leads to nothing
	door   *regexp.Regexp // where the signed-out are sent
}

func (at address) String() string {
	return at.route.Method + " " + at.path + " (" + at.route.Access.String() + ")"
}

var worldNow = dialogue.Date{Year: 2020, Month: time.November, Day: 10}.At(9, 0)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{db: testdb.New(t), browsers: map[string]*http.Client{}}
	w.db.SetClock(t, worldNow)
	pg, err := postgres.New(w.db.App)
	if err != nil {
		t.Fatal(err)
	}
	const address = "http://127.0.0.1:8080"
	needs, err := demoNeedsKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w.app = app.New(pg, mail.New(urls.New(address))).WithNeedsKeys(needs)
	onDay := func(day time.Time, do func() error) error {
		w.db.SetClock(t, day)
		defer w.db.SetClock(t, worldNow)
		return do()
	}
	if err := fillDemo(t.Context(), pg, w.app, onDay); err != nil {
		t.Fatal(err)
	}
	many := 1_000_000
	handler, err := web.Handler(web.Deps{App: w.app, Auth: auth.New(pg, false), BaseURL: address, Limits: web.Limits{Get: many, Post: many, Guarded: many}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	w.base = server.URL
	w.addTheRare(t)
	w.signEverybodyIn(t)
	return w
}

// rare is a row of each kind that the demonstration lacks on its day, about registration $1 or its organiser, in words that nobody else has.
var rare = []string{
	`update registration set contact_name = 'Hemmelig Kontakt' where id = $1`,
	`update delegate set name = 'Hemmelig Deltaker ' || position_no where registration_id = $1`,
	`update letter set state = 'to_print' where id = (select id from letter where registration_id = $1 limit 1)`,
	`update material set news = true, announced_at = null, audience = 'registered' where id = (select m.id from material m join registration r using (series_id) where r.id = $1 and m.sha256 is not null order by m.position desc limit 1)`,
	`update organiser set coverage_public = true where id = (select organiser_id from registration where id = $1)`,
	`insert into decline (organiser_id, id, series_id, unit_id, state, lang, submission)
		select r.organiser_id, gen_random_uuid(), r.series_id, u.id, 'held', 'nb', gen_random_uuid() from registration r join unit u on u.organiser_id = r.organiser_id
		where r.id = $1 and not exists (select from registration o where o.organiser_id = u.organiser_id and o.unit_id = u.id) limit 1`,
	`insert into selection_lock (organiser_id, id, selection_id, registration_id, kind, reason) select s.organiser_id, gen_random_uuid(), s.id, r.id, 'in', 'Skal med'
		from selection s join registration r on r.series_id = s.series_id where $1::uuid is not null and r.state = 'active' limit 1`,
	`insert into goal (organiser_id, id, series_kind, units, by_date) select organiser_id, gen_random_uuid(), 'dialogue', 5, '2021-06-01' from registration where id = $1`,
	`insert into milestone (organiser_id, id, position, name) select organiser_id, gen_random_uuid(), 1, '{"nb": "Vedtak"}' from registration where id = $1`,
	`insert into colleague (organiser_id, id, unit_id, email, name, let_in_by, whole_unit)
		select organiser_id, gen_random_uuid(), unit_id, 'kollega@example.no', 'Kim Kollega', contact_email, true from registration where id = $1`,
	`insert into unit_invitation (organiser_id, id, series_id, unit_id) select organiser_id, gen_random_uuid(), series_id, unit_id from registration where id = $1`,
	`insert into offer (organiser_id, id, series_id, registration_id, meeting_id, until, places)
		select organiser_id, gen_random_uuid(), series_id, id, (select meeting_id from seat where registration_id = $1 limit 1), clock() + interval '3 days', 1 from registration where id = $1`,
	`insert into registration (organiser_id, id, series_id, unit_id, max_delegates, over_cap, outside_max, per_meeting, state, channel, lang, contact_name, submission, reference, received_at)
		select organiser_id, gen_random_uuid(), series_id, unit_id, max_delegates, over_cap, outside_max, per_meeting, 'proposal', 'web', 'nb', 'Per Forslag', gen_random_uuid(), '0F0RS1AG', clock()
		from registration where id = $1`,
	`insert into message (organiser_id, id, series_id, state, created_by) select organiser_id, gen_random_uuid(), series_id, 'draft', gen_random_uuid() from registration where id = $1`,
	`insert into message_receiver (organiser_id, message_id, registration_id) select m.organiser_id, m.id, r.id from message m join registration r on r.series_id = m.series_id where r.id = $1`,
	`insert into file (organiser_id, sha256, media_type, size) select organiser_id, sha256('%PDF'), 'application/pdf', 4 from registration where id = $1`,
	`insert into file_piece (organiser_id, sha256, n, bytes) select organiser_id, sha256('%PDF'), 0, '%PDF'::bytea from registration where id = $1`,
	`insert into statement (organiser_id, id, series_id, registration_id, state, lang, name, email, body, consent, reference, submission)
		select organiser_id, gen_random_uuid(), series_id, id, 'received', 'nb', contact_name, contact_email, 'Hemmelig innspill', 'no', '0HEMMEL1', '00000000-0000-4000-8000-000000000001'
		from registration where id = $1`,
	`insert into statement (organiser_id, id, series_id, state, lang, name, email, body, consent, reference, submission, published_at)
		select organiser_id, gen_random_uuid(), series_id, 'published', 'nb', 'Siv Skriver', 'siv@example.no', 'Til alle', 'named', '0APENT01', '00000000-0000-4000-8000-000000000002', clock()
		from registration where id = $1`,
	`insert into statement_file (organiser_id, id, series_id, submission, filename, sha256)
		select organiser_id, gen_random_uuid(), series_id, submission, 'vedlegg.pdf', sha256('%PDF') from statement where $1::uuid is not null and reference in ('0HEMMEL1', '0APENT01')`,
	`insert into handed_in (organiser_id, id, series_id, registration_id, meeting_id, document_id, number, kind, filename, sha256)
		select organiser_id, gen_random_uuid(), series_id, id, (select meeting_id from seat where registration_id = $1 limit 1), gen_random_uuid(), 1, 'presentation', 'hemmelig.pdf', sha256('%PDF')
		from registration where id = $1`,
	`update answer set file_sha256 = sha256('%PDF'), filename = 'hemmelig-svar.pdf' where id = (select id from answer where registration_id = $1 limit 1)`,
}

func (w *world) addTheRare(t *testing.T) {
	t.Helper()
	first := sample.RegistrationsOsloViken()[0]
	w.row(t, `select organiser_id::text, series_id::text, r.id::text from registration r join unit u using (organiser_id) where u.id = r.unit_id and r.submission = $1`,
		[]any{first.ID}, &w.unit.organiser, &w.unit.series, &w.unit.registration)
	for _, sql := range rare {
		if _, err := w.db.Owner.Exec(t.Context(), sql, w.unit.registration); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

func (w *world) signEverybodyIn(t *testing.T) {
	t.Helper()
	w.browsers[nobody] = client(t)
	for _, user := range sample.Staff() {
		b := client(t)
		w.browsers[user.Email] = b
		if got := w.send(t, b, http.MethodPost, "/intern/logg-inn", url.Values{"email": {user.Email}, "password": {demoPassword}}); got.status != http.StatusSeeOther {
			t.Fatalf("%s can't sign in: %d", user.Email, got.status)
		}
	}
	system := dialogue.System(dialogue.ID{})
	var reference, other string
	w.row(t, `select r.reference, o.reference from registration r join registration o on o.series_id = r.series_id and o.id <> r.id and o.state = 'active' where r.id = $1 limit 1`,
		[]any{w.unit.registration}, &reference, &other)
	for visitor, reference := range map[string]string{thisUnit: reference, otherUnit: other} {
		if err := w.app.MailSignInLink(t.Context(), system, reference); err != nil {
			t.Fatal(err)
		}
		w.follow(t, visitor, `/nb/min-pamelding/logg-inn/[A-Za-z0-9_-]+`)
	}
	if _, err := w.app.TellDelegates(t.Context(), system); err != nil {
		t.Fatal(err)
	}
	var code string
	w.row(t, `select code from delegate where registration_id = $1 and code is not null order by code limit 1`, []any{w.unit.registration}, &code)
	if err := w.app.MailAboutMeLink(t.Context(), system, code); err != nil {
		t.Fatal(err)
	}
	w.follow(t, delegate, `/nb/om-meg/logg-inn/[A-Za-z0-9_-]+`)
}

// follow opens the newest letter's link in a browser of the visitor's own and presses its button.
func (w *world) follow(t *testing.T, visitor, link string) {
	t.Helper()
	var body string
	w.row(t, `select body from letter order by id desc limit 1`, nil, &body)
	w.browsers[visitor] = client(t)
	if got := w.send(t, w.browsers[visitor], http.MethodPost, regexp.MustCompile(link).FindString(body), nil); got.status != http.StatusSeeOther {
		t.Fatalf("%s can't sign in: %d", visitor, got.status)
	}
}

var everybody = []string{nobody, otherUnit, thisUnit, delegate, reader, editor, admin, foreignAdmin}

// browser is the visitor's, among the staff of whoever owns what is at the address.
func (w *world) browser(visitor string, at address) *http.Client {
	owner, foreign := sample.OsloViken2020().Organiser, sample.Rogaland()
	for _, o := range sample.Organisers() {
		if o.ID.String() == at.whose.organiser {
			owner = o
		}
	}
	if owner.ID == foreign.ID {
		foreign = sample.OsloViken2020().Organiser
	}
	switch visitor {
	case reader:
		return w.browsers["leser@"+owner.Slug+".example.no"]
	case editor:
		return w.browsers["redaktor@"+owner.Slug+".example.no"]
	case admin:
		return w.browsers["admin@"+owner.Slug+".example.no"]
	case foreignAdmin:
		return w.browsers["admin@"+foreign.Slug+".example.no"]
	}
	return w.browsers[visitor]
}

// keepsSecrets fails when an answer holds a word that the visitor may not read.
func (w *world) keepsSecrets(t *testing.T, visitor string, at address, got *reply) {
	t.Helper()
	for _, secret := range w.secrets(t, visitor, at) {
		if strings.Contains(got.body, secret) {
			t.Errorf("%s: %s reads %q", at, visitor, secret)
		}
	}
}

// secrets are words that the visitor may read nowhere: about this unit for outsiders, and for other staff every reference of the owner's.
func (w *world) secrets(t *testing.T, visitor string, at address) []string {
	t.Helper()
	switch visitor {
	case nobody, otherUnit:
		return []string{"Hemmelig ", "hemmelig"}
	case foreignAdmin:
		all := append(w.references(t, cmp.Or(at.whose.organiser, w.unit.organiser)), "Hemmelig ", "hemmelig")
		return slices.DeleteFunc(all, func(known string) bool { return strings.Contains(at.path, known) })
	}
	return nil
}

// references are those of an organiser's registrations.
func (w *world) references(t *testing.T, organiser string) (all []string) {
	t.Helper()
	w.row(t, `select array_agg(reference) from registration where organiser_id = $1 and $2`, []any{organiser, true}, &all)
	return all
}

// state is a digest of every table that a request may only change on purpose.
func (w *world) state(t *testing.T) map[string]string {
	t.Helper()
	rows, err := w.db.Owner.Query(t.Context(), `select tablename::text from pg_tables where schemaname = 'public' and tablename not in ('sessions', 'sign_in_failure')`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	state := map[string]string{}
	for _, table := range tables {
		var digest string
		w.row(t, `select coalesce(md5(string_agg(md5(x::text), '' order by md5(x::text))), '') from `+pgx.Identifier{table}.Sanitize()+` x`, nil, &digest)
		state[table] = digest
	}
	return state
}

func (w *world) row(t *testing.T, sql string, args []any, into ...any) {
	t.Helper()
	if err := w.db.Owner.QueryRow(t.Context(), sql, args...).Scan(into...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// reply is what a visitor got.
type reply struct {
	status int
	to     string
	body   string
}

// said is the heading of the page, for a failing test to show.
func (r *reply) said() string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.body))
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(doc.Find("h1").Text()), " ")
}

// forms are the values that the page's forms would post with every box ticked, by where to.
func (r *reply) forms() map[string]url.Values {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.body))
	if err != nil {
		return nil
	}
	forms := map[string]url.Values{}
	doc.Find(`form[method="post"]`).Each(func(_ int, form *goquery.Selection) {
		values := url.Values{}
		form.Find("input, select, textarea, button[name]").Each(func(_ int, field *goquery.Selection) {
			name, kind := field.AttrOr("name", ""), field.AttrOr("type", "")
			switch {
			case name == "", kind == "radio" && values.Has(name):
			case goquery.NodeName(field) == "textarea":
				values.Add(name, field.Text())
			case goquery.NodeName(field) == "select":
				values.Add(name, field.Find("option[selected]").AttrOr("value", ""))
			default:
				values.Add(name, field.AttrOr("value", ""))
			}
		})
		forms[form.AttrOr("action", "")] = values
	})
	return forms
}

func client(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (w *world) get(t *testing.T, visitor string, at address) *reply {
	t.Helper()
	return w.send(t, w.browser(visitor, at), http.MethodGet, at.path, nil)
}

func (w *world) post(t *testing.T, visitor string, at address, values url.Values) *reply {
	t.Helper()
	return w.send(t, w.browser(visitor, at), http.MethodPost, at.path, values)
}

func (w *world) send(t *testing.T, b *http.Client, method, path string, values url.Values) *reply {
	t.Helper()
	r, err := http.NewRequest(method, w.base+path, strings.NewReader(values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	response, err := b.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(response.Body); err != nil {
		t.Fatal(err)
	}
	return &reply{response.StatusCode, response.Header.Get("Location"), body.String()}
}
