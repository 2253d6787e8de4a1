package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// StaffMessages is where registrations are chosen for a message, by the work list's filter, and where its draft is made by POST.
func (u Links) StaffMessages(series dialogue.ID) string {
	return u.StaffTab(series, TabLetters, "meldinger")
}

// StaffMessage is one message; its parts are where it is looked at ("vis") and tried ("prove"), and where it is sent ("send") and cancelled
// ("avbryt") by POST.
func (u Links) StaffMessage(series, message dialogue.ID, part ...string) string {
	return u.StaffTab(series, TabLetters, append([]string{"meldinger", message.String()}, part...)...)
}

// StaffMessageShow is the letter that a reader of a message gets: a registration, or one of its delegates as «registration.delegate».
func (u Links) StaffMessageShow(series, message dialogue.ID, reader string) string {
	return WithQuery(u.StaffMessage(series, message, "vis"), url.Values{"til": {reader}})
}
