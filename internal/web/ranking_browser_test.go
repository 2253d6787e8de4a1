package web_test

import (
	"fmt"
	"testing"

	"dialogmote/internal/sample"
)

// Two from a kommune apply to the ministry with the keyboard alone: the meetings in order by buttons, or by numbers without scripts, one of
// them out of the question, and what they want if not both get a place.
func TestAContactPutsTheMeetingsInOrderByKeyboard(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		width   int64
		scripts bool
	}{"wide": {1280, true}, "360 px": {360, true}, "without scripts": {1280, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t, noon(2017, 4, 20), sample.Departementet2017())
			k := o.reader(t, c.width, c.scripts)
			k.open(o.pamelding())
			k.to(`input[name="kind"]`)
			k.arrow(`document.querySelector("input[name=kind]:checked")?.value === "municipality"`)
			k.to("#unit")
			if c.scripts {
				k.write("vestre tot")
				k.press("ArrowDown")
				k.press("Enter")
			} else {
				k.arrow(`document.activeElement.value === "municipality:0529"`)
			}
			k.fill("contact-name", "Guro Lien")
			k.fill("contact-email", "guro.lien@vestre-toten.kommune.no")
			if c.scripts {
				// Hamar up twice, with the focus on its button all the while; then Bodø, which was passed.
				k.to("#wishes-3-rank")
				for n, said := range []string{"26. september, Hamar: nummer 3 av 4.", "26. september, Hamar: nummer 2 av 4."} {
					k.press("Enter")
					if got := ask[string](k, `document.activeElement.id + " " + document.querySelector("[data-ranking-said]").textContent`); got != "wishes-3-rank "+said {
						t.Fatalf("after %d: %q", n+1, got)
					}
				}
				k.to(`input[name="wishes.2.unavailable"]`)
			} else {
				for i, rank := range []string{"1", "3", "4", "2"} {
					k.to(fmt.Sprintf("#wishes-%d-rank", i))
					k.arrow(fmt.Sprintf(`document.activeElement.value === %q`, rank))
					if i == 2 {
						k.to(`input[name="wishes.2.unavailable"]`)
						k.press(" ")
					}
				}
			}
			if c.scripts {
				k.press(" ")
			}
			person := func(n int, name string) {
				k.fill(fmt.Sprintf("delegates-%d-name", n), name)
				k.to(fmt.Sprintf("#delegates-%d-role", n))
				k.arrow(fmt.Sprintf(`document.activeElement.selectedIndex === %d`, n+1))
			}
			person(0, "Ola Ås")
			k.to(`button[name="add"]`)
			k.enter(o.pamelding("sjekk"))
			person(1, "Kari Nordmann")
			k.to(`input[name="if_not_all"]`)
			k.arrow(`document.querySelector("input[name=if_not_all]:checked")?.value === "together"`)
			k.to(`.buttons button`)
			k.enter(o.pamelding("sjekk"))
			k.reads("Vestre Toten", "ikke en bekreftelse på plass", "15. mai 2017", "Alle deltar sammen", "Kan ikke komme")
			k.to(`form[action="` + o.pamelding("send") + `"] button:not([formaction])`)
			k.enter(o.pamelding("mottatt"))
			var stored string
			if err := o.db.Owner.QueryRow(t.Context(), `select max(r.if_not_all) || ' ' || string_agg(m.town || case when w.available then '' else ' no' end, ', ' order by w.rank)
				from wish w join meeting m on m.id = w.meeting_id join registration r on r.id = w.registration_id`).Scan(&stored); err != nil ||
				stored != "together Stavanger, Hamar, Bergen, Bodø no" {
				t.Errorf("stored: %s, %v", stored, err)
			}
		})
	}
}
