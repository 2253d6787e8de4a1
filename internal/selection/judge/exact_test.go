package judge

import (
	"slices"

	"dialogmote/internal/selection"
)

// instance is a case as the exact solver sees it: numbers for names, locks already taken into account.
type instance struct {
	ids      []string // of the meetings
	capacity []int
	floors   []map[string]int // meeting → role → wished-for number
	user     map[string]bool  // roles of users and next of kin
	units    []member
	max      int
	counts   [goals]bool    // the goals that matter in this question
	quota    map[string]int // county → its share of the units
}

// member is a unit: open are the meetings it may be at, best first.
type member struct {
	id, county string
	open       []int
	rank       map[int]int // meeting → its place in the ranking, from 1
	must       bool
	need       int
	persons    []candidate
}

type candidate struct {
	role string
	must bool
}

// Where a unit is in a question: undecided, at none, or at the meeting of that number.
const (
	undecided = -2
	nowhere   = -1
)

// upTo counts the goals until one of them, that one too.
func upTo(last int) (counts [goals]bool) {
	for g := range counts {
		counts[g] = g <= last && g != share && g != early && g != lastRanks
	}
	return counts
}

// instanceOf reads a case. Its units keep their order.
func instanceOf(c selection.Case) *instance {
	x := &instance{max: c.Rules.MaxDelegates, user: map[string]bool{}, counts: upTo(units)}
	number := map[string]int{}
	for i, m := range c.Meetings {
		number[m.ID] = i
		x.ids, x.capacity = append(x.ids, m.ID), append(x.capacity, m.Capacity)
		floors := map[string]int{}
		for _, f := range m.Floors {
			floors[f.Role] = f.Number
		}
		x.floors = append(x.floors, floors)
	}
	for _, r := range c.Rules.UserRoles {
		x.user[r] = true
	}
	for _, u := range c.Units {
		m := member{id: u.ID, county: u.County, rank: map[int]int{}}
		for k, id := range u.Ranking {
			m.rank[number[id]] = k + 1
			m.open = append(m.open, number[id])
		}
		for _, p := range u.Persons {
			a := candidate{role: p.Role}
			for _, l := range c.Rules.Locks {
				if l.Unit == u.ID && l.Person == p.ID && l.Kind != selection.Out {
					a.must, m.must = true, true
				}
			}
			if !slices.ContainsFunc(c.Rules.Locks, func(l selection.Lock) bool {
				return l.Unit == u.ID && l.Person == p.ID && l.Kind == selection.Out
			}) {
				m.persons = append(m.persons, a)
			}
		}
		for _, l := range c.Rules.Locks {
			switch {
			case l.Unit != u.ID:
			case l.Kind == selection.At:
				m.open, m.must = []int{number[l.Meeting]}, true
			case l.Kind == selection.In:
				m.must = true
			case l.Person == "":
				m.open = nil
			}
		}
		m.need = min(c.Rules.MinDelegation, len(m.persons))
		x.units = append(x.units, m)
	}
	return x
}

// openIDs are the meetings a unit may be at, by id.
func (x *instance) openIDs(u int) (ids []string) {
	for _, m := range x.units[u].open {
		ids = append(ids, x.ids[m])
	}
	return ids
}

// anywhere is the question where nothing is decided.
func (x *instance) anywhere() []int {
	where := make([]int, len(x.units))
	for i := range where {
		where[i] = undecided
	}
	return where
}

// seating is person by person, unit by unit, the meeting or nowhere.
type seating [][]int

// relaxed is the cheapest seating when the people of an undecided unit may go to different meetings, fewer than its minimum too: never
// dearer than a real one, and exact when all units are decided.
func (x *instance) relaxed(where []int) (cost, seating) {
	n := &network{}
	pick := func(goal int, v int32) cost { // a cost that is left out when the goal doesn't matter
		if !x.counts[goal] {
			return cost{}
		}
		return one(goal, v)
	}
	var base cost
	source, sink := n.node(), n.node()
	meetings := make([]int, len(x.capacity))
	rooms := make([]map[string]int, len(x.capacity)) // meeting → role → node
	for m, capacity := range x.capacity {
		meetings[m] = n.node()
		n.connect(meetings[m], sink, capacity, cost{})
		rooms[m] = map[string]int{}
	}
	room := func(m int, role string) int {
		if at, ok := rooms[m][role]; ok {
			return at
		}
		at := n.node()
		rooms[m][role] = at
		goal := roleShort
		if x.user[role] {
			goal = userShort
		}
		n.connect(at, meetings[m], x.floors[m][role], pick(goal, -1))
		n.connect(at, meetings[m], x.capacity[m], cost{})
		return at
	}
	for _, floors := range x.floors {
		for role, f := range floors {
			if x.user[role] {
				base = base.plus(pick(userShort, int32(f)))
			} else {
				base = base.plus(pick(roleShort, int32(f)))
			}
		}
	}
	gates := map[string]int{} // county → node
	for _, q := range x.quota {
		base = base.plus(pick(share, int32(q)))
	}
	gate := func(county string) int {
		if county == "" {
			return source
		}
		at, ok := gates[county]
		if ok {
			return at
		}
		at = n.node()
		gates[county] = at
		q := x.quota[county]
		near, far := pick(share, -1), pick(share, 1)
		if q > 0 {
			n.connect(source, at, 1, near.plus(pick(counties, -1)))
			n.connect(source, at, q-1, near)
		} else {
			n.connect(source, at, 1, far.plus(pick(counties, -1)))
		}
		n.connect(source, at, len(x.units), far)
		return at
	}
	type way struct{ person, meeting, arc int }
	ways := make([][]way, len(x.units))
	for u, m := range x.units {
		if m.must {
			base = base.plus(one(broken, 1))
		}
		for _, p := range m.persons {
			if p.must {
				base = base.plus(one(broken, 1))
			}
		}
		open := m.open
		fixed := where[u] >= 0
		if fixed {
			open = []int{where[u]}
			base = base.plus(one(broken, int32(m.need)))
		}
		if where[u] == nowhere || len(open) == 0 {
			continue
		}
		// The first place and the further ones go through nodes of their own, since only the first bears the unit's rank.
		first, further := n.node(), n.node()
		for k := range min(x.max, len(m.persons)) {
			c := pick(persons, -1).plus(pick(early, -1))
			if fixed && k < m.need {
				c = c.plus(one(broken, -1))
			}
			switch k {
			case 0:
				if m.must {
					c = c.plus(one(broken, -1))
				}
				n.connect(gate(m.county), first, 1, c.plus(pick(units, -1)))
				continue
			case 1:
				c = c.plus(pick(second, -1))
			case 2:
				c = c.plus(pick(third, -1))
			}
			n.connect(source, further, 1, c)
		}
		doors := []int{first, further}
		if fixed || !x.counts[lastRanks] {
			n.connect(first, further, 1, cost{})
			doors = doors[1:]
		}
		if fixed {
			base = base.plus(pick(lastRanks, int32(m.rank[where[u]])))
		}
		for d, door := range doors {
			roles := map[string]int{}
			for i, p := range m.persons {
				at, ok := roles[p.role]
				if !ok {
					at = n.node()
					roles[p.role] = at
					n.connect(door, at, 1, pick(distinct, -1))
					n.connect(door, at, len(m.persons), cost{})
				}
				person := n.node()
				var c cost
				if p.must {
					c = one(broken, -1)
				}
				n.connect(at, person, 1, c)
				for _, to := range open {
					var c cost
					if len(doors) == 2 && d == 0 {
						c = pick(lastRanks, int32(m.rank[to]))
					}
					ways[u] = append(ways[u], way{i, to, n.connect(person, room(to, p.role), 1, c)})
				}
			}
		}
	}
	total := base.plus(n.cheapest(source, sink))
	seats := make(seating, len(x.units))
	for u, m := range x.units {
		seats[u] = slices.Repeat([]int{nowhere}, len(m.persons))
		for _, w := range ways[u] {
			if n.carried(w.arc) == 0 {
				continue
			}
			if seats[u][w.person] != nowhere {
				seats[u] = nil // one person in two places
				break
			}
			seats[u][w.person] = w.meeting
		}
	}
	return total, seats
}

// split is an undecided unit that the relaxed seating breaks a rule for, or -1.
func (x *instance) split(where []int, seats seating) int {
	for u, m := range x.units {
		if where[u] != undecided {
			continue
		}
		if seats[u] == nil {
			return u
		}
		placed, at := 0, nowhere
		for _, s := range seats[u] {
			if s == nowhere {
				continue
			}
			if at != nowhere && s != at {
				return u
			}
			placed, at = placed+1, s
		}
		if placed > 0 && placed < m.need {
			return u
		}
	}
	return -1
}

// search is branch and bound on where the units go.
type search struct {
	*instance
	nodes, limit int
	best         cost
	seats        seating
	target       *cost // the search ends with the first seating as good as this
}

// exact is the best seating with what is decided in where. proven is false when it gave up.
func (x *instance) exact(where []int) (best cost, seats seating, proven bool) {
	s := &search{instance: x, limit: size(150, 400)}
	s.try(slices.Clone(where))
	return s.best, s.seats, s.seats != nil && s.nodes < s.limit
}

// reaches says whether a seating as good as the target exists with what is decided.
func (x *instance) reaches(where []int, target cost) (yes, proven bool) {
	s := &search{instance: x, limit: size(150, 400), target: &target}
	s.try(slices.Clone(where))
	return s.seats != nil, s.seats != nil || s.nodes < s.limit
}

func (s *search) try(where []int) {
	if s.nodes >= s.limit || s.target != nil && s.seats != nil {
		return
	}
	s.nodes++
	value, seats := s.relaxed(where)
	if s.seats != nil && value.compare(s.best) >= 0 || s.target != nil && value.compare(*s.target) > 0 {
		return
	}
	u := s.split(where, seats)
	if u < 0 {
		s.best, s.seats = value, seats
		return
	}
	tried := slices.Clone(s.units[u].open)
	slices.SortStableFunc(tried, func(a, b int) int { return count(seats[u], b) - count(seats[u], a) })
	for _, m := range append(tried, nowhere) {
		where[u] = m
		s.try(where)
	}
	where[u] = undecided
}

func count(in []int, what int) (n int) {
	for _, v := range in {
		if v == what {
			n++
		}
	}
	return n
}
