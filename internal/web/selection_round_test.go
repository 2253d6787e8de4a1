package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// The whole round in a browser, by keyboard: twenty kommuner apply for twelve places and click the link in their receipts; staff freeze,
// enter the public value, propose, lock one in, approve by a second person and send; a contact reads the answer and drops out; staff
// offer the place, and who is offered it accepts.
func TestASelectionFromApplicationsToTheReplacement(t *testing.T) {
	t.Parallel()
	d := ministry(t, 3)
	o := office{d.site, d.inv}
	d.db.SetClock(t, dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0))
	for i, r := range sample.RegistrationsDepartementet()[:20] {
		if i%2 == 0 { // ten come alone, so that whatever the lots, one who has a place has nobody who waits
			r.Delegates, r.IfNotAll = r.Delegates[:1], ""
		}
		b := o.browser(t)
		o.verify(t, b, o.send(t, b, o.application(r, i)))
	}
	if n := o.count(t, `registration where state = 'active'`); n != 20 {
		t.Fatalf("%d have applied", n)
	}
	if n := o.count(t, `letter where kind = 'activated' and body ~ 'kvittering, ikk(j)?e ' and body like '%15. mai 2017%'`); n != 20 {
		t.Errorf("%d receipts say that they are no place, and when the answer comes", n)
	}

	d.db.SetClock(t, dialogue.Date{Year: 2017, Month: time.May, Day: 11}.At(9, 0))
	k := d.reader(t, 1280, true)
	k.signIn("redaktor@hod.example.no")
	k.open(d.page)
	k.fill("steg-frys-source", lottery)
	k.enter(d.page)
	k.fill("steg-verdi-value", "3 9 14")
	k.fill("steg-verdi-again", "3 9 14")
	k.enter(d.page)
	k.to(`form[action$="/forslag"] button`)
	k.enter(d.page)
	k.reads("12 av 20", "Du har laget dette forslaget")

	// One who waits is locked in, with a reason, and what it does to the others is seen before it is saved.
	staff := d.as(t, "redaktor@hod")
	waiting := d.unit(t, staff, dialogue.SeatWaiting)
	k.open(waiting)
	k.reads("Venteliste", "loddtrekningen")
	name := ask[string](k, `document.querySelector("main h2").innerText`)
	k.to(`input[name="kind"]`)
	k.press(" ")
	if chosen := ask[string](k, `document.querySelector("input[name=kind]:checked")?.value`); chosen != "in" {
		t.Fatalf("chose %q", chosen)
	}
	k.to(`textarea[name="reason"]`)
	k.write("Skal holde innlegg om kjokken")
	k.to(`form[action$="/prov"] button[type="submit"]`)
	k.enter(d.page)
	k.reads("mister plassen", strings.Fields(name)[0])
	if n := o.count(t, `selection_lock`) + o.count(t, `selection_proposal where number = 2`); n != 0 {
		t.Error("a preview has stored something")
	}
	k.to(`form[action$="/las"] button[type="submit"]`)
	k.enter(d.page)
	if o.count(t, `selection_proposal where number = 2`) != 1 {
		t.Fatal("the lock made no new proposal")
	}

	other := d.reader(t, 1280, false)
	other.signIn("admin@hod.example.no")
	other.open(d.page)
	other.to(`form[action$="/godkjenn"] button`)
	other.enter(d.page)
	k.open(d.page)
	k.to(`main a[href$="/utvalg/svar"]`)
	k.enter(d.page + "/svar")
	k.to(`form[action$="/utvalg/svar"] button[type="submit"]`)
	k.enter(d.page + "/svar")
	answered := o.count(t, `(select distinct registration_id from letter where kind in ('confirmation', 'waiting', 'not_selected') and delegate_id is null) a`)
	if answered != 20 || o.count(t, `seat where state = 'placed'`) != 12 {
		t.Fatalf("%d have an answer, %d are placed", answered, o.count(t, `seat where state = 'placed'`))
	}

	// A contact with a place reads the answer on the own page, and withdraws.
	var placed string
	if err := d.db.Owner.QueryRow(t.Context(), `select r.reference from registration r join seat s on s.registration_id = r.id
		where s.state = 'placed' and not exists (select from seat w where w.registration_id = r.id and w.state = 'waiting')
		order by r.reference limit 1`).Scan(&placed); err != nil {
		t.Fatal(err)
	}
	c := d.reader(t, 360, true)
	c.open(o.mailed(t, o.browser(t), placed))
	c.to(`main button[type="submit"]`)
	c.enter(my(placed))
	c.reads("Har plass", "Legg møtet i kalenderen")
	c.to(fmt.Sprintf(`a[href=%q]`, my(placed, "meld-av")))
	c.enter(my(placed, "meld-av"))
	c.to(`.buttons button`)
	c.enter(my(placed))
	if n := o.count(t, `seat where state = 'placed'`); n != 11 {
		t.Fatalf("%d are placed after one has withdrawn", n)
	}

	// Staff offer the place to the one that the lots say, who accepts.
	k.open(strings.TrimSuffix(d.page, "utvalg") + "plasser")
	k.to(`main form[action$="/tilby"] button[type="submit"]`)
	k.enter(strings.TrimSuffix(d.page, "utvalg") + "plasser")
	var offered string
	if err := d.db.Owner.QueryRow(t.Context(), `select r.reference from offer f join registration r on r.id = f.registration_id where f.state = 'open'`).Scan(&offered); err != nil {
		t.Fatal(err)
	}
	c.open(my("tilbud", o.token(t, offered, dialogue.LetterOffer)))
	c.to(`main button[value="ja"]`)
	c.enter("/nb/min-pamelding")
	if n := o.count(t, `seat where state = 'placed'`); n != 12 || o.count(t, `offer where state = 'accepted'`) != 1 {
		t.Errorf("%d are placed in the end", n)
	}
}

// application is a made-up application as its contact fills in the form.
func (o office) application(r dialogue.Registration, i int) url.Values {
	typed := url.Values{"kind": {string(r.Unit.Kind)}, "unit": {string(r.Unit.Kind) + ":" + r.Unit.Number}, "contact.name": {r.Contact.Name},
		"contact.email": {r.Contact.Email}, "contact.phone": {"22249601"}, "rows": {fmt.Sprint(len(r.Delegates))}, "if_not_all": {string(r.IfNotAll)}}
	for n, w := range r.Wishes {
		typed.Set(fmt.Sprintf("wishes.%d.meeting", n), w.Meeting.String())
		typed.Set(fmt.Sprintf("wishes.%d.rank", n), fmt.Sprint(w.Rank))
	}
	for n, d := range r.Delegates {
		typed.Set(fmt.Sprintf("delegates.%d.name", n), d.Name)
		typed.Set(fmt.Sprintf("delegates.%d.role", n), d.Role.String())
		typed.Set(fmt.Sprintf("delegates.%d.email", n), fmt.Sprintf("d%d-%d@example.no", i, n))
	}
	return typed
}

// signIn signs a member of staff in on the sign-in page.
func (k keyboard) signIn(email string) {
	k.t.Helper()
	k.open("/intern/logg-inn")
	k.fill("email", email)
	k.to("#password")
	k.write(password)
	k.enter("/intern")
}
