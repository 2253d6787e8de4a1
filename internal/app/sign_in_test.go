package app_test

import (
	"errors"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

func TestALinkIsUsedOnceHoweverManyClick(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 2, "clicks"))
	if err != nil {
		t.Fatal(err)
	}
	once := func(name string, click func() error) {
		t.Helper()
		h := hold(t, db, `select from link for update`)
		done := h.until(click, click, click, click, click, click, click, click)
		h.commit()
		worked := 0
		for range 8 {
			switch err := <-done; {
			case err == nil:
				worked++
			case !errors.Is(err, dialogue.ErrUsed):
				t.Error(err)
			}
		}
		if worked != 1 {
			t.Errorf("%s worked %d times", name, worked)
		}
	}
	verify := token(t, db, r.ID, dialogue.LetterReceived)
	once("the receipt's link", func() error { _, err := a.ConfirmAddress(t.Context(), verify); return err })
	if err := mailSignIn(t, a, r.Reference); err != nil {
		t.Fatal(err)
	}
	signIn := token(t, db, r.ID, dialogue.LetterSignIn)
	if _, err := a.ConfirmAddress(t.Context(), signIn); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("a link of another kind: %v", err)
	}
	once("the sign-in link", func() error { _, err := a.SignIn(t.Context(), signIn); return err })
	if err := mailSignIn(t, a, r.Reference); err != nil {
		t.Fatal(err)
	}
	late := token(t, db, r.ID, dialogue.LetterSignIn)
	db.SetClock(t, summer.Add(dialogue.SignInFor))
	if _, err := a.SignIn(t.Context(), late); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("after ten minutes: %v", err)
	}
}

// mailSignIn does what the job does that the button starts.
func mailSignIn(t *testing.T, a *app.App, reference string) error {
	t.Helper()
	return a.MailSignInLink(t.Context(), dialogue.System(dialogue.ID{}), reference)
}

func TestSignInLettersAreFewAndOnlyToTheRegistered(t *testing.T) {
	t.Parallel()
	a, db, _, r := placed(t, 1)
	before := everything(t, db)
	if err := mailSignIn(t, a, "00000000"); err != nil || everything(t, db) != before {
		t.Errorf("an unknown reference: %v", err)
	}
	if err := a.MailSignInLink(t.Context(), contact(r), r.Reference); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a person does the job's work: %v", err)
	}
	for range 12 {
		if err := mailSignIn(t, a, r.Reference); err != nil {
			t.Fatal(err)
		}
	}
	if got := count(t, db, `letter where kind in ('received', 'sign_in') and recipient = $1`, r.Contact.Email); got != dialogue.UnprovenLetters {
		t.Errorf("%d letters within the hour", got)
	}
	db.AdvanceClock(t, time.Hour+time.Second)
	leaves(t, db, "start_sign_in", 1, func() error { return mailSignIn(t, a, r.Reference) })
}
