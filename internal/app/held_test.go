package app_test

import (
	"errors"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/google/go-cmp/cmp"
)

func TestWhoIsRefusedIsToldSoAndWhy(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	q := request(inv, 4, 2, "refused")
	q.Contact.Email = "guro@example.no"
	r := active(t, a, db, inv, q)
	version := stored(t, a, r).Registration.Version
	refuses(t, db, "without a reason", nil, func() error { return a.DecideHeld(t.Context(), editor(inv), r.ID, version, false, "") })
	leaves(t, db, "refuse_held", 1, func() error {
		return a.DecideHeld(t.Context(), editor(inv), r.ID, version, false, "Kommunen kjenner deg ikke.")
	})
	if got := letters(t, db, r.ID); !cmp.Equal(got[2:], []string{"refused to guro@example.no"}) {
		t.Fatalf("letters %v", got)
	}
	if told := newest(t, db, r); !strings.Contains(told, "Kommunen kjenner deg ikke.") || strings.Contains(told, "registrert") {
		t.Errorf("the contact is told\n%s", told)
	}
	refuses(t, db, "a second decision", dialogue.ErrStale, func() error { return a.DecideHeld(t.Context(), editor(inv), r.ID, version+1, true, "") })
	second := request(inv, 4, 2, "after the refusal")
	if got := active(t, a, db, inv, second); got.State != dialogue.Active {
		t.Errorf("the unit's next registration is %s", got.State)
	}
}

func TestNothingIsWrittenToAnErasedSeries(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	q := request(inv, 4, 2, "held when it is erased")
	q.Contact.Email = "guro@example.no"
	held := active(t, a, db, inv, q)
	version := stored(t, a, held).Registration.Version
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer)); err != nil {
		t.Fatal(err)
	}
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 1 {
		t.Fatalf("%+v, %v", due, err)
	}
	refuses(t, db, "a held one", dialogue.ErrClosed, func() error { return a.DecideHeld(t.Context(), editor(inv), held.ID, version+1, true, "") })
	late := request(inv, 4, 1, "by post, late")
	late.Channel, late.LateReason, late.ReceivedOn = dialogue.ByPost, "Lå i posten.", dialogue.DateOf(summer)
	refuses(t, db, "staff's own", dialogue.ErrClosed, func() error {
		_, err := a.Register(t.Context(), editor(inv), inv.Series.Slug, late)
		return err
	})
	if n := count(t, db, `registration where contact_name <> ''`); n != 0 {
		t.Errorf("%d contacts have names", n)
	}
}

// Who changes a registration waits for the editor of the series before it takes the registration's row: the editor may want that row
// next, and each would wait for the other.
func TestAChangeWaitsForTheSeriesFirst(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	e := at(t, a, r)
	h := hold(t, db, `select from series where id = $1 for update`, inv.Series.ID)
	done := h.until(func() error { return a.Withdraw(t.Context(), contact(r), e) })
	h.do(`select from registration where id = $1 for update nowait`, r.ID)
	h.commit()
	if err := <-done; err != nil {
		t.Error(err)
	}
	h = hold(t, db, `select from series where id = $1 for update`, inv.Series.ID)
	done = h.until(func() error {
		_, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 0, 1, "again"))
		return err
	})
	h.do(`select from unit where number = '0529' for update nowait`)
	h.commit()
	if err := <-done; err != nil && !errors.Is(err, dialogue.ErrDuplicate) {
		t.Error(err)
	}
}
