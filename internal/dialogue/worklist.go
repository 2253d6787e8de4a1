package dialogue

import (
	"slices"
	"strings"
	"time"
)

// WorkState is a registration's state as staff see it: the registration's own until it is active, then what its seats are.
type WorkState string

// The states of the work list, those that want a decision first. A delegation with several kinds of seats has the one that
// wants most attention: somebody waits before somebody is placed.
const (
	WorkHeld        WorkState = "held"
	WorkProposal    WorkState = "proposal"
	WorkUnverified  WorkState = "unverified"
	WorkAsks        WorkState = "asks"    // OnRequest: no meeting yet
	WorkUnnamed     WorkState = "unnamed" // has a meeting, and nobody is named for it
	WorkWaiting     WorkState = "waiting"
	WorkOffered     WorkState = "offered"
	WorkRegistered  WorkState = "registered" // active, and no seat given yet
	WorkNotSelected WorkState = "not_selected"
	WorkPlaced      WorkState = "placed"
	WorkRefused     WorkState = "refused"
	WorkWithdrawn   WorkState = "withdrawn"
	WorkSettled     WorkState = "settled"
)

// WorkStates lists them in the order they are chosen among.
var WorkStates = [...]WorkState{WorkHeld, WorkProposal, WorkAsks, WorkUnnamed, WorkWaiting, WorkOffered, WorkRegistered, WorkPlaced, WorkNotSelected,
	WorkUnverified, WorkRefused, WorkWithdrawn, WorkSettled}

// Over reports whether nothing more will come of the registration.
func (s WorkState) Over() bool { return s == WorkRefused || s == WorkWithdrawn || s == WorkSettled }

// WorkState is the registration's state on the work list.
func (r Registration) WorkState() WorkState {
	switch r.State {
	case HeldForStaff:
		return WorkHeld
	case Active:
	default:
		return WorkState(r.State)
	}
	seen := map[SeatState]bool{}
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			seen[s.State] = true
		}
	}
	switch {
	case r.WantedWhen != "" && len(r.Meetings()) == 0:
		return WorkAsks
	case !r.Meeting.IsZero() && len(r.LiveDelegates()) == 0:
		return WorkUnnamed
	case seen[SeatWaiting]:
		return WorkWaiting
	case seen[SeatOffered]:
		return WorkOffered
	case seen[SeatPending]:
		return WorkRegistered
	case seen[SeatPlaced]:
		return WorkPlaced
	case seen[SeatNotSelected]:
		return WorkNotSelected
	}
	return WorkRegistered
}

// WorkFilter is what staff want to see of a series' registrations. Zero fields want all.
type WorkFilter struct {
	State   WorkState
	Meeting ID
	Region  ID
	County  string // number
	Kind    UnitKind
	Channel Channel
	Role    ID     // of one of its delegates
	Left    Left   // whether something it is asked remains to be answered
	Words   string // of the unit's, the contact's and the delegates' names and addresses, and the reference
}

// Left is whether a registration has answered what it must.
type Left string

// Something remains, or nothing does.
const (
	LeftSome Left = "some"
	LeftNone Left = "none"
)

// takesLeft reports whether the filter lets a registration through by what it has left to answer.
func (f WorkFilter) takesLeft(inv *Invitation, r Registration) bool {
	if f.Left == "" {
		return true
	}
	some := slices.ContainsFunc(inv.Asks(r), Asked.Remains)
	return r.State == Active && some == (f.Left == LeftSome)
}

// IsZero reports whether everything is wanted.
func (f WorkFilter) IsZero() bool { return f == WorkFilter{} }

// Takes reports whether the filter lets a registration through. fold gives names one writing, so that words are found however
// they are typed; every word must be found.
func (f WorkFilter) Takes(inv *Invitation, r Registration, fold func(string) string) bool {
	switch {
	case f.State != "" && r.WorkState() != f.State,
		!f.Meeting.IsZero() && !slices.Contains(r.Meetings(), f.Meeting),
		f.County != "" && r.Unit.County != f.County,
		f.Kind != "" && r.Unit.Kind != f.Kind,
		f.Channel != "" && r.Channel != f.Channel,
		!f.Role.IsZero() && !slices.ContainsFunc(r.LiveDelegates(), func(d Delegate) bool { return d.Role == f.Role }),
		!f.takesLeft(inv, r):
		return false
	}
	if !f.Region.IsZero() {
		region := inv.Region(f.Region)
		if region == nil || !region.Has(r.Unit) {
			return false
		}
	}
	words := strings.Fields(fold(f.Words))
	if len(words) == 0 {
		return true
	}
	text := []string{r.Unit.Name, r.Unit.Number, r.Contact.Name, r.Contact.Email, r.Reference}
	for _, d := range r.Delegates {
		text = append(text, d.Name, d.Email)
	}
	haystack := fold(strings.Join(text, " "))
	for _, word := range words {
		if !strings.Contains(haystack, word) {
			return false
		}
	}
	return true
}

// Has reports whether the unit is in the region, a district by its municipality.
func (g Region) Has(u Unit) bool {
	return slices.ContainsFunc(g.Units, func(in Unit) bool {
		return in.Kind == u.Kind && in.Number == u.Number ||
			u.Kind == District && in.Kind == Municipality && strings.HasPrefix(u.Number, in.Number)
	})
}

// WorkCounts are the numbers on top of the work list.
type WorkCounts struct {
	Registrations int // active ones
	Delegates     int // people in them

	// Seats in active registrations.
	Pending, Placed, Waiting, Offered, NotSelected int

	// Registrations that are not active.
	Held, Proposals, Unverified, Withdrawn int
}

// MeetingCount is how one meeting stands.
type MeetingCount struct {
	Meeting       Meeting
	Registrations int // active ones with a seat there
	Pending       int
	Placed        int
	Waiting       int
	Offered       int
}

// CountWork counts a series' registrations, and those of each of its meetings in the invitation's order.
func CountWork(inv *Invitation, all []Registration) (WorkCounts, []MeetingCount) {
	var total WorkCounts
	meetings := make([]MeetingCount, len(inv.Meetings))
	at := map[ID]*MeetingCount{}
	for i, m := range inv.Meetings {
		meetings[i].Meeting = m
		at[m.ID] = &meetings[i]
	}
	for _, r := range all {
		switch r.State {
		case HeldForStaff:
			total.Held++
		case Proposal:
			total.Proposals++
		case Unverified:
			total.Unverified++
		case Withdrawn:
			total.Withdrawn++
		}
		if r.State != Active {
			continue
		}
		total.Registrations++
		total.Delegates += len(r.LiveDelegates())
		for _, id := range r.Meetings() {
			if m := at[id]; m != nil {
				m.Registrations++
			}
		}
		for _, d := range r.Delegates {
			for _, s := range d.Seats {
				nowhere := &MeetingCount{}
				m := at[s.Meeting]
				if m == nil {
					m = nowhere
				}
				switch s.State {
				case SeatPending:
					total.Pending++
					m.Pending++
				case SeatPlaced:
					total.Placed++
					m.Placed++
				case SeatWaiting:
					total.Waiting++
					m.Waiting++
				case SeatOffered:
					total.Offered++
					m.Offered++
				case SeatNotSelected:
					total.NotSelected++
				}
			}
		}
	}
	return total, meetings
}

// NamedCounty is a county as a filter names it.
type NamedCounty struct{ Number, Name string }

// WorkList is a series' registrations as staff see them.
type WorkList struct {
	Invitation Invitation
	Now        time.Time
	Filter     WorkFilter
	Counts     WorkCounts
	Meetings   []MeetingCount
	Declines   []Decline       // that count or wait for staff, in the order they came
	Decide     []Registration  // held ones and proposals, the oldest first, whatever the filter
	Rows       []Registration  // what the filter lets through, by the unit's name
	Total      int             // without the filter
	Shared     []SharedAddress // e-mail addresses that stand in two of them, whatever the filter
	Counties   []NamedCounty   // of the units that have registered, by number
	Letters    LetterCounts
}

// HeldDeclines are the answers no that wait for staff.
func (l *WorkList) HeldDeclines() []Decline {
	return slices.DeleteFunc(slices.Clone(l.Declines), func(d Decline) bool { return d.State != HeldForStaff })
}

// WaitsAt are the meetings where the registration waits for seats.
func (r Registration) WaitsAt() []ID {
	var ids []ID
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			if s.State == SeatWaiting && !slices.Contains(ids, s.Meeting) {
				ids = append(ids, s.Meeting)
			}
		}
	}
	return ids
}

// WaitingAt is how many of its delegates wait at a meeting.
func (r Registration) WaitingAt(meeting ID) int {
	n := 0
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			if s.State == SeatWaiting && s.Meeting == meeting {
				n++
			}
		}
	}
	return n
}
