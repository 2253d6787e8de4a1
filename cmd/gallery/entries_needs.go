package main

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/templates"
)

// entriesNeeds shows where delegates' needs of food and accessibility are told, and what staff see of them.
func entriesNeeds() []Entry {
	nb, nn := lang.For(dialogue.Bokmal), lang.For(dialogue.Nynorsk)
	room, who := needsRoom(), staffNeeds()
	failed := templates.Form{L: nn, Action: "#", Values: templates.NeedsValues(room.Rows[1]), Problems: dialogue.Problems{"consent": {Key: "problem.needs-consent"}}}
	who.Who = room.Rows[:1]
	off := staffNeeds()
	off.On = false
	return []Entry{
		{ID: "needs-room-nb", Name: "Food and accessibility, for the contact", Lang: dialogue.Bokmal, Page: templates.NeedsRoom(needsView(nb, room))},
		{ID: "needs-consent-nn", Name: "Food and accessibility without consent", Lang: dialogue.Nynorsk, Page: templates.NeedsRoom(func() templates.NeedsRoomView {
			v := needsView(nn, room)
			v.Failed, v.Form, v.Frame.Problems = room.Rows[1].Delegate.ID, failed, true
			return v
		}())},
		{ID: "staff-needs-nb", Name: "Food and accessibility, who", Lang: dialogue.Bokmal, Page: templates.StaffNeeds(templates.StaffNeedsView{Frame: accountFrame(nb, templates.SectionSeries, nb.T("staff.needs.title")), Page: who, Who: true, MayEdit: true})},
		{ID: "staff-needs-off-nn", Name: "Food and accessibility, switched off", Lang: dialogue.Nynorsk, Page: templates.StaffNeeds(templates.StaffNeedsView{Frame: accountFrame(nn, templates.SectionSeries, nn.T("staff.needs.title")), Page: off})},
	}
}

func needsView(p lang.Printer, room dialogue.NeedsRoom) templates.NeedsRoomView {
	return templates.NeedsRoomView{OwnView: templates.OwnView{Frame: ownFrame(p, room.Invitation, p.T("delegation.needs.title")), Page: room.OwnPage}, Room: room}
}

func needsRoom() dialogue.NeedsRoom {
	room := dialogue.NeedsRoom{OwnPage: openOwn(), On: true}
	for i, d := range room.Registration.LiveDelegates() {
		row := dialogue.NeedsOf{Delegate: d, Unit: room.Registration.Unit, Meetings: room.Invitation.Meetings[:1]}
		switch i {
		case 0:
			row.Stored, row.Version, row.Needs = true, 1, sample.Needs()[5]
		case 2:
			row.Stored, row.Version, row.BySelf = true, 1, true
		}
		room.Rows = append(room.Rows, row)
	}
	return room
}

func staffNeeds() dialogue.NeedsPage {
	room := needsRoom()
	page := dialogue.NeedsPage{Invitation: room.Invitation, Meeting: room.Invitation.Meetings[0], Now: room.Now, On: true, Placed: 30}
	var rows []dialogue.NeedsOf
	for _, n := range sample.Needs() {
		rows = append(rows, dialogue.NeedsOf{Stored: true, Needs: n})
	}
	page.Count(append(rows, dialogue.NeedsOf{Stored: true, Locked: true}))
	return page
}
