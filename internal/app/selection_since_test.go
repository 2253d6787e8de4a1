package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"

	"github.com/google/go-cmp/cmp"
)

func TestWhoHasWithdrawnGetsNoPlace(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	ctx := t.Context()
	page := b.proposed()
	first := page.View.Proposal.ID
	whole := with(t, page, dialogue.SeatPlaced)
	var part dialogue.SelectedUnit // of which only one leaves
	for _, u := range page.View.Units {
		if u.Registration.ID != whole.Registration.ID && len(u.Persons) > 1 && u.Persons[0].Outcome == dialogue.SeatPlaced {
			part = u
		}
	}
	_, err := b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: whole.Registration.ID, Kind: dialogue.LockIn, Reason: "De skal med."})
	b.must(err)
	b.must(b.a.Withdraw(ctx, b.me, app.Edit{Registration: whole.Registration.ID, Version: whole.Registration.Version, Reason: "Ringte."}))
	edits := edit(part.Registration)
	edits[0].Gone = true
	b.must(b.a.ChangeDelegates(ctx, b.me, app.Edit{Registration: part.Registration.ID, Version: part.Registration.Version, Reason: "Ringte."}, edits))
	page = b.page()
	if page.Withdrawn != 2 || page.Late != 0 || page.MayApprove || len(page.Obstacles) != 1 {
		t.Errorf("withdrawn %d, late %d, obstacles %v", page.Withdrawn, page.Late, page.Obstacles)
	}
	wants(t, b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID), "", "problem.selection-withdrawn")
	if err := b.a.ApproveProposal(ctx, b.me, b.edit(), first); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an older proposal is approved: %v", err)
	}
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: whole.Registration.ID, Kind: dialogue.LockIn, Reason: "Likevel."})
	wants(t, err, "", "problem.selection-lock-gone")
	_, err = b.a.ProposeSelection(ctx, b.me, b.edit(), "")
	b.must(err)
	page = b.page()
	gone, left := unitOf(t, page.View, whole.Registration.ID), unitOf(t, page.View, part.Registration.ID)
	if gone.Outcome != dialogue.SeatNotSelected || gone.Lock == nil || !gone.Lock.Withdrawal || left.Persons[0].Outcome != dialogue.SeatNotSelected || left.Lock != nil {
		t.Errorf("who has withdrawn is %s and %s", gone.Outcome, left.Persons[0].Outcome)
	}
	if page.Withdrawn != 0 || !page.MayApprove || page.View.Figures.Total.PlacedPeople != 20 {
		t.Errorf("afterwards: withdrawn %d, %v, %+v", page.Withdrawn, page.Obstacles, page.View.Figures.Total)
	}
	for _, l := range page.Locks {
		if l.Withdrawal {
			if _, err := b.a.LiftLock(ctx, b.me, b.edit(), l.ID, "Nei."); !errors.Is(err, dialogue.ErrForbidden) {
				t.Errorf("a withdrawal is lifted: %v", err)
			}
		} else if l.LiftedAt.IsZero() || l.LiftedReason != "" {
			t.Errorf("staff's lock on who has gone: %+v", l)
		}
	}
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID))
	b.reproduces()
}

func TestADrawIsMadeAgainWithAReasonAndTheFirstStays(t *testing.T) {
	t.Parallel()
	b := applied(t, 24, nil)
	ctx := t.Context()
	first := b.proposed()
	late := sample.RegistrationsDepartementet()[24]
	late.LateReason = "Lå igjen i postmottaket."
	b.register(late)
	page := b.page()
	if page.Late != 1 || page.LateEntries[0].Kind != dialogue.LateNew || page.LateEntries[0].Registration.Unit.Number != late.Unit.Number {
		t.Errorf("late: %+v", page.LateEntries)
	}
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), first.View.Proposal.ID))
	wants(t, b.freeze("Én lå i postmottaket."), "", "problem.selection-approved")
	wants(t, b.a.TakeBackApproval(ctx, b.me, b.edit(), first.View.Proposal.ID, ""), "reason", "problem.selection-reason")
	b.must(b.a.TakeBackApproval(ctx, b.me, b.edit(), first.View.Proposal.ID, "Én til kom til."))
	wants(t, b.freeze(" "), "reason", "problem.selection-reason")
	old := b.edit()
	b.must(b.freeze("Én lå i postmottaket."))
	if err := b.a.ApproveProposal(ctx, b.me, old, first.View.Proposal.ID); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("a proposal of the draw before is approved: %v", err)
	}
	page = b.page()
	if page.Step != dialogue.StepValue || len(page.Draws) != 2 || page.Draw.Number != 2 || page.Draw.Reason == "" || page.Late != 0 || len(page.Proposals) != 0 {
		t.Fatalf("%s, %d draws, late %d", page.Step, len(page.Draws), page.Late)
	}
	if page.Draws[1].ID != first.Draw.ID || page.Draws[1].PublicValue == "" || bytes.Equal(page.Draws[1].RosterHash, page.Draw.RosterHash) {
		t.Error("the first draw is not as it was")
	}
	seen, err := b.a.SelectionProposal(ctx, b.me, b.inv.Series.ID, first.View.Proposal.ID)
	b.must(err)
	if diff := cmp.Diff(first.View.Figures, seen.View.Figures); diff != "" || seen.MayApprove || seen.Draw.ID != first.Draw.ID {
		t.Errorf("the first draw's proposal: %s", diff)
	}
	if unit, err := b.a.SelectionUnit(ctx, b.me, b.inv.Series.ID, first.View.Proposal.ID, first.View.Units[0].Registration.ID); err != nil || unit.Editable {
		t.Errorf("a unit of the first draw: %v", err)
	}
	b.must(b.a.EnterPublicValue(ctx, b.me, b.edit(), "1 2 3"))
	_, err = b.a.ProposeSelection(ctx, b.me, b.edit(), "")
	b.must(err)
	if n := len(b.page().View.Units); n != 25 {
		t.Errorf("%d are drawn among", n)
	}
	if _, err := b.a.CompareProposals(ctx, b.me, b.inv.Series.ID, first.View.Proposal.ID, b.page().View.Proposal.ID); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("two draws are compared: %v", err)
	}
	b.reproduces()
}

func TestTheSelectionWaitsForThoseWhoWereInTime(t *testing.T) {
	t.Parallel()
	b := applied(t, 3, nil)
	ctx := t.Context()
	b.db.SetClock(t, deadline.Add(-time.Hour))
	own := sample.RegistrationsDepartementet()[3]
	q := dialogue.RegistrationRequest{Submission: sample.ID("waiting"), Unit: own.Unit, Contact: dialogue.Contact{Name: "Kari", Email: "kari@example.no", Phone: "+4722249601"},
		Lang: dialogue.Bokmal, Wishes: own.Wishes, Municipality: own.Municipality, IfNotAll: dialogue.Fewer,
		Delegates: []dialogue.DelegateRequest{{Role: own.Delegates[0].Role, Name: "Kari"}}}
	r, err := b.a.Register(ctx, dialogue.Actor{}, b.inv.Series.Slug, q)
	b.must(err)
	b.db.SetClock(t, deadline)
	if page := b.page(); page.Step != dialogue.StepNotYet || page.Undecided != 1 {
		t.Fatalf("%s, %d undecided", page.Step, page.Undecided)
	}
	wants(t, b.freeze(""), "", "problem.selection-undecided")
	if r, err = b.a.ConfirmAddress(ctx, token(t, b.db, r.ID, dialogue.LetterReceived)); err != nil || r.State != dialogue.HeldForStaff {
		t.Fatalf("%s, %v", r.State, err)
	}
	b.db.SetClock(t, deadline.AddDate(0, 0, 9)) // a held one does not run out
	wants(t, b.freeze(""), "", "problem.selection-undecided")
	b.must(b.a.DecideHeld(ctx, b.me, r.ID, r.Version, true, ""))
	b.must(b.freeze(""))
	if page := b.page(); !strings.Contains(page.Draw.Units, r.ID.String()) {
		t.Error("who was in time is not drawn among")
	}
}

func TestAnUnconfirmedOneIsNotWaitedForLongerThanItHas(t *testing.T) {
	t.Parallel()
	b := applied(t, 3, nil)
	b.db.SetClock(t, deadline.Add(-time.Hour))
	own := sample.RegistrationsDepartementet()[3]
	_, err := b.a.Register(t.Context(), dialogue.Actor{}, b.inv.Series.Slug, dialogue.RegistrationRequest{Submission: sample.ID("never"), Unit: own.Unit, Contact: own.Contact,
		Lang: dialogue.Bokmal, Wishes: own.Wishes, Municipality: own.Municipality, IfNotAll: dialogue.Fewer, Delegates: []dialogue.DelegateRequest{{Role: own.Delegates[0].Role, Name: "Kari"}}})
	b.must(err)
	b.db.SetClock(t, deadline.Add(71*time.Hour-time.Second))
	wants(t, b.freeze(""), "", "problem.selection-undecided")
	b.db.SetClock(t, deadline.Add(71*time.Hour))
	b.must(b.freeze(""))
	if n := strings.Count(b.page().Draw.Units, "\n"); n != 4 {
		t.Errorf("%d rows are frozen", n)
	}
}

func TestAMeetingThatIsNoMoreIsNotGivenOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, key string }{
		"cancelled": {`update meeting set state = 'cancelled', cancelled_at = clock() where id = $1`, "problem.selection-meeting-over"},
		"smaller":   {`update meeting set own_places = 1 where id = $1`, "problem.selection-meeting-smaller"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := applied(t, 25, nil)
			page := b.proposed()
			if _, err := b.db.Owner.Exec(t.Context(), c.sql, b.inv.Meetings[0].ID); err != nil {
				t.Fatal(err)
			}
			wants(t, b.a.ApproveProposal(t.Context(), b.me, b.edit(), page.View.Proposal.ID), "", c.key)
			if page = b.page(); page.Late != 0 || len(page.Obstacles) != 1 || page.MayApprove {
				t.Errorf("late %d, obstacles %v", page.Late, page.Obstacles)
			}
			b.must(b.freeze(fmt.Sprint("Møtet er ", name)))
			want := 4
			if name == "smaller" {
				want = 5
			}
			if n := strings.Count(b.page().Draw.Meetings, "\n"); n != want {
				t.Errorf("%d rows of meetings", n)
			}
		})
	}
}
