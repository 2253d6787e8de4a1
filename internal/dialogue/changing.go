package dialogue

import (
	"fmt"
	"slices"
	"time"
)

// Allowed is what may be done with a registration now.
type Allowed struct {
	Change       bool // names, and contact details, of those who are registered
	Add          bool // more delegates, within the cap
	ChangeRoles  bool
	Remove       bool // one delegate or all
	ChooseAgain  bool // another meeting, or another ranking
	ChangeWish   bool // OnRequest: when it could meet, with what and whom, until there is a meeting
	EnterClosed  bool // staff: a meeting whose deadline has passed
	NeedsReason  bool // staff, after the deadline
	DeadlineOver bool
}

// ContactMay is what the registration's contact may do at now: everything until the deadline; after it, change names within the
// same role and withdraw, unless the registration is binding. Leaving a meeting is possible until it starts.
func ContactMay(inv *Invitation, r Registration, now time.Time) Allowed {
	if inv.Series.State == Draft || !r.ErasedAt.IsZero() {
		return Allowed{}
	}
	ahead := !allStarted(inv, r, now)
	switch r.State {
	case HeldForStaff, Proposal:
		return Allowed{Remove: ahead}
	case Active:
	default:
		return Allowed{}
	}
	over := DeadlineOver(inv, r, now)
	rechoose := now.Before(r.RechooseUntil)
	return Allowed{
		Change:       ahead,
		Add:          ahead && inv.takesMore(r, now),
		ChangeRoles:  ahead && !over,
		Remove:       ahead && !(over && inv.Series.Rules.Binding),
		ChooseAgain:  ahead && (rechoose || !(over && inv.Series.Rules.Binding)) && inv.choosable(r, now),
		ChangeWish:   inv.AwaitsMeeting(r),
		DeadlineOver: over,
	}
}

// StaffMay is what staff may do: everything with a live registration, with a reason once the deadline has passed.
func StaffMay(inv *Invitation, r Registration, now time.Time) Allowed {
	if r.State != Active && r.State != HeldForStaff || !r.ErasedAt.IsZero() {
		return Allowed{}
	}
	over := DeadlineOver(inv, r, now)
	return Allowed{Change: true, Add: true, ChangeRoles: true, Remove: true, EnterClosed: true,
		ChooseAgain: inv.Series.Rules.Choice != ChooseMany, ChangeWish: inv.AwaitsMeeting(r), NeedsReason: over, DeadlineOver: over}
}

// DeadlineOver reports whether every meeting of the registration, or the series when it has none yet, has closed.
func DeadlineOver(inv *Invitation, r Registration, now time.Time) bool {
	if inv.Series.State != Published || !inv.Series.ClosedEarlyAt.IsZero() {
		return true
	}
	meetings := r.Meetings()
	for _, id := range meetings {
		if m := inv.Meeting(id); m != nil && !past(m.ClosesAt, inv.Series.ClosesAt, now) {
			return false
		}
	}
	if len(meetings) > 0 {
		return true
	}
	if now.Before(r.RechooseUntil) {
		return false
	}
	return past(time.Time{}, inv.Series.ClosesAt, now)
}

func past(own, series, now time.Time) bool {
	if own.IsZero() {
		own = series
	}
	return !own.IsZero() && !now.Before(own)
}

// Meetings are those where the registration has a seat that still counts, and the one that its request became.
func (r Registration) Meetings() []ID {
	var ids []ID
	if !r.Meeting.IsZero() && !r.State.Over() {
		ids = append(ids, r.Meeting)
	}
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			if !s.State.Gone() && !s.Meeting.IsZero() && !slices.Contains(ids, s.Meeting) {
				ids = append(ids, s.Meeting)
			}
		}
	}
	return ids
}

func allStarted(inv *Invitation, r Registration, now time.Time) bool {
	meetings := r.Meetings()
	for _, id := range meetings {
		if m := inv.Meeting(id); m != nil && !m.Started(now) {
			return false
		}
	}
	return len(meetings) > 0
}

// takesMore reports whether another person may come: to the meetings where the delegation is, to any meeting when each person has
// their own, and as the series is open while none is chosen.
func (inv *Invitation) takesMore(r Registration, now time.Time) bool {
	takes := func(m Meeting) bool { return OpennessOf(inv.Series, m, now).Takes() }
	current := r.Meetings()
	switch {
	case inv.Series.State != Published || !inv.Series.ClosedEarlyAt.IsZero() || !inv.Series.ErasedAt.IsZero():
		return false
	case inv.Series.Rules.Choice == ChooseMany:
		return slices.ContainsFunc(inv.Meetings, takes)
	case len(current) == 0:
		return !past(time.Time{}, inv.Series.ClosesAt, now)
	}
	return !slices.ContainsFunc(current, func(id ID) bool { m := inv.Meeting(id); return m == nil || !takes(*m) })
}

// choosable reports whether there is another meeting to choose: for a ranking, that the series is open.
func (inv *Invitation) choosable(r Registration, now time.Time) bool {
	switch inv.Series.Rules.Choice {
	case ChooseMany:
		return false
	case Ranked:
		return RegistrationRequest{}.Open(inv, now) == nil
	}
	return len(inv.MeetingsToChoose(r, now)) > 0
}

// MeetingsToChoose are the other meetings the registration may enter now: open ones of those it may choose among, and for seven
// days after its own was cancelled those that were open then and have not started.
func (inv *Invitation) MeetingsToChoose(r Registration, now time.Time) []Meeting {
	if inv.Series.State != Published || !inv.Series.ClosedEarlyAt.IsZero() || !inv.Series.ErasedAt.IsZero() {
		return nil
	}
	current := r.Meetings()
	var others []Meeting
	for _, m := range inv.MeetingsFor(r.Unit) {
		if slices.Contains(current, m.ID) || m.Started(now) {
			continue
		}
		wasOpen := now.Before(r.RechooseUntil) && !m.StartsAt.IsZero() && m.ClosesAt.After(r.RechooseUntil.Add(-RechooseFor))
		if OpennessOf(inv.Series, m, now).Takes() || wasOpen {
			others = append(others, m)
		}
	}
	return others
}

// DelegateEdit is one row of the delegates' form: an existing person when ID is set, else a new one. Gone takes the person off.
// TakenFrom is the proposal's delegate that a new one was.
type DelegateEdit struct {
	ID        ID
	Gone      bool
	TakenFrom ID
	DelegateRequest
}

// SettleDelegates fills in what the rules decide: meetings of their own are for ChooseMany only, and there nobody leaves a meeting
// that has started, or that may not be left.
func SettleDelegates(inv *Invitation, r Registration, edits []DelegateEdit, may Allowed, now time.Time) []DelegateEdit {
	edits = slices.Clone(edits)
	for i := range edits {
		e := &edits[i]
		if inv.Series.Rules.Choice != ChooseMany {
			e.Meetings = nil
			continue
		}
		e.Meetings = slices.Clone(e.Meetings)
		if before := r.Delegate(e.ID); before != nil {
			for _, id := range before.Meetings() {
				m := inv.Meeting(id)
				if (m == nil || m.State == Cancelled || m.Started(now) || !may.Remove) && !slices.Contains(e.Meetings, id) {
					e.Meetings = append(e.Meetings, id)
				}
			}
		}
	}
	return edits
}

// CheckDelegates finds what is wrong with a new set of delegates, settled, for a registration. ErrForbidden means that the form asked
// for more than allowed: the same person twice, an addition or another role after the deadline; ErrNotFound that a row is not the
// registration's.
func CheckDelegates(inv *Invitation, r Registration, edits []DelegateEdit, may Allowed, now time.Time) error {
	problems := Problems{}
	var stay []DelegateRequest
	for i, e := range edits {
		before := r.Delegate(e.ID)
		twice := !e.ID.IsZero() && slices.ContainsFunc(edits[:i], func(other DelegateEdit) bool { return other.ID == e.ID })
		switch {
		case twice:
			return ErrForbidden
		case !e.ID.IsZero() && (before == nil || !before.Live()):
			return ErrNotFound
		case e.Gone:
			if !may.Remove {
				return ErrForbidden
			}
			continue
		case before == nil && !may.Add, before != nil && before.Role != e.Role && !may.ChangeRoles:
			return ErrForbidden
		}
		check := *inv
		if before != nil && before.Role == e.Role { // a retired role stays with those who have it
			check.Roles = unretired(inv.Roles, e.Role)
		}
		validateDelegate(problems, fmt.Sprintf("delegates.%d.", i), e.DelegateRequest, &check)
		if before != nil && before.Begun(inv, now) && Swapped(r, *before, e.Name, e.Email) {
			problems.Add(fmt.Sprintf("delegates.%d.name", i), "problem.has-been-there", "Name", before.Name)
		}
		for _, id := range e.Meetings {
			entered := before == nil || !slices.Contains(before.Meetings(), id)
			if m := inv.Meeting(id); entered && m != nil && (m.State == Cancelled || !may.EnterClosed && !OpennessOf(inv.Series, *m, now).Takes()) {
				problems.Add(fmt.Sprintf("delegates.%d.meetings", i), "problem.choose-meeting")
			}
		}
		stay = append(stay, e.DelegateRequest)
	}
	for _, d := range r.LiveDelegates() {
		if !slices.ContainsFunc(edits, func(e DelegateEdit) bool { return e.ID == d.ID }) {
			return ErrStale // the form was made before this person came
		}
	}
	if len(stay) == 0 && !inv.Series.Rules.OnRequest {
		problems.Add("", "problem.withdraw-instead")
	}
	if len(problems) == 0 && may.Add {
		if _, over := Pools(inv, stay); len(over) > 0 {
			return over
		}
	}
	return problems.Err()
}

func unretired(roles []Role, id ID) []Role {
	roles = slices.Clone(roles)
	for i := range roles {
		if roles[i].ID == id {
			roles[i].Retired = false
		}
	}
	return roles
}

// Delegate is the delegate with the id, or nil.
func (r *Registration) Delegate(id ID) *Delegate {
	for i := range r.Delegates {
		if r.Delegates[i].ID == id {
			return &r.Delegates[i]
		}
	}
	return nil
}

// ChangeKind is what was done in one change.
type ChangeKind string

// What can change in a registration, as letters and the history tell it.
const (
	ChangeAdded   ChangeKind = "added"
	ChangeRenamed ChangeKind = "renamed" // another person in the same seat
	ChangeDetails ChangeKind = "details" // the same person's role, position, e-mail or phone
	ChangeRemoved ChangeKind = "removed"
	ChangeContact ChangeKind = "contact"
	ChangeMeeting ChangeKind = "meeting"
	ChangeRanking ChangeKind = "ranking"
	ChangeWishes  ChangeKind = "wish"  // when it could meet, with what and whom
	ChangeSeats   ChangeKind = "seats" // those who waited got their seats

	ChangeAccepted ChangeKind = "accepted"   // offered places were accepted
	ChangeDeclined ChangeKind = "declined"   // offered places were declined
	ChangeIfNotAll ChangeKind = "if_not_all" // the answer to «if we don't all fit»
	ChangeSelf     ChangeKind = "self"       // a delegate's own correction
	ChangeLeft     ChangeKind = "left"       // a delegate has left
)

// Change is one thing that was changed: who it is about, and who or what it was before.
type Change struct {
	Kind ChangeKind
	Name string // the person, after the change
	Was  string // the person before, for ChangeRenamed
}

// OwnPage is what the contact's own page shows.
type OwnPage struct {
	Invitation   Invitation
	Registration Registration
	Home         string // name of the municipality that a person or an organisation belongs to
	Proposals    []Registration
	May          Allowed
	Now          time.Time
	QueueBefore  map[ID]int    // meeting → delegates that wait before this delegation
	Unanswered   []ID          // meetings that got a date after the registration: «passer / passer ikke»
	Offers       []Offer       // that can be answered now
	Answer       *SelectedUnit // what the selection gave, once it is sent
	Letters      []Letter      // without bodies, newest first
	Handed       []HandedDocument
	Needs        NeedsCount
	Groups       []GroupSeat // where the delegates who have a place sit
	Statements   int         // how many the delegation has written and not withdrawn
	Came         []Attendee  // who was noted as come to meetings that are over
	Remaining    []Remaining // what the delegation has left to do, what is due first on top
}

// Stands reports whether the answer of the selection still is how it stands: nothing has been offered or given up since.
func (p OwnPage) Stands() bool {
	if p.Answer == nil {
		return false
	}
	seen := map[SeatState]bool{}
	for _, d := range p.Registration.Delegates {
		for _, s := range d.Seats {
			seen[s.State] = true
		}
	}
	switch p.Answer.Outcome {
	case SeatPlaced:
		return seen[SeatPlaced]
	case SeatWaiting:
		return seen[SeatWaiting] && !seen[SeatPlaced] && !seen[SeatOffered]
	}
	return seen[SeatNotSelected] && !seen[SeatPlaced] && !seen[SeatOffered] && !seen[SeatWaiting]
}
