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
