package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// offered is an office where the places of one delegation of two have become free, and been offered to another whose reference it is.
func offered(t *testing.T) (o office, reference string) {
	t.Helper()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Identity, inv.Meetings[4].Capacity = dialogue.OpenIdentity, 2
	o = open(t, dialogue.Date{Year: 2019, Month: time.August, Day: 26}.At(9, 0), inv)
	first := o.send(t, o.browser(t), o.filled(2))
	other := with(o.filled(2), url.Values{"unit": {"municipality:0528"}, "contact.email": {"kari@ostre-toten.example.no"}})
	reference = o.send(t, o.browser(t), other)
	b := o.browser(t)
	b.post(o.mailed(t, b, first), nil).leads(t, my(first))
	b.post(my(first, "meld-av"), b.get(my(first, "meld-av")).ok(t).form(my(first, "meld-av"))).leads(t, my(first))
	o.minute(t)
	return o, reference
}

func (o office) minute(t *testing.T) {
	t.Helper()
	if _, err := o.app.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil {
		t.Fatal(err)
	}
}

func TestAnOffersLinkShowsItAndIsUsedByAButton(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ answer, says, state string }{
		"yes": {"ja", "Dere har plassene", "placed"},
		"no":  {"nei", "Dere har takket nei", "withdrawn"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, reference := offered(t)
			link := my("tilbud", o.token(t, reference, dialogue.LetterOffer))
			for range 20 { // scanners of mail
				page := o.browser(t).get(link).ok(t)
				if page.header.Get("Cache-Control") != "no-store" || page.header.Get("Referrer-Policy") != "no-referrer" {
					t.Fatalf("%v", page.header)
				}
				head, err := http.NewRequest(http.MethodHead, o.server.URL+link, nil)
				if err != nil {
					t.Fatal(err)
				}
				o.browser(t).do(head)
			}
			if n := o.count(t, `seat where state = 'offered'`); n != 2 || o.count(t, `link where kind = 'offer' and used_at is not null`) != 0 {
				t.Fatalf("a GET answers: %d are offered places", n)
			}
			b := o.browser(t)
			page := b.get(link).ok(t)
			page.says(t, "2 ledige plasser", "Raufoss", "Deltaker 1", "Deltaker 2", "28. august 2019 kl. 18.00", "trekker vi påmeldingen", "Ja takk, vi tar plassene", "Nei takk")
			if got := b.post(link, url.Values{"svar": {"kanskje"}}); got.status != http.StatusUnprocessableEntity {
				t.Errorf("neither: %d", got.status)
			}
			b.post(link, url.Values{"svar": {c.answer}}).leads(t, link)
			over := b.get(link).ok(t)
			over.says(t, c.says)
			if strings.Contains(over.text(), "Deltaker 1") {
				t.Error("a used link shows names")
			}
			if over.doc.Find(`a[href="`+my(reference)+`"]`).Length() == 0 {
				t.Error("a used link leads nowhere")
			}
			if n := o.count(t, `seat s join registration r on r.id = s.registration_id where r.reference = $1 and s.state = $2`, reference, c.state); n != 2 {
				t.Errorf("%d are %s", n, c.state)
			}
			b.post(link, url.Values{"svar": {"ja"}}).leads(t, link) // once more
			if n := o.count(t, `offer where state <> 'open'`); n != 1 {
				t.Errorf("%d offers answered", n)
			}
			b.get(my(reference)).ok(t) // the link signs nobody in
			if got := b.get(my(reference, "deltakere")); got.status != http.StatusSeeOther {
				t.Errorf("signed in by an offer: %d", got.status)
			}
		})
	}
}

func TestAnOffersLinkThatIsOverExplainsItself(t *testing.T) {
	t.Parallel()
	o, reference := offered(t)
	link := my("tilbud", o.token(t, reference, dialogue.LetterOffer))
	o.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.August, Day: 28}.At(18, 0))
	b := o.browser(t)
	b.get(link).ok(t).says(t, "Tilbudet har gått ut", "28. august 2019 kl. 18.00")
	b.post(link, url.Values{"svar": {"ja"}}).leads(t, link)
	o.minute(t)
	b.get(link).ok(t).says(t, "Tilbudet har gått ut")
	if n := o.count(t, `seat where state = 'placed'`); n != 0 {
		t.Error("accepted after it expired")
	}
	for _, unknown := range []string{my("tilbud", "x"), strings.Replace(link, "tilbud", "logg-inn", 1)} {
		if got := b.get(unknown); got.status != http.StatusGone {
			t.Errorf("%s: %d", unknown, got.status)
		}
		if got := b.post(unknown, url.Values{"svar": {"ja"}}); got.status != http.StatusGone {
			t.Errorf("%s: %d", unknown, got.status)
		}
	}
}

func TestAnOfferIsAnsweredOnTheOwnPage(t *testing.T) {
	t.Parallel()
	o, reference := offered(t)
	b := o.browser(t)
	b.post(o.mailed(t, b, reference), nil).leads(t, my(reference))
	page := b.get(my(reference)).ok(t)
	page.says(t, "Tilbud om plass", "2 deltakere har fått tilbud om plass", "Ja takk, vi tar plassene")
	action, _ := page.doc.Find(`form[action*="/tilbud/"]`).Attr("action")
	if got := o.browser(t).post(action, url.Values{"svar": {"ja"}}); got.status == http.StatusOK || o.count(t, `seat where state = 'placed'`) != 0 {
		t.Errorf("signed out: %d", got.status)
	}
	b.post(action, url.Values{"svar": {"ja"}}).leads(t, my(reference))
	page = b.get(my(reference)).ok(t)
	page.says(t, "Plassen er sikret", "2 deltakere har plass")
	if page.doc.Find(`form[action="`+action+`"]`).Length() != 0 {
		t.Error("the page asks again")
	}
	b.post(action, url.Values{"svar": {"nei"}}).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Tilbudet gjelder ikke lenger")
}
