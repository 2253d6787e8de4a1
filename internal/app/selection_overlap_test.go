package app_test

import (
	"errors"
	"strings"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/testdb"
)

func TestTwoWhoFreezeAtOnceMakeOneDraw(t *testing.T) {
	t.Parallel()
	b := applied(t, 5, nil)
	a := wide(t, b.db, 4)
	e := app.SeriesEdit{Series: b.inv.Series.ID, Version: b.page().Invitation.Series.Version}
	h := hold(t, b.db, `select from series where id = $1 for update`, b.inv.Series.ID)
	freeze := func() error { return a.FreezeSelection(t.Context(), b.me, e, lottery, "") }
	done := h.until(freeze, freeze)
	h.commit()
	oneOf(t, <-done, <-done)
	if n := count(t, b.db, `selection`); n != 1 {
		t.Errorf("%d draws", n)
	}
}

// oneOf is two verbs of which one was done and the other came after it.
func oneOf(t *testing.T, first, second error) {
	t.Helper()
	if first != nil {
		first, second = second, first
	}
	if first != nil || !errors.Is(second, dialogue.ErrStale) {
		t.Errorf("%v and %v", first, second)
	}
}

func TestThePublicValueIsEnteredOnce(t *testing.T) {
	t.Parallel()
	b := applied(t, 5, nil)
	b.must(b.freeze(""))
	a, e := wide(t, b.db, 4), b.edit()
	h := hold(t, b.db, `select from selection where id = $1 for update`, e.Selection)
	done := h.until(
		func() error { return a.EnterPublicValue(t.Context(), b.me, e, "3 7 12") },
		func() error { return a.EnterPublicValue(t.Context(), b.me, e, "1 2 3") })
	h.commit()
	oneOf(t, <-done, <-done)
	if n := count(t, b.db, `audit where verb = 'enter_public_value'`); n != 1 {
		t.Errorf("the log has %d", n)
	}
}

func TestTwoLocksAtOnceAreOneAfterTheOther(t *testing.T) {
	t.Parallel()
	b := applied(t, 8, nil)
	page := b.proposed()
	a, e := wide(t, b.db, 4), b.edit()
	h := hold(t, b.db, `select from series where id = $1 for update`, b.inv.Series.ID)
	save := func(i int) func() error {
		return func() error {
			_, err := a.SaveLock(t.Context(), b.me, e, dialogue.SelectionLock{Registration: page.View.Units[i].Registration.ID, Kind: dialogue.LockOut, Reason: "x"})
			return err
		}
	}
	done := h.until(save(0), save(1))
	h.commit()
	oneOf(t, <-done, <-done)
	if proposals, locks := count(t, b.db, `selection_proposal`), count(t, b.db, `selection_lock`); proposals != 2 || locks != 1 {
		t.Errorf("%d proposals, %d locks", proposals, locks)
	}
}

// What the database itself refuses to a writer who forgot the locks above: a second draw or proposal with one number, two approved
// proposals, two locks on one delegation.
func TestTheDatabaseKeepsOneOfEach(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ constraint, sql, drop string }{
		"draw": {"selection_number", `insert into selection (organiser_id, id, series_id, number, reason, meetings, units, persons, rules, roster_hash, rules_hash, method, value_source, frozen_by)
			select organiser_id, gen_random_uuid(), series_id, number, 'x', meetings, units, persons, rules, roster_hash, rules_hash, method, value_source, frozen_by from selection`,
			"alter table selection drop constraint selection_number"},
		"proposal": {"selection_proposal_number", `insert into selection_proposal (organiser_id, id, selection_id, number, locks, assignment, report, result_hash, made_by)
			select organiser_id, gen_random_uuid(), selection_id, number, locks, assignment, report, result_hash, made_by from selection_proposal limit 1`,
			"alter table selection_proposal drop constraint selection_proposal_number"},
		"approved": {"selection_proposal_chosen", `update selection_proposal set approved_at = clock(), approved_by = made_by`, "drop index selection_proposal_chosen"},
		"lock": {"selection_lock_once", `insert into selection_lock (organiser_id, id, selection_id, registration_id, delegate_id, kind, reason, made_by)
			select organiser_id, gen_random_uuid(), selection_id, registration_id, delegate_id, 'in', 'x', made_by from selection_lock`, "drop index selection_lock_once"},
	} {
		for _, drop := range []string{"", c.drop} {
			t.Run(name+" "+drop, func(t *testing.T) {
				t.Parallel()
				b := applied(t, 5, nil)
				page := b.proposed()
				_, err := b.a.SaveLock(t.Context(), b.me, b.edit(), dialogue.SelectionLock{Registration: page.View.Units[0].Registration.ID, Kind: dialogue.LockOut, Reason: "x"})
				b.must(err)
				without(t, b.db, drop)
				_, err = b.db.App.Exec(t.Context(), c.sql)
				if _, constraint := testdb.Code(err); (constraint == c.constraint) != (drop == "") {
					t.Errorf("a second one: %v", err)
				}
			})
		}
	}
}

// What is frozen, decided and proposed can't be rewritten by the program's own database role.
func TestTheProgramCannotRewriteADraw(t *testing.T) {
	t.Parallel()
	b := applied(t, 5, nil)
	b.proposed()
	for _, sql := range []string{
		`update selection set units = ''`, `update selection set rules_hash = ''`, `update selection set value_source = 'x'`, `delete from selection`,
		`update selection_proposal set assignment = ''`, `update selection_proposal set result_hash = ''`, `delete from selection_proposal`,
		`update selection_lock set kind = 'in'`, `delete from selection_lock`,
	} {
		if _, err := b.db.App.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s: done", sql)
		} else if code, _ := testdb.Code(err); code != "42501" {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestWhatStaffWroteAboutASelectionIsErasedAndTheDrawStays(t *testing.T) {
	t.Parallel()
	b := applied(t, 12, nil)
	ctx := t.Context()
	page := b.proposed()
	lock := dialogue.SelectionLock{Registration: page.View.Units[0].Registration.ID, Kind: dialogue.LockOut, Reason: "Kari Hemmelig ringte"}
	_, err := b.a.SaveLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	_, err = b.a.LiftLock(ctx, b.me, b.edit(), b.page().Locks[0].ID, "Kari Hemmelig ringte igjen")
	b.must(err)
	lock.Registration = page.View.Units[1].Registration.ID
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	whole := page.View.Units[2].Registration
	b.must(b.a.Withdraw(ctx, b.me, app.Edit{Registration: whole.ID, Version: whole.Version, Reason: "Kari Hemmelig er syk"}))
	last, err := b.a.ProposeSelection(ctx, b.me, b.edit(), "Etter samtale med Kari Hemmelig")
	b.must(err)
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), last))
	b.must(b.a.TakeBackApproval(ctx, b.me, b.edit(), last, "Kari Hemmelig angrer"))
	hashes := column[string](t, b.db, `select encode(result_hash, 'hex') from selection_proposal order by number`)
	pg, err := postgres.New(b.db.App)
	b.must(err)
	b.must(pg.InTx(ctx, func(tx *postgres.Tx) error {
		_, err := tx.EraseSeries(ctx, postgres.SeriesKey{Organiser: b.inv.Organiser.ID, Series: b.inv.Series.ID})
		return err
	}))
	if left := selected(t, b.db); strings.Contains(left, "Hemmelig") {
		t.Errorf("still there:\n%s", left)
	}
	if n := count(t, b.db, `audit_detail`); n != 0 {
		t.Errorf("%d details of the log are left", n)
	}
	if n := count(t, b.db, `audit where verb in ('freeze_selection', 'enter_public_value', 'propose_selection', 'save_lock', 'lift_lock', 'approve_proposal', 'take_back_approval') and about is not null`); n != 9 {
		t.Errorf("%d lines of the log are left", n)
	}
	page = b.page()
	if len(page.Proposals) != 5 || len(page.Locks) != 3 || page.View.Proposal.Number != 5 || page.MayApprove {
		t.Errorf("%d proposals, %d locks", len(page.Proposals), len(page.Locks))
	}
	if got := column[string](t, b.db, `select encode(result_hash, 'hex') from selection_proposal order by number`); len(got) != len(hashes) || got[4] != hashes[4] {
		t.Error("the results are others")
	}
	b.reproduces()
	if _, err := b.a.SaveLock(ctx, b.me, b.edit(), lock); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("staff write more: %v", err)
	}
}

// The proposal is solved before the series is held: who withdraws in between is out of it all the same.
func TestWhoWithdrawsWhileALockIsSavedGetsNoPlace(t *testing.T) {
	t.Parallel()
	b := applied(t, 8, nil)
	page := b.proposed()
	leaves := page.View.Units[0].Registration
	a, e := wide(t, b.db, 4), b.edit()
	h := hold(t, b.db, `select from series where id = $1 for update`, b.inv.Series.ID)
	done := h.until(func() error {
		_, err := a.SaveLock(t.Context(), b.me, e, dialogue.SelectionLock{Registration: page.View.Units[1].Registration.ID, Kind: dialogue.LockOut, Reason: "x"})
		return err
	})
	h.do(`update seat set state = 'withdrawn', slot = null where registration_id = $1`, leaves.ID)
	h.do(`update registration set state = 'withdrawn' where id = $1`, leaves.ID)
	h.commit()
	b.must(<-done)
	page = b.page()
	if u := unitOf(t, page.View, leaves.ID); u.Outcome != dialogue.SeatNotSelected || page.Withdrawn != 0 || len(page.Locks) != 2 {
		t.Errorf("who withdrew is %s, %d locks", u.Outcome, len(page.Locks))
	}
	b.reproduces()
}
