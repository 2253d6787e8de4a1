package selection

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
)

// ReadCase reads a case from its CSV files and its rules; rules may be nil (the defaults). Unknown columns are refused, so that a
// misspelt one is never silently a default. The error names the file, the row (the header is row 1) and what is wrong.
func ReadCase(meetings, units, persons io.Reader, rules io.Reader) (Case, error) {
	var c Case
	var err error
	if c.Meetings, err = readMeetings(meetings); err != nil {
		return Case{}, err
	}
	known := make(map[string]bool, len(c.Meetings))
	for _, m := range c.Meetings {
		known[m.ID] = true
	}
	if c.Units, err = readUnits(units, known); err != nil {
		return Case{}, err
	}
	if err := readPersons(persons, c.Units); err != nil {
		return Case{}, err
	}
	if c.Rules, err = readRules(rules); err != nil {
		return Case{}, err
	}
	if err := c.Validate(); err != nil {
		return Case{}, err
	}
	return c.canonical(), nil
}

// table is one CSV file: its columns by name and its rows.
type table struct {
	name    string
	columns []string
	at      map[string]int
	rows    [][]string
}

// row words an error about a row, counted from 1 with the header.
func (t table) row(i int, format string, args ...any) error {
	return fmt.Errorf("%s row %d: %s", t.name, i+2, fmt.Sprintf(format, args...))
}

func (t table) cell(i int, column string) string {
	j, found := t.at[column]
	if !found {
		return ""
	}
	return t.rows[i][j]
}

// readTable reads a CSV file with a header, with or without a byte order mark, with either line end. Cells lose surrounding blanks.
func readTable(name string, r io.Reader, required ...string) (table, error) {
	t := table{name: name, at: map[string]int{}}
	if r == nil {
		return t, fmt.Errorf("%s: missing", name)
	}
	reader := csv.NewReader(r)
	reader.FieldsPerRecord = -1
	for line := 0; ; line++ {
		record, err := reader.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", name, err)
		}
		for i := range record {
			record[i] = strings.TrimSpace(record[i])
		}
		if line == 0 {
			record[0] = strings.Trim(strings.TrimPrefix(record[0], "\ufeff"), `"`)
			for i, column := range record {
				if _, twice := t.at[column]; twice {
					return t, fmt.Errorf("%s row 1: column %q stands twice", name, column)
				}
				t.at[column] = i
			}
			t.columns = record
			continue
		}
		if len(record) != len(t.columns) {
			return t, fmt.Errorf("%s row %d: %d cells, but the header has %d", name, line+1, len(record), len(t.columns))
		}
		t.rows = append(t.rows, record)
	}
	if t.columns == nil {
		return t, fmt.Errorf("%s: empty, not even a header", name)
	}
	for _, column := range required {
		if _, found := t.at[column]; !found {
			return t, fmt.Errorf("%s row 1: column %q is missing", name, column)
		}
	}
	return t, nil
}

// number reads a whole number from least to a billion.
func number(s string, least int) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number", s)
	}
	if n < least {
		return 0, fmt.Errorf("%d is less than %d", n, least)
	}
	if n > 1_000_000_000 {
		return 0, fmt.Errorf("%d is too large", n)
	}
	return n, nil
}

func readMeetings(r io.Reader) ([]Meeting, error) {
	t, err := readTable("meetings", r, "meeting_id", "capacity")
	if err != nil {
		return nil, err
	}
	var roles []string
	for _, column := range t.columns {
		role, isFloor := strings.CutPrefix(column, "floor_")
		switch {
		case isFloor && role != "":
			roles = append(roles, role)
		case column != "meeting_id" && column != "capacity":
			return nil, fmt.Errorf("meetings row 1: unknown column %q", column)
		}
	}
	sort.Strings(roles)
	meetings := make([]Meeting, 0, len(t.rows))
	for i := range t.rows {
		m := Meeting{ID: t.cell(i, "meeting_id")}
		if m.Capacity, err = number(t.cell(i, "capacity"), 0); err != nil {
			return nil, t.row(i, "capacity: %v", err)
		}
		for _, role := range roles {
			n := 0
			if cell := t.cell(i, "floor_"+role); cell != "" {
				if n, err = number(cell, 0); err != nil {
					return nil, t.row(i, "floor_%s: %v", role, err)
				}
			}
			m.Floors = append(m.Floors, Floor{Role: role, Number: n})
		}
		for _, other := range meetings {
			if other.ID == m.ID {
				return nil, t.row(i, "meeting %q stands twice", m.ID)
			}
		}
		if m.ID == "" {
			return nil, t.row(i, "meeting_id is empty")
		}
		meetings = append(meetings, m)
	}
	return meetings, nil
}

func readUnits(r io.Reader, known map[string]bool) ([]Unit, error) {
	t, err := readTable("units", r, "unit_id", "kind", "county")
	if err != nil {
		return nil, err
	}
	ranks := 0
	for _, column := range t.columns {
		n, isRank := strings.CutPrefix(column, "rank")
		switch {
		case isRank:
			if _, err := number(n, 1); err != nil {
				return nil, fmt.Errorf("units row 1: unknown column %q", column)
			}
			ranks++
		case column != "unit_id" && column != "kind" && column != "county" && column != "if_not_all":
			return nil, fmt.Errorf("units row 1: unknown column %q", column)
		}
	}
	seen := make(map[string]bool, len(t.rows))
	units := make([]Unit, 0, len(t.rows))
	for i := range t.rows {
		u := Unit{ID: t.cell(i, "unit_id"), Kind: t.cell(i, "kind"), County: t.cell(i, "county"), IfNotAll: Answer(t.cell(i, "if_not_all"))}
		if u.ID == "" {
			return nil, t.row(i, "unit_id is empty")
		}
		if seen[u.ID] {
			return nil, t.row(i, "unit %q stands twice", u.ID)
		}
		seen[u.ID] = true
		if u.IfNotAll != "" && u.IfNotAll != Fewer && u.IfNotAll != Together {
			return nil, t.row(i, "if_not_all %q is neither %q nor %q", u.IfNotAll, Fewer, Together)
		}
		stopped := false
		for k := 1; k <= ranks; k++ {
			column := "rank" + strconv.Itoa(k)
			if _, found := t.at[column]; !found {
				return nil, fmt.Errorf("units row 1: column %q is missing", column)
			}
			m := t.cell(i, column)
			switch {
			case m == "":
				stopped = true
				continue
			case stopped:
				return nil, t.row(i, "%s has a meeting after an empty wish", column)
			case !known[m]:
				return nil, t.row(i, "%s: there is no meeting %q", column, m)
			}
			for _, other := range u.Ranking {
				if other == m {
					return nil, t.row(i, "meeting %q is ranked twice", m)
				}
			}
			u.Ranking = append(u.Ranking, m)
		}
		units = append(units, u)
	}
	return units, nil
}

// readPersons reads the delegates into their units, in each unit's own order.
func readPersons(r io.Reader, units []Unit) error {
	t, err := readTable("persons", r, "person_id", "unit_id", "order", "role")
	if err != nil {
		return err
	}
	if len(t.columns) != 4 {
		return errors.New("persons row 1: only person_id, unit_id, order and role are known")
	}
	byID := make(map[string]int, len(units))
	for i, u := range units {
		byID[u.ID] = i
	}
	orders := make([][]int, len(units))
	seen := make(map[string]bool, len(t.rows))
	for i := range t.rows {
		p := Person{ID: t.cell(i, "person_id"), Role: t.cell(i, "role")}
		if p.ID == "" {
			return t.row(i, "person_id is empty")
		}
		if seen[p.ID] {
			return t.row(i, "person %q stands twice", p.ID)
		}
		seen[p.ID] = true
		u, found := byID[t.cell(i, "unit_id")]
		if !found {
			return t.row(i, "there is no unit %q", t.cell(i, "unit_id"))
		}
		order, err := number(t.cell(i, "order"), 1)
		if err != nil {
			return t.row(i, "order: %v", err)
		}
		at := sort.SearchInts(orders[u], order)
		if at < len(orders[u]) && orders[u][at] == order {
			return t.row(i, "unit %q has two persons with order %d", units[u].ID, order)
		}
		orders[u] = append(orders[u], 0)
		copy(orders[u][at+1:], orders[u][at:])
		orders[u][at] = order
		units[u].Persons = append(units[u].Persons, Person{})
		copy(units[u].Persons[at+1:], units[u].Persons[at:])
		units[u].Persons[at] = p
	}
	return nil
}
