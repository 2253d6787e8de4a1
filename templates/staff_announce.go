package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// audienceWord is whom a document is for.
func audienceWord(p lang.Printer, a dialogue.Audience) string {
	switch a {
	case dialogue.ForRegistered:
		return p.T("staff.audience.registered")
	case dialogue.ForConfirmed:
		return p.T("staff.audience.confirmed")
	}
	return p.T("staff.audience.all")
}

// meetings are those that the delegation hands in for apart, if it is so.
func (v StaffHandInView) meetings() []Option {
	var options []Option
	for _, id := range v.Page.Invitation.HandInFor(v.Page.Registration) {
		if m := v.Page.Invitation.Meeting(id); m != nil {
			options = append(options, Option{Value: id.String(), Label: upperFirst(MeetingInRegion(v.Frame.L, &v.Page.Invitation, *m))})
		}
	}
	return options
}

// there is what the delegation has handed in before.
func (v StaffHandInView) there(d dialogue.HandedDocument) string {
	h := d.Newest()
	what := v.Frame.L.T("staff.handed.kind.presentation")
	if h.Title != "" {
		what = h.Title
	}
	return what + ": " + h.File.Name + ", " + v.Frame.L.T("staff.handed.about", "File", storedWord(h.File), "Number", h.Number, "At", v.Frame.L.DateTime(h.At))
}
