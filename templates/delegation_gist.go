package templates

import (
	"cmp"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// gist says where the delegation stands in one sentence: «Vestre Toten har plass til 3 på Raufoss 18. oktober.»
func gist(p lang.Printer, page *dialogue.OwnPage) string {
	g, unit := page.Gist(), page.Registration.Unit
	person := unit.Kind == dialogue.Person
	who, meeting := unit.Name, ""
	if person {
		who = p.T("delegation.gist.you")
	}
	if m := page.Invitation.Meeting(g.Meeting); m != nil {
		meeting = gistMeeting(p, &page.Invitation, *m, page.Now)
	}
	// own is the sentence to a person instead of the one about a municipality.
	own := func(about, you string) string {
		if person {
			return p.T(you)
		}
		return p.T(about, "Who", who)
	}
	// n is a sentence with a number in it, to a person who comes alone without.
	n := func(about, you string, n int) string {
		if person && g.People == 1 {
			return p.T(you, "Meeting", meeting)
		}
		return p.N(about, n, "Who", who, "Meeting", meeting)
	}
	switch g.Kind {
	case dialogue.GistUnverified:
		return own("delegation.gist.unverified", "delegation.gist.unverified-you")
	case dialogue.GistHeld:
		return own("delegation.gist.held", "delegation.gist.held-you")
	case dialogue.GistProposal:
		return own("delegation.gist.proposal", "delegation.gist.proposal-you")
	case dialogue.GistRefused:
		return own("delegation.gist.refused", "delegation.gist.refused-you")
	case dialogue.GistSettled:
		return own("delegation.gist.settled", "delegation.gist.settled-you")
	case dialogue.GistWithdrawn:
		return own("delegation.gist.withdrawn", "delegation.gist.withdrawn-you")
	case dialogue.GistRequested:
		return own("delegation.gist.requested", "delegation.gist.requested-you")
	case dialogue.GistCancelled:
		return own("delegation.gist.cancelled", "delegation.gist.cancelled-you")
	case dialogue.GistNobody:
		return p.T("delegation.gist.nobody", "Who", who, "Meeting", meeting)
	case dialogue.GistApplied:
		if by := page.Invitation.Series.AnswerBy; !by.IsZero() {
			return n("delegation.gist.applied", "delegation.gist.applied-you", g.People) + " " + p.T("delegation.gist.answer-by", "Date", gistDay(p, by, page.Now))
		}
		return n("delegation.gist.applied", "delegation.gist.applied-you", g.People) + " " + p.T("delegation.gist.answer-later")
	case dialogue.GistUnassigned:
		if meeting != "" {
			return n("delegation.gist.registered", "delegation.gist.registered-you", g.People)
		}
		return n("delegation.gist.unassigned", "delegation.gist.unassigned-you", g.People)
	case dialogue.GistPlaced:
		return n("delegation.gist.placed", "delegation.gist.placed-you", g.Placed)
	case dialogue.GistWaiting:
		if meeting == "" {
			return n("delegation.gist.waiting-anywhere", "delegation.gist.waiting-anywhere-you", g.Waiting)
		}
		return n("delegation.gist.waiting", "delegation.gist.waiting-you", g.Waiting)
	case dialogue.GistOffered:
		return n("delegation.gist.offered", "delegation.gist.offered-you", g.Offered)
	case dialogue.GistNotSelected:
		if person && g.People == 1 {
			return p.T("delegation.gist.not-selected-you")
		}
		return p.T("delegation.gist.not-selected", "Who", who)
	case dialogue.GistMixed:
		parts := p.List(gistParts(p, g))
		if meeting == "" {
			return p.T("delegation.gist.mixed-anywhere", "Who", who, "Parts", parts)
		}
		return p.T("delegation.gist.mixed", "Who", who, "Meeting", meeting, "Parts", parts)
	case dialogue.GistSeveral:
		return p.N("delegation.gist.several", g.Meetings, "Who", who, "Meeting", meeting)
	}
	switch { // it is over
	case g.Meetings > 1:
		return p.N("delegation.gist.past-several", g.Meetings, "Who", who)
	case g.Placed == 0 && person && g.People == 1:
		return p.T("delegation.gist.past-without-you", "Meeting", meeting)
	case g.Placed == 0:
		return p.T("delegation.gist.past-without", "Who", who, "Meeting", meeting)
	}
	return n("delegation.gist.past", "delegation.gist.past-you", g.Placed)
}

// gistParts are how the people of a delegation stand, a few words for each.
func gistParts(p lang.Printer, g dialogue.Gist) []string {
	var parts []string
	add := func(key string, n int) {
		if n > 0 {
			parts = append(parts, p.N(key, n))
		}
	}
	add("delegation.gist.part.placed", g.Placed)
	add("delegation.gist.part.offered", g.Offered)
	add("delegation.gist.part.waiting", g.Waiting)
	add("delegation.gist.part.pending", g.Pending)
	add("delegation.gist.part.not-selected", g.NotSelected)
	return parts
}

// gistMeeting is a meeting within a sentence: «Raufoss 18. oktober», or «møtet 16. november (Nedre Romerike)» where there is no town.
func gistMeeting(p lang.Printer, inv *dialogue.Invitation, m dialogue.Meeting, now time.Time) string {
	place := ""
	if region := inv.Region(m.Region); region != nil {
		place = p.Text(region.Name)
	}
	place = cmp.Or(place, p.Text(m.Theme), meetingPlace(p, m))
	switch day := dialogue.DateOf(m.StartsAt); {
	case m.StartsAt.IsZero() && cmp.Or(m.Town, place) == "":
		return p.T("delegation.gist.meeting-undated-only")
	case m.StartsAt.IsZero():
		return p.T("delegation.gist.meeting-undated", "Place", cmp.Or(m.Town, place))
	case m.Town != "":
		return p.T("delegation.gist.town", "Town", m.Town, "Date", gistDay(p, day, now))
	case place == "":
		return p.T("delegation.gist.meeting-day", "Date", gistDay(p, day, now))
	default:
		return p.T("delegation.gist.meeting", "Place", place, "Date", gistDay(p, day, now))
	}
}

// gistDay leaves out the year while it is this one.
func gistDay(p lang.Printer, day dialogue.Date, now time.Time) string {
	if day.Year == dialogue.DateOf(now).Year {
		return p.DayMonth(day)
	}
	return p.Date(day)
}
