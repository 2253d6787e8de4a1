package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/templates"
)

// entriesStaffAnswers shows the second round: the answers before and after they are sent, and the record of the selection.
func entriesStaffAnswers() []Entry {
	nb, nn := selectionGallery{lang.For(dialogue.Bokmal)}, selectionGallery{lang.For(dialogue.Nynorsk)}
	both := func(g selectionGallery) []Entry {
		return []Entry{
			{ID: "before", Name: "Answers, before they are sent", Page: templates.StaffAnswers(g.answers(false))},
			{ID: "underway", Name: "Answers, on their way", Page: templates.StaffAnswers(g.underway())},
			{ID: "record", Name: "The record of a selection, without names", Page: templates.StaffProtocol(g.record(false))},
		}
	}
	only := []Entry{
		{ID: "unapproved", Name: "Answers, nothing is approved", Page: templates.StaffAnswers(nb.unapproved())},
		{ID: "obstacles", Name: "Answers that can't be sent", Page: templates.StaffAnswers(nb.answers(true))},
		{ID: "done", Name: "Answers, all are sent", Page: templates.StaffAnswers(nb.arrived())},
		{ID: "texts", Name: "Answers, the texts of one meeting", Page: templates.StaffLetterTexts(nb.letterTexts())},
		{ID: "record-names", Name: "The record of a selection, with names", Page: templates.StaffProtocol(nb.record(true))},
	}
	var all []Entry
	add := func(l dialogue.Lang, entries []Entry) {
		for _, e := range entries {
			e.ID, e.Lang = "staff-answers-"+e.ID+"-"+string(l), l
			all = append(all, e)
		}
	}
	add(dialogue.Bokmal, append(both(nb), only...))
	add(dialogue.Nynorsk, both(nn))
	return all
}

func (g selectionGallery) answersView(page dialogue.AnswersPage) templates.AnswersView {
	choose := templates.Form{L: g.p, Action: "#", ID: "v", Get: true, Values: url.Values{}}
	return templates.AnswersView{Series: g.shell(g.p.T("staff.answers.title")), Page: page, Choose: choose, Form: templates.Form{L: g.p, Action: "#", Values: url.Values{}}}
}

func (g selectionGallery) answersPage(step dialogue.SelectionStep) dialogue.AnswersPage {
	bench := g.page(step)
	page := dialogue.AnswersPage{Invitation: bench.Invitation, Draw: *bench.Draw, Proposal: bench.View.Proposal, Answers: bench.View.Units, Now: g.now()}
	page.Counts = dialogue.CountAnswers(&page.Invitation, page.Answers)
	return page
}

func (g selectionGallery) answers(stuck bool) templates.AnswersView {
	page := g.answersPage(dialogue.StepSend)
	page.Late, page.Quoted = 1, 2
	if stuck {
		page.Obstacles = []dialogue.Problem{{Key: "problem.answers-undated", Args: map[string]any{"Meeting": "Hamar"}}}
	}
	return g.answersView(page)
}

func (g selectionGallery) unapproved() templates.AnswersView {
	page := g.answersPage(dialogue.StepApprove)
	page.Proposal, page.Answers = dialogue.SelectionProposal{}, nil
	return g.answersView(page)
}

func (g selectionGallery) underway() templates.AnswersView {
	page := g.answersPage(dialogue.StepSent)
	page.SentBy = "Marit Haugerud"
	page.Letters = dialogue.LetterCounts{dialogue.LetterSent: 1043, dialogue.LetterQueued: 262, dialogue.LetterFailed: 1, dialogue.LetterToPrint: 6}
	page.Failed = []dialogue.Letter{{ID: sample.ID("letter/failed"), RecipientName: "Ingrid Moen", Failure: "550 5.1.1 no such user here"}}
	return g.answersView(page)
}

func (g selectionGallery) arrived() templates.AnswersView {
	v := g.underway()
	v.Page.Letters = dialogue.LetterCounts{dialogue.LetterSent: 1310, dialogue.LetterToPrint: 2}
	v.Page.Failed = nil
	v.Page.ToPrint = []dialogue.Letter{{ID: sample.ID("letter/print/1"), RecipientName: "Per Sande"}, {ID: sample.ID("letter/print/2"), RecipientName: "Sunniva Lie"}}
	return v
}

func (g selectionGallery) letterTexts() templates.LetterTextsView {
	inv := g.invitation()
	values := url.Values{"version": {"1"}}
	templates.SetText(values, "practical", inv.Series.Texts.Practical)
	templates.SetText(values, "group_work", dialogue.Text{NB: "1. Hva er viktigst?\n2. Hva virker?"})
	return templates.LetterTextsView{Series: g.shell(g.p.T("staff.answers.title")), Meeting: inv.Meetings[0], Preview: "#", Form: templates.Form{L: g.p, Action: "#", Values: values}}
}

// record is that of two draws, the second of them sent.
func (g selectionGallery) record(names bool) templates.ProtocolView {
	bench := g.page(dialogue.StepSent)
	r := dialogue.SelectionProtocol{Invitation: bench.Invitation, Names: true, Staff: bench.Staff, Now: g.now()}
	about := map[dialogue.ID]string{}
	for _, u := range bench.View.Units {
		about[u.Registration.ID] = u.Registration.Unit.Name
	}
	r.Draws = []dialogue.ProtocolDraw{{Selection: bench.Draws[1]},
		{Selection: *bench.Draw, Seed: bench.Draw.RosterHash, Proposals: []dialogue.SelectionProposal{bench.Proposals[1], bench.Proposals[0]}, Locks: bench.Locks, View: bench.View, Units: about}}
	if !names {
		r = r.WithoutNames()
	}
	return templates.ProtocolView{Frame: g.shell(g.p.T("staff.protocol.title")).Frame, Sheet: templates.ProtocolSheet(g.p, &r), Names: names, File: "#", Other: "#"}
}
