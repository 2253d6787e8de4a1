package judge

import (
	"fmt"
	"slices"

	"dialogmote/internal/selection"
)

// The questions that a proposal is compared with the exact solver on.
const (
	askCriteria = "levels 1-4"
	askShare    = "county shares"
	askWho      = "who, by lot"
	askPeople   = "people, before wishes"
	askWhere    = "where, by lot"
	askTotal    = "where, best total"
	askSeats    = "further places"
	askRoles    = "a new role before a repeated one"
	askProven   = "proven is said of what is best"
	askUnproven = "where, not said to be proven"
)

// compared is what differs between a proposal and the best there is, by question; asked are those that the exact solver could answer.
type compared struct {
	wrong map[string]string
	asked map[string]bool
}

func (a *compared) tell(question string, proven bool, got, want any) {
	if a.asked[question] = proven; !proven {
		return
	}
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		a.wrong[question] = fmt.Sprintf("got %s, the best is %s", g, w)
	}
}

// compare asks all questions about a proposal; those on single units only when deep. Each question takes the answers to the ones
// before it from the proposal.
func compare(t teller, c selection.Case, r selection.Result, deep bool) compared {
	a := compared{map[string]string{}, map[string]bool{}}
	x := instanceOf(c)
	got := reached(t, r)
	best, _, proven := x.exact(x.anywhere())
	upToUnits := got
	upToUnits[share] = 0
	a.tell(askCriteria, proven, upToUnits, best)
	for i, name := range []string{selection.LevelUserShort, selection.LevelRoleShort, selection.LevelCounties, selection.LevelUnits} {
		l := level(t, r, name)
		a.asked[askProven] = proven
		goal := userShort + i
		if proven && l.Proven && got[goal] != best[goal] && slices.Equal(got[:goal], best[:goal]) {
			a.wrong[askProven] = fmt.Sprint(l, best)
		}
	}
	x.afterUnits(r)
	best, _, proven = x.exact(x.anywhere())
	a.tell(askShare, proven && len(a.wrong) == 0, got, best)
	if len(a.wrong) > 0 || !a.asked[askShare] {
		return a
	}
	byLot := slices.Clone(r.Units)
	slices.SortFunc(byLot, func(a, b selection.UnitOutcome) int { return a.Lot - b.Lot })
	number := map[string]int{}
	for i, m := range x.units {
		number[m.id] = i
	}
	if deep {
		a.who(x, byLot, number, best)
	}
	for _, u := range r.Units { // from here on, those who have got a place have one
		x.units[number[u.Unit]].must = u.State == selection.Placed
	}
	if c.Rules.Extra == selection.OwnAnswer {
		return a // what each unit answered is not in the exact solver's questions
	}
	people := level(t, r, selection.LevelPersons).Value
	if c.Rules.Extra == selection.PeopleFirst {
		x.counts[early] = true
		best, _, proven = x.exact(x.known(r, number, false))
		a.tell(askPeople, proven, -people, best[early])
	}
	switch {
	case c.Rules.Where == selection.BestTotal && !deep: // takes the exact solver minutes
	case c.Rules.Where == selection.BestTotal:
		x.counts[lastRanks] = true
		best, _, proven = x.exact(x.known(r, number, false))
		a.tell(said(t, r, askTotal), proven, level(t, r, selection.LevelWhere).Value, best[lastRanks])
		x.counts[lastRanks] = false
	case deep && len(a.wrong) == 0:
		a.where(said(t, r, askWhere), x, byLot, number, r)
	}
	for g := persons; g < goals; g++ {
		x.counts[g] = true
	}
	best, _ = x.relaxed(x.known(r, number, true))
	var seats cost
	for _, u := range r.Units {
		for k, g := range []int{persons, second, third} {
			if u.Places > max(0, k) && k > 0 {
				seats[g]--
			}
		}
		seats[persons] -= int32(u.Places)
	}
	a.tell(askSeats, true, seats[persons:distinct], best[persons:distinct])
	for _, u := range r.Units { // lots say how many each sends
		m := &x.units[number[u.Unit]]
		m.need = max(m.need, u.Places)
	}
	best, _ = x.relaxed(x.known(r, number, true))
	a.tell(askRoles, true, x.valued(x.seatsOf(c, r))[distinct], best[distinct])
	return a
}

// said is the question, or askUnproven when the proposal itself says that it is not sure.
func said(t teller, r selection.Result, question string) string {
	if level(t, r, selection.LevelWhere).Proven {
		return question
	}
	return askUnproven
}

// known is the question where those who have no place are nowhere, and the others, when where is, where they are.
func (x *instance) known(r selection.Result, number map[string]int, where bool) []int {
	at := x.anywhere()
	for _, u := range r.Units {
		if i := number[u.Unit]; u.State != selection.Placed {
			at[i] = nowhere
		} else if where {
			at[i] = x.units[i].open[slices.Index(x.openIDs(i), u.Meeting)]
		}
	}
	return at
}

// who goes through the units by lot: each is to have a place if the criteria can be met as well with it and all before it.
func (a *compared) who(x *instance, byLot []selection.UnitOutcome, number map[string]int, best cost) {
	var got, want []string
	sure := true
	for _, u := range byLot {
		m := &x.units[number[u.Unit]]
		was := m.must
		m.must = true
		yes, proven := x.reaches(x.anywhere(), best)
		sure = sure && proven
		if m.must = yes || was; m.must {
			want = append(want, u.Unit)
		}
		if u.State == selection.Placed {
			got = append(got, u.Unit)
		}
	}
	a.tell(askWho, sure, got, want)
}

// where goes through those with a place by lot: each is to be at its best meeting that keeps the criteria and everybody's place.
func (a *compared) where(question string, x *instance, byLot []selection.UnitOutcome, number map[string]int, r selection.Result) {
	var got, want []string
	at := x.known(r, number, false)
	best, _, sure := x.exact(at)
	for _, u := range byLot {
		i := number[u.Unit]
		if u.State != selection.Placed {
			continue
		}
		got = append(got, u.Unit+" "+u.Meeting)
		for k, m := range x.units[i].open {
			at[i] = m
			yes, proven := x.reaches(at, best)
			sure = sure && proven
			if yes {
				want = append(want, u.Unit+" "+x.openIDs(i)[k])
				break
			}
		}
	}
	a.tell(question, sure, got, want)
}
