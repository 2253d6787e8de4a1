package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// office is the site as the contacts of municipalities meet it: one invitation that is open.
type office struct {
	*site
	inv dialogue.Invitation
}

func open(t testing.TB, now time.Time, inv dialogue.Invitation) office {
	t.Helper()
	return office{showing(t, now, inv), inv}
}

// innlandet is open for every meeting.
func innlandet(t testing.TB) office { t.Helper(); return open(t, summer2019, sample.Innlandet2019()) }

func (o office) pamelding(parts ...string) string {
	return strings.Join(append([]string{"/nb/invitasjoner", o.inv.Series.Slug, "pamelding"}, parts...), "/")
}

func my(reference string, parts ...string) string {
	return strings.Join(append([]string{"/nb/min-pamelding", reference}, parts...), "/")
}

// filled is the form as Vestre Toten's contact fills it in for n people, with everything that some series asks for.
func (o office) filled(n int) url.Values {
	values := url.Values{
		"unit": {"municipality:0529"}, "contact.name": {"Guro Lien"}, "contact.email": {"guro.lien@vestre-toten.kommune.no"},
		"contact.phone": {"22 24 96 01"}, "comment": {"Vi kommer med tog.\r\nEn av oss bruker rullestol."}, "rows": {fmt.Sprint(n)},
	}
	if o.inv.Series.Rules.Choice == dialogue.ChooseOne {
		values.Set("meeting", o.inv.Meetings[4].ID.String())
	}
	for i := range n {
		for field, value := range map[string]string{"name": fmt.Sprintf("Deltaker %d", i+1), "role": o.inv.Roles[0].ID.String(), "position": "rådgiver",
			"email": fmt.Sprintf("d%d@vestre-toten.kommune.no", i+1), "phone": "22249602"} {
			values.Set(fmt.Sprintf("delegates.%d.%s", i, field), value)
		}
	}
	return values
}

// token is the link in the newest letter of the kind about a registration.
func (s *site) token(t testing.TB, reference string, kind dialogue.LetterKind) string {
	t.Helper()
	var body string
	if err := s.db.Owner.QueryRow(t.Context(), `select l.body from letter l join registration r on r.id = l.registration_id
		where r.reference = $1 and l.kind = $2 order by l.id desc limit 1`, reference, kind).Scan(&body); err != nil {
		t.Fatalf("no %s letter about %s: %v", kind, reference, err)
	}
	return regexp.MustCompile(`/min-pamelding/(?:bekreft|logg-inn|tilbud)/([A-Za-z0-9_-]+)`).FindStringSubmatch(body)[1]
}

// send takes answers from the form through the check, and is the reference of what is stored.
func (o office) send(t testing.TB, b *browser, typed url.Values) string {
	t.Helper()
	form := b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk"))
	check := b.post(o.pamelding("sjekk"), with(form, typed)).ok(t)
	sent := b.post(o.pamelding("send"), check.form(o.pamelding("send")))
	reference := strings.TrimPrefix(sent.header.Get("Location"), o.pamelding("mottatt")+"/")
	if sent.status != http.StatusSeeOther || len(reference) != 8 {
		t.Fatalf("sending: %d to %s\n%s", sent.status, sent.header.Get("Location"), sent.text())
	}
	b.get(sent.header.Get("Location")).ok(t).says(t, reference)
	return reference
}

// verify follows the receipt's link: its page, its button, and the contact's own page.
func (o office) verify(t testing.TB, b *browser, reference string) *answer {
	t.Helper()
	link := my("bekreft", o.token(t, reference, dialogue.LetterReceived))
	b.get(link).ok(t)
	b.post(link, nil).leads(t, my(reference))
	return b.get(my(reference)).ok(t)
}

// registered is a contact signed in to a registration of n people.
func (o office) registered(t testing.TB, n int) (*browser, string) {
	t.Helper()
	b := o.browser(t)
	reference := o.send(t, b, o.filled(n))
	o.verify(t, b, reference)
	return b, reference
}

func TestEveryKindOfChoiceFromFormToOwnPage(t *testing.T) {
	t.Parallel()
	several := sample.OsloViken2020() // Ullensaker's own region, and a second meeting that names it
	ullensaker := several.Regions[1].Units[5]
	if ullensaker.Number != "3033" {
		t.Fatalf("%s is not Ullensaker", ullensaker.Name)
	}
	several.Meetings[5].Units = []dialogue.ID{ullensaker.ID}
	oslo := dialogue.Date{Year: 2020, Month: time.October, Day: 20}.At(12, 0)
	spring := dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0)
	ranking := func(o office) url.Values {
		values := url.Values{"kind": {"municipality"}, "wishes.1.unavailable": {"1"}, "if_not_all": {"together"}}
		for i, m := range o.inv.Meetings {
			values.Set(fmt.Sprintf("wishes.%d.meeting", i), m.ID.String())
			values.Set(fmt.Sprintf("wishes.%d.rank", i), fmt.Sprint(len(o.inv.Meetings)-i))
		}
		return values
	}
	for name, c := range map[string]struct {
		inv    dialogue.Invitation
		now    time.Time
		typed  func(o office) url.Values
		says   []string
		seats  string // meetings and states as stored
		choose bool   // the form comes back once, with the unit's meetings to choose among
	}{
		"one": {inv: sample.Innlandet2019(), now: summer2019, says: []string{"Vestre Toten", "Raufoss", "Deltaker 2", "Vi kommer med tog."}, seats: "Raufoss placed, Raufoss placed"},
		"ranked": {inv: sample.Departementet2017(), now: spring, typed: ranking, says: []string{"Vestre Toten", "Hamar", "Stavanger", "15. mai 2017", "Alle deltar sammen"},
			seats: "- pending, - pending"},
		"ranked, a person": {inv: sample.Departementet2017(), now: spring, typed: func(o office) url.Values {
			return with(ranking(o), url.Values{"kind": {"person"}, "unit": {""}, "contact.email": {"guro@example.no"}, "municipality": {"0412"}, "delegates.0.role": {o.inv.Roles[3].ID.String()}})
		}, says: []string{"Hamar", "Guro Lien", "Ringsaker"}, seats: "- pending, - pending"},
		"assigned": {inv: sample.OsloViken2020(), now: oslo, typed: func(office) url.Values {
			return url.Values{"unit": {"municipality:3033"}, "contact.email": {"guro.lien@ullensaker.kommune.no"}}
		}, says: []string{"Ullensaker", "16. november 2020 kl. 09.00–12.00"}, seats: " placed,  placed"},
		"assigned, in no region": {inv: sample.OsloViken2020(), now: oslo, typed: func(office) url.Values {
			return url.Values{"unit": {"municipality:3054"}, "contact.email": {"guro.lien@lunner.kommune.no"}}
		}, says: []string{"Lunner"}, seats: "- pending, - pending"},
		"assigned, several": {inv: several, now: oslo, choose: true, typed: func(o office) url.Values {
			return url.Values{"unit": {"municipality:3033"}, "contact.email": {"guro.lien@ullensaker.kommune.no"}}
		}, says: []string{"Ullensaker"}, seats: " placed,  placed"},
		"many": {inv: sample.Vestland(), now: dialogue.Date{Year: 2021, Month: time.October, Day: 1}.At(12, 0), typed: func(o office) url.Values {
			return url.Values{"kind": {"municipality"}, "unit": {"municipality:4640"}, "contact.email": {"guro.lien@sogndal.kommune.no"},
				"delegates.0.meetings": {o.inv.Meetings[0].ID.String(), o.inv.Meetings[2].ID.String()}, "delegates.1.meetings": {o.inv.Meetings[1].ID.String()}}
		}, says: []string{"Sogndal", "Bergen"}, seats: "Sogndal placed,  placed, Bergen placed"},
		"many, an organisation": {inv: sample.Vestland(), now: dialogue.Date{Year: 2021, Month: time.October, Day: 1}.At(12, 0), typed: func(o office) url.Values {
			return url.Values{"kind": {"organisation"}, "unit": {""}, "organisation": {"Pensjonistlaget"}, "contact.email": {"post@example.no"},
				"delegates.0.meetings": {o.inv.Meetings[0].ID.String()}, "delegates.1.meetings": {o.inv.Meetings[0].ID.String()}}
		}, says: []string{"Pensjonistlaget", "Sogndal"}, seats: "Sogndal placed, Sogndal placed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t, c.now, c.inv)
			b, typed := o.browser(t), o.filled(2)
			if c.typed != nil {
				typed = with(typed, c.typed(o))
			}
			if c.choose {
				again := b.post(o.pamelding("sjekk"), with(b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk")), typed))
				if again.status != http.StatusUnprocessableEntity || again.doc.Find(`input[name="meeting"]`).Length() != 2 {
					t.Fatalf("%d, %d meetings to choose among", again.status, again.doc.Find(`input[name="meeting"]`).Length())
				}
				typed.Set("meeting", again.doc.Find(`input[name="meeting"]`).Last().AttrOr("value", ""))
			}
			reference := o.send(t, b, typed)
			page := o.verify(t, b, reference)
			page.says(t, c.says...)
			page.says(t, "Deltaker 1", reference)
			var seats string
			if err := o.db.Owner.QueryRow(t.Context(), `select string_agg(coalesce(m.town, '-') || ' ' || s.state, ', ' order by d.position_no, m.starts_at)
				from seat s join delegate d on d.id = s.delegate_id left join meeting m on m.id = s.meeting_id`).Scan(&seats); err != nil || seats != c.seats {
				t.Errorf("stored: %s, want %s, %v", seats, c.seats, err)
			}
			for _, form := range []string{"deltakere", "kontakt", "meld-av"} {
				b.get(my(reference, form)).ok(t)
			}
		})
	}
}

func TestTheCheckTellsWhatWillBeSentAndGoesBackWithIt(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b, typed := o.browser(t), o.filled(2)
	form := b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk"))
	check := b.post(o.pamelding("sjekk"), with(form, typed)).ok(t)
	check.says(t, "Vestre Toten", "Guro Lien", "guro.lien@vestre-toten.kommune.no", "22 24 96 01", "Raufoss", "Deltaker 1", "d2@vestre-toten.kommune.no", "rullestol")
	if n := o.count(t, `registration`); n != 0 {
		t.Errorf("%d are stored before it is sent", n)
	}
	back := b.post(o.pamelding(), check.form(o.pamelding("send"))).ok(t)
	for name, values := range typed {
		if got := back.value(name); strings.ReplaceAll(got, "\r", "") != strings.ReplaceAll(values[0], "\r", "") {
			t.Errorf("%s comes back as %q, typed %q", name, got, values[0])
		}
	}
	first := b.post(o.pamelding("send"), check.form(o.pamelding("send")))
	again := b.post(o.pamelding("send"), check.form(o.pamelding("send")))
	if first.header.Get("Location") != again.header.Get("Location") || o.count(t, `registration`) != 1 || o.count(t, `letter`) != 1 {
		t.Errorf("a second click: %s and %s", first.header.Get("Location"), again.header.Get("Location"))
	}
}

func (s *site) count(t testing.TB, from string, args ...any) (n int) {
	t.Helper()
	if err := s.db.Owner.QueryRow(t.Context(), `select count(*) from `+from, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDelegatesAreAddedAndRemovedWithoutScripts(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b := o.browser(t)
	page := b.get(o.pamelding()).ok(t)
	fields := func() url.Values { return page.form(o.pamelding("sjekk")) }
	names := func() (all []string) {
		for i := range 8 {
			if page.doc.Find(fmt.Sprintf(`[name="delegates.%d.name"]`, i)).Length() > 0 {
				all = append(all, page.value(fmt.Sprintf("delegates.%d.name", i)))
			}
		}
		return all
	}
	expect := func(want ...string) {
		t.Helper()
		if got := names(); !slices.Equal(got, want) {
			t.Fatalf("rows %q, want %q", got, want)
		}
	}
	press := func(typed url.Values, button, value string) {
		t.Helper()
		page = b.post(o.pamelding("sjekk"), with(fields(), typed, url.Values{button: {value}})).ok(t)
	}
	expect("")
	press(url.Values{"delegates.0.name": {"Én"}, "contact.name": {"Guro"}, "unit": {"municipality:0529"}}, "add", "1")
	expect("Én", "")
	press(url.Values{"delegates.1.name": {"To"}, "delegates.1.email": {"ikke en adresse"}}, "add", "1")
	press(url.Values{"delegates.2.name": {"Tre"}, "delegates.2.role": {o.inv.Roles[2].ID.String()}}, "add", "1")
	expect("Én", "To", "Tre", "")
	if page.doc.Find(`button[name="add"]`).Length() != 0 {
		t.Error("a fifth is offered where four may come")
	}
	press(nil, "remove", "0")
	expect("To", "Tre", "")
	if page.value("delegates.0.email") != "ikke en adresse" || page.value("delegates.1.role") != o.inv.Roles[2].ID.String() || page.value("contact.name") != "Guro" || page.value("unit") != "municipality:0529" {
		t.Error("what was typed is lost")
	}
	for _, forged := range []string{"-1", "99", "x", ""} {
		press(nil, "remove", forged)
		expect("To", "Tre", "")
	}
	press(nil, "remove", "2")
	press(nil, "remove", "0")
	press(nil, "remove", "0") // the last stays
	expect("Tre")
}

func TestProblemsAreSaidAndWhatWasTypedStays(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b := o.browser(t)
	form := b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk"))
	typed := url.Values{"unit": {"municipality:0529"}, "contact.name": {"  Guro <b>Lien</b> "}, "contact.email": {"guro@vestre-toten"}, "contact.phone": {"12"},
		"contact.position": {"rådgiver \"1\""}, "comment": {"første linje\n\nsiste & linje"}, "delegates.0.name": {""}, "delegates.0.email": {"æ@ø"}, "delegates.0.position": {"x"}}
	for _, to := range []string{"sjekk", "send"} {
		page := b.post(o.pamelding(to), with(form, typed))
		if page.status != http.StatusUnprocessableEntity {
			t.Fatalf("%s: %d", to, page.status)
		}
		for name, values := range typed {
			if got := page.value(name); got != values[0] {
				t.Errorf("%s: %s comes back as %q, typed %q", to, name, got, values[0])
			}
		}
		if to == "send" { // nobody comes here with what can't be read
			continue
		}
		for _, field := range []string{"contact-email", "contact-phone", "meeting", "delegates-0-name", "delegates-0-role", "delegates-0-email"} {
			link := page.doc.Find(`[data-error-summary] a[href="#` + field + `"]`)
			if link.Length() != 1 || page.doc.Find("#"+field).Length() != 1 {
				t.Errorf("%s: %d lines of the summary lead to %s", to, link.Length(), field)
			}
		}
	}
	if n := o.count(t, `registration`); n != 0 {
		t.Errorf("%d are stored", n)
	}
}

func TestWhoComesTooLateOrIsNotInvitedIsToldKindly(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b := o.browser(t)
	form := b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk"))
	oslo := b.post(o.pamelding("send"), with(form, o.filled(1), url.Values{"unit": {"municipality:0301"}}))
	if oslo.status != http.StatusUnprocessableEntity {
		t.Errorf("Oslo: %d", oslo.status)
	}
	oslo.says(t, "Denne invitasjonen gjelder ikke dem du har valgt")

	o.db.SetClock(t, o.inv.Meetings[0].ClosesAt) // Tynset, Otta and Lillehammer have closed
	late := with(form, o.filled(1), url.Values{"meeting": {o.inv.Meetings[0].ID.String()}})
	for _, to := range []string{"sjekk", "send"} {
		page := b.post(o.pamelding(to), late)
		if page.status != http.StatusUnprocessableEntity || page.value("contact.name") != "Guro Lien" {
			t.Errorf("%s: %d, and typed %q", to, page.status, page.value("contact.name"))
		}
		page.says(t, "Velg et møte som er åpent for påmelding")
	}
	o.db.SetClock(t, o.inv.Meetings[6].EndsAt)
	for _, page := range []*answer{b.get(o.pamelding()), b.post(o.pamelding("sjekk"), late), b.post(o.pamelding("send"), late)} {
		if page.status != http.StatusGone {
			t.Errorf("when all is over: %d", page.status)
		}
		page.says(t, "Håvard Myhre")
	}
	if n := o.count(t, `registration`); n != 0 {
		t.Errorf("%d are stored", n)
	}
}

func TestAnAssignedUnitWhoseMeetingHasClosedIsToldSo(t *testing.T) {
	t.Parallel()
	inv := sample.OsloViken2020()
	soon := dialogue.Date{Year: 2020, Month: time.October, Day: 25}
	for i, r := range inv.Regions {
		if r.Name.NB == "Øvre Romerike" {
			inv.Meetings[slices.IndexFunc(inv.Meetings, func(m dialogue.Meeting) bool { return m.Region == inv.Regions[i].ID })].ClosesAt = soon.At(0, 0)
		}
	}
	o := open(t, soon.At(12, 0), inv)
	b := o.browser(t)
	page := b.post(o.pamelding("sjekk"), with(b.get(o.pamelding()).ok(t).form(o.pamelding("sjekk")), o.filled(1), url.Values{"unit": {"municipality:3033"}}))
	if page.status != http.StatusGone {
		t.Errorf("%d: there is no other meeting to choose\n%s", page.status, page.text())
	}
}
