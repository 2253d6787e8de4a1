package judge

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"dialogmote/internal/selection"
)

// drawn draws from rapid, so that a failing case is made smaller by it.
func drawn(t *rapid.T) draw {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

// checked is a proposal that the checker has accepted.
func checked(t teller, c selection.Case, r selection.Result) selection.Result {
	t.Helper()
	for _, fault := range faults(t, c, "x", r) {
		t.Fatalf("%s\n%s", fault, described(c))
	}
	return r
}

// anyLocks are up to four decisions by staff that don't contradict each other.
func anyLocks(d draw, c selection.Case) (locks []selection.Lock) {
	for i, k := range permutation(d, len(c.Units))[:min(len(c.Units), d(5))] {
		u := c.Units[k]
		l := selection.Lock{Unit: u.ID, Kind: []selection.LockKind{selection.In, selection.Out, selection.At}[d(3)], Reason: fmt.Sprint("reason ", i)}
		if d(3) == 0 {
			l.Person = u.Persons[d(len(u.Persons))].ID
		}
		if l.Kind == selection.At {
			l.Meeting = u.Ranking[d(len(u.Ranking))]
		}
		locks = append(locks, l)
	}
	return locks
}

// solvable solves, or says that the locks can't all be kept, which an exact search must confirm.
func solvable(t teller, c selection.Case) (selection.Result, bool) {
	t.Helper()
	r, err := selection.Solve(c, selection.SeedOf(c, "x"))
	var trouble *selection.LockError
	if !errors.As(err, &trouble) {
		if err != nil {
			t.Fatalf("%v\n%s", err, described(c))
		}
		return r, true
	}
	x := instanceOf(c)
	if best, _, proven := x.exact(x.anywhere()); proven && best[broken] == 0 {
		t.Fatalf("the locks can be kept, but: %v\n%s", err, described(c))
	}
	return r, false
}

func TestLocksAreKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		c := synthetic(d, anyShape(d, 14))
		c.Rules = anyRules(d)
		c.Rules.Locks = anyLocks(d, c)
		r, can := solvable(t, c)
		if !can {
			return
		}
		checked(t, c, r) // the checker knows the locks
		for question, what := range compare(t, c, r, true).wrong {
			t.Fatalf("%s: %s\n%s", question, what, described(c))
		}
	})
}

func TestAWithdrawalMovesNobodysLot(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		c := synthetic(d, anyShape(d, 20))
		before := solved(t, c, "x")
		c.Rules.Locks = []selection.Lock{{Unit: c.Units[d(len(c.Units))].ID, Kind: selection.Out, Reason: "trakk seg"}}
		after := checked(t, c, solved(t, c, "x"))
		for i, u := range after.Units {
			if u.Lot != before.Units[i].Lot {
				t.Fatalf("%s had lot %d, has %d\n%s", u.Unit, before.Units[i].Lot, u.Lot, described(c))
			}
		}
	})
}

func TestSolvedAgainWhoIsAsFromNothingAndAllChangesAreShown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		c := synthetic(d, anyShape(d, 14))
		c.Rules.Extra = []selection.Extra{selection.PeopleFirst, selection.WishesFirst}[d(2)]
		before := solved(t, c, "x")
		seed := selection.SeedOf(c, "x")
		if again, err := selection.SolveAgain(c, seed, before); err != nil || len(selection.Diff(before, again)) > 0 {
			t.Fatalf("nothing was locked, yet %v changes: %v\n%s", err, selection.Diff(before, again), described(c))
		}
		c.Rules.Locks = anyLocks(d, c)
		fresh, can := solvable(t, c)
		after, err := selection.SolveAgain(c, seed, before)
		if can != (err == nil) {
			t.Fatalf("can be solved: %v, solved again: %v\n%s", can, err, described(c))
		}
		if !can {
			return
		}
		x := instanceOf(c)
		number := map[string]int{}
		for i, m := range x.units {
			number[m.id] = i
		}
		if v := x.valued(x.seatsOf(c, after)); v[broken] > 0 {
			t.Fatalf("solved again, rules or locks are broken: %v\n%s", v, described(c))
		}
		checked(t, c, after)
		for i, u := range after.Units {
			if u.State != fresh.Units[i].State {
				t.Fatalf("solved again %+v, from nothing %+v\n%s", u, fresh.Units[i], described(c))
			}
		}
		if reached(t, after) != reached(t, fresh) {
			t.Fatalf("solved again it reaches %v, from nothing %v\n%s", reached(t, after), reached(t, fresh), described(c))
		}
		if moved(before, after) > moved(before, fresh) {
			t.Fatalf("solved again %d units change, from nothing %d\n%s", moved(before, after), moved(before, fresh), described(c))
		}
		told := map[string]selection.Change{}
		for _, change := range selection.Diff(before, after) {
			told[change.Person] = change
		}
		for i, o := range after.Outcomes {
			b := before.Outcomes[i]
			change, is := told[o.Person]
			if differs := b.State != o.State || b.Meeting != o.Meeting; differs != is || is && (change.BeforeState != b.State ||
				change.BeforeMeeting != b.Meeting || change.AfterState != o.State || change.AfterMeeting != o.Meeting || change.Unit != o.Unit) {
				t.Fatalf("%+v became %+v, and is shown as %+v", b, o, change)
			}
		}
	})
}

// moved is how many units have another meeting, or gain or lose their place.
func moved(a, b selection.Result) (n int) {
	for i := range a.Units {
		if a.Units[i].Meeting != b.Units[i].Meeting {
			n++
		}
	}
	return n
}

// seatsOf is a proposal as the exact solver sees it: of those who are not locked out alone.
func (x *instance) seatsOf(c selection.Case, r selection.Result) seating {
	at := map[string]string{}
	for _, o := range r.Outcomes {
		at[o.Person] = o.Meeting
	}
	var seats seating
	for i, u := range c.Units {
		seats = append(seats, nil)
		for _, p := range u.Persons {
			if slices.ContainsFunc(c.Rules.Locks, func(l selection.Lock) bool { return l.Person == p.ID && l.Kind == selection.Out }) {
				continue
			}
			seats[i] = append(seats[i], slices.Index(x.ids, at[p.ID])) // none: nowhere
		}
	}
	return seats
}

func TestWhatIfIsWhatALockWouldDo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		c := synthetic(d, anyShape(d, 14))
		r := solved(t, c, "x")
		seed := selection.SeedOf(c, "x")
		unit, meeting := c.Units[d(len(c.Units))], c.Meetings[d(len(c.Meetings))].ID
		told, err := selection.WhatIf(c, seed, r, unit.ID, meeting)
		if err != nil {
			t.Fatalf("%v\n%s", err, described(c))
		}
		locked := c
		locked.Rules.Locks = []selection.Lock{{Unit: unit.ID, Kind: selection.At, Meeting: meeting, Reason: "what if"}}
		after, err := selection.SolveAgain(locked, seed, r)
		if told.Possible != (err == nil) {
			t.Fatalf("%+v, but locked: %v\n%s", told, err, described(c))
		}
		if !told.Possible {
			return
		}
		if outcomeOf(after, unit.ID).Meeting != meeting || !slices.Equal(told.Changes, selection.Diff(r, after)) {
			t.Fatalf("%+v, but locked %+v\n%s", told, selection.Diff(r, after), described(c))
		}
		var losers []string
		for i, u := range after.Units {
			if u.State != selection.Placed && r.Units[i].State == selection.Placed {
				losers = append(losers, u.Unit)
			}
		}
		slices.SortFunc(losers, func(a, b string) int { return outcomeOf(r, a).Lot - outcomeOf(r, b).Lot })
		if !slices.Equal(told.Losers, losers) {
			t.Fatalf("losers %v, in truth %v\n%s", told.Losers, losers, described(c))
		}
		if told.Level == "" {
			for _, name := range []string{selection.LevelUserShort, selection.LevelRoleShort, selection.LevelCounties, selection.LevelUnits} {
				if a, b := level(t, r, name).Value, level(t, after, name).Value; a != b {
					t.Fatalf("no level is said to get worse, but %s goes from %d to %d\n%s", name, a, b, described(c))
				}
			}
		}
	})
}
