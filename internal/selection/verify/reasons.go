package verify

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

func count(people []*person, which func(*person) bool) (n int) {
	for _, p := range people {
		if which(p) {
			n++
		}
	}
	return n
}

// lack counts what the floors lack, of user roles or of all: now, or if those here sent whom the floors need most; and says whether
// their least delegations fit. By the theorem of the greatest flow and the least cut the floors that can be met are, for the worst
// set of roles, those of the other roles and the places that people of the set can take: those of the least delegations, and free ones.
func (c *check) lack(m *meeting, here []*unit, all, now bool) (lack int, fits bool) {
	roles, free := []string{}, m.capacity
	for role := range m.floors {
		if all || slices.Contains(c.rules.UserRoles, role) {
			roles = append(roles, role)
		}
	}
	for _, u := range here {
		free -= u.least
	}
	for set := range 1 << len(roles) {
		in := func(role string) bool { i := slices.Index(roles, role); return i >= 0 && set>>i&1 == 1 }
		can := func(p *person) bool { return in(p.role) && (!now || p.at != "") }
		wished, own, more := 0, 0, 0
		for _, role := range roles {
			if in(role) {
				wished += m.floors[role]
			}
		}
		for _, u := range here {
			locked := count(u.left, func(p *person) bool { return can(p) && p.in })
			others := count(u.left, can) - locked
			sure := min(others, u.least-count(u.left, func(p *person) bool { return p.in }))
			own, more = own+locked+sure, more+min(others-sure, c.rules.MaxDelegates-u.least)
		}
		lack = max(lack, wished-own-min(more, free))
	}
	return lack, free >= 0
}

// fits says whether u can be at a meeting without v, each nil for nobody, so that the least delegations fit and, when floors count,
// the floors lack no more than now.
func (c *check) fits(u, v *unit, at string, floors bool) bool {
	m, key := c.meetings[at], [3]string{at, fmt.Sprint(floors)}
	here := slices.DeleteFunc(slices.Clone(m.here), func(w *unit) bool { return w == v })
	if u != nil {
		here, key[1] = append(here, u), key[1]+u.sort
	}
	if v != nil {
		key[2] = v.sort
	}
	if _, known := c.known[key]; !known {
		user, _ := c.lack(m, m.here, false, true)
		all, _ := c.lack(m, m.here, true, true)
		userThen, fit := c.lack(m, here, false, false)
		allThen, _ := c.lack(m, here, true, false)
		c.known[key] = fit && (!floors || userThen <= user && allThen <= all)
	}
	return c.known[key]
}

// takes says whether u, which waits, can take the place of v; also when floors, or the counties, don't count.
func (c *check) takes(u, v *unit, floors, counties bool) bool {
	if u.at != "" || len(u.left) == 0 || v.at == "" || v.in || !slices.Contains(u.ranking, v.at) {
		return false
	}
	in, out := *c.counties[u.county], *c.counties[v.county]
	before := max(in.Placed-in.Target, in.Target-in.Placed) + max(out.Placed-out.Target, out.Target-out.Placed)
	in.Placed, out.Placed = in.Placed+1, out.Placed-1
	after := max(in.Placed-in.Target, in.Target-in.Placed) + max(out.Placed-out.Target, out.Target-out.Placed)
	fewer := out.Placed == 0 && v.county != "" && (in.Placed > 1 || u.county == "") // counties with a place
	if counties && u.county != v.county && (after > before || fewer) {
		return false
	}
	return c.fits(u, v, v.at, floors)
}

// holds says whether a person's reason is true: what each kind promises stands with the kinds in package selection.
func (c *check) holds(p *person) bool {
	kind, rest, _ := strings.Cut(p.reason, " ")
	why, err := url.ParseQuery(strings.ReplaceAll(rest, " ", "&"))
	number := func(key string) int { n, _ := strconv.Atoi(why.Get(key)); return n }
	u, named := p.unit, why.Get("meetings")
	if err != nil || why.Has("lot") && number("lot") != u.lot || why.Has("county") && why.Get("county") != u.county {
		return false
	}
	first, last := 0, 0 // of the lots of those who can change places with u
	abroad, butFloors, butCounties, everyone := false, false, false, true
	for _, v := range c.units {
		if c.takes(u, v, true, true) || c.takes(v, u, true, true) {
			first, last, abroad = min(v.lot, cmp.Or(first, v.lot)), max(last, v.lot), abroad || v.county != u.county
		}
		butFloors, butCounties = butFloors || c.takes(u, v, false, true), butCounties || c.takes(u, v, true, false)
		everyone = everyone && (v.at != "" || len(v.ranking) == 0 || len(v.left) == 0)
	}
	full, floored := named == strings.Join(slices.Sorted(slices.Values(u.ranking)), "|"), false
	for _, at := range u.ranking {
		if u.at == "" && !p.out && c.fits(u, nil, at, true) {
			return false // it should simply have a place
		}
		floored = floored || (u.at == "" || u.at == at) && c.meetings[at].floors[why.Get("role")] > 0
	}
	switch {
	case kind == "lock":
		return slices.ContainsFunc(c.rules.Locks, func(l lock) bool {
			return l.Unit == u.id && (l.Person == "" || l.Person == p.id) && l.Reason == why.Get("text") && (l.Kind == "out") == (p.at == "")
		})
	case p.out:
		return false
	case kind == "fewer_places", kind == "room" && named != "":
		return u.at != "" && c.further(p, kind, number("last"), number("first_out"), named)
	case kind == "room":
		return p.at != "" && everyone
	case u.at != "" && (first != number("first_out") || 0 < first && first < u.lot): // someone with a better lot should have its place
		return false
	case u.at != "":
		return kind == "lot" || kind == "county" && c.counties[u.county].Placed == 1 || kind == "floor" && floored && !c.fits(nil, u, u.at, true)
	case kind == "available":
		return len(u.ranking) == 0
	case last != number("last") || last > u.lot: // it should have the place of someone with a worse lot
		return false
	case last > 0:
		return kind == "lot" && abroad || kind == "county" && !abroad
	}
	return kind == "floor" && full && floored && butFloors || kind == "county" && butCounties && !butFloors || kind == "full" && full && !butFloors
}

// further says whether the reason for a further place of a unit is true, or for getting none.
func (c *check) further(p *person, kind string, last, first int, named string) bool {
	u, m := p.unit, c.meetings[p.unit.at]
	got, out, all := 0, map[int]int{}, true // the last that got more places; the first that stopped at so many places
	for _, v := range m.here {
		if v.places > u.places {
			got = max(got, v.lot)
		}
		if v.places < min(len(v.left), c.rules.MaxDelegates) {
			out[v.places], all = min(v.lot, cmp.Or(out[v.places], v.lot)), false
		}
	}
	switch {
	case kind == "room":
		return p.at == named && all
	case p.at != "": // first of those that stopped at some number of places before it
		for k := 1; k < u.places; k++ {
			if out[k] == first {
				return true
			}
		}
		return false
	case u.places == c.rules.MaxDelegates:
		return last == 0 && named == ""
	}
	return last == got && named == u.at && m.taken == m.capacity
}
