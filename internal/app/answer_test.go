package app_test

import (
	"errors"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/upload"
)

// preparing is Ullensaker, registered to the meeting of Øvre Romerike on 16 November, which answers the letter's four questions by the 13th.
func preparing(t *testing.T, change func(*dialogue.Invitation)) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	inv := sample.OsloViken2020()
	if change != nil {
		change(&inv)
	}
	a, db := published(t, autumn, inv)
	q := request(inv, 0, 1, "preparing")
	q.Unit.Number, q.Contact.Email, q.Meeting = "3033", "guro.lien@ullensaker.kommune.no", dialogue.ID{}
	q.Delegates[0].Phone, q.Delegates[0].Position = "+4722249601", "Kommunalsjef"
	return a, db, inv, active(t, a, db, inv, q)
}

func answer(q dialogue.Question, value string, version int) app.GivenAnswer {
	return app.GivenAnswer{AnswerEdit: dialogue.AnswerEdit{AnswerKey: dialogue.AnswerKey{Question: q.ID}, Value: value, Version: version}}
}

func TestTheSecondOfTwoColleaguesIsToldAndLosesNothing(t *testing.T) {
	t.Parallel()
	a, _, inv, r := preparing(t, nil)
	guro, kari := contact(r), contact(r)
	kari.Email = "kari@ullensaker.kommune.no"
	first, second := inv.Questions[0], inv.Questions[1]
	if done, err := a.Answer(t.Context(), guro, r.ID, []app.GivenAnswer{answer(first, "Guros svar", 0)}); err != nil || len(done.Saved) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	done, err := a.Answer(t.Context(), kari, r.ID, []app.GivenAnswer{answer(first, "Karis svar", 0), answer(second, "Karis andre", 0)})
	if err != nil || len(done.Stale) != 1 || done.Stale[0].Question != first.ID || len(done.Saved) != 1 {
		t.Fatalf("what does not cross is saved, what does is told of: %+v, %v", done, err)
	}
	if done, err := a.Answer(t.Context(), kari, r.ID, []app.GivenAnswer{answer(first, "Guros svar", 0)}); err != nil || len(done.Saved) != 1 {
		t.Errorf("the same words are no conflict: %+v, %v", done, err)
	}
	if done, err := a.Answer(t.Context(), kari, r.ID, []app.GivenAnswer{answer(first, "Begges svar", 1)}); err != nil || len(done.Saved) != 1 {
		t.Errorf("with the new version: %+v, %v", done, err)
	}
	page := stored(t, a, r)
	for _, q := range page.Invitation.Asks(page.Registration) {
		switch q.Question.ID {
		case first.ID:
			if q.Answer.Value != "Begges svar" || q.Answer.Version != 2 || q.Answer.By != "kari@ullensaker.kommune.no" {
				t.Errorf("%+v", q.Answer)
			}
		case second.ID:
			if q.Answer.Value != "Karis andre" {
				t.Errorf("%+v", q.Answer)
			}
		}
	}
	if page.Registration.Version != r.Version {
		t.Error("answers make no other form stale")
	}
	left := 0
	for _, line := range page.Remaining {
		if line.Kind == dialogue.RemainsQuestions {
			left = line.Count
		}
	}
	if left != 2 {
		t.Errorf("%d questions remain: %+v", left, page.Remaining)
	}
}

// Two first answers at the same time meet in the unique key: one is stored, the other is told.
func TestTwoFirstAnswersAtOnceAreOneAnswer(t *testing.T) {
	t.Parallel()
	for name, guarded := range map[string]bool{"with the constraint": true, "without it": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, r := preparing(t, nil)
			// The holder has the question's row, which the answers' foreign key waits for: both have read before either writes.
			h := hold(t, db, `select from question where id = $1 for update`, inv.Questions[0].ID)
			saved, stale := make(chan int, 2), make(chan int, 2)
			verb := func(text string) func() error {
				return func() error {
					done, err := a.Answer(t.Context(), contact(r), r.ID, []app.GivenAnswer{answer(inv.Questions[0], text, 0)})
					saved <- len(done.Saved)
					stale <- len(done.Stale)
					return err
				}
			}
			if !guarded {
				h.commit()
				without(t, db, `alter table answer drop constraint answer_once`)
				without(t, db, `create unique index answer_twice on answer (organiser_id, registration_id, question_id, delegate_id, meeting_id)`)
				for _, text := range []string{"a", "b"} {
					if err := verb(text)(); err != nil {
						t.Fatal(err)
					}
				}
				if n := column[int](t, db, `select count(*)::int from answer`)[0]; n != 2 {
					t.Errorf("the control stores %d: it can't fail", n)
				}
				return
			}
			done := h.until(verb("a"), verb("b"))
			h.commit()
			for range 2 {
				if err := <-done; err != nil {
					t.Error(err)
				}
			}
			if <-saved+<-saved != 1 || <-stale+<-stale != 1 {
				t.Error("one is saved and one is told")
			}
			if n := column[int](t, db, `select count(*)::int from answer`)[0]; n != 1 {
				t.Errorf("%d answers", n)
			}
		})
	}
}

func TestAfterTheDeadlineOnlyStaffAnswer(t *testing.T) {
	t.Parallel()
	a, db, inv, r := preparing(t, nil)
	db.SetClock(t, dialogue.Date{Year: 2020, Month: time.November, Day: 14}.At(0, 0))
	if done, err := a.Answer(t.Context(), contact(r), r.ID, []app.GivenAnswer{answer(inv.Questions[0], "for sent", 0)}); err != nil || len(done.Late) != 1 || len(done.Saved) > 0 {
		t.Errorf("%+v, %v", done, err)
	}
	phoned := []app.GivenAnswer{answer(inv.Questions[0], "på telefon", 0)}
	for name, why := range map[string]string{"staff without a reason": "", "a contact as staff": "Guro ringte"} {
		actor := editor(inv)
		if why != "" {
			actor = contact(r)
		}
		if _, err := a.AnswerFor(t.Context(), actor, r.ID, phoned, why); problemsIn(err)["reason"].Key != "problem.late-answer" && !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	leaves(t, db, "answer", 0, func() error {
		_, err := a.AnswerFor(t.Context(), editor(inv), r.ID, phoned, "Guro Lien ringte.")
		return err
	})
	if n := count(t, db, `audit_detail where detail::text like '%Guro Lien ringte.%'`); n != 1 {
		t.Errorf("%d lines say why", n)
	}
	if done, err := a.AnswerFor(t.Context(), editor(inv), r.ID, []app.GivenAnswer{answer(inv.Questions[0], "en annen", 0)}, "Brev"); err != nil || len(done.Stale) != 1 {
		t.Errorf("an older version: %+v, %v", done, err)
	}
	stranger := contact(r)
	stranger.Registration = sample.ID("another")
	if _, err := a.Answer(t.Context(), stranger, r.ID, nil); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestAFileAsAnswerIsJudgedKeptAndErased(t *testing.T) {
	t.Parallel()
	a, db, inv, r := preparing(t, func(inv *dialogue.Invitation) { inv.Questions[0].Kind = dialogue.AskFile })
	file := func(name string, content []byte) app.GivenAnswer {
		g := answer(inv.Questions[0], "", 0)
		g.Upload = upload.Bytes(name, content)
		return g
	}
	_, err := a.Answer(t.Context(), contact(r), r.ID, []app.GivenAnswer{file("svar.pdf", []byte("<svg onload=alert(1)>"))})
	var problems dialogue.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("a drawing with a script: %v", err)
	}
	pdf := sample.Files(sample.OsloViken2020())[0].Bytes
	if _, err := a.Answer(t.Context(), contact(r), r.ID, []app.GivenAnswer{file("../svar\r\n.exe.pdf", pdf)}); err != nil {
		t.Fatal(err)
	}
	got, err := a.AnswerFile(t.Context(), contact(r), r.ID, dialogue.AnswerKey{Question: inv.Questions[0].ID})
	if err != nil || got.MediaType != "application/pdf" || got.Size != len(pdf) {
		t.Errorf("%+v, %v", got, err)
	}
	db.SetClock(t, inv.Series.DeleteOn.At(12, 0))
	if _, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	if n := column[int](t, db, `select count(*)::int from answer`)[0]; n != 0 {
		t.Errorf("%d answers are left after the day", n)
	}
}

func TestAQuestionInUseIsRetired(t *testing.T) {
	t.Parallel()
	a, _, inv, r := preparing(t, nil)
	if _, err := a.Answer(t.Context(), contact(r), r.ID, []app.GivenAnswer{answer(inv.Questions[0], "svar", 0)}); err != nil {
		t.Fatal(err)
	}
	page, err := a.Editor(t.Context(), editor(inv), inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	at := app.SeriesEdit{Series: inv.Series.ID, Version: page.Invitation.Series.Version}
	if err := a.SaveQuestions(t.Context(), editor(inv), at, []app.QuestionEdit{{Question: inv.Questions[1]}}, 0); err != nil {
		t.Fatal(err)
	}
	own := stored(t, a, r)
	asked := own.Invitation.Asks(own.Registration)
	if len(own.Invitation.Questions) != 2 || len(asked) != 2 {
		t.Fatalf("%d questions are kept, %d are shown", len(own.Invitation.Questions), len(asked))
	}
	for _, q := range asked {
		if answered := q.Question.ID == inv.Questions[0].ID; q.Question.Retired != answered || q.Open(own.Now) == answered {
			t.Errorf("%s: retired %v, open %v", q.Question.Short().NB, q.Question.Retired, q.Open(own.Now))
		}
	}
}
