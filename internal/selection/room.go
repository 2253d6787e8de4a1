package selection

// room is who sits at one meeting, summed: enough to know how well its floors can be met and how many can come.
//
// The delegates of the units at a meeting can be chosen so that at most capacity sit, every unit has its base places, and as many
// floor places as possible are taken by their role. Seats are a matroid and roles a partition, so by the rank formula that number
// is the least, over subsets s of roles, of (floors outside s) + (delegates with a role in s who can sit at once), and the
// latter is Σ own[s] + min(places beyond the bases, Σ more[s]). The user roles' own best can be had together with the best of all.
type room struct {
	base, size int
	own, more  []int
}

// standing is what a meeting's room is worth.
type standing struct {
	overflow  int // base places beyond the capacity
	userShort int
	roleShort int
	people    int // who can have a place
}

// add puts n units of a profile in, or takes them out when n is negative.
func (r *room) add(f *profile, n int) {
	r.base += n * f.base
	r.size += n * f.size
	for s := range r.own {
		r.own[s] += n * f.own[s]
		r.more[s] += n * f.more[s]
	}
}

// standing values a room with these sums when one of profile out is no longer there; base and size are without it.
func (h *hall) standing(userMask, base, size int, own, more []int, out *profile) standing {
	spare := h.capacity - base
	v := standing{people: min(h.capacity, size)}
	if spare < 0 {
		v.overflow, spare = -spare, 0
	}
	if len(own) == 1 {
		return v
	}
	without, userWithout := h.without[:len(own)], h.userWithout[:len(own)]
	more, outOwn, outMore := more[:len(own)], out.own[:len(own)], out.more[:len(own)]
	least, leastUser := without[0], userWithout[0]
	for s := 1; s < len(own); s++ {
		n := own[s] - outOwn[s] + min(more[s]-outMore[s], spare)
		least = min(least, without[s]+n)
		if s&^userMask == 0 {
			leastUser = min(leastUser, userWithout[s]+n)
		}
	}
	// A meeting that is too full covers no more than its capacity.
	v.userShort = userWithout[0] - leastUser
	v.roleShort = without[0] - least - v.userShort
	return v
}

// standing values the room with one profile more and one less; either may be nil.
func (r *room) standing(h *hall, userMask int, in, out *profile) standing {
	base, size := r.base, r.size
	if in != nil {
		base += in.base
		size += in.size
	}
	if out != nil {
		base -= out.base
		size -= out.size
	}
	spare := h.capacity - base
	v := standing{people: min(h.capacity, size)}
	if spare < 0 {
		v.overflow, spare = -spare, 0
	}
	full := len(r.own) - 1
	if full == 0 {
		return v
	}
	least, leastUser := h.without[0], h.userWithout[0]
	for s := 1; s <= full; s++ {
		own, more := r.own[s], r.more[s]
		if in != nil {
			own += in.own[s]
			more += in.more[s]
		}
		if out != nil {
			own -= out.own[s]
			more -= out.more[s]
		}
		if more > spare {
			more = spare
		}
		n := own + more
		if h.without[s]+n < least {
			least = h.without[s] + n
		}
		if s&^userMask == 0 && h.userWithout[s]+n < leastUser {
			leastUser = h.userWithout[s] + n
		}
	}
	// A meeting that is too full covers no more than its capacity.
	v.userShort = h.userWithout[0] - leastUser
	v.roleShort = h.without[0] - least - v.userShort
	return v
}
