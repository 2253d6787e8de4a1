package selection

import (
	"bytes"
	"strings"
	"testing"
)

const (
	smallMeetings = "meeting_id,capacity,floor_user\nM2,3,0\nM1,2,1\n"
	smallUnits    = "unit_id,kind,county,rank1,rank2\nB,individual,F1,M1,\nA,municipality,F1,M2,M1\n"
	smallPersons  = "person_id,unit_id,order,role\nP3,B,1,user\nP2,A,2,staff\nP1,A,1,admin\n"
)

func mustRead(t testing.TB, meetings, units, persons, rules string) Case {
	t.Helper()
	c, err := ReadCase(strings.NewReader(meetings), strings.NewReader(units), strings.NewReader(persons), strings.NewReader(rules))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func written(t *testing.T, c Case) string {
	t.Helper()
	var b bytes.Buffer
	for _, err := range []error{WriteMeetings(&b, c), WriteUnits(&b, c), WritePersons(&b, c), WriteRules(&b, c)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestCanonicalFilesAndHashes(t *testing.T) {
	t.Parallel()
	c := mustRead(t, smallMeetings, smallUnits, smallPersons, `{"max_delegates":2}`)
	want := "meeting_id,capacity,floor_user\nM1,2,1\nM2,3,0\n" +
		"unit_id,kind,county,if_not_all,rank1,rank2\nA,municipality,F1,,M2,M1\nB,individual,F1,,M1,\n" +
		"person_id,unit_id,order,role\nP1,A,1,admin\nP2,A,2,staff\nP3,B,1,user\n" +
		`{"where":"lot_order","extra":"people_first","max_delegates":2,"min_delegation":1,"user_roles":["kin","user"]}` + "\n"
	if got := written(t, c); got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}
	crlf := func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }
	other := mustRead(t, crlf("capacity,meeting_id,floor_user\n2,M1,1\n3,M2,\n"), crlf(smallUnits), crlf(smallPersons),
		`{"max_delegates":2,"locks":[{"unit":"A","lock":"out","reason":"x"}]}`)
	if other.RosterHash() != c.RosterHash() || other.RulesHash() != c.RulesHash() {
		t.Error("order of rows and columns, line ends, a byte order mark or locks changed a hash")
	}
	if other.InputHash() == c.InputHash() {
		t.Error("locks did not change the hash of the input")
	}
	if SeedOf(c, "2.0000") == SeedOf(c, "2.0001") {
		t.Error("the public value does not change the seed")
	}
}

func TestBadInputNamesFileAndRow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ meetings, units, persons, rules, want string }{
		"duplicate meeting":   {smallMeetings + "M1,1,0\n", smallUnits, smallPersons, "", `meetings row 4: meeting "M1" stands twice`},
		"negative capacity":   {"meeting_id,capacity\nM1,-1\nM2,1\n", smallUnits, smallPersons, "", "meetings row 2: capacity: -1 is less than 0"},
		"capacity in words":   {"meeting_id,capacity\nM1,ti\nM2,1\n", smallUnits, smallPersons, "", `meetings row 2: capacity: "ti" is not a whole number`},
		"missing column":      {"meeting_id\nM1\n", smallUnits, smallPersons, "", `meetings row 1: column "capacity" is missing`},
		"unknown column":      {"meeting_id,capacity,flor_user\nM1,1,1\n", smallUnits, smallPersons, "", `meetings row 1: unknown column "flor_user"`},
		"empty":               {"", smallUnits, smallPersons, "", "meetings: empty, not even a header"},
		"short row":           {"meeting_id,capacity\nM1\n", smallUnits, smallPersons, "", "meetings row 2: 1 cells, but the header has 2"},
		"unknown wish":        {smallMeetings, smallUnits + "C,x,F1,M9,\n", smallPersons, "", `units row 4: rank1: there is no meeting "M9"`},
		"wish twice":          {smallMeetings, smallUnits + "C,x,F1,M1,M1\n", smallPersons, "", `units row 4: meeting "M1" is ranked twice`},
		"hole in wishes":      {smallMeetings, smallUnits + "C,x,F1,,M1\n", smallPersons, "", "units row 4: rank2 has a meeting after an empty wish"},
		"duplicate unit":      {smallMeetings, smallUnits + "A,x,F1,,\n", smallPersons, "", `units row 4: unit "A" stands twice`},
		"person of nobody":    {smallMeetings, smallUnits, smallPersons + "P4,C,1,user\n", "", `persons row 5: there is no unit "C"`},
		"duplicate person":    {smallMeetings, smallUnits, smallPersons + "P1,A,3,user\n", "", `persons row 5: person "P1" stands twice`},
		"same order":          {smallMeetings, smallUnits, smallPersons + "P4,A,1,user\n", "", `persons row 5: unit "A" has two persons with order 1`},
		"unknown rule":        {smallMeetings, smallUnits, smallPersons, `{"were":"lot_order"}`, `unknown field "were"`},
		"bad policy":          {smallMeetings, smallUnits, smallPersons, `{"where":"best"}`, `rules: where is "best"`},
		"no delegates":        {smallMeetings, smallUnits, smallPersons, `{"max_delegates":0}`, "rules: max_delegates is 0"},
		"lock on nobody":      {smallMeetings, smallUnits, smallPersons, `{"locks":[{"unit":"Z","lock":"in"}]}`, "lock in on unit Z: there is no such unit"},
		"lock on a stranger":  {smallMeetings, smallUnits, smallPersons, `{"locks":[{"unit":"A","person":"P3","lock":"in"}]}`, "lock in on unit A, person P3: the unit has no such person"},
		"lock not available":  {smallMeetings, smallUnits, smallPersons, `{"locks":[{"unit":"B","lock":"at","meeting":"M2"}]}`, "lock at M2 on unit B: the unit can't attend that meeting"},
		"contradicting locks": {smallMeetings, smallUnits, smallPersons, `{"locks":[{"unit":"A","lock":"in"},{"unit":"A","lock":"out"}]}`, "lock out on unit A: another lock on the unit says otherwise"},
	} {
		_, err := ReadCase(strings.NewReader(c.meetings), strings.NewReader(c.units), strings.NewReader(c.persons), strings.NewReader(c.rules))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

func TestCertificateTextCanBeReadAgain(t *testing.T) {
	t.Parallel()
	c := Certificate{Kind: ByLot, Lot: 317, LastLot: 288, FirstOut: 1, County: "F 06", Role: "bruker=1", Meetings: []string{"A|B", "C"}, Text: "ringt, sagt ja"}
	got, err := ParseCertificate(c.String())
	if err != nil || got.String() != c.String() || got.Text != c.Text || len(got.Meetings) != 2 || got.Meetings[0] != "A|B" {
		t.Errorf("got %+v, %v", got, err)
	}
}
