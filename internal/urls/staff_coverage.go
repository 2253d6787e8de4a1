package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// The staff's pages about the coverage of their office.

// StaffCoverage is the coverage, or a page under it: "milepaler", "mal"; "sett" and "offentlig" are posted to.
func (u Links) StaffCoverage(under ...string) string {
	return u.to(append([]string{"intern", "dekning"}, under...)...)
}

// StaffCoverageFor is the coverage of a filter.
func (u Links) StaffCoverageFor(f dialogue.CoverageFilter) string {
	return WithQuery(u.StaffCoverage(), CoverageQuery(f))
}

// CoverageQuery is a filter of the coverage as addresses carry it, for staff's page and the public one. What is as it comes is left out.
func CoverageQuery(f dialogue.CoverageFilter) url.Values {
	v := url.Values{"fra": {f.From.String()}, "til": {f.To.String()}, "fylke": {f.County}, "tilstand": {string(f.State)},
		"milepel": {f.Milestone.String()}, "nadd": {string(f.Reached)}}
	if f.Kind != dialogue.DialogueMeetings {
		v.Set("slag", string(f.Kind))
	}
	return v
}

// StaffCoverageUnit is what is known of one municipality; under it are pages that are posted to: "mote", "milepel".
func (u Links) StaffCoverageUnit(number string, under ...string) string {
	return u.StaffCoverage(append([]string{"kommune", number}, under...)...)
}

// StaffGoal is where one goal is changed, by POST; "fjern" under it takes it away.
func (u Links) StaffGoal(goal dialogue.ID, under ...string) string {
	return u.StaffCoverage(append([]string{"mal", goal.String()}, under...)...)
}
