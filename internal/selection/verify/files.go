package verify

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

type meeting struct {
	capacity, taken int
	floors, short   map[string]int // by role: people wished for; those of them that are missing
	here            []*unit
}

const anyone = " " // no role: those are trimmed

type unit struct {
	id, county, at, sort           string         // at: its meeting or ""; units of one sort can send the same people
	ranking                        []string       // the meetings it can attend, best first
	people, locked                 map[string]int // by role, and of anyone: those not locked out, those locked in
	size, least, most, places, lot int            // all its people; how many come, at least and at most; have a place; number by lot
	in, together                   bool           // locked in, itself or by one of its people; its answer
}
type person struct {
	id, at, reason string
	unit           *unit
	out            bool // locked out, alone or with the unit
}
type county struct{ Units, Placed, Target int } // units that can come; that have a place; its share, as the report has it

func (n county) off() int { return max(n.Placed-n.Target, n.Target-n.Placed) }

type lock struct {
	Unit    string `json:"unit"`
	Person  string `json:"person,omitempty"`
	Kind    string `json:"lock"`
	Meeting string `json:"meeting,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // an empty cell is 0
	return n
}

// plain is a file without the byte order mark and the blanks around it.
func plain(file []byte) []byte { return bytes.TrimSpace(bytes.TrimPrefix(file, []byte("\ufeff"))) }

// table reads a CSV file: the columns' names, these and those of floors, and a row of their cells for each line.
func (c *check) table(file []byte, columns ...string) [][]string {
	all, err := csv.NewReader(bytes.NewReader(plain(file))).ReadAll()
	if c.fault(err != nil || len(all) == 0, "a file is empty or can't be read: %v", err); len(c.faults) > 0 {
		return [][]string{columns}
	}
	for _, name := range slices.Sorted(slices.Values(all[0])) {
		if strings.HasPrefix(name, "floor_") {
			columns = append(columns, name)
		}
	}
	rows := [][]string{columns}
	for line, cells := range all[1:] {
		rows = append(rows, make([]string, len(columns)))
		for i, cell := range cells {
			if at := slices.Index(columns, strings.TrimSpace(all[0][i])); at >= 0 {
				rows[line+1][at] = strings.TrimSpace(cell)
			}
		}
	}
	return rows
}

// read reads the files, and gives the three tables as they are hashed: a floor of nothing is 0, and a unit's people are 1, 2, …
func (c *check) read(in Input) []byte {
	c.rules.Where, c.rules.Extra, c.rules.MaxDelegates, c.rules.MinDelegation = "lot_order", "people_first", 4, 1
	err := json.Unmarshal([]byte(cmp.Or(string(plain(in.Rules)), "{}")), &c.rules)
	if c.rules.UserRoles == nil { // also when the file says null
		c.rules.UserRoles = []string{"kin", "user"}
	}
	meetings, columns := c.table(in.Meetings, "meeting_id", "capacity"), []string{"unit_id", "kind", "county", "if_not_all"}
	for i, row := range meetings[1:] {
		m := &meeting{capacity: number(row[1]), floors: map[string]int{}}
		for j, column := range meetings[0][1:] {
			row[j+1] = strconv.Itoa(number(row[j+1]))
			if role, floor := strings.CutPrefix(column, "floor_"); floor {
				m.floors[role] = number(row[j+1])
			}
		}
		m.short, c.meetings[row[0]], columns = maps.Clone(m.floors), m, append(columns, fmt.Sprint("rank", i+1))
	}
	units, persons, seats := c.table(in.Units, columns...), c.table(in.Persons, "person_id", "unit_id", "order", "role"), map[string][]string{}
	for _, row := range units[1:] {
		ranking := slices.DeleteFunc(slices.Clone(row[4:]), func(at string) bool { return at == "" })
		c.units[row[0]] = &unit{id: row[0], county: row[2], together: row[3] == "together", ranking: ranking,
			people: map[string]int{}, locked: map[string]int{}}
		c.counties[row[2]] = &county{}
	}
	for _, row := range c.table(in.Assignment, "person_id", "unit_id", "meeting_id", "outcome", "reason")[1:] {
		seats[row[0]] = row[1:]
	}
	c.fault(err != nil || len(seats) != len(persons)-1, "%d persons, %d in the assignment (%v)", len(persons)-1, len(seats), err)
	if len(c.faults) > 0 {
		return nil
	}
	slices.SortFunc(persons[1:], func(a, b []string) int { return number(a[2]) - number(b[2]) })
	for _, row := range persons[1:] {
		u, seat := c.units[row[1]], seats[row[0]]
		if u == nil || seat == nil || seat[0] != u.id || seat[1] != "" && c.meetings[seat[1]] == nil {
			c.fault(true, "%s is someone or somewhere unknown", row[0])
			return nil
		}
		u.size++
		row[2] = strconv.Itoa(u.size)
		c.seat(person{id: row[0], at: seat[1], reason: seat[3], unit: u}, row[3], seat[2])
	}
	var b bytes.Buffer
	for _, rows := range [][][]string{meetings, units, persons} {
		slices.SortFunc(rows[1:], slices.Compare[[]string])
		_ = csv.NewWriter(&b).WriteAll(rows) // a buffer takes everything
	}
	return b.Bytes()
}

// seat puts a person where the assignment does.
func (c *check) seat(p person, role, outcome string) {
	u, in, right := p.unit, 0, "waiting"
	for _, l := range c.rules.Locks {
		if l.Person == p.id && l.Kind != "out" {
			in = 1
		}
		p.out = p.out || l.Kind == "out" && (l.Person == p.id || l.Person == "" && l.Unit == u.id)
	}
	if p.out {
		right = "not_selected"
	} else {
		for _, r := range []string{role, anyone} {
			u.people[r], u.locked[r] = u.people[r]+1, u.locked[r]+in
		}
	}
	if m := c.meetings[p.at]; m != nil {
		if u.at == "" {
			u.at, m.here = p.at, append(m.here, u)
		}
		m.taken, u.places, right, m.short[role] = m.taken+1, u.places+1, "placed", max(0, m.short[role]-1)
		c.fault(p.at != u.at || p.out || !slices.Contains(u.ranking, p.at), "%s can't be at %s", p.id, p.at)
	}
	c.fault(outcome != right || in > 0 && p.at == "", "%s can't be %q", p.id, outcome)
	c.persons = append(c.persons, p)
}

// hashed is the rules as they are hashed, with these locks.
func (c *check) hashed(locks []lock) []byte {
	rules, words := c.rules, func(l lock) []string { return []string{l.Unit, l.Person, l.Kind, l.Meeting, l.Reason} }
	rules.Locks = slices.SortedFunc(slices.Values(locks), func(a, b lock) int { return slices.Compare(words(a), words(b)) })
	slices.Sort(rules.UserRoles)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(rules) // strings and numbers can be written
	return b.Bytes()
}

// draw numbers the units in the order of their lots, the lowest first.
func (c *check) draw(roster []byte, public string) {
	const method = 1 // the version of the mechanism that this program knows, in four bytes
	first, second, lots := sha256.Sum256(roster), sha256.Sum256(c.hashed(nil)), map[string]*unit{}
	seed := sha256.Sum256(slices.Concat(first[:], second[:], []byte{0, 0, 0, method}, []byte(public)))
	for id, u := range c.units {
		lot := hmac.New(sha256.New, seed[:])
		lot.Write([]byte(id))
		lots[string(lot.Sum(nil))] = u
	}
	for i, lot := range slices.Sorted(maps.Keys(lots)) {
		lots[lot].lot = i + 1
	}
}
