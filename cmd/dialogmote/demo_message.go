package main

import (
	"context"
	"fmt"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoMessages writes to the contacts of Oslo og Viken's delegations four days before the first meeting, and leaves a draft on the last day
// before it. What is later than now has not happened.
func demoMessages(ctx context.Context, a *app.App, now time.Time, onDay onDay) error {
	inv := sample.OsloViken2020()
	staff := demoActor(inv.Organiser, dialogue.Editor)
	prepare := func(at time.Time, f dialogue.WorkFilter, written app.WrittenMessage, send bool) error {
		if now.Before(at) {
			return nil
		}
		return onDay(at, func() error {
			choice, err := a.MessageChoice(ctx, staff, inv.Series.ID, f)
			if err != nil || len(choice.Rows) == 0 {
				return err
			}
			var ids []dialogue.ID
			for _, r := range choice.Rows {
				ids = append(ids, r.ID)
			}
			id, err := a.PrepareMessage(ctx, staff, inv.Series.ID, ids)
			if err != nil {
				return err
			}
			e := app.MessageEdit{Series: inv.Series.ID, Message: id, Version: 1}
			if !send {
				return a.SaveMessage(ctx, staff, e, written)
			}
			if err := a.StartMessage(ctx, staff, e, written); err != nil {
				return err
			}
			for more := true; more; {
				posted, err := a.PostMessage(ctx, dialogue.System(inv.Organiser.ID), id)
				if err != nil {
					return err
				}
				more = posted.More
			}
			return nil
		})
	}
	sound := app.WrittenMessage{ToContacts: true, LetterWords: dialogue.LetterWords{
		Subject: dialogue.Text{NB: "Prøv lyd og bilde: {{about}}", NN: "Prøv lyd og bilete: {{about}}"},
		Body: dialogue.Text{
			NB: "Hei, {{name}}!\n\nVi åpner Teams-rommet fredag kl. 12.00–12.30. Da kan alle fra {{unit}} prøve lyd og bilde før møtet.\n\n" +
				"Lenken står på [siden for påmeldingen]({{page_url}}).\n\n## Har du spørsmål?\n\n{{contacts}}\n\nVennlig hilsen\n\n{{organiser}}",
			NN: "Hei, {{name}}!\n\nVi opnar Teams-rommet fredag kl. 12.00–12.30. Då kan alle frå {{unit}} prøve lyd og bilete før møtet.\n\n" +
				"Lenkja står på [sida for påmeldinga]({{page_url}}).\n\n## Har du spørsmål?\n\n{{contacts}}\n\nVenleg helsing\n\n{{organiser}}"},
	}}
	if err := prepare(dialogue.Date{Year: 2020, Month: time.November, Day: 12}.At(9, 15), dialogue.WorkFilter{}, sound, true); err != nil {
		return fmt.Errorf("a message: %w", err)
	}
	draft := app.WrittenMessage{ToContacts: true, ToDelegates: true, LetterWords: dialogue.LetterWords{
		Subject: dialogue.Text{NB: "Husk svarene: {{about}}"}, Body: dialogue.Text{NB: "Hei, {{name}}!\n\nVi mangler svar fra {{unit}} på spørsmålene vi har bedt dere forberede."}}}
	if err := prepare(dialogue.Date{Year: 2020, Month: time.November, Day: 15}.At(14, 0), dialogue.WorkFilter{Left: dialogue.LeftSome}, draft, false); err != nil {
		return fmt.Errorf("a draft: %w", err)
	}
	return nil
}
