package main

import (
	"net/url"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/templates"
)

// entriesStaffDoor shows the day of a meeting: the list at the door, a scanned code for staff and for others, a walk-in, and the badges.
func entriesStaffDoor() []Entry {
	nb, nn := workGallery{lang.For(dialogue.Bokmal)}, workGallery{lang.For(dialogue.Nynorsk)}
	nobody := nb.door()
	nobody.Filter, nobody.Groups = dialogue.DoorFilter{Words: "Nesseby"}, nil
	show := nn.frame(nn.p.T("staff.door.show.title"))
	show.Crumbs = nil
	return []Entry{
		{ID: "staff-door-nb", Name: "The list at the door", Lang: dialogue.Bokmal, Page: templates.StaffDoor(nb.door())},
		{ID: "staff-door-none-nb", Name: "The list at the door, nobody found", Lang: dialogue.Bokmal, Page: templates.StaffDoor(nobody)},
		{ID: "staff-door-code-nn", Name: "A code at the door, scanned before", Lang: dialogue.Nynorsk, Page: templates.StaffAtCode(nn.atCode())},
		{ID: "staff-door-show-nn", Name: "A code at the door, for everybody else", Lang: dialogue.Nynorsk, Page: templates.ShowAtDoor(show, "#")},
		{ID: "staff-door-walk-in-nn", Name: "A walk-in without a reason", Lang: dialogue.Nynorsk, Page: templates.StaffWalkIn(nn.walkIn())},
		{ID: "staff-door-badges-nb", Name: "Name badges", Lang: dialogue.Bokmal, Page: templates.StaffBadges(nb.badges())},
	}
}

// door is Hamar twenty minutes before it begins: some have come, one without being registered.
func (g workGallery) door() templates.DoorView {
	inv := g.invitation()
	inv.Meetings[6].State = dialogue.Planned
	m := inv.Meetings[6]
	d := dialogue.Door{Invitation: inv, Meeting: m, Now: m.StartsAt.Add(-20 * time.Minute), Sits: map[dialogue.ID]dialogue.GroupSeat{}}
	for _, r := range g.registrations() {
		for _, person := range r.Delegates {
			seat := person.SeatAt(m.ID)
			if seat == nil || seat.State != dialogue.SeatPlaced {
				continue
			}
			a := dialogue.Attendee{Seat: seat.ID, Delegate: person.ID, Registration: r.ID, Meeting: m.ID, Unit: r.Unit, Name: person.Name, Position: person.Position, State: seat.State, Code: "1f2e3d4c5b6a7980"}
			if a.Unit.ID.IsZero() {
				a.Unit.ID = sample.ID("unit/" + r.Unit.Number)
			}
			if len(d.All)%3 != 1 {
				a.CheckedInAt, a.CheckedInBy = d.Now.Add(time.Duration(len(d.All)-30)*time.Minute), "Gunnhild Sæbø"
			}
			d.Sits[person.ID] = dialogue.GroupSeat{Number: 1 + len(d.All)%3}
			d.All = append(d.All, a)
		}
	}
	last := d.All[len(d.All)-1]
	d.All = append(d.All, dialogue.Attendee{WalkIn: sample.ID("walk-in"), Unit: last.Unit, Name: "Áilu Čáhppe Đoŋŋa", Position: "Ordfører", Reason: "Holder innlegg", OverCap: true, CheckedInAt: d.Now, CheckedInBy: "Gunnhild Sæbø"})
	v := templates.DoorView{Frame: g.frame(templates.MeetingInRegion(g.p, &inv, m)), Door: d, Groups: d.Groups()}
	v.Frame.Crumbs = []templates.Link{{Href: "#", Label: g.p.T("staff.tab.door")}}
	return v
}

func (g workGallery) atCode() templates.AtCodeView {
	v := g.door()
	who := v.Door.All[0]
	v.Frame.Title = who.Name
	return templates.AtCodeView{Frame: v.Frame, Door: v.Door, Who: who}
}

func (g workGallery) walkIn() templates.WalkInView {
	v := g.door()
	v.Door.Meeting.Capacity = v.Door.Meeting.Taken + 1
	v.Frame.Title, v.Frame.Problems = g.p.T("staff.door.walk-in"), true
	f := g.form(url.Values{"name": {"Odd Lie"}, "unit": {"municipality:0528"}, "submission": {"x"}})
	f.Problems = dialogue.Problems{"reason": {Key: "problem.walk-in-reason"}}
	return templates.WalkInView{Frame: v.Frame, Form: f, Door: v.Door, MayEdit: true,
		Units: []templates.Option{{Value: "municipality:0528", Label: "Østre Toten"}, {Value: "municipality:0529", Label: "Vestre Toten"}}}
}

func (g workGallery) badges() templates.DoorPaperView {
	v := g.door()
	v.Frame.Title = g.p.T("staff.door.badges") + ", " + v.Frame.Title
	return templates.DoorPaperView{Frame: v.Frame, Door: v.Door, Cards: templates.DoorCards(g.p, v.Door)}
}
