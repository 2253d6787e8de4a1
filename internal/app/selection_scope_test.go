package app_test

import (
	"errors"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

func TestASecondPersonApproves(t *testing.T) {
	t.Parallel()
	b := applied(t, 10, func(inv *dialogue.Invitation) { inv.Series.Rules.Selection.SecondApproval = true })
	ctx := t.Context()
	page := b.proposed()
	if page.MayApprove {
		t.Error("who made it is asked to approve it")
	}
	if err := b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("who made it approves it: %v", err)
	}
	other := b.me
	other.User = sample.ID("another")
	seen, err := b.a.Selection(ctx, other, b.inv.Series.ID)
	b.must(err)
	if !seen.MayApprove {
		t.Error("the other is not asked")
	}
	b.must(b.a.ApproveProposal(ctx, other, b.edit(), page.View.Proposal.ID))
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: page.View.Units[0].Registration.ID, Kind: dialogue.LockIn, Reason: "Etterpå."})
	wants(t, err, "", "problem.selection-approved")
}

func TestNothingIsSelectedAfterTheAnswers(t *testing.T) {
	t.Parallel()
	b := applied(t, 10, nil)
	ctx := t.Context()
	page := b.proposed()
	lock := dialogue.SelectionLock{Registration: page.View.Units[0].Registration.ID, Kind: dialogue.LockIn, Reason: "x"}
	newest, err := b.a.SaveLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	if err := b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("a proposal without what was decided since: %v", err)
	}
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), newest))
	if todo := b.todo(); todo != dialogue.MakeSelection {
		t.Errorf("staff are to %q", todo)
	}
	if _, err := b.db.Owner.Exec(ctx, `update selection set sent_at = clock(), sent_by = $1`, b.me.User); err != nil {
		t.Fatal(err)
	}
	page = b.page()
	if page.Step != dialogue.StepSent || page.MayApprove {
		t.Errorf("%s", page.Step)
	}
	if b.todo() != "" {
		t.Errorf("staff are still to %s", b.todo())
	}
	e, before := b.edit(), selected(t, b.db)
	for name, verb := range map[string]func() error{
		"freeze":  func() error { return b.freeze("Igjen.") },
		"value":   func() error { return b.a.EnterPublicValue(ctx, b.me, e, "x") },
		"propose": func() error { _, err := b.a.ProposeSelection(ctx, b.me, e, ""); return err },
		"preview": func() error { _, err := b.a.PreviewLock(ctx, b.me, e, lock); return err },
		"lock":    func() error { _, err := b.a.SaveLock(ctx, b.me, e, lock); return err },
		"unlock":  func() error { _, err := b.a.LiftLock(ctx, b.me, e, page.Locks[0].ID, "x"); return err },
		"approve": func() error { return b.a.ApproveProposal(ctx, b.me, e, page.Proposals[1].ID) },
		"unapprove": func() error {
			return b.a.TakeBackApproval(ctx, b.me, e, page.View.Proposal.ID, "x")
		},
	} {
		if err := verb(); !errors.Is(err, dialogue.ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if selected(t, b.db) != before {
		t.Error("something has changed")
	}
}

func TestASelectionIsItsOrganisersOnly(t *testing.T) {
	t.Parallel()
	b := applied(t, 6, nil)
	ctx := t.Context()
	page := b.proposed()
	series, proposal, unit := b.inv.Series.ID, page.View.Proposal.ID, page.View.Units[0].Registration.ID
	e := b.edit()
	lock := dialogue.SelectionLock{Registration: unit, Kind: dialogue.LockIn, Reason: "x"}
	_, err := b.a.SaveLock(ctx, b.me, e, lock)
	b.must(err)
	e = b.edit()
	lockID := b.page().Locks[0].ID
	reads := map[string]func(who dialogue.Actor) error{
		"page": func(who dialogue.Actor) error { _, err := b.a.Selection(ctx, who, series); return err },
		"proposal": func(who dialogue.Actor) error {
			_, err := b.a.SelectionProposal(ctx, who, series, proposal)
			return err
		},
		"unit": func(who dialogue.Actor) error {
			_, err := b.a.SelectionUnit(ctx, who, series, proposal, unit)
			return err
		},
		"compare": func(who dialogue.Actor) error {
			_, err := b.a.CompareProposals(ctx, who, series, proposal, proposal)
			return err
		},
		"file": func(who dialogue.Actor) error {
			_, err := b.a.SelectionFile(ctx, who, series, proposal, "units.csv")
			return err
		},
		"of draw": func(who dialogue.Actor) error {
			_, err := b.a.SelectionFile(ctx, who, series, e.Selection, "report.json")
			return err
		},
	}
	changes := map[string]func(who dialogue.Actor) error{
		"freeze": func(who dialogue.Actor) error {
			return b.a.FreezeSelection(ctx, who, app.SeriesEdit{Series: series, Version: page.Invitation.Series.Version}, lottery, "x")
		},
		"value":     func(who dialogue.Actor) error { return b.a.EnterPublicValue(ctx, who, e, "x") },
		"propose":   func(who dialogue.Actor) error { _, err := b.a.ProposeSelection(ctx, who, e, ""); return err },
		"preview":   func(who dialogue.Actor) error { _, err := b.a.PreviewLock(ctx, who, e, lock); return err },
		"lock":      func(who dialogue.Actor) error { _, err := b.a.SaveLock(ctx, who, e, lock); return err },
		"unpreview": func(who dialogue.Actor) error { _, err := b.a.PreviewUnlock(ctx, who, e, lockID); return err },
		"unlock":    func(who dialogue.Actor) error { _, err := b.a.LiftLock(ctx, who, e, lockID, "x"); return err },
		"approve":   func(who dialogue.Actor) error { return b.a.ApproveProposal(ctx, who, e, proposal) },
		"unapprove": func(who dialogue.Actor) error { return b.a.TakeBackApproval(ctx, who, e, proposal, "x") },
	}
	other, reader := b.me, b.me
	other.Organiser = sample.Innlandet2019().Organiser.ID
	reader.Role = dialogue.Reader
	before := selected(t, b.db)
	for name, verb := range reads {
		b.must(verb(reader))
		if err := verb(other); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s, another organiser's: %v", name, err)
		}
		if err := verb(dialogue.Actor{}); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s, nobody's: %v", name, err)
		}
	}
	for name, verb := range changes {
		if err := verb(other); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s, another organiser's: %v", name, err)
		}
		if err := verb(reader); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s, a reader's: %v", name, err)
		}
	}
	if selected(t, b.db) != before {
		t.Error("something has changed")
	}
	if _, err := b.a.SelectionFile(ctx, b.me, series, proposal, "names.csv"); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("a file that there is not: %v", err)
	}
}
