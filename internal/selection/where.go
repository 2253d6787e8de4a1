package selection

// placement is where each unit that can take part goes.
type placement struct {
	at    []int  // by position in problem.units: a meeting or outside
	whole []bool // comes with all it has, by its own answer
	tally tally
	// rankBound is the least that the sum of ranks can be: by best total, the bound of its prices; by lot, what it would be if each
	// refusal of a meeting that was not shown to be necessary had been a yes.
	rankBound int
}

// setStage changes what lo counts for the stage of where and values every room again.
func (s *state) setStage(share, people, rank, last int64) {
	s.w.share, s.w.people, s.w.rank, s.w.last = share, people, rank, last
	for m := range s.rooms {
		s.refresh(m)
	}
	s.journal = s.journal[:0]
}

// byLot lets each admitted unit, by lot, take its best meeting that leaves the goal reachable. What is tried and refused leaves no
// trace, and the state never knows a wish before its turn has come: a false ranking can only give a worse meeting.
//
// With fewestMoves the goal is first that the fewest change meeting, by the classes that near made.
func (s *state) byLot(extra Extra, fewestMoves bool) placement {
	p := s.p
	s.closed = true
	var people int64
	if extra == PeopleFirst {
		people = 1
	}
	s.setStage(0, people, 0, 0)
	if fewestMoves {
		all := int64(1)
		for _, u := range p.units {
			all += int64(p.profiles[u.profile].size)
		}
		s.setStage(0, people, all, 0)
	}
	s.improveTo(impossible.negative())
	if best := s.peopleBound(); people > 0 && best.less(s.total()) {
		s.polish(best, 300, peopleWork)
	}
	goal := s.total()
	of := s.classOf()
	given := make([]int, len(s.classes))
	result := placement{at: make([]int, len(p.units)), whole: make([]bool, len(p.units))}
	t := turn{s: s, goal: goal, fixed: make([]int, len(s.rooms)), refused: make([]verdict, len(s.rooms)*len(s.classes))}
	t.everyone = people > 0 && s.everyoneComes()
	for i, u := range p.units {
		result.at[i] = outside
		if u.at != outside {
			result.at[i] = u.at
			result.rankBound += u.rank[u.at]
			t.fix(u.at, &p.profiles[u.profile])
		}
	}
	for i, u := range p.units {
		c := of[i]
		if u.at != outside || given[c] == s.keep[c] {
			continue
		}
		given[c]++
		order := byRank(u.rank)
		if extra == OwnAnswer && u.together {
			for _, m := range order {
				if t.takeWhole(c, m, i) {
					result.at[i], result.whole[i] = m, true
					break
				}
			}
		}
		least := len(order) + 1
		for _, m := range order {
			if result.at[i] != outside {
				break
			}
			if t.take(c, m) {
				result.at[i] = m
			} else if t.refused[m*len(s.classes)+c] == unsure {
				least = min(least, u.rank[m])
			}
		}
		result.rankBound += min(least, u.rank[result.at[i]])
		s.journal = s.journal[:0]
	}
	result.tally = s.tally()
	return result
}

// peopleBound is the cost if every place is taken or everyone of those admitted has one, and no wish or change counts.
func (s *state) peopleBound() cost {
	places, wanted := 0, 0
	for _, h := range s.p.meetings {
		places += h.capacity
	}
	for c := range s.classes {
		wanted += s.keep[c] * s.p.profiles[s.classes[c].profile].size
	}
	now := s.total()
	people := 0
	for m := range s.rooms {
		people += min(s.p.meetings[m].capacity, s.rooms[m].size)
	}
	now.lo -= s.w.people * int64(min(places, wanted)-people)
	return now
}

// everyoneComes tells whether every delegate of those admitted has a place.
func (s *state) everyoneComes() bool {
	for m := range s.rooms {
		if s.rooms[m].size > s.p.meetings[m].capacity {
			return false
		}
	}
	return true
}

// byRank is the meetings a unit can attend, best first.
func byRank(rank []int) []int {
	order := make([]int, 0, len(rank))
	for r := 1; r <= len(rank); r++ {
		for m, have := range rank {
			if have == r {
				order = append(order, m)
			}
		}
	}
	return order
}

// turn is what the units' turns share.
type turn struct {
	s        *state
	goal     cost
	fixed    []int     // base places by meeting of those who have had their turn
	everyone bool      // the goal is that every delegate comes, so that each unit takes all its places
	refused  []verdict // [meeting][class]: once out of reach, always
}

// verdict is what is known of a meeting for the units of a class that have not had their turn.
type verdict uint8

const (
	open   verdict = iota
	full           // those who have had their turn leave no room
	unsure         // no exchange was found
)

func (t *turn) needs(f *profile) int {
	if t.everyone {
		return f.size
	}
	return f.base
}

func (t *turn) fix(m int, f *profile) { t.fixed[m] += t.needs(f) }

// take gives one of the class a place at the meeting for good, if the goal stays in reach.
func (t *turn) take(c, m int) bool {
	s := t.s
	k := &s.classes[c]
	f := &s.p.profiles[k.profile]
	known := &t.refused[m*len(s.classes)+c]
	if s.count(m, c) > 0 { // also where a refusal was unsure: then others' turns have shown a way
		s.fix(c, m)
		t.fix(m, f)
		return true
	}
	if *known != open {
		return false
	}
	if t.fixed[m]+t.needs(f) > s.p.meetings[m].capacity {
		*known = full
		return false
	}
	length := len(s.journal)
	from := 0
	for s.count(from, c) == 0 {
		from++
	}
	s.move(c, from, m)
	s.fix(c, m)
	if !s.settle(m, t.goal) {
		s.back(length)
		*known = unsure
		return false
	}
	t.fix(m, f)
	return true
}

// takeWhole is take for a unit that wants to come with all it has or go elsewhere.
func (t *turn) takeWhole(c, m, i int) bool {
	s := t.s
	f := &s.p.profiles[s.classes[c].profile]
	whole := s.p.whole(f)
	if t.fixed[m]+whole.base > s.p.meetings[m].capacity {
		return false // everyone is never set together with own answers
	}
	length := len(s.journal)
	from := m
	if s.count(m, c) == 0 {
		from = 0
		for s.count(from, c) == 0 {
			from++
		}
		s.move(c, from, m)
	}
	s.fix(c, m)
	s.rooms[m].add(f, -1)
	s.rooms[m].add(whole, 1)
	s.refresh(m)
	if s.settle(m, t.goal) {
		t.fixed[m] += whole.base
		return true
	}
	s.rooms[m].add(whole, -1)
	s.rooms[m].add(f, 1)
	s.back(length)
	s.refresh(m)
	return false
}

// whole is a profile that takes all its places at once.
func (p *problem) whole(f *profile) *profile {
	w := &profile{base: f.size, size: f.size, roles: f.roles, own: make([]int, len(f.own)), more: make([]int, len(f.own))}
	for s := range w.own {
		w.own[s] = f.own[s] + f.more[s]
	}
	return w
}

// settle makes room at a meeting where one has come: first by sending one on to where it costs nothing, else by longer exchanges.
func (s *state) settle(m int, goal cost) bool {
	now := s.total()
	if !goal.less(now) {
		return true
	}
	f := len(s.p.profiles)
	h := &s.p.meetings[m]
	for b := range s.p.profiles {
		if s.here[(m+1)*f+b] == 0 {
			continue
		}
		out := s.w.of(s.rooms[m].standing(h, s.p.userMask, nil, &s.p.profiles[b])).minus(s.value[m])
		for to := range s.rooms {
			if to == m || s.w.rank != 0 || !s.canGo(b, m, to) {
				continue
			}
			in := s.w.of(s.rooms[to].standing(&s.p.meetings[to], s.p.userMask, &s.p.profiles[b], nil)).minus(s.value[to])
			if !goal.less(now.plus(out).plus(in)) {
				return s.sendAny(b, m, to)
			}
		}
	}
	return s.reachGoal(goal)
}

// canGo tells whether a unit of the profile that may be moved can go from one meeting to another.
func (s *state) canGo(prof, from, to int) bool {
	counts := s.reach[((from*len(s.p.profiles)+prof)*len(s.p.meetings)+to)*s.steps:][:s.steps]
	for _, n := range counts {
		if n > 0 {
			return true
		}
	}
	return false
}

// byTotal starts from a placement and exchanges until the wishes can't be met better in all: the least total of ranks, among those
// the fewest last choices (people_first: after the most people; wishes_first: the most people come between the two).
func byTotal(p *problem, start placement, extra Extra) placement {
	sub := *p
	sub.units = nil
	var from []int
	for i, u := range p.units {
		if start.at[i] != outside {
			if start.whole[i] {
				u.at = start.at[i]
			}
			sub.units = append(sub.units, u)
			from = append(from, i)
		}
	}
	w := newWeights(p)
	units, people := int64(len(sub.units)+1), int64(1)
	for _, u := range sub.units {
		people += int64(p.profiles[u.profile].size)
	}
	stage := weights{people: units, rank: units * people}
	if extra == PeopleFirst {
		stage = weights{people: units * units * int64(len(p.meetings)+1), rank: units}
	}
	// seated is the state in which those who are not held go where they are told to.
	seated := func(to func(s *state, c, k int) int) *state {
		s := newState(&sub, w, sub.wishing)
		of := s.classOf()
		for k, u := range sub.units {
			if u.at == outside {
				s.move(of[k], outside, to(s, of[k], k))
			} else if start.whole[from[k]] {
				f := &p.profiles[u.profile]
				s.rooms[u.at].add(f, -1)
				s.rooms[u.at].add(p.whole(f), 1)
			}
		}
		s.closed = true
		s.setStage(0, stage.people, stage.rank, 1)
		s.improveTo(impossible.negative())
		return s
	}
	s := seated(func(_ *state, _, k int) int { return start.at[from[k]] })
	now := s.tally()
	people = 0
	if extra == PeopleFirst {
		people = int64(now.people)
	}
	start.tally = now
	bound, prices := rankBound(p, start, int(people), now.rank)
	goal := s.total()
	goal.lo -= s.w.rank * int64(now.rank-bound)
	if bound < now.rank {
		s.least = prices.least(s)
		if other := seated(s.cheapest); other.total().less(s.total()) {
			other.least = s.least
			s = other
		}
		s.polish(goal, 5000, wishesWork)
	}
	result := placement{rankBound: bound, at: append([]int(nil), start.at...), whole: start.whole, tally: s.tally()}
	for c := range s.classes {
		members := s.classes[c].members // if a lock holds them, they are nowhere to be counted
		for m := range s.rooms {
			for n := s.count(m, c); n > 0 && len(members) > 0; n-- {
				result.at[from[members[0]]] = m
				members = members[1:]
			}
		}
	}
	return result
}

// cheapest is where the prices would have one of a class, where there is still room in another state.
func (s *state) cheapest(now *state, c, _ int) int {
	best, roomy := outside, false
	for m, r := range s.classes[c].rank {
		if r == 0 {
			continue
		}
		fits := now.rooms[m].base+s.p.profiles[s.classes[c].profile].base <= s.p.meetings[m].capacity
		if best == outside || fits && !roomy || fits == roomy && s.least[m*len(s.classes)+c] < s.least[best*len(s.classes)+c] {
			best, roomy = m, fits
		}
	}
	return best
}

func (a cost) negative() cost { return cost{-a.hi, -a.lo} }
