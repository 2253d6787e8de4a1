package selection

import (
	"os"
	"path/filepath"
	"testing"
)

// sampleCase reads a case from testdata/cases.
func sampleCase(t testing.TB, name string) Case {
	t.Helper()
	open := func(file string) *os.File {
		f, err := os.Open(filepath.Join("testdata", "cases", name, file))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	c, err := ReadCase(open("meetings.csv"), open("units.csv"), open("persons.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSampleCases reaches the proven values of the sample cases, in both orders of people and wishes.
func TestSampleCases(t *testing.T) {
	t.Parallel()
	levels := func(r Result) map[string]int {
		values := map[string]int{}
		for _, l := range r.Levels {
			values[l.Name] = l.Value
		}
		return values
	}
	for _, want := range []struct {
		name                              string
		user, role, counties, units       int
		peopleMost, ranksum, people, rank int // people_first's persons and ranksum; wishes_first's; −1: who is drawn by lot, so not comparable
	}{
		{"tiny_12x3", 0, 0, 4, 14, 18, 22, 17, 21},
		{"fm7_46x7", 12, 0, 2, 58, 161, 92, 116, 67},
		{"hod2017_scarce_426x4", 0, 0, 19, 320, 320, -1, 320, -1},
	} {
		t.Run(want.name, func(t *testing.T) {
			t.Parallel()
			c := sampleCase(t, want.name)
			for _, where := range []Where{LotOrder, BestTotal} {
				for _, extra := range []Extra{PeopleFirst, WishesFirst} {
					c.Rules.Where, c.Rules.Extra = where, extra
					r, err := Solve(c, SeedOf(c, "x"))
					if err != nil {
						t.Fatal(err)
					}
					got := levels(r)
					if got[LevelUserShort] != want.user || got[LevelRoleShort] != want.role || got[LevelCounties] != want.counties || got[LevelUnits] != want.units {
						t.Errorf("%s %s: %v", where, extra, r.Levels)
					}
					if extra == PeopleFirst && got[LevelPersons] != want.peopleMost {
						t.Errorf("%s %s: persons %d, want %d", where, extra, got[LevelPersons], want.peopleMost)
					}
					if where == BestTotal && want.rank > 0 {
						people, rank := want.peopleMost, want.ranksum
						if extra == WishesFirst {
							people, rank = want.people, want.rank
						}
						if got[LevelPersons] != people || got[LevelWhere] != rank {
							t.Errorf("%s %s: persons %d ranksum %d, want %d and %d", where, extra, got[LevelPersons], got[LevelWhere], people, rank)
						}
					}
				}
			}
		})
	}
}
