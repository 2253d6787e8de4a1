package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// TabDoor is who comes on the day.
const TabDoor Tab = "dagen"

// StaffDoor is a meeting's list at the door.
func (u Links) StaffDoor(series, meeting dialogue.ID, more ...string) string {
	return u.StaffTab(series, TabDoor, append([]string{meeting.String()}, more...)...)
}

// StaffDoorSearch is the list with the names that have the words in them.
func (u Links) StaffDoorSearch(series, meeting dialogue.ID, words string) string {
	return WithQuery(u.StaffDoor(series, meeting), url.Values{"sok": {words}})
}

// StaffCheckIn is what the code in a delegate's confirmation leads to.
func (u Links) StaffCheckIn(code string) string { return u.to("intern", "innsjekk", code) }
