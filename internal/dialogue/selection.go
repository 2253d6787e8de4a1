package dialogue

import "time"

// SelectionRules is how a series selects when more apply than there is room for. The words are those of package selection.
type SelectionRules struct {
	Where          string // WhereLotOrder or WhereBestTotal
	Extra          string // ExtraWishesFirst, ExtraPeopleFirst or ExtraOwnAnswer
	MinDelegation  int    // a delegation comes with at least this many, or not at all
	SecondApproval bool   // a proposal is approved by somebody else than who made it
}

// How meetings are shared among those who have got a place, and how further places are.
const (
	WhereLotOrder    = "lot_order"
	WhereBestTotal   = "best_total"
	ExtraWishesFirst = "wishes_first"
	ExtraPeopleFirst = "people_first"
	ExtraOwnAnswer   = "own_answer"
)

// StandardSelection is what a new series begins with.
func StandardSelection() SelectionRules {
	return SelectionRules{Where: WhereLotOrder, Extra: ExtraPeopleFirst, MinDelegation: 1}
}

// Selection is one draw («trekning»): who applied and the rules, frozen before the public value that decides the lots exists. The
// texts are the files of a case (SELECTION.md): ids and roles, no names.
type Selection struct {
	Organiser, ID, Series           ID
	Number                          int
	Reason                          string // why it is drawn again; "" for the first
	Meetings, Units, Persons, Rules string
	RosterHash, RulesHash           []byte
	Method                          int
	ValueSource                     string // what the public value will be
	PublicValue                     string // "" until it exists
	ValueAt, FrozenAt, SentAt       time.Time
	ValueBy, FrozenBy, SentBy       ID
	Version                         int
}

// LockKind is what staff decide about a delegation or a delegate.
type LockKind string

// In: gets a place somewhere. Out: gets none. At: gets a place at that meeting.
const (
	LockIn  LockKind = "in"
	LockOut LockKind = "out"
	LockAt  LockKind = "at"
)

// SelectionLock is such a decision. One that was lifted stays, with who lifted it and why.
type SelectionLock struct {
	ID, Selection, Registration ID
	Delegate                    ID // none: the whole delegation
	Kind                        LockKind
	Meeting                     ID // LockAt
	Reason                      string
	Withdrawal                  bool // the unit withdrew: nobody's decision here, and nobody can lift it
	MadeAt, LiftedAt            time.Time
	MadeBy, LiftedBy            ID
	LiftedReason                string // "": lifted because the unit withdrew
}

// SelectionProposal is what came of a draw and the locks as they were.
type SelectionProposal struct {
	ID, Selection             ID
	Number                    int
	Before                    ID // solved again near this one: who as from nothing, where with the fewest moves
	Note                      string
	Locks, Assignment, Report string // rules.json with locks, assignment.csv, report.json
	ResultHash                []byte
	MadeAt, ApprovedAt        time.Time
	MadeBy, ApprovedBy        ID
}

// SelectionStep is how far a series has come with its selection.
type SelectionStep string

// Not yet: the deadline has not passed, or something received before it is undecided. Freeze, value, propose, approve, send: what
// staff do next. Sent: the answers are out.
const (
	StepNotYet  SelectionStep = "not_yet"
	StepFreeze  SelectionStep = "freeze"
	StepValue   SelectionStep = "value"
	StepPropose SelectionStep = "propose"
	StepApprove SelectionStep = "approve"
	StepSend    SelectionStep = "send"
	StepSent    SelectionStep = "sent"
)

// Outcome of a unit or a person in a proposal: SeatPlaced, SeatWaiting or SeatNotSelected.

// SelectionReason says why in a form that pages and letters put into words (lang.Printer.Reason).
type SelectionReason struct {
	Kind     string // of selection's certificates: lock, available, floor, county, lot, room, full, fewer_places
	Lot      int    // the unit's number in the order of lots
	LastLot  int    // the last number that got a place under the same rules
	FirstOut int    // of a placed one: the first number that did not
	County   string // name
	Role     Text
	Meetings []ID
	Text     string // staff's own, of a lock
	Applied  int    // how many units applied
}

// SelectedUnit is what a proposal gives one registration.
type SelectedUnit struct {
	Registration Registration // with delegates and wishes; the names are not part of the roster
	CountyName   string
	Outcome      SeatState
	Meeting      ID
	Rank         int // of the meeting in the unit's own ranking
	Lot          int
	Reason       SelectionReason
	Persons      []SelectedPerson
	Lock         *SelectionLock // of the whole delegation
}

// Places is how many of the delegation have got a place.
func (u SelectedUnit) Places() int {
	n := 0
	for _, p := range u.Persons {
		if p.Outcome == SeatPlaced {
			n++
		}
	}
	return n
}

// SelectedPerson is what a proposal gives one delegate.
type SelectedPerson struct {
	Delegate Delegate
	Role     Text
	Outcome  SeatState
	Reason   SelectionReason
	Lock     *SelectionLock
}

// SelectionLevel is how good a proposal is on one criterion: Value against Bound, the best that can be.
type SelectionLevel struct {
	Name         string // of package selection: user_short, role_short, counties, …
	Value, Bound int
	Proven       bool
}

// SelectionRow is one row of a figure: how many applied and how many get a place. Share is the places the row would have if every
// registration had as many (of a role: every person), in tenths of a place, or -1 when that says nothing.
type SelectionRow struct {
	Label                       string // a county's name, a size or a rank in digits
	Meeting                     ID     // of the figure per meeting
	Role                        Text   // of the figure per role
	AppliedUnits, PlacedUnits   int
	AppliedPeople, PlacedPeople int
	Places                      int // capacity, of a meeting
	Floor, Short                int // of a role: wished for in all, and what is missing
	Share                       int
}

// SelectionFigures is what a proposal gives against what applied.
type SelectionFigures struct {
	Total    SelectionRow
	Meetings []SelectionRow // applied: as first wish
	Counties []SelectionRow
	Roles    []SelectionRow
	Sizes    []SelectionRow   // by the delegation's size: 1, 2, …
	Wishes   []SelectionRow   // units placed by rank of the meeting they got: 1, 2, …
	AtRole   [][]SelectionRow // for each meeting, as Roles
}

// SelectionView is one proposal opened up.
type SelectionView struct {
	Proposal SelectionProposal
	Levels   []SelectionLevel
	Figures  SelectionFigures
	Units    []SelectedUnit // in Norwegian order
}

// SelectionMove is a difference between two proposals: what one registration had and has.
type SelectionMove struct {
	Registration           ID
	UnitName               string
	UnitKind               UnitKind
	Before, After          SeatState
	MeetingBefore, Meeting ID
	PlacesBefore, Places   int
}

// SelectionPage is the workbench: everything about a series' selection on one page.
type SelectionPage struct {
	Invitation  Invitation
	Step        SelectionStep
	Undecided   int                 // registrations received in time that still want a click or a decision
	Applied     SelectionFigures    // of those who have applied, before there is any proposal
	Draws       []Selection         // newest first
	Draw        *Selection          // the newest, or nil
	Proposals   []SelectionProposal // of Draw, newest first
	Locks       []SelectionLock     // of Draw, lifted ones too
	View        *SelectionView      // of the proposal that is looked at: the approved one, else the newest
	Late        int                 // registrations that have come since the draw was frozen
	LateEntries []LateEntry         // those, and what is new
	Withdrawn   int                 // withdrawn since the proposal was made: it must be solved again
	Obstacles   []Problem           // why View can't be approved or sent as things are now
	MayApprove  bool
	Staff       map[ID]string // names of those who have done something
	Now         time.Time
}

// SelectionUnitPage is one registration in a proposal, with «what if».
type SelectionUnitPage struct {
	Invitation Invitation
	Draw       Selection
	View       SelectionProposal
	Unit       SelectedUnit
	Locks      []SelectionLock // of this registration, lifted ones too
	WhatIf     []WhatIf        // for each meeting it does not get
	Staff      map[ID]string
	Editable   bool // the proposal is the newest, not approved, and nothing is sent
	Now        time.Time
}

// WhatIf tells what it would take to have a registration at a meeting: the first criterion that gets worse, from what to what, and who
// would lose places or move. Impossible when the registration can't attend, or staff's locks stand against it.
type WhatIf struct {
	Meeting       ID
	Impossible    bool
	Level         string // "" : nothing gets worse
	Before, After int
	Lot, LoserLot int // when nothing gets worse: the registration's own number, and that of the first who would lose its place
	Moves         []SelectionMove
}

// SelectionPreview is a change that is shown before it is saved: the locks as they would be and what the rest becomes.
type SelectionPreview struct {
	Invitation Invitation
	Unit       *SelectedUnit // whom the lock is about, or nil
	Lock       *SelectionLock
	Before     SelectionView
	After      SelectionView
	Moves      []SelectionMove
	Now        time.Time
}

// SelectionComparison is two proposals of a draw side by side.
type SelectionComparison struct {
	Invitation    Invitation
	Before, After SelectionView
	Moves         []SelectionMove
	Now           time.Time
}
