package verify

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// lacking counts the delegates that a meeting's floors lack: of user roles, of all roles.
func (c *check) lacking(m *meeting) (user, all int) {
	for role, n := range m.floors {
		for _, u := range m.here {
			n -= count(u.left, func(p *person) bool { return p.at == u.at && p.role == role })
		}
		if all += max(0, n); slices.Contains(c.rules.UserRoles, role) {
			user += max(0, n)
		}
	}
	return user, all
}

// best counts the delegates of user roles, or of all roles, that the floors of a meeting would lack if those here sent whom they need
// most. By the theorem of the greatest flow and the least cut, the floors that can be met are, for the worst set of roles, those of
// the other roles and all places that people of the set can take: the least delegations' own and the free ones.
func (c *check) best(m *meeting, here []*unit, userOnly bool) (lack int, fits bool) {
	roles, wished, free := []string{}, 0, m.capacity
	for role, n := range m.floors {
		if !userOnly || slices.Contains(c.rules.UserRoles, role) {
			roles, wished = append(roles, role), wished+n
		}
	}
	for _, u := range here {
		free -= max(u.least, count(u.left, func(p *person) bool { return p.in }))
	}
	for set := range 1 << len(roles) {
		cut, more := 0, 0
		in := func(role string) bool { i := slices.Index(roles, role); return i >= 0 && set>>i&1 == 1 }
		for _, role := range roles {
			if !in(role) {
				cut += m.floors[role]
			}
		}
		for _, u := range here {
			forced := count(u.left, func(p *person) bool { return p.in })
			can := count(u.left, func(p *person) bool { return in(p.role) && !p.in })
			own := min(can, max(0, u.least-forced))
			cut += own + count(u.left, func(p *person) bool { return in(p.role) && p.in })
			more += min(can-own, c.rules.MaxDelegates-max(u.least, forced))
		}
		lack = max(lack, wished-cut-min(more, max(0, free)))
	}
	return lack, free >= 0
}

func count(people []*person, which func(*person) bool) (n int) {
	for _, p := range people {
		if which(p) {
			n++
		}
	}
	return n
}

// fits says whether u can be at a meeting without v, each of them nil for nobody, so that the least delegations
// fit and, when floors count, the floors lack no more than now.
func (c *check) fits(u, v *unit, at string, floors bool) bool {
	m, key, here := c.meetings[at], [3]string{at, fmt.Sprint(floors)}, slices.Clone(c.meetings[at].here)
	if u != nil {
		here, key[1] = append(here, u), key[1]+u.sort
	}
	if v != nil {
		here, key[2] = slices.DeleteFunc(here, func(w *unit) bool { return w == v }), v.sort
	}
	answer, known := c.known[key]
	if !known {
		user, all := c.lacking(m)
		userThen, fit := c.best(m, here, true)
		allThen, _ := c.best(m, here, false)
		answer = fit && (!floors || userThen <= user && allThen <= all)
		c.known[key] = answer
	}
	return answer
}

// takes says whether u, which waits, can take the place of v.
func (c *check) takes(u, v *unit, floors bool) bool {
	if u.at != "" || len(u.left) == 0 || v.at == "" || v.in || !slices.Contains(u.ranking, v.at) {
		return false
	}
	farther := func(county string, more int) int {
		if county == "" {
			return 0
		}
		d := c.placed[county] - c.target[county]
		return max(d+more, -d-more) - max(d, -d)
	}
	if u.county != v.county && (c.placed[v.county] == 1 || farther(u.county, 1)+farther(v.county, -1) > 0) {
		return false
	}
	return c.fits(u, v, v.at, floors)
}

// holds says whether a person's reason is true: what each kind promises stands with the kinds in package selection.
func (c *check) holds(p *person) bool {
	kind, rest, _ := strings.Cut(p.reason, " ")
	why, err := url.ParseQuery(strings.ReplaceAll(rest, " ", "&"))
	number := func(key string) int { n, _ := strconv.Atoi(why.Get(key)); return n }
	u, m, named := p.unit, c.meetings[p.unit.at], why.Get("meetings")
	if err != nil || why.Has("lot") && number("lot") != u.lot || why.Has("county") && why.Get("county") != u.county {
		return false
	}
	first, last, abroad, withoutFloors, all := 0, 0, false, false, true // the lots of those who can trade places with u
	for _, v := range c.units {
		if c.takes(u, v, true) || c.takes(v, u, true) {
			first, last, abroad = min(v.lot, cmp.Or(first, v.lot)), max(last, v.lot), abroad || v.county != u.county
		}
		withoutFloors = withoutFloors || c.takes(u, v, false)
		all = all && (v.at != "" || len(v.ranking) == 0 || len(v.left) == 0)
	}
	full := named == strings.Join(slices.Sorted(slices.Values(u.ranking)), "|")
	for _, at := range u.ranking {
		full = full && u.at == "" && !c.fits(u, nil, at, true)
	}
	floored := slices.ContainsFunc(strings.Split(cmp.Or(u.at, named), "|"), func(at string) bool {
		return c.meetings[at] != nil && c.meetings[at].floors[why.Get("role")] > 0
	})
	switch {
	case kind == "lock":
		return slices.ContainsFunc(c.rules.Locks, func(l lock) bool {
			return l.Unit == u.id && (l.Person == "" || l.Person == p.id) && l.Reason == why.Get("text") && (l.Kind == "out") == (p.at == "")
		})
	case p.state == "not_selected":
		return false
	case kind == "available":
		return p.at == "" && len(u.ranking) == 0
	case kind == "room" && named == "":
		return p.at != "" && all
	case kind == "room":
		return p.at == named && !slices.ContainsFunc(m.here, func(v *unit) bool { return v.places < min(len(v.left), c.rules.MaxDelegates) })
	case kind == "fewer_places":
		return u.at != "" && c.fewer(p, number("last"), number("first_out"), named)
	case kind == "lot" && u.at != "":
		return first == number("first_out") && (first == 0 || first > u.lot)
	case kind == "lot", kind == "county" && u.at == "":
		return u.at == "" && last == number("last") && 0 < last && last < u.lot && abroad == (kind == "lot")
	case kind == "county":
		return why.Has("county") && c.placed[u.county] == 1
	case kind == "floor" && u.at != "":
		return floored && !c.fits(nil, u, u.at, true)
	case kind == "floor":
		return floored && full && last == 0 && withoutFloors
	}
	return kind == "full" && full && last == 0 && !withoutFloors
}

// fewer says whether a place was rightly the last that a unit got, or the first that it didn't get.
func (c *check) fewer(p *person, last, first int, named string) bool {
	u := p.unit
	m := c.meetings[u.at]
	if p.at == "" && u.places == c.rules.MaxDelegates {
		return last == 0 && named == ""
	}
	for k := 2; p.at != "" && k <= u.places; k++ { // first: of those that stopped at k−1 places and have more people
		out := 0
		for _, v := range m.here {
			if v.places == k-1 && len(v.left) >= k {
				out = min(v.lot, cmp.Or(out, v.lot))
			}
		}
		if out == first {
			return true
		}
	}
	got := 0 // the last of those that got one place more than u
	for _, v := range m.here {
		if v.places > u.places {
			got = max(got, v.lot)
		}
	}
	return p.at == "" && named == u.at && m.taken == m.capacity && got == last
}
