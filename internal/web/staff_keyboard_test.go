package web_test

import (
	"fmt"
	"testing"
)

// Staff work the status board and the coverage with the keyboard alone, without scripts, at a desk and on a phone. keyboard.to sees to it
// that whatever has focus on the way is seen and that no page is wider than the window.
func TestTheBoardAndTheCoverageAreWorkedWithTheKeyboard(t *testing.T) {
	t.Parallel()
	for _, width := range []int64{1280, 320} {
		t.Run(fmt.Sprintf("%d px", width), func(t *testing.T) {
			t.Parallel()
			w := newWork(t)
			w.invite(t, "0528", "0529", "0502")
			office{w.site, w.inv}.milestone(t)
			k := w.reader(t, width, false)
			k.signIn("redaktor@innlandet.example.no")
			board := "/intern/invitasjoner/" + w.inv.Series.ID.String() + "/status"
			k.open(board)

			// The number of the silent leads to them; the next Tab is at what narrows the list, not at the top of the page again.
			k.to(`.tally a[href*="tilstand=silent"]`)
			k.enter(board)
			if got := ask[string](k, `location.search + location.hash`); got != "?tilstand=silent#alle" {
				t.Errorf("the number leads to %s", got)
			}
			k.press("Tab")
			if !ask[bool](k, `document.activeElement.matches("form.filters [name=sok]")`) {
				t.Errorf("the next Tab is at %s", ask[string](k, `document.activeElement.outerHTML.slice(0, 120)`))
			}
			if got := ask[int](k, `document.querySelectorAll(".status-table tbody tr").length`); got != 2 {
				t.Errorf("%d rows of the silent, want 2", got)
			}
			k.to(`.status-table a[href*="kommune="]`)
			k.open(board)
			k.to(`form[action$="/minn"] button`)
			k.enter("/intern/invitasjoner/" + w.inv.Series.ID.String() + "/invitere/")
			k.open(board)
			k.to(`input[name="reminders"][value="7"]`)
			k.press(" ")
			k.to(`form[action$="/paminninger"] button`)
			k.enter(board)
			k.reads("Påminningene er lagret")

			// The coverage: a tile leads to its municipality; two are ticked and get a milestone.
			k.open("/intern/dekning")
			k.to(`a.tile[aria-label^="Lillehammer"]`)
			k.enter("/intern/dekning/kommune/0501")
			k.open("/intern/dekning#kommunar")
			for range 2 {
				k.to(`input[name="units"]:not(:checked)`)
				k.press(" ")
			}
			k.to(`#sett button[type="submit"]`)
			k.enter("/intern/dekning")
			if got := ask[int](k, `document.querySelectorAll('#sett input[name="units"]:checked').length`); got != 2 {
				t.Errorf("%d ticks are kept beside what lacks, want 2", got)
			}
			k.to(`#sett select[name="state"]`)
			k.arrow(`document.activeElement.value === "done"`)
			k.to(`#sett input[name="day"]`)
			k.write("12.8.2019")
			k.to(`#sett button[type="submit"]`)
			k.enter("/intern/dekning")
			k.reads("2 har gjort det")
		})
	}
}
