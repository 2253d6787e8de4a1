package main

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
)

// demoAfter notes who came to Oslo og Viken's first meetings, where nobody is noted, thanks them the next working day, and lets most of them
// answer the evaluation. What is later than now has not happened.
func demoAfter(ctx context.Context, db *postgres.DB, a *app.App, now time.Time, onDay onDay) error {
	inv := sample.OsloViken2020()
	staff := demoActor(inv.Organiser, dialogue.Editor)
	answers := sample.EvaluationOsloViken()
	for _, m := range inv.Meetings {
		thanked := dialogue.ThanksDay(m).At(9, 0)
		if dialogue.DateOf(m.StartsAt) != (dialogue.Date{Year: 2020, Month: time.November, Day: 16}) || now.Before(thanked) || !now.Before(inv.Series.DeleteOn.At(0, 0)) {
			continue
		}
		if err := onDay(m.StartsAt, func() error { return demoCame(ctx, a, staff, inv, m) }); err != nil {
			return fmt.Errorf("who came: %w", err)
		}
		if err := onDay(thanked, func() error {
			_, err := a.SendThanks(ctx, dialogue.System(inv.Organiser.ID), inv.Series.ID, m.ID)
			return err
		}); err != nil {
			return fmt.Errorf("thanks: %w", err)
		}
		if err := onDay(thanked.Add(5*time.Hour), func() error {
			n, err := demoEvaluation(ctx, db, a, inv, m, answers)
			answers = answers[n:]
			return err
		}); err != nil {
			return fmt.Errorf("evaluation: %w", err)
		}
	}
	return nil
}

// demoCame checks in all with a place but every seventh, where nobody has been.
func demoCame(ctx context.Context, a *app.App, staff dialogue.Actor, inv dialogue.Invitation, m dialogue.Meeting) error {
	door, err := a.Door(ctx, staff, inv.Series.ID, m.ID)
	if err != nil || len(dialogue.Came(door.All)) > 0 {
		return err
	}
	for i, who := range door.All {
		if i%7 == 6 {
			continue
		}
		if _, _, err := a.CheckIn(ctx, staff, inv.Series.ID, m.ID, who.Seat); err != nil {
			return err
		}
	}
	return nil
}

var evaluationLink = regexp.MustCompile(`/evaluering/([A-Za-z0-9_-]+)`)

// demoEvaluation answers by the links that stand in the letters, as all of their readers but two would, and tells how many they were.
func demoEvaluation(ctx context.Context, db *postgres.DB, a *app.App, inv dialogue.Invitation, m dialogue.Meeting, all []sample.Evaluated) (int, error) {
	letters, err := db.LettersOfMeeting(ctx, inv.Organiser.ID, m.ID, dialogue.LetterThanks)
	if err != nil {
		return 0, err
	}
	n := min(len(all), max(dialogue.FewestAnswers, len(letters)-2), len(letters))
	for i, given := range all[:n] {
		letter, err := db.Letter(ctx, inv.Organiser.ID, letters[i].ID)
		if err != nil {
			return 0, err
		}
		link := evaluationLink.FindStringSubmatch(letter.Body)
		if link == nil {
			return 0, fmt.Errorf("a letter of thanks has no link to the evaluation")
		}
		form, err := a.EvaluationForm(ctx, link[1])
		if err != nil {
			return 0, err
		}
		var answers []dialogue.EvaluationAnswer
		for j, q := range form.Questions {
			answer := dialogue.EvaluationAnswer{Question: q.ID, Words: given.Words}
			if q.Kind == dialogue.EvaluateMark {
				answer.Mark, answer.Words = given.Marks[j%len(given.Marks)], ""
			}
			answers = append(answers, answer)
		}
		if err := a.AnswerEvaluation(ctx, link[1], answers); err != nil {
			return 0, err
		}
	}
	return n, nil
}
