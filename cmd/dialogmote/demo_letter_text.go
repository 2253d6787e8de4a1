package main

import (
	"context"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/sample"
)

// demoLetterTexts gives the office that meets on Teams its own words in the delegates' confirmation, in bokmål; in nynorsk it has the standard.
func demoLetterTexts(ctx context.Context, a *app.App) error {
	const name = "confirmation"
	subject, body, _, err := mail.Standard(name, dialogue.Bokmal)
	if err != nil {
		return err
	}
	body = strings.Replace(body, "## Praktisk", "Møtet er på Teams. Logg inn et kvarter før, så får vi tid til å prøve lyd og bilde.\n\n## Praktisk", 1)
	return a.SaveLetterText(ctx, demoActor(sample.OsloViken(), dialogue.Editor), name,
		dialogue.LetterWords{Subject: dialogue.Text{NB: subject}, Body: dialogue.Text{NB: body}}, 0)
}
