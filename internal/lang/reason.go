package lang

import "dialogmote/internal/dialogue"

// Voice is whether a reason is said to those it is about or about them.
type Voice string

// To the contact of a delegation («dere»), to a person who applied alone («du»), and to everybody else («påmeldingen»).
const (
	ToUnit   Voice = "unit"
	ToPerson Voice = "person"
	AboutOne Voice = "about"
)

// VoiceTo is how the holder of a registration is spoken to.
func VoiceTo(kind dialogue.UnitKind) Voice {
	if kind == dialogue.Person {
		return ToPerson
	}
	return ToUnit
}

// Reason says in plain words why a registration, or one of its delegates, has the outcome. The invitation names the meetings; nil
// leaves their names out. What staff wrote about a lock is told to those it is about only when it is why they got no place. A reason
// of an unknown kind is "".
func (p Printer) Reason(r dialogue.SelectionReason, outcome dialogue.SeatState, to Voice, inv *dialogue.Invitation) string {
	key := reasonKey(r, outcome)
	meetings := p.places(inv, r.Meetings)
	if key == "full" && len(meetings) == 1 && len(r.Meetings) == 1 {
		key = "full-one"
	} else if key == "full" && len(meetings) > 0 {
		key = "full-named"
	}
	if key == "lock-placed" && to == AboutOne && r.Text == "" { // erased, or left out for the sake of a person
		key = "lock-unsaid"
	}
	if key == "" {
		return ""
	}
	lot := p.Number(r.Lot)
	if r.Applied > 0 {
		lot = p.T("reason.of", "Lot", lot, "Applied", p.Number(r.Applied))
	}
	return p.T("reason."+key+"."+string(to), "Lot", lot, "Last", p.Number(r.LastLot), "First", p.Number(r.FirstOut), "County", r.County,
		"Role", r.Role, "Meetings", p.List(meetings), "Text", r.Text)
}

// reasonKey is the sentence for a certificate of package selection; that package tells what each promises.
func reasonKey(r dialogue.SelectionReason, outcome dialogue.SeatState) string {
	placed := outcome == dialogue.SeatPlaced
	switch r.Kind {
	case "lock":
		switch {
		case placed:
			return "lock-placed"
		case r.Text == "":
			return "lock-unsaid"
		}
		return "lock-out"
	case dialogue.ReasonLate:
		return "late"
	case dialogue.ReasonWithdrawn:
		return "withdrawn"
	case "available":
		return "available"
	case "room":
		return "room"
	case "full":
		return "full"
	case "floor":
		if placed {
			return "floor-placed"
		}
		return "floor-waiting"
	case "county":
		if placed {
			return "county-placed"
		}
		return "county-waiting"
	case "lot":
		switch {
		case !placed:
			return "lot-waiting"
		case r.FirstOut > 0:
			return "lot-placed"
		}
		return "lot"
	case "fewer_places":
		return fewerKey(r, placed)
	}
	return ""
}

// fewerKey is why one of a delegation with places did not get one, or did.
func fewerKey(r dialogue.SelectionReason, placed bool) string {
	switch {
	case placed && r.FirstOut > 0:
		return "fewer-placed"
	case placed:
		return "lot"
	case len(r.Meetings) == 0:
		return "fewer-most"
	case r.LastLot == 0:
		return "fewer-full"
	case r.LastLot > r.Lot:
		return "fewer-claimed"
	}
	return "fewer-lot"
}

// places names meetings by town and day: «Hamar 26. september».
func (p Printer) places(inv *dialogue.Invitation, ids []dialogue.ID) []string {
	if inv == nil {
		return nil
	}
	var said []string
	for _, id := range ids {
		m := inv.Meeting(id)
		if m == nil {
			continue
		}
		name := m.Town
		if name == "" {
			name = p.Text(m.Theme)
		}
		if !m.StartsAt.IsZero() {
			day := p.DayMonth(dialogue.DateOf(m.StartsAt))
			if name != "" {
				day = name + " " + day
			}
			name = day
		}
		if name != "" {
			said = append(said, name)
		}
	}
	return said
}
