package dialogue

import (
	"slices"
	"strings"
	"time"
)

// Invitation is a series with all that hangs under it, as the public page and the editor see it.
type Invitation struct {
	Organiser  Organiser
	Series     Series
	Roles      []Role
	Regions    []Region
	Meetings   []Meeting // by start, undated last
	Programme  []ProgrammeRow
	Contacts   []ContactPerson
	Materials  []Material
	Questions  []Question
	Evaluation []EvaluationQuestion // to those who came
	Listed     []Unit               // InviteList: who may register
	Speaking   []SpeakingTurn       // of the meetings whose order is settled, meeting by meeting in their order
	Named      []Unit               // those that meetings name directly, as the database knows them
}

// Meeting is the meeting with the id, or nil.
func (inv *Invitation) Meeting(id ID) *Meeting {
	for i := range inv.Meetings {
		if inv.Meetings[i].ID == id {
			return &inv.Meetings[i]
		}
	}
	return nil
}

// Region is the region with the id, or nil.
func (inv *Invitation) Region(id ID) *Region {
	for i := range inv.Regions {
		if inv.Regions[i].ID == id {
			return &inv.Regions[i]
		}
	}
	return nil
}

// Role is the role with the id, or nil.
func (inv *Invitation) Role(id ID) *Role {
	for i := range inv.Roles {
		if inv.Roles[i].ID == id {
			return &inv.Roles[i]
		}
	}
	return nil
}

// Openness is what a reader can do about the whole series at now.
func (inv *Invitation) Openness(now time.Time) Openness {
	return SeriesOpenness(inv.Series, inv.Meetings, now)
}

// MeetingsFor are the meetings the unit may choose among: all planned ones, or, when the unit's region decides, those that
// name the unit or its region. For Assigned an empty result means that staff assign.
func (inv *Invitation) MeetingsFor(u Unit) []Meeting {
	var mine []Meeting
	for _, m := range inv.Meetings {
		if m.State == Cancelled {
			continue
		}
		if inv.Series.Rules.Choice != Assigned || inv.assigns(m, u) {
			mine = append(mine, m)
		}
	}
	return mine
}

func (inv *Invitation) assigns(m Meeting, u Unit) bool {
	for _, id := range m.Units {
		// Who registers for the first time has no id yet, but a kind and a number.
		if id == u.ID || slices.ContainsFunc(inv.Named, func(n Unit) bool { return n.ID == id && n.Kind == u.Kind && n.Number == u.Number }) {
			return true
		}
	}
	region := inv.Region(m.Region)
	if region == nil {
		return false
	}
	for _, in := range region.Units {
		if in.Kind == u.Kind && in.Number == u.Number {
			return true
		}
	}
	return false
}

// MayRegister is nil when the unit may register, else ErrNotInvited. county is the unit's county number and hasDistricts tells
// whether a municipality has districts of its own in the register on the publication day.
func (inv *Invitation) MayRegister(u Unit, hasDistricts bool) error {
	rules := inv.Series.Rules.Invited
	switch u.Kind {
	case Person:
		return allow(rules.Persons)
	case Organisation:
		return allow(rules.Organisations)
	case Joint:
		return nil // staff made it
	case County:
		if !rules.CountyUnits {
			return ErrNotInvited
		}
	case District:
		if rules.Districts == NoDistricts {
			return allow(rules.Scope == InviteList && inv.listed(u))
		}
	case Municipality:
		if rules.Districts == DistrictsInstead && hasDistricts {
			return ErrNotInvited
		}
	}
	switch rules.Scope {
	case InviteCounties:
		for _, number := range rules.Counties {
			if number == u.County {
				return nil
			}
		}
		return ErrNotInvited
	case InviteRegions:
		for _, region := range inv.Regions {
			for _, in := range region.Units {
				if in.Kind == u.Kind && in.Number == u.Number || u.Kind == District && in.Kind == Municipality && strings.HasPrefix(u.Number, in.Number) {
					return nil
				}
			}
		}
		return ErrNotInvited
	case InviteList:
		return allow(inv.listed(u))
	}
	return nil
}

func (inv *Invitation) listed(u Unit) bool {
	for _, in := range inv.Listed {
		if in.Kind == u.Kind && in.Number == u.Number {
			return true
		}
	}
	return false
}

func allow(ok bool) error {
	if ok {
		return nil
	}
	return ErrNotInvited
}

// ProgrammeOf is the programme of a meeting: its own rows when it has any, else the series'. The zero ID asks for the series'.
func (inv *Invitation) ProgrammeOf(meeting ID) []ProgrammeRow {
	var own, common []ProgrammeRow
	for _, row := range inv.Programme {
		switch {
		case row.Meeting.IsZero():
			common = append(common, row)
		case row.Meeting == meeting:
			own = append(own, row)
		}
	}
	if len(own) > 0 {
		return own
	}
	return common
}

// ContactsOf are the contact persons of a meeting: its own, else its region's, else the series'.
func (inv *Invitation) ContactsOf(m Meeting) []ContactPerson {
	for _, mine := range []func(ContactPerson) bool{
		func(c ContactPerson) bool { return c.Meeting == m.ID },
		func(c ContactPerson) bool { return !m.Region.IsZero() && c.Region == m.Region },
		func(c ContactPerson) bool { return c.Meeting.IsZero() && c.Region.IsZero() },
	} {
		var found []ContactPerson
		for _, c := range inv.Contacts {
			if mine(c) {
				found = append(found, c)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
