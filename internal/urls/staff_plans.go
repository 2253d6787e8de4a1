package urls

import "dialogmote/internal/dialogue"

// TabPlans is who has the word when, and the groups.
const TabPlans Tab = "innlegg-og-grupper"

// StaffPlan is the speaking order and the groups of one meeting.
func (u Links) StaffPlan(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabPlans, meeting.String())
}

// StaffPlanPrint is the meeting's programme, order and groups on paper.
func (u Links) StaffPlanPrint(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabPlans, meeting.String(), "utskrift")
}

// StaffPlanOrder changes the order, by POST: "trekk", "fastsett", "opp" or "ned".
func (u Links) StaffPlanOrder(series, meeting dialogue.ID, how string) string {
	return u.StaffTab(series, TabPlans, meeting.String(), "rekkefolge", how)
}

// StaffPlanGroups changes the groups, by POST: "lag", "ta-med", "lagre" or "fjern".
func (u Links) StaffPlanGroups(series, meeting dialogue.ID, how string) string {
	return u.StaffTab(series, TabPlans, meeting.String(), "grupper", how)
}
