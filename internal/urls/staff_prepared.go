package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// StaffPrepared is what delegations have answered: of a meeting, or of the series for the zero ID.
func (u Links) StaffPrepared(series, meeting dialogue.ID) string {
	return WithQuery(u.StaffTab(series, TabPrepared), url.Values{"mote": {meeting.String()}})
}

// StaffPreparedFile is the same as a file: "csv" or "xlsx".
func (u Links) StaffPreparedFile(series, meeting dialogue.ID, format string) string {
	return WithQuery(u.StaffTab(series, TabPrepared, "svar."+format), url.Values{"mote": {meeting.String()}})
}

// StaffPreparedRemind reminds those who have something left, by POST.
func (u Links) StaffPreparedRemind(series dialogue.ID) string {
	return u.StaffTab(series, TabPrepared, "minn")
}

// StaffAnswerFile is a file that is an answer.
func (u Links) StaffAnswerFile(series, registration dialogue.ID, key dialogue.AnswerKey) string {
	return answerFile(u.StaffTab(series, TabPrepared, registration.String(), key.Question.String(), "fil"), key)
}
