package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// answerOf is what a registration was answered when its series' selection was sent, or nil. Only that one is put into words: the page is
// read by everybody on the day the answers go out.
func answerOf(ctx context.Context, r postgres.Reader, page *dialogue.OwnPage) (*dialogue.SelectedUnit, error) {
	reg := page.Registration
	if page.Invitation.Series.Rules.Admission != dialogue.AdmitSelection || reg.State != dialogue.Active {
		return nil, nil
	}
	b := &bench{inv: page.Invitation, now: page.Now, all: []dialogue.Registration{reg}, at: map[dialogue.ID]*dialogue.Registration{reg.ID: &reg}}
	draws, err := r.Selections(ctx, reg.Organiser, reg.Series)
	if err != nil {
		return nil, err
	}
	for i := range draws {
		if !draws[i].SentAt.IsZero() {
			b.draw = &draws[i]
		}
	}
	if b.draw == nil {
		return nil, nil
	}
	if b.proposals, err = r.SelectionProposals(ctx, reg.Organiser, b.draw.ID); err != nil {
		return nil, err
	}
	if b.locks, err = r.SelectionLocks(ctx, reg.Organiser, b.draw.ID); err != nil {
		return nil, err
	}
	approved := dialogue.Approved(b.proposals)
	if approved == nil {
		return nil, nil
	}
	o, err := openProposal(*b.draw, *approved)
	if err != nil {
		return nil, err
	}
	for k, u := range o.c.Units {
		if u.ID == reg.ID.String() {
			answer := b.unit(o, k, byPerson(o.result))
			return &answer, nil
		}
	}
	return &dialogue.SelectedUnit{Registration: reg, Outcome: dialogue.SeatWaiting, Reason: dialogue.SelectionReason{Kind: dialogue.ReasonLate}}, nil
}
