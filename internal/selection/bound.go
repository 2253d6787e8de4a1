package selection

// bounds is the least that levels 1–4 can be, missing counties and units counted instead of those that have a place.
type bounds struct {
	userShort, roleShort, noCounty, noUnit int
}

// cost is the bounds as one number.
func (b bounds) cost(w weights) cost {
	return cost{hi: w.user*int64(b.userShort) + w.role*int64(b.roleShort) + w.county*int64(b.noCounty) + w.unit*int64(b.noUnit)}
}

// and joins bounds that each hold whatever the other levels are with those of a flow, each of which holds when the levels before it are
// at theirs.
func (b bounds) and(flow bounds) bounds {
	own := []*int{&b.userShort, &b.roleShort, &b.noCounty, &b.noUnit}
	for level, least := range []int{flow.userShort, flow.roleShort, flow.noCounty, flow.noUnit} {
		if *own[level] > least {
			break
		}
		*own[level] = least
	}
	return b
}

// countBound needs only counting: a role can't sit more often than it applied, nor more units than there are places.
func countBound(p *problem) bounds {
	var b bounds
	for r := range p.roles {
		floors, reachable, applied := 0, 0, 0
		atMost := make([]int, len(p.meetings))
		for _, u := range p.units {
			n := min(p.profiles[u.profile].roles[r], p.c.Rules.MaxDelegates)
			applied += n
			for m, rank := range u.rank {
				if rank > 0 {
					atMost[m] += n
				}
			}
		}
		for m, h := range p.meetings {
			floors += h.floor[r]
			reachable += min(h.floor[r], atMost[m], h.capacity)
		}
		short := floors - min(reachable, applied)
		if p.userMask>>r&1 == 1 {
			b.userShort += short
		} else {
			b.roleShort += short
		}
	}
	// Bases, smallest first, while there are places.
	places, most := 0, 0
	for _, h := range p.meetings {
		places += h.capacity
	}
	bySize := make([]int, p.c.Rules.MaxDelegates+1)
	for _, u := range p.units {
		bySize[p.profiles[u.profile].base]++
	}
	for size, n := range bySize {
		if size > 0 {
			n = min(n, places/size)
			places -= n * size
			most += n
		}
	}
	b.noUnit = len(p.units) - most
	named := 0
	for _, name := range p.counties {
		if name != "" {
			named++
		}
	}
	b.noCounty = max(0, named-most)
	return b
}

// maxBoundArcs keeps the flow bound from taking longer than all the rest.
const maxBoundArcs = 200_000

// flowBound lets the delegates of a unit go to different meetings and forgets least delegations: what is left is a flow of persons,
// and no proposal can be better than it. The flow is over kinds of units, not over units. False when the case is too large for it.
func flowBound(s *state) (bounds, bool) {
	p := s.p
	kinds, meetings := len(p.counties), len(p.meetings)
	// units of one profile and one use of the meetings, whatever their county, are one shape
	shapeOf := make([]int, len(s.classes))
	known := map[string]int{}
	var shapes []int // a class of each
	for c, k := range s.classes {
		key := appendNumber(nil, k.profile)
		for _, r := range k.rank {
			key = append(key, byte(min(r, 1)))
		}
		if at := p.units[k.members[0]].at; at != outside {
			key = appendNumber(append(key, '@'), at)
		}
		at, found := known[string(key)]
		if !found {
			at = len(shapes)
			known[string(key)] = at
			shapes = append(shapes, c)
		}
		shapeOf[c] = at
	}
	roles := len(p.roles) + 1
	if len(s.classes)+len(shapes)*roles*(meetings+1) > maxBoundArcs {
		return bounds{}, false
	}
	source, sink := 0, 1
	county := 2
	shape := county + kinds
	shapeRole := shape + len(shapes)
	meetingRole := shapeRole + len(shapes)*roles
	meeting := meetingRole + meetings*roles
	n := newNetwork(meeting + meetings)
	for k, name := range p.counties {
		if name != "" {
			n.connect(source, county+k, 1, -s.w.county)
		}
		n.connect(source, county+k, len(p.units), 0)
	}
	units := make([]int, len(shapes))
	for c, k := range s.classes {
		units[shapeOf[c]] += len(k.members)
		n.connect(county+k.county, shape+shapeOf[c], len(k.members), -s.w.unit)
	}
	for t, c := range shapes {
		k := &s.classes[c]
		f := &p.profiles[k.profile]
		n.connect(source, shape+t, units[t]*(f.size-1), 0)
		at := p.units[k.members[0]].at
		sum := 0
		for r := 0; r < roles; r++ {
			have := f.size
			if r < len(p.roles) {
				have = min(f.roles[r], f.size)
				sum += f.roles[r]
			} else if sum > 0 {
				have = f.size // delegates of other roles are not counted apart
			}
			if have == 0 {
				continue
			}
			n.connect(shape+t, shapeRole+t*roles+r, units[t]*have, 0)
			for m, rank := range k.rank {
				if rank > 0 && (at == outside || at == m) {
					n.connect(shapeRole+t*roles+r, meetingRole+m*roles+r, units[t]*have, 0)
				}
			}
		}
	}
	for m, h := range p.meetings {
		for r := 0; r < roles; r++ {
			at := meetingRole + m*roles + r
			if r < len(p.roles) {
				w := s.w.role
				if p.userMask>>r&1 == 1 {
					w = s.w.user
				}
				n.connect(at, meeting+m, h.floor[r], -w)
			}
			n.connect(at, meeting+m, h.capacity, 0)
		}
		n.connect(meeting+m, sink, h.capacity, 0)
	}
	named := 0
	for _, name := range p.counties {
		if name != "" {
			named++
		}
	}
	least := n.cheapest(source, sink) + cost{
		hi: s.w.user*int64(p.floorSum[0]) + s.w.role*int64(p.floorSum[1]) + s.w.county*int64(named) + s.w.unit*int64(len(p.units)),
	}.hi
	return bounds{
		userShort: int(least / s.w.user),
		roleShort: int(least % s.w.user / s.w.role),
		noCounty:  int(least % s.w.role / s.w.county),
		noUnit:    int(least % s.w.county / s.w.unit),
	}, true
}
