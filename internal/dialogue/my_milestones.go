package dialogue

// MyMilestones are an organiser's milestones as one municipality sees its own.
type MyMilestones struct {
	Organiser Organiser
	Unit      Unit        // as it stands in what is the municipality's own
	Covered   CoveredUnit // the municipality of today
	All       []Milestone // in the organiser's order, without retired ones
	Today     Date
}

// Milestone is the milestone with the id and how far the municipality has come with it; false when there is none.
func (m MyMilestones) Milestone(id ID) (Milestone, ReachedMilestone, bool) {
	for _, milestone := range m.All {
		if milestone.ID == id {
			return milestone, m.Covered.Milestone(id), true
		}
	}
	return Milestone{}, ReachedMilestone{}, false
}

// MyOffice is an organiser that has milestones, and the unit as it knows it.
type MyOffice struct {
	Organiser ID
	Unit      ID
	Name      Text
}

// Offices are the organisers that know the unit, each with its own row of it, the one that the page shows first.
func (u MyUnit) Offices() []MyOffice {
	offices := []MyOffice{{Organiser: u.At, Unit: u.Unit.ID}}
	for _, r := range u.Registrations {
		known := false
		for _, o := range offices {
			known = known || o.Organiser == r.Registration.Organiser
		}
		if !known {
			offices = append(offices, MyOffice{Organiser: r.Registration.Organiser, Unit: r.Registration.Unit.ID})
		}
	}
	return offices
}
