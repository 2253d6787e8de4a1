package selection

import "sort"

// priceScale is how finely prices are counted: one rank costs this much.
const priceScale = 1 << 12

// rankBound is a lower bound on the total of ranks of the admitted units, given what levels 1–4 (and, if people > 0, the number of
// people) must reach. Every place and every floor gets a price and each unit goes where that is cheapest for it alone; whatever the
// prices, no proposal is cheaper than that. The prices are then moved towards what is too full or too short, a fixed number of times.
// Anyone can check the bound from its prices by one pass over the units; they are not kept.
func rankBound(p *problem, where placement, people, total int) (int, *prices) {
	pr := newPrices(p, where, people)
	best := int64(0)
	pr.keep(0)
	theta := int64(64) // the step, in 1/64
	quiet := 0
	for turn := 0; turn < 240; turn++ {
		value := pr.value()
		if value > best {
			best, quiet = value, 0
			pr.keep(best)
		} else if quiet++; quiet == 8 {
			theta, quiet = max(theta*2/3, 1), 0
		}
		if (best+priceScale-1)/priceScale >= int64(total) {
			return total, pr
		}
		if !pr.step(theta, int64(total)*priceScale-value) {
			break
		}
	}
	return int((best + priceScale - 1) / priceScale), pr
}

// keep remembers the prices that gave the best bound.
func (pr *prices) keep(bound int64) {
	pr.bound, pr.bestPerson = bound, pr.person
	pr.bestPlace, pr.bestFloor = append(pr.bestPlace[:0], pr.place...), append(pr.bestFloor[:0], pr.floor...)
}

// least is, at the prices of the best bound, the least total of ranks of any proposal that has a unit of the class at the meeting, in
// 1/priceScale, by [meeting][class].
func (pr *prices) least(s *state) []int64 {
	pr.person, pr.place, pr.floor = pr.bestPerson, pr.bestPlace, pr.bestFloor
	least := make([]int64, len(s.rooms)*len(s.classes))
	for c := range s.classes {
		k := &s.classes[c]
		u := &s.p.units[k.members[0]]
		best := int64(1) << 60
		for m, rank := range u.rank {
			if rank > 0 && (u.at == outside || u.at == m) {
				v := int64(rank)*priceScale + pr.delegation(u, m)
				least[m*len(s.classes)+c] = v
				best = min(best, v)
			}
		}
		for m := range s.rooms {
			least[m*len(s.classes)+c] += pr.bound - best
		}
	}
	return least
}

// prices are those of one bound: what a place costs, what a delegate towards a floor earns, what anyone who comes earns.
type prices struct {
	p                     *problem
	where                 placement
	people                int
	short                 [2]int // what levels 1 and 2 leave short, users and others
	place                 []int64
	floor                 []int64 // [meeting][role]
	person                int64
	placeSlack, floorLack []int64 // how far each side is from its bound at these prices
	personLack            int64
	units                 []int
	bound                 int64 // the best so far, and its prices
	bestPlace, bestFloor  []int64
	bestPerson            int64
	other                 []int64 // scratch: prices of one delegation's delegates
	choice                []int   // scratch
}

func newPrices(p *problem, where placement, people int) *prices {
	n, r := len(p.meetings), len(p.roles)
	pr := &prices{p: p, where: where, people: people, place: make([]int64, n), floor: make([]int64, n*r), placeSlack: make([]int64, n), floorLack: make([]int64, n*r)}
	pr.short = [2]int{where.tally.userShort, where.tally.roleShort}
	for i, at := range where.at {
		if at != outside {
			pr.units = append(pr.units, i)
		}
	}
	return pr
}

// value is the bound at the present prices; it fills in how far each side is from its bound.
func (pr *prices) value() int64 {
	p := pr.p
	r := len(p.roles)
	sum := pr.person * int64(pr.people)
	pr.personLack = int64(pr.people)
	for m, h := range p.meetings {
		sum -= pr.place[m] * int64(h.capacity)
		pr.placeSlack[m] = -int64(h.capacity)
		for k, n := range h.floor {
			sum += pr.floor[m*r+k] * int64(n)
			pr.floorLack[m*r+k] = int64(n)
		}
	}
	// The shortfall that is allowed lies where floors are dearest.
	for kind := range pr.short {
		var cells []int
		for at := range pr.floor {
			if isUser := p.userMask>>(at%r)&1 == 1; isUser == (kind == 0) && pr.floor[at] > 0 {
				cells = append(cells, at)
			}
		}
		sort.Slice(cells, func(i, j int) bool {
			a, b := cells[i], cells[j]
			return pr.floor[a] > pr.floor[b] || pr.floor[a] == pr.floor[b] && a < b
		})
		left := pr.short[kind]
		for _, at := range cells {
			n := min(left, p.meetings[at/r].floor[at%r])
			left -= n
			sum -= pr.floor[at] * int64(n)
			pr.floorLack[at] -= int64(n)
		}
	}
	for _, i := range pr.units {
		u := &p.units[i]
		best, at := int64(1)<<60, -1
		for m, rank := range u.rank {
			if rank == 0 || u.at != outside && u.at != m || pr.where.whole[i] && m != pr.where.at[i] {
				continue
			}
			if v := int64(rank)*priceScale + pr.delegation(u, m); v < best {
				best, at = v, m
			}
		}
		sum += best
		pr.delegation(u, at)
		for _, d := range pr.choice {
			pr.placeSlack[at]++
			pr.personLack--
			if k := u.roles[d]; k < r {
				pr.floorLack[at*r+k]--
			}
		}
	}
	return sum
}

// delegation is what the unit's cheapest delegation at the meeting costs; choice is then who it is. Delegates that locks seat come.
func (pr *prices) delegation(u *party, m int) int64 {
	r := len(pr.p.roles)
	f := &pr.p.profiles[u.profile]
	pr.choice, pr.other = pr.choice[:0], pr.other[:0]
	price := func(d int) int64 {
		v := pr.place[m] - pr.person
		if k := u.roles[d]; k < r {
			v -= pr.floor[m*r+k]
		}
		return v
	}
	sum := int64(0)
	var free [64]int
	n := 0
	for d, seated := range u.seated {
		if seated {
			sum += price(d)
			pr.choice = append(pr.choice, d)
		} else if n < len(free) {
			// kept sorted by price
			k := n
			for k > 0 && price(free[k-1]) > price(d) {
				free[k] = free[k-1]
				k--
			}
			free[k] = d
			n++
		}
	}
	for _, d := range free[:n] {
		if len(pr.choice) == f.size {
			break
		}
		if v := price(d); v < 0 || len(pr.choice) < f.base {
			sum += v
			pr.choice = append(pr.choice, d)
		}
	}
	return sum
}

// step moves the prices towards what is too full or too short, by theta/64 of the way that would close the gap; false when nothing is.
func (pr *prices) step(theta, gap int64) bool {
	norm := int64(0)
	add := func(lack, price int64) {
		if price > 0 || lack > 0 {
			norm += lack * lack
		}
	}
	for m := range pr.place {
		add(pr.placeSlack[m], pr.place[m])
	}
	for k := range pr.floor {
		add(pr.floorLack[k], pr.floor[k])
	}
	if pr.people > 0 {
		add(pr.personLack, pr.person)
	}
	if norm == 0 || gap <= 0 {
		return false
	}
	move := func(price *int64, lack int64) { *price = max(0, *price+lack*gap*theta/(64*norm)) }
	for m := range pr.place {
		move(&pr.place[m], pr.placeSlack[m])
	}
	for k := range pr.floor {
		move(&pr.floor[k], pr.floorLack[k])
	}
	if pr.people > 0 {
		move(&pr.person, pr.personLack)
	}
	return true
}
