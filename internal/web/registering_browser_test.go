package web_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// From the invitation to a receipt, the letter's link, a changed name and withdrawal, with the keyboard alone: on a wide screen, on a
// phone, and without scripts.
func TestAContactRegistersChangesAndWithdrawsByKeyboard(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		width   int64
		scripts bool
	}{"wide": {1280, true}, "360 px": {360, true}, "without scripts": {1280, false}, "360 px without scripts": {360, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t, summer2019, sample.Innlandet2019())
			k := o.reader(t, c.width, c.scripts)
			k.open("/nb/invitasjoner/" + o.inv.Series.Slug)
			k.to(`a[href="` + o.pamelding() + `"]`)
			k.enter(o.pamelding())

			k.to("#unit")
			if c.scripts {
				k.write("vestre tot")
				k.press("ArrowDown")
				k.press("Enter")
			} else {
				k.arrow(`document.activeElement.value === "municipality:0529"`)
			}
			if got := ask[string](k, `document.querySelector("select[name=unit]").value`); got != "municipality:0529" {
				t.Fatalf("chose %q", got)
			}
			k.fill("contact-name", "Guro Lien")
			k.fill("contact-email", "guro.lien@vestre-toten.kommune.no")
			k.to(`input[name="meeting"]`)
			k.arrow(fmt.Sprintf(`document.querySelector("input[name=meeting]:checked")?.value === %q`, o.inv.Meetings[4].ID))
			person := func(n int, name string) {
				k.fill(fmt.Sprintf("delegates-%d-name", n), name)
				k.to(fmt.Sprintf("#delegates-%d-role", n))
				k.arrow(`document.activeElement.selectedIndex === 2`)
				k.fill(fmt.Sprintf("delegates-%d-email", n), fmt.Sprintf("d%d@vestre-toten.kommune.no", n))
			}
			person(0, "Ola Ås")
			k.to(`button[name="add"]`)
			k.enter(o.pamelding("sjekk"))
			person(1, "Kari Nordmann")
			k.to(`.buttons button`)
			k.enter(o.pamelding("sjekk"))
			k.reads("Vestre Toten", "Raufoss", "Ola Ås", "Kari Nordmann")
			k.to(`form[action="` + o.pamelding("send") + `"] button:not([formaction])`)
			k.enter(o.pamelding("mottatt"))
			reference := path.Base(ask[string](k, `location.pathname`))
			k.reads(reference)

			k.open(my("bekreft", o.token(t, reference, dialogue.LetterReceived)))
			k.to(`main button[type="submit"]`)
			k.enter(my(reference))
			k.reads("Ola Ås", "2 av 4")

			k.to(`a[href="` + my(reference, "deltakere") + `"]`)
			k.enter(my(reference, "deltakere"))
			k.fill("delegates-0-name", "Åse Avløser")
			k.to(`.buttons button`)
			k.enter(my(reference))
			k.reads("Åse Avløser", "Kari Nordmann")

			k.to(`a[href="` + my(reference, "meld-av") + `"]`)
			k.enter(my(reference, "meld-av"))
			k.to(`.buttons button`)
			k.enter(my(reference))
			if n := o.count(t, `registration where state = 'withdrawn'`); n != 1 || o.count(t, `seat where slot is not null`) != 0 {
				t.Errorf("%d are withdrawn", n)
			}
		})
	}
}

// Errors take the focus, lead to their fields by keyboard, and nothing typed is lost on the way.
func TestErrorsAreMendedByKeyboard(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, sample.Innlandet2019())
	k := o.reader(t, 360, true)
	k.open(o.pamelding())
	k.fill("contact-name", "Guro Lien")
	k.enter(o.pamelding("sjekk")) // Enter in a field presses the primary button
	if !ask[bool](k, `document.activeElement.hasAttribute("data-error-summary")`) {
		t.Error("the summary of errors has not focus")
	}
	k.to(`[data-error-summary] a[href="#contact-email"]`)
	k.press("Enter")
	if got := ask[string](k, `document.activeElement.id`); got != "contact-email" {
		t.Errorf("the line led to %q", got)
	}
	k.write("guro.lien@vestre-toten.kommune.no")
	if got := ask[string](k, `document.getElementById("contact-name").value`); got != "Guro Lien" {
		t.Errorf("typed, and lost: %q", got)
	}
}

// From the sign-in page to a published invitation, with the keyboard alone.
func TestAnEditorPublishesAnInvitationByKeyboard(t *testing.T) {
	t.Parallel()
	for name, width := range map[string]int64{"wide": 1280, "360 px": 360} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.db.SetClock(t, summer2019)
			k := s.reader(t, width, true)
			k.open("/intern/logg-inn")
			k.fill("email", "redaktor@innlandet.example.no")
			k.to("#password")
			k.write(password)
			k.enter("/intern")
			k.to(`main a[href="/intern/invitasjoner/ny"]`)
			k.enter("/intern/invitasjoner/ny")
			k.fill("title-nb", "Dialogmøter i høst")
			k.enter("/intern/invitasjoner/")
			series := ask[string](k, `location.pathname`)
			part := func(tab string, fill func()) {
				t.Helper()
				k.open(series)
				for _, step := range []string{strings.TrimSuffix(tab, "/nytt"), tab}[:1+strings.Count(tab, "/")] {
					k.to(fmt.Sprintf(`main a[href=%[1]q], nav a[href=%[1]q]`, series+"/"+step))
					k.enter(series + "/" + step)
				}
				fill()
				k.to(`main form .buttons button[type="submit"]`)
				k.enter(series)
				if wrong := ask[bool](k, `document.querySelector("[data-error-summary]") !== null`); wrong {
					k.reads("ikke feil")
				}
			}
			part("tekst", func() { k.fill("lead-nb", "Vi inviterer kommunene til å dele erfaringer.") })
			part("moter/nytt", func() {
				k.fill("date", "18.9.2019")
				k.fill("from", "10.00")
				k.fill("to", "14.00")
				k.fill("town", "Tynset")
				k.fill("venue", "Tunnatoriet")
				k.fill("closes_on", "2.9.2019")
			})
			part("roller", func() {
				k.fill("roles-0-name-nb", "Leder")
				k.fill("roles-0-name-nn", "Leiar")
			})
			part("kontakter", func() {
				k.fill("contacts-0-name", "Håvard Myhre")
				k.fill("contacts-0-email", "havard@innlandet.example.no")
			})
			k.open(series)
			k.reads("Velg når personopplysningene skal slettes") // what is missing is said, and no button offers to publish
			part("regler", func() { k.fill("delete_on", "31.12.2020") })
			k.open(series)
			k.to(`form[action="` + series + `/publiser"] button`)
			k.enter(series)
			k.reads("Invitasjonen er publisert")
			k.open("/nb/invitasjoner/dialogmoter-i-host")
			k.reads("Dialogmøter i høst", "Tynset", "Håvard Myhre")
		})
	}
}
