package selection

// near is the state with the same units admitted, near to where they were before, by position in problem.units: as good on levels 1–4
// as s, with few who have changed meeting. Its classes tell units apart by where they were, and a change counts as a worse wish.
func (s *state) near(before []int) *state {
	n := s.again(before, true)
	least := n.fewestMoves(before)
	least.hi = s.total().hi
	if n.improveTo(least); least.less(n.total()) {
		if other := s.again(before, false); other.improveTo(least) || other.total().less(n.total()) {
			n = other
		}
		n.polish(least, 300, movesWork)
	}
	return n
}

// again seats the units that s has admitted in a new state: with stay all where they were, also where that is too many; else as many at each
// meeting as in s, first those who were there.
func (s *state) again(before []int, stay bool) *state {
	p := s.p
	n := newState(p, s.w, p.faithful(before))
	n.target, n.bound = s.target, s.bound
	of, seated := s.classOf(), n.classOf()
	free := append([]int32(nil), s.at...) // as s.at: not yet used
	given := make([]int, len(s.classes))
	var moving []int
	for i, u := range p.units {
		c := of[i]
		if u.at != outside || given[c] == s.keep[c] {
			continue
		}
		given[c]++
		m := before[i]
		if place := (m+1)*len(s.classes) + c; m != outside && s.classes[c].rank[m] > 0 && (stay || free[place] > 0) {
			free[place]--
			n.move(seated[i], outside, m)
			continue
		}
		moving = append(moving, i)
	}
	for _, i := range moving {
		m, most := outside, int32(-len(p.units)-1)
		for k := range p.meetings {
			if left := free[(k+1)*len(s.classes)+of[i]]; s.classes[of[i]].rank[k] > 0 && left > most {
				m, most = k, left
			}
		}
		free[(m+1)*len(s.classes)+of[i]]--
		n.move(seated[i], outside, m)
	}
	copy(n.keep, n.placed)
	n.closed = true
	n.setStage(0, 0, 1, 0)
	return n
}

// movesWork is as peopleWork: few trials, for what is sought here is answered while staff wait, many times on a page.
const movesWork = 300_000

// fewestMoves is the least that the cost can be: only those change meeting whom a lock sends to another, and as many more as must where
// the stayers and the locked are too many.
func (s *state) fewestMoves(before []int) cost {
	least := s.total()
	least.lo = 0
	for c := range s.classes {
		k := &s.classes[c]
		var first int
		if at := s.p.units[k.members[0]].at; at != outside {
			first = k.rank[at]
		} else {
			first = wish(2, false)
			for _, r := range k.rank {
				if r > 0 && r < first {
					first = r
				}
			}
		}
		least.lo += s.w.rank * int64(s.placed[c]*(first/3)+(len(k.members)-s.placed[c])*(k.out/3))
	}
	base := make([]int, len(s.rooms))
	largest := 1
	for c := range s.classes {
		k := &s.classes[c]
		size := s.p.profiles[k.profile].base
		largest = max(largest, size)
		if u := k.members[0]; s.p.units[u].at != outside {
			base[s.p.units[u].at] += s.placed[c] * size
		} else if m := before[u]; m != outside && k.rank[m] > 0 {
			base[m] += s.placed[c] * size
		}
	}
	for m, n := range base {
		if over := n - s.p.meetings[m].capacity; over > 0 {
			least.lo += s.w.rank * int64((over+largest-1)/largest)
		}
	}
	return least
}

// faithful is blind, but tells units apart by where they were in an earlier proposal: to be anywhere else is the second
// choice of those who had a place.
func (p *problem) faithful(before []int) func(i int) (string, []int, int) {
	return func(i int) (string, []int, int) {
		key, rank, none := p.blind(i)
		for m := range rank {
			if rank[m] > 0 && m != before[i] && before[i] != outside {
				rank[m] = wish(2, false)
			}
		}
		return key + string(appendNumber([]byte{'B'}, before[i]+1)), rank, none
	}
}
