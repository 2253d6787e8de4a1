package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// StaffRequests is the requests for meetings in a series, in one state.
func (u Links) StaffRequests(series dialogue.ID, state dialogue.RequestState) string {
	return WithQuery(u.StaffTab(series, TabRequests), url.Values{"tilstand": {string(state)}})
}

// StaffRequestMeeting is the form for a meeting that is made of requests.
func (u Links) StaffRequestMeeting(series dialogue.ID) string {
	return u.StaffTab(series, TabRequests, "mote")
}

// StaffRequestMeetingShow is the letter that making the meeting would send.
func (u Links) StaffRequestMeetingShow(series dialogue.ID) string {
	return u.StaffTab(series, TabRequests, "mote", "vis")
}
