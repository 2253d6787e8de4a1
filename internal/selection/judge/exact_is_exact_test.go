package judge

import (
	"slices"
	"testing"
)

// cases is where the sample cases are, with optima that an integer programming solver has proven.
const cases = "../testdata/cases"

func TestTheExactSolverAgreesWithTryingEverything(t *testing.T) {
	t.Parallel()
	for n := range uint64(150) {
		d := seeded(n)
		s := anyShape(d, 4)
		s.meetings, s.persons = 1+d(3), 1+d(3)
		c := synthetic(d, s)
		c.Rules.MinDelegation, c.Rules.MaxDelegates = 1+d(2), 1+d(4)
		x := instanceOf(c)
		x.counts[early], x.counts[lastRanks] = d(2) == 0, true
		for g := persons; g < goals; g++ {
			x.counts[g] = true
		}
		got, seats, proven := x.exact(x.anywhere())
		if want := x.everything(); !proven || got != want {
			t.Fatalf("case %d: found %v (proven: %v), trying everything %v\n%v\n%+v", n, got, proven, want, seats, c)
		}
		if v := x.valued(seats); v != got {
			t.Fatalf("case %d: the seating is worth %v, not %v", n, v, got)
		}
	}
}

// everything is the best value of all seatings there are.
func (x *instance) everything() (best cost) {
	best[broken] = 1 << 30
	seats := make(seating, len(x.units))
	for u := range seats {
		seats[u] = slices.Repeat([]int{nowhere}, len(x.units[u].persons))
	}
	var next func(u int)
	next = func(u int) {
		if u == len(x.units) {
			if v := x.valued(seats); v.compare(best) < 0 {
				best = v
			}
			return
		}
		for _, m := range append([]int{nowhere}, x.units[u].open...) {
			for set := range 1 << len(seats[u]) {
				if (m == nowhere) != (set == 0) {
					continue
				}
				for i := range seats[u] {
					seats[u][i] = nowhere
					if set>>i&1 == 1 {
						seats[u][i] = m
					}
				}
				next(u + 1)
			}
		}
	}
	next(0)
	return best
}

// valued counts what a seating is worth, from the definition; one that no rule allows is broken.
func (x *instance) valued(seats seating) (v cost) {
	taken := make([]int, len(x.capacity))
	present := make([]map[string]int, len(x.capacity))
	seated := map[string]int{}
	for m := range present {
		present[m] = map[string]int{}
	}
	for u, m := range x.units {
		n, at, roles := 0, nowhere, map[string]bool{}
		for i, s := range seats[u] {
			if s == nowhere {
				if m.persons[i].must {
					v[broken]++
				}
				continue
			}
			if at != nowhere && at != s || !slices.Contains(m.open, s) {
				v[broken]++
			}
			at = s
			n++
			taken[s]++
			present[s][m.persons[i].role]++
			roles[m.persons[i].role] = true
		}
		if n > x.max || n > 0 && n < m.need || n == 0 && m.must {
			v[broken]++
		}
		v[early] -= int32(n)
		v[persons] -= int32(n)
		v[distinct] -= int32(len(roles))
		if n > 0 {
			v[units]--
			v[lastRanks] += int32(m.rank[at])
			if m.county != "" {
				seated[m.county]++
			}
		}
		if n > 1 {
			v[second]--
		}
		if n > 2 {
			v[third]--
		}
	}
	v[counties] = -int32(len(seated))
	for _, m := range x.units {
		if _, ok := seated[m.county]; !ok && m.county != "" {
			seated[m.county] = 0
		}
	}
	for county, n := range seated {
		v[share] += int32(max(n-x.quota[county], x.quota[county]-n))
	}
	for m := range x.capacity {
		if taken[m] > x.capacity[m] {
			v[broken]++
		}
		for role, f := range x.floors[m] {
			goal := roleShort
			if x.user[role] {
				goal = userShort
			}
			v[goal] += int32(max(0, f-present[m][role]))
		}
	}
	for g := range v {
		if !x.counts[g] {
			v[g] = 0
		}
	}
	return v
}

func TestTheExactSolverFindsTheProvenOptima(t *testing.T) {
	t.Parallel()
	for name, want := range provenOptima() {
		x := instanceOf(sample(t, name))
		if x.counts[early] = name != "fm7_46x7"; !x.counts[early] { // its most people take minutes to prove
			want[early] = 0
		}
		if got, _, proven := x.exact(x.anywhere()); !proven || got != want {
			t.Errorf("%s: %v (proven: %v), want %v", name, got, proven, want)
		}
	}
}

// provenOptima are the values of levels 1–4, and the most people after them, that an integer programming solver has proven:
// coverage_persons_rank in reference_highs.json.
func provenOptima() map[string]cost {
	return map[string]cost{
		"tiny_12x3":            {userShort: 0, roleShort: 0, counties: -4, units: -14, early: -18},
		"fm7_46x7":             {userShort: 12, roleShort: 0, counties: -2, units: -58, early: -161},
		"hod2017_scarce_426x4": {userShort: 0, roleShort: 0, counties: -19, units: -320, early: -320},
	}
}
