package selection

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestAResultCanBeReadAgain(t *testing.T) {
	t.Parallel()
	c := mustRead(t, smallMeetings, smallUnits, smallPersons, "")
	seed := SeedOf(c, "3 7 12 19 24 40")
	want, err := Solve(c, seed)
	if err != nil {
		t.Fatal(err)
	}
	want.Levels = append(want.Levels, Level{Name: LevelUnits, Value: 2, Bound: 2, Proven: true})
	want.Shortfalls = []Shortfall{{Meeting: "M1", Role: "user", Floor: 1}}
	var assignment, report bytes.Buffer
	if err := WriteAssignment(&assignment, want); err != nil {
		t.Fatal(err)
	}
	if err := WriteReport(&report, c, want, 0); err != nil {
		t.Fatal(err)
	}
	got, err := ReadResult(c, seed, &assignment, &report)
	if err != nil {
		t.Fatal(err)
	}
	if got.Hash() != want.Hash() || !reflect.DeepEqual(got.Units, want.Units) || !reflect.DeepEqual(got.Shortfalls, want.Shortfalls) ||
		!reflect.DeepEqual(got.Levels, want.Levels) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestAnAssignmentOfAnotherCaseIsRefused(t *testing.T) {
	t.Parallel()
	c := mustRead(t, smallMeetings, smallUnits, smallPersons, "")
	const header = "person_id,unit_id,meeting_id,outcome,level,reason\n"
	for name, tt := range map[string]struct{ assignment, want string }{
		"a person too few":        {header + "P1,A,M2,placed,who,lot lot=1\nP3,B,,waiting,who,lot lot=2\n", `person "P2" of unit "A" is missing`},
		"a person too many":       {header + "P1,A,,waiting,who,lot\nP2,A,,waiting,who,lot\nP3,B,,waiting,who,lot\nP4,B,,waiting,who,lot\n", "not of the case"},
		"placed nowhere":          {header + "P1,A,,placed,who,lot\n", `row 2: placed at meeting ""`},
		"an outcome nobody knows": {header + "P1,A,,gone,who,lot\n", `outcome "gone"`},
	} {
		_, err := ReadResult(c, Seed{}, strings.NewReader(tt.assignment), strings.NewReader("{}"))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}
