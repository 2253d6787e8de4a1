package main

import (
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// entriesDelegation shows the delegation's page with something left to do, its rooms, one person swapped, and a delegate's own page.
func entriesDelegation() []Entry {
	p := lang.For(dialogue.Bokmal)
	var all []Entry
	add := func(id, name string, page templ.Component) {
		all = append(all, Entry{ID: "delegation-" + id, Name: name, Lang: p.Lang(), Page: page})
	}
	page := openOwn()
	page.Remaining = []dialogue.Remaining{
		{Kind: dialogue.RemainsRoles, Count: 2, Roles: page.Invitation.Roles[:2], By: page.Invitation.Meetings[0].ClosesAt},
		{Kind: dialogue.RemainsPresentation, Meeting: page.Invitation.Meetings[0].ID},
	}
	add("remaining", "The delegation's page with something left to do", own(p, page))
	add("history", "What was done with a registration", templates.OwnHistory(templates.HistoryView{
		OwnView: templates.OwnView{Frame: ownFrame(p, page.Invitation, p.T("delegation.rooms.history")), Page: page}, Lines: delegationHistory()}))
	wrong := templates.Form{Values: map[string][]string{"version": {"1"}, "delegates.0.name": {""}, "delegates.0.email": {"ase(at)example.no"},
		"delegates.0.role": {page.Registration.Delegates[0].Role.String()}},
		Problems: dialogue.Problems{"delegates.0.name": {Key: "problem.required"}, "delegates.0.email": {Key: "problem.email"}}}
	add("swap", "Swapping one person, with problems", templates.Swap(changeView(p, page, "delegation.swap", wrong), page.Registration.Delegates[0]))
	add("printout", "A registration on one sheet", templates.Printout(templates.OwnView{Frame: ownFrame(p, page.Invitation, p.T("delegation.rooms.print")), Page: page}))
	me := aboutMe(page)
	frame := templates.Frame{L: p, Title: p.T("delegation.me.title"), Organiser: page.Invitation.Organiser, Private: true, Path: urls.Paths().AboutMe(p.Lang(), me.Delegate.Code)}
	add("about-me", "What is stored about a delegate", templates.AboutMe(templates.AboutMeView{Frame: frame, Page: me}))
	stale := templates.Form{L: p, Action: "#", Values: map[string][]string{"version": {"2"}, "name": {"Åse Moen"}, "position": {"ordfører"}, "email": {me.Delegate.Email}},
		Stored: map[string][]string{"version": {"2"}, "name": {me.Delegate.Name}, "position": {"varaordfører"}, "email": {me.Delegate.Email}}}
	frame.Back, frame.Problems = templates.Link{Href: frame.Path, Label: frame.Title}, true
	add("about-me-stale", "A delegate corrects what somebody else has changed", templates.CorrectMe(templates.AboutMeFormView{Frame: frame, Form: stale, Page: me}))
	return all
}

func delegationHistory() []dialogue.HistoryLine {
	at := func(hours int) time.Time { return openNow().Add(time.Duration(-hours) * time.Hour) }
	change := func(kind dialogue.ChangeKind, name, was string) dialogue.HistoryDetail {
		return dialogue.HistoryDetail{Changes: []dialogue.Change{{Kind: kind, Name: name, Was: was}}}
	}
	return []dialogue.HistoryLine{
		{At: at(1), Actor: dialogue.DelegateActor, Verb: "correct_self", Detail: change(dialogue.ChangeSelf, "Åse Moen", "")},
		{At: at(2), Actor: dialogue.ContactActor, Who: "mona.isdal@klepp.kommune.no", Verb: "swap_delegate", Detail: change(dialogue.ChangeRenamed, "Åse Moen", "Lars Vik")},
		{At: at(20), Actor: dialogue.StaffActor, Verb: "change_delegates", Detail: change(dialogue.ChangeAdded, "Lars Vik", "")},
		{At: at(30), Actor: dialogue.SystemActor, Verb: "expire_offer"},
		{At: at(50), Actor: dialogue.Anonymous, Who: "mona.isdal@klepp.kommune.no", Verb: "register", Detail: dialogue.HistoryDetail{People: []string{"Mona Isdal", "Ola Bakken"}}},
	}
}

func aboutMe(page dialogue.OwnPage) dialogue.AboutMe {
	d := page.Registration.Delegates[0]
	d.Code = "M3K8QX2T"
	return dialogue.AboutMe{
		Invitation: page.Invitation, Unit: page.Registration.Unit, State: dialogue.Active, Delegate: d, Version: 2, Now: page.Now,
		Contact: dialogue.Contact{Name: page.Registration.Contact.Name, Position: "rådgiver"}, MayCorrect: true, MayLeave: true,
		Needs:   &dialogue.NeedsOf{Delegate: d, Unit: page.Registration.Unit, Meetings: page.Invitation.Meetings[:1], Stored: true, Version: 1, Needs: sample.Needs()[2]},
		Letters: []dialogue.Letter{{Kind: dialogue.LetterNotice, Subject: "Du er meldt på: Klepp kommune – dialogmøte", CreatedAt: page.Now.Add(-time.Hour)}},
	}
}
