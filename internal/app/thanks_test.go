package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// wasThere is a delegation of n at a meeting that is over, of which the first came have been checked in.
func wasThere(t *testing.T, n, came int) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	a, db, inv, r := atTheDoor(t, n)
	for i := range came {
		if _, _, err := a.CheckIn(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, r.Delegates[i].Seats[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	db.SetClock(t, inv.Meetings[0].EndsAt.Add(time.Minute))
	return a, db, inv, r
}

func thank(t *testing.T, a *app.App, inv dialogue.Invitation) int {
	t.Helper()
	n, err := a.SendThanks(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var evaluationToken = regexp.MustCompile(`/evaluering/([A-Za-z0-9_-]+)`)

// evaluationTokens are those in the letters of thanks, oldest first.
func evaluationTokens(t *testing.T, db *testdb.DB) (tokens []string) {
	t.Helper()
	for _, body := range column[string](t, db, `select body from letter where kind = 'thanks' order by id`) {
		tokens = append(tokens, evaluationToken.FindStringSubmatch(body)[1])
	}
	return tokens
}

// Who came is thanked once, with a certificate; who did not is not. Who is noted afterwards is thanked by the next press.
func TestWhoCameIsThankedOnce(t *testing.T) {
	t.Parallel()
	a, db, inv, r := wasThere(t, 3, 1)
	series, meeting := inv.Series.ID, inv.Meetings[0].ID
	if err := a.AddWalkIn(t.Context(), editor(inv), series, meeting, walkIn("Áilu Čáhppe", dialogue.Unit{})); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, inv.Meetings[0].EndsAt.Add(-time.Minute))
	refuses(t, db, "before it is over", dialogue.ErrClosed, func() error { _, err := a.SendThanks(t.Context(), editor(inv), series, meeting); return err })
	db.SetClock(t, inv.Meetings[0].EndsAt)
	refuses(t, db, "a reader", dialogue.ErrForbidden, func() error { _, err := a.SendThanks(t.Context(), reader(inv), series, meeting); return err })
	refuses(t, db, "another organiser", dialogue.ErrNotFound, func() error {
		_, err := a.SendThanks(t.Context(), editor(sample.OsloViken2020()), series, meeting)
		return err
	})
	leaves(t, db, "send_thanks", 2, func() error { thank(t, a, inv); return nil })
	if n := thank(t, a, inv); n != 0 {
		t.Errorf("%d were thanked again", n)
	}
	got := column[string](t, db, `select l.recipient_name || ' ' || x.filename || ' ' || f.media_type from letter l
		join letter_attachment x on x.letter_id = l.id join file f on f.sha256 = x.sha256 where kind = 'thanks' order by 1`)
	if want := []string{"Deltaker 1 deltakerbevis.pdf application/pdf", "Áilu Čáhppe deltakerbevis.pdf application/pdf"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if _, _, err := a.CheckIn(t.Context(), editor(inv), series, meeting, r.Delegates[1].Seats[0].ID); err != nil {
		t.Fatal(err)
	}
	if n := thank(t, a, inv); n != 1 {
		t.Errorf("%d of one more", n)
	}
	page, err := a.After(t.Context(), reader(inv), series)
	if err != nil || len(page.Meetings) != 1 || page.Meetings[0].Came != 3 || page.Meetings[0].Thanked != 3 || page.Meetings[0].Links != 3 || page.Meetings[0].Due() != 0 {
		t.Errorf("%+v %v", page.Meetings, err)
	}
	for name, own := range map[string]func() ([]byte, error){
		"all, for staff":    func() ([]byte, error) { return a.Certificates(t.Context(), reader(inv), series, meeting) },
		"of the delegation": func() ([]byte, error) { return a.OwnCertificates(t.Context(), contact(r), meeting) },
	} {
		sheets := 3
		if strings.HasPrefix(name, "of") {
			sheets = 2
		}
		if pdf, err := own(); err != nil || bytes.Count(pdf, []byte("/Type /Page\n")) != sheets {
			t.Errorf("%s: %d sheets, %v", name, bytes.Count(pdf, []byte("/Type /Page\n")), err)
		}
	}
	if _, err := a.Certificates(t.Context(), editor(sample.OsloViken2020()), series, meeting); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("another organiser's certificates: %v", err)
	}
	if own := stored(t, a, r); len(own.Came) != 2 {
		t.Errorf("%d of the delegation came", len(own.Came))
	}
}

// Of two who press at once one thanks; without the series' lock and the occasion everybody is thanked twice.
func TestOfTwoWhoThankOneDoes(t *testing.T) {
	t.Parallel()
	for name, guarded := range map[string]bool{"guarded": true, "without the occasions there are two": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, _ := wasThere(t, 2, 2)
			if !guarded {
				without(t, db, `
					alter table letter drop constraint letter_once;
					create function forget() returns trigger language plpgsql as 'begin new.once := new.id::text; return new; end';
					create trigger forget before insert on letter for each row execute function forget()`)
			}
			verb := func() error {
				_, err := a.SendThanks(context.Background(), editor(inv), inv.Series.ID, inv.Meetings[0].ID)
				return err
			}
			h := hold(t, db, `lock table audit in exclusive mode`) // written last
			done := h.until(verb, verb)
			h.commit()
			for range 2 {
				if err := <-done; err != nil {
					t.Fatal(err)
				}
			}
			want := map[bool]int{true: 2, false: 4}[guarded]
			if n := count(t, db, `letter where kind = 'thanks'`); n != want {
				t.Errorf("%d letters, want %d", n, want)
			}
		})
	}
}

// Thanks go by themselves where the series says so, in office hours of the next working day, and at no other time.
func TestThanksGoByThemselves(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := wasThere(t, 1, 1)
	round := func(at time.Time) int {
		t.Helper()
		db.SetClock(t, at)
		due, err := a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
		if err != nil {
			t.Fatal(err)
		}
		return due.Thanks
	}
	day := dialogue.ThanksDay(inv.Meetings[0])
	if n := round(day.At(10, 0)); n != 0 {
		t.Errorf("%d without the rule", n)
	}
	page, err := a.Editor(t.Context(), editor(inv), inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	leaves(t, db, "save_evaluation", 0, func() error {
		return a.SaveEvaluation(t.Context(), editor(inv), app.SeriesEdit{Series: inv.Series.ID, Version: page.Invitation.Series.Version}, dialogue.StandardEvaluation(), true)
	})
	for _, c := range []struct {
		at   time.Time
		want int
	}{{day.At(7, 59), 0}, {day.AddDays(-1).At(17, 0), 0}, {day.At(8, 0), 1}, {day.At(9, 0), 0}} {
		if n := round(c.at); n != c.want {
			t.Errorf("%s: %d", c.at, n)
		}
	}
}

// A link answers once, also for two at once; what is stored holds the meeting and the question, and neither who nor when.
func TestAnEvaluationIsAnsweredOnceWithoutAName(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := wasThere(t, 2, 2)
	thank(t, a, inv)
	tokens := evaluationTokens(t, db)
	form, err := a.EvaluationForm(t.Context(), tokens[0])
	if err != nil || form.State != dialogue.EvaluationAsks || len(form.Questions) != 4 {
		t.Fatalf("%s, %d questions: %v", form.State, len(form.Questions), err)
	}
	answers := []dialogue.EvaluationAnswer{{Question: form.Questions[0].ID, Mark: 4}, {Question: form.Questions[3].ID, Words: " Mer tid til samtale. "}}
	wrong := func(name string, given ...dialogue.EvaluationAnswer) {
		t.Helper()
		var problems dialogue.Problems
		if err := a.AnswerEvaluation(t.Context(), tokens[0], given); !errors.As(err, &problems) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wrong("nothing")
	wrong("a mark too high", dialogue.EvaluationAnswer{Question: form.Questions[0].ID, Mark: 6})
	wrong("another's question", dialogue.EvaluationAnswer{Question: sample.ID("elsewhere"), Mark: 3})
	lines := count(t, db, `audit`)
	h := hold(t, db, `select from evaluation_link for update`)
	answer := func() error { return a.AnswerEvaluation(context.Background(), tokens[0], answers) }
	done := h.until(answer, answer)
	h.commit()
	used := 0
	for range 2 {
		if err := <-done; errors.Is(err, dialogue.ErrUsed) {
			used++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if used != 1 {
		t.Errorf("%d were told that it is used", used)
	}
	if form, err := a.EvaluationForm(t.Context(), tokens[0]); err != nil || form.State != dialogue.EvaluationUsed {
		t.Errorf("afterwards %s: %v", form.State, err)
	}
	if n := count(t, db, `audit`); n != lines {
		t.Error("the log tells when somebody answered")
	}
	if got := column[string](t, db, `select mark || ' ' || answers from evaluation_mark union all select words from evaluation_words order by 1`); !slices.Equal(got, []string{"4 1", "Mer tid til samtale."}) {
		t.Errorf("%q", got)
	}
	for _, c := range column[string](t, db, `select table_name || '.' || column_name from information_schema.columns
		where table_name in ('evaluation_mark', 'evaluation_words', 'evaluation_link') and (column_name ~ 'delegate|registration|seat|letter|person|email|name|_at$|used_' and column_name <> 'expires_at')`) {
		t.Errorf("%s could tell who answered, or when", c)
	}
	if _, err := a.EvaluationForm(t.Context(), "oppdiktet"); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("a made-up link: %v", err)
	}
	db.AdvanceClock(t, dialogue.EvaluationOpen+time.Minute)
	if form, err := a.EvaluationForm(t.Context(), tokens[1]); err != nil || form.State != dialogue.EvaluationOver {
		t.Errorf("a month later %s: %v", form.State, err)
	}
	if err := a.AnswerEvaluation(t.Context(), tokens[1], answers); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("answered a month later: %v", err)
	}
}

// Staff read a letter of thanks without the link, for it would answer in somebody's stead.
func TestStaffDoNotSeeTheLinkToTheEvaluation(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := wasThere(t, 1, 1)
	thank(t, a, inv)
	id := column[dialogue.ID](t, db, `select id from letter where kind = 'thanks'`)[0]
	found, err := a.LetterToRead(t.Context(), editor(inv), inv.Series.ID, id)
	token := evaluationTokens(t, db)[0]
	if err != nil || !found.Hidden || strings.Contains(found.Letter.Body, token) || strings.Contains(found.Letter.HTML, token) {
		t.Errorf("the link is shown: %v", err)
	}
}

// What is asked can be changed, what was answered stays, and of an erased series only the marks are left.
func TestWhatIsAskedIsRetiredAndErased(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := wasThere(t, 1, 1)
	thank(t, a, inv)
	token := evaluationTokens(t, db)[0]
	editing := func() (app.SeriesEdit, []dialogue.EvaluationQuestion) {
		t.Helper()
		page, err := a.Editor(t.Context(), editor(inv), inv.Series.ID)
		if err != nil {
			t.Fatal(err)
		}
		return app.SeriesEdit{Series: inv.Series.ID, Version: page.Invitation.Series.Version}, page.Invitation.Evaluation
	}
	e, questions := editing()
	if err := a.AnswerEvaluation(t.Context(), token, []dialogue.EvaluationAnswer{{Question: questions[0].ID, Mark: 5}, {Question: questions[3].ID, Words: "Takk til Sunniva Hemmelig"}}); err != nil {
		t.Fatal(err)
	}
	asked := slices.Clone(questions)
	asked[0].Kind = dialogue.EvaluateWords
	refuses(t, db, "another kind when answered", nil, func() error { return a.SaveEvaluation(t.Context(), editor(inv), e, asked, false) })
	refuses(t, db, "an old version", dialogue.ErrStale, func() error {
		return a.SaveEvaluation(t.Context(), editor(inv), app.SeriesEdit{Series: e.Series, Version: e.Version - 1}, slices.Clone(questions), false)
	})
	refuses(t, db, "another's question", dialogue.ErrNotFound, func() error {
		return a.SaveEvaluation(t.Context(), editor(inv), e, []dialogue.EvaluationQuestion{{ID: sample.ID("elsewhere"), Kind: dialogue.EvaluateMark, Text: dialogue.Text{NB: "?", NN: "?"}}}, false)
	})
	if err := a.SaveEvaluation(t.Context(), editor(inv), e, slices.Clone(questions[1:2]), false); err != nil {
		t.Fatal(err)
	}
	_, after := editing()
	state := func(q dialogue.EvaluationQuestion) string { return fmt.Sprint(q.Text.NB, " ", q.Retired) }
	if len(after) != 3 || !slices.ContainsFunc(after, func(q dialogue.EvaluationQuestion) bool {
		return state(q) == state(dialogue.EvaluationQuestion{Text: questions[0].Text, Retired: true})
	}) {
		t.Errorf("%+v", after)
	}
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = (clock() at time zone 'Europe/Oslo')::date`); err != nil {
		t.Fatal(err)
	}
	if _, err := a.EraseWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil {
		t.Fatal(err)
	}
	nobodyIsLeft(t, db, "Sunniva Hemmelig", "Deltaker 1")
	if count(t, db, `evaluation_mark`) != 1 || count(t, db, `evaluation_link`)+count(t, db, `evaluation_words`) != 0 {
		t.Error("more or less is left than the marks")
	}
	if _, err := a.EvaluationForm(t.Context(), token); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("its link: %v", err)
	}
}
