package selection

// seating is which delegates of each unit have a place, in the order in which they got it.
type seating struct {
	seats [][]int // by position in problem.units: positions in Persons
}

// tableOf is one meeting while its places are given to delegates.
type tableOf struct {
	p     *problem
	h     *hall
	units []int // positions in problem.units, in lot order
	base  []int // by unit: places it must have, in the end those it gets
	seats [][]int
	taken [][]bool // by unit, parallel to party.people
	own   []int    // by subset, as room
	more  []int
	sum   int // places given or reserved
	best  standing
}

// giveSeats chooses the delegates. At each meeting, first places come before second ones and so on; within a round lots decide; a
// place is given only if the floors can still be met as well as they could be, the least delegations be kept, and the persons seated by
// locks. How many each unit sends is settled before it is chosen whom, so that no choice stands in the way of another's place: the
// numbers that leave the floors in reach form a polymatroid, where taking what can be had, in order, misses nothing. A unit then sends
// a role that it has not yet sent, in its own order, before one that it has; where floors stood in the way of that, exchanges follow.
func giveSeats(p *problem, where placement) seating {
	s := seating{seats: make([][]int, len(p.units))}
	for m := range p.meetings {
		t := &tableOf{p: p, h: &p.meetings[m], own: make([]int, p.subsets), more: make([]int, p.subsets)}
		r := room{own: make([]int, p.subsets), more: make([]int, p.subsets)}
		for i, at := range where.at {
			if at != m {
				continue
			}
			u := &p.units[i]
			f := &p.profiles[u.profile]
			base := f.base
			if where.whole[i] {
				f = p.whole(f)
				base = f.size
			}
			r.add(f, 1)
			t.units = append(t.units, i)
			t.base = append(t.base, base)
			t.seats = append(t.seats, nil)
			t.taken = append(t.taken, make([]bool, len(u.people)))
		}
		t.best = r.standing(t.h, p.userMask, nil, nil)
		for k := range t.units {
			t.count(k, 1)
		}
		for k, i := range t.units {
			for d, seated := range p.units[i].seated {
				if seated {
					t.seat(k, d)
				}
			}
		}
		for round := 1; round <= p.c.Rules.MaxDelegates; round++ {
			for k, i := range t.units {
				if t.base[k] < round && len(p.units[i].people) >= round {
					t.reserve(k, round)
				}
			}
		}
		for round := 1; round <= p.c.Rules.MaxDelegates; round++ {
			for k := range t.units {
				if len(t.seats[k]) < min(round, t.base[k]) {
					t.next(k)
				}
			}
		}
		t.spread()
		for k, i := range t.units {
			for _, d := range t.seats[k] {
				s.seats[i] = append(s.seats[i], p.units[i].people[d])
			}
		}
	}
	return s
}

// count adds what unit k has and can still bring to the sums, n times.
func (t *tableOf) count(k, n int) {
	u := &t.p.units[t.units[k]]
	given := len(t.seats[k])
	most := t.p.c.Rules.MaxDelegates - given
	reserved := max(t.base[k]-given, 0)
	t.sum += n * (given + reserved)
	for s := 1; s < len(t.own); s++ {
		in, free := 0, 0
		for d, r := range u.roles {
			if s>>r&1 == 1 {
				if t.taken[k][d] {
					in++
				} else {
					free++
				}
			}
		}
		own := min(reserved, free)
		t.own[s] += n * (in + own)
		t.more[s] += n * (min(most, free) - own)
	}
}

func (t *tableOf) seat(k, d int) {
	t.count(k, -1)
	t.taken[k][d] = true
	t.seats[k] = append(t.seats[k], d)
	t.count(k, 1)
}

func (t *tableOf) unseat(k, d int) {
	t.count(k, -1)
	t.taken[k][d] = false
	t.seats[k] = t.seats[k][:len(t.seats[k])-1]
	t.count(k, 1)
}

// good tells whether the floors can still be met as well as they could be.
func (t *tableOf) good() bool {
	if t.sum > t.h.capacity {
		return false
	}
	r := room{base: t.sum, own: t.own, more: t.more}
	v := r.standing(t.h, t.p.userMask, nil, nil)
	return v.userShort == t.best.userShort && v.roleShort == t.best.roleShort
}

// reserve lets unit k have that many places, if it can.
func (t *tableOf) reserve(k, places int) {
	if t.sum == t.h.capacity {
		return
	}
	was := t.base[k]
	t.count(k, -1)
	t.base[k] = places
	t.count(k, 1)
	if !t.good() {
		t.count(k, -1)
		t.base[k] = was
		t.count(k, 1)
	}
}

// next gives unit k one of its places: a role it has not sent before a repeated one, then its own order.
func (t *tableOf) next(k int) {
	u := &t.p.units[t.units[k]]
	persons := t.p.c.Units[u.unit].Persons
	for _, repeated := range []bool{false, true} {
		for d, i := range u.people {
			if t.taken[k][d] {
				continue
			}
			has := false
			for _, other := range t.seats[k] {
				has = has || persons[u.people[other]].Role == persons[i].Role
			}
			if has != repeated {
				continue
			}
			t.seat(k, d)
			if t.good() {
				return
			}
			t.unseat(k, d)
		}
	}
}
