package selection

// The search for a better state is for a cycle of exchanges of negative cost. Its nodes are «a unit of profile a has come to
// meeting m» and the outside; from each of them a unit leaves m for the next node. What a meeting gains and loses by one coming
// and one leaving is exact, so a cycle that passes each meeting once has its exact cost; others are tried and taken back if they
// cost more than it seemed. The outside stands for a place that was free, for a unit that gets its first place and for one that
// loses it; one node per county lets two of a county change places at no cost to the county.

// step is one exchange: what happened on the way to a node.
type step struct {
	kind  stepKind
	node  int32 // it came from
	m     int32 // the meeting left
	prof  int32 // the profile that left it
	class int32 // of who lost or got a place
}

type stepKind uint8

const (
	noStep   stepKind = iota
	goes              // prof leaves m for this node's meeting
	absorbed          // nobody left m
	loses             // class leaves m and has no place
	gets              // class gets a place at this node's meeting
)

// labels are the tentative costs of the search, kept between searches to save their making.
type labels struct {
	dist []cost
	pred []step
	out  []cost  // [meeting][profile]: cheapest way to have profile leave
	via  []int32 // its node
	best []int16 // [meeting][profile][to]: least change of rank
	mark []int32
	live []bool // by profile: one may be moved, from somewhere
	ever []bool // by profile: has been live, so that its exchange costs are kept up to date
	in   []int  // [in or none][subset]: own, then more, of the room at hand when one of a profile has come
}

const nobody = int16(1 << 14) // nobody of that profile can go there

// prepare computes what is stale: exchange costs and least changes of rank at each meeting.
func (s *state) prepare() {
	f, meetings := len(s.p.profiles), len(s.p.meetings)
	if s.scratch == nil {
		nodes := meetings*f + 1 + len(s.p.counties)
		s.scratch = &labels{dist: make([]cost, nodes), pred: make([]step, nodes), out: make([]cost, meetings*f), via: make([]int32, meetings*f),
			best: make([]int16, meetings*f*meetings), mark: make([]int32, nodes),
			live: make([]bool, f), ever: make([]bool, f), in: make([]int, (f+1)*2*s.p.subsets)}
	}
	more := false
	for a := range s.scratch.live {
		live := false
		for m := outside; m < meetings && !live; m++ {
			live = s.here[(m+1)*f+a] > 0 && (m != outside || !s.closed)
		}
		more = more || live && !s.scratch.ever[a]
		s.scratch.live[a], s.scratch.ever[a] = live, live || s.scratch.ever[a]
	}
	for m := range s.rooms {
		if !s.stale[m] && !more {
			continue
		}
		s.stale[m] = false
		s.exchangeCosts(m)
		for b := 0; b < f; b++ {
			if s.here[(m+1)*f+b] == 0 {
				continue
			}
			for to := 0; to < meetings; to++ {
				least := nobody
				counts := s.reach[((m*f+b)*meetings+to)*s.steps:][:s.steps]
				for k, n := range counts {
					if n > 0 {
						least = int16(k - s.steps/2)
						break
					}
				}
				s.scratch.best[(m*f+b)*meetings+to] = least
			}
		}
	}
}

// exchangeCosts computes the change of a meeting's value for each profile that may come and each that may leave.
func (s *state) exchangeCosts(m int) {
	f, n := len(s.p.profiles), s.p.subsets
	room, h := &s.rooms[m], &s.p.meetings[m]
	in := s.scratch.in
	for a := 0; a <= f; a++ {
		own, more := in[2*a*n:][:n], in[(2*a+1)*n:][:n]
		copy(own, room.own)
		copy(more, room.more)
		if a < f && s.scratch.ever[a] {
			for k := range own {
				own[k] += s.p.profiles[a].own[k]
				more[k] += s.p.profiles[a].more[k]
			}
		}
	}
	none := &profile{own: make([]int, n), more: make([]int, n)}
	for b := 0; b <= f; b++ {
		out := none
		if b < f {
			if s.here[(m+1)*f+b] == 0 {
				continue
			}
			out = &s.p.profiles[b]
		}
		for a := 0; a <= f; a++ {
			base, size := room.base-out.base, room.size-out.size
			if a < f {
				if !s.scratch.ever[a] {
					continue
				}
				base, size = base+s.p.profiles[a].base, size+s.p.profiles[a].size
			}
			at := (m*(f+1)+a)*(f+1) + b
			if a == b {
				s.swaps[at] = cost{}
				continue
			}
			v := h.standing(s.p.userMask, base, size, in[2*a*n:][:n], in[(2*a+1)*n:][:n], out)
			s.swaps[at] = s.w.of(v).minus(s.value[m])
		}
	}
}

// swap is the exact change of a meeting's value when in comes and out leaves; the number of profiles means nobody.
func (s *state) swap(m, in, out int) cost {
	f := len(s.p.profiles)
	return s.swaps[(m*(f+1)+in)*(f+1)+out]
}

// improveTo makes the state better until it costs no more than goal or no cycle of exchanges helps.
func (s *state) improveTo(goal cost) bool {
	now := s.total()
	for goal.less(now) {
		after, better := s.improve(now)
		if !better {
			return false
		}
		now = after
	}
	return true
}

// improve finds one cycle of exchanges that makes the state better than now, its cost, and makes it.
func (s *state) improve(now cost) (cost, bool) {
	s.prepare()
	l := s.scratch
	for i := range l.dist {
		l.dist[i], l.pred[i] = cost{}, step{}
	}
	deceived := false
	for round := 0; round < len(s.p.meetings)+4; round++ {
		if !s.relax() {
			break
		}
		after, made, found := s.makeCycle(now)
		if made {
			return after, true
		}
		deceived = deceived || found
	}
	if !deceived {
		return now, false
	}
	return s.improvePair(now)
}

// relax is one round over all exchanges; false when nothing got cheaper.
func (s *state) relax() bool {
	l := s.scratch
	f, meetings := len(s.p.profiles), len(s.p.meetings)
	out := meetings * f // the node outside
	changed := false
	better := func(node int, d cost, by step) {
		if d.less(l.dist[node]) {
			l.dist[node], l.pred[node] = d, by
			changed = true
		}
	}
	for m := 0; m < meetings; m++ {
		for a := 0; a < f; a++ {
			if !l.live[a] {
				continue
			}
			better(out, l.dist[m*f+a].plus(s.swap(m, a, f)), step{kind: absorbed, node: int32(m*f + a), m: int32(m)})
		}
		for b := 0; b < f; b++ {
			if s.here[(m+1)*f+b] == 0 {
				continue
			}
			cheapest, via := l.dist[out].plus(s.swap(m, f, b)), out
			for a := 0; a < f; a++ {
				if !l.live[a] {
					continue
				}
				if d := l.dist[m*f+a].plus(s.swap(m, a, b)); d.less(cheapest) {
					cheapest, via = d, m*f+a
				}
			}
			l.out[m*f+b], l.via[m*f+b] = cheapest, int32(via)
			for to := 0; to < meetings; to++ {
				if change := l.best[(m*f+b)*meetings+to]; to != m && change != nobody {
					d := cheapest
					d.lo += s.w.wished(int(change))
					better(to*f+b, d, step{kind: goes, node: int32(via), m: int32(m), prof: int32(b)})
				}
			}
		}
	}
	if s.closed {
		return changed
	}
	for c := range s.classes {
		k := &s.classes[c]
		if s.placed[c] <= s.keep[c] {
			continue
		}
		leave := s.leaving(k.county, k.lockIn)
		sameCounty := cost{}
		if k.lockIn {
			sameCounty.hi = s.w.locked
		}
		for m := 0; m < meetings; m++ {
			if s.count(m, c) == 0 {
				continue
			}
			d, by := l.out[m*f+k.profile], step{kind: loses, node: l.via[m*f+k.profile], m: int32(m), prof: int32(k.profile), class: int32(c)}
			d.lo += s.w.wished(k.out - k.rank[m])
			better(out, d.plus(leave), by)
			better(out+1+k.county, d.plus(sameCounty), by)
		}
	}
	for c := range s.classes {
		if s.count(outside, c) == 0 {
			continue
		}
		k := &s.classes[c]
		enter, from := l.dist[out].plus(s.entering(k.county, k.lockIn)), out
		sameCounty := l.dist[out+1+k.county]
		if k.lockIn {
			sameCounty.hi -= s.w.locked
		}
		if sameCounty.less(enter) {
			enter, from = sameCounty, out+1+k.county
		}
		for m := 0; m < meetings; m++ {
			if k.rank[m] > 0 {
				enter := enter
				enter.lo += s.w.wished(k.rank[m] - k.out)
				better(m*f+k.profile, enter, step{kind: gets, node: int32(from), m: int32(m), prof: int32(k.profile), class: int32(c)})
			}
		}
	}
	return changed
}

// makeCycle looks for cycles among the predecessors and makes the first that truly helps; found tells that there was one at all.
func (s *state) makeCycle(now cost) (after cost, made, found bool) {
	l := s.scratch
	for i := range l.mark {
		l.mark[i] = 0
	}
	for start := range l.pred {
		id := int32(start + 1)
		node := int32(start)
		for l.mark[node] == 0 && l.pred[node].kind != noStep {
			l.mark[node] = id
			node = l.pred[node].node
		}
		if l.mark[node] != id || l.pred[node].kind == noStep {
			if l.mark[node] == 0 {
				l.mark[node] = id
			}
			continue
		}
		found = true
		length := len(s.journal)
		first, ok := node, true
		for ok {
			by := l.pred[node]
			ok = s.make(by, int(node))
			node = by.node
			if node == first {
				break
			}
		}
		if ok {
			if after := s.total(); after.less(now) {
				return after, true, true
			}
		}
		s.back(length)
	}
	return now, false, found
}

// make does one exchange; false when nobody is left who could.
func (s *state) make(by step, node int) bool {
	switch by.kind {
	case goes:
		return s.sendAny(int(by.prof), int(by.m), node/len(s.p.profiles))
	case loses:
		if s.count(int(by.m), int(by.class)) == 0 || s.placed[by.class] <= s.keep[by.class] {
			return false
		}
		s.move(int(by.class), int(by.m), outside)
	case gets:
		if s.count(outside, int(by.class)) == 0 {
			return false
		}
		s.move(int(by.class), outside, node/len(s.p.profiles))
	}
	return true
}

// sendAny moves the unit of a profile whose wishes lose least from one meeting to another.
func (s *state) sendAny(prof, from, to int) bool {
	chosen, least := -1, 0
	for _, c := range s.byProfile[prof] {
		r := s.classes[c].rank
		if s.count(from, c) > 0 && r[to] > 0 {
			if change := r[to] - r[from]; chosen < 0 || change < least {
				chosen, least = c, change
				if s.steps == 1 {
					break
				}
			}
		}
	}
	if chosen < 0 {
		return false
	}
	s.move(chosen, from, to)
	return true
}

// improvePair looks through all exchanges of two units between two meetings, and all moves of one: the exact answer where longer
// cycles were not what they seemed.
func (s *state) improvePair(now cost) (cost, bool) {
	l := s.scratch
	f, meetings := len(s.p.profiles), len(s.p.meetings)
	for m := 0; m < meetings; m++ {
		for a := 0; a < f; a++ {
			if s.here[(m+1)*f+a] == 0 {
				continue
			}
			for to := 0; to < meetings; to++ {
				go1 := l.best[(m*f+a)*meetings+to]
				if to == m || go1 == nobody {
					continue
				}
				for b := 0; b <= f; b++ {
					d := s.swap(m, b, a).plus(s.swap(to, a, b))
					d.lo += s.w.wished(int(go1))
					if b < f {
						if s.here[(to+1)*f+b] == 0 || l.best[(to*f+b)*meetings+m] == nobody {
							continue
						}
						d.lo += s.w.wished(int(l.best[(to*f+b)*meetings+m]))
					}
					if !d.less(cost{}) {
						continue
					}
					length := len(s.journal)
					if s.sendAny(a, m, to) && (b == f || s.sendAny(b, to, m)) {
						if after := s.total(); after.less(now) {
							return after, true
						}
					}
					s.back(length)
					s.prepare()
				}
			}
		}
	}
	return now, false
}
