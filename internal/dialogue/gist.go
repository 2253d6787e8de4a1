package dialogue

import (
	"slices"
	"time"
)

// GistKind is where a delegation stands, as one sentence tells it.
type GistKind string

// Where a delegation can stand. Mixed: its people stand differently at one meeting, or before they have one. Several: they go to several
// meetings. Nobody: it has its meeting, and has named nobody.
const (
	GistUnverified  GistKind = "unverified"
	GistHeld        GistKind = "held"
	GistRefused     GistKind = "refused"
	GistProposal    GistKind = "proposal"
	GistSettled     GistKind = "settled"
	GistWithdrawn   GistKind = "withdrawn"
	GistRequested   GistKind = "requested" // waits for a meeting to be made
	GistCancelled   GistKind = "cancelled" // its meeting was, and another can be chosen
	GistNobody      GistKind = "nobody"
	GistApplied     GistKind = "applied"    // waits for the selection's answer
	GistUnassigned  GistKind = "unassigned" // the organiser has not said which meeting yet
	GistPlaced      GistKind = "placed"
	GistWaiting     GistKind = "waiting"
	GistOffered     GistKind = "offered"
	GistNotSelected GistKind = "not_selected"
	GistMixed       GistKind = "mixed"
	GistSeveral     GistKind = "several"
	GistPast        GistKind = "past"
)

// Gist is where a delegation stands at one instant: so little that one sentence says it. The people are counted once each, by the best
// that they have.
type Gist struct {
	Kind                                           GistKind
	Meeting                                        ID  // the one it is about; of Several the next, of Past the last; none when there is none
	Meetings                                       int // how many it goes to
	People                                         int
	Placed, Waiting, Offered, NotSelected, Pending int
}

// Gist is where the delegation of the page stands.
func (p OwnPage) Gist() Gist {
	r, inv := p.Registration, &p.Invitation
	g := Gist{}
	switch r.State {
	case Active:
	case HeldForStaff:
		g.Kind = GistHeld
	default:
		g.Kind = GistKind(r.State)
	}
	if g.Kind != "" {
		return g
	}
	for _, d := range r.LiveDelegates() {
		g.count(d)
	}
	meetings := p.attended()
	g.Meetings = len(meetings)
	switch next := slices.IndexFunc(meetings, func(m Meeting) bool { return m.StateAt(p.Now) != Held }); {
	case len(meetings) == 0:
	case next < 0:
		g.Kind, g.Meeting = GistPast, meetings[len(meetings)-1].ID
		return g
	default:
		g.Meeting = meetings[next].ID
	}
	switch {
	case len(meetings) == 0 && p.Now.Before(r.RechooseUntil) && !inv.Series.Rules.OnRequest:
		g.Kind = GistCancelled
	case len(meetings) == 0 && inv.Series.Rules.OnRequest:
		g.Kind = GistRequested
	case g.People == 0:
		g.Kind = GistNobody
	case len(meetings) > 1:
		g.Kind = GistSeveral
	default:
		g.Kind = g.alike(inv.Series.Rules.Admission == AdmitSelection)
	}
	return g
}

// count counts a person by the best seat.
func (g *Gist) count(d Delegate) {
	g.People++
	at := func(state SeatState) bool {
		return slices.ContainsFunc(d.Seats, func(s Seat) bool { return s.State == state })
	}
	switch {
	case at(SeatPlaced):
		g.Placed++
	case at(SeatOffered):
		g.Offered++
	case at(SeatWaiting):
		g.Waiting++
	case at(SeatPending):
		g.Pending++
	default:
		g.NotSelected++
	}
}

// alike is how all of the people stand, or GistMixed.
func (g Gist) alike(selects bool) GistKind {
	switch g.People {
	case g.Placed:
		return GistPlaced
	case g.Waiting:
		return GistWaiting
	case g.Offered:
		return GistOffered
	case g.NotSelected:
		return GistNotSelected
	case g.Pending:
		if selects {
			return GistApplied
		}
		return GistUnassigned
	}
	return GistMixed
}

// attended are the meetings of the registration, by time; those without a date last.
func (p OwnPage) attended() []Meeting {
	var meetings []Meeting
	for _, id := range p.Registration.Meetings() {
		if m := p.Invitation.Meeting(id); m != nil {
			meetings = append(meetings, *m)
		}
	}
	slices.SortStableFunc(meetings, func(a, b Meeting) int { return compareDated(a.StartsAt, b.StartsAt) })
	return meetings
}

// compareDated orders instants, with none last.
func compareDated(a, b time.Time) int {
	switch {
	case a.Equal(b):
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}
