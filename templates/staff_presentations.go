package templates

import (
	"dialogmote/internal/dialogue"
)

func (v PresentationsView) name(m dialogue.PresentingMeeting) string {
	said := MeetingShort(v.S.Frame.L, m.Meeting)
	if r := v.Page.Invitation.Region(m.Meeting.Region); r != nil {
		if m.Meeting.Town == "" {
			said = lowerFirst(said) // «digitalt»
		}
		return v.S.Frame.L.Text(r.Name) + ", " + said
	}
	return said
}

// count is «6 av 9 mottatt».
func (v PresentationsView) count(m dialogue.PresentingMeeting) string {
	received, asked := m.Received()
	return v.S.Frame.L.T("staff.handed.count", "Received", received, "Asked", asked)
}

// lead is the same for all meetings together.
func (v PresentationsView) lead() string {
	received, asked := 0, 0
	for _, m := range v.Page.Meetings {
		r, a := m.Received()
		received, asked = received+r, asked+a
	}
	return v.S.Frame.L.T("staff.handed.lead", "Received", received, "Asked", asked)
}

// missing is how many delegations can still hand in what they are asked for.
func (v PresentationsView) missing() int {
	missing := map[dialogue.ID]bool{}
	for _, m := range v.Page.Meetings {
		for _, u := range m.Units {
			if u.Missing() {
				missing[u.Registration.ID] = true
			}
		}
	}
	return len(missing)
}

func (v PresentationsView) emptyText() string {
	if v.Page.Invitation.Series.AsksPresentation {
		return v.S.Frame.L.T("staff.handed.empty.asked")
	}
	return v.S.Frame.L.T("staff.handed.empty.text")
}

// files is how many files there are of a meeting, or of all when it is none.
func (v PresentationsView) files(meeting dialogue.ID) int {
	n := 0
	for _, m := range v.Page.Meetings {
		for _, u := range m.Units {
			if meeting.IsZero() || m.Meeting.ID == meeting {
				n += len(v.newest(u))
			}
		}
	}
	return n
}

// newest are the newest versions of all that a unit has handed in, the presentation first.
func (v PresentationsView) newest(u dialogue.PresentingUnit) []dialogue.HandedIn {
	var all []dialogue.HandedIn
	if u.Spot.Presentation != nil {
		all = append(all, u.Spot.Presentation.Newest())
	}
	for _, d := range u.Spot.Others {
		all = append(all, d.Newest())
	}
	return all
}

// about is «Planstrategi, PDF, 210 kB, versjon 2, 12. november kl. 14.10».
func (v PresentationsView) about(h dialogue.HandedIn) string {
	said := v.S.Frame.L.T("staff.handed.about", "File", storedWord(h.File), "Number", h.Number, "At", v.S.Frame.L.DateTime(h.At))
	if h.Title != "" {
		return h.Title + ", " + said
	}
	return said
}
