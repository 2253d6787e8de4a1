package main

import (
	"context"
	"fmt"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoPrepared registers municipalities for the meetings of Oslo og Viken that lie on 16 and 20 November 2020, and lets some answer what they
// are to prepare, each on its day. What is later than now has not happened.
func demoPrepared(ctx context.Context, a *app.App, now time.Time, onDay onDay) error {
	inv := sample.OsloViken2020()
	registered := inv.Series.PublicationDay(inv.Series.PublishedAt).AddDays(14).At(10, 0)
	if now.Before(registered) || !now.Before(inv.Series.DeleteOn.At(0, 0)) {
		return nil
	}
	staff := demoActor(inv.Organiser, dialogue.Editor)
	contacts := map[string]dialogue.Registration{}
	if err := onDay(registered, func() error {
		for _, r := range sample.RegistrationsOsloViken() {
			q := dialogue.RegistrationRequest{Submission: r.ID, Unit: r.Unit, Contact: r.Contact, Lang: r.Lang, Channel: dialogue.ByEmail}
			for _, d := range r.Delegates {
				q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Role: d.Role, Name: d.Name, Position: d.Position, Email: d.Email, Phone: d.Phone})
			}
			stored, err := a.Register(ctx, staff, inv.Series.Slug, q)
			if err != nil {
				return fmt.Errorf("%s: %w", r.Unit.Name, err)
			}
			contacts[r.Unit.Number] = stored
		}
		return nil
	}); err != nil {
		return err
	}
	for _, given := range sample.AnswersOsloViken() {
		at, r := given.On.At(8, 40), contacts[given.Unit]
		if now.Before(at) {
			continue
		}
		contact := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: inv.Organiser.ID, Registration: r.ID, Email: r.Contact.Email}
		edit := dialogue.AnswerEdit{AnswerKey: dialogue.AnswerKey{Question: inv.Questions[given.Question].ID}, Value: given.Text}
		if err := onDay(at, func() error {
			_, err := a.Answer(ctx, contact, r.ID, []app.GivenAnswer{{AnswerEdit: edit}})
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", r.Unit.Name, err)
		}
	}
	if err := demoFiles(ctx, a, contacts, now, onDay); err != nil {
		return fmt.Errorf("presentations: %w", err)
	}
	return demoOwnStatement(ctx, a, contacts["3030"], now, onDay)
}

// demoOwnStatement is what Lillestrøm writes as its own after the meeting.
func demoOwnStatement(ctx context.Context, a *app.App, r dialogue.Registration, now time.Time, onDay onDay) error {
	at := dialogue.Date{Year: 2020, Month: time.November, Day: 17}.At(14, 10)
	if now.Before(at) {
		return nil
	}
	contact := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: r.Organiser, Registration: r.ID, Email: r.Contact.Email}
	return onDay(at, func() error {
		_, err := a.SendOwnStatement(ctx, contact, r.ID, sample.OwnStatementOsloViken())
		return err
	})
}
