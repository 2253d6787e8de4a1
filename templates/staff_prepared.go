package templates

import (
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// PreparedView is what delegations have answered, for staff.
type PreparedView struct {
	S    StaffSeriesFrame
	List dialogue.PreparedList
}

func (v PreparedView) meeting() dialogue.ID {
	if v.List.Meeting != nil {
		return v.List.Meeting.ID
	}
	return dialogue.ID{}
}

// meetingFilter chooses one meeting.
func (v PreparedView) meetingFilter() (Form, Field) {
	p := v.S.Frame.L
	f := Form{L: p, Get: true, Action: staffPreparedPath(v)}
	fd := Field{Name: "mote", Label: p.T("staff.export.meeting"), NoChoice: p.T("staff.question.meeting.all"), Unmarked: true, Value: v.meeting().String()}
	for _, m := range v.List.Invitation.Meetings {
		fd.Options = append(fd.Options, Option{Value: m.ID.String(), Label: p.Text(v.List.Invitation.MeetingName(m))})
	}
	return f, fd
}

// preparedWord is how far a delegation has come, as a word with a colour.
func preparedWord(p lang.Printer, d dialogue.Prepared) (Tone, string) {
	done, of := d.Count()
	switch {
	case !d.Remains():
		return Good, p.T("staff.prepare.done", "Done", done, "Of", of)
	case done == 0:
		return Stop, p.T("staff.prepare.none", "Of", of)
	}
	return Wait, p.T("staff.prepare.some", "Done", done, "Of", of)
}

// MeetingsShort names the meetings of a registration.
func MeetingsShort(p lang.Printer, inv *dialogue.Invitation, r dialogue.Registration) string {
	var names []string
	for _, id := range r.Meetings() {
		if m := inv.Meeting(id); m != nil {
			names = append(names, p.Text(inv.MeetingName(*m)))
		}
	}
	return strings.Join(names, "; ")
}
