package staff

import (
	"net/url"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var near = dialogue.Date{Year: 2020, Month: 10, Day: 12}

func TestTablesAreReadAsLettersWriteThem(t *testing.T) {
	t.Parallel()
	day := dialogue.Date{Year: 2020, Month: 11, Day: 16}
	for text, want := range map[string]pastedRegion{
		"Nedre Romerike (5)\tLillestrøm og Rælingen\t16.11\t12.30 – 15.30": {name: "Nedre Romerike", stated: 5, units: "Lillestrøm og Rælingen", date: day, from: "12.30", to: "15.30", meeting: true},
		"Oslo\tOslo\tDato kommer senere\t":                                 {name: "Oslo", units: "Oslo", meeting: true},
		"Follo: Vestby, Ås":                                                {name: "Follo", units: "Vestby, Ås"},
		"| Follo (2) | Vestby, Ås | 16. november 2020 | kl. 9-12 |":        {name: "Follo", stated: 2, units: "Vestby, Ås", date: day, from: "kl. 9", to: "12", meeting: true},
		"Region\tKommuner\tMøtedato\r\nFollo   Vestby, Ås   16.11":         {name: "Follo", units: "Vestby, Ås", date: day, meeting: true},
	} {
		got := pastedRegions(text, near)
		if len(got) != 1 {
			t.Fatalf("%q: %d rows", text, len(got))
		}
		if diff := cmp.Diff(want, got[0], cmp.AllowUnexported(pastedRegion{})); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestAnyTableCanBePasted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pastedRegions(rapid.OneOf(rapid.String(), rapid.StringMatching("([A-Z][a-z]{0,3}(\\(9\\))?[\t|: ]{0,4}[0-9.–-]{0,9}\n?){0,9}")).Draw(t, "text"), near)
	})
}

// programme reads rows of from, to at a start.
func programme(start string, clocks ...string) []dialogue.ProgrammeRow {
	f := form.FromValues(url.Values{"start": {start}})
	for i := 0; i+1 < len(clocks); i += 2 {
		f.Values.Set(form.Row("rows", i/2, "from"), clocks[i])
		f.Values.Set(form.Row("rows", i/2, "to"), clocks[i+1])
		f.Values.Set(form.Row("rows", i/2, "content.nb"), "Innhold")
	}
	return readProgramme(f)
}

func TestProgrammesAreMinutesFromTheStart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows []dialogue.ProgrammeRow
		want [][2]int
	}{
		"before and after the start": {programme("09.00", "08.45", "09.00", "09.00", "09:05", "11.55", "12"), [][2]int{{-15, 15}, {0, 5}, {175, 5}}},
		"without an end":             {programme("12.30", "12.30", "", "15.00", ""), [][2]int{{0, 0}, {150, 0}}},
		"past midnight":              {programme("18.00", "18.00", "23.30", "23.30", "00.30", "00.30", "01.00"), [][2]int{{0, 330}, {330, 60}, {390, 30}}},
		"the next morning":           {programme("12.00", "12.00", "16.00", "09.00", "10.00", "11.00", "12.00"), [][2]int{{0, 240}, {1260, 60}, {1380, 60}}},
	} {
		var got [][2]int
		for _, row := range c.rows {
			got = append(got, [2]int{row.Starts, row.Minutes})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestEmptyRowsLeaveNoGap(t *testing.T) {
	t.Parallel()
	f := form.FromValues(url.Values{"contacts.0.name": {" "}, "contacts.0.scope": {"x"}, "contacts.1.name": {"Kari"}, "contacts.1.phone": {"1"}, "contacts.2.email": {""}, "contacts.3.name": {"Ola"}})
	dropEmptyRows(f, "contacts", 10)
	if f.Rows("contacts", 10) != 2 || f.Raw("contacts.0.name") != "Kari" || f.Raw("contacts.0.phone") != "1" || f.Raw("contacts.1.name") != "Ola" {
		t.Errorf("%v", f.Values)
	}
}
