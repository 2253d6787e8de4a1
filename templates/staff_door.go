package templates

import (
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// DoorsView is the tab «Møtedagen»: the meetings, and who has come.
type DoorsView struct {
	S   StaffSeriesFrame
	Day dialogue.DoorDay
}

// DoorView is a meeting's list at the door.
type DoorView struct {
	Frame  Frame
	Door   dialogue.Door
	Groups []dialogue.DoorGroup // that are looked for
	Filter dialogue.DoorFilter
	Focus  bool // somebody has just come: the next is looked for
}

// AtCodeView is whom a scanned code belongs to.
type AtCodeView struct {
	Frame Frame
	Door  dialogue.Door
	Who   dialogue.Attendee
}

// WalkInView is the form for somebody who is not registered.
type WalkInView struct {
	Frame   Frame
	Form    Form
	Door    dialogue.Door
	Units   []Option
	MayEdit bool
}

// DoorPaperView is the sheet to sign or the badges, as a page to print.
type DoorPaperView struct {
	Frame Frame
	Door  dialogue.Door
	Cards []DoorCard
}

// DoorCard is one on paper.
type DoorCard struct{ Name, Unit, Position, Group string }

// today are the meetings of the day.
func (v DoorsView) today() []dialogue.Meeting {
	var today []dialogue.Meeting
	for _, m := range v.Day.Invitation.Meetings {
		if !m.StartsAt.IsZero() && dialogue.DateOf(m.StartsAt) == dialogue.DateOf(v.Day.Now) && m.State != dialogue.Cancelled {
			today = append(today, m)
		}
	}
	return today
}

// named is a meeting of today: by its place or region, and its hour.
func (v DoorsView) named(m dialogue.Meeting) string {
	name, _, _ := strings.Cut(MeetingInRegion(v.S.Frame.L, &v.Day.Invitation, m), ", ")
	return name + " " + v.S.Frame.L.T("staff.door.at", "Clock", v.S.Frame.L.Clock(m.StartsAt))
}

// DoorCards are those who are expected at a meeting, or have come, for paper. Roles are left out, for some would tell of the person's health.
func DoorCards(p lang.Printer, d dialogue.Door) []DoorCard {
	var cards []DoorCard
	for _, g := range d.Groups() {
		for _, a := range g.People {
			card := DoorCard{Name: a.Name, Unit: doorUnit(p, g), Position: openPosition(a)}
			if sits, ok := d.Sits[a.Delegate]; ok && sits.Name != card.Unit {
				card.Group = groupSeat(p, sits)
			}
			cards = append(cards, card)
		}
	}
	return cards
}

// openPosition is the position as others may see it: of somebody with a role that can reveal health it may say the same, so it is left out.
func openPosition(a dialogue.Attendee) string {
	if a.Role.Health {
		return ""
	}
	return a.Position
}

// doorUnit is whose people they are; a person who takes part alone is nobody's.
func doorUnit(p lang.Printer, g dialogue.DoorGroup) string {
	switch {
	case g.Unit.Kind == dialogue.Person, g.Unit.ID.IsZero() && g.From == "":
		return p.T("staff.door.alone")
	case g.Unit.ID.IsZero():
		return g.From
	}
	return g.Unit.Name
}

// doorFigures is «12 av 30».
func doorFigures(p lang.Printer, c dialogue.DoorCount) string {
	return p.T("staff.door.of", "Came", c.Came, "Of", c.Expected)
}

func doorWalkIns(p lang.Printer, c dialogue.DoorCount) string {
	if c.WalkIns == 0 {
		return ""
	}
	return p.N("staff.door.walk-ins", c.WalkIns)
}

// doorGroupCount is what stands beside a delegation's name.
func doorGroupCount(p lang.Printer, c dialogue.DoorCount) string {
	switch {
	case c.Expected == 0:
		return doorWalkIns(p, c)
	case c.WalkIns == 0:
		return doorFigures(p, c)
	}
	return doorFigures(p, c) + " + " + strconv.Itoa(c.WalkIns)
}

// doorCame is «Møtt 09.12», with the day when that was another than the meeting's.
func doorCame(p lang.Printer, m dialogue.Meeting, a dialogue.Attendee) string {
	if dialogue.DateOf(a.CheckedInAt) != dialogue.DateOf(m.StartsAt) {
		return p.T("staff.door.came", "At", shortDateTime(a.CheckedInAt))
	}
	return p.T("staff.door.came", "At", p.Clock(a.CheckedInAt))
}

// doorSecond is the line under a name: the position, else the role where it may be shown.
func doorSecond(p lang.Printer, a dialogue.Attendee) string {
	parts := []string{openPosition(a)}
	if a.Position == "" {
		parts = []string{p.Text(a.SharedRole())}
	}
	if a.Reason != "" {
		parts = append(parts, a.Reason)
	}
	if a.State != "" && a.State != dialogue.SeatPlaced {
		parts = append(parts, p.T("staff.door.no-place"))
	}
	var said []string
	for _, s := range parts {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, " · ")
}

func doorWords(p lang.Printer, g dialogue.DoorGroup, a dialogue.Attendee) string {
	return strings.Join([]string{a.Name, doorUnit(p, g), openPosition(a)}, " ")
}

// DoorRow is where a person stands in the list.
func DoorRow(a dialogue.Attendee) string {
	if a.Seat.IsZero() {
		return "p-" + a.WalkIn.String()
	}
	return "p-" + a.Seat.String()
}

func doorPath(d dialogue.Door, more ...string) string {
	return urls.Paths().StaffDoor(d.Invitation.Series.ID, d.Meeting.ID, more...)
}

// doorPlace is when and where.
func doorPlace(p lang.Printer, m dialogue.Meeting) string {
	list := dialogue.ParticipantList{Meeting: &m}
	return ParticipantsView{Frame: Frame{L: p}, List: list}.place()
}

// doorShut is why nobody can be checked in; "" when the door is open.
func doorShut(p lang.Printer, d dialogue.Door) string {
	switch d.State() {
	case dialogue.DoorAhead:
		return p.T("staff.door.shut.ahead", "Date", p.WeekdayDate(dialogue.DateOf(d.Meeting.StartsAt)))
	case dialogue.DoorOpen:
		return ""
	}
	return p.T("staff.door.shut." + string(d.State()))
}

// doorRoom is how many chairs are free for walk-ins, as the database counts them.
func doorRoom(p lang.Printer, d dialogue.Door) string {
	m := d.Meeting
	if m.Capacity == 0 {
		return ""
	}
	free := m.Capacity - m.OwnPlaces - m.Taken - d.Count().WalkIns
	if free <= 0 {
		return p.T("staff.door.full")
	}
	return p.N("staff.door.free", free)
}
