package selection

// enterAfresh is enterInstead that forgets who sits where: it seats those who are admitted and one more of a class from nothing. Where a
// least delegation makes places a knapsack, exchanges from where all sit now may not find the way.
func (s *state) enterAfresh(c int, goal cost) bool {
	for first := range s.rooms {
		n := newState(s.p, s.w, s.p.blind)
		n.target, n.bound = s.target, s.bound
		copy(n.keep, s.keep)
		n.keep[c]++
		n.seatKept(first)
		n.start()
		if n.reachGoal(goal) {
			s.become(n)
			return true
		}
	}
	return false
}

// criteriaAfresh looks for better levels 1–4 in a small case from other beginnings: each least delegation into the fullest meeting that
// still has room for it, the large or the small ones first.
func (s *state) criteriaAfresh() {
	least := s.bound.cost(s.w)
	for turn := 0; turn < 2*len(s.rooms) && len(s.p.units) <= smallCase && least.less(s.total()); turn++ {
		n := newState(s.p, s.w, s.p.blind)
		n.bound = s.bound
		copy(n.keep, s.keep)
		n.packed(turn)
		n.improveTo(cost{hi: -1})
		n.polish(least, 300, peopleWork)
		if n.total().less(s.total()) {
			s.become(n)
		}
	}
	s.journal = s.journal[:0]
}

// packed fills the meetings, from another one on each second turn.
func (s *state) packed(turn int) {
	most := s.p.c.Rules.MaxDelegates
	for step := range most {
		size := step + 1
		if turn%2 == 0 {
			size = most - step
		}
		for c := range s.classes {
			k := &s.classes[c]
			for s.p.profiles[k.profile].base == size && s.count(outside, c) > 0 {
				best, least := outside, 0
				for i := range s.rooms {
					m := (i + turn/2) % len(s.rooms)
					if spare := s.p.meetings[m].capacity - s.rooms[m].base; k.rank[m] > 0 && spare >= size && (best == outside || spare < least) {
						best, least = m, spare
					}
				}
				if best == outside {
					break
				}
				s.move(c, outside, best)
			}
		}
	}
}

// seatKept puts as many of each class as are kept at a meeting, where most is free, from a meeting of one's own on among equals; if they
// are too many, exchanges must make room.
func (s *state) seatKept(first int) {
	for size := s.p.c.Rules.MaxDelegates; size > 0; size-- { // the largest least delegations first
		for c := range s.classes {
			k := &s.classes[c]
			for s.p.profiles[k.profile].base == size && s.placed[c] < s.keep[c] {
				best, most := outside, 0
				for i := range s.rooms {
					m := (i + first) % len(s.rooms)
					if spare := s.p.meetings[m].capacity - s.rooms[m].base; k.rank[m] > 0 && (best == outside || spare > most) {
						best, most = m, spare
					}
				}
				s.move(c, outside, best)
			}
		}
	}
}

// become moves units until as many of each class are at each place as in n, whose classes are the same.
func (s *state) become(n *state) {
	for c := range s.classes {
		for m := range s.rooms {
			for s.count(m, c) > n.count(m, c) {
				s.move(c, m, outside)
			}
		}
		for m := range s.rooms {
			for s.count(m, c) < n.count(m, c) {
				s.move(c, outside, m)
			}
		}
	}
}
