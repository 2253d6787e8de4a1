package selection

// Result is a proposal: an outcome for every person, why, and how good each level is.
type Result struct {
	Outcomes []Outcome     // by person id
	Units    []UnitOutcome // by unit id
	Levels   []Level       // in the order they were settled

	Counties   []CountyTotal // by county
	Shortfalls []Shortfall   // floors that could not be met, by meeting and role
}

// CountyTotal is one county's part. Target is its proportional share of the units that get a place, rounded by lot.
type CountyTotal struct {
	County string
	Units  int // that can attend a meeting and are not locked out
	Target int
	Placed int
}

// Shortfall is a floor that is not met: Placed is how many delegates of the role sit there.
type Shortfall struct {
	Meeting string
	Role    string
	Floor   int
	Placed  int
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

// Change is how one person's outcome differs between two proposals.
type Change struct {
	Person        string
	Unit          string
	BeforeState   State
	BeforeMeeting string
	AfterState    State
	AfterMeeting  string
}

// Counterfactual answers «what if this unit went to that meeting?».
type Counterfactual struct {
	Unit, Meeting string
	Possible      bool     // false: it can't attend, is locked elsewhere, or locked places fill the meeting
	Level         string   // the first level that gets worse; "" when none does
	From, To      int      // that level's value now and then
	Lot, LoserLot int      // when no level gets worse: the unit's own number, and that of the first in Losers
	Losers        []string // units that would lose their place, by lot
	Changes       []Change // everything that would change, by person
}
