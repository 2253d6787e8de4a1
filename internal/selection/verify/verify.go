// Package verify checks a selection from its files alone: that every rule is kept, that the report's numbers are the assignment's, that
// the lots are those of the seed, and that every reason is true. It shares nothing with the program that made the selection and is
// short enough to be read by whoever must trust the result. It does not look for a better one.
package verify

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"errors"
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
	rules                   rules
	meetings                map[string]*meeting
	units                   map[string]*unit
	persons                 []*person
	applied, placed, target map[string]int     // county → units that can come; that have a place; its share, as the report has it
	known                   map[[3]string]bool // answers given before
	faults                  []string
}
type meeting struct {
	capacity, taken int
	floors          map[string]int // role → wished-for number
	here            []*unit        // whom the assignment seats here
}
type unit struct {
	id, county, at, sort string // at: its meeting, "" for none; units of a sort can send the same roles
	ranking              []string
	left                 []*person // those that aren't locked out
	places, least, lot   int       // it comes with at least so many; its number in the order of lots
	in                   bool      // locked in, itself or by one of its people
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
type row map[string]string // column → cell

// Check says everything that is wrong with a selection, a line each; nothing when it is right.
func Check(in Input) []string {
	c := &check{meetings: map[string]*meeting{}, units: map[string]*unit{}, known: map[[3]string]bool{},
		applied: map[string]int{}, placed: map[string]int{}, target: map[string]int{}}
	hash, err := c.read(in)
	if err != nil {
		return []string{err.Error()}
	}
	c.hard()
	c.report(in, hash)
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

// table reads a CSV file. Its rows come sorted by their first column, and once more as they are hashed: in the columns asked for.
func table(b []byte, columns func(head []string) []string) (rows []row, hashed []byte, err error) {
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, nil, fmt.Errorf("a file is empty or can't be read: %w", err)
	}
	slices.SortFunc(all[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	written := [][]string{columns(all[0])}
	for i, cells := range all[1:] {
		rows, written = append(rows, row{}), append(written, nil)
		for j, column := range all[0] {
			rows[i][column] = strings.TrimSpace(cells[j])
		}
		for _, column := range written[0] {
			written[i+1] = append(written[i+1], rows[i][column])
		}
	}
	var w bytes.Buffer
	err = csv.NewWriter(&w).WriteAll(written)
	return rows, w.Bytes(), err
}

// hashed is the rules as they are hashed.
func (r rules) hashed() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(r) // strings and numbers can be written
	return b.Bytes()
}

// read reads the files and draws the lots. It gives the hash of the case.
func (c *check) read(in Input) (hash string, err error) {
	unitColumns := []string{"unit_id", "kind", "county", "if_not_all"}
	meetings, first, err1 := table(in.Meetings, func(head []string) []string {
		floors := slices.DeleteFunc(slices.Clone(head), func(h string) bool { return !strings.HasPrefix(h, "floor_") })
		slices.Sort(floors)
		return append([]string{"meeting_id", "capacity"}, floors...)
	})
	for i, r := range meetings {
		m := &meeting{floors: map[string]int{}}
		for column := range r {
			if role, is := strings.CutPrefix(column, "floor_"); is {
				m.floors[role], _ = strconv.Atoi(r[column])
			}
		}
		m.capacity, _ = strconv.Atoi(r["capacity"])
		c.meetings[r["meeting_id"]], unitColumns = m, append(unitColumns, fmt.Sprint("rank", i+1))
	}
	units, second, err2 := table(in.Units, func([]string) []string { return unitColumns })
	persons, third, err3 := table(in.Persons, func([]string) []string { return []string{"person_id", "unit_id", "order", "role"} })
	seats, _, err4 := table(in.Assignment, slices.Clone)
	c.rules = rules{"lot_order", "people_first", 4, 1, []string{"kin", "user"}, nil}
	if len(in.Rules) > 0 {
		err = json.Unmarshal(in.Rules, &c.rules)
	}
	if err = errors.Join(err1, err2, err3, err4, err); err != nil || len(seats) != len(persons) {
		return "", fmt.Errorf("%d persons, %d in the assignment: %w", len(persons), len(seats), err)
	}
	for _, r := range units {
		u := &unit{id: r["unit_id"], county: r["county"]}
		for _, rank := range unitColumns[4:] {
			if r[rank] != "" {
				u.ranking = append(u.ranking, r[rank])
			}
		}
		c.units[u.id] = u
	}
	for i, r := range persons {
		s := seats[i] // both are sorted by person
		p := &person{id: r["person_id"], role: r["role"], unit: c.units[r["unit_id"]], at: s["meeting_id"], state: s["outcome"], reason: s["reason"]}
		if p.unit == nil || s["person_id"] != p.id || s["unit_id"] != p.unit.id || p.at != "" && c.meetings[p.at] == nil {
			return "", fmt.Errorf("%v is someone or somewhere unknown", s)
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
	roster := slices.Concat(first, second, third)
	slices.Sort(c.rules.UserRoles)
	slices.SortFunc(c.rules.Locks, func(a, b lock) int {
		return slices.Compare([]string{a.Unit, a.Person, a.Kind, a.Meeting, a.Reason}, []string{b.Unit, b.Person, b.Kind, b.Meeting, b.Reason})
	})
	hash = fmt.Sprintf("%x", sha256.Sum256(append(slices.Clip(roster), c.rules.hashed()...)))
	c.draw(roster, in.Public)
	return hash, nil
}

// draw numbers the units in the order of their lots, the lowest first.
func (c *check) draw(roster []byte, public string) {
	const method = 1 // the version of the mechanism that this program knows
	free := c.rules
	free.Locks = nil
	first, second := sha256.Sum256(roster), sha256.Sum256(free.hashed())
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
		u.sort, u.least = strings.Join(roles, " "), min(len(u.left), c.rules.MinDelegation)
		c.fault(u.at != "" && (u.places < u.least || u.places > c.rules.MaxDelegates), "%s has %d places", u.id, u.places)
		if u.county != "" && len(u.left) > 0 && len(u.ranking) > 0 {
			c.applied[u.county]++
			c.placed[u.county] += min(1, u.places)
		}
	}
}

// report checks the hashes, the counties' shares and the values of the levels.
func (c *check) report(in Input, hash string) {
	type entry struct {
		Name, County                        string
		Value, Bound, Units, Target, Placed int
		Proven                              bool
	}
	var r struct {
		Levels, Counties []entry
		Input            string `json:"input_sha256"`
		Result           string `json:"result_sha256"`
	}
	err := json.Unmarshal(in.Report, &r)
	c.fault(err != nil || len(r.Levels) == 0, "the report has no levels: %v", err)
	c.fault(r.Input != hash, "input_sha256 should be %s", hash)
	c.fault(r.Result != fmt.Sprintf("%x", sha256.Sum256(in.Assignment)), "result_sha256 is of another assignment")
	value, all, placed := map[string]int{}, 0, 0
	for county, n := range c.applied {
		all, placed = all+n, placed+c.placed[county]
		value["counties"] += min(1, c.placed[county])
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
	for _, t := range r.Counties {
		c.target[t.County] = t.Target
		value["county_share"] += max(t.Placed-t.Target, t.Target-t.Placed)
		c.fault(t.Units != c.applied[t.County] || t.Placed != c.placed[t.County], "county %s: %d of %d units", t.County, c.placed[t.County], c.applied[t.County])
		c.fault((t.Target-1)*all >= t.Units*placed || (t.Target+1)*all <= t.Units*placed, "%d is no rounding of county %s's share", t.Target, t.County)
	}
	c.fault(len(r.Counties) != len(c.applied), "%d counties have applied, the report has %d", len(c.applied), len(r.Counties))
	for _, l := range r.Levels {
		gap := l.Bound - l.Value
		if l.Name != "counties" && l.Name != "units" && l.Name != "persons" {
			gap = -gap
		}
		c.fault(l.Value != value[l.Name], "level %s is %d, not %d", l.Name, value[l.Name], l.Value)
		c.fault(gap < 0 || l.Proven != (gap == 0), "level %s can't be %d with the bound %d", l.Name, l.Value, l.Bound)
	}
}
