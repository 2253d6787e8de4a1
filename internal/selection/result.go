package selection

// Result is a proposal: an outcome for every person, why, and how good each level is.
type Result struct {
	Outcomes []Outcome     // by person id
	Units    []UnitOutcome // by unit id
	Levels   []Level       // in the order they were settled
}

// State is what a person or a unit gets.
type State string

// NotSelected is a decision by staff (lock out); all others without a place are Waiting.
const (
	Placed      State = "placed"
	Waiting     State = "waiting"
	NotSelected State = "not_selected"
)

// Outcome is one person's.
type Outcome struct {
	Person  string
	Unit    string
	Meeting string // "" when not placed
	State   State
	Level   string // the level that decided, one of the Level… names
	Reason  Certificate
}

// UnitOutcome is one unit's: State is Placed when at least one person is.
type UnitOutcome struct {
	Unit    string
	Meeting string
	State   State
	Places  int
	Rank    int // of the meeting in the unit's own ranking; 0 without a place
	Lot     int // its number in the order of lots, from 1
	Level   string
	Reason  Certificate
}

// The levels, in order; the names are those of report.json.
const (
	LevelLock        = "lock"         // staff decided
	LevelAvailable   = "available"    // no meeting it can attend
	LevelUserShort   = "user_short"   // unmet floors for users and next of kin: fewest
	LevelRoleShort   = "role_short"   // unmet floors for other roles: fewest
	LevelCounties    = "counties"     // counties with at least one unit: most
	LevelUnits       = "units"        // units with at least one place: most
	LevelCountyShare = "county_share" // distance of the county totals from their share, rounded by lot: least
	LevelWho         = "who"          // lot
	LevelWhere       = "ranksum"      // the ranks given, summed
	LevelPersons     = "persons"      // people with a place: most
	LevelExtra       = "extra"        // second places before third ones, a role not yet there before a repeated one, then lot
)

// Level is what one level reached. Bound is the best that can be; Proven when they are known to be equal.
type Level struct {
	Name   string
	Value  int
	Bound  int
	Proven bool
}

// Certificate says why in a form that a short independent program can check. Which fields are set follows from Kind.
type Certificate struct {
	Kind     CertificateKind
	Lot      int      // the unit's own number in the order of lots
	LastLot  int      // the last number admitted that it could have taken the place of
	County   string   // the county whose share is full
	Role     string   // the role whose floor would fall short
	Meetings []string // the full meetings
	Text     string   // staff's reason, of a lock
}

// CertificateKind names the argument.
type CertificateKind string

// The arguments.
const (
	ByLock        CertificateKind = "lock"         // staff decided: Text
	ByAvailable   CertificateKind = "available"    // can attend no meeting
	ByFloor       CertificateKind = "floor"        // admitted, or not, for the sake of Role's floor
	ByCounty      CertificateKind = "county"       // admitted as its county's only one, or its county's share is full: lots within County
	ByLot         CertificateKind = "lot"          // lot comparison: Lot against LastLot
	ByRoom        CertificateKind = "room"         // there is room for all who can come
	ByFull        CertificateKind = "full"         // Meetings, all it can attend, are full of those whose claim is better
	ByFewerPlaces CertificateKind = "fewer_places" // a further place of a unit that has one: Lot against LastLot at Meetings[0]
)
