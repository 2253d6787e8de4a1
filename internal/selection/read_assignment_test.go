package selection

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestAResultCanBeReadAgain(t *testing.T) {
	t.Parallel()
	persons := "person_id,unit_id,order,role\n"
	units := "unit_id,kind,county,rank1,rank2\n"
	for _, u := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I"} {
		units += u + ",municipality,F" + string(u[0]%3+'0') + ",M1,M2\n"
		for n, role := range []string{"staff", "admin", "user"} {
			persons += u + role + "," + u + "," + string(rune('1'+n)) + "," + role + "\n"
		}
	}
	units += "J,individual,F1,,\n"
	const meetings = "meeting_id,capacity,floor_user\nM1,6,2\nM2,5,1\n"
	for name, rules := range map[string]string{
		"no locks": "",
		"locks": `{"locks":[{"unit":"A","lock":"out","reason":"1"},{"unit":"B","lock":"at","meeting":"M2","reason":"2"},
			{"unit":"C","person":"Cadmin","lock":"in","reason":"3"},{"unit":"D","person":"Dstaff","lock":"out","reason":"4"},
			{"unit":"E","person":"Estaff","lock":"out","reason":"5"},{"unit":"E","person":"Eadmin","lock":"out","reason":"6"},
			{"unit":"E","person":"Euser","lock":"out","reason":"7"}]}`,
		"room for all": `{"max_delegates":1}`,
	} {
		c := mustRead(t, meetings, units, persons, rules)
		if name == "room for all" {
			c.Meetings[0].Capacity = 90
		}
		seed := SeedOf(c, "3 7 12 19 24 40")
		want, err := Solve(c, seed)
		if err != nil {
			t.Fatal(err)
		}
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
		if got.Hash() != want.Hash() {
			t.Errorf("%s: the outcomes are others", name)
		}
		for i, u := range want.Units {
			if !reflect.DeepEqual(got.Units[i], u) {
				t.Errorf("%s: got  %+v\nwant %+v", name, got.Units[i], u)
			}
		}
		if !reflect.DeepEqual(got.Levels, want.Levels) || !reflect.DeepEqual(got.Counties, want.Counties) || !reflect.DeepEqual(got.Shortfalls, want.Shortfalls) {
			t.Errorf("%s: the report says otherwise: %+v", name, got)
		}
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
