// Package verify checks a selection from its files alone: that every rule is kept, that the report's numbers are the assignment's, that
// the lots are those of the seed, and that every reason is true. It shares nothing with the program that made the selection and is
// short enough to be read by whoever must trust the result. It does not look for a better one.
package verify

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

type check struct {
	rules    rules
	meetings map[string]*meeting
	units    map[string]*unit
	persons  []*person
	counties map[string]*county
	known    map[[3]string]bool // what fits has answered
	faults   []string
}

// Check says everything that is wrong with a selection, a line each; nothing when it is right.
func Check(in Input) []string {
	c := &check{meetings: map[string]*meeting{}, units: map[string]*unit{}, counties: map[string]*county{}, known: map[[3]string]bool{}}
	roster := c.read(in)
	if len(c.faults) > 0 {
		return c.faults
	}
	c.draw(roster, in.Public)
	c.hard()
	c.report(in, roster)
	for _, p := range c.persons {
		c.fault(!c.holds(p), "%s: the reason %q is not true", p.id, p.reason)
	}
	return c.faults
}

func (c *check) fault(wrong bool, format string, of ...any) {
	if wrong {
		c.faults = append(c.faults, fmt.Sprintf(format, of...))
	}
}

// hard checks the rules that no selection may break, and counts.
func (c *check) hard() {
	for _, p := range c.persons {
		u, right := p.unit, map[bool]string{true: "not_selected", false: "waiting"}[p.out]
		if m := c.meetings[p.at]; m != nil {
			if u.at == "" {
				u.at, m.here = p.at, append(m.here, u)
			}
			m.taken, u.places, right = m.taken+1, u.places+1, "placed"
			c.fault(p.at != u.at || p.out || !slices.Contains(u.ranking, p.at), "%s can't be at %s", p.id, p.at)
		}
		c.fault(p.state != right || p.in && p.at == "", "%s can't be %q", p.id, p.state)
	}
	for id, m := range c.meetings {
		c.fault(m.taken > m.capacity, "meeting %s has %d people in %d places", id, m.taken, m.capacity)
	}
	for _, l := range c.rules.Locks {
		u := c.units[l.Unit]
		c.fault(u == nil || l.Kind != "out" && u.at == "" || l.Kind == "at" && u.at != l.Meeting, "%s is not where staff have locked it", l.Unit)
	}
	for _, u := range c.units {
		roles := []string{}
		for _, p := range u.left {
			roles = append(roles, fmt.Sprint(p.role, p.in))
		}
		slices.Sort(roles)
		u.sort, u.least = fmt.Sprint(roles), max(count(u.left, func(p *person) bool { return p.in }), min(len(u.left), c.rules.MinDelegation))
		c.fault(u.at != "" && (u.places < u.least || u.places > c.rules.MaxDelegates), "%s has %d places", u.id, u.places)
		if len(u.left) > 0 && len(u.ranking) > 0 {
			c.counties[u.county].Units++
			c.counties[u.county].Placed += min(1, u.places)
		}
		if all := min(len(u.left), c.rules.MaxDelegates); c.rules.Extra == "own_answer" && u.answer == "together" && u.places == all {
			u.sort, u.least, u.in = u.sort+u.answer, all, true // it has been taken whole, and stays so
		}
	}
}

// report checks the hashes, the counties' shares and the values of the levels.
func (c *check) report(in Input, roster []byte) {
	type entry struct {
		Name, County string
		Value, Bound int
		Proven       bool
		county
	}
	var r struct {
		Levels, Counties []entry
		Input            string `json:"input_sha256"`
		Result           string `json:"result_sha256"`
	}
	err := json.Unmarshal(in.Report, &r)
	c.fault(err != nil || len(r.Levels) == 0, "the report has no levels: %v", err)
	c.fault(r.Input != fmt.Sprintf("%x", sha256.Sum256(append(roster, c.rules.hashed(c.rules.Locks)...))), "input_sha256 is of another case")
	c.fault(r.Result != fmt.Sprintf("%x", sha256.Sum256(in.Assignment)), "result_sha256 is of another assignment")
	value, targets := map[string]int{}, 0
	for _, t := range r.Counties {
		targets += t.Target
		n := cmp.Or(c.counties[t.County], &county{})
		c.fault(t.Units != n.Units || t.Placed != n.Placed, "county %s: %d of %d units", t.County, n.Placed, n.Units)
		n.Target = t.Target
	}
	for name, n := range c.counties {
		if value["county_share"] += max(n.Placed-n.Target, n.Target-n.Placed); name != "" {
			value["counties"] += min(1, n.Placed)
		}
	}
	for _, u := range c.units {
		value["units"] += min(1, u.places)
		value["persons"] += u.places
		value["ranksum"] += slices.Index(u.ranking, u.at) + 1
	}
	c.fault(targets != value["units"], "the counties' shares are %d units together, not %d", targets, value["units"])
	for _, m := range c.meetings {
		user, _ := c.lack(m, m.here, false, true)
		all, _ := c.lack(m, m.here, true, true)
		value["user_short"] += user
		value["role_short"] += all - user
	}
	c.shares()
	proven := true
	for _, l := range r.Levels {
		gap := l.Bound - l.Value
		if l.Name != "counties" && l.Name != "units" && l.Name != "persons" {
			gap = -gap
		}
		c.fault(l.Value != value[l.Name], "level %s is %d, not %d", l.Name, value[l.Name], l.Value)
		// Where a level above may be better, being at the bound proves nothing.
		c.fault(gap < 0 || l.Proven && gap > 0 || !l.Proven && gap == 0 && proven, "level %s can't be %d with the bound %d", l.Name, l.Value, l.Bound)
		proven = proven && l.Proven
	}
}

// shares checks that each county's target is its proportional share, rounded up or down. A county with less than one keeps one, and
// the others share the rest; when there are no more places than counties, those with more than one keep one instead.
func (c *check) shares() {
	open, named, all, places := maps.Clone(c.counties), 0, 0, 0
	for name, n := range open {
		if all, places = all+n.Units, places+n.Placed; n.Units == 0 {
			delete(open, name)
		} else if name != "" {
			named++
		}
	}
	scarce, again := places <= named, true
	for again {
		again = false
		for name, n := range open {
			if scarce && places*n.Units > all || !scarce && name != "" && places*n.Units < all {
				c.fault(n.Target != 1, "county %s should have one unit, not %d", name, n.Target)
				delete(open, name)
				all, places, again = all-n.Units, places-1, true
			}
		}
	}
	for name, n := range open {
		off := n.Target*all - places*n.Units
		c.fault(off >= all || off <= -all, "%d is no rounding of county %s's share, %d/%d", n.Target, name, places*n.Units, all)
	}
}
