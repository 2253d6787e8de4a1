package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

// letterOf is the newest letter of a kind about a registration.
func (w *work) letterOf(t testing.TB, r dialogue.Registration, kind dialogue.LetterKind) dialogue.Letter {
	t.Helper()
	all, err := w.pg.LettersOfRegistration(t.Context(), w.inv.Organiser.ID, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		if l.Kind == kind {
			return l
		}
	}
	t.Fatalf("no letter %s", kind)
	return dialogue.Letter{}
}

func TestAFailedLetterIsCorrectedAndSentAgain(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	r := w.register(t, w.request("0412", "Hamar", "Anne Berg"))
	letter := w.letterOf(t, r, dialogue.LetterActivated)
	w.exec(t, `update letter set state = 'failed', failure = '550 ukjent' where id = $1`, letter.ID)
	b := w.as(t, "redaktor@innlandet")
	b.get(w.path("pameldinger")).ok(t).says(t, "Ett brev kom ikke fram")
	b.get(w.path("brev")+"?tilstand=failed").ok(t).says(t, "550 ukjent", "Kari Kontakt")
	if got := b.get(w.path("brev") + "?sok=finnes-ikke").ok(t); !strings.Contains(got.text(), "Ingen treff") {
		t.Error("the filter finds everything")
	}

	one := w.path("brev", letter.ID.String())
	page := b.get(one).ok(t)
	frame := page.doc.Find("iframe")
	if _, sandboxed := frame.Attr("sandbox"); !sandboxed || !strings.Contains(page.header.Get("Content-Security-Policy"), "frame-src 'self'") {
		t.Error("the letter isn't shown in a sandbox")
	}
	html := b.get(frame.AttrOr("src", "")).ok(t)
	if policy := html.header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") || strings.Contains(policy, "script-src") || !strings.Contains(html.body, r.Reference) {
		t.Errorf("policy %q", policy)
	}
	form := page.form(one + "/send")
	form.Set("address", "kari@")
	if got := b.post(one+"/send", form); got.status != http.StatusUnprocessableEntity || got.value("address") != "kari@" {
		t.Errorf("a wrong address: %d %q", got.status, got.value("address"))
	}
	form.Set("address", "kari.kontakt@example.no")
	sent := b.post(one+"/send", form)
	if sent.status != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.status, sent.text())
	}
	b.get(sent.header.Get("Location")).ok(t).says(t, "Sendt på nytt for", "kari.kontakt@example.no")
	if got := w.stored(t, r.ID).Contact.Email; got != "kari.kontakt@example.no" {
		t.Errorf("the contact's address is still %s", got)
	}
	if got := b.post(one+"/send", form); got.status != http.StatusConflict {
		t.Errorf("sent a third time: %d", got.status)
	}
	if got := w.as(t, "leser@innlandet").post(one+"/send", form); got.status != http.StatusForbidden {
		t.Errorf("a reader: %d", got.status)
	}
	if got := w.as(t, "admin@vestland").get(one + "/html"); got.status != http.StatusNotFound {
		t.Errorf("another organiser: %d", got.status)
	}
}

// Whoever opens a link that works once acts as its recipient, so staff read the letter without it.
func TestLinksThatWorkOnceAreHiddenFromStaff(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	q := w.request("0412", "Hamar", "Anne Berg")
	q.Channel = dialogue.Web
	r, err := w.app.Register(t.Context(), dialogue.Actor{}, w.inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	letter, err := w.pg.Letter(t.Context(), w.inv.Organiser.ID, w.letterOf(t, r, dialogue.LetterReceived).ID)
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(letter.Body, "/min-pamelding/bekreft/")
	if !found {
		t.Fatal("the receipt has no link to confirm with")
	}
	token := strings.FieldsFunc(after, func(r rune) bool { return strings.ContainsRune("> \n)", r) })[0]
	b := w.as(t, "admin@innlandet")
	for _, path := range []string{w.path("brev", letter.ID.String()), w.path("brev", letter.ID.String(), "html")} {
		if got := b.get(path).ok(t); strings.Contains(got.body, token) {
			t.Errorf("%s shows the token", path)
		}
	}
	b.get(w.path("brev", letter.ID.String())).says(t, "er skjult")
}

func TestTheConfirmationIsWrittenSeenAndSentOnce(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0412", "Hamar", "Anne Berg", "Bjørn Moe"))
	post := w.request("0441", "Hamar", "Ola Ås")
	post.Contact.Email = ""
	w.register(t, post)
	b := w.as(t, "redaktor@innlandet")
	b.get(w.path("bekreftelse")).ok(t).says(t, "Skriv og send")
	one := w.path("bekreftelse", w.meeting("Hamar").ID.String())
	page := b.get(one).ok(t)
	page.says(t, "Send til 5 mottakere", "Brevet skrives ut")

	form := page.form(one)
	form.Set("practical.nb", "Ta med **vaffelrøre**.")
	form.Set("practical.nn", "Ta med **vaffelrøre**, de òg.")
	form.Set("reader", page.doc.Find(`select[name=reader] option`).Eq(2).AttrOr("value", ""))
	shown := b.post(one+"/vis", form).ok(t)
	if !strings.Contains(shown.body, "<strong>vaffelrøre</strong>") || !strings.Contains(shown.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the letter isn't shown: %s", shown.body)
	}
	if n := w.count(t, `select count(*) from letter where kind = 'confirmation'`); n != 0 {
		t.Fatalf("showing sent %d letters", n)
	}
	b.post(one, form).leads(t, one)
	if n := w.count(t, `select count(*) from letter where kind = 'confirmation'`); n != 5 {
		t.Errorf("%d letters", n)
	}
	b.get(one).ok(t).says(t, "5 brev er på vei", "Alle har fått bekreftelsen", "Skal skrives ut")
	if got := b.post(one, form); got.status != http.StatusConflict {
		t.Errorf("an old form: %d", got.status)
	}
	again := b.get(one).ok(t).form(one)
	b.post(one, again).leads(t, one)
	if n := w.count(t, `select count(*) from letter where kind = 'confirmation'`); n != 5 {
		t.Errorf("%d letters after sending twice", n)
	}
	for path, who := range map[string]string{one: "leser@innlandet", w.path("bekreftelse"): "leser@innlandet"} {
		if got := w.as(t, who).get(path); got.status != http.StatusForbidden {
			t.Errorf("a reader at %s: %d", path, got.status)
		}
	}
	for _, path := range []string{one, one + "/vis"} {
		if got := w.as(t, "admin@vestland").get(path); got.status != http.StatusNotFound {
			t.Errorf("another organiser at %s: %d", path, got.status)
		}
		if got := w.as(t, "admin@vestland").post(path, url.Values{}); got.status != http.StatusNotFound {
			t.Errorf("another organiser's POST to %s: %d", path, got.status)
		}
	}
}

func TestTheLettersOfMovingAndCancellingAreSeenBeforeTheyAreSent(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	w.register(t, w.request("0512", "Otta", "Anne Aas"))
	b := w.as(t, "redaktor@innlandet")
	one := w.path("moter", w.meeting("Otta").ID.String())
	form := b.get(one).ok(t).form(one)
	form.Set("date", "20.9.2019")
	form.Set("note", "Hotellet er fullt.")
	move := b.post(one+"/flytt/vis", form).ok(t)
	for _, want := range []string{"20. september 2019", "Hotellet er fullt.", "Lesja"} {
		if !strings.Contains(move.body, want) {
			t.Errorf("the letter about moving lacks %q", want)
		}
	}
	form.Set("date", "31.2.2019")
	if got := b.post(one+"/flytt/vis", form); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a day that isn't: %d", got.status)
	}
	cancel := b.post(one+"/avlys/vis", b.get(one).ok(t).form(one+"/avlys")).ok(t)
	if !strings.Contains(cancel.body, "avlyst") || !strings.Contains(cancel.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the letter about cancelling: %s", cancel.text())
	}
	empty := w.path("moter", w.meeting("Hamar").ID.String())
	b.post(empty+"/avlys/vis", b.get(empty).ok(t).form(empty+"/avlys")).ok(t).says(t, "Ingen er påmeldt")
	if n := w.count(t, `select count(*) from letter where kind like 'meeting%'`); n != 0 {
		t.Errorf("looking sent %d letters", n)
	}
	if n := w.count(t, `select count(*) from meeting where state = 'cancelled' or starts_at::date = '2019-09-20'`); n != 0 {
		t.Errorf("looking changed %d meetings", n)
	}
	if n := w.count(t, `select count(*) from audit where verb in ('move_meeting', 'cancel_meeting')`); n != 0 {
		t.Errorf("looking wrote %d audit lines", n)
	}
}
