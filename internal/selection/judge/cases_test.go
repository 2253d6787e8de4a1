package judge

import (
	"fmt"
	"math/rand/v2"

	"dialogmote/internal/selection"
)

// draw is a number from 0 to n−1, from a seeded source or from rapid.
type draw func(n int) int

// seeded draws the same numbers for the same seed.
func seeded(seed uint64) draw { return rand.New(rand.NewPCG(seed, 1)).IntN }

// shape is a kind of case.
type shape struct {
	units, meetings int
	singles         int // of a hundred units
	persons         int // most in a delegation
	room            int // places for a hundred applicants
	counties        int
	floors          int // wished-for users at a meeting, in a hundred of its capacity; other roles get two thirds of that
	partial         int // of a hundred units
	spread          int // 0: all rank alike … 100: all rank as they please
}

// The roles of the cases: users are single persons, the others come in delegations.
var delegated = []string{"staff", "admin", "politician"} // never changed

// synthetic makes a case of a shape, with default rules.
func synthetic(d draw, s shape) selection.Case {
	c := selection.Case{Rules: selection.DefaultRules()}
	people := 0
	popular := permutation(d, s.meetings)
	for i := range s.units {
		u := selection.Unit{ID: fmt.Sprintf("K%05d", i+1), Kind: "municipality", County: fmt.Sprintf("F%02d", 1+d(s.counties)), IfNotAll: selection.Fewer}
		roles := []string{"user"}
		if d(100) < s.singles {
			u.ID, u.Kind = fmt.Sprintf("B%05d", i+1), "individual"
		} else {
			roles = roles[:0]
			for range 1 + d(s.persons) {
				roles = append(roles, delegated[d(len(delegated))])
			}
		}
		for j, r := range roles {
			u.Persons = append(u.Persons, selection.Person{ID: fmt.Sprintf("P%05d-%d", i+1, j+1), Role: r})
		}
		people += len(roles)
		order := popular
		if d(100) < s.spread {
			order = permutation(d, s.meetings)
		}
		if d(100) < s.partial {
			order = order[:1+d(s.meetings)]
		}
		for _, m := range order {
			u.Ranking = append(u.Ranking, fmt.Sprintf("M%02d", m+1))
		}
		if d(2) == 0 {
			u.IfNotAll = selection.Together
		}
		c.Units = append(c.Units, u)
	}
	for i := range s.meetings {
		capacity := max(1, people*s.room/100/s.meetings+d(3)-1)
		m := selection.Meeting{ID: fmt.Sprintf("M%02d", i+1), Capacity: capacity}
		if s.floors > 0 {
			m.Floors = append(m.Floors, selection.Floor{Role: "user", Number: (capacity*s.floors + 99) / 100})
			for _, r := range delegated {
				m.Floors = append(m.Floors, selection.Floor{Role: r, Number: capacity * s.floors * 2 / 300})
			}
		}
		c.Meetings = append(c.Meetings, m)
	}
	return c
}

func permutation(d draw, n int) []int {
	p := make([]int, n)
	for i := range p {
		j := d(i + 1)
		p[i], p[j] = p[j], i
	}
	return p
}

// anyRules are rules of all kinds.
func anyRules(d draw) selection.Rules {
	r := selection.DefaultRules()
	r.Where = []selection.Where{selection.LotOrder, selection.LotOrder, selection.BestTotal}[d(3)]
	r.Extra = []selection.Extra{selection.PeopleFirst, selection.WishesFirst, selection.OwnAnswer}[d(3)]
	r.MaxDelegates = 1 + d(4)
	r.MinDelegation = 1 + d(min(2, r.MaxDelegates))
	return r
}

// anyShape is one of up to a number of units, of all kinds.
func anyShape(d draw, most int) shape {
	return shape{units: 1 + d(most), meetings: 1 + d(4), singles: d(50), persons: 1 + d(5), room: 20 + d(120), counties: 1 + d(5),
		floors: []int{0, 0, 10, 20, 40, 90}[d(6)], partial: []int{0, 0, 30, 100}[d(4)], spread: 20 * d(6)}
}
