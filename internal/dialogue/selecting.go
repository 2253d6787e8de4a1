package dialogue

import (
	"slices"
	"time"
)

// AppliesUntil is the first instant too late to apply to a series that selects: its own deadline, else the last of its meetings'; never
// after it was closed early. Zero when no deadline is known.
func (inv *Invitation) AppliesUntil() time.Time {
	until := inv.Series.ClosesAt
	if until.IsZero() || inv.Series.Rules.Choice != Ranked {
		for _, m := range inv.Meetings {
			if m.State != Cancelled && m.ClosesAt.After(until) {
				until = m.ClosesAt
			}
		}
	}
	if early := inv.Series.ClosedEarlyAt; !early.IsZero() && (until.IsZero() || early.Before(until)) {
		return early
	}
	return until
}

// Applies reports whether a registration is among those that are selected from: active, and received in time or taken in by staff
// with a reason.
func (inv *Invitation) Applies(r Registration) bool {
	return r.State == Active && (inv.inTime(r) || r.LateReason != "")
}

func (inv *Invitation) inTime(r Registration) bool {
	until := inv.AppliesUntil()
	return until.IsZero() || r.ReceivedAt.Before(until)
}

// Undecided reports whether a registration makes the selection wait: it was received in time, and its contact still has time to confirm
// it, or staff have not decided on it.
func (inv *Invitation) Undecided(r Registration, now time.Time) bool {
	switch r.State {
	case HeldForStaff:
		return inv.inTime(r)
	case Unverified:
		return inv.inTime(r) && now.Before(r.ExpiresAt)
	}
	return false
}

// SelectsAmong are the meetings that places are given out at: those that are planned and have not begun.
func (inv *Invitation) SelectsAmong(now time.Time) []ID {
	var ids []ID
	for _, m := range inv.Meetings {
		if m.StateAt(now) == Planned && !m.Started(now) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// RosterUnit is a registration as it is frozen: no names.
type RosterUnit struct {
	Registration ID
	Kind         UnitKind
	County       string // number
	IfNotAll     IfNotAll
	Ranking      []ID             // meetings it can attend, best first
	Delegates    []RosterDelegate // in the unit's own order
}

// RosterDelegate is one person of a roster.
type RosterDelegate struct{ ID, Role ID }

// RosterOf is a registration as it would be frozen, with places given out at the meetings. county is its unit's.
func RosterOf(r Registration, meetings []ID, county string) RosterUnit {
	u := RosterUnit{Registration: r.ID, Kind: r.Unit.Kind, County: county, IfNotAll: r.IfNotAll, Ranking: r.ranking(meetings)}
	for _, d := range r.LiveDelegates() {
		u.Delegates = append(u.Delegates, RosterDelegate{d.ID, d.Role})
	}
	return u
}

// ranking is the wishes in order; without wishes the meeting that was chosen or assigned.
func (r Registration) ranking(meetings []ID) []ID {
	var ids []ID
	wishes := slices.Clone(r.Wishes)
	slices.SortStableFunc(wishes, func(a, b Wish) int { return a.Rank - b.Rank })
	for _, w := range wishes {
		if w.Available && slices.Contains(meetings, w.Meeting) {
			ids = append(ids, w.Meeting)
		}
	}
	if len(wishes) > 0 {
		return ids
	}
	for _, id := range r.Meetings() {
		if slices.Contains(meetings, id) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Gone is who has withdrawn since a draw was frozen: a delegate, or with no delegate the whole registration.
type Gone struct{ Registration, Delegate ID }

// GoneSince are those of a roster who have withdrawn, in its order. A registration that nobody is left of is gone as a whole.
func GoneSince(roster []RosterUnit, registrations []Registration) []Gone {
	at := make(map[ID]*Registration, len(registrations))
	for i := range registrations {
		at[registrations[i].ID] = &registrations[i]
	}
	var gone []Gone
	for _, u := range roster {
		r := at[u.Registration]
		var left []Gone
		for _, d := range u.Delegates {
			if r == nil || r.State != Active || !r.hasLive(d.ID) {
				left = append(left, Gone{u.Registration, d.ID})
			}
		}
		switch {
		case r == nil || r.State != Active || len(left) == len(u.Delegates) && len(left) > 0:
			gone = append(gone, Gone{Registration: u.Registration})
		default:
			gone = append(gone, left...)
		}
	}
	return gone
}

func (r Registration) hasLive(delegate ID) bool {
	for _, d := range r.Delegates {
		if d.ID == delegate {
			return d.Live()
		}
	}
	return false
}

// LateKind is how a registration differs from what was frozen.
type LateKind string

// Come since, more people, another role, other wishes.
const (
	LateNew    LateKind = "new"
	LatePeople LateKind = "people"
	LateRole   LateKind = "role"
	LateWishes LateKind = "wishes"
)

// LateEntry is a registration that a draw does not know of, or not as it is now: it wants a new draw. Who has withdrawn does not.
type LateEntry struct {
	Registration Registration
	Kind         LateKind
}

// LateSince are the registrations that have come or changed since a roster was frozen, in their order. now is each registration as it
// would be frozen now, with places at the same meetings.
func LateSince(roster []RosterUnit, registrations []Registration, now func(Registration) RosterUnit) []LateEntry {
	frozen := make(map[ID]RosterUnit, len(roster))
	for _, u := range roster {
		frozen[u.Registration] = u
	}
	var late []LateEntry
	for _, r := range registrations {
		u := now(r)
		before, known := frozen[r.ID]
		switch {
		case !known:
			late = append(late, LateEntry{r, LateNew})
		case !slices.Equal(before.Ranking, u.Ranking):
			late = append(late, LateEntry{r, LateWishes})
		default:
			if kind := peopleChanged(before.Delegates, u.Delegates); kind != "" {
				late = append(late, LateEntry{r, kind})
			}
		}
	}
	return late
}

func peopleChanged(before, now []RosterDelegate) LateKind {
	for _, d := range now {
		i := slices.IndexFunc(before, func(b RosterDelegate) bool { return b.ID == d.ID })
		switch {
		case i < 0:
			return LatePeople
		case before[i].Role != d.Role:
			return LateRole
		}
	}
	return ""
}

// SettleWithdrawals brings a draw's locks up to those who are gone: each is locked out, once, and what staff had decided about them
// is lifted. keep is what stands when that is done, with what was made in it.
func SettleWithdrawals(locks []SelectionLock, gone []Gone, newID func() ID) (keep, made, lifted []SelectionLock) {
	keep = slices.Clone(locks)
	for _, g := range gone {
		known := false
		keep = slices.DeleteFunc(keep, func(l SelectionLock) bool {
			about := l.Registration == g.Registration && (g.Delegate.IsZero() || l.Delegate == g.Delegate)
			switch {
			case !about:
				return false
			case l.Withdrawal && l.Delegate == g.Delegate:
				known = true
				return false
			}
			lifted = append(lifted, l)
			return true
		})
		if !known {
			l := SelectionLock{ID: newID(), Registration: g.Registration, Delegate: g.Delegate, Kind: LockOut, Withdrawal: true}
			keep, made = append(keep, l), append(made, l)
		}
	}
	return keep, made, lifted
}

// StepOf is how far a series has come. undecided are the registrations that make it wait, draw is the newest or nil, and proposals are
// the draw's.
func StepOf(inv *Invitation, undecided int, draw *Selection, proposals []SelectionProposal, now time.Time) SelectionStep {
	switch {
	case draw == nil:
		if inv.MayFreeze(undecided, now) {
			return StepFreeze
		}
		return StepNotYet
	case !draw.SentAt.IsZero():
		return StepSent
	case draw.PublicValue == "":
		return StepValue
	case len(proposals) == 0:
		return StepPropose
	case Approved(proposals) != nil:
		return StepSend
	}
	return StepApprove
}

// MayFreeze reports whether who has applied can be frozen: the deadline has passed and nobody who was in time is undecided.
func (inv *Invitation) MayFreeze(undecided int, now time.Time) bool {
	until := inv.AppliesUntil()
	return inv.Series.State == Published && undecided == 0 && !until.IsZero() && !now.Before(until)
}

// Approved is the approved one of a draw's proposals, or nil.
func Approved(proposals []SelectionProposal) *SelectionProposal {
	for i := range proposals {
		if !proposals[i].ApprovedAt.IsZero() {
			return &proposals[i]
		}
	}
	return nil
}

// MayApprove reports whether the actor may approve a proposal: an editor, and another than who made it when the rules say so.
func (r SelectionRules) MayApprove(actor Actor, p SelectionProposal) bool {
	return actor.MayEdit(actor.Organiser) && (!r.SecondApproval || actor.User != p.MadeBy)
}

// Obstacles are why a proposal can't be approved or sent as things are now, in words for staff: it gives a place to somebody who has
// withdrawn, or more places at a meeting than it has, or places at one that is cancelled or has begun. placed is who has a place
// where.
func Obstacles(inv *Invitation, placed map[ID][]Gone, gone []Gone, now time.Time) []Problem {
	var found []Problem
	left := 0
	for _, people := range placed {
		for _, p := range people {
			if slices.ContainsFunc(gone, func(g Gone) bool {
				return g.Registration == p.Registration && (g.Delegate.IsZero() || g.Delegate == p.Delegate)
			}) {
				left++
			}
		}
	}
	if left > 0 {
		found = append(found, Problem{"problem.selection-withdrawn", map[string]any{"N": left}})
	}
	among := inv.SelectsAmong(now)
	for _, m := range inv.Meetings {
		n := len(placed[m.ID])
		switch {
		case n == 0:
		case !slices.Contains(among, m.ID):
			found = append(found, Problem{"problem.selection-meeting-over", map[string]any{"Meeting": inv.MeetingName(m)}})
		case m.Capacity > 0 && n > m.Places():
			found = append(found, Problem{"problem.selection-meeting-smaller", map[string]any{"Meeting": inv.MeetingName(m), "Places": m.Places(), "Given": n}})
		}
	}
	return found
}
