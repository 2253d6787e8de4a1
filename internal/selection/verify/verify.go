// Package verify checks a selection from its files alone. It shares nothing with the program that made it, seeks no better one, and is
// short enough for whoever must trust the result to read it from top to bottom. In this order:
//   - read: the files can be read; everyone is named once, has the right outcome, and is where the unit and the locks let them be.
//   - draw: each unit's lot is made anew from the seed: the roster, the rules and the public value.
//   - count: no meeting is too full, no delegation too small or large, no lock broken; and the levels' values are added up.
//   - report: its hashes are those of the files, its numbers those counted; no value is beyond its bound, and proven means to be there.
//   - shares: each county's target is its proportional share, rounded up or down.
//   - holds: each person's reason is true, as the kinds of certificates in package selection promise.
package verify

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Input is the content of the files, and the public value that the lots are drawn from. Rules may be empty: the defaults.
type Input struct {
	Meetings, Units, Persons, Rules, Assignment, Report []byte
	Public                                              string
}
type check struct {
	rules struct {
		Where         string   `json:"where"`
		Extra         string   `json:"extra"`
		MaxDelegates  int      `json:"max_delegates"`
		MinDelegation int      `json:"min_delegation"`
		UserRoles     []string `json:"user_roles"`
		Locks         []lock   `json:"locks,omitempty"`
	}
	meetings map[string]*meeting
	units    map[string]*unit
	persons  []person
	counties map[string]*county
	value    map[string]int        // of each level
	known    map[[3]string][2]bool // what change has found
	faults   []string
}

// Check says everything that is wrong with a selection, a line each; nothing when it is right.
func Check(in Input) []string {
	c := &check{meetings: map[string]*meeting{}, units: map[string]*unit{}, counties: map[string]*county{}, value: map[string]int{},
		known: map[[3]string][2]bool{}}
	if roster := c.read(in); roster != nil {
		c.draw(roster, in.Public)
		c.count()
		c.report(in, roster)
		for _, p := range c.persons {
			c.fault(!c.holds(p), "%s: the reason %q is not true", p.id, p.reason)
		}
	}
	return c.faults
}

func (c *check) fault(wrong bool, format string, of ...any) {
	if wrong {
		c.faults = append(c.faults, fmt.Sprintf(format, of...))
	}
}

// count checks meetings, locks and units, and adds up the levels' values.
func (c *check) count() {
	for id, m := range c.meetings {
		c.fault(m.taken > m.capacity, "meeting %s has %d people in %d places", id, m.taken, m.capacity)
		for role, n := range m.short {
			c.value[map[bool]string{true: "user_short", false: "role_short"}[slices.Contains(c.rules.UserRoles, role)]] += n
		}
	}
	for _, l := range c.rules.Locks {
		u := cmp.Or(c.units[l.Unit], &unit{})
		u.in = u.in || l.Kind != "out"
		c.fault(u.id == "" || l.Kind != "out" && u.at == "" || l.Kind == "at" && u.at != l.Meeting, "%s is not where it is locked", l.Unit)
	}
	for _, u := range c.units {
		u.most, u.sort = min(u.people[anyone], c.rules.MaxDelegates), fmt.Sprint(u.people, u.locked)
		u.least = max(u.locked[anyone], min(u.people[anyone], c.rules.MinDelegation))
		c.fault(u.at != "" && (u.places < u.least || u.places > u.most), "%s has %d places", u.id, u.places)
		if c.rules.Extra == "own_answer" && u.together && u.places == u.most {
			u.sort, u.least, u.in = u.sort+"together", u.most, true // it has been taken whole, and stays so
		}
		if n := c.counties[u.county]; u.most > 0 && len(u.ranking) > 0 {
			n.Units, n.Placed = n.Units+1, n.Placed+min(1, u.places)
		}
		c.value["units"] += min(1, u.places)
		c.value["persons"] += u.places
		c.value["ranksum"] += slices.Index(u.ranking, u.at) + 1
	}
}

// report checks the hashes, the counties and the values of the levels.
func (c *check) report(in Input, roster []byte) {
	var r struct {
		Levels, Counties []struct {
			Name, County string
			Value, Bound int
			Proven       bool
			county
		}
		Input  string `json:"input_sha256"`
		Result string `json:"result_sha256"`
	}
	err := json.Unmarshal(in.Report, &r)
	c.fault(err != nil || len(r.Levels) == 0, "the report has no levels: %v", err)
	c.fault(r.Input != fmt.Sprintf("%x", sha256.Sum256(append(roster, c.hashed(c.rules.Locks)...))), "input_sha256 is of another case")
	c.fault(r.Result != fmt.Sprintf("%x", sha256.Sum256(in.Assignment)), "result_sha256 is of another assignment")
	for _, t := range r.Counties {
		n := cmp.Or(c.counties[t.County], &county{})
		c.fault(t.Units != n.Units || t.Placed != n.Placed, "county %s: %d of %d units", t.County, n.Placed, n.Units)
		n.Target = t.Target
	}
	c.shares()
	proven := true
	for _, l := range r.Levels {
		gap := l.Bound - l.Value
		if l.Name != "counties" && l.Name != "units" && l.Name != "persons" { // fewest, not most
			gap = -gap
		}
		c.fault(l.Value != c.value[l.Name], "level %s is %d, not %d", l.Name, c.value[l.Name], l.Value)
		// Where a level above may be better, being at the bound proves nothing.
		c.fault(gap < 0 || l.Proven && gap > 0 || !l.Proven && gap == 0 && proven, "level %s: %d with the bound %d", l.Name, l.Value, l.Bound)
		proven = proven && l.Proven
	}
}

// shares checks the counties' targets. A county whose proportional share is less than one keeps one, and the others share the rest; when
// there are no more places than counties, those with more than one keep one instead.
func (c *check) shares() {
	open, all, targets, named, places := maps.Clone(c.counties), 0, 0, 0, c.value["units"]
	for name, n := range c.counties {
		all, targets, c.value["county_share"] = all+n.Units, targets+n.Target, c.value["county_share"]+n.off()
		if name != "" {
			named, c.value["counties"] = named+min(1, n.Units), c.value["counties"]+min(1, n.Placed)
		}
	}
	c.fault(targets != places, "the counties' shares are %d units together, not %d", targets, places)
	scarce := places <= named
	for again := true; again; {
		again = false
		for name, n := range open {
			if n.Units > 0 && (scarce && places*n.Units > all || !scarce && name != "" && places*n.Units < all) {
				c.fault(n.Target != 1, "county %s should have one unit, not %d", name, n.Target)
				delete(open, name)
				all, places, again = all-n.Units, places-1, true
			}
		}
	}
	for name, n := range open {
		off := n.Target*all - places*n.Units
		c.fault(n.Units > 0 && (off >= all || off <= -all), "%d is no rounding of county %s's share, %d/%d", n.Target, name, places*n.Units, all)
	}
}
