package web_test

import (
	"net/http"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

func inBoth(nb string) dialogue.Text { return dialogue.Text{NB: nb, NN: nb} }

// asking is Innlandet's invitation with questions in the form for registering.
func asking() dialogue.Invitation {
	inv := sample.Innlandet2019()
	id := func(name string) dialogue.ID { return sample.ID("asking/" + name) }
	inv.Questions = []dialogue.Question{
		{ID: id("case"), Text: inBoth("Hvilken sak vil dere ta opp?"), Label: inBoth("Meld inn sak"), Kind: dialogue.AskText, Per: dialogue.PerUnit, Phase: dialogue.AtSignUp},
		{ID: id("travel"), Text: inBoth("Hvordan kommer dere?"), Kind: dialogue.AskChoice, Per: dialogue.PerUnit, Phase: dialogue.AtSignUp, Required: true,
			Choices: []dialogue.QuestionChoice{{ID: id("train"), Text: inBoth("Tog")}, {ID: id("car"), Text: inBoth("Bil")}}},
		{ID: id("years"), Text: inBoth("Hvor mange år i rollen?"), Kind: dialogue.AskNumber, Per: dialogue.PerDelegate, Phase: dialogue.AtSignUp, Required: true},
	}
	return inv
}

func TestWhatIsAskedInTheFormIsAnsweredCheckedReceiptedAndExported(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, asking())
	b := o.browser(t)
	travel, years := "answers."+o.inv.Questions[1].ID.String(), "delegates.0.answers."+o.inv.Questions[2].ID.String()
	form := b.get(o.pamelding()).form(o.pamelding("sjekk"))
	for name, value := range o.filled(1) {
		form[name] = value
	}
	form.Set(years, "mange")
	wrong := b.post(o.pamelding("sjekk"), form)
	if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(wrong.text(), "Skriv eller velg et svar") || !strings.Contains(wrong.text(), "Skriv et tall") {
		t.Fatalf("%d %s", wrong.status, wrong.doc.Find(".ds-error-summary").Text())
	}
	form.Set(travel, sample.ID("asking/train").String())
	form.Set(years, "2,5")
	form.Set("answers."+o.inv.Questions[0].ID.String(), "=Nattevakt")
	check := b.post(o.pamelding("sjekk"), form)
	for _, said := range []string{"Meld inn sak", "=Nattevakt", "Tog", "2,5"} {
		if !strings.Contains(check.doc.Find("main").Text(), said) {
			t.Errorf("the check doesn't show %q", said)
		}
	}
	sent := b.post(o.pamelding("send"), check.form(o.pamelding("send")))
	if sent.status != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.status, sent.text())
	}
	reference := sent.header.Get("Location")[strings.LastIndex(sent.header.Get("Location"), "/")+1:]
	var body string
	if err := o.db.App.QueryRow(t.Context(), `select body from letter where kind = 'received'`).Scan(&body); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(body, "Nattevakt") || !strings.Contains(body, "Tog") || !strings.Contains(body, "Hvor mange år i rollen?: 2,5") {
		t.Errorf("the receipt: %s", body)
	}
	link := "/nb/min-pamelding/bekreft/" + o.token(t, reference, dialogue.LetterReceived)
	b.post(link, nil)
	if own := b.get(my(reference)); !strings.Contains(own.text(), "=Nattevakt") {
		t.Errorf("the own page: %s", own.text())
	}
	sheet := o.as(t, "leser@innlandet").get("/intern/invitasjoner/" + o.inv.Series.ID.String() + "/pameldinger/liste.csv")
	if !strings.Contains(sheet.body, "Meld inn sak") || !strings.Contains(sheet.body, "'=Nattevakt") || !strings.Contains(sheet.body, "2,5") {
		t.Errorf("the file: %s", sheet.body)
	}
}

// Without scripts one button saves one answer and the other's text is kept; a colleague's newer answer is 409 with both.
func TestAnswersAreSavedOneByOneWithoutScripts(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, preparing())
	b, reference := o.registered(t, 1)
	room := my(reference, "forberedelser")
	first, second := "answers."+o.inv.Questions[0].ID.String(), "answers."+o.inv.Questions[1].ID.String()
	b.get(my(reference)).ok(t).says(t, "Forberedelser", "0 av 2 besvart", "Svar på 2 spørsmål")

	form := b.get(room).ok(t).form(room)
	form.Set(first, "Ett svar")
	form.Set(second, "Ikke ferdig")
	form.Set("save", first)
	one := b.post(room, form)
	if one.status != http.StatusOK || one.value(second) != "Ikke ferdig" || !strings.Contains(one.text(), "1 av 2 besvart") {
		t.Fatalf("%d %q", one.status, one.value(second))
	}
	old := one.form(room)
	form = one.form(room)
	form.Set("save", "all")
	b.post(room, form).leads(t, room)
	b.get(room).ok(t).says(t, "2 av 2 besvart", "av Guro Lien")

	old.Set(second, "Noe annet")
	old.Set("save", "all")
	stale := b.post(room, old)
	if stale.status != http.StatusConflict || stale.value(second) != "Noe annet" || stale.doc.Find(".versions mark").Length() != 2 {
		t.Fatalf("%d %q", stale.status, stale.value(second))
	}
	form = stale.form(room)
	form.Set("theirs", second)
	if theirs := b.post(room, form); theirs.status != http.StatusOK || theirs.value(second) != "Ikke ferdig" {
		t.Errorf("theirs: %d %q", theirs.status, theirs.value(second))
	}
	form = stale.form(room)
	form.Set("save", second)
	b.post(room, form).leads(t, room)

	o.db.SetClock(t, o.inv.Meetings[len(o.inv.Meetings)-1].StartsAt.AddDate(0, 0, 1))
	form.Set(second, "For sent")
	if late := b.post(room, form); late.status != http.StatusGone {
		t.Errorf("after the deadline: %d", late.status)
	}
	if closed := b.get(room).ok(t); closed.doc.Find("main textarea").Length() != 0 || !strings.Contains(closed.text(), "Noe annet") {
		t.Errorf("read-only afterwards: %s", closed.text())
	}
}

func TestStaffReadPrintTakeOutAndRemindOfPreparations(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, preparing())
	b, reference := o.registered(t, 1)
	room, tab := my(reference, "forberedelser"), "/intern/invitasjoner/"+o.inv.Series.ID.String()+"/forberedelser"
	form := b.get(room).ok(t).form(room)
	form.Set("answers."+o.inv.Questions[0].ID.String(), "Gode råd")
	form.Set("save", "all")
	b.post(room, form).leads(t, room)

	staff := o.as(t, "redaktor@innlandet")
	staff.get(tab).ok(t).says(t, "Vestre Toten", "1 av 2", "Gode råd", "av Guro Lien", "Minn den ene")
	if got := staff.get(tab + "/svar.csv").ok(t); !strings.Contains(got.body, "Hva venter dere av møtet?") || !strings.Contains(got.body, "Gode råd") {
		t.Errorf("the file: %s", got.body)
	}
	staff.get(tab + "/svar.xlsx").ok(t)
	if got := staff.post(tab+"/minn", nil); got.status != http.StatusSeeOther {
		t.Errorf("reminding: %d", got.status)
	}
	var n int
	if err := o.db.Owner.QueryRow(t.Context(), `select count(*) from letter where kind = 'remaining'`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d letters, %v", n, err)
	}
}
