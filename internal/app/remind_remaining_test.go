package app_test

import (
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
)

func remainingLetters(t *testing.T, a *app.App) func() int {
	return func() int {
		t.Helper()
		due, err := a.DoWhatIsDue(t.Context(), dialogue.System(dialogue.ID{}))
		if err != nil {
			t.Fatal(err)
		}
		return due.Remaining
	}
}

// Ullensaker's answers are due on Friday 13 November, so the rule of three working days writes on Tuesday the 10th, in office hours, once.
func TestWhatRemainsIsRemindedOfByTheRuleOnce(t *testing.T) {
	t.Parallel()
	a, db, inv, r := preparing(t, nil)
	round := remainingLetters(t, a)
	at := func(day, hour int) {
		db.SetClock(t, dialogue.Date{Year: 2020, Month: time.November, Day: day}.At(hour, 0))
	}
	for _, c := range []struct{ day, hour, want int }{{9, 10, 0}, {10, 7, 0}, {10, 10, 1}, {10, 11, 0}, {11, 10, 0}} {
		at(c.day, c.hour)
		if got := round(); got != c.want {
			t.Errorf("on the %d. at %d: %d letters, want %d", c.day, c.hour, got, c.want)
		}
		if c.day != 10 || c.hour < 10 {
			continue
		}
		if n, err := a.RemindRemaining(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{}); err != nil || n != 0 {
			t.Errorf("by staff on the day of the rule's letter: %d, %v", n, err)
		}
	}
	body := column[string](t, db, `select body from letter where kind = 'remaining'`)
	if len(body) != 1 || !strings.Contains(body[0], "Svar på 4 spørsmål") || !strings.Contains(body[0], "13. november 2020") || !strings.Contains(body[0], r.Reference) {
		t.Errorf("%q", body)
	}
	if n, err := a.RemindRemaining(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{}); err != nil || n != 1 {
		t.Errorf("by staff: %d, %v", n, err)
	}
	if n, err := a.RemindRemaining(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{}); err != nil || n != 0 {
		t.Errorf("by staff again the same day: %d, %v", n, err)
	}
}

func TestWhoHasNothingLeftIsNotReminded(t *testing.T) {
	t.Parallel()
	a, db, inv, r := preparing(t, func(inv *dialogue.Invitation) { inv.Series.AsksPresentation = false })
	var all []app.GivenAnswer
	for _, q := range inv.Questions {
		all = append(all, answer(q, "svar", 0))
	}
	if _, err := a.Answer(t.Context(), contact(r), r.ID, all); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, dialogue.Date{Year: 2020, Month: time.November, Day: 10}.At(10, 0))
	if n := remainingLetters(t, a)(); n != 0 {
		t.Errorf("%d letters by the rule", n)
	}
	if n, err := a.RemindRemaining(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{}); err != nil || n != 0 {
		t.Errorf("%d letters by staff, %v", n, err)
	}
}

// Two who press the button at once, and the minute's round of two runners, write one letter each day: the letter's occasion decides.
func TestWhatRemainsIsRemindedOfOnceByTwoAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop    string
		letters int
	}{
		"the occasion decides": {"", 1},
		"without it":           {"alter table letter drop constraint letter_once", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, db, inv, r := preparing(t, nil)
			without(t, db, c.drop)
			crowd := wide(t, db, 6)
			remind := func() error {
				_, err := crowd.RemindRemaining(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{})
				return err
			}
			h := hold(t, db, `select from registration where id = $1 for update`, r.ID)
			done := h.until(remind, remind)
			h.commit()
			for range 2 {
				if err := <-done; err != nil {
					t.Fatal(err)
				}
			}
			if n := count(t, db, `letter where kind = 'remaining'`); n != c.letters {
				t.Errorf("%d letters", n)
			}
			if n := count(t, db, `audit where verb = 'remind_remaining'`); n != c.letters {
				t.Errorf("%d lines in the log", n)
			}
		})
	}
}

// Kinds of participants that nobody is are told of too, in the delegation's own words.
func TestWhoIsMissingIsRemindedOf(t *testing.T) {
	t.Parallel()
	a, db, _, r := placed(t, 1)
	missing := stored(t, a, r).MissingRoles()
	if len(missing) == 0 {
		t.Fatal("nobody is missing")
	}
	if _, err := db.Owner.Exec(t.Context(), `update series set remind_remaining = 3`); err != nil {
		t.Fatal(err)
	}
	page := stored(t, a, r)
	db.SetClock(t, page.Invitation.RemindDay(page.Invitation.Meetings[0].ClosesAt).At(10, 0))
	if n := remainingLetters(t, a)(); n != 1 {
		t.Fatalf("%d letters before the deadline", n)
	}
	body := column[string](t, db, `select body from letter where kind = 'remaining'`)[0]
	if !strings.Contains(body, "Dere mangler ") || !strings.Contains(strings.ToLower(body), strings.ToLower(missing[0].Name.NB)) {
		t.Errorf("%s", body)
	}
}
