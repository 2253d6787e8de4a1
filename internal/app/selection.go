package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// SelectionEdit names the draw that is worked on and its version, as the form was made.
type SelectionEdit struct {
	Series, Selection dialogue.ID
	Version           int
}

// Selection is the workbench of a series: how far its selection has come, and the approved proposal opened up, else the newest. Readers
// see it too. ErrNotFound for another organiser's series and for one that admits at once.
func (a *App) Selection(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.SelectionPage, error) {
	b, err := a.benchFor(ctx, actor, series, dialogue.ID{})
	if err != nil {
		return dialogue.SelectionPage{}, err
	}
	var shown *opened
	if p := b.chosen(); p != nil {
		o, err := openProposal(*b.draw, *p)
		if err != nil {
			return dialogue.SelectionPage{}, err
		}
		shown = &o
	}
	return a.selectionPage(ctx, actor, b, shown)
}

// SelectionProposal is the workbench with one proposal opened up, of an earlier draw too: Draw is then that one.
func (a *App) SelectionProposal(ctx context.Context, actor dialogue.Actor, series, proposal dialogue.ID) (dialogue.SelectionPage, error) {
	b, o, err := a.benchOfProposal(ctx, actor, series, proposal)
	if err != nil {
		return dialogue.SelectionPage{}, err
	}
	return a.selectionPage(ctx, actor, b, &o)
}

// selectionPage is the workbench with a proposal opened up, or none.
func (a *App) selectionPage(ctx context.Context, actor dialogue.Actor, b *bench, shown *opened) (dialogue.SelectionPage, error) {
	page := dialogue.SelectionPage{Invitation: b.inv, Now: b.now, Undecided: b.undecided(), Draws: b.draws, Draw: b.draw, Proposals: b.proposals, Locks: b.locks}
	page.Step = dialogue.StepOf(&b.inv, page.Undecided, b.draw, b.proposals, b.now)
	meetings := b.inv.SelectsAmong(b.now)
	applied := opened{c: caseOf(&b.inv, rosterOf(&b.inv, b.all, meetings, b.day()), meetings)}
	page.Applied = b.figures(applied, actor.Lang)
	var err error
	if page.Staff, err = a.staffNames(ctx, actor.Organiser); err != nil || b.draw == nil {
		return page, err
	}
	page.LateEntries = b.late()
	page.Late = len(page.LateEntries)
	if shown == nil {
		return page, nil
	}
	view := b.view(*shown, actor.Lang)
	page.View = &view
	page.Withdrawn = withdrawnOf(view, b.gone)
	newest := b.draw.ID == b.draws[0].ID
	if page.Step == dialogue.StepApprove || page.Step == dialogue.StepSend {
		page.Obstacles = b.obstacles(*shown)
	}
	page.MayApprove = newest && page.Step == dialogue.StepApprove && len(page.Obstacles) == 0 && b.inv.Series.ErasedAt.IsZero() &&
		b.inv.Series.Rules.Selection.MayApprove(actor, shown.proposal)
	return page, nil
}

// withdrawnOf is how many registrations have lost somebody whom a proposal gives a place.
func withdrawnOf(v dialogue.SelectionView, gone []dialogue.Gone) int {
	n := 0
	for _, u := range v.Units {
		lost := false
		for _, g := range gone {
			for _, p := range u.Persons {
				lost = lost || g.Registration == u.Registration.ID && (g.Delegate.IsZero() || g.Delegate == p.Delegate.ID) && p.Outcome == dialogue.SeatPlaced
			}
		}
		if lost {
			n++
		}
	}
	return n
}

// staffNames are the names of the organiser's users, those who have left too.
func (a *App) staffNames(ctx context.Context, organiser dialogue.ID) (map[dialogue.ID]string, error) {
	users, err := a.db.StaffUsers(ctx, organiser)
	names := make(map[dialogue.ID]string, len(users))
	for _, u := range users {
		names[u.ID] = u.Name
	}
	return names, err
}
