package web_test

import (
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// preparing is Innlandet's invitation with two questions to prepare.
func preparing() dialogue.Invitation {
	inv := sample.Innlandet2019()
	for _, text := range []string{"Hva venter dere av møtet?", "Hva er vanskelig?"} {
		inv.Questions = append(inv.Questions, dialogue.Question{ID: sample.ID("preparing/" + text), Text: inBoth(text), Kind: dialogue.AskText,
			Per: dialogue.PerUnit, Phase: dialogue.AsPreparation, Required: true})
	}
	return inv
}

// Two colleagues have the room open at the same time. The first one's answer is saved when she leaves the field; the second is shown both
// with the words that differ marked, and chooses.
func TestTwoColleaguesAnswerTheSameQuestion(t *testing.T) {
	t.Parallel()
	o := open(t, summer2019, preparing())
	_, reference := o.registered(t, 1)
	field := "answers-" + o.inv.Questions[0].ID.String()
	room := my(reference, "forberedelser")
	enter := func(k keyboard) {
		k.open(o.mailed(t, o.browser(t), reference))
		k.to("main button")
		k.enter(my(reference))
		k.open(room)
	}
	guro, kari := o.reader(t, 1280, true), o.reader(t, 360, true)
	enter(guro)
	enter(kari)

	said := func(k keyboard, words string) {
		t.Helper()
		for !ask[bool](k, `document.querySelector("[data-answer-state]").innerText.includes("`+words+`")`) {
			if k.tab.Err() != nil {
				t.Fatalf("never said: %s", words)
			}
		}
	}
	guro.fill(field, "Vi venter gode svar")
	guro.press("Tab")
	said(guro, "av Guro Lien")

	kari.fill(field, "Vi venter mange svar")
	kari.press("Tab") // her own button, and the field is left
	said(kari, "Ikke lagret")
	kari.enter(room)
	kari.reads("En kollega lagret et svar mens du skrev", "Vi venter gode svar")
	if got := ask[string](kari, `[...document.querySelectorAll(".versions mark")].map(m => m.textContent.trim()).join(" ")+"|"+document.getElementById("`+field+`").value`); got != "gode mange|Vi venter mange svar" {
		t.Fatalf("the words that differ, and her own text: %q", got)
	}
	kari.to(`button[name="both"]`)
	kari.enter(room)
	if got := ask[string](kari, `document.getElementById("`+field+`").value`); got != "Vi venter gode svar\n\nVi venter mange svar" {
		t.Errorf("both: %q", got)
	}
	kari.to(`button[value="all"]`)
	kari.enter(room)
	var stored string
	if err := o.db.Owner.QueryRow(t.Context(), `select value || ' v' || version from answer`).Scan(&stored); err != nil || stored != "Vi venter gode svar\n\nVi venter mange svar v2" {
		t.Errorf("stored: %q, %v", stored, err)
	}
}
