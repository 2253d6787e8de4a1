package templates

import (
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

func (v ParticipantsView) title() string {
	return v.Frame.L.T("staff.participants.title", "Meeting", MeetingInRegion(v.Frame.L, &v.List.Invitation, *v.List.Meeting))
}

func (v ParticipantsView) place() string {
	m := *v.List.Meeting
	var parts []string
	if when := v.Frame.L.WeekdaySpan(m.StartsAt, m.EndsAt); when != "" {
		parts = append(parts, when)
	}
	for _, s := range []string{m.Venue, m.Address, m.Town} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

func (v ParticipantsView) summary() string {
	p := v.Frame.L
	units := map[dialogue.ID]bool{}
	for _, d := range v.List.Participants {
		units[d.Unit.ID] = true
	}
	return p.T("staff.participants.summary", "People", p.N("staff.participants.people", len(v.List.Participants)),
		"Units", p.N("staff.participants.units", len(units)), "Now", p.DateTime(v.List.Now))
}

// groups are those who have a seat first, then who is registered without one, then who waits. On a sign-in sheet stand only those who
// are expected.
func (v ParticipantsView) groups() []participantGroup {
	p := v.Frame.L
	var groups []participantGroup
	for _, g := range []struct {
		title  string
		states []dialogue.SeatState
		sheet  bool
	}{
		{p.T("staff.participants.placed"), []dialogue.SeatState{dialogue.SeatPlaced}, true},
		{p.T("staff.participants.pending"), []dialogue.SeatState{dialogue.SeatPending}, true},
		{p.T("staff.participants.offered"), []dialogue.SeatState{dialogue.SeatOffered}, false},
		{p.T("staff.participants.waiting"), []dialogue.SeatState{dialogue.SeatWaiting}, false},
		{p.T("staff.participants.not-selected"), []dialogue.SeatState{dialogue.SeatNotSelected}, false},
	} {
		people := v.List.In(g.states...)
		if len(people) > 0 && (g.sheet || !v.Sign) {
			groups = append(groups, participantGroup{title: g.title, people: people})
		}
	}
	return groups
}

// StaffMeetingOptions are meetings for staff to choose among: those whose deadline has passed can be chosen too, and say so.
func StaffMeetingOptions(f Frame, inv *dialogue.Invitation, meetings []dialogue.Meeting, now time.Time) []Option {
	p := f.L
	options := make([]Option, 0, len(meetings))
	for _, m := range meetings {
		if m.State == dialogue.Cancelled {
			continue
		}
		var hints []string
		if free, limited := m.Free(); limited {
			hints = append(hints, p.N("staff.register.meeting.free", free))
		}
		switch dialogue.OpennessOf(inv.Series, m, now) {
		case dialogue.OpenNow, dialogue.OpenWaiting:
		case dialogue.ClosedHeld:
			hints = append(hints, p.T("staff.register.meeting.held"))
		default:
			hints = append(hints, p.T("staff.register.meeting.late"))
		}
		options = append(options, Option{Value: m.ID.String(), Label: MeetingName(p, m), Hint: strings.Join(hints, " ")})
	}
	return options
}
