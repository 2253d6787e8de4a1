package app_test

import (
	"errors"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/google/go-cmp/cmp"
)

func TestALockIsShownBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	ctx := t.Context()
	page := b.proposed()
	waits := with(t, page, dialogue.SeatWaiting)
	lock := dialogue.SelectionLock{Registration: waits.Registration.ID, Kind: dialogue.LockAt, Meeting: waits.Registration.Wishes[0].Meeting, Reason: "De har lang erfaring."}
	before := selected(t, b.db)
	seen, err := b.a.PreviewLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	if selected(t, b.db) != before {
		t.Error("looking changed what is stored")
	}
	got := unitOf(t, &seen.After, waits.Registration.ID)
	if got.Outcome != dialogue.SeatPlaced || got.Meeting != lock.Meeting || got.Reason.Kind != "lock" || got.Reason.Text != lock.Reason || got.Lock == nil || len(seen.Moves) == 0 ||
		seen.Unit.Registration.ID != waits.Registration.ID || seen.Unit.Outcome != dialogue.SeatWaiting {
		t.Fatalf("would be %s, %+v", got.Outcome, got.Reason)
	}
	nameless := lock
	nameless.Reason = " "
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), nameless)
	wants(t, err, "reason", "problem.selection-reason")
	stale := b.edit()
	second, err := b.a.SaveLock(ctx, b.me, stale, lock)
	b.must(err)
	if _, err := b.a.SaveLock(ctx, b.me, stale, lock); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the same form again: %v", err)
	}
	if _, err := b.a.PreviewLock(ctx, b.me, stale, lock); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an old form looks: %v", err)
	}
	page = b.page()
	if diff := cmp.Diff(seen.After.Figures, page.View.Figures); diff != "" || page.View.Proposal.ID != second || page.View.Proposal.Before != page.Proposals[1].ID {
		t.Errorf("saved is another than shown: %s", diff)
	}
	if strings.Contains(page.View.Proposal.Locks+page.View.Proposal.Assignment, "erfaring") {
		t.Error("the files hold what staff wrote")
	}
	compared, err := b.a.CompareProposals(ctx, b.me, b.inv.Series.ID, page.Proposals[1].ID, second)
	b.must(err)
	if diff := cmp.Diff(seen.Moves, compared.Moves); diff != "" {
		t.Error(diff)
	}

	// Another decision about the same takes the first one's place.
	lock.Kind, lock.Reason = dialogue.LockOut, "De kan ikke likevel."
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	page = b.page()
	got = unitOf(t, page.View, waits.Registration.ID)
	if got.Outcome != dialogue.SeatNotSelected || got.Reason.Text != lock.Reason || len(page.Locks) != 2 || page.Locks[0].LiftedAt.IsZero() || page.Locks[0].LiftedReason != lock.Reason {
		t.Errorf("%s, locks %+v", got.Outcome, page.Locks)
	}
	seen, err = b.a.PreviewUnlock(ctx, b.me, b.edit(), page.Locks[1].ID)
	b.must(err)
	_, err = b.a.LiftLock(ctx, b.me, b.edit(), page.Locks[1].ID, "")
	wants(t, err, "reason", "problem.selection-reason")
	_, err = b.a.LiftLock(ctx, b.me, b.edit(), page.Locks[1].ID, "Misforstått.")
	b.must(err)
	page = b.page()
	if diff := cmp.Diff(seen.After.Figures, page.View.Figures); diff != "" || len(page.Proposals) != 4 || page.Locks[1].LiftedReason != "Misforstått." {
		t.Errorf("%d proposals, %s", len(page.Proposals), diff)
	}
	if _, err := b.a.LiftLock(ctx, b.me, b.edit(), page.Locks[1].ID, "Igjen."); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("lifted twice: %v", err)
	}
	if old, err := b.a.SelectionProposal(ctx, b.me, b.inv.Series.ID, second); err != nil || unitOf(t, old.View, waits.Registration.ID).Reason.Text != "De har lang erfaring." {
		t.Errorf("the older proposal: %v", err)
	}
	b.reproduces()
}

func TestWhatStaffCannotDecide(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, func(inv *dialogue.Invitation) { inv.Meetings[3].Capacity = 1 })
	ctx := t.Context()
	page := b.proposed()
	u := page.View.Units[0]
	var cannot dialogue.SelectedUnit // one that has said no to a meeting
	var never dialogue.ID
	for _, candidate := range page.View.Units {
		for _, w := range candidate.Registration.Wishes {
			if !w.Available {
				cannot, never = candidate, w.Meeting
			}
		}
	}
	in := dialogue.SelectionLock{Registration: u.Registration.ID, Kind: dialogue.LockIn, Reason: "x"}
	for name, c := range map[string]struct {
		change     func(l *dialogue.SelectionLock)
		field, key string
	}{
		"no kind":          {func(l *dialogue.SelectionLock) { l.Kind = "" }, "kind", "problem.choose"},
		"no meeting":       {func(l *dialogue.SelectionLock) { l.Kind = dialogue.LockAt }, "meeting", "problem.selection-lock-meeting"},
		"nobody":           {func(l *dialogue.SelectionLock) { l.Registration = sample.ID("nobody") }, "", "problem.selection-lock-late"},
		"another's person": {func(l *dialogue.SelectionLock) { l.Delegate = page.View.Units[1].Persons[0].Delegate.ID }, "", "problem.selection-lock-late"},
		"where it can't be": {func(l *dialogue.SelectionLock) {
			l.Registration, l.Kind, l.Meeting = cannot.Registration.ID, dialogue.LockAt, never
		}, "meeting", "problem.selection-lock-unavailable"},
	} {
		lock := in
		c.change(&lock)
		_, err := b.a.PreviewLock(ctx, b.me, b.edit(), lock)
		wants(t, err, c.field, c.key)
		if _, err = b.a.SaveLock(ctx, b.me, b.edit(), lock); err == nil {
			t.Errorf("%s: saved", name)
		}
	}
	_, err := b.a.SaveLock(ctx, b.me, b.edit(), in)
	b.must(err)
	out := in
	out.Delegate, out.Kind = u.Persons[0].Delegate.ID, dialogue.LockOut
	if len(u.Persons) == 1 { // then nobody would be left of it
		_, err = b.a.SaveLock(ctx, b.me, b.edit(), out)
		wants(t, err, "", "problem.selection-lock-contradicts")
	}
	small := 0
	for _, candidate := range page.View.Units {
		if small < 2 && candidate.Registration.ID != u.Registration.ID {
			_, err = b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: candidate.Registration.ID, Kind: dialogue.LockAt, Meeting: b.inv.Meetings[3].ID, Reason: "x"})
			var problems dialogue.Problems
			if errors.As(err, &problems) {
				continue // that one can't attend
			}
			small++
		}
	}
	if err == nil {
		t.Error("two have a place where there is one")
	}
	if n := count(t, b.db, `selection_lock`); n != 2 {
		t.Errorf("%d locks are stored", n)
	}
}
