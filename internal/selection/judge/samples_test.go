package judge

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dialogmote/internal/selection"
)

// sample reads a case of testdata with a reader that is not the solver's.
func sample(t testing.TB, name string) selection.Case {
	t.Helper()
	rows := func(file string) [][]string {
		f, err := os.Open(filepath.Join(cases, name, file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		all, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	c := selection.Case{Rules: selection.DefaultRules()}
	all := rows("meetings.csv")
	for _, row := range all[1:] {
		m := selection.Meeting{ID: row[0], Capacity: number(row[1])}
		for i, head := range all[0] {
			if role, ok := strings.CutPrefix(head, "floor_"); ok {
				m.Floors = append(m.Floors, selection.Floor{Role: role, Number: number(row[i])})
			}
		}
		c.Meetings = append(c.Meetings, m)
	}
	persons := map[string][]selection.Person{}
	for _, row := range rows("persons.csv")[1:] {
		persons[row[1]] = append(persons[row[1]], selection.Person{ID: row[0], Role: row[3]})
	}
	for _, row := range rows("units.csv")[1:] {
		u := selection.Unit{ID: row[0], Kind: row[1], County: row[2], IfNotAll: selection.Fewer, Persons: persons[row[0]]}
		for _, m := range row[3:] {
			if m != "" {
				u.Ranking = append(u.Ranking, m)
			}
		}
		c.Units = append(c.Units, u)
	}
	return c
}
