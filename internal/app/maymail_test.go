package app_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// Two hundred at once write the same victim in the form, as one unit or as many, and ask for sign-in links: the victim gets five letters,
// those who were refused are told so and left nothing behind, and an hour later there is room again.
func TestNobodysMailboxIsFlooded(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Invited.Organisations = true
	_, db := published(t, summer, inv)
	a := wide(t, db, 16)
	victim := func(i int) dialogue.RegistrationRequest {
		q := request(inv, 4, 1, fmt.Sprint("bomb ", i))
		q.Contact.Email = []string{"guro@example.no", "Guro@Example.no", fmt.Sprintf("guro+%d@example.no", i)}[i%3]
		if i%2 == 0 {
			q.Unit = dialogue.Unit{Kind: dialogue.Organisation, Name: fmt.Sprint("Lag ", i), Number: fmt.Sprint(910000000 + i)}
		}
		return q
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	accepted, refused := 0, 0
	for i := range 200 {
		all.Go(func() {
			r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, victim(i))
			if err == nil {
				err = a.MailSignInLink(t.Context(), dialogue.System(dialogue.ID{}), r.Reference)
			}
			mu.Lock()
			defer mu.Unlock()
			var problems dialogue.Problems
			switch {
			case err == nil:
				accepted++
			case errors.As(err, &problems) && problems["contact.email"].Key == "problem.too-many-letters":
				refused++
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if accepted != dialogue.UnprovenLetters || refused != 195 {
		t.Errorf("%d are accepted, %d refused", accepted, refused)
	}
	if n := count(t, db, `letter`); n != dialogue.UnprovenLetters {
		t.Errorf("%d letters", n)
	}
	if registrations, units, lines := count(t, db, `registration`), count(t, db, `unit where name like 'Lag %'`), count(t, db, `audit where verb = 'register'`); registrations != accepted || lines != accepted || units > accepted {
		t.Errorf("%d registrations, %d units and %d audit lines of %d", registrations, units, lines, accepted)
	}
	if n := count(t, db, `unproven_letter l where l::text like '%guro%'`); n != 0 {
		t.Error("the addresses are kept")
	}
	q := victim(1)
	q.Submission, q.Contact.Email = sample.ID("the real one"), "kari@example.no"
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q); err != nil {
		t.Errorf("another address: %v", err)
	}
	staff := victim(300)
	staff.Channel = dialogue.ByPhone
	if _, err := a.Register(t.Context(), editor(inv), inv.Series.Slug, staff); err != nil {
		t.Errorf("staff: %v", err)
	}
	db.AdvanceClock(t, time.Hour)
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, victim(301)); err != nil {
		t.Errorf("an hour later: %v", err)
	}
	if _, err := a.DoWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `unproven_letter`); n != 1 {
		t.Errorf("%d are still counted", n)
	}
}

// Proposals to a registered kommune are kept, all of them, but its contact is not written to about each.
func TestProposalsDoNotFloodTheContact(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	db.AdvanceClock(t, time.Hour)
	for i := range 12 {
		q := request(inv, 4, 1, fmt.Sprint("proposal ", i))
		q.Contact.Email = fmt.Sprintf("kollega%d@vestre-toten.kommune.no", i)
		if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, db, `letter where kind = 'proposal_news' and recipient = $1`, r.Contact.Email); n != dialogue.UnprovenLetters {
		t.Errorf("the contact got %d letters", n)
	}
	if got := stored(t, a, r); len(got.Proposals) != 12 {
		t.Errorf("%d proposals wait", len(got.Proposals))
	}
}
