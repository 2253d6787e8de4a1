package dialogue

import (
	"slices"
	"time"
)

// Participant is one delegate's seat, as the lists of participants show it.
type Participant struct {
	Registration ID
	Delegate     ID // none for a delegation that names nobody yet
	Reference    string
	Unit         Unit
	County       string // name
	Region       Text   // of the unit in this series
	Meeting      ID     // none until chosen, assigned or selected
	Name         string
	Role         Role // of the zero ID when none was chosen
	Position     string
	Email        string
	Phone        string
	State        SeatState
	Pool         Pool
	ConfirmedAt  time.Time
	DoesNotFit   bool   // the contact has answered «passer ikke» to a date that came later
	Comment      string // of the whole registration
	Contact      Contact
	ReceivedAt   time.Time
	Answers      []Answer // of the whole registration, to what the form for registering asks
}

// Answered is the participant's answer to a question: their own, or the delegation's, for the meeting where each is answered for.
func (p Participant) Answered(inv *Invitation, q Question) Answer {
	key := AnswerKey{Question: q.ID}
	if q.Per == PerDelegate {
		key.Delegate = p.Delegate
	}
	if inv.EachMeeting(q) {
		key.Meeting = p.Meeting
	}
	for _, a := range p.Answers {
		if a.AnswerKey == key {
			return a
		}
	}
	return Answer{}
}

// SharedRole is the role as it may stand on a sheet that others see: one that can reveal health is left out.
func (p Participant) SharedRole() Text {
	if p.Role.Health {
		return Text{}
	}
	return p.Role.Name
}

// ParticipantList is everybody with a live seat in active registrations: of one meeting, or of the series.
type ParticipantList struct {
	Invitation   Invitation
	Meeting      *Meeting // nil: of the series
	Participants []Participant
	Unnamed      []Participant // of active registrations that have the meeting, or one of them, and name nobody yet: one each, without a name
	Now          time.Time
}

// WithUnnamed is everybody, and a row for each registration that names nobody yet, for files.
func (l ParticipantList) WithUnnamed() ParticipantList {
	l.Participants = append(slices.Clone(l.Participants), l.Unnamed...)
	return l
}

// At are those of one meeting, in the list's order.
func (l ParticipantList) At(meeting ID) []Participant {
	var there []Participant
	for _, p := range l.Participants {
		if p.Meeting == meeting {
			there = append(there, p)
		}
	}
	return there
}

// In are those whose seat is in one of the states, in the list's order.
func (l ParticipantList) In(states ...SeatState) []Participant {
	var found []Participant
	for _, p := range l.Participants {
		if slices.Contains(states, p.State) {
			found = append(found, p)
		}
	}
	return found
}
