package verify_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/selection"
	"dialogmote/internal/selection/verify"
)

// made is a case with its selection, and ways to spoil it.
type made struct {
	verify.Input
	rows   [][]string // of the assignment: person, unit, meeting, outcome, level, reason
	report map[string]any
}

// makeOne solves a case of testdata.
func makeOne(t *testing.T, name, rules string) *made {
	t.Helper()
	m := &made{Input: verify.Input{Rules: []byte(rules), Public: "a public value"}}
	for file, b := range map[string]*[]byte{"meetings": &m.Meetings, "units": &m.Units, "persons": &m.Persons} {
		var err error
		if *b, err = os.ReadFile("../testdata/cases/" + name + "/" + file + ".csv"); err != nil {
			t.Fatal(err)
		}
	}
	c, err := selection.ReadCase(bytes.NewReader(m.Meetings), bytes.NewReader(m.Units), bytes.NewReader(m.Persons), strings.NewReader(rules))
	if err != nil {
		t.Fatal(err)
	}
	r, err := selection.Solve(c, selection.SeedOf(c, m.Public))
	if err != nil {
		t.Fatal(err)
	}
	var assignment, report bytes.Buffer
	if err := selection.WriteAssignment(&assignment, r); err != nil {
		t.Fatal(err)
	}
	if err := selection.WriteReport(&report, c, r, 12); err != nil {
		t.Fatal(err)
	}
	m.Assignment, m.Report = assignment.Bytes(), report.Bytes()
	if m.rows, err = csv.NewReader(&assignment).ReadAll(); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(&report)
	decoder.UseNumber()
	if err := decoder.Decode(&m.report); err != nil {
		t.Fatal(err)
	}
	return m
}

// spoilt is the input with what has been changed; the hash of the assignment is made right again.
func (m *made) spoilt(t *testing.T) verify.Input {
	t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(m.rows); err != nil {
		t.Fatal(err)
	}
	m.Assignment = b.Bytes()
	m.report["result_sha256"] = fmt.Sprintf("%x", sha256.Sum256(m.Assignment))
	var err error
	if m.Report, err = json.Marshal(m.report); err != nil {
		t.Fatal(err)
	}
	return m.Input
}

// find is the first row after the header that is so.
func (m *made) find(t *testing.T, so func(row []string) bool) []string {
	t.Helper()
	i := slices.IndexFunc(m.rows[1:], so)
	if i < 0 {
		t.Fatal("the case has no such row: choose another one")
	}
	return m.rows[i+1]
}

// entry is one of a list in the report.
func (m *made) entry(list, key, value string) map[string]any {
	for _, e := range m.report[list].([]any) {
		if e := e.(map[string]any); e[key] == value {
			return e
		}
	}
	return nil
}

func add(e map[string]any, key string, n int) {
	was, _ := e[key].(json.Number).Int64()
	e[key] = was + int64(n)
}

const scarce, ample = "manip_40x4_1", "fm7_46x7"

// withRules is the ample case with two delegates at most, and locks.
const withRules = `{"extra":"wishes_first","max_delegates":2,"locks":[{"unit":"K00001","lock":"out","reason":"trakk seg & meldte fra"},` +
	`{"unit":"K00002","lock":"at","meeting":"M07","reason":"skal holde innlegg"},{"unit":"K00004","person":"P000014","lock":"in","reason":"bedt om"}]}`

func TestAnHonestSelectionIsAccepted(t *testing.T) {
	t.Parallel()
	for _, of := range [][2]string{{"hod2017_scarce_426x4", ""}, {scarce, ""}, {ample, ""}, {ample, withRules}, {"tiny_12x3", ""}, {scarce, `{"where":"best_total"}`}} {
		m := makeOne(t, of[0], of[1])
		for _, fault := range verify.Check(m.Input) {
			t.Errorf("%s %s: %s", of[0], of[1], fault)
		}
		if faults := verify.Check(m.spoilt(t)); len(faults) > 0 {
			t.Errorf("%s: writing it again spoils it: %s", of[0], faults[0])
		}
	}
}

// What the program that selects reads as the same case has the same hash and the same lots.
func TestTheSameCaseInOtherWordsIsAccepted(t *testing.T) {
	t.Parallel()
	for what, other := range map[string]func(m *made){
		"a floor of 0 is an empty cell": func(m *made) {
			for bytes.Contains(m.Meetings, []byte(",0")) {
				m.Meetings = bytes.ReplaceAll(m.Meetings, []byte(",0"), []byte(","))
			}
		},
		"capacity with a zero before it": func(m *made) { m.Meetings = bytes.Replace(m.Meetings, []byte(",6,"), []byte(",06,"), 1) },
		"gaps in the order": func(m *made) {
			for n := 9; n > 0; n-- {
				m.Persons = bytes.ReplaceAll(m.Persons, fmt.Appendf(nil, ",%d,", n), fmt.Appendf(nil, ",%d,", 7*n))
			}
		},
		"a byte order mark, and blanks": func(m *made) {
			m.Units = append([]byte("\ufeff"), bytes.ReplaceAll(m.Units, []byte(","), []byte(" , "))...)
			m.Rules = []byte("\ufeff \n")
		},
		"user roles that are null": func(m *made) { m.Rules = []byte(`{"user_roles":null}`) },
	} {
		m := makeOne(t, "tiny_12x3", "")
		before := fmt.Sprintf("%s%s%s%s", m.Meetings, m.Units, m.Persons, m.Rules)
		if other(m); before == fmt.Sprintf("%s%s%s%s", m.Meetings, m.Units, m.Persons, m.Rules) {
			t.Errorf("%s: nothing is changed", what)
		}
		c, err := selection.ReadCase(bytes.NewReader(m.Meetings), bytes.NewReader(m.Units), bytes.NewReader(m.Persons), bytes.NewReader(m.Rules))
		if err != nil || fmt.Sprintf("%x", c.InputHash()) != m.report["input_sha256"] {
			t.Errorf("%s: it is another case: %v", what, err)
		}
		for _, fault := range verify.Check(m.Input) {
			t.Errorf("%s: %s", what, fault)
		}
	}
}

func TestEveryChangeIsFound(t *testing.T) {
	t.Parallel()
	placed := func(row []string) bool { return row[3] == "placed" }
	waits := func(row []string) bool { return row[3] == "waiting" }
	because := func(kind string, also func([]string) bool) func([]string) bool {
		return func(row []string) bool { return strings.HasPrefix(row[5], kind+" ") && also(row) }
	}
	replace := func(row []string, old, with string) { row[5] = strings.Replace(row[5], old, with, 1) }
	for what, change := range map[string]struct {
		name, rules string
		do          func(t *testing.T, m *made)
	}{
		"a person moved to another meeting": {ample, "", func(t *testing.T, m *made) {
			row := m.find(t, placed)
			row[2] = map[bool]string{true: "M02", false: "M01"}[row[2] == "M01"]
		}},
		"one with a place and one without changed about": {scarce, "", func(t *testing.T, m *made) {
			a, b := m.find(t, because("lot", placed)), m.find(t, because("county", waits)) // both in persons' order, of different units
			for i := 2; i < len(a); i++ {
				a[i], b[i] = b[i], a[i]
			}
		}},
		"… each with a reason of its own": {scarce, "", func(t *testing.T, m *made) {
			a, b := m.find(t, because("lot", placed)), m.find(t, because("county", waits))
			a[2], a[3], b[2], b[3] = b[2], b[3], a[2], a[3]
		}},
		"a place above capacity": {scarce, "", func(t *testing.T, m *made) {
			row := m.find(t, waits)
			row[2], row[3] = "M01", "placed"
		}},
		"a meeting that is not ranked": {ample, "", func(t *testing.T, m *made) {
			unit := m.find(t, placed)[1]
			lines := strings.Split(string(m.Units), "\n")
			for i, line := range lines {
				if cells := strings.Split(line, ","); cells[0] == unit {
					lines[i] = strings.Join(cells[:3], ",") + strings.Repeat(",", len(cells)-3)
				}
			}
			m.Units = []byte(strings.Join(lines, "\n"))
		}},
		"more than the most delegates": {ample, withRules, func(t *testing.T, m *made) {
			full := map[string]int{}
			for _, row := range m.rows {
				if placed(row) {
					full[row[1]]++
				}
			}
			row := m.find(t, func(row []string) bool { return waits(row) && full[row[1]] == 2 })
			row[2], row[3] = m.find(t, func(other []string) bool { return other[1] == row[1] && placed(other) })[2], "placed"
		}},
		"one locked out has a place": {ample, withRules, func(t *testing.T, m *made) {
			row := m.find(t, func(row []string) bool { return row[3] == "not_selected" })
			row[2], row[3] = "M01", "placed"
		}},
		"one who is locked out only waits": {ample, withRules, func(t *testing.T, m *made) {
			m.find(t, func(row []string) bool { return row[3] == "not_selected" })[3] = "waiting"
		}},
		"one who waits is called not selected": {scarce, "", func(t *testing.T, m *made) { m.find(t, waits)[3] = "not_selected" }},
		"an outcome that is no word of ours":   {scarce, "", func(t *testing.T, m *made) { m.find(t, waits)[3] = "maybe" }},
		"a lock at a meeting is not kept": {ample, withRules, func(t *testing.T, m *made) {
			for _, row := range m.rows {
				if row[1] == "K00002" && placed(row) {
					row[2] = "M01"
				}
			}
		}},
		"a person locked in has no place": {ample, withRules, func(t *testing.T, m *made) {
			row := m.find(t, func(row []string) bool { return row[0] == "P000014" })
			row[2], row[3] = "", "waiting"
		}},
		"a reason of staff in other words": {ample, withRules, func(t *testing.T, m *made) {
			replace(m.find(t, because("lock", placed)), "holde", "lytte+til")
		}},
		"a user lets go of a place that a floor needs": {ample, "", func(t *testing.T, m *made) {
			row := m.find(t, func(row []string) bool { return row[1][0] == 'B' && placed(row) })
			row[2], row[3], row[5] = "", "waiting", "full meetings=M01|M02|M03|M04|M05|M06|M07"
			add(m.entry("levels", "name", "user_short"), "value", 1)
			add(m.entry("levels", "name", "user_short"), "bound", 1)
			for _, of := range []string{"units", "persons"} {
				add(m.entry("levels", "name", of), "value", -1)
				add(m.entry("levels", "name", of), "bound", -1)
			}
		}},
		"a lot's number":            {scarce, "", func(t *testing.T, m *made) { replace(m.find(t, because("county", waits)), "lot=", "lot=1") }},
		"the last number admitted":  {scarce, "", func(t *testing.T, m *made) { replace(m.find(t, because("county", waits)), "last=", "last=1") }},
		"the first number left out": {scarce, "", func(t *testing.T, m *made) { replace(m.find(t, because("lot", placed)), "first_out=", "first_out=1") }},
		"lot for full": {scarce, "", func(t *testing.T, m *made) {
			m.find(t, because("county", waits))[5] = "full meetings=M01|M02|M03|M04"
		}},
		"lot for a floor": {scarce, "", func(t *testing.T, m *made) {
			m.find(t, because("county", waits))[5] = "floor role=staff meetings=M01|M02|M03|M04"
		}},
		"lot for the county": {scarce, "", func(t *testing.T, m *made) { replace(m.find(t, because("lot", placed)), "lot ", "county ") }},
		"the county for lot": {scarce, "", func(t *testing.T, m *made) { replace(m.find(t, because("county", waits)), "county ", "lot ") }},
		"lot for room":       {scarce, "", func(t *testing.T, m *made) { m.find(t, because("lot", placed))[5] = "room" }},
		"nothing to attend":  {scarce, "", func(t *testing.T, m *made) { m.find(t, because("county", waits))[5] = "available" }},
		"a reason unheard of": {scarce, "", func(t *testing.T, m *made) {
			replace(m.find(t, because("lot", placed)), "lot ", "friend ")
		}},
		"a waiting person's reason is the one of the unit's place": {"tiny_12x3", "", func(t *testing.T, m *made) {
			row := m.find(t, because("fewer_places", waits))
			row[5] = m.find(t, func(other []string) bool { return other[1] == row[1] && placed(other) })[5]
		}},
		"no reason": {scarce, "", func(t *testing.T, m *made) { m.find(t, waits)[5] = "" }},
		"a further place: the last": {"tiny_12x3", "", func(t *testing.T, m *made) {
			replace(m.find(t, because("fewer_places", func(row []string) bool { return waits(row) && strings.Contains(row[5], "last=") })), "last=", "last=1")
		}},
		"a further place: the first": {"tiny_12x3", "", func(t *testing.T, m *made) {
			replace(m.find(t, because("fewer_places", placed)), "first_out=", "first_out=1")
		}},
		"a further place: the meeting": {"tiny_12x3", "", func(t *testing.T, m *made) {
			replace(m.find(t, because("fewer_places", waits)), "meetings=M0", "meetings=M1")
		}},
		"the hash of the case": {ample, "", func(_ *testing.T, m *made) { m.report["input_sha256"] = strings.Repeat("0", 64) }},
		"another public value": {scarce, "", func(_ *testing.T, m *made) { m.Public = "another" }},
		"another role": {ample, "", func(_ *testing.T, m *made) {
			m.Persons = bytes.Replace(m.Persons, []byte("politician"), []byte("staff"), 1)
		}},
		"another rule":              {ample, "", func(_ *testing.T, m *made) { m.Rules = []byte(`{"max_delegates":3}`) }},
		"a level's value":           {ample, "", func(_ *testing.T, m *made) { add(m.entry("levels", "name", "persons"), "value", 1) }},
		"a bound on the wrong side": {ample, "", func(_ *testing.T, m *made) { add(m.entry("levels", "name", "units"), "bound", -1) }},
		"proven without being so":   {ample, "", func(_ *testing.T, m *made) { add(m.entry("levels", "name", "units"), "bound", 1) }},
		"best without saying so":    {ample, "", func(_ *testing.T, m *made) { m.entry("levels", "name", "units")["proven"] = false }},
		"a county's share":          {scarce, "", func(_ *testing.T, m *made) { add(m.entry("counties", "county", "F02"), "target", 2) }},
		"a county's units":          {scarce, "", func(_ *testing.T, m *made) { add(m.entry("counties", "county", "F02"), "units", 1) }},
		"a person left out":         {ample, "", func(_ *testing.T, m *made) { m.rows = slices.Delete(m.rows, 5, 6) }},
		"a person twice":            {ample, "", func(_ *testing.T, m *made) { m.rows[6] = m.rows[5] }},
		"a meeting unheard of":      {ample, "", func(t *testing.T, m *made) { m.find(t, placed)[2] = "M99" }},
		"a file that is none":       {ample, "", func(_ *testing.T, m *made) { m.Units = []byte("a\"b\n") }},
		"no levels":                 {ample, "", func(_ *testing.T, m *made) { m.report["levels"] = []any{} }},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			m := makeOne(t, change.name, change.rules)
			before := verify.Check(m.Input)
			change.do(t, m)
			if after := verify.Check(m.spoilt(t)); !slices.ContainsFunc(after, func(f string) bool { return !slices.Contains(before, f) }) {
				t.Error("nothing is said of it")
			}
		})
	}
	m := makeOne(t, ample, "")
	m.Assignment = bytes.Replace(m.Assignment, []byte("placed"), []byte("Placed"), 1)
	if faults := verify.Check(m.Input); !slices.ContainsFunc(faults, func(f string) bool { return strings.HasPrefix(f, "result_sha256") }) {
		t.Errorf("another assignment than the report's: %v", faults)
	}
}
