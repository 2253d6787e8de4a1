package selection

// class is a set of units that the search need not tell apart: one profile, one county, one use of the meetings.
type class struct {
	profile int
	county  int
	lockIn  bool  // a lock gives them a place
	rank    []int // by meeting, a wish; 0: can't attend. In a search blind to wishes the same at every meeting it can attend.
	members []int // positions in problem.units, in lot order
	out     int   // the wish that having no place counts as
}

// state is how many of each class are where. Everything the search asks often is kept up to date by move.
type state struct {
	p       *problem
	w       weights
	classes []class
	steps   int // how many changes of wish there can be, worse ones as many as better ones

	at     []int32 // [meeting+1][class]: how many may still be moved; row 0 is outside
	placed []int   // by class, the fixed among them
	keep   []int   // by class: that many must stay placed
	rooms  []room
	value  []cost // of each room
	county []int  // units placed, by county
	target []int  // by county; nil before the targets are known
	closed bool   // nobody enters or leaves: only where is being settled
	rank   [2]int // sum of ranks, of last choices

	missing, missingLocked int // units without a place, and those of them that a lock should seat

	here      []int32 // [meeting+1][profile]: how many may be moved
	reach     []int32 // [meeting][profile][to meeting][change of rank]: how many could go there
	byProfile [][]int // classes of each profile
	swaps     []cost  // [meeting][profile in or none][profile out or none]: change of the room's value
	stale     []bool  // by meeting: swaps must be computed anew

	journal []entry
	scratch *labels
	bound   bounds  // of levels 1–4
	least   []int64 // [meeting][class]: what the total of ranks is at least, in 1/priceScale, when one of the class is there; nil: not known
}

// entry is one move, for taking it back.
type entry struct {
	class, from, to int
	kind            entryKind
}

type entryKind uint8

const (
	moved    entryKind = iota
	fixed              // may no longer be moved
	released           // may be moved again
)

// newState puts every unit that is not locked to a meeting outside, and those that are where they must be.
func newState(p *problem, w weights, classOf func(i int) (key string, rank []int, out int)) *state {
	s := &state{p: p, w: w}
	known := map[string]int{}
	s.byProfile = make([][]int, len(p.profiles))
	least, most := 1<<20, 0
	of := make([]int, len(p.units))
	for i, u := range p.units {
		key, rank, none := classOf(i)
		c, found := known[key]
		if !found {
			c = len(s.classes)
			known[key] = c
			s.classes = append(s.classes, class{profile: u.profile, county: u.county, lockIn: u.lock != nil, rank: rank, out: none})
			s.byProfile[u.profile] = append(s.byProfile[u.profile], c)
			for _, r := range rank {
				if r > 0 {
					least, most = min(least, r), max(most, r)
				}
			}
		}
		s.classes[c].members = append(s.classes[c].members, i)
		of[i] = c
	}
	s.steps = 1
	if most > least {
		s.steps = 2*(most-least) + 1
	}
	n, m, f := len(s.classes), len(p.meetings), len(p.profiles)
	s.at, s.placed, s.keep = make([]int32, (m+1)*n), make([]int, n), make([]int, n)
	s.here, s.reach = make([]int32, (m+1)*f), make([]int32, m*f*m*s.steps)
	s.rooms, s.value, s.stale = make([]room, m), make([]cost, m), make([]bool, m)
	s.swaps = make([]cost, m*(f+1)*(f+1))
	s.county = make([]int, len(p.counties))
	for i := range s.rooms {
		s.rooms[i].own, s.rooms[i].more = make([]int, p.subsets), make([]int, p.subsets)
		s.refresh(i)
	}
	for c := range s.classes {
		s.at[c] = int32(len(s.classes[c].members))
		s.here[s.classes[c].profile] += s.at[c]
		s.missing += int(s.at[c])
		s.rank[0] += int(s.at[c]) * (s.classes[c].out / 3)
		if s.classes[c].lockIn {
			s.missingLocked += int(s.at[c])
		}
	}
	for i, u := range p.units {
		if u.at != outside {
			s.move(of[i], outside, u.at)
			s.fix(of[i], u.at)
		}
	}
	return s
}

// blind is the class of a unit while it is settled who: profile, county, the meetings it can attend, locks; not its wishes.
func (p *problem) blind(i int) (string, []int, int) {
	u := p.units[i]
	key := make([]byte, 0, 16+len(u.rank))
	key = appendNumber(appendNumber(key, u.profile), u.county)
	rank := make([]int, len(u.rank))
	for m, r := range u.rank {
		if r > 0 {
			rank[m] = wish(1, false)
			key = append(key, 1)
		} else {
			key = append(key, 0)
		}
	}
	if u.lock != nil {
		key = append(key, 'L')
	}
	if u.at != outside {
		key = appendNumber(append(key, '@'), u.at)
	}
	return string(key), rank, wish(1, false)
}

// wishing is the class of a unit while the best total of wishes is sought.
func (p *problem) wishing(i int) (string, []int, int) {
	u := p.units[i]
	key := appendNumber(nil, u.profile)
	ranks := 0
	for _, r := range u.rank {
		key = appendNumber(key, r)
		ranks = max(ranks, r)
	}
	rank := make([]int, len(u.rank))
	for m, r := range u.rank {
		if r > 0 {
			rank[m] = wish(r, r == ranks && ranks > 1)
		}
	}
	if u.at != outside {
		key = appendNumber(append(key, '@'), u.at)
	}
	return string(key), rank, wish(1, false)
}

func appendNumber(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8), byte(n>>16)) }

func (s *state) count(m, c int) int { return int(s.at[(m+1)*len(s.classes)+c]) }

// refresh values a room again after a change.
func (s *state) refresh(m int) {
	s.value[m] = s.w.of(s.rooms[m].standing(&s.p.meetings[m], s.p.userMask, nil, nil))
	s.stale[m] = true
}

// seats adds n units of a class to what may be moved at a place.
func (s *state) seats(c, m, n int) {
	k := &s.classes[c]
	f := len(s.p.profiles)
	s.at[(m+1)*len(s.classes)+c] += int32(n)
	s.here[(m+1)*f+k.profile] += int32(n)
	if m == outside {
		return
	}
	meetings := len(s.p.meetings)
	base := (m*f + k.profile) * meetings
	for to, r := range k.rank {
		if r > 0 && to != m {
			s.reach[(base+to)*s.steps+r-k.rank[m]+s.steps/2] += int32(n)
		}
	}
}

// move takes one unit of a class from one place to another; either may be outside.
func (s *state) move(c, from, to int) {
	s.journal = append(s.journal, entry{c, from, to, moved})
	s.apply(c, from, to)
}

func (s *state) apply(c, from, to int) {
	k := &s.classes[c]
	f := &s.p.profiles[k.profile]
	s.seats(c, from, -1)
	s.seats(c, to, 1)
	if from == outside {
		s.enter(c, 1)
		s.rank[0] -= k.out / 3
	} else {
		s.rooms[from].add(f, -1)
		s.refresh(from)
		s.rank[0] -= k.rank[from] / 3
		s.rank[1] -= k.rank[from] % 3
	}
	if to == outside {
		s.enter(c, -1)
		s.rank[0] += k.out / 3
	} else {
		s.rooms[to].add(f, 1)
		s.refresh(to)
		s.rank[0] += k.rank[to] / 3
		s.rank[1] += k.rank[to] % 3
	}
}

// enter counts n units of a class as placed.
func (s *state) enter(c, n int) {
	s.placed[c] += n
	s.county[s.classes[c].county] += n
	s.missing -= n
	if s.classes[c].lockIn {
		s.missingLocked -= n
	}
}

// fix makes one unit of a class stay at a meeting for good.
func (s *state) fix(c, m int) {
	s.journal = append(s.journal, entry{c, m, m, fixed})
	s.seats(c, m, -1)
}

// release lets one that was fixed be moved again.
func (s *state) release(c, m int) {
	s.journal = append(s.journal, entry{c, m, m, released})
	s.seats(c, m, 1)
	if m != outside {
		s.stale[m] = true
	}
}

// back takes back all that was done since the journal was that long.
func (s *state) back(length int) {
	for len(s.journal) > length {
		e := s.journal[len(s.journal)-1]
		s.journal = s.journal[:len(s.journal)-1]
		switch e.kind {
		case fixed:
			s.seats(e.class, e.from, 1)
		case released:
			s.seats(e.class, e.from, -1)
		default:
			s.apply(e.class, e.to, e.from)
		}
	}
}

// leaving is the change of cost, rooms apart, when a unit of a county loses its place; entering when one gets it.
func (s *state) leaving(county int, lockIn bool) cost {
	d := cost{hi: s.w.unit}
	if lockIn {
		d.hi += s.w.locked
	}
	n := s.county[county]
	if n == 1 && s.p.counties[county] != "" {
		d.hi += s.w.county
	}
	if s.target != nil {
		d.lo = s.w.share * int64(distance(n-1, s.target[county])-distance(n, s.target[county]))
	}
	return d
}

func (s *state) entering(county int, lockIn bool) cost {
	d := cost{hi: -s.w.unit}
	if lockIn {
		d.hi -= s.w.locked
	}
	n := s.county[county]
	if n == 0 && s.p.counties[county] != "" {
		d.hi -= s.w.county
	}
	if s.target != nil {
		d.lo = s.w.share * int64(distance(n+1, s.target[county])-distance(n, s.target[county]))
	}
	return d
}

func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}

// total is the whole cost.
func (s *state) total() cost {
	var sum cost
	for _, v := range s.value {
		sum = sum.plus(v)
	}
	sum.hi += s.w.unit*int64(s.missing) + s.w.locked*int64(s.missingLocked)
	for k, n := range s.county {
		if n == 0 && s.p.counties[k] != "" {
			sum.hi += s.w.county
		}
		if s.target != nil {
			sum.lo += s.w.share * int64(distance(n, s.target[k]))
		}
	}
	sum.lo += s.w.rank*int64(s.rank[0]) + s.w.last*int64(s.rank[1])
	return sum
}

// tally takes the levels apart again.
func (s *state) tally() tally {
	var t tally
	for m := range s.rooms {
		v := s.rooms[m].standing(&s.p.meetings[m], s.p.userMask, nil, nil)
		t.overflow += v.overflow
		t.userShort += v.userShort
		t.roleShort += v.roleShort
		t.people += v.people
	}
	t.units = len(s.p.units) - s.missing
	t.locked = s.missingLocked
	for k, n := range s.county {
		if n > 0 && s.p.counties[k] != "" {
			t.counties++
		}
		if s.target != nil {
			t.share += distance(n, s.target[k])
		}
	}
	t.rank, t.last = s.rank[0], s.rank[1]
	return t
}
