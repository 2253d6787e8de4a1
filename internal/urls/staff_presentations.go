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

// StaffPresentationsRemind writes to those whose presentation is missing.
func (u Links) StaffPresentationsRemind(series dialogue.ID) string {
	return u.StaffTab(series, TabPresentations, "minn")
}

// StaffHandIn is where staff hand in what a delegation has sent them. Its form posts to the same address.
func (u Links) StaffHandIn(series, registration dialogue.ID) string {
	return u.StaffTab(series, TabPresentations, "lever", registration.String())
}

// StaffAnnounce is where staff tell those concerned of new documents; part is "" for the page, else where one of its forms is posted.
func (u Links) StaffAnnounce(series dialogue.ID, part string) string {
	if part == "" {
		return u.StaffTab(series, TabMaterials, "si-fra")
	}
	return u.StaffTab(series, TabMaterials, "si-fra", part)
}
