package judge

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/selection"
)

// judgeSamples judges the sample cases by their proven optima, and by the checker.
func judgeSamples(t *testing.T) []metric {
	var all []metric
	optima := provenOptima()
	for _, name := range []string{"tiny_12x3", "manip_40x4_1", "fm7_46x7", "hod2017_scarce_426x4"} {
		c := sample(t, name)
		r := solved(t, c, "a public value")
		wrong := faults(t, c, "a public value", r)
		all = append(all, zero(name+": faults found by the checker", len(wrong), len(r.Outcomes), first(wrong)))
		want, known := optima[name]
		if !known {
			continue
		}
		got := reached(t, r)
		got[share], got[early] = 0, -int32(level(t, r, selection.LevelPersons).Value)
		for goal, level := range map[int]string{userShort: "user_short", roleShort: "role_short", counties: "counties", units: "units", early: "persons"} {
			all = append(all, metric{name + ": " + level, fmt.Sprint(max(got[goal], -got[goal])), fmt.Sprint(max(want[goal], -want[goal])), got[goal] == want[goal], ""})
		}
	}
	slices.SortStableFunc(all, func(a, b metric) int { return strings.Compare(a.name, b.name) })
	return all
}

func first(of []string) string {
	if len(of) == 0 {
		return ""
	}
	return of[0]
}

// numbered is the synthetic case of a number, and the most units that it could have.
func numbered(n uint64) (c selection.Case, most int) {
	d := seeded(n)
	most = []int{5, 12, size(30, 60)}[n%3]
	c = synthetic(d, anyShape(d, most))
	if d(2) == 0 {
		c.Rules = anyRules(d)
	}
	return c, most
}

// judgeSynthetic compares proposals for synthetic cases with the exact solver, and has them checked: small ones to the last unit,
// ones of up to 60 units on what the levels reached.
func judgeSynthetic(t *testing.T) []metric {
	questions := []string{askCriteria, askShare, askWho, askPeople, askWhere, askTotal, askSeats, askRoles, askProven, askUnproven}
	wrong, asked, detail := map[string]int{}, map[string]int{}, map[string]string{}
	note := func(question string, n uint64, what string, c selection.Case) {
		if wrong[question]++; detail[question] == "" {
			detail[question] = fmt.Sprintf("case %d: %s\n%s", n, what, described(c))
		}
	}
	for n := range uint64(size(150, 2400)) {
		c, most := numbered(n)
		r := solved(t, c, "x")
		for _, fault := range faults(t, c, "x", r) {
			if question := "checker: rules, numbers, hashes"; strings.Contains(fault, "reason") {
				note("checker: reasons", n, fault, c)
			} else {
				note(question, n, fault, c)
			}
		}
		asked["checker: reasons"]++
		asked["checker: rules, numbers, hashes"]++
		answers := compare(t, c, r, most <= 12)
		for _, q := range questions {
			if answers.asked[q] {
				asked[q]++
			}
			if what, is := answers.wrong[q]; is {
				note(q, n, what, c)
			}
		}
	}
	var all []metric
	for _, question := range slices.Sorted(maps.Keys(asked)) {
		all = append(all, zero(fmt.Sprintf("cases up to %d units: %s", size(30, 60), question), wrong[question], asked[question], detail[question]))
		if question == askUnproven { // it says so itself: at most one of a hundred
			m := &all[len(all)-1]
			m.target, m.ok = "≤ 1 %", 100*wrong[question] <= asked[question]
		}
	}
	return all
}
