package app_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

func ownReceipt(subject string) dialogue.LetterWords {
	return dialogue.LetterWords{Subject: dialogue.Text{NB: subject}, Body: dialogue.Text{NB: "Hei fra {{organiser}}.\n\n{{changes}}"}}
}

// The organiser's words stand in the letters that are written afterwards, and in nobody else's; the standard comes back.
func TestLettersSayTheOrganisersOwnWords(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	e := editor(inv)
	leaves(t, db, "save_letter_text", 0, func() error { return a.SaveLetterText(t.Context(), e, "changed", ownReceipt("Oppdatert"), 0) })
	leaves(t, db, "swap_delegate", 2, func() error {
		return a.SwapDelegate(t.Context(), contact(r), at(t, a, r), stored(t, a, r).Registration.Delegates[1].ID, newcomer("Kari Ny"))
	})
	subjects := func() []string {
		return column[string](t, db, `select subject from letter where kind = 'changed' order by id desc`)
	}
	if got := subjects(); len(got) != 1 || got[0] != "Oppdatert" {
		t.Errorf("the receipt is called %q", got)
	}
	page, err := a.LetterText(t.Context(), e, "changed", dialogue.Nynorsk)
	if err != nil || page.Version != 1 || len(page.Own) != 1 || page.Own[0] != dialogue.Bokmal || len(page.Changed)+len(page.Broken) > 0 {
		t.Fatalf("%+v: %v", page.LetterTextLine, err)
	}
	other := editor(sample.OsloViken2020())
	if page, err := a.LetterText(t.Context(), other, "changed", dialogue.Bokmal); err != nil || len(page.Own) > 0 {
		t.Errorf("another organiser sees %v: %v", page.Own, err)
	}
	if _, err := db.Owner.Exec(t.Context(), `update letter_text set standard = '{"nb": "an older one"}'`); err != nil {
		t.Fatal(err)
	}
	if page, err := a.LetterText(t.Context(), e, "changed", dialogue.Nynorsk); err != nil || len(page.Changed) != 1 {
		t.Errorf("a standard that has changed is not told: %v %v", page.Changed, err)
	}
	refuses(t, db, "an old version", dialogue.ErrStale, func() error { return a.UseStandardText(t.Context(), e, "changed", 0) })
	leaves(t, db, "use_standard_text", 0, func() error { return a.UseStandardText(t.Context(), e, "changed", 1) })
	refuses(t, db, "words from before the standard", dialogue.ErrStale, func() error { return a.SaveLetterText(t.Context(), e, "changed", ownReceipt("x"), 1) })
	leaves(t, db, "swap_delegate", 2, func() error {
		return a.SwapDelegate(t.Context(), contact(r), at(t, a, r), stored(t, a, r).Registration.Delegates[1].ID, newcomer("Ola Ny"))
	})
	if got := subjects(); len(got) != 2 || !strings.HasPrefix(got[0], "Påmeldingen er endret") {
		t.Errorf("not the standard again: %q", got)
	}
}

func TestOwnWordsAreRefused(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	e := editor(inv)
	reader := e
	reader.Role = dialogue.Reader
	bad := dialogue.LetterWords{Subject: dialogue.Text{NB: "x"}, Body: dialogue.Text{NB: "{{penger}}"}}
	refuses(t, db, "a reader", dialogue.ErrForbidden, func() error { return a.SaveLetterText(t.Context(), reader, "changed", ownReceipt("x"), 0) })
	refuses(t, db, "a reader's standard", dialogue.ErrForbidden, func() error { return a.UseStandardText(t.Context(), reader, "changed", 0) })
	refuses(t, db, "no such letter", dialogue.ErrNotFound, func() error { return a.SaveLetterText(t.Context(), e, "../etc", ownReceipt("x"), 0) })
	refuses(t, db, "a message has no lasting words", dialogue.ErrNotFound, func() error { return a.SaveLetterText(t.Context(), e, "message", ownReceipt("x"), 0) })
	refuses(t, db, "an unknown name", nil, func() error { return a.SaveLetterText(t.Context(), e, "changed", bad, 0) })
	words := ownReceipt("Til {{about}}")
	letter, err := a.PreviewLetterText(t.Context(), reader, "changed", &words, r.ID, dialogue.Bokmal)
	if err != nil || !strings.HasPrefix(letter.Subject, "Til Vestre Toten") || !strings.Contains(letter.Body, "Hei fra Statsforvalteren") && !strings.Contains(letter.Body, "Hei fra Fylkesmannen") {
		t.Errorf("preview %q: %v\n%s", letter.Subject, err, letter.Body)
	}
	if letter, err = a.PreviewLetterText(t.Context(), reader, "changed", &words, r.ID, dialogue.Nynorsk); err != nil || !strings.HasPrefix(letter.Subject, "Påmeldinga er endra") {
		t.Errorf("in nynorsk it is not the standard: %q %v", letter.Subject, err)
	}
	if _, err := a.PreviewLetterText(t.Context(), editor(sample.OsloViken2020()), "changed", nil, r.ID, dialogue.Bokmal); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("another organiser looks at a registration: %v", err)
	}
}

// Of several who write the first words at once, one is heard and the others are told.
func TestOfTwoWhoWriteTheSameLetterOneIsStale(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := placed(t, 1)
	e := editor(inv)
	const writers = 6
	errs := make([]error, writers)
	var wait sync.WaitGroup
	for i := range writers {
		wait.Go(func() { errs[i] = a.SaveLetterText(t.Context(), e, "changed", ownReceipt("Oppdatert"), 0) })
	}
	wait.Wait()
	saved := 0
	for _, err := range errs {
		switch {
		case err == nil:
			saved++
		case !errors.Is(err, dialogue.ErrStale):
			t.Error(err)
		}
	}
	if n := count(t, db, `letter_text`); saved != 1 || n != 1 {
		t.Errorf("%d of them saved, %d rows", saved, n)
	}
}
