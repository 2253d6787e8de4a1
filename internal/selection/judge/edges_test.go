package judge

import (
	"fmt"
	"testing"

	"dialogmote/internal/selection"
)

func TestCasesWithLittleInThemAreSolved(t *testing.T) {
	t.Parallel()
	meetings := []selection.Meeting{{ID: "M1", Capacity: 2, Floors: []selection.Floor{{Role: "user", Number: 1}}}, {ID: "M2"}}
	one := selection.Unit{ID: "A", County: "F1", Ranking: []string{"M2", "M1"}, Persons: []selection.Person{{ID: "a1", Role: "staff"}}}
	alone := one
	alone.Ranking = []string{"M2"}
	nowhere, nobody := one, one
	nowhere.Ranking, nobody.Persons = nil, nil
	out := selection.Lock{Unit: "A", Kind: selection.Out, Reason: "trakk seg"}
	for what, c := range map[string]struct {
		meetings []selection.Meeting
		units    []selection.Unit
		locks    []selection.Lock
		state    selection.State
		level    string
	}{
		"nothing at all":             {},
		"nobody has applied":         {meetings: meetings},
		"no meeting":                 {units: []selection.Unit{nowhere}, state: selection.Waiting, level: selection.LevelAvailable},
		"one that can go nowhere":    {meetings: meetings, units: []selection.Unit{nowhere}, state: selection.Waiting, level: selection.LevelAvailable},
		"only meetings without room": {meetings: meetings, units: []selection.Unit{alone}, state: selection.Waiting, level: selection.LevelUnits},
		"a unit without people":      {meetings: meetings, units: []selection.Unit{nobody}},
		"the only one is locked out": {meetings: meetings, units: []selection.Unit{one}, locks: []selection.Lock{out}, state: selection.NotSelected, level: selection.LevelLock},
		"one who finds room":         {meetings: meetings, units: []selection.Unit{one}, state: selection.Placed, level: selection.LevelUnits},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			rules := selection.DefaultRules()
			rules.Locks = c.locks
			full := selection.Case{Meetings: c.meetings, Units: c.units, Rules: rules}
			r := checked(t, full, solved(t, full, "x"))
			for _, o := range r.Outcomes {
				if o.State != c.state || o.Level != c.level || (o.Meeting == "M1") != (c.state == selection.Placed) {
					t.Errorf("%+v, want %s by %s", o, c.state, c.level)
				}
			}
			if _, err := selection.SolveAgain(full, selection.SeedOf(full, "x"), r); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCasesThatOnceWentWrong(t *testing.T) {
	t.Parallel()
	for n, what := range map[uint64]string{202: "where", 333: "where", 838: "who", 979: "where", 1057: "a reason and who", 1663: "where",
		1692: "where", 1717: "where", 1801: "second places", 1903: "second places"} {
		t.Run(fmt.Sprintf("%d %s", n, what), func(t *testing.T) {
			t.Parallel()
			c, _ := numbered(n)
			for question, said := range compare(t, c, checked(t, c, solved(t, c, "x")), true).wrong {
				if question != askUnproven {
					t.Errorf("%s: %s\n%s", question, said, described(c))
				}
			}
		})
	}
	t.Run("1101 panic", func(t *testing.T) {
		t.Parallel()
		c := complete(seeded(1_001_101))
		checked(t, c, solved(t, c, "x"))
	})
}
