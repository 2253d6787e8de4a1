package app_test

import (
	"testing"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

// Staff who find the right address of a municipality keep it with the letter that they send again, and the wrong one is known as such.
func TestTheAddressThatALetterIsSentAgainToIsKept(t *testing.T) {
	t.Parallel()
	for _, store := range []bool{true, false} {
		s := newInviting(t)
		s.sent(s.prepared("0529"))
		failed := column[dialogue.ID](t, s.db, `update letter set state = 'failed', failure = '550 no such user' where kind = 'invitation' returning id`)[0]
		lines := func() int { return count(t, s.db, `audit where verb in ('add_address', 'delivery_failed')`) }
		before := lines()
		if _, err := s.a.ResendLetter(t.Context(), editor(s.inv), s.inv.Series.ID, failed, "Ny@example.no", store); err != nil {
			t.Fatal(err)
		}
		book := func() []string { return addresses(bookUnit(t, s.a, editor(s.inv), "municipality:0529")) }
		want := []string{"post0529@example.no"}
		if store {
			want = []string{"ny@example.no", "post0529@example.no !550 no such user"}
		}
		if diff := cmp.Diff(want, book()); diff != "" {
			t.Errorf("store %v: %s", store, diff)
		}
		if n := lines() - before; store != (n == 2) {
			t.Errorf("store %v: %d audit lines", store, n)
		}
		s.sent(s.prepared("0529", "0528"))
		s.want("those who were added later", "Ny@example.no", "post0528@example.no", "post0529@example.no")
	}
}

// Only letters to a municipality's own addresses say anything about the address book.
func TestALetterAboutARegistrationKeepsNoAddress(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := placed(t, 1)
	failed := column[dialogue.ID](t, db, `update letter set state = 'failed', failure = '550' where kind = 'activated' returning id`)[0]
	if _, err := a.ResendLetter(t.Context(), editor(inv), inv.Series.ID, failed, "ny@example.no", true); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `unit_address`); n != 0 {
		t.Errorf("%d addresses", n)
	}
}
