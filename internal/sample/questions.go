package sample

import (
	"fmt"

	"dialogmote/internal/dialogue"
)

// osloVikenQuestions are the letter's four questions, which each municipality answers three days before its meeting. The letter has them
// in bokmål.
func osloVikenQuestions(key string) []dialogue.Question {
	days := 3
	var questions []dialogue.Question
	for i, q := range []struct{ label, text dialogue.Text }{
		{both("Forventninger", "Forventningar"), both(
			"Hvilke forventninger har kommunen til eldrereformene Leve hele livet?",
			"Kva forventningar har kommunen til eldrereformene Leve heile livet?")},
		{both("Kartlegging og analyse", "Kartlegging og analyse"), both(
			"Hvordan ivaretar kommunen kartleggings- og analysebehovet, slik at demografiske utfordringer og planer for et aldersvennlig samfunn er i tråd med føringene i reformen Leve hele livet?",
			"Korleis tek kommunen vare på behovet for kartlegging og analyse, slik at demografiske utfordringar og planar for eit aldersvennleg samfunn er i tråd med føringane i reforma Leve heile livet?")},
		{both("Planprosesser og planer", "Planprosessar og planar"), both(
			"På hvilken måte iverksetter kommunen «Leve hele livet» i sine planprosesser og planer?",
			"Korleis set kommunen «Leve heile livet» i verk i planprosessane og planane sine?")},
		{both("Utfordringer og hjelp", "Utfordringar og hjelp"), both(
			"Hva ser kommunen som utfordrende i dette arbeidet – og om kommunen har støtt på utfordringer, hva kunne kommunen eventuelt støtte eller hjelp til?",
			"Kva ser kommunen som utfordrande i dette arbeidet – og om kommunen har støytt på utfordringar, kva kunne kommunen eventuelt trenge støtte eller hjelp til?")},
	} {
		questions = append(questions, dialogue.Question{
			ID: ID(fmt.Sprintf("%s/question/%d", key, i+1)), Text: q.text, Label: q.label, Kind: dialogue.AskText, Per: dialogue.PerUnit,
			Phase: dialogue.AsPreparation, Required: true, Due: dialogue.Deadline{DaysBefore: &days},
		})
	}
	return questions
}
