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

// A proposal outlives the registration it was made beside: staff then decide on it as on a held one.
func TestAProposalIsDecidedWhenNothingElseIsLive(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	second := func(submission string) dialogue.Registration {
		p, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 2, 1, submission))
		if err != nil || p.State != dialogue.Proposal {
			t.Fatalf("%s, %v", p.State, err)
		}
		return p
	}
	one, two := second("one"), second("two")
	decide := func(p dialogue.Registration, accept bool) func() error {
		return func() error {
			return a.DecideHeld(t.Context(), editor(inv), p.ID, stored(t, a, p).Registration.Version, accept, "Dere er påmeldt.")
		}
	}
	refuses(t, db, "beside a live one", dialogue.ErrStale, decide(one, true))
	if err := a.Withdraw(t.Context(), contact(r), at(t, a, r)); err != nil {
		t.Fatal(err)
	}
	leaves(t, db, "accept_held", 1, decide(one, true))
	if got := stored(t, a, one).Registration; got.State != dialogue.Active || !cmp.Equal(seatStates(got), []dialogue.SeatState{dialogue.SeatPlaced}) {
		t.Errorf("%s %v", got.State, seatStates(got))
	}
	refuses(t, db, "the other, now beside that", dialogue.ErrStale, decide(two, true))
	if err := a.Withdraw(t.Context(), contact(one), at(t, a, one)); err != nil {
		t.Fatal(err)
	}
	leaves(t, db, "refuse_held", 1, decide(two, false))
	if got := letters(t, db, two.ID); got[len(got)-1] != "refused to guro.lien@vestre-toten.kommune.no" {
		t.Error(got)
	}
}

// Whoever opens a link that works once acts as its recipient: staff read the letter without it.
func TestStaffReadLettersWithoutTheLinksThatWorkOnce(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	if err := a.MailSignInLink(t.Context(), dialogue.System(dialogue.ID{}), r.Reference); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []dialogue.LetterKind{dialogue.LetterReceived, dialogue.LetterSignIn} {
		link := token(t, db, r.ID, kind)
		id := column[dialogue.ID](t, db, `select id from letter where registration_id = $1 and kind = $2`, r.ID, kind)[0]
		got, err := a.LetterToRead(t.Context(), editor(inv), inv.Series.ID, id)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Hidden || strings.Contains(got.Letter.Body+got.Letter.HTML, link) {
			t.Errorf("%s shows its link", kind)
		}
		if _, err := a.ResendLetter(t.Context(), editor(inv), inv.Series.ID, id, "saksbehandler@example.no", false); err == nil {
			t.Errorf("%s is sent to somebody else", kind)
		}
		if n := count(t, db, `letter where subject || failure like '%' || $1 || '%'`, link) + count(t, db, `river_job where args::text like '%' || $1 || '%'`, link) +
			count(t, db, `audit_detail where detail::text like '%' || $1 || '%'`, link); n != 0 {
			t.Errorf("the link of %s lies elsewhere too", kind)
		}
	}
}
