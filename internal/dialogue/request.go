package dialogue

import (
	"cmp"
	"slices"
	"time"
)

// MeetingWish is what a unit says that asks for a meeting: when it could meet, what it wants help with, and whom it would like to meet
// together with. Naming a neighbour registers nobody.
type MeetingWish struct {
	When, Help string
	Neighbours []Unit
}

// Wish is what the registration says of the meeting it asks for.
func (r Registration) Wish() MeetingWish {
	return MeetingWish{When: r.WantedWhen, Help: r.WantedHelp, Neighbours: r.Neighbours}
}

// Equal reports whether two say the same.
func (w MeetingWish) Equal(other MeetingWish) bool {
	return w.When == other.When && w.Help == other.Help && slices.EqualFunc(w.Neighbours, other.Neighbours, sameUnit)
}

func sameUnit(a, b Unit) bool { return a.Kind == b.Kind && a.Number == b.Number }

// RequestOpenness is whether meetings can be asked for at now: until the series' deadline, when it has a day, and until staff close or
// archive it.
func RequestOpenness(s Series, now time.Time) Openness {
	switch {
	case s.State != Published || !s.ErasedAt.IsZero():
		return NotOpen
	case !s.ClosedEarlyAt.IsZero():
		return ClosedEarly
	case past(time.Time{}, s.ClosesAt, now):
		return ClosedByDeadline
	}
	return OpenNow
}

// MeetingRule is what the series says of its meetings' deadlines. Where meetings are asked for, a day is the last one to ask: who comes to a
// meeting is told until the meeting's own deadline, or until it starts.
func (s Series) MeetingRule() Deadline {
	if s.Rules.OnRequest && !s.Deadline.On.IsZero() {
		return Deadline{}
	}
	return s.Deadline
}

// AwaitsMeeting reports whether the registration asks for a meeting that nobody has made yet, or whose meeting was cancelled.
func (inv *Invitation) AwaitsMeeting(r Registration) bool {
	return inv.Series.Rules.OnRequest && r.State == Active && r.ConcludedAt.IsZero() && r.ErasedAt.IsZero() && len(r.Meetings()) == 0
}

// MeetingOver reports whether the meeting that a request became has been held: the unit may ask for another.
func (inv *Invitation) MeetingOver(r Registration, now time.Time) bool {
	m := inv.Meeting(r.Meeting)
	return inv.Series.Rules.OnRequest && m != nil && m.StateAt(now) == Held
}

// joins is the meeting that a unit which has not asked may take part in: the only open one that names it.
func (inv *Invitation) joins(u Unit, now time.Time) ID {
	if open := inv.OpenFor(u, now); len(open) == 1 {
		return open[0].ID
	}
	return ID{}
}

// OpenFor are the meetings that the unit may come to at now.
func (inv *Invitation) OpenFor(u Unit, now time.Time) []Meeting {
	var open []Meeting
	for _, m := range inv.MeetingsFor(u) {
		if OpennessOf(inv.Series, m, now).Takes() {
			open = append(open, m)
		}
	}
	return open
}

// settleWish drops what the rule does not use: everything where meetings have dates, or the unit comes to one that is there, and a
// neighbour that is the unit itself or named twice.
func (q RegistrationRequest) settleWish(inv *Invitation) MeetingWish {
	if !inv.Series.Rules.OnRequest || !q.Meeting.IsZero() {
		return MeetingWish{}
	}
	w := q.Wish
	w.Neighbours = otherThan(q.Unit, w.Neighbours)
	return w
}

func otherThan(u Unit, neighbours []Unit) []Unit {
	var others []Unit
	for _, n := range neighbours {
		if !sameUnit(n, u) && !slices.ContainsFunc(others, func(o Unit) bool { return sameUnit(o, n) }) {
			others = append(others, n)
		}
	}
	return others
}

// CheckWish finds what is wrong with a wish for a meeting. asks: the unit has no meeting, so it must say when it could.
func CheckWish(w MeetingWish, asks bool) Problems {
	problems := Problems{}
	if asks {
		required(problems, "wanted_when", w.When, MaxComment)
	} else {
		atMost(problems, "wanted_when", w.When, MaxComment)
	}
	atMost(problems, "wanted_help", w.Help, MaxComment)
	if len(w.Neighbours) > MaxNeighbours {
		problems.Add("neighbours", "problem.too-many-neighbours", "Max", MaxNeighbours)
	}
	return problems
}

// MaxNeighbours bounds how many others a unit may wish to meet together with.
const MaxNeighbours = 20

// RequestMeeting is the meeting that staff make of requests. Versions are those that the form was made from.
type RequestMeeting struct {
	Meeting  Meeting
	Requests []RequestVersion
	Others   []Unit // neighbours that have not asked: the meeting names them too
	Note     string // staff's own words in the letter
}

// RequestVersion is a registration as the reader saw it.
type RequestVersion struct {
	Registration ID
	Version      int
}

// CheckRequestMeeting finds what is wrong with a meeting that is made of requests: it has a day ahead and a place, room for everybody who
// has been named, and a deadline ahead.
func CheckRequestMeeting(inv *Invitation, m Meeting, named int, now time.Time) Problems {
	problems := Problems{}
	switch {
	case m.StartsAt.IsZero():
		problems.Add("date", "problem.required")
	case !m.StartsAt.After(now):
		problems.Add("date", "problem.starts-passed")
	}
	if !m.EndsAt.IsZero() && !m.EndsAt.After(m.StartsAt) {
		problems.Add("to", "problem.ends-before")
	}
	if !m.Digital && m.Town == "" && m.Venue == "" {
		problems.Add("town", "problem.place-or-digital")
	}
	if m.Capacity > 0 && m.Capacity < named {
		problems.Add("capacity", "problem.below-named", "Named", named)
	}
	if len(problems) > 0 {
		return problems
	}
	for _, p := range CheckKept(inv.Series, m) {
		problems["date"] = p
	}
	if !MeetingClosesAt(m.Deadline, inv.Series.MeetingRule(), m.StartsAt).After(now) {
		problems.Add("closes_on", "problem.deadline-passed")
	}
	return problems
}

// DateAnswerKey is whose answer it is to which meeting's date.
type DateAnswerKey struct{ Registration, Meeting ID }

// RequestState is which requests staff want to see.
type RequestState string

// Those without a meeting, those with one, or both.
const (
	RequestsOpen RequestState = "open"
	RequestsMet  RequestState = "met"
	RequestsAll  RequestState = "all"
)

// RequestFilter is what staff want to see of a series' requests.
type RequestFilter struct {
	State  RequestState // "" is all
	County string       // number
}

// Request is one unit's request for a meeting as staff see it.
type Request struct {
	Registration Registration
	Meeting      *Meeting    // that it became; nil: it waits
	Neighbours   []Neighbour // whom it would like to meet together with
	AskedFor     []Unit      // units whose requests name this one
	Fits         *bool       // the contact's answer to the date
}

// Neighbour is a unit that a request names, and that unit's own request if it has one.
type Neighbour struct {
	Unit Unit
	Own  *Registration
	Met  bool // its own request has a meeting
}

// RequestsPage is what staff see of the requests in a series where meetings are asked for.
type RequestsPage struct {
	Invitation Invitation
	Now        time.Time
	Filter     RequestFilter
	Requests   []Request // what the filter lets through: those that wait first, the oldest first
	Open, Met  int       // whatever the filter
	Undecided  int       // registrations that staff must decide on before they count
	Counties   []NamedCounty
}

// Takes reports whether the filter lets a request through.
func (f RequestFilter) Takes(q Request) bool {
	switch {
	case f.State == RequestsOpen && q.Meeting != nil, f.State == RequestsMet && q.Meeting == nil,
		f.County != "" && q.Registration.Unit.County != f.County:
		return false
	}
	return true
}

// RequestMeetingForm is what the form for a meeting of requests is drawn from.
type RequestMeetingForm struct {
	Page     RequestsPage // every request
	Chosen   []Request    // that staff ticked
	Requests []Request    // those of them that wait, and those of the neighbours they name
	Others   []Unit       // neighbours without a request of their own
}

// Chosen are the requests of the page with the ids, in its order.
func (p RequestsPage) Chosen(ids []ID) []Request {
	var chosen []Request
	for _, q := range p.Requests {
		if slices.Contains(ids, q.Registration.ID) {
			chosen = append(chosen, q)
		}
	}
	return chosen
}

// RequestsOf are the requests among a series' registrations: those that count, waiting ones first, then by when they came.
func RequestsOf(inv *Invitation, all []Registration, answers map[DateAnswerKey]bool) []Request {
	own := map[ID]*Registration{}
	asked := map[ID][]Unit{}
	for i := range all {
		if r := &all[i]; r.State == Active && r.ConcludedAt.IsZero() {
			own[r.Unit.ID] = r
			for _, n := range r.Neighbours {
				asked[n.ID] = append(asked[n.ID], r.Unit)
			}
		}
	}
	var requests []Request
	for _, r := range all {
		if r.State != Active || !r.ErasedAt.IsZero() { // unproven and held ones don't count yet
			continue
		}
		q := Request{Registration: r, AskedFor: asked[r.Unit.ID]}
		if ids := r.Meetings(); len(ids) > 0 {
			q.Meeting = inv.Meeting(ids[0])
			if fits, answered := answers[DateAnswerKey{r.ID, ids[0]}]; answered {
				q.Fits = &fits
			}
		}
		for _, n := range r.Neighbours {
			beside := Neighbour{Unit: n, Own: own[n.ID]}
			beside.Met = beside.Own != nil && len(beside.Own.Meetings()) > 0
			q.Neighbours = append(q.Neighbours, beside)
		}
		requests = append(requests, q)
	}
	slices.SortStableFunc(requests, func(a, b Request) int {
		return cmp.Or(compareBool(a.Meeting != nil, b.Meeting != nil), a.Registration.ReceivedAt.Compare(b.Registration.ReceivedAt))
	})
	return requests
}

// compareBool puts false first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// MeetTogether are the chosen requests and those of the neighbours they name that wait too, and the neighbours without a request of their
// own: what staff are suggested to make one meeting of.
func MeetTogether(all, chosen []Request) (requests []Request, others []Unit) {
	in := map[ID]bool{}
	for _, q := range chosen {
		in[q.Registration.ID] = true
	}
	for _, q := range chosen {
		for _, n := range q.Neighbours {
			switch {
			case n.Own != nil && !n.Met:
				in[n.Own.ID] = true
			case n.Own == nil && !slices.ContainsFunc(others, func(u Unit) bool { return u.ID == n.Unit.ID }):
				others = append(others, n.Unit)
			}
		}
	}
	for _, q := range all {
		if in[q.Registration.ID] && q.Meeting == nil {
			requests = append(requests, q)
		}
	}
	return requests, others
}
