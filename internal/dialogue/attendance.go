package dialogue

import "time"

// Attendee is one whom a meeting's list at the door has: somebody with a place, or a walk-in, who came without being registered.
type Attendee struct {
	Seat         ID // none for a walk-in
	WalkIn       ID // none for a seat
	Delegate     ID // none for a walk-in
	Registration ID // none for a walk-in whose unit had not registered
	Meeting      ID
	Unit         Unit   // of the zero ID for a walk-in of nobody in the address book
	From         string // what such a walk-in says about it
	Lang         Lang   // the registration's; "" without one
	Name         string
	Position     string
	Email        string
	Role         Role // of the zero ID when none was chosen
	State        SeatState
	Code         string    // the seat's, in the code for a camera
	CheckedInAt  time.Time // zero: has not come
	CheckedInBy  string    // the name of whoever did it; "" for a user who is no more
	Reason       string    // why a walk-in was let in beyond the cap or the capacity
	OverCap      bool
	OverCapacity bool
}

// Came reports whether the person was there.
func (a Attendee) Came() bool { return !a.CheckedInAt.IsZero() }

// SharedRole is the role as it may stand where others see it: one that can reveal health is left out.
func (a Attendee) SharedRole() Text {
	if a.Role.Health {
		return Text{}
	}
	return a.Role.Name
}

// Came are those who were there, in the list's order.
func Came(all []Attendee) []Attendee {
	var came []Attendee
	for _, a := range all {
		if a.Came() {
			came = append(came, a)
		}
	}
	return came
}

// CheckInMark tells one check-in of a seat from the next: its instant in microseconds, as forms carry it.
type CheckInMark int64

// Mark is of the check-in that was seen; 0 when there was none.
func (a Attendee) Mark() CheckInMark {
	if a.CheckedInAt.IsZero() {
		return 0
	}
	return CheckInMark(a.CheckedInAt.UnixMicro())
}

// Door is a meeting's list at the door, for staff.
type Door struct {
	Invitation Invitation
	Meeting    Meeting
	Now        time.Time
	All        []Attendee
	Sits       map[ID]GroupSeat // where a delegate sits in group work, when groups are made
}

// DoorState is whether people can be checked in to a meeting.
type DoorState string

// From the day the meeting begins the door is open, and stays so: a list on paper can be entered afterwards.
const (
	DoorOpen      DoorState = "open"
	DoorAhead     DoorState = "ahead"     // the day has not come
	DoorUndated   DoorState = "undated"   // there is no day yet
	DoorCancelled DoorState = "cancelled" // «Utgår»
	DoorDraft     DoorState = "draft"     // the series is not published
	DoorErased    DoorState = "erased"    // nobody's name is stored any more
)

// DoorOf is whether people can be checked in to meeting m of series s at now.
func DoorOf(s Series, m Meeting, now time.Time) DoorState {
	switch {
	case !s.ErasedAt.IsZero():
		return DoorErased
	case s.State == Draft:
		return DoorDraft
	case m.State == Cancelled:
		return DoorCancelled
	case m.StartsAt.IsZero():
		return DoorUndated
	case DateOf(now).Before(DateOf(m.StartsAt)):
		return DoorAhead
	}
	return DoorOpen
}

// State is whether people can be checked in now.
func (d Door) State() DoorState { return DoorOf(d.Invitation.Series, d.Meeting, d.Now) }

// DoorCount is how many of those with a place have come, and how many more did.
type DoorCount struct{ Came, Expected, WalkIns int }

// Count is of everybody on the list.
func (d Door) Count() DoorCount { return countAtDoor(d.All) }

func countAtDoor(all []Attendee) DoorCount {
	var c DoorCount
	for _, a := range all {
		switch {
		case !a.WalkIn.IsZero():
			c.WalkIns++
		case a.Came():
			c.Came++
			c.Expected++
		default:
			c.Expected++
		}
	}
	return c
}

// DoorGroup are the people of one delegation.
type DoorGroup struct {
	Unit   Unit   // of the zero ID: of nobody in the address book
	From   string // what they say then; "" for people on their own
	People []Attendee
	DoorCount
}

// Groups are the delegations in the list's order, each with all of its people, walk-ins last.
func (d Door) Groups() []DoorGroup {
	var groups []DoorGroup
	for _, a := range d.All {
		n := len(groups) - 1
		if n < 0 || groups[n].Unit.ID != a.Unit.ID || a.Unit.ID.IsZero() && groups[n].From != a.From {
			groups = append(groups, DoorGroup{Unit: a.Unit, From: a.From})
			n++
		}
		groups[n].People = append(groups[n].People, a)
	}
	for i := range groups {
		groups[i].DoorCount = countAtDoor(groups[i].People)
	}
	return groups
}

// WalkIn is somebody who comes to a meeting without being registered.
type WalkIn struct {
	Submission ID   // of the form: the same twice is one person
	Unit       Unit // kind and number, or the ID of one that the register does not have; zero: From says it
	From       string
	Name       string
	Position   string
	Email      string
	Reason     string
}

// CheckWalkIn is what can be mended in a walk-in.
func CheckWalkIn(w WalkIn) error {
	p := Problems{}
	if w.Name == "" {
		p.Add("name", "problem.required")
	}
	if w.Email != "" && !ValidEmail(w.Email) {
		p.Add("email", "problem.email")
	}
	return p.Err()
}

// HasDoor reports whether people come to a place, so that there is a door to show a code at. Some meetings are both there and on a screen.
func (m Meeting) HasDoor() bool { return !m.Digital || m.Venue != "" || m.Address != "" }

// DoorDay is a series' meetings with who has come to each, for staff to choose among.
type DoorDay struct {
	Invitation Invitation
	Now        time.Time
	Counts     map[ID]DoorCount // by meeting
}

// DoorFilter is whom somebody at the door looks for.
type DoorFilter struct {
	Words   string // of the name, the position or where the person comes from
	Missing bool   // only those who have not come
}

// GroupsOf are Groups with only the people that are wanted; the counts are of the whole delegation.
func (d Door) GroupsOf(wanted func(Attendee) bool) []DoorGroup {
	var found []DoorGroup
	for _, g := range d.Groups() {
		all := g.People
		g.People = nil
		for _, a := range all {
			if wanted(a) {
				g.People = append(g.People, a)
			}
		}
		if len(g.People) > 0 {
			found = append(found, g)
		}
	}
	return found
}
