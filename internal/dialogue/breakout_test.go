package dialogue_test

import (
	"crypto/sha256"
	"math/rand/v2"
	"slices"
	"testing"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func lotOf(seed byte) dialogue.Lot {
	return func(id dialogue.ID) [32]byte { return sha256.Sum256(append([]byte{seed}, id[:]...)) }
}

// guests draws delegations of one to six people with one of five roles, and some who come alone.
func guests(t *rapid.T) []dialogue.GroupPerson {
	var people []dialogue.GroupPerson
	for u := range rapid.IntRange(0, 12).Draw(t, "units") {
		alone := rapid.IntRange(0, 5).Draw(t, "alone") == 0
		n := 1
		if !alone {
			n = rapid.IntRange(1, 6).Draw(t, "people")
		}
		for i := range n {
			people = append(people, dialogue.GroupPerson{
				Delegate: dialogue.ID{1, byte(u), byte(i)}, Registration: dialogue.ID{2, byte(u)}, Order: u, Alone: alone,
				Role: dialogue.ID{3, rapid.Byte().Draw(t, "role") % 5}, Group: -1,
			})
		}
	}
	return people
}

func anAsk(t *rapid.T, way dialogue.GroupWay) dialogue.GroupAsk {
	ask := dialogue.GroupAsk{Way: way}
	if rapid.Bool().Draw(t, "by number") {
		ask.Groups = rapid.IntRange(1, 9).Draw(t, "groups")
	} else {
		ask.Size = rapid.IntRange(1, 9).Draw(t, "size")
	}
	return ask
}

// spread is the difference between the group that has most and the one that has fewest of those whom f counts.
func spread(of []int, n int, f func(i int) bool) int {
	count := make([]int, n)
	for i, g := range of {
		if f(i) {
			count[g]++
		}
	}
	return slices.Max(count) - slices.Min(count)
}

func everybody(int) bool { return true }

func inOneGroup(t *rapid.T, of []int, n int) {
	for i, g := range of {
		if g < 0 || g >= n {
			t.Fatalf("person %d is in group %d of %d", i, g, n)
		}
	}
}

func TestMixedGroupsAreEven(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people, ask := guests(t), anAsk(t, dialogue.SitMixed)
		of, n := dialogue.Divide(people, ask, 0, lotOf(1))
		inOneGroup(t, of, n)
		if len(of) != len(people) {
			t.Fatalf("%d of %d have a group", len(of), len(people))
		}
		if d := spread(of, n, everybody); d > 1 {
			t.Fatalf("sizes differ by %d: %v", d, of)
		}
		for r := range 5 {
			if d := spread(of, n, func(i int) bool { return people[i].Role[1] == byte(r) }); d > 1 {
				t.Fatalf("role %d differs by %d: %v", r, d, of)
			}
		}
		if ask.Size > 0 {
			for g := range n {
				if size := len(slices.DeleteFunc(slices.Clone(of), func(x int) bool { return x != g })); size > ask.Size {
					t.Fatalf("%d in a group of %d", size, ask.Size)
				}
			}
		} else if n != max(1, min(ask.Groups, len(people))) {
			t.Fatalf("%d groups, asked for %d", n, ask.Groups)
		}
	})
}

func TestGroupsFollowFromTheSeedAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people := guests(t)
		ask := anAsk(t, rapid.SampledFrom([]dialogue.GroupWay{dialogue.SitMixed, dialogue.SitTogether}).Draw(t, "way"))
		of, _ := dialogue.Divide(people, ask, 0, lotOf(1))
		shuffled := rand.New(rand.NewPCG(1, uint64(len(people)))).Perm(len(people))
		other := make([]dialogue.GroupPerson, len(people))
		for i, at := range shuffled {
			other[i] = people[at]
		}
		again, _ := dialogue.Divide(other, ask, 0, lotOf(1))
		for i, at := range shuffled {
			if again[i] != of[at] {
				t.Fatalf("person %d moves from %d to %d when the list is in another order", at, of[at], again[i])
			}
		}
	})
}

func TestDelegationsThatSitTogetherAreNeverDivided(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people, ask := guests(t), anAsk(t, dialogue.SitTogether)
		if rapid.Bool().Draw(t, "one for each") {
			ask.Groups, ask.Size = 0, 0
		}
		of, n := dialogue.Divide(people, ask, 0, lotOf(1))
		inOneGroup(t, of, n)
		group, owner := map[dialogue.ID]int{}, map[int]dialogue.ID{}
		for i, p := range people {
			if g, ok := group[p.Registration]; ok && g != of[i] {
				t.Fatalf("a delegation sits in groups %d and %d", g, of[i])
			}
			group[p.Registration] = of[i]
			if ask.OnePerUnit() && !p.Alone {
				if o, ok := owner[of[i]]; ok && o != p.Registration {
					t.Fatal("two delegations sit in one group")
				}
				owner[of[i]] = p.Registration
			}
		}
	})
}

func TestThoseWhoHaveAGroupStay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people := guests(t)
		ask := anAsk(t, rapid.SampledFrom([]dialogue.GroupWay{dialogue.SitMixed, dialogue.SitTogether}).Draw(t, "way"))
		late := rapid.SliceOfN(rapid.Bool(), len(people), len(people)).Draw(t, "late")
		var first []dialogue.GroupPerson
		for i, p := range people {
			if !late[i] {
				first = append(first, p)
			}
		}
		was, n := dialogue.Divide(first, ask, 0, lotOf(1))
		at := map[dialogue.ID]int{}
		for i, p := range first {
			at[p.Delegate] = was[i]
		}
		for i, p := range people {
			if g, ok := at[p.Delegate]; ok {
				people[i].Group = g
			}
		}
		of, now := dialogue.Divide(people, ask, n, lotOf(1))
		inOneGroup(t, of, now)
		if now != n {
			t.Fatalf("%d groups became %d", n, now)
		}
		for i, p := range people {
			if g, ok := at[p.Delegate]; ok && g != of[i] {
				t.Fatalf("somebody is moved from %d to %d by late comers", g, of[i])
			}
			if ask.Way == dialogue.SitTogether && late[i] {
				for j, q := range people {
					if !late[j] && q.Registration == p.Registration && of[j] != of[i] {
						t.Fatal("a late comer does not sit with the delegation")
					}
				}
			}
		}
		if d := spread(of, n, everybody); ask.Way == dialogue.SitMixed && d > 1 {
			t.Fatalf("with late comers sizes differ by %d", d)
		}
	})
}

func TestGroupsAreMadeAsAskedFor(t *testing.T) {
	t.Parallel()
	person := func(unit, n int, role byte) dialogue.GroupPerson {
		return dialogue.GroupPerson{Delegate: dialogue.ID{1, byte(unit), byte(n)}, Registration: dialogue.ID{2, byte(unit)}, Order: unit, Role: dialogue.ID{3, role}, Group: -1}
	}
	three := []dialogue.GroupPerson{person(0, 0, 1), person(0, 1, 2), person(1, 0, 1), person(1, 1, 2), person(2, 0, 1), person(2, 1, 3)}
	with := func(people []dialogue.GroupPerson, at, group int, hand bool) []dialogue.GroupPerson {
		people = slices.Clone(people)
		people[at].Group, people[at].ByHand = group, hand
		return people
	}
	seated := slices.Clone(three)
	for i, g := range []int{0, 0, 1, 1, 2, 2} {
		seated[i].Group = g
	}
	for name, c := range map[string]struct {
		people []dialogue.GroupPerson
		ask    dialogue.GroupAsk
		keep   int
		want   []int
		n      int
	}{
		"nobody":                           {nil, dialogue.GroupAsk{Way: dialogue.SitMixed, Groups: 3}, 0, nil, 1},
		"one for each, by name":            {three, dialogue.GroupAsk{Way: dialogue.SitTogether}, 0, []int{0, 0, 1, 1, 2, 2}, 3},
		"one moved by hand stays":          {with(three, 1, 2, true), dialogue.GroupAsk{Way: dialogue.SitTogether}, 0, []int{0, 2, 1, 1, 2, 2}, 3},
		"a group that is there no more":    {with(three, 1, 7, true), dialogue.GroupAsk{Way: dialogue.SitTogether}, 0, []int{0, 0, 1, 1, 2, 2}, 3},
		"a new delegation, a new group":    {append(slices.Clone(seated), person(3, 0, 1)), dialogue.GroupAsk{Way: dialogue.SitTogether}, 3, []int{0, 0, 1, 1, 2, 2, 3}, 4},
		"a new one in a group left empty":  {append(slices.Clone(seated[2:]), person(3, 0, 1)), dialogue.GroupAsk{Way: dialogue.SitTogether}, 3, []int{1, 1, 2, 2, 0}, 3},
		"a colleague of one moved by hand": {append(with(seated[2:], 0, 0, true), person(1, 2, 1)), dialogue.GroupAsk{Way: dialogue.SitTogether}, 3, []int{0, 1, 2, 2, 1}, 3},
	} {
		got, n := dialogue.Divide(c.people, c.ask, c.keep, lotOf(1))
		if diff := cmp.Diff(c.want, got); diff != "" && len(c.want) > 0 || n != c.n {
			t.Errorf("%s: %d groups, %s", name, n, diff)
		}
	}
	// Two groups of three: a delegation of two is never in one of them, and the role that two have is in both.
	of, _ := dialogue.Divide(three, dialogue.GroupAsk{Way: dialogue.SitMixed, Groups: 2}, 0, lotOf(1))
	for i := 0; i < len(of); i += 2 {
		if of[i] == of[i+1] {
			t.Errorf("colleagues sit together in %v", of)
		}
	}
}

func TestWhatGroupsCannotBeMadeFrom(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		ask   dialogue.GroupAsk
		field string
	}{
		{dialogue.GroupAsk{}, "way"},
		{dialogue.GroupAsk{Way: dialogue.SitMixed}, "groups"},
		{dialogue.GroupAsk{Way: dialogue.SitMixed, Groups: 61}, "groups"},
		{dialogue.GroupAsk{Way: dialogue.SitTogether, Size: 201}, "size"},
		{dialogue.GroupAsk{Way: dialogue.SitTogether, Groups: 3, Size: 4}, "size"},
		{dialogue.GroupAsk{Way: dialogue.SitTogether}, ""},
	} {
		problems := c.ask.Check()
		if _, ok := problems[c.field]; ok != (c.field != "") || len(problems) > 1 {
			t.Errorf("%+v: %v", c.ask, problems)
		}
	}
}
