package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

func about(parts ...string) string { return "/nb/om-meg/" + strings.Join(parts, "/") }

// toldDelegate is the code that a delegate with the address has been given.
func (s *site) toldDelegate(t testing.TB, email string) string {
	t.Helper()
	if _, err := s.app.TellDelegates(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	var code string
	if err := s.db.Owner.QueryRow(t.Context(), `select code from delegate where email = $1`, email).Scan(&code); err != nil {
		t.Fatal(err)
	}
	return code
}

// delegateLink does the job's work for a code, and gives the link of the letter, or "".
func (s *site) delegateLink(t testing.TB, code, email string) string {
	t.Helper()
	if err := s.app.MailAboutMeLink(t.Context(), dialogue.System(dialogue.ID{}), code); err != nil {
		t.Fatal(err)
	}
	var body string
	s.db.Owner.QueryRow(t.Context(), `select body from letter where kind = 'about_me' and recipient = $1 order by id desc limit 1`, email).Scan(&body)
	if found := regexp.MustCompile(`/om-meg/logg-inn/([A-Za-z0-9_-]+)`).FindStringSubmatch(body); found != nil {
		return about("logg-inn", found[1])
	}
	return ""
}

// The way into a digital meeting is on the delegation's page and on the delegate's own once the place is confirmed, and not before.
func TestTheConfirmedSeeTheWayIntoADigitalMeeting(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	contact, reference := o.registered(t, 2)
	const email, way = "d1@vestre-toten.kommune.no", `[href="https://teams.example.no/mote"]`
	code := o.toldDelegate(t, email)
	delegate := o.browser(t)
	delegate.post(about(code, "send-lenke"), nil).ok(t)
	delegate.post(o.delegateLink(t, code, email), nil).leads(t, about(code))
	pages := func(want int) {
		t.Helper()
		for _, page := range []*answer{contact.get("/nb/min-pamelding/" + reference).ok(t), delegate.get(about(code)).ok(t)} {
			if n := page.doc.Find(way).Length(); n != want {
				t.Errorf("%s leads into the meeting %d times, not %d", page.doc.Find("h1").Text(), n, want)
			}
		}
	}
	if _, err := o.db.Owner.Exec(t.Context(), `update meeting set digital = true, teams_url = 'https://teams.example.no/mote'`); err != nil {
		t.Fatal(err)
	}
	pages(0)
	if _, err := o.db.Owner.Exec(t.Context(), `update seat set confirmed_at = clock()`); err != nil {
		t.Fatal(err)
	}
	pages(1)
	o.db.SetClock(t, o.inv.Meetings[4].EndsAt)
	contact.get("/nb/min-pamelding/"+reference).ok(t).says(t, "2 deltakere hadde plass")
}

func TestADelegateSeesTheOwnPageAndNothingElse(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	contact, reference := o.registered(t, 2)
	const email = "d1@vestre-toten.kommune.no"
	code := o.toldDelegate(t, email)
	b := o.browser(t)
	b.get(about(code)).ok(t).says(t, "Send meg en lenke")
	b.post(about(code, "send-lenke"), nil).ok(t)
	link := o.delegateLink(t, code, email)
	for range 20 { // scanners
		page := o.browser(t).get(link).ok(t)
		if page.header.Get("Cache-Control") != "no-store" || page.header.Get("Referrer-Policy") != "no-referrer" {
			t.Fatalf("%v", page.header)
		}
	}
	b.post(link, nil).leads(t, about(code))
	if got := o.browser(t).post(link, nil); got.status != http.StatusGone {
		t.Errorf("a used link: %d", got.status)
	}
	page := b.get(about(code)).ok(t)
	page.says(t, "Deltaker 1", email, "Guro Lien", "Raufoss", "Datatilsynet")
	if strings.Contains(page.text(), "Deltaker 2") || strings.Contains(page.text(), "guro.lien@") {
		t.Error("the page tells of the others in the delegation")
	}
	var other string
	o.db.Owner.QueryRow(t.Context(), `select code from delegate where email <> $1 and code is not null`, email).Scan(&other)
	for _, path := range []string{my(reference, "deltakere"), my(reference, "historikk"), my(reference, "utskrift"), mine + "/slipp-inn/x/y", about(other, "rett"), about(other, "fjern")} {
		if got := b.get(path); got.status == http.StatusOK {
			t.Errorf("a delegate reads %s", path)
		}
	}
	if got := b.get(my(reference)).ok(t); strings.Contains(got.text(), "Deltaker") {
		t.Error("a delegate reads the delegation's page")
	}
	if got := contact.get(about(code, "rett")); got.status == http.StatusOK {
		t.Error("the contact writes as the delegate")
	}

	correct := b.get(about(code, "rett")).ok(t)
	if got := b.post(about(code, "rett"), with(correct.form(about(code, "rett")), url.Values{"name": {""}})); got.status != http.StatusUnprocessableEntity {
		t.Errorf("no name: %d", got.status)
	}
	b.post(about(code, "rett"), with(correct.form(about(code, "rett")), url.Values{"name": {"Rett Navn"}})).leads(t, about(code))
	stale := b.post(about(code, "rett"), with(correct.form(about(code, "rett")), url.Values{"name": {"For Sen"}}))
	if stale.status != http.StatusConflict || stale.value("name") != "For Sen" {
		t.Errorf("stale: %d, typed %q", stale.status, stale.value("name"))
	}
	contact.get(my(reference, "historikk")).ok(t).says(t, "Rettet egne opplysninger", "Deltakeren selv")
	remove := b.get(about(code, "fjern")).ok(t)
	b.post(about(code, "fjern"), remove.form(about(code, "fjern"))).leads(t, about(code))
	b.get(about(code)).ok(t).says(t, "Du er meldt av", "Send meg en lenke")
	contact.get(my(reference)).ok(t).says(t, "har plass til 1")
}

// Nothing tells who tries codes which of them are known.
func TestEveryCodeIsAnsweredAlike(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	o.registered(t, 1)
	code := o.toldDelegate(t, "d1@vestre-toten.kommune.no")
	b := o.browser(t)
	alike := func(a, c *answer) bool {
		return a.status == c.status && strings.ReplaceAll(a.text(), code, "") == strings.ReplaceAll(c.text(), "AAAAAAAA", "")
	}
	if !alike(b.get(about(code)), b.get(about("AAAAAAAA"))) || !alike(b.post(about(code, "send-lenke"), nil), b.post(about("AAAAAAAA", "send-lenke"), nil)) {
		t.Error("a known code is answered otherwise")
	}
	if got := b.get(about("hei")); got.status != http.StatusNotFound {
		t.Errorf("no code of ours: %d", got.status)
	}
	if o.delegateLink(t, "AAAAAAAA", "d1@vestre-toten.kommune.no") != "" {
		t.Error("an unknown code gets a letter")
	}
}

// aboutMeLinks is a delegate's code, a link that signs them in, and one that proves an address they have asked for instead.
func (o office) aboutMeLinks(t testing.TB) (code, signIn, newAddress string) {
	t.Helper()
	if _, err := o.app.TellDelegates(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	var email string
	if err := o.db.Owner.QueryRow(t.Context(), `select code, email from delegate where code is not null order by id limit 1`).Scan(&code, &email); err != nil {
		t.Fatal(err)
	}
	b := o.browser(t)
	b.post(o.delegateLink(t, code, email), nil).leads(t, about(code))
	correct := b.get(about(code, "rett")).ok(t).form(about(code, "rett"))
	b.post(about(code, "rett"), with(correct, url.Values{"email": {"ny.adresse@vestre-toten.kommune.no"}})).leads(t, about(code))
	var body string
	if err := o.db.Owner.QueryRow(t.Context(), `select body from letter where kind = 'new_address'`).Scan(&body); err != nil {
		t.Fatal(err)
	}
	newAddress = regexp.MustCompile(`/nb/om-meg/adresse/[A-Za-z0-9_-]+`).FindString(body)
	return code, o.delegateLink(t, code, email), newAddress
}
