package selection

import (
	"encoding/csv"
	"io"
	"sort"
	"strconv"
)

// WriteMeetings writes meetings.csv: meeting_id, capacity, then floor_<role> for every role with a floor, also one of 0, at any
// meeting, sorted by role. Rows are sorted by id (bytewise), lines end in LF, cells are quoted only when CSV demands it (RFC 4180).
func WriteMeetings(w io.Writer, c Case) error {
	c = c.canonical()
	column := map[string]bool{}
	var roles []string
	for _, m := range c.Meetings {
		for _, f := range m.Floors {
			if !column[f.Role] {
				column[f.Role] = true
				roles = append(roles, f.Role)
			}
		}
	}
	sort.Strings(roles)
	out := csv.NewWriter(w)
	header := []string{"meeting_id", "capacity"}
	for _, role := range roles {
		header = append(header, "floor_"+role)
	}
	_ = out.Write(header) // the writer keeps its first error for the end
	for _, m := range c.Meetings {
		row := []string{m.ID, strconv.Itoa(m.Capacity)}
		for _, role := range roles {
			row = append(row, strconv.Itoa(m.floor(role)))
		}
		_ = out.Write(row)
	}
	out.Flush()
	return out.Error()
}

func (m Meeting) floor(role string) int {
	for _, f := range m.Floors {
		if f.Role == role {
			return f.Number
		}
	}
	return 0
}

// WriteUnits writes units.csv: unit_id, kind, county, if_not_all (empty: not asked), rank1 … rankN with N the number of meetings;
// rows as WriteMeetings.
func WriteUnits(w io.Writer, c Case) error {
	c = c.canonical()
	out := csv.NewWriter(w)
	header := []string{"unit_id", "kind", "county", "if_not_all"}
	for i := range c.Meetings {
		header = append(header, "rank"+strconv.Itoa(i+1))
	}
	_ = out.Write(header)
	for _, u := range c.Units {
		row := make([]string, len(header))
		copy(row, []string{u.ID, u.Kind, u.County, string(u.IfNotAll)})
		copy(row[4:], u.Ranking)
		_ = out.Write(row)
	}
	out.Flush()
	return out.Error()
}

// WritePersons writes persons.csv: person_id, unit_id, order (1, 2, … within the unit), role; rows sorted by person id.
func WritePersons(w io.Writer, c Case) error {
	var rows [][]string
	for _, u := range c.Units {
		for i, p := range u.Persons {
			rows = append(rows, []string{p.ID, u.ID, strconv.Itoa(i + 1), p.Role})
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i][0] < rows[j][0] })
	out := csv.NewWriter(w)
	_ = out.Write([]string{"person_id", "unit_id", "order", "role"})
	_ = out.WriteAll(rows)
	return out.Error()
}

// WriteRules writes rules.json on one line: where, extra, max_delegates, min_delegation, user_roles (sorted) and, if there are any,
// locks (sorted by unit, person, kind, meeting, reason; empty person, meeting and reason left out).
func WriteRules(w io.Writer, c Case) error { return writeRules(w, c.Rules, true) }
