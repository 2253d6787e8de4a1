package dialogue

import "time"

// RegistrationState is unverified → active | held → active | refused; active → withdrawn. A second registration for a unit is
// kept as a proposal until the contact or staff have dealt with it: settled.
type RegistrationState string

// The states of a registration.
const (
	Unverified   RegistrationState = "unverified"
	HeldForStaff RegistrationState = "held"
	Active       RegistrationState = "active"
	Refused      RegistrationState = "refused"
	Withdrawn    RegistrationState = "withdrawn"
	Proposal     RegistrationState = "proposal"
	Settled      RegistrationState = "settled"
)

// Over reports whether nothing more comes of a registration in the state.
func (s RegistrationState) Over() bool { return s == Withdrawn || s == Refused || s == Settled }

// Channel is how a registration came.
type Channel string

// Web is the form; the others were written by staff on the unit's behalf.
const (
	Web     Channel = "web"
	ByPost  Channel = "post"
	ByPhone Channel = "phone"
	ByEmail Channel = "email"
)

// SeatState is the state of one delegate's seat.
type SeatState string

// pending → placed | waiting | not_selected; waiting, not_selected → offered → placed | waiting; any → withdrawn | replaced.
const (
	SeatPending     SeatState = "pending"
	SeatPlaced      SeatState = "placed"
	SeatWaiting     SeatState = "waiting"
	SeatNotSelected SeatState = "not_selected"
	SeatOffered     SeatState = "offered"
	SeatWithdrawn   SeatState = "withdrawn"
	SeatReplaced    SeatState = "replaced"
)

// Gone reports whether the seat no longer counts.
func (s SeatState) Gone() bool { return s == SeatWithdrawn || s == SeatReplaced }

// Pool is what a seat's slot counts in.
type Pool string

// The delegation's cap, those at own cost above it, users and next of kin counted apart.
const (
	InDelegation Pool = "delegation"
	AtOwnCost    Pool = "own_cost"
	OutsideCap   Pool = "outside"
)

// Contact answers for a registration. Email may be empty only when staff wrote it: its letters are then printed.
type Contact struct {
	Name, Position, Email, Phone, PostalAddress string
}

// Delegate is a person in a registration, with the seats the person has.
type Delegate struct {
	ID        ID
	Role      ID
	Name      string
	Position  string
	Email     string
	Phone     string
	ByStaff   bool      // the organiser entered the person, on the unit's behalf
	TakenFrom ID        // the proposal's delegate this one was taken over from
	Code      string    // of the letter that told the person what is stored; authorises nothing. "" before
	NoticedAt time.Time // when the person was told; zero when not
	Seats     []Seat
}

// Live reports whether any of the delegate's seats still counts.
func (d Delegate) Live() bool {
	for _, s := range d.Seats {
		if !s.State.Gone() {
			return true
		}
	}
	return false
}

// Meetings are those where the delegate has a seat that still counts.
func (d Delegate) Meetings() []ID {
	var ids []ID
	for _, s := range d.Seats {
		if !s.State.Gone() && !s.Meeting.IsZero() {
			ids = append(ids, s.Meeting)
		}
	}
	return ids
}

// Seat is one delegate at one meeting.
type Seat struct {
	ID           ID
	Meeting      ID // none until chosen, assigned or selected
	State        SeatState
	Pool         Pool
	Slot         int   // 0 when gone
	WaitingNo    int64 // shared by a delegation that waits together
	OfferedUntil time.Time
	ConfirmedAt  time.Time
	CheckedInAt  time.Time // zero: has not come
	Code         string    // for check-in at the door
}

// Wish is a meeting's place in the unit's ranking. Available false is «kan ikke delta».
type Wish struct {
	Meeting   ID
	Rank      int
	Available bool
}

// IfNotAll is a delegation's answer to «if we don't all fit»; "" when it was not asked.
type IfNotAll string

// Fewer: the same meeting with fewer of us. Together: the next meeting where all of us fit.
const (
	Fewer    IfNotAll = "fewer"
	Together IfNotAll = "together"
)

// Registration is a unit's answer to a series.
type Registration struct {
	Organiser     ID
	ID            ID
	Series        ID
	Unit          Unit
	State         RegistrationState
	Channel       Channel
	Lang          Lang
	Contact       Contact
	Comment       string
	IfNotAll      IfNotAll
	Municipality  string // number: where a person, or an organisation, belongs
	Invitation    ID     // the unit's personal link that it came by
	WantedWhen    string // OnRequest: when the unit could meet
	WantedHelp    string // OnRequest: what it wants help with
	Neighbours    []Unit // OnRequest: whom it would like to meet together with
	Meeting       ID     // OnRequest: the meeting that the request became, also while nobody is named
	Reference     string // eight characters for people to quote; never authorises
	ReceivedAt    time.Time
	ActivatedAt   time.Time
	ExpiresAt     time.Time
	LateReason    string
	HeldReason    string
	RechooseUntil time.Time
	RegisteredBy  ID
	ConcludedAt   time.Time // OnRequest: its meeting was over when the unit asked for another
	ErasedAt      time.Time
	Delegates     []Delegate
	Wishes        []Wish
	Answers       []Answer
	Version       int
}

// LiveDelegates are those with a seat that still counts, in the unit's own order.
func (r Registration) LiveDelegates() []Delegate {
	var live []Delegate
	for _, d := range r.Delegates {
		if d.Live() {
			live = append(live, d)
		}
	}
	return live
}

// VerifyWithin is how long an unverified registration waits for its click.
const VerifyWithin = 72 * time.Hour

// SignInFor is how long a sign-in link works.
const SignInFor = 10 * time.Minute

// RechooseFor is how long a unit whose meeting was cancelled may choose another.
const RechooseFor = 7 * 24 * time.Hour
