package selection

// cost is compared by its first part, then by its second. The first holds levels 1–4, the second what the stage at hand settles.
type cost struct{ hi, lo int64 }

func (a cost) plus(b cost) cost  { return cost{a.hi + b.hi, a.lo + b.lo} }
func (a cost) minus(b cost) cost { return cost{a.hi - b.hi, a.lo - b.lo} }
func (a cost) less(b cost) bool  { return a.hi < b.hi || a.hi == b.hi && a.lo < b.lo }

// impossible is worse than any cost and can be added to without overflow.
var impossible = cost{hi: 1 << 61}

// weights makes one number of the levels so that the smallest step of one outweighs all that can follow.
type weights struct {
	overflow, locked, user, role, county, unit int64 // of hi
	share, people, rank, last                  int64 // of lo
}

// newWeights gives the weights of levels 1–4; those of lo are left 0 and set by the stage.
func newWeights(p *problem) weights {
	var w weights
	w.unit = 1
	w.county = w.unit * int64(len(p.units)+1)
	w.role = w.county * int64(len(p.counties)+1)
	w.user = w.role * int64(p.floorSum[1]+1)
	w.locked = w.user * int64(p.floorSum[0]+1)
	w.overflow = w.locked * int64(len(p.units)+1)
	return w
}

func (w weights) of(v standing) cost {
	return cost{
		hi: w.overflow*int64(v.overflow) + w.user*int64(v.userShort) + w.role*int64(v.roleShort),
		lo: -w.people * int64(v.people),
	}
}

// lexicographic parts of a finished search, for the report.
type tally struct {
	overflow, locked, userShort, roleShort, counties, units, share, people, rank, last int
}

// A meeting's place in a ranking and whether it is the last one there are kept in one number, so that changes of it sort first by
// rank, then by last choices.
func wish(rank int, last bool) int {
	if last {
		return 3*rank + 1
	}
	return 3 * rank
}

// change takes a difference of two wishes apart: the rank and whether last choices came or went.
func change(d int) (rank, last int) {
	rank = (d+300001)/3 - 100000 // rounds to the nearest, also below 0
	return rank, d - 3*rank
}

// wished is the cost of a change of wishes.
func (w weights) wished(d int) int64 {
	rank, last := change(d)
	return w.rank*int64(rank) + w.last*int64(last)
}
