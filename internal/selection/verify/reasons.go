package verify

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// sum adds up the numbers of some roles.
func sum(numbers map[string]int, roles []string) (n int) {
	for _, role := range roles {
		n += numbers[role]
	}
	return n
}

// lack counts the people that floors of these roles lack when those here send whom the floors need most; fits is whether their least
// delegations have room. By the theorem of the greatest flow and the least cut the floors that can be met are, for the worst set of
// roles, those of the other roles and the places that people of the set can take: those of the least delegations, and spare ones.
func (c *check) lack(m *meeting, here []*unit, roles []string) (lack int, fits bool) {
	spare := m.capacity
	for _, u := range here {
		spare -= u.least
	}
	for subset := range 1 << len(roles) {
		set := slices.DeleteFunc(slices.Clone(roles), func(role string) bool { return subset>>slices.Index(roles, role)&1 == 0 })
		own, more := 0, 0
		for _, u := range here {
			locked := sum(u.locked, set)
			free := sum(u.people, set) - locked
			sure := min(free, u.least-u.locked[anyone])
			own, more = own+locked+sure, more+min(free-sure, c.rules.MaxDelegates-u.least)
		}
		lack = max(lack, sum(m.floors, set)-own-min(more, spare))
	}
	return lack, spare >= 0
}

// change says whether the least delegations at a meeting fit with u there and without v, each nil for nobody, and whether the floors
// then lack no more than now.
func (c *check) change(at string, u, v *unit) (fits, floors bool) {
	m, key := c.meetings[at], [3]string{at}
	here := slices.DeleteFunc(slices.Clone(m.here), func(w *unit) bool { return w == v })
	if u != nil {
		here, key[1] = append(here, u), u.sort
	}
	if v != nil {
		key[2] = v.sort
	}
	if _, known := c.known[key]; !known {
		all := slices.Sorted(maps.Keys(m.floors))
		users := slices.DeleteFunc(slices.Clone(all), func(role string) bool { return !slices.Contains(c.rules.UserRoles, role) })
		userLack, _ := c.lack(m, here, users)
		allLack, fits := c.lack(m, here, all)
		c.known[key] = [2]bool{fits, fits && userLack <= sum(m.short, users) && allLack <= sum(m.short, all)}
	}
	return c.known[key][0], c.known[key][1]
}

// swap says whether there is room for one unit, which waits, in the place of another one; with floors that lack no more; and whether
// no fewer counties have a unit then, nor are they further from their targets.
func (c *check) swap(in, out *unit) (fits, floors, fair bool) {
	if in.at != "" || in.people[anyone] == 0 || out.at == "" || out.in || !slices.Contains(in.ranking, out.at) {
		return false, false, false
	}
	fits, floors = c.change(out.at, in, out)
	more, less := *c.counties[in.county], *c.counties[out.county]
	before := more.off() + less.off()
	more.Placed, less.Placed = more.Placed+1, less.Placed-1
	fewer := less.Placed == 0 && out.county != "" && (more.Placed > 1 || in.county == "")
	return fits, floors, in.county == out.county || more.off()+less.off() <= before && !fewer
}

// holds says whether a person's reason is true: what each kind promises stands with the kinds in package selection.
func (c *check) holds(p person) bool {
	kind, rest, _ := strings.Cut(p.reason, " ")
	why, err := url.ParseQuery(strings.ReplaceAll(rest, " ", "&"))
	u, named, said := p.unit, why.Get("meetings"), func(key string, n int) bool { return number(why.Get(key)) == n }
	switch {
	case err != nil || why.Has("lot") && !said("lot", u.lot) || why.Has("county") && why.Get("county") != u.county:
		return false
	case kind == "lock":
		return slices.ContainsFunc(c.rules.Locks, func(l lock) bool {
			return l.Unit == u.id && (l.Person == "" || l.Person == p.id) && l.Reason == why.Get("text") && (l.Kind == "out") == (p.at == "")
		})
	case kind == "fewer_places" || kind == "room" && named != "":
		return !p.out && u.at != "" && c.further(p, kind, named, said)
	case p.out || u.at != p.at:
		return false
	}
	first, last := 0, 0 // of the lots of those who can change places with u
	abroad, butFloors, butCounties, everyone := false, false, false, true
	for _, v := range c.units {
		in, out := u, v
		if u.at != "" {
			in, out = v, u
		}
		fits, floors, fair := c.swap(in, out)
		if floors && fair {
			first, last, abroad = min(v.lot, cmp.Or(first, v.lot)), max(last, v.lot), abroad || v.county != u.county
		}
		butFloors, butCounties = butFloors || fits && fair, butCounties || floors
		everyone = everyone && (v.at != "" || len(v.ranking) == 0 || v.people[anyone] == 0)
	}
	full, floored, free := named == strings.Join(slices.Sorted(slices.Values(u.ranking)), "|"), false, false
	for _, at := range u.ranking {
		floored = floored || (u.at == "" || u.at == at) && c.meetings[at].floors[why.Get("role")] > 0
		_, floors := c.change(at, u, nil)
		free = free || floors
	}
	switch {
	case u.at != "" && (!said("first_out", first) || 0 < first && first < u.lot): // someone with a better lot should have its place
		return false
	case u.at != "":
		_, spared := c.change(u.at, nil, u)
		return kind == "lot" || kind == "room" && everyone || kind == "county" && c.counties[u.county].Placed == 1 ||
			kind == "floor" && floored && !spared
	case free || !said("last", last) || last > u.lot: // it should simply have a place, or that of someone with a worse lot
		return false
	case len(u.ranking) == 0:
		return kind == "available"
	case last > 0 && (abroad || u.county == ""):
		return kind == "lot"
	case last > 0:
		return kind == "county"
	}
	if butFloors {
		return kind == "floor" && full && floored
	}
	return kind == "county" && butCounties || kind == "full" && full
}

// further says whether the reason for a further place of a unit is true, or for getting none.
func (c *check) further(p person, kind, named string, said func(key string, n int) bool) bool {
	u, m := p.unit, c.meetings[p.unit.at]
	last, stopped := 0, map[int]int{} // the last lot with more places; by places, the first that stopped there with people left
	for _, v := range m.here {
		if v.places > u.places {
			last = max(last, v.lot)
		}
		if v.places < v.most {
			stopped[v.places] = min(v.lot, cmp.Or(stopped[v.places], v.lot))
		}
	}
	switch {
	case kind == "room":
		return p.at == named && len(stopped) == 0
	case p.at == "" && u.places == c.rules.MaxDelegates:
		return said("last", 0) && named == ""
	case p.at == "":
		return said("last", last) && named == u.at && m.taken == m.capacity
	}
	for places := 1; places < u.places; places++ { // which of its places this is isn't told
		if said("first_out", stopped[places]) {
			return true
		}
	}
	return false
}
