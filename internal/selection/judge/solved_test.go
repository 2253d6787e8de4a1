package judge

import (
	"bytes"

	"dialogmote/internal/selection"
	"dialogmote/internal/selection/verify"
)

// teller is what testing.T and rapid.T have in common.
type teller interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// solved is the proposal for a case.
func solved(t teller, c selection.Case, public string) selection.Result {
	t.Helper()
	return mustSolve(t, c, selection.SeedOf(c, public))
}

// mustSolve is the proposal for a case by known lots. One that the solver breaks down over is told in full.
func mustSolve(t teller, c selection.Case, seed selection.Seed) selection.Result {
	t.Helper()
	defer func() {
		if broken := recover(); broken != nil {
			t.Fatalf("panic: %v\n%s", broken, described(c))
		}
	}()
	r, err := selection.Solve(c, seed)
	if err != nil {
		t.Fatalf("%v\n%s", err, described(c))
	}
	return r
}

// faults are what the independent checker says of a proposal.
func faults(t teller, c selection.Case, public string, r selection.Result) []string {
	t.Helper()
	in := verify.Input{Public: public}
	for _, file := range []struct {
		b     *[]byte
		write func(*bytes.Buffer) error
	}{
		{&in.Meetings, func(b *bytes.Buffer) error { return selection.WriteMeetings(b, c) }},
		{&in.Units, func(b *bytes.Buffer) error { return selection.WriteUnits(b, c) }},
		{&in.Persons, func(b *bytes.Buffer) error { return selection.WritePersons(b, c) }},
		{&in.Rules, func(b *bytes.Buffer) error { return selection.WriteRules(b, c) }},
		{&in.Assignment, func(b *bytes.Buffer) error { return selection.WriteAssignment(b, r) }},
		{&in.Report, func(b *bytes.Buffer) error { return selection.WriteReport(b, c, r, 0) }},
	} {
		var b bytes.Buffer
		if err := file.write(&b); err != nil {
			t.Fatal(err)
		}
		*file.b = b.Bytes()
	}
	return verify.Check(in)
}

// level is a level of a proposal by its name.
func level(t teller, r selection.Result, name string) selection.Level {
	t.Helper()
	for _, l := range r.Levels {
		if l.Name == name {
			return l
		}
	}
	t.Fatalf("the levels lack %s: %v", name, r.Levels)
	return selection.Level{}
}

// reached is what a proposal reached, as the exact solver counts it, up to the share of the counties.
func reached(t teller, r selection.Result) (c cost) {
	t.Helper()
	c[userShort] = int32(level(t, r, selection.LevelUserShort).Value)
	c[roleShort] = int32(level(t, r, selection.LevelRoleShort).Value)
	c[counties] = -int32(level(t, r, selection.LevelCounties).Value)
	c[units] = -int32(level(t, r, selection.LevelUnits).Value)
	c[share] = int32(level(t, r, selection.LevelCountyShare).Value)
	return c
}

// afterUnits is the instance with the counties' shares as the proposal has them.
func (x *instance) afterUnits(r selection.Result) {
	x.counts[share] = true
	x.quota = map[string]int{}
	for _, t := range r.Counties {
		if t.County != "" {
			x.quota[t.County] = t.Target
		}
	}
}

// described is a case in the files' own words, to be tried again.
func described(c selection.Case) string {
	var b bytes.Buffer
	_ = selection.WriteMeetings(&b, c)
	_ = selection.WriteUnits(&b, c)
	_ = selection.WritePersons(&b, c)
	_ = selection.WriteRules(&b, c)
	return b.String()
}
