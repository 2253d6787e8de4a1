package judge

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"dialogmote/internal/selection"
)

// judgeChances draws many lots for a scarce case, and compares each unit's chance of a place with the mean of its kind: 0.97–1.03
// of it in full, where the mean is at least a half; else within 4.5 standard errors.
func judgeChances(t *testing.T) []metric {
	name, draws := "manip_40x4_1", 1500
	if *full {
		name, draws = "hod2017_scarce_426x4", 20_000
	}
	c := sample(t, name)
	placed := make([]int, len(c.Units))
	for n := range draws {
		r, err := selection.Solve(c, selection.SeedOf(c, fmt.Sprint("draw ", n)))
		if err != nil {
			t.Fatal(err)
		}
		for i, u := range r.Units { // both are sorted by id in the samples' own order
			if u.State == selection.Placed {
				placed[i]++
			}
		}
	}
	slices.SortFunc(c.Units, func(a, b selection.Unit) int { return compareText(a.ID, b.ID) })
	groups := map[string][]int{}
	for i, u := range c.Units {
		groups[u.Kind] = append(groups[u.Kind], i)
	}
	var all []metric
	for _, kind := range slices.Sorted(maps.Keys(groups)) {
		sum, least, most, from, to := 0, 1.0, 1.0, "", ""
		for _, i := range groups[kind] {
			sum += placed[i]
		}
		mean := float64(sum) / float64(len(groups[kind])*draws)
		within := 4.5 * math.Sqrt(mean*(1-mean)/float64(draws)) / mean
		if *full && mean >= 0.5 {
			within = 0.03
		}
		for _, i := range groups[kind] {
			ratio := float64(placed[i]) / float64(draws) / mean
			if ratio < least {
				least, from = ratio, c.Units[i].ID+" of "+c.Units[i].County
			}
			if ratio > most {
				most, to = ratio, c.Units[i].ID+" of "+c.Units[i].County
			}
		}
		all = append(all, metric{fmt.Sprintf("%s: chance / mean %.3f, %d draws, %s", name, mean, draws, kind), fmt.Sprintf("%.3f–%.3f", least, most),
			fmt.Sprintf("%.3f–%.3f", 1-within, 1+within), least >= 1-within && most <= 1+within, fmt.Sprintf("least %s, most %s", from, to)})
	}
	return all
}

func compareText(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// judgeLies lets units state false rankings, blindly and with what they got in mind, when all rankings are complete and lots decide
// where. What a unit wants is a place, then a better meeting by its true ranking, then more places.
func judgeLies(t *testing.T) []metric {
	tries, gains, detail := size(400, 100_000), 0, ""
	for n, tried := uint64(0), 0; tried < tries; n++ {
		d := seeded(1_000_000 + n)
		c := complete(d)
		seed := selection.SeedOf(c, "x") // the lots are held fast: that a false ranking draws other lots is chance, not gain
		r := mustSolve(t, c, seed)
		for range 10 {
			i := d(len(c.Units))
			truth := c.Units[i].Ranking
			before := c.Units[i].ID
			lie := falseRanking(d, truth, meetingOf(r, before))
			if slices.Equal(lie, truth) {
				continue
			}
			tried++
			c.Units[i].Ranking = lie
			after := mustSolve(t, c, seed)
			if worth(after, before, truth) > worth(r, before, truth) {
				gains++
				if detail == "" {
					detail = fmt.Sprintf("case %d, %s says so instead of %v\n%s", n, before, truth, described(c))
				}
			}
			c.Units[i].Ranking = truth
		}
	}
	return []metric{zero("profitable lies, default rules, complete rankings", gains, tries, detail)}
}

// complete is a case of 4 to 30 units that all rank all meetings.
func complete(d draw) selection.Case {
	s := anyShape(d, 30)
	s.units, s.meetings, s.partial = 4+d(27), 2+d(4), 0
	return synthetic(d, s)
}

// falseRanking is any order, or the true one with the meeting got, or the best one, moved first or last, or two changed about.
func falseRanking(d draw, truth []string, got string) []string {
	lie := slices.Clone(truth)
	move := func(m string, to int) {
		if i := slices.Index(lie, m); i >= 0 {
			lie = slices.Insert(slices.Delete(lie, i, i+1), to, m)
		}
	}
	switch d(6) {
	case 0:
		move(got, 0)
	case 1:
		move(got, len(truth)-1)
	case 2:
		move(truth[0], len(truth)-1)
	case 3:
		move(truth[d(len(truth))], d(len(truth)))
	default:
		for i, j := range permutation(d, len(truth)) {
			lie[i] = truth[j]
		}
	}
	return lie
}

func outcomeOf(r selection.Result, unit string) selection.UnitOutcome {
	i, _ := slices.BinarySearchFunc(r.Units, unit, func(u selection.UnitOutcome, id string) int {
		if u.Unit == id {
			return 0
		}
		return compareText(u.Unit, id)
	})
	return r.Units[i]
}

func meetingOf(r selection.Result, unit string) string { return outcomeOf(r, unit).Meeting }

// worth is what a unit thinks of its outcome.
func worth(r selection.Result, unit string, truth []string) int {
	u := outcomeOf(r, unit)
	if u.State != selection.Placed {
		return 0
	}
	return 1_000_000 - 1000*slices.Index(truth, u.Meeting) + u.Places
}
