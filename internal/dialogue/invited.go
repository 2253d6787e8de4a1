package dialogue

import "time"

// InvitedPage is what a unit's personal link opens. Whoever holds the letter may see it, so nobody is named.
type InvitedPage struct {
	Invitation Invitation // as anybody may see it
	Invited    UnitInvitation
	Answer     UnitAnswer
	Open       bool      // it can answer now
	Until      time.Time // first instant too late; zero: no deadline
	Now        time.Time
}

// Meetings are those that the unit is invited to; none when staff assign it to one.
func (p *InvitedPage) Meetings() []Meeting { return p.Invitation.MeetingsFor(p.Invited.Unit) }
