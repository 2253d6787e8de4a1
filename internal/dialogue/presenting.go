package dialogue

import "time"

// PresentingUnit is a delegation and what it has handed in for a meeting.
type PresentingUnit struct {
	Registration Registration
	Spot         HandInSpot
}

// Missing reports whether the unit is asked for a presentation that it can still hand in, and has not.
func (u PresentingUnit) Missing() bool {
	return u.Spot.Asked && u.Spot.Presentation == nil && u.Spot.May
}

// PresentingMeeting is a meeting and those who are to present at it.
type PresentingMeeting struct {
	Meeting Meeting
	Units   []PresentingUnit
}

// Received is how many of the units that are asked have handed in a presentation, of how many. One who is not asked and has handed in all the
// same counts as both.
func (m PresentingMeeting) Received() (received, asked int) {
	for _, u := range m.Units {
		if u.Spot.Presentation != nil {
			received++
		}
		if u.Spot.Asked || u.Spot.Presentation != nil {
			asked++
		}
	}
	return received, asked
}

// PresentationsPage is what delegations have handed in to a series, for staff.
type PresentationsPage struct {
	Invitation Invitation
	Now        time.Time
	Meetings   []PresentingMeeting // those with a delegation that is asked or has handed in, in the invitation's order
}

// Presenting sorts active registrations, in their order, under the meetings that they present at.
func (inv *Invitation) Presenting(registrations []Registration, handed map[ID][]HandedDocument, now time.Time) []PresentingMeeting {
	var found []PresentingMeeting
	for _, m := range inv.Meetings {
		at := PresentingMeeting{Meeting: m}
		for _, r := range registrations {
			if r.State != Active {
				continue
			}
			for _, s := range inv.HandInSpots(r, handed[r.ID], now) {
				here := s.Meeting == m.ID
				if s.Meeting.IsZero() {
					for _, id := range r.Meetings() {
						here = here || id == m.ID
					}
				}
				if here && (s.Asked || s.Presentation != nil || len(s.Others) > 0) {
					at.Units = append(at.Units, PresentingUnit{Registration: r, Spot: s})
				}
			}
		}
		if len(at.Units) > 0 {
			found = append(found, at)
		}
	}
	return found
}
