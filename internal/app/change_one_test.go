package app_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

func newcomer(name string) dialogue.DelegateRequest {
	return dialogue.DelegateRequest{Name: name, Position: "rådgiver", Email: strings.ToLower(strings.Fields(name)[0]) + "@vestre-toten.kommune.no"}
}

func TestAPersonIsSwappedLikeForLikeEvenAfterTheDeadline(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 3)
	me := contact(r)
	second := stored(t, a, r).Registration.Delegates[1]
	if _, err := a.SendConfirmation(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, inv.Meetings[0].Practical, 1); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, inv.Meetings[0].ClosesAt.Add(time.Hour))
	// The contact's receipt, a letter to who was, and the confirmation to who comes, for the seat was confirmed.
	leaves(t, db, "swap_delegate", 3, func() error { return a.SwapDelegate(t.Context(), me, at(t, a, r), second.ID, newcomer("Kari Ny")) })
	got := stored(t, a, r).Registration
	if diff := cmp.Diff([]string{"Deltaker 1", "Kari Ny", "Deltaker 3"}, names(got)); diff != "" {
		t.Error(diff)
	}
	after := got.Delegates[1]
	if after.Role != second.Role || after.Seats[0].State != dialogue.SeatPlaced || after.Seats[0].Slot != second.Seats[0].Slot || after.Seats[0].ConfirmedAt.IsZero() {
		t.Errorf("the seat or the role has changed: %+v", after)
	}
	if n := taken(t, db, inv.Meetings[0].ID); n != 3 {
		t.Errorf("%d places are taken", n)
	}
	if got := told(t, db, dialogue.LetterReplaced); !slices.Equal(got, []string{second.Email + "  queued"}) {
		t.Errorf("replaced: %q", got)
	}
	if got := told(t, db, dialogue.LetterConfirmation); !slices.Contains(got, "kari@vestre-toten.kommune.no REQUEST queued") {
		t.Errorf("confirmed: %q", got)
	}
	if body := column[string](t, db, `select body from letter where kind = 'replaced'`)[0]; strings.Contains(body, "Kari") || !strings.Contains(body, "Guro Lien") {
		t.Errorf("who was is to be told whom to ask, not who comes:\n%s", body)
	}
	refuses(t, db, "the same person", nil, func() error { return a.SwapDelegate(t.Context(), me, at(t, a, r), after.ID, newcomer("Kari Ny")) })
	refuses(t, db, "nobody of theirs", dialogue.ErrNotFound, func() error { return a.SwapDelegate(t.Context(), me, at(t, a, r), dialogue.ID{1}, newcomer("Ola Ny")) })
	refuses(t, db, "one more after the deadline", dialogue.ErrForbidden, func() error { return a.AddDelegate(t.Context(), me, at(t, a, r), newcomer("Ola Ny")) })
	db.SetClock(t, inv.Meetings[0].StartsAt)
	refuses(t, db, "when it has begun", dialogue.ErrClosed, func() error { return a.SwapDelegate(t.Context(), me, at(t, a, r), after.ID, newcomer("Ola Ny")) })
}

func TestWhoIsRenamedInTheFormOfAllIsToldAsSomebodyNewOnlyWithAnotherAddress(t *testing.T) {
	t.Parallel()
	a, db, _, r := placed(t, 2)
	edits := edit(r)
	edits[0].Name = "Deltaker Én" // the same address: written otherwise
	leaves(t, db, "change_delegates", 1, func() error { return a.ChangeDelegates(t.Context(), contact(r), at(t, a, r), edits) })
	edits[1].Name, edits[1].Email = "Kari Ny", "kari@vestre-toten.kommune.no"
	leaves(t, db, "change_delegates", 2, func() error { return a.ChangeDelegates(t.Context(), contact(r), at(t, a, r), edits) })
	if got := told(t, db, dialogue.LetterReplaced); len(got) != 1 {
		t.Errorf("replaced: %q", got)
	}
}

func TestOneIsAddedWithinTheCapAndOneTakenOff(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 3)
	me := contact(r)
	fourth := newcomer("Kari Ny")
	fourth.Role = inv.Roles[0].ID
	leaves(t, db, "add_delegate", 1, func() error { return a.AddDelegate(t.Context(), me, at(t, a, r), fourth) })
	refuses(t, db, "a fifth", nil, func() error { return a.AddDelegate(t.Context(), me, at(t, a, r), fourth) })
	got := stored(t, a, r).Registration
	leaves(t, db, "withdraw_delegate", 1, func() error { return a.WithdrawDelegate(t.Context(), me, at(t, a, r), got.Delegates[0].ID) })
	if diff := cmp.Diff([]string{"Deltaker 2", "Deltaker 3", "Kari Ny"}, names(stored(t, a, r).Registration)); diff != "" {
		t.Error(diff)
	}
	if n := taken(t, db, inv.Meetings[0].ID); n != 3 {
		t.Errorf("%d places are taken", n)
	}
	refuses(t, db, "one who is off already", dialogue.ErrNotFound, func() error {
		_, err := stored(t, a, r), a.WithdrawDelegate(t.Context(), me, at(t, a, r), dialogue.ID{9})
		return err
	})
	refuses(t, db, "another unit's contact", dialogue.ErrForbidden, func() error {
		other := me
		other.Registration = dialogue.ID{7}
		return a.SwapDelegate(t.Context(), other, at(t, a, r), got.Delegates[1].ID, newcomer("Ola Ny"))
	})
}

// Of two who swap the same person at once, the second is told that somebody came before.
func TestTwoWhoSwapAtOnceDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	a, db, _, r := placed(t, 2)
	e, first := at(t, a, r), stored(t, a, r).Registration.Delegates[0].ID
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i, name := range []string{"Kari Ny", "Ola Ny"} {
		both.Go(func() { errs[i] = a.SwapDelegate(t.Context(), contact(r), e, first, newcomer(name)) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v and %v", errs[0], errs[1])
	}
	if got := told(t, db, dialogue.LetterReplaced); len(got) != 1 {
		t.Errorf("replaced: %q", got)
	}
}
