package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/templates"
)

// entriesStaffSelection shows the workbench of a selection, step by step: all in bokmål, those with most to read in nynorsk too.
func entriesStaffSelection() []Entry {
	nb, nn := selectionGallery{lang.For(dialogue.Bokmal)}, selectionGallery{lang.For(dialogue.Nynorsk)}
	steps := func(g selectionGallery) []Entry {
		return []Entry{
			{ID: "freeze", Name: "Selection, freeze, refused", Page: templates.StaffSelection(g.freeze())},
			{ID: "approve", Name: "Selection, a proposal to approve", Page: templates.StaffSelection(g.bench(dialogue.StepApprove)), Picture: picture(g.p.Lang(), "selection")},
			{ID: "proposal", Name: "Selection, everybody in a proposal", Page: templates.StaffSelectionProposal(g.proposal(dialogue.SelectionFilter{}))},
			{ID: "unit", Name: "Selection, one that waits, refused without a reason", Page: templates.StaffSelectionUnit(g.waiting())},
			{ID: "preview", Name: "Selection, a decision before it is saved", Page: templates.StaffSelectionPreview(g.preview(false))},
		}
	}
	only := []Entry{
		{ID: "not-yet", Name: "Selection, the deadline has not passed", Page: templates.StaffSelection(nb.notYet())},
		{ID: "value", Name: "Selection, the public value", Page: templates.StaffSelection(nb.bench(dialogue.StepValue))},
		{ID: "propose", Name: "Selection, no proposal yet", Page: templates.StaffSelection(nb.bench(dialogue.StepPropose))},
		{ID: "approve-own", Name: "Selection, somebody else must approve", Page: templates.StaffSelection(nb.own())},
		{ID: "withdrawn", Name: "Selection, somebody has withdrawn", Page: templates.StaffSelection(nb.withdrawn())},
		{ID: "send", Name: "Selection, approved, and changed by somebody else", Page: templates.StaffSelection(nb.send())},
		{ID: "sent", Name: "Selection, the answers are sent, for a reader", Page: templates.StaffSelection(nb.sent())},
		{ID: "redraw", Name: "Selection, draw anew, refused", Page: templates.StaffSelectionRedraw(nb.redraw())},
		{ID: "proposal-none", Name: "Selection, nobody found", Page: templates.StaffSelectionProposal(nb.proposal(dialogue.SelectionFilter{Words: "Karasjok"}))},
		{ID: "unit-placed", Name: "Selection, one that is placed, with decisions", Page: templates.StaffSelectionUnit(nb.placed())},
		{ID: "preview-lift", Name: "Selection, a decision before it is lifted", Page: templates.StaffSelectionPreview(nb.preview(true))},
		{ID: "compare", Name: "Selection, two proposals side by side", Page: templates.StaffSelectionComparison(nb.compare())},
	}
	var all []Entry
	add := func(l dialogue.Lang, entries []Entry) {
		for _, e := range entries {
			e.ID, e.Lang = "staff-selection-"+e.ID+"-"+string(l), l
			all = append(all, e)
		}
	}
	add(dialogue.Bokmal, append(steps(nb), only...))
	add(dialogue.Nynorsk, steps(nn))
	return all
}

func (g selectionGallery) bench(step dialogue.SelectionStep) templates.SelectionView {
	return templates.SelectionView{Series: g.shell(g.p.T("staff.tab.selection")), Page: g.page(step), Me: g.staff(0)}
}

func (g selectionGallery) freeze() templates.SelectionView {
	v := g.bench(dialogue.StepFreeze)
	v.Step, v.Form = templates.SelectionFreeze, templates.Form{L: g.p, Action: "#", Values: url.Values{"source": {""}}, Problems: dialogue.Problems{"source": {Key: "problem.required"}}}
	v.Series.Frame.Problems = true
	return v
}

func (g selectionGallery) notYet() templates.SelectionView {
	v := g.bench(dialogue.StepNotYet)
	v.Page.Now, v.Page.Undecided = v.Page.Invitation.Series.ClosesAt.AddDate(0, 0, -2), 2
	return v
}

func (g selectionGallery) own() templates.SelectionView {
	v := g.bench(dialogue.StepApprove)
	v.Page.MayApprove = false
	v.Page.Invitation.Series.Rules.Selection.SecondApproval = true
	v.Me = v.Page.View.Proposal.MadeBy
	return v
}

func (g selectionGallery) withdrawn() templates.SelectionView {
	v := g.bench(dialogue.StepApprove)
	v.Page.Withdrawn, v.Page.Late = 2, 1
	return v
}

func (g selectionGallery) send() templates.SelectionView {
	v := g.bench(dialogue.StepSend)
	v.Step, v.Form = templates.SelectionApprove, templates.Form{L: g.p, Action: "#", Values: url.Values{}, Problems: dialogue.Problems{"": {Key: "problem.stale"}}}
	v.Series.Frame.Problems = true
	return v
}

func (g selectionGallery) sent() templates.SelectionView {
	v := g.bench(dialogue.StepSent)
	v.Series.MayEdit = false
	return v
}

func (g selectionGallery) redraw() templates.SelectionRedrawView {
	v := templates.SelectionRedrawView{Series: g.shell(g.p.T("staff.selection.redraw.title")), Page: g.page(dialogue.StepApprove)}
	v.Form = templates.Form{L: g.p, Action: "#", Values: url.Values{"source": {"Vinnertallene i Lotto lørdag 20. mai 2017"}}, Problems: dialogue.Problems{"reason": {Key: "problem.required"}}}
	v.Series.Frame.Problems = true
	return v
}

func (g selectionGallery) proposal(f dialogue.SelectionFilter) templates.SelectionProposalView {
	v := templates.SelectionProposalView{SelectionView: g.bench(dialogue.StepApprove), Find: f}
	v.Shown = f.Choose(v.Page.View.Units, func(s string) string { return s })
	v.Filter = templates.Form{L: g.p, Action: "#", Get: true, Values: url.Values{"sok": {f.Words}}}
	return v
}

// unit is the page of somebody with the outcome.
func (g selectionGallery) unit(outcome dialogue.SeatState) templates.SelectionUnitView {
	page := g.page(dialogue.StepApprove)
	found := dialogue.SelectionUnitPage{Invitation: page.Invitation, Draw: *page.Draw, View: page.View.Proposal, Staff: page.Staff, Editable: true, Now: page.Now}
	for _, u := range page.View.Units {
		if u.Outcome == outcome && len(u.Persons) > 1 {
			found.Unit = u
		}
	}
	return templates.SelectionUnitView{Series: g.shell(found.Unit.Registration.Unit.Name), Page: found, Lock: templates.Form{L: g.p, Action: "#", ID: "avgjor"}}
}

func (g selectionGallery) waiting() templates.SelectionUnitView {
	v := g.unit(dialogue.SeatWaiting)
	units := g.units()
	inv := v.Page.Invitation
	lose := func(i int) dialogue.SelectionMove {
		u := units[i]
		return dialogue.SelectionMove{Registration: u.Registration.ID, UnitName: u.Registration.Unit.Name, UnitKind: u.Registration.Unit.Kind, Before: dialogue.SeatPlaced, After: dialogue.SeatWaiting, MeetingBefore: u.Meeting}
	}
	v.Page.WhatIf = []dialogue.WhatIf{
		{Meeting: inv.Meetings[0].ID, Level: "user_short", Before: 0, After: 1, Moves: []dialogue.SelectionMove{lose(0)}},
		{Meeting: inv.Meetings[1].ID, Moves: []dialogue.SelectionMove{lose(1)}},
		{Meeting: inv.Meetings[2].ID, Level: "units", Before: 22, After: 21, Moves: []dialogue.SelectionMove{lose(2), lose(3)}},
		{Meeting: inv.Meetings[3].ID, Impossible: true},
	}
	v.Lock.Values = url.Values{"kind": {"at:" + inv.Meetings[1].ID.String()}}
	v.Lock.Problems = dialogue.Problems{"reason": {Key: "problem.required"}}
	v.Series.Frame.Problems = true
	return v
}

func (g selectionGallery) placed() templates.SelectionUnitView {
	v := g.unit(dialogue.SeatPlaced)
	r := v.Page.Unit.Registration
	v.Page.Unit.Registration.IfNotAll = dialogue.Together
	v.Page.Locks = g.locks(r)
	v.Page.Unit.Lock = &v.Page.Locks[0]
	return v
}

func (g selectionGallery) preview(lift bool) templates.SelectionPreviewView {
	before := g.page(dialogue.StepApprove).View
	v := templates.SelectionPreviewView{Series: g.shell(g.p.T("staff.selection.decide.title")), Lift: lift,
		Page: dialogue.SelectionPreview{Invitation: g.invitation(), Before: *before, After: *before, Moves: g.moves(), Now: g.now()}}
	v.Page.Unit = &before.Units[4]
	lock := g.locks(v.Page.Unit.Registration)[0]
	v.Page.Lock = &lock
	v.Page.After.Levels = []dialogue.SelectionLevel{{Name: "user_short", Value: 1, Bound: 1, Proven: true}, {Name: "units", Value: 21, Bound: 21, Proven: true}}
	v.Page.After.Figures.Total.PlacedPeople -= 2
	v.Form = templates.Form{L: g.p, Action: "#", Values: url.Values{"selection": {"1"}, "version": {"3"}, "kind": {"in"}, "reason": {lock.Reason}}}
	return v
}

func (g selectionGallery) compare() templates.SelectionComparisonView {
	p := g.preview(false).Page
	p.Before.Proposal.Number = 1
	return templates.SelectionComparisonView{Series: g.shell(g.p.T("staff.selection.compare.title", "Before", 1, "After", 2)),
		Page: dialogue.SelectionComparison{Invitation: p.Invitation, Before: p.Before, After: p.After, Moves: p.Moves, Now: p.Now}}
}
