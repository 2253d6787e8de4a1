package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// TabPresentations is what delegations have handed in.
const TabPresentations Tab = "presentasjoner"

// StaffPresentationsZip is everything of a meeting, or of the series when it is none, as one file.
func (u Links) StaffPresentationsZip(series, meeting dialogue.ID) string {
	zip := u.StaffTab(series, TabPresentations, "alle.zip")
	if meeting.IsZero() {
		return zip
	}
	return WithQuery(zip, url.Values{"mote": {meeting.String()}})
}

// StaffPresentation is one version of what was handed in. The file's name is for the reader; the id decides.
func (u Links) StaffPresentation(series, version dialogue.ID, fileName string) string {
	return u.StaffTab(series, TabPresentations, version.String(), fileName)
}
