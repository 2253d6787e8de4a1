package selection

import "sort"

// settleWho finds the best of levels 1–4, the county totals, and by lot who gets a place. Afterwards keep tells how many of each
// class are admitted: the first ones of its members, which stand in lot order.
func settleWho(p *problem, seed Seed) (*state, error) {
	s := newState(p, newWeights(p), p.blind)
	for c := range s.classes {
		s.keep[c] = s.placed[c] // those locked to a meeting
	}
	if err := s.lockedFit(); err != nil {
		return nil, err
	}
	s.start()
	s.improveTo(cost{hi: -1})
	s.bound = countBound(p)
	if least := s.bound.cost(s.w); least.less(s.total()) {
		if flow, ok := flowBound(s); ok {
			s.bound = s.bound.and(flow)
		}
		s.polish(s.bound.cost(s.w), 6000, criteriaWork)
		s.criteriaAfresh()
	}
	if err := s.lockedSeated(); err != nil {
		return nil, err
	}
	applied := make([]int, len(p.counties))
	for _, u := range p.units {
		applied[u.county]++
	}
	s.w.share = 1
	locked := append([]int(nil), s.keep...)
	// Where the best of levels 1–4 was not proven, a later search may still find better: then the shares and the lots start again.
	for turn := 0; ; turn++ {
		criteria := s.total().hi
		s.target = countyTargets(p.counties, applied, len(p.units)-s.missing, seed)
		s.improveTo(impossible.negative())
		s.polish(s.bound.cost(s.w), 100, peopleWork)
		if s.total().hi == criteria || turn == lastTurn {
			s.admit()
		}
		if s.total().hi == criteria || turn == lastTurn {
			break
		}
		copy(s.keep, locked)
	}
	return s, nil
}

// lastTurn ends the turns of settleWho; each but the last has made levels 1–4 better, so it is hardly ever reached.
const lastTurn = 20

// lockedFit refuses locks that send more to a meeting than it holds, by the last of them.
func (s *state) lockedFit() error {
	for m := range s.rooms {
		if s.rooms[m].base <= s.p.meetings[m].capacity {
			continue
		}
		base := 0
		for _, u := range byUnit(s.p) {
			if u.at != m {
				continue
			}
			if base += s.p.profiles[u.profile].base; base > s.p.meetings[m].capacity {
				return &LockError{*u.lock, "the meeting has no room for all who are locked to it", LockFull}
			}
		}
	}
	return nil
}

// lockedSeated refuses locks that can't all be kept because the meetings are too small together.
func (s *state) lockedSeated() error {
	if s.missingLocked == 0 {
		return nil
	}
	for c := range s.classes {
		k := &s.classes[c]
		if k.lockIn && s.placed[c] < len(k.members) {
			return &LockError{*s.p.units[k.members[s.placed[c]]].lock, "the meetings it can attend have no room beside the others that are locked", LockFull}
		}
	}
	return nil
}

// byUnit is the units that can take part by their ids.
func byUnit(p *problem) []party {
	var list []party
	for _, at := range p.party {
		if at >= 0 {
			list = append(list, p.units[at])
		}
	}
	return list
}

// start gives a first state, good enough to improve: floors first, then places for all counties in proportion while there is room.
func (s *state) start() {
	p := s.p
	spare := func(m int) int { return p.meetings[m].capacity - s.rooms[m].base }
	for c := range s.classes {
		for s.classes[c].lockIn && s.count(outside, c) > 0 && s.startAt(c, spare) {
		}
	}
	for _, users := range []bool{true, false} {
		for r := range p.roles {
			if (p.userMask>>r&1 == 1) != users {
				continue
			}
			bit := 1 << r
			for c := 0; c < len(s.classes); c++ {
				k := &s.classes[c]
				f := &p.profiles[k.profile]
				if f.own[bit] == 0 {
					continue
				}
				for s.count(outside, c) > 0 {
					best, most := -1, 0
					for m := range s.rooms {
						lacks := p.meetings[m].floor[r] - s.rooms[m].own[bit]
						if k.rank[m] > 0 && lacks > most && spare(m) >= f.base {
							best, most = m, lacks
						}
					}
					if best < 0 {
						break
					}
					s.move(c, outside, best)
				}
			}
		}
	}
	applied := make([]int, len(p.counties))
	first := make([][]int, len(p.counties)) // classes by county
	for _, u := range p.units {
		applied[u.county]++
	}
	for c := range s.classes {
		first[s.classes[c].county] = append(first[s.classes[c].county], c)
	}
	for {
		// the county that is furthest behind in proportion
		next := -1
		for k := range first {
			if len(first[k]) > 0 && (next < 0 || s.county[k]*applied[next] < s.county[next]*applied[k]) {
				next = k
			}
		}
		if next < 0 {
			return
		}
		c := first[next][0]
		if s.count(outside, c) == 0 || !s.startAt(c, spare) {
			first[next] = first[next][1:]
		}
	}
}

// startAt puts one of a class where most is free; false when it fits nowhere.
func (s *state) startAt(c int, spare func(int) int) bool {
	k := &s.classes[c]
	best, most := -1, s.p.profiles[k.profile].base-1
	for m := range s.rooms {
		if k.rank[m] > 0 && spare(m) > most {
			best, most = m, spare(m)
		}
	}
	if best < 0 {
		return false
	}
	s.move(c, outside, best)
	return true
}

// admit goes through the units by lot: each is admitted if a state as good as this one holds it and all admitted before.
func (s *state) admit() {
	p := s.p
	goal := s.total()
	seats := len(p.units) - s.missing
	kept := make([]int, len(p.counties))
	n := 0
	for c := range s.classes {
		if s.classes[c].lockIn {
			s.keep[c] = s.placed[c]
		}
		kept[s.classes[c].county] += s.keep[c]
		n += s.keep[c]
	}
	of := s.classOf()
	exact := true // every county has just its target
	for k := range s.county {
		exact = exact && s.county[k] == s.target[k]
	}
	refused := make([]bool, len(s.classes))
	for i, u := range p.units {
		if n == seats {
			return
		}
		c := of[i]
		if refused[c] || s.classes[c].lockIn {
			continue
		}
		if exact && kept[u.county] == s.target[u.county] || s.keep[c] >= s.placed[c] && !s.enterInstead(c, goal) {
			refused[c] = true
			continue
		}
		s.keep[c]++
		kept[u.county]++
		n++
		s.journal = s.journal[:0]
	}
}

func (s *state) classOf() []int {
	of := make([]int, len(s.p.units))
	for c := range s.classes {
		for _, i := range s.classes[c].members {
			of[i] = c
		}
	}
	return of
}

// enterInstead brings one more of a class in, at the cost of units that are not admitted, or leaves all as it was.
func (s *state) enterInstead(c int, goal cost) bool {
	k := &s.classes[c]
	now := s.total()
	enter := s.entering(k.county, k.lockIn)
	room := make([]cost, len(s.p.profiles)) // change of a room's value by the profile that leaves for c
	valued := make([]int, len(s.p.profiles))
	ways := make([]way, 0, len(s.rooms))
	for m := range s.rooms {
		if k.rank[m] == 0 {
			continue
		}
		in, h := &s.p.profiles[k.profile], &s.p.meetings[m]
		wished := s.w.wished(k.rank[m] - k.out)
		// One who leaves the same meeting for nothing?
		for o := range s.classes {
			other := &s.classes[o]
			if o == c || s.count(m, o) == 0 || s.placed[o] <= s.keep[o] {
				continue
			}
			if valued[other.profile] != m+1 {
				valued[other.profile] = m + 1
				room[other.profile] = s.w.of(s.rooms[m].standing(h, s.p.userMask, in, &s.p.profiles[other.profile])).minus(s.value[m])
			}
			after := now.plus(room[other.profile])
			after.lo += wished + s.w.wished(other.out-other.rank[m])
			if other.county != k.county {
				after = after.plus(enter).plus(s.leaving(other.county, other.lockIn))
			}
			if !goal.less(after) {
				s.move(c, outside, m)
				s.move(o, m, outside)
				return true
			}
		}
		value := s.w.of(s.rooms[m].standing(h, s.p.userMask, in, nil)).minus(s.value[m])
		value.lo += wished
		ways = append(ways, way{m, value})
	}
	sort.SliceStable(ways, func(i, j int) bool { return ways[i].value.less(ways[j].value) })
	small := len(s.p.units) <= smallCase
	if !small {
		ways = ways[:min(len(ways), 1)]
	}
	for _, to := range ways {
		length := len(s.journal)
		s.move(c, outside, to.m)
		s.keep[c]++
		reached := s.reachGoal(goal)
		s.keep[c]--
		if reached {
			return true
		}
		s.back(length)
	}
	return small && len(ways) > 0 && s.enterAfresh(c, goal)
}

// way is a meeting that one can come to, and the change of its value.
type way struct {
	m     int
	value cost
}
