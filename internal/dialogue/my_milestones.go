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
