package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/secret"
	"dialogmote/internal/web"
	"dialogmote/internal/web/page"
)

// personal invites a municipality, as a sending does, and is its personal link.
func (o office) personal(t testing.TB, number string) string {
	t.Helper()
	pg, err := postgres.New(o.db.App)
	if err != nil {
		t.Fatal(err)
	}
	official, ok := norway.Lookup("municipality", number, o.inv.Series.PublicationDay(summer2019))
	if !ok {
		t.Fatalf("no %s", number)
	}
	token, hash := secret.NewToken()
	if err := pg.InTx(t.Context(), func(tx *postgres.Tx) error {
		u := dialogue.Unit{Kind: dialogue.Municipality, Number: number, ValidFrom: official.ValidFrom, Name: official.Name, County: official.County, Domains: official.Domains}
		id, err := tx.UpsertUnit(t.Context(), o.inv.Organiser.ID, u)
		if err != nil {
			return err
		}
		invitation := sample.ID("invitation/" + number)
		return tx.Write(t.Context(), func(b *postgres.Batch) {
			b.InsertUnitInvitation(dialogue.UnitInvitation{Organiser: o.inv.Organiser.ID, ID: invitation, Series: o.inv.Series.ID, Unit: dialogue.Unit{ID: id}})
			b.InsertInvitationLink(o.inv.Organiser.ID, invitation, hash)
		})
	}); err != nil {
		t.Fatal(err)
	}
	return "/nb/invitert/" + token
}

// sendNo answers no behind a personal link, and is the link of the letter that asks for a click.
func (o office) sendNo(t testing.TB, b *browser, link, email string) string {
	t.Helper()
	no := link + "/svar-nei"
	typed := with(b.get(no).ok(t).form(no), url.Values{"name": {"Guro Lien"}, "email": {email}, "reason": {"Vi har ikke folk."}})
	b.post(no, typed).leads(t, no+"/mottatt")
	b.get(no + "/mottatt").ok(t)
	var body string
	if err := o.db.Owner.QueryRow(t.Context(), `select body from letter where kind = 'decline' order by id desc limit 1`).Scan(&body); err != nil {
		t.Fatal(err)
	}
	return "/nb" + regexp.MustCompile(`/nb(/svar-nei/[A-Za-z0-9_-]+)`).FindStringSubmatch(body)[1]
}

// mySignIn is a link that signs in to everything of an address.
func (o office) mySignIn(t testing.TB, email string) string {
	t.Helper()
	token, hash := secret.NewToken()
	if _, err := o.db.Owner.Exec(t.Context(), `insert into person_link (token_hash, organiser_id, email, expires_at)
		values ($1, $2, $3, clock() + interval '10 minutes')`, hash, o.inv.Organiser.ID, email); err != nil {
		t.Fatal(err)
	}
	return "/nb/min-side/logg-inn/" + token
}

// A unit registers by its personal link without scripts: the link's page, its button, the form with the unit given, a mistake, the check,
// back, and the sending keep the link; and a no is answered and confirmed.
func TestAUnitAnswersByItsPersonalLink(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Identity = dialogue.ByInvitation
	o := open(t, summer2019, inv)
	link := o.personal(t, "0529")
	b := o.browser(t)
	b.get(link).ok(t).says(t, "Vestre Toten kommune er invitert til", "Fylkesmannen i Innlandet", "Svar nei")
	if own, all := b.get(link).doc.Find(".facts .second").Length(), len(inv.Meetings); own != all || strings.Contains(b.get(link).text(), "Svar innen\n") {
		t.Errorf("%d of %d meetings tell their own deadline", own, all)
	}
	b.post(link, nil).leads(t, link+"/pamelding")
	form := b.get(link + "/pamelding").ok(t)
	form.says(t, "Vestre Toten")
	if got := form.value("unit"); got != "municipality:0529" || form.doc.Find(`select[name="unit"]`).Length() != 0 {
		t.Errorf("the unit is %q, to choose", got)
	}
	typed := with(o.filled(2), form.form(link+"/sjekk"), url.Values{"contact.name": {"Guro Lien"}, "contact.email": {"guro"}, "rows": {"2"}})
	for name, values := range o.filled(2) {
		if strings.HasPrefix(name, "delegates.") || name == "meeting" {
			typed[name] = values
		}
	}
	wrong := b.post(link+"/sjekk", typed)
	if wrong.status != http.StatusUnprocessableEntity || wrong.value("contact.email") != "guro" {
		t.Fatalf("%d %q", wrong.status, wrong.value("contact.email"))
	}
	check := b.post(link+"/sjekk", with(wrong.form(link+"/sjekk"), url.Values{"contact.email": {"guro.lien@vestre-toten.kommune.no"}})).ok(t)
	check.says(t, "Vestre Toten", "Deltaker 2")
	back := b.post(link+"/pamelding", check.form(link+"/send")).ok(t)
	if back.value("contact.name") != "Guro Lien" {
		t.Error("what was typed is lost on the way back")
	}
	sent := b.post(link+"/send", check.form(link+"/send"))
	reference := path.Base(sent.header.Get("Location"))
	o.verify(t, b, reference)
	b.get(link).ok(t).says(t, "Vestre Toten kommune er påmeldt")
	b.post(link+"/logg-inn", nil).ok(t).says(t, "får en e-post med innloggingslenke")
	if got := b.get(link).text(); strings.Contains(got, "Guro") || strings.Contains(got, reference) || strings.Contains(got, "Deltaker 1") {
		t.Error("the link names who is registered")
	}
	b.get(link+"/svar-nei").leads(t, link)

	other := o.personal(t, "0432")
	click := o.sendNo(t, b, other, "ingrid.moen@rendalen.kommune.no")
	b.get(click).ok(t).says(t, "Rendalen kommune")
	b.post(click, nil).leads(t, click)
	b.get(click).ok(t).says(t, "svaret er notert")
	b.get(other).ok(t).says(t, "Rendalen kommune har svart nei", "Meld på likevel")
	for _, dead := range []string{"/nb/invitert/made-up", "/nb/invitert/made-up/pamelding", "/nb/svar-nei/made-up"} {
		if got := b.get(dead); got.status != http.StatusGone {
			t.Errorf("%s: %d", dead, got.status)
		}
	}
	// A personal link is never used up: a reader who has half of it is told so, and shown another way in.
	half := b.get(other[:len(other)-8])
	half.says(t, "kuttet da den ble kopiert")
	if text := half.text(); strings.Contains(text, "brukt allerede") || half.doc.Find(`main a[href="/nb/invitasjoner"]`).Length() == 0 {
		t.Errorf("half a link: %s", text)
	}
}

// Programs that scan mail open every link, again and again. Every page that a link in a letter opens is here: a new one that is not fails.
func TestAScannerLeavesEveryLinkWorking(t *testing.T) {
	t.Parallel()
	o, reference := offered(t)
	b := o.browser(t)
	offer := my("tilbud", o.token(t, reference, dialogue.LetterOffer))
	signIn := o.mailed(t, b, reference)
	if _, err := o.db.Owner.Exec(t.Context(), `update series set identity = 'verified'`); err != nil {
		t.Fatal(err)
	}
	third := o.send(t, b, with(o.filled(1), url.Values{"unit": {"municipality:0501"}, "contact.email": {"kari@lillehammer.kommune.no"}}))
	verify := my("bekreft", o.token(t, third, dialogue.LetterReceived))
	link := o.personal(t, "0432")
	no := o.sendNo(t, b, link, "ingrid.moen@rendalen.kommune.no")
	mine := o.mySignIn(t, "kari@lillehammer.kommune.no")
	code, aboutMe, newAddress := o.aboutMeLinks(t)
	const my, lang = "/min-pamelding", page.Language
	links := map[string]string{
		lang + "/invitasjoner/{slug}/pamelding/mottatt/{reference}": o.pamelding("mottatt", third),
		lang + "/invitert/{token}":                                  link,
		lang + "/invitert/{token}/pamelding":                        link + "/pamelding",
		lang + "/invitert/{token}/svar-nei":                         link + "/svar-nei",
		lang + "/invitert/{token}/svar-nei/mottatt":                 link + "/svar-nei/mottatt",
		lang + "/svar-nei/{token}":                                  no,
		lang + my + "/bekreft/{token}":                              verify,
		lang + my + "/logg-inn/{token}":                             signIn,
		lang + my + "/tilbud/{token}":                               offer,
		lang + my + "/{reference}":                                  "/nb" + my + "/" + reference,
		lang + "/min-side":                                          "/nb/min-side",
		lang + "/min-side/logg-inn/{token}":                         mine,
		lang + "/om-meg/{code}":                                     about(code),
		lang + "/om-meg/logg-inn/{token}":                           aboutMe,
		lang + "/om-meg/adresse/{token}":                            newAddress,
	}
	// The way to a municipality's own sign-in and back: no letter links to it.
	noLetters := map[string]bool{lang + "/min-side/organisasjon": true, "/min-side/innlogget": true}
	triedIn := map[string]string{
		lang + "/invitasjoner/{slug}/innspill/sendt/{reference}": "TestWrittenInputFromTheFormToThePublicPageAndBack",
		lang + "/innspill/{token}":                               "TestWrittenInputFromTheFormToThePublicPageAndBack",
		lang + "/innspill/{token}/filer/{file}/{name}":           "TestWrittenInputFromTheFormToThePublicPageAndBack",
		lang + "/evaluering/{token}":                             "TestThankingAndBeingAnswered",
		"/intern/innsjekk/{code}":                                "TestACodeIsForTheOrganisersStaffOnly",
	}
	var all []string
	for _, route := range web.Routes() {
		if route.Method != http.MethodGet || route.Access != page.StartLink || noLetters[route.Pattern] || triedIn[route.Pattern] != "" {
			continue
		}
		at, known := links[route.Pattern]
		if !known {
			t.Errorf("%s is opened by a link, and no scanner has tried it", route.Pattern)
			continue
		}
		all = append(all, at)
	}
	o.scan(t, all...)
	for _, button := range []struct{ name, at, value string }{
		{"the address", verify, ""}, {"the sign-in", signIn, ""}, {"the offer", offer, "ja"}, {"the no", no, ""}, {"the personal link", link, ""},
		{"the own page", mine, ""}, {"the details", aboutMe, ""}, {"the new address", newAddress, ""}, // which ends the links to the old one
	} {
		if got := o.browser(t).post(button.at, url.Values{"svar": {button.value}}); got.status != http.StatusSeeOther {
			t.Errorf("%s: %d", button.name, got.status)
		}
	}
}

// scan opens every link as programs that scan mail do, again and again, and fails when anything has come of it.
func (s *site) scan(t *testing.T, links ...string) {
	t.Helper()
	state := func() (all string) {
		t.Helper()
		if err := s.db.Owner.QueryRow(t.Context(), `select string_agg(s, e'\n' order by s) from (select k::text s from link k
			union all select i::text from unit_invitation i union all select d::text from decline d union all select p::text from person_link p
			union all select s::text from seat s union all select r.id || r.state from registration r union all select l.id || l.state from letter l
			union all select w::text from statement w union all select k::text from statement_link k union all select e::text from evaluation_link e
			union all select a.id::text from audit a) x`).Scan(&all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := state()
	for _, link := range links {
		for range 20 {
			got := s.browser(t).get(link)
			if got.status != http.StatusOK || got.header.Get("Cache-Control") != "no-store" || got.header.Get("Referrer-Policy") != "no-referrer" {
				t.Fatalf("%s: %d %v", link, got.status, got.header)
			}
		}
	}
	if state() != before {
		t.Errorf("a scanner of %v has changed something", links)
	}
}

// A stranger can't register for a unit, see who has, or stand in the way of who should, whatever is forged.
func TestAStrangerCanNotRegisterSeeOrBlock(t *testing.T) {
	t.Parallel()
	for _, identity := range []dialogue.Identity{dialogue.ByInvitation, dialogue.Verified} {
		t.Run(string(identity), func(t *testing.T) {
			t.Parallel()
			inv := sample.Innlandet2019()
			inv.Series.Rules.Identity = identity
			o := open(t, summer2019, inv)
			own, another := o.personal(t, "0529"), o.personal(t, "0432")
			stranger, contact := o.browser(t), o.browser(t)
			names := func(where string, got *answer) {
				for _, name := range []string{"Guro", "Dag Delegat", "guro.lien@"} {
					if strings.Contains(got.body, name) {
						t.Errorf("%s names %q", where, name)
					}
				}
			}
			forged := func(n int, unit string) url.Values {
				v := with(o.filled(4), url.Values{"submission": {sample.ID(fmt.Sprint("stranger ", n)).String()}, "unit": {unit}, "comment": {""},
					"contact.name": {"Frida Fremmed"}, "contact.email": {"fremmed@example.no"}})
				for i := range 4 {
					v.Set(fmt.Sprintf("delegates.%d.name", i), "Frida Fremmed")
					v.Set(fmt.Sprintf("delegates.%d.email", i), "fremmed@example.no")
				}
				return v
			}
			try := func(n int) {
				// With another unit's link the own one can't be named; with a made-up one nothing can.
				for _, at := range []string{another + "/sjekk", another + "/send", "/nb/invitert/made-up/sjekk", "/nb/invitert/made-up/send"} {
					got := stranger.post(at, forged(n, "municipality:0529"))
					if got.status != http.StatusGone {
						t.Errorf("%s: %d", at, got.status)
					}
					names(at, got)
				}
				// Without a link: refused where one is needed, else waiting for its click.
				got := stranger.post(o.pamelding("send"), forged(n+1, "municipality:0529"))
				if identity == dialogue.ByInvitation {
					if got.status != http.StatusGone || stranger.get(o.pamelding()).doc.Find("input[name='contact.email']").Length() != 0 {
						t.Errorf("without a link: %d", got.status)
					}
				}
				names("without a link", got)
				if got.status == http.StatusSeeOther {
					names("the receipt", stranger.get(got.header.Get("Location")).ok(t))
				}
				// With the unit's own link and a foreign address: held for staff.
				got = stranger.post(own+"/send", forged(n+2, "municipality:0529"))
				if got.status != http.StatusSeeOther {
					t.Fatalf("with the link: %d %s", got.status, got.text())
				}
				names("the check", stranger.post(own+"/sjekk", forged(n+3, "municipality:0529")))
				page := stranger.get(got.header.Get("Location")).ok(t)
				names("the receipt", page)
			}
			try(10)
			reference := path.Base(stranger.post(own+"/send", forged(20, "municipality:0529")).header.Get("Location"))
			o.verify(t, stranger, reference)
			if n := o.count(t, `registration where state = 'active'`); n != 0 {
				t.Fatalf("%d of the stranger's count", n)
			}
			no := o.sendNo(t, stranger, own, "fremmed@example.no")
			stranger.post(no, nil).leads(t, no)
			if n := o.count(t, `decline where state = 'active'`); n != 0 {
				t.Fatal("the stranger's no counts")
			}
			// The unit's own contact is not in the way of any of it, by either answer.
			mine := o.sendNo(t, contact, own, "guro.lien@vestre-toten.kommune.no")
			contact.post(mine, nil).leads(t, mine)
			if n := o.count(t, `decline where state = 'active'`); n != 1 {
				t.Fatal("the contact can't decline")
			}
			o.db.AdvanceClock(t, dialogue.UnprovenWindow)
			answers := with(o.filled(4), url.Values{"submission": {sample.ID("the own").String()}})
			for i := range 4 {
				answers.Set(fmt.Sprintf("delegates.%d.name", i), "Dag Delegat")
			}
			sent := contact.post(own+"/send", answers)
			o.verify(t, contact, path.Base(sent.header.Get("Location")))
			if o.count(t, `registration where state = 'active' and contact_email like 'guro.lien@%'`) != 1 || o.count(t, `decline where state = 'active'`) != 0 {
				t.Fatal("the contact can't register")
			}
			o.db.AdvanceClock(t, dialogue.UnprovenWindow)
			try(30)
			for _, at := range []string{own, own + "/pamelding", o.pamelding(), "/nb/invitasjoner/" + inv.Series.Slug} {
				names(at, stranger.get(at))
			}
			if o.count(t, `registration where state = 'active'`) != 1 || o.count(t, `seat where state = 'placed'`) != 4 {
				t.Error("the contact's registration has changed")
			}
		})
	}
}
