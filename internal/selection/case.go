package selection

// Case is the frozen input: what may be given out, who applied, and the rules.
type Case struct {
	Meetings []Meeting
	Units    []Unit
	Rules    Rules
}

// Meeting is one meeting. Capacity is what is left when the organiser's own places are taken off.
type Meeting struct {
	ID       string
	Capacity int
	Floors   []Floor // wished-for number of delegates of a role; soft
}

// Floor is the least number of delegates of a role that the organiser wants at a meeting.
type Floor struct {
	Role   string
	Number int
}

// Unit is a delegation or a single person.
type Unit struct {
	ID       string
	Kind     string   // "municipality", "individual", …: the mechanism gives no kind a claim of its own
	County   string   // "" : counts for no county
	Ranking  []string // meetings it can attend, best first; one that is missing is one it can't attend
	IfNotAll Answer
	Persons  []Person // in the unit's own order
}

// Person is one delegate.
type Person struct {
	ID   string
	Role string
}

// Answer is a unit's own answer to «if we don't all fit».
type Answer string

// Fewer: the same meeting with fewer of us. Together: the next meeting where all of us fit.
const (
	Fewer    Answer = "fewer"
	Together Answer = "together"
)

// Where is how the meetings are shared among those who have got a place.
type Where string

// LotOrder: each unit, in the order of its lot, takes its best meeting that leaves the criteria reachable; nobody gains by a false
// ranking. BestTotal: the wishes met best in all, fewest last choices first; it can be gamed.
const (
	LotOrder  Where = "lot_order"
	BestTotal Where = "best_total"
)

// Extra is how further places go to those who have one.
type Extra string

// WishesFirst: no unit gets a worse meeting for the sake of another's further places. PeopleFirst: as many people as possible, then
// the wishes. OwnAnswer: each unit's own answer decides for itself.
const (
	WishesFirst Extra = "wishes_first"
	PeopleFirst Extra = "people_first"
	OwnAnswer   Extra = "own_answer"
)

// Rules are the organiser's choices. The zero value is not valid: see DefaultRules.
type Rules struct {
	Where         Where
	Extra         Extra
	MaxDelegates  int      // of one unit
	MinDelegation int      // a unit comes with at least this many, or with all it has when those are fewer
	UserRoles     []string // roles of users and next of kin: their floors go before all others
	Locks         []Lock   // not part of the rules' hash: a withdrawal moves nobody's lot
}

// DefaultRules are those of a case without rules of its own.
func DefaultRules() Rules {
	return Rules{Where: LotOrder, Extra: PeopleFirst, MaxDelegates: 4, MinDelegation: 1, UserRoles: []string{"user", "kin"}}
}

// LockKind is what staff have decided about a unit or a person.
type LockKind string

// In: gets a place, somewhere. Out: gets none. At: gets a place at that meeting.
const (
	In  LockKind = "in"
	Out LockKind = "out"
	At  LockKind = "at"
)

// Lock is a decision by staff, with its reason. It binds a whole unit, or one person of it.
type Lock struct {
	Unit    string
	Person  string // "" : the unit
	Kind    LockKind
	Meeting string // At only
	Reason  string
}
