package lang

import (
	"sync"
	"testing"

	"dialogmote/internal/dialogue"
)

var langs = dialogue.Langs

func TestPrinterSaysMessages(t *testing.T) {
	t.Parallel()
	nb, nn, en := For(dialogue.Bokmal), For(dialogue.Nynorsk), For(dialogue.English)
	day := dialogue.Date{Year: 2019, Month: 9, Day: 18}
	for _, c := range []struct{ name, got, want string }{
		{"bokmål", nb.T("common.form.required"), "Må fylles ut"},
		{"nynorsk", nn.T("common.form.required"), "Må fyllast ut"},
		{"English", en.T("common.form.required"), "Required"},
		{"the zero printer", Printer{}.T("common.form.required"), "Må fylles ut"},
		{"an unknown language", For("xx").T("common.form.required"), "Må fylles ut"},
		{"placeholders", nb.T("common.page.number", "Page", 2, "Pages", 7), "Side 2 av 7"},
		{"a date", nn.T("common.error.server.text", "Reference", day), "Prøv igjen om litt. Hjelper ikkje det, ta kontakt og oppgi referansen 18. september 2019."},
		{"one", nb.N("common.form.errors", 1), "Du må rette én feil"},
		{"other", nn.N("common.form.errors", 1234), "Du må rette 1\u00a0234 feil"},
		{"none", en.N("common.form.errors", 0), "There are 0 errors to correct"},
		{"a problem", nn.Problem(dialogue.Problem{Key: "problem.too-long", Args: map[string]any{"Max": 80}}), "Skriv kortare, høgst 80 teikn"},
		{"a missing key", nb.T("common.no.such-key"), "⟦common.no.such-key⟧"},
		{"a missing key of another language", en.T("common.no.such-key"), "⟦common.no.such-key⟧"},
		{"text", nn.Text(dialogue.Text{NB: "Hvem", NN: "Kven"}), "Kven"},
		{"text that one language lacks", en.Text(dialogue.Text{NB: "Hvem"}), "Hvem"},
		{"number", nb.Number(1234567), "1\u00a0234\u00a0567"},
		{"English number", en.Number(1234567), "1,234,567"},
		{"small number", nb.Number(60), "60"},
		{"no items", nb.List(nil), ""},
		{"one item", nb.List([]string{"Os"}), "Os"},
		{"two items", nb.List([]string{"Os", "Tolga"}), "Os og Tolga"},
		{"three items", nn.List([]string{"Os", "Tolga", "Tynset"}), "Os, Tolga og Tynset"},
		{"three items in English", en.List([]string{"a", "b", "c"}), "a, b and c"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestPrintersAreSafeForManyAtOnce(t *testing.T) {
	t.Parallel()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, l := range langs {
				for range 50 {
					For(l).T("common.page.number", "Page", 2, "Pages", 7)
					For(l).N("common.form.errors", 3)
					For(l).WeekdayDate(dialogue.Date{Year: 2019, Month: 9, Day: 18})
					FormatPhone("22249601")
					CompareNorwegian("Ås", "Aas")
				}
			}
		})
	}
	wg.Wait()
}
