package urls

import "dialogmote/internal/dialogue"

// MyMilestones is where a municipality sees an organiser's milestones for itself.
func (u Links) MyMilestones(l dialogue.Lang, organiser, unit dialogue.ID) string {
	return u.to(string(l), "min-side", "milepaler", organiser.String(), unit.String())
}

// MyMilestone is the form for one of them.
func (u Links) MyMilestone(l dialogue.Lang, organiser, unit, milestone dialogue.ID) string {
	return u.to(string(l), "min-side", "milepaler", organiser.String(), unit.String(), milestone.String())
}
