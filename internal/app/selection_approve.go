package app

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// ApproveProposal approves the newest proposal of the newest draw, so that the answers can be sent. ErrStale for an older proposal, which
// lacks what was decided since; ErrForbidden for who made it when the series wants a second person; Problems for "" when another one is
// approved, and when it can't be carried out as things are now: it gives a place to somebody who has withdrawn, or places that a meeting
// no longer has.
func (a *App) ApproveProposal(ctx context.Context, actor dialogue.Actor, e SelectionEdit, proposal dialogue.ID) error {
	return a.editSelection(ctx, actor, e, "approve_proposal", func(s *selectionEdit) error {
		p := s.bench.proposal(proposal)
		switch {
		case p == nil:
			return dialogue.ErrNotFound
		case dialogue.Approved(s.bench.proposals) != nil:
			return dialogue.Problems{"": {Key: "problem.selection-approved"}}
		case slices.ContainsFunc(s.bench.proposals, func(other dialogue.SelectionProposal) bool { return other.Number > p.Number }):
			return dialogue.ErrStale // what was decided since would not be in it
		case !s.inv.Series.Rules.Selection.MayApprove(actor, *p):
			return dialogue.ErrForbidden
		}
		o, err := openProposal(*s.bench.draw, *p)
		if err != nil {
			return err
		}
		if obstacles := s.bench.obstacles(o); len(obstacles) > 0 {
			return dialogue.Problems{"": obstacles[0]}
		}
		s.about = proposal
		s.detail = map[string]any{"number": p.Number, "result": hex.EncodeToString(p.ResultHash)}
		return s.tx.Write(ctx, func(w *postgres.Batch) { w.ApproveSelectionProposal(actor.Organiser, proposal, actor.User) })
	})
}

// TakeBackApproval takes back the approval of a proposal, with a reason (field "reason"), as long as no answer is sent. ErrStale when
// it is not approved.
func (a *App) TakeBackApproval(ctx context.Context, actor dialogue.Actor, e SelectionEdit, proposal dialogue.ID, reason string) error {
	return a.editSelection(ctx, actor, e, "take_back_approval", func(s *selectionEdit) error {
		reason := strings.TrimSpace(reason)
		if err := checkReason(reason); err != nil {
			return err
		}
		p := s.bench.proposal(proposal)
		switch {
		case p == nil:
			return dialogue.ErrNotFound
		case p.ApprovedAt.IsZero():
			return dialogue.ErrStale
		}
		s.about = proposal
		s.detail = map[string]any{"number": p.Number, "reason": reason, "approved_by": p.ApprovedBy}
		return s.tx.Write(ctx, func(w *postgres.Batch) { w.UnapproveSelectionProposal(actor.Organiser, proposal) })
	})
}
