package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

func TestOneIsSwappedAddedAndTakenOffOnTheOwnPage(t *testing.T) {
	t.Parallel()
	o := innlandet(t)
	b, reference := o.registered(t, 2)
	page := b.get(my(reference)).ok(t)
	page.says(t, "Vestre Toten har plass til 2 på Raufoss", "2 av 4", "Utskrift")
	swap, _ := page.doc.Find(`a[href$="/bytt"]`).Eq(1).Attr("href")
	leave, _ := page.doc.Find(`a[href$="/meld-av"]`).Eq(0).Attr("href")

	form := b.get(swap).ok(t)
	form.says(t, "Bytt ut Deltaker 2")
	if got := b.post(swap, with(form.form(swap), url.Values{"delegates.0.name": {""}})); got.status != http.StatusUnprocessableEntity {
		t.Errorf("nobody: %d", got.status)
	}
	kari := url.Values{"delegates.0.name": {"Kari Ny"}, "delegates.0.email": {"kari@example.no"}, "delegates.0.role": {o.inv.Roles[1].ID.String()}}
	b.post(swap, with(form.form(swap), kari)).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Kari Ny")
	if n := o.count(t, `delegate where role_id = $1 and name = 'Kari Ny'`, o.inv.Roles[1].ID); n != 0 && o.inv.Roles[1].ID != o.inv.Roles[0].ID {
		t.Error("a forged field has changed the role")
	}
	stale := b.post(swap, with(form.form(swap), url.Values{"delegates.0.name": {"For Sen"}, "delegates.0.email": {"sen@example.no"}}))
	if stale.status != http.StatusConflict || stale.value("delegates.0.name") != "For Sen" {
		t.Errorf("stale: %d, typed %q", stale.status, stale.value("delegates.0.name"))
	}

	add := my(reference, "deltakere", "ny")
	more := b.get(add).ok(t)
	b.post(add, with(more.form(add), url.Values{"delegates.0.name": {"Ola Tredje"}, "delegates.0.email": {"ola@example.no"},
		"delegates.0.role": {o.inv.Roles[2].ID.String()}})).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "Ola Tredje", "3 av 4")

	b.post(leave, b.get(leave).ok(t).form(leave)).leads(t, my(reference))
	b.get(my(reference)).ok(t).says(t, "har plass til 2")
	if got := b.get(leave); got.status != http.StatusNotFound {
		t.Errorf("one who is off: %d", got.status)
	}
	history := b.get(my(reference, "historikk")).ok(t)
	history.says(t, "Byttet ut en deltaker", "Kari Ny i stedet for Deltaker 2", "Meldte på en til", "Ola Tredje kom til", "Registrerte påmeldingen", "Brev vi har sendt")
	if strings.Contains(history.text(), "logg") {
		t.Error("the history tells of signing in")
	}
	b.get(my(reference, "utskrift")).ok(t).says(t, "Kari Ny", "Ola Tredje", reference)
	other, _ := o.registered2(t)
	if got := other.get(swap); got.status == http.StatusOK {
		t.Error("another unit's contact reads the form")
	}
}

// Swapping a person with the keyboard alone, on a phone.
func TestAPersonIsSwappedByKeyboardOnAPhone(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, sample.Innlandet2019())
	_, reference := o.registered(t, 2)
	k := o.reader(t, 360, true)
	k.open(o.mailed(t, o.browser(t), reference))
	k.to(`main button[type="submit"]`)
	k.enter(my(reference))
	k.reads("Deltaker 1", "Vestre Toten har plass til 2")
	k.to(`a[href$="/bytt"]`)
	address := ask[string](k, `new URL(document.activeElement.href).pathname`)
	k.enter(address)
	k.reads("Bytt ut Deltaker 1")
	k.fill("delegates-0-name", "Åse Avløser")
	k.fill("delegates-0-email", "ase@vestre-toten.kommune.no")
	k.to(`.buttons button`)
	k.enter(my(reference))
	k.reads("Åse Avløser", "Byttet er lagret", "Vestre Toten har plass til 2")
	if n := o.count(t, `letter where kind = 'replaced' and recipient like 'd%@vestre-toten.kommune.no'`); n != 1 {
		t.Errorf("%d letters to who was", n)
	}
}

// Whoever comes later answers what each was asked when the others were registered.
func TestWhoComesInAsksWhatEachIsAsked(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Questions = []dialogue.Question{{ID: sample.ID("each is asked"), Text: inBoth("Hva vil du snakke om?"), Kind: dialogue.AskText, Per: dialogue.PerDelegate, Phase: dialogue.AtSignUp}}
	o := open(t, summer2019, inv)
	b, reference := o.registered(t, 2)
	if _, err := o.db.Owner.Exec(t.Context(), `update question set required = true`); err != nil {
		t.Fatal(err)
	}
	field := "delegates.0." + dialogue.AnswerField("", dialogue.AnswerKey{Question: inv.Questions[0].ID})
	var first string
	o.db.Owner.QueryRow(t.Context(), `select id::text from delegate where name = 'Deltaker 1'`).Scan(&first)
	for _, path := range []string{my(reference, "deltakere", "ny"), my(reference, "deltakere", first, "bytt")} {
		page := b.get(path).ok(t)
		page.says(t, "Hva vil du snakke om?")
		typed := with(page.form(path), url.Values{"delegates.0.name": {"Kari Ny"}, "delegates.0.role": {inv.Roles[0].ID.String()}, "delegates.0.email": {"kari@vestre-toten.kommune.no"}})
		if got := b.post(path, typed); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(), "Skriv eller velg et svar") || got.value("delegates.0.name") != "Kari Ny" {
			t.Errorf("%s without an answer: %d", path, got.status)
		}
		typed.Set(field, "Nærhet")
		b.post(path, typed).leads(t, my(reference))
	}
}
