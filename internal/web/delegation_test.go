package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// mailed follows the start page's button to the letter with the sign-in link, and is the link.
func (o office) mailed(t testing.TB, b *browser, reference string) string {
	t.Helper()
	b.get(my(reference)).ok(t)
	b.post(my(reference, "send-lenke"), nil).ok(t)
	if err := o.app.MailSignInLink(t.Context(), dialogue.System(dialogue.ID{}), reference); err != nil { // the job's work
		t.Fatal(err)
	}
	return my("logg-inn", o.token(t, reference, dialogue.LetterSignIn))
}

func TestTheContactChangesAndWithdrawsAfterSigningInByLetter(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	_, reference := o.registered(t, 2)
	b := o.browser(t) // another day, another machine
	if got := b.get(my(reference, "deltakere")); got.header.Get("Location") != my(reference) {
		t.Errorf("the form without a sign-in: %d to %q", got.status, got.header.Get("Location"))
	}
	link := o.mailed(t, b, reference)
	b.get(link).ok(t)
	b.post(link, nil).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Deltaker 2", "Raufoss", "2 av 4")

	people := b.get(my(reference, "deltakere")).ok(t)
	people = b.post(my(reference, "deltakere"), with(people.form(my(reference, "deltakere")), url.Values{"add": {"1"}})).ok(t)
	typed := with(people.form(my(reference, "deltakere")), url.Values{"delegates.0.name": {"Ola Avløser"}, "delegates.2.name": {"Kari Ny"},
		"delegates.2.role": {o.inv.Roles[1].ID.String()}, "delegates.2.email": {"kari@example.no"}})
	b.post(my(reference, "deltakere"), typed).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Ola Avløser", "Deltaker 2", "Kari Ny", "3 av 4")

	people = b.get(my(reference, "deltakere")).ok(t)
	people = b.post(my(reference, "deltakere"), with(people.form(my(reference, "deltakere")), url.Values{"remove": {"1"}})).ok(t)
	if people.value("gone") == "" || people.value("delegates.1.name") != "Kari Ny" {
		t.Errorf("gone %q, second %q", people.value("gone"), people.value("delegates.1.name"))
	}
	b.post(my(reference, "deltakere"), people.form(my(reference, "deltakere"))).leads(t, my(reference))
	if page := b.get(my(reference)).ok(t); strings.Contains(page.text(), "Deltaker 2") {
		t.Error("who was taken off is still there")
	}

	contact := b.get(my(reference, "kontakt")).ok(t).form(my(reference, "kontakt"))
	b.post(my(reference, "kontakt"), with(contact, url.Values{"contact.name": {"Per Berg"}, "comment": {"Ny beskjed"}})).leads(t, my(reference))
	meeting := b.get(my(reference, "mote")).ok(t).form(my(reference, "mote"))
	b.post(my(reference, "mote"), with(meeting, url.Values{"meeting": {o.inv.Meetings[6].ID.String()}})).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Per Berg", "Ny beskjed", "Hamar")

	withdraw := b.get(my(reference, "meld-av")).ok(t).form(my(reference, "meld-av"))
	b.post(my(reference, "meld-av"), withdraw).leads(t, my(reference))
	if n := o.count(t, `seat where slot is not null`); n != 0 {
		t.Errorf("%d seats are left", n)
	}
	for _, form := range []string{"deltakere", "kontakt", "mote", "meld-av"} {
		if got := b.get(my(reference, form)); got.status != http.StatusGone {
			t.Errorf("%s after withdrawing: %d", form, got.status)
		}
	}
	b.post("/nb/min-pamelding/logg-ut", nil)
	if got := b.get(my(reference)).ok(t); strings.Contains(got.text(), "Ola") {
		t.Error("signed out, and still shown")
	}
}

func TestALinkOnlyStartsAndItsButtonWorksOnce(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b := o.browser(t)
	reference := o.send(t, b, o.filled(2))
	verify := my("bekreft", o.token(t, reference, dialogue.LetterReceived))
	links := map[string]string{"verify": verify}
	try := func(kind string) {
		t.Helper()
		link := links[kind]
		for range 20 { // scanners, by GET and HEAD
			r, err := http.NewRequest(http.MethodHead, o.server.URL+link, nil)
			if err != nil {
				t.Fatal(err)
			}
			if head := o.browser(t).do(r); head.status != http.StatusOK {
				t.Errorf("%s: HEAD %d", kind, head.status)
			}
			page := o.browser(t).get(link).ok(t)
			if page.header.Get("Cache-Control") != "no-store" || page.header.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("%s: %v", kind, page.header)
			}
		}
		if n := o.count(t, `link where used_at is not null and kind = $1`, kind); n != 0 {
			t.Fatalf("%s: a GET uses the link", kind)
		}
		o.browser(t).post(link, nil).leads(t, my(reference))
		for name, got := range map[string]*answer{"GET": o.browser(t).get(link), "POST": o.browser(t).post(link, nil)} {
			if got.status != http.StatusGone {
				t.Errorf("%s: used, by %s: %d", kind, name, got.status)
			}
		}
	}
	try("verify")
	links["sign_in"] = o.mailed(t, o.browser(t), reference)
	try("sign_in")
	for _, forged := range []string{my("bekreft", "x"), my("logg-inn", "x"), strings.Replace(links["sign_in"], "logg-inn", "bekreft", 1), strings.Replace(verify, "bekreft", "logg-inn", 1)} {
		if got := o.browser(t).post(forged, nil); got.status != http.StatusGone {
			t.Errorf("a link that is none: %d", got.status)
		}
	}
	late := o.mailed(t, o.browser(t), reference)
	o.db.AdvanceClock(t, dialogue.SignInFor)
	if got := o.browser(t).post(late, nil); got.status != http.StatusGone {
		t.Errorf("after ten minutes: %d", got.status)
	}
}

// The start page, and the answer of its button, tell a stranger nothing: they are the same to the byte for every reference.
func TestTheStartPageIsTheSameForKnownAndUnknown(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	_, known := o.registered(t, 2)
	unverified := o.send(t, o.browser(t), with(o.filled(1), url.Values{"unit": {"municipality:0528"}, "contact.email": {"a@ostre-toten.kommune.no"}}))
	other, _ := o.registered2(t)
	look := func(b *browser, reference string, post bool) string {
		got := b.get(my(reference))
		if post {
			got = b.post(my(reference, "send-lenke"), nil)
		}
		for _, own := range []string{"Date", "X-Request-Id", "X-Ratelimit-Remaining", "X-Ratelimit-Reset"} { // of the request
			got.header.Del(own)
		}
		var head []string
		for name, values := range got.header {
			head = append(head, fmt.Sprint(name, values))
		}
		slices.Sort(head)
		return strings.ReplaceAll(fmt.Sprint(got.status, head, got.body), reference, "########")
	}
	const nobody = "ZZZZZZZZ"
	for _, post := range []bool{false, true} {
		want := look(o.browser(t), nobody, post)
		if !strings.HasPrefix(want, "200") || !strings.Contains(want, "no-store") || !strings.Contains(want, "no-referrer") {
			t.Fatalf("%.300s", want)
		}
		for name, reference := range map[string]string{"a registration": known, "an unverified one": unverified} {
			if got := look(o.browser(t), reference, post); got != want {
				t.Errorf("%s (by POST: %v) differs from nobody's:\n%s\n%s", name, post, got, want)
			}
		}
		if look(other, known, post) != look(other, nobody, post) {
			t.Errorf("another contact (by POST: %v) sees a difference", post)
		}
	}
	for _, odd := range []string{"x", "zzzzzzzz", "ZZZZZZZZZ", "ZZZZ%2FZZZ", "IIIIIIII", "%00"} {
		if got := o.browser(t).get(my(odd)); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", odd, got.status)
		}
	}
}

// registered2 is the contact of another kommune.
func (o office) registered2(t testing.TB) (*browser, string) {
	t.Helper()
	b := o.browser(t)
	reference := o.send(t, b, with(o.filled(2), url.Values{"unit": {"municipality:0502"}, "contact.email": {"a@gjovik.kommune.no"}}))
	o.verify(t, b, reference)
	return b, reference
}

func TestPersonalPagesAreKeptByNobody(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b, reference := o.registered(t, 2)
	for _, path := range []string{my(reference), my(reference, "deltakere"), my(reference, "kontakt"), my(reference, "mote"), my(reference, "meld-av"),
		o.pamelding(), o.pamelding("mottatt", reference), my(reference, "finnes-ikke"), my("AAAAAAAA", "deltakere")} {
		got := b.get(path)
		if got.header.Get("Cache-Control") != "no-store" || !strings.Contains(got.header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %v", path, got.header)
		}
	}
	for _, path := range []string{my(reference), o.pamelding("mottatt", reference)} {
		if got := b.get(path).header.Get("Referrer-Policy"); got != "no-referrer" {
			t.Errorf("%s: referrers %q", path, got)
		}
	}
	page := o.browser(t).get(o.pamelding("mottatt", reference)).ok(t)
	for _, name := range []string{"Guro", "Deltaker 1", "vestre-toten.kommune.no", "22 24 96 01", "rullestol"} {
		if strings.Contains(page.text(), name) {
			t.Errorf("the page with the reference shows %q to anybody", name)
		}
	}
}

func TestAStrangerBlocksNobody(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Meetings[4].Capacity = 4
	o := open(t, summer2019, inv)
	o.send(t, o.browser(t), o.filled(4)) // never clicked
	private := with(o.filled(4), url.Values{"contact.email": {"guro@example.no"}})
	stranger := o.browser(t)
	held := o.send(t, stranger, private)
	o.verify(t, stranger, held).says(t, "Til vurdering") // clicked, and waits for staff
	b := o.browser(t)
	reference := o.send(t, b, o.filled(4))
	o.verify(t, b, reference).says(t, "4 av 4")
	if n := o.count(t, `seat where state = 'placed'`); n != 4 {
		t.Errorf("%d places are taken by the four who are registered", n)
	}
	if got := o.count(t, `registration where state = 'active'`); got != 1 {
		t.Errorf("%d are active", got)
	}
	if page := b.get(my(held)).ok(t); strings.Contains(page.text(), "guro@example.no") {
		t.Error("the contact sees the stranger's")
	}
	if page := stranger.get(my(reference)).ok(t); strings.Contains(page.text(), "Deltaker") {
		t.Error("the stranger sees the contact's")
	}
	second := o.browser(t)
	proposal := o.send(t, second, with(o.filled(1), url.Values{"contact.name": {"En Fremmed"}, "contact.email": {"fremmed@example.no"}}))
	if page := second.get(o.pamelding("mottatt", proposal)).ok(t); strings.Contains(page.text(), "Guro") || strings.Contains(page.text(), "Deltaker 4") {
		t.Error("who comes second is told names")
	}
	b.get(my(reference)).ok(t).says(t, "En Fremmed", "4 av 4")
}

// Whatever is forged into the forms is refused in words, and changes nothing of anybody else's.
func TestForgedFieldsChangeNothing(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, sample.Innlandet2019())
	vestland := office{o.site, sample.Vestland()}
	if err := o.app.InstallInvitation(t.Context(), dialogue.System(vestland.inv.Organiser.ID), vestland.inv, sample.Files(vestland.inv)...); err != nil {
		t.Fatal(err)
	}
	b, mine := o.registered(t, 2)
	_, theirs := o.registered2(t)
	proposal := o.send(t, o.browser(t), with(o.filled(1), url.Values{"unit": {"municipality:0502"}, "contact.email": {"b@gjovik.kommune.no"}}))
	id := func(from string, args ...any) (id string) {
		if err := o.db.Owner.QueryRow(t.Context(), `select id::text from `+from+` limit 1`, args...).Scan(&id); err != nil {
			t.Fatal(err)
		}
		return id
	}
	theirDelegate := id(`delegate where registration_id = (select id from registration where reference = $1)`, theirs)
	theirProposal := id(`registration where reference = $1`, proposal)
	elsewhere := vestland.inv.Meetings[0].ID.String()
	before := o.state(t)

	fresh := func(form string) url.Values { return b.get(my(mine, form)).ok(t).form(my(mine, form)) }
	register := with(o.browser(t).get(o.pamelding()).ok(t).form(o.pamelding("sjekk")), o.filled(1), url.Values{"unit": {"municipality:0528"}})
	version := fresh("kontakt").Get("version")
	for name, c := range map[string]struct {
		path   string
		values url.Values
		want   []int
	}{
		"another's page":                 {my(theirs, "deltakere"), fresh("deltakere"), []int{404}},
		"another's withdrawal":           {my(theirs, "meld-av"), fresh("meld-av"), []int{404}},
		"nobody's page":                  {my("AAAAAAAA", "kontakt"), fresh("kontakt"), []int{404}},
		"another's delegate":             {my(mine, "deltakere"), with(fresh("deltakere"), url.Values{"delegates.0.id": {theirDelegate}}), []int{404}},
		"another's delegate off":         {my(mine, "deltakere"), with(fresh("deltakere"), url.Values{"gone": {theirDelegate}}), []int{404}},
		"a delegate that is no id":       {my(mine, "deltakere"), with(fresh("deltakere"), url.Values{"delegates.0.id": {"x"}}), []int{422}},
		"one twice":                      {my(mine, "deltakere"), with(fresh("deltakere"), url.Values{"delegates.1.id": {fresh("deltakere").Get("delegates.0.id")}}), []int{403}},
		"a role of another series":       {my(mine, "deltakere"), with(fresh("deltakere"), url.Values{"delegates.0.role": {vestland.inv.Roles[0].ID.String()}}), []int{422}},
		"fifty rows":                     {my(mine, "deltakere"), with(fresh("deltakere"), url.Values{"rows": {"50"}, "delegates.49.name": {"X"}}), []int{422}},
		"a newer version":                {my(mine, "deltakere"), with(fresh("deltakere"), url.Values{"version": {"99"}}), []int{409}},
		"an old version":                 {my(mine, "kontakt"), with(fresh("kontakt"), url.Values{"version": {"1"}}), []int{409}},
		"no version":                     {my(mine, "kontakt"), with(fresh("kontakt"), url.Values{"version": {""}, "contact.name": {"Ny"}}), []int{409}},
		"no version, withdrawing":        {my(mine, "meld-av"), url.Values{}, []int{409}},
		"a version that is no number":    {my(mine, "mote"), with(fresh("mote"), url.Values{"version": {"1 or 1=1"}, "meeting": {o.inv.Meetings[5].ID.String()}}), []int{409}},
		"a meeting of another series":    {my(mine, "mote"), with(fresh("mote"), url.Values{"meeting": {elsewhere}}), []int{422}},
		"a meeting that is no id":        {my(mine, "mote"), with(fresh("mote"), url.Values{"meeting": {"'"}}), []int{422}},
		"another's proposal":             {my(mine, "forslag", theirProposal), url.Values{"version": {version}, "do": {"dismiss"}}, []int{404}},
		"another's registration as one":  {my(mine, "forslag", id(`registration where reference = $1`, theirs)), url.Values{"version": {version}, "chosen": {theirDelegate}}, []int{404}},
		"a proposal that is no id":       {my(mine, "forslag", "x"), url.Values{"version": {version}}, []int{404}},
		"a date that is not asked for":   {my(mine, "dato", o.inv.Meetings[4].ID.String()), url.Values{"fits": {"1"}}, []int{404}},
		"a date of another series":       {my(mine, "dato", elsewhere), url.Values{"fits": {"1"}}, []int{404}},
		"registering: another series'":   {o.pamelding("send"), with(register, url.Values{"meeting": {elsewhere}}), []int{422}},
		"registering: no submission":     {o.pamelding("send"), with(register, url.Values{"submission": {""}}), []int{422}},
		"registering: a false one":       {o.pamelding("send"), with(register, url.Values{"submission": {"x"}}), []int{422}},
		"registering: no such kommune":   {o.pamelding("send"), with(register, url.Values{"unit": {"municipality:9999"}}), []int{422}},
		"registering: a joint unit":      {o.pamelding("send"), with(register, url.Values{"unit": {"joint:1"}}), []int{422}},
		"registering: a bydel not asked": {o.pamelding("send"), with(register, url.Values{"unit": {"district:030101"}}), []int{422}},
		"registering: a person":          {o.pamelding("send"), with(register, url.Values{"kind": {"person"}}), []int{422}},
		"registering: five":              {o.pamelding("send"), with(register, o.filled(5), url.Values{"unit": {"municipality:0528"}}), []int{422}},
		"registering: no such series":    {"/nb/invitasjoner/finnes-ikke/pamelding/send", register, []int{404}},
		"received: of another series":    {"", url.Values{"get": {"/nb/invitasjoner/" + vestland.inv.Series.Slug + "/pamelding/mottatt/" + mine}}, []int{404}},
		"received: nobody's":             {"", url.Values{"get": {o.pamelding("mottatt", "AAAAAAAA")}}, []int{404}},
	} {
		var got *answer
		if c.path == "" {
			got = b.get(c.values.Get("get"))
		} else {
			got = b.post(c.path, c.values)
		}
		if !slices.Contains(c.want, got.status) {
			t.Errorf("%s: %d, want %v\n%.600s", name, got.status, c.want, got.text())
		}
		if after := o.state(t); after != before {
			t.Fatalf("%s: something changed:\n%s\n\n%s", name, before, after)
		}
	}
	// Staff's own fields have no meaning here: the registration is the reader's, by the web, received now.
	forged := with(register, url.Values{"channel": {"post"}, "received": {"1.1.2019"}, "late_reason": {"x"}, "state": {"active"}, "unit": {"municipality:0528"}})
	if got := o.browser(t).post(o.pamelding("send"), forged); got.status != http.StatusSeeOther {
		t.Fatalf("%d", got.status)
	}
	if n := o.count(t, `registration where state = 'unverified' and channel = 'web' and received_at = clock() and late_reason = ''`); n != 1 {
		t.Error("a forged field of staff's is believed")
	}
}

// state is what registrations hold, but for versions that a refused verb never keeps.
func (s *site) state(t testing.TB) (state string) {
	t.Helper()
	if err := s.db.Owner.QueryRow(t.Context(), `select string_agg(line, e'\n' order by line) from (
		select row_to_json(r)::text line from registration r union all select row_to_json(d)::text from delegate d union all select row_to_json(s)::text from seat s
		union all select row_to_json(a)::text from audit a union all select row_to_json(l)::text from letter l) x`).Scan(&state); err != nil {
		t.Fatal(err)
	}
	return state
}

// Two forms of one registration: the second save is 409, keeps what was typed, and goes through when it is sent again.
func TestAStaleFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b, reference := o.registered(t, 2)
	first, second := b.get(my(reference, "kontakt")).form(my(reference, "kontakt")), b.get(my(reference, "kontakt")).form(my(reference, "kontakt"))
	b.post(my(reference, "kontakt"), with(first, url.Values{"contact.name": {"Den Første"}})).leads(t, my(reference))
	stale := b.post(my(reference, "kontakt"), with(second, url.Values{"contact.name": {"Den Andre"}}))
	if stale.status != http.StatusConflict || stale.value("contact.name") != "Den Andre" {
		t.Fatalf("%d, typed %q", stale.status, stale.value("contact.name"))
	}
	b.post(my(reference, "kontakt"), stale.form(my(reference, "kontakt"))).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Den Andre")
}

func TestAfterTheDeadlineTheFormOffersNamesOnly(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b, reference := o.registered(t, 2)
	late := with(b.get(my(reference, "deltakere")).ok(t).form(my(reference, "deltakere")), url.Values{"delegates.2.name": {"For Sent"},
		"delegates.2.role": {o.inv.Roles[0].ID.String()}, "delegates.2.email": {"x@example.no"}})
	o.db.SetClock(t, o.inv.Meetings[4].ClosesAt.Add(time.Minute))
	page := b.get(my(reference, "deltakere")).ok(t)
	if page.doc.Find(`button[name="add"], select[name="delegates.0.role"]`).Length() != 0 || page.doc.Find(`button[name="remove"]`).Length() != 2 {
		t.Error("the form offers more or less than may be done")
	}
	b.post(my(reference, "deltakere"), with(page.form(my(reference, "deltakere")), url.Values{"delegates.0.name": {"En Annen"}})).leads(t, my(reference))
	if got := b.post(my(reference, "deltakere"), with(late, url.Values{"version": b.get(my(reference, "deltakere")).form(my(reference, "deltakere"))["version"]})); got.status != http.StatusForbidden {
		t.Errorf("one more: %d", got.status)
	}
	o.db.SetClock(t, o.inv.Meetings[4].StartsAt)
	if got := b.get(my(reference, "deltakere")); got.status != http.StatusGone {
		t.Errorf("when it has started: %d", got.status)
	}
}

func TestADateThatCameLaterIsAnsweredOnTheOwnPage(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b, reference := o.registered(t, 1)
	o.db.AdvanceClock(t, time.Hour)
	if _, err := o.db.Owner.Exec(t.Context(), `update meeting set dated_at = clock() where id = $1`, o.inv.Meetings[4].ID); err != nil {
		t.Fatal(err)
	}
	action := my(reference, "dato", o.inv.Meetings[4].ID.String())
	if page := b.get(my(reference)).ok(t); page.doc.Find(`form[action="`+action+`"] button`).Length() != 2 {
		t.Fatal("the page does not ask")
	}
	if got := b.post(action, url.Values{"fits": {"kanskje"}}); got.status != http.StatusNotFound {
		t.Errorf("neither: %d", got.status)
	}
	b.post(action, url.Values{"fits": {"0"}}).leads(t, my(reference))
	if page := b.get(my(reference)).ok(t); page.doc.Find(`form[action="`+action+`"]`).Length() != 0 {
		t.Error("the page asks again")
	}
}
