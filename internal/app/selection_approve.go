package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// ApproveProposal approves a proposal, so that the answers can be sent. ErrForbidden for who made it when the series wants a second
// person; Problems for "" when it gives a place to somebody who has withdrawn, or when another one is approved.
func (a *App) ApproveProposal(ctx context.Context, actor dialogue.Actor, e SelectionEdit, proposal dialogue.ID) error {
	return dialogue.ErrNotFound
}

// TakeBackApproval takes back the approval of a proposal, with a reason (field "reason"), as long as no answer is sent.
func (a *App) TakeBackApproval(ctx context.Context, actor dialogue.Actor, e SelectionEdit, proposal dialogue.ID, reason string) error {
	return dialogue.ErrNotFound
}
