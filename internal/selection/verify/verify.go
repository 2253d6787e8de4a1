// Package verify checks a selection from its files alone: that every rule is kept, that the report's numbers are the assignment's, that
// the lots are those of the seed, and that every reason is true. It shares nothing with the program that made the selection and is
// short enough to be read by whoever must trust the result. It does not look for a better one.
package verify

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Input is the content of the files, and the public value that the lots are drawn from. Rules may be empty: the defaults.
type Input struct {
	Meetings, Units, Persons, Rules, Assignment, Report []byte
	Public                                              string
}
type check struct {
	rules    rules
	meetings map[string]*meeting
	units    map[string]*unit
	persons  []*person
	counties map[string]*county
	known    map[[3]string]bool // what fits has answered
	faults   []string
}
type meeting struct {
	capacity, taken int
	floors          map[string]int // role → wished-for number
	here            []*unit        // whom the assignment seats here
}
type county struct{ Units, Placed, Target int } // that can come; that have a place; their share, as the report has it
type unit struct {
	id, county, answer, at, sort string // at: its meeting, "" for none; units of a sort can send the same roles
	ranking                      []string
	left                         []*person // those that aren't locked out
	places, least, lot           int       // it comes with at least so many; its number in the order of lots
	in                           bool      // locked in, itself or by one of its people
}
type person struct {
	id, role, at, state, reason string
	unit                        *unit
	in, out                     bool // locked in alone; locked out alone or with its unit
}
type rules struct {
	Where         string   `json:"where"`
	Extra         string   `json:"extra"`
	MaxDelegates  int      `json:"max_delegates"`
	MinDelegation int      `json:"min_delegation"`
	UserRoles     []string `json:"user_roles"`
	Locks         []lock   `json:"locks,omitempty"`
}
type lock struct {
	Unit    string `json:"unit"`
	Person  string `json:"person,omitempty"`
	Kind    string `json:"lock"`
	Meeting string `json:"meeting,omitempty"`
	Reason  string `json:"reason,omitempty"`
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

// table reads a CSV file into rows, column → cell, sorted by the first column. hashed is the same in the columns that are hashed.
func (c *check) table(b []byte, columns func(head []string) []string) (rows []map[string]string, hashed []byte) {
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
	if c.fault(err != nil || len(all) == 0, "a file is empty or can't be read: %v", err); len(c.faults) > 0 {
		return nil, nil
	}
	slices.SortFunc(all[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	written := [][]string{columns(all[0])}
	for i, cells := range all[1:] {
		rows, written = append(rows, map[string]string{}), append(written, nil)
		for j, column := range all[0] {
			rows[i][column] = strings.TrimSpace(cells[j])
		}
		for _, column := range written[0] {
			written[i+1] = append(written[i+1], rows[i][column])
		}
	}
	var w bytes.Buffer
	_ = csv.NewWriter(&w).WriteAll(written) // a buffer takes everything
	return rows, w.Bytes()
}

// read reads the files. It gives the three tables in the form that is hashed.
func (c *check) read(in Input) (roster []byte) {
	unitColumns := []string{"unit_id", "kind", "county", "if_not_all"}
	meetings, first := c.table(in.Meetings, func(head []string) []string {
		floors := slices.DeleteFunc(slices.Sorted(slices.Values(head)), func(h string) bool { return !strings.HasPrefix(h, "floor_") })
		return append([]string{"meeting_id", "capacity"}, floors...)
	})
	for i, r := range meetings {
		m := &meeting{floors: map[string]int{}}
		for column, n := range r {
			m.floors[strings.TrimPrefix(column, "floor_")], _ = strconv.Atoi(n)
		}
		m.capacity = m.floors["capacity"]
		delete(m.floors, "capacity")
		c.meetings[r["meeting_id"]], unitColumns = m, append(unitColumns, fmt.Sprint("rank", i+1))
	}
	units, second := c.table(in.Units, func([]string) []string { return unitColumns })
	persons, third := c.table(in.Persons, func([]string) []string { return []string{"person_id", "unit_id", "order", "role"} })
	seats, _ := c.table(in.Assignment, slices.Clone)
	c.rules = rules{"lot_order", "people_first", 4, 1, []string{"kin", "user"}, nil}
	err := json.Unmarshal([]byte(cmp.Or(string(in.Rules), "{}")), &c.rules)
	if c.fault(err != nil || len(seats) != len(persons), "%d persons, %d in the assignment (%v)", len(persons), len(seats), err); len(c.faults) > 0 {
		return nil
	}
	for _, r := range units {
		u := &unit{id: r["unit_id"], county: r["county"], answer: r["if_not_all"]}
		for _, rank := range unitColumns[4:] {
			u.ranking = append(u.ranking, r[rank])
		}
		u.ranking = slices.DeleteFunc(u.ranking, func(at string) bool { return at == "" })
		c.units[u.id], c.counties[u.county] = u, &county{}
	}
	for i, r := range persons {
		s := seats[i] // both are sorted by person
		p := &person{id: r["person_id"], role: r["role"], unit: c.units[r["unit_id"]], at: s["meeting_id"], state: s["outcome"], reason: s["reason"]}
		if p.unit == nil || s["person_id"] != p.id || s["unit_id"] != p.unit.id || p.at != "" && c.meetings[p.at] == nil {
			c.fault(true, "%v is someone or somewhere unknown", s)
			return nil
		}
		for _, l := range c.rules.Locks {
			p.in = p.in || l.Person == p.id && l.Kind != "out"
			p.out = p.out || l.Kind == "out" && (l.Person == p.id || l.Person == "" && l.Unit == p.unit.id)
			p.unit.in = p.unit.in || l.Unit == p.unit.id && l.Kind != "out"
		}
		if c.persons = append(c.persons, p); !p.out {
			p.unit.left = append(p.unit.left, p)
		}
	}
	return slices.Concat(first, second, third)
}

// hashed is the rules in the form that is hashed, with their locks or without.
func (r rules) hashed(locks []lock) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	slices.Sort(r.UserRoles)
	r.Locks = slices.SortedFunc(slices.Values(locks), func(a, b lock) int {
		return slices.Compare([]string{a.Unit, a.Person, a.Kind, a.Meeting, a.Reason}, []string{b.Unit, b.Person, b.Kind, b.Meeting, b.Reason})
	})
	_ = e.Encode(r) // strings and numbers can be written
	return b.Bytes()
}

// draw numbers the units in the order of their lots, the lowest first.
func (c *check) draw(roster []byte, public string) {
	const method = 1 // the version of the mechanism that this program knows
	first, second := sha256.Sum256(roster), sha256.Sum256(c.rules.hashed(nil))
	seed := sha256.Sum256(slices.Concat(first[:], second[:], binary.BigEndian.AppendUint32(nil, method), []byte(public)))
	lots := map[*unit]string{}
	for _, u := range c.units {
		lot := hmac.New(sha256.New, seed[:])
		lot.Write([]byte(u.id))
		lots[u] = string(lot.Sum(nil))
	}
	for i, u := range slices.SortedFunc(maps.Keys(lots), func(a, b *unit) int { return strings.Compare(lots[a], lots[b]) }) {
		u.lot = i + 1
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
	value := map[string]int{}
	for _, t := range r.Counties {
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
	for _, m := range c.meetings {
		user, all := c.lacking(m)
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
	scarce := places <= named
	for again := true; again; {
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
