package norway

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

func day(t *testing.T, s string) dialogue.Date {
	t.Helper()
	d, ok := dialogue.ParseISODate(s)
	if !ok {
		t.Fatalf("%q is not a date", s)
	}
	return d
}

func names(ms []Municipality) []string {
	out := []string{}
	for _, m := range ms {
		out = append(out, m.Number+" "+m.Label)
	}
	return out
}

func TestCountsByYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		on                                string
		municipalities, counties, offices int
	}{
		{"2017-01-01", 426, 19, 17}, {"2017-12-31", 426, 19, 17},
		{"2018-01-01", 422, 18, 16}, {"2019-06-30", 422, 18, 10},
		{"2020-01-01", 356, 11, 10}, {"2023-12-31", 356, 11, 10},
		{"2024-01-01", 357, 15, 10}, {"2026-05-01", 357, 15, 10},
	} {
		on := day(t, c.on)
		if got := [3]int{len(All(on)), len(Counties(on)), len(Offices(on))}; got != [3]int{c.municipalities, c.counties, c.offices} {
			t.Errorf("%s: %v, want %d %d %d", c.on, got, c.municipalities, c.counties, c.offices)
		}
	}
}

// Every municipality has a county, every county its municipalities, every office its counties, and the parts make the whole.
func TestTheRegisterIsWhole(t *testing.T) {
	t.Parallel()
	for year := 2017; year <= 2026; year++ {
		on := dialogue.Date{Year: year, Month: time.July, Day: 1}
		seen, sum := map[string]bool{}, 0
		for _, m := range All(on) {
			if seen[m.Number] {
				t.Errorf("%v: two municipalities have number %s", on, m.Number)
			}
			seen[m.Number] = true
			if _, ok := CountyByNumber(m.County, on); !ok {
				t.Errorf("%v: %s %s is in no county", on, m.Number, m.Name)
			}
			if got, ok := ByNumber(m.Number, on); !ok || got.Label != m.Label {
				t.Errorf("%v: ByNumber(%s) = %v", on, m.Number, got)
			}
		}
		served := map[string]int{}
		for _, o := range Offices(on) {
			for _, c := range o.Counties {
				served[c]++
			}
			if o.Name.NB == "" || o.Name.NN == "" {
				t.Errorf("%v: %s lacks a name", on, o.Slug)
			}
		}
		for _, c := range Counties(on) {
			sum += len(InCounty(c.Number, on))
			if served[c.Number] != 1 {
				t.Errorf("%v: %s is served by %d offices", on, c.Name, served[c.Number])
			}
		}
		if sum != len(seen) {
			t.Errorf("%v: the counties have %d municipalities, the country %d", on, sum, len(seen))
		}
		labels := map[string]string{}
		for _, m := range All(on) {
			if other, twice := labels[m.Label]; twice {
				t.Errorf("%v: %s and %s are both called %q", on, other, m.Number, m.Label)
			}
			labels[m.Label] = m.Number
		}
	}
}

func TestRowsOfANumberDontOverlap(t *testing.T) {
	t.Parallel()
	r := loaded()
	for number, rows := range r.byNumber {
		slices.SortFunc(rows, func(a, b int) int {
			return strings.Compare(r.municipalities[a].ValidFrom.String(), r.municipalities[b].ValidFrom.String())
		})
		for i := 1; i < len(rows); i++ {
			before, after := r.municipalities[rows[i-1]], r.municipalities[rows[i]]
			if before.ValidTo.IsZero() || after.ValidFrom.Before(before.ValidTo) {
				t.Errorf("%s overlaps itself on %v", number, after.ValidFrom)
			}
		}
	}
	for _, m := range r.municipalities {
		if !m.ValidTo.IsZero() && len(r.follow(m, m.ValidTo)) == 0 {
			t.Errorf("%s %s ends %v and nothing follows", m.Number, m.Name, m.ValidTo)
		}
	}
}

func TestOrganisationNumbersHaveARightCheckDigit(t *testing.T) {
	t.Parallel()
	check := func(number string) bool {
		if len(number) != 9 {
			return false
		}
		sum := 0
		for i, weight := range []int{3, 2, 7, 6, 5, 4, 3, 2, 1} {
			sum += int(number[i]-'0') * weight
		}
		return sum%11 == 0
	}
	on := dialogue.Date{Year: 2026, Month: 1, Day: 1}
	for _, m := range All(on) {
		if !check(m.OrgNumber) {
			t.Errorf("%s: %q", m.Name, m.OrgNumber)
		}
		if len(m.Domains) == 0 {
			t.Errorf("%s has no e-mail domain", m.Name)
		}
	}
	for _, o := range Offices(on) {
		if !check(o.OrgNumber) {
			t.Errorf("%s: %q", o.Slug, o.OrgNumber)
		}
	}
}

func TestNamesakesCarryTheirCounty(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, on string
		want     []string
	}{
		{"våler", "2019-08-23", []string{"0137 Våler (Østfold)", "0426 Våler (Hedmark)"}},
		{"Våler", "2020-11-05", []string{"3018 Våler (Viken)", "3419 Våler (Innlandet)"}},
		{"VÅLER", "2026-01-01", []string{"3114 Våler (Østfold)", "3419 Våler (Innlandet)"}},
		{"Nes", "2017-04-06", []string{"0236 Nes (Akershus)", "0616 Nes (Buskerud)"}},
		{"Nes", "2020-11-05", []string{"3034 Nes"}},
		{"Bø", "2019-01-01", []string{"0821 Bø (Telemark)", "1867 Bø (Nordland)"}},
		{"Bø", "2021-01-01", []string{"1867 Bø"}},
		{"Herøy", "2024-01-01", []string{"1515 Herøy (Møre og Romsdal)", "1818 Herøy (Nordland)"}},
		{"Kárášjohka", "2024-01-01", []string{"5610 Karasjok"}},
		{"Skiptvedt", "2020-11-05", []string{}},
	} {
		if diff := cmp.Diff(c.want, names(ByName(c.name, "", day(t, c.on)))); diff != "" {
			t.Errorf("%s on %s: %s", c.name, c.on, diff)
		}
	}
	if got := ByName("Våler", "34", day(t, "2020-11-05")); len(got) != 1 || got[0].Number != "3419" {
		t.Errorf("Våler in Innlandet: %v", names(got))
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	on := day(t, "2020-11-05")
	for query, want := range map[string]string{
		"vaaler":          "3018 Våler (Viken)|3419 Våler (Innlandet)|3011 Hvaler",
		"valer":           "3018 Våler (Viken)|3419 Våler (Innlandet)|3011 Hvaler",
		"våler (innl":     "3419 Våler (Innlandet)",
		"Våler kommune":   "3018 Våler (Viken)|3419 Våler (Innlandet)|3011 Hvaler",
		"ål":              "3043 Ål|", // the one that is spelled so comes first
		"nes":             "3034 Nes|",
		"toten":           "3443 Vestre Toten|3442 Østre Toten",
		"ostre tot":       "3442 Østre Toten",
		"oestre toten":    "3442 Østre Toten",
		"3018":            "3018 Våler (Viken)",
		"karasjohka":      "5437 Karasjok",
		"trondhjem":       "",
		"":                "",
		"  ":              "",
		"nord aurdal":     "3451 Nord-Aurdal",
		"%_\\'; drop --":  "",
		"indre østfold":   "3014 Indre Østfold",
		"østfold":         "3014 Indre Østfold",
		"Ráisa":           "5428 Nordreisa",
		"Kvænangen":       "5429 Kvænangen",
		"kvaenangen":      "5429 Kvænangen",
		"Bjørnafjorden  ": "4624 Bjørnafjorden",
	} {
		got := strings.Join(names(Search(query, on, 20)), "|")
		if prefix, open := strings.CutSuffix(want, "|"); open {
			if !strings.HasPrefix(got, prefix) {
				t.Errorf("%q: %s, want %s first", query, got, prefix)
			}
		} else if got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
	if got := Search("a", on, 7); len(got) != 7 {
		t.Errorf("the limit: %d", len(got))
	}
}

func TestAllIsInNorwegianOrder(t *testing.T) {
	t.Parallel()
	all := All(day(t, "2024-01-01"))
	if first, last := all[0].Name, all[len(all)-1].Name; first != "Alstahaug" || last != "Åsnes" {
		t.Errorf("from %s to %s", first, last)
	}
}

func TestSuccessors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ number, on, to, want string }{
		{"0616", "2017-04-06", "2020-11-05", "3040 Nesbyen"},
		{"0616", "2017-04-06", "2026-01-01", "3322 Nesbyen"},
		{"0616", "2017-04-06", "2018-01-01", "0616 Nes (Buskerud)"},
		{"1601", "2017-04-06", "2026-01-01", "5001 Trondheim"},
		{"5001", "2019-01-01", "2026-01-01", "5001 Trondheim"},
		{"1850", "2019-01-01", "2020-01-01", "1806 Narvik|1875 Hamarøy"},
		{"9999", "2019-01-01", "2020-01-01", ""},
		{"3040", "2019-01-01", "2020-01-01", ""},
	} {
		got := names(Successors(c.number, day(t, c.on), day(t, c.to)))
		slices.Sort(got)
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s from %s to %s: %s, want %s", c.number, c.on, c.to, s, c.want)
		}
	}
}

func TestOldName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, on, want string }{
		{"Skiptvedt", "2020-11-05", "misspelled 3015 Skiptvet"},
		{"Nes", "2020-11-05", "renamed 3040 Nesbyen was Nes (Buskerud)"},
		{"Nesbyen", "2019-08-23", "not-yet 0616 Nes (Buskerud) was Nesbyen"},
		{"Ski", "2020-11-05", "renamed 3020 Nordre Follo was Ski"},
		{"Sørum", "2026-01-01", "renamed 3205 Lillestrøm was Sørum"},
		{"Vaaler", "2020-11-05", "misspelled 3018 Våler (Viken); misspelled 3419 Våler (Innlandet)"},
		{"Lilestrøm", "2020-11-05", "misspelled 3030 Lillestrøm"},
		{"Lillehamemr", "2020-11-05", "misspelled 3405 Lillehammer"},
		{"Lillestrøm", "2020-11-05", ""},
		{"Hamar", "2020-11-05", ""},
		{"Paris", "2020-11-05", ""},
		{"Ol", "2020-11-05", ""},
		{"", "2020-11-05", ""},
	} {
		var got []string
		for _, m := range OldName(c.name, day(t, c.on)) {
			s := string(m.Why) + " " + m.Municipality.Number + " " + m.Municipality.Label
			if m.Was.Number != "" {
				s += " was " + m.Was.Label
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q on %s: %s, want %s", c.name, c.on, s, c.want)
		}
	}
}

func TestDistricts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		city, on  string
		own, more int
	}{
		{"0301", "2017-04-06", 15, 15}, {"1103", "2017-04-06", 7, 7}, {"1103", "2020-11-05", 9, 9},
		{"1201", "2017-04-06", 0, 8}, {"4601", "2020-11-05", 0, 8}, {"5001", "2026-01-01", 0, 4}, {"3405", "2026-01-01", 0, 0},
		{"", "2026-01-01", 24, 36},
	} {
		on := day(t, c.on)
		if own, more := len(Districts(c.city, on)), len(AllDistricts(c.city, on)); own != c.own || more != c.more {
			t.Errorf("%q on %s: %d and %d, want %d and %d", c.city, c.on, own, more, c.own, c.more)
		}
	}
	d, ok := DistrictByCode("030101", day(t, "2017-04-06"))
	if !ok || d.Label() != "Gamle Oslo (Oslo)" {
		t.Errorf("%v %v", d, ok)
	}
	for _, d := range loaded().districts {
		if _, ok := DistrictByCode(d.Code, dialogue.Date{Year: 2017, Month: 7, Day: 1}); ok && d.Kind == Statistical {
			t.Errorf("%s is a unit", d.Name)
		}
	}
}

func TestOffices(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ slug, on, nb, nn string }{
		{"innlandet", "2019-08-23", "Fylkesmannen i Innlandet", "Fylkesmannen i Innlandet"},
		{"oslo-og-viken", "2020-11-05", "Fylkesmannen i Oslo og Viken", "Fylkesmannen i Oslo og Viken"},
		{"vestland", "2021-11-25", "Statsforvalteren i Vestland", "Statsforvaltaren i Vestland"},
		{"oslo-og-viken", "2025-01-01", "", ""},
	} {
		o, ok := OfficeBySlug(c.slug, day(t, c.on))
		if ok != (c.nb != "") || o.Name.NB != c.nb || o.Name.NN != c.nn {
			t.Errorf("%s on %s: %v %v", c.slug, c.on, o.Name, ok)
		}
	}
}

func TestLanguageForms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, number, on string
		want             dialogue.Lang
	}{
		{"county", "46", "2021-11-25", dialogue.Nynorsk},
		{"county", "12", "2017-04-06", dialogue.Nynorsk},
		{"county", "30", "2020-11-05", dialogue.Bokmal}, // all three successors agree
		{"county", "38", "2020-11-05", ""},              // Vestfold and Telemark don't
		{"county", "34", "2020-11-05", ""},              // neutral
		{"municipality", "3003", "2020-11-05", dialogue.Bokmal},
		{"municipality", "0617", "2017-04-06", dialogue.Bokmal},
		{"municipality", "3820", "2020-11-05", dialogue.Nynorsk}, // Seljord came to Telemark
		{"municipality", "1219", "2017-04-06", dialogue.Nynorsk},
		{"municipality", "0501", "2019-08-23", ""},
		{"district", "120101", "2017-04-06", dialogue.Nynorsk},
		{"district", "030101", "2017-04-06", ""},
	} {
		o, ok := Lookup(c.kind, c.number, day(t, c.on))
		if !ok || o.Lang != c.want {
			t.Errorf("%s %s on %s: %q %v, want %q", c.kind, c.number, c.on, o.Lang, ok, c.want)
		}
		if c.kind == "county" && LangOf(c.number, day(t, c.on)) != c.want {
			t.Errorf("LangOf(%s) disagrees", c.number)
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	on := day(t, "2020-11-05")
	for _, want := range []Official{
		{"municipality", "3018", day(t, "2020-01-01"), "Våler", "Våler (Viken)", "30", dialogue.Bokmal, []string{"valer.kommune.no"}},
		{"district", "030115", day(t, "2004-01-01"), "Søndre Nordstrand", "Søndre Nordstrand (Oslo)", "03", "", []string{"oslo.kommune.no"}},
		{"county", "30", day(t, "2020-01-01"), "Viken", "Viken fylkeskommune", "30", dialogue.Bokmal, nil},
		{"county", "03", day(t, "1919-01-01"), "Oslo", "Oslo", "03", "", nil},
	} {
		got, ok := Lookup(want.Kind, want.Number, on)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%s %s: %v %s", want.Kind, want.Number, ok, diff)
		}
	}
	for _, no := range [][2]string{{"municipality", "0137"}, {"municipality", ""}, {"district", "3018"}, {"county", "12"}, {"organisation", "974761319"}, {"", ""}} {
		if got, ok := Lookup(no[0], no[1], on); ok {
			t.Errorf("%v: %v", no, got)
		}
	}
}

func TestDomains(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ number, on, want string }{
		{"3322", "2026-01-01", "nesbyen.kommune.no"},
		{"0616", "2017-04-06", "nesbyen.kommune.no"},
		{"030101", "2017-04-06", "oslo.kommune.no"},
		{"120101", "2017-04-06", "bergen.kommune.no"},
		{"3226", "2026-01-01", "ahk.no aurskog-holand.kommune.no"},
		{"9999", "2026-01-01", ""},
	} {
		if got := strings.Join(DomainsOf(c.number, day(t, c.on)), " "); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.number, c.on, got, c.want)
		}
	}
}

func TestAnswersAreCopies(t *testing.T) {
	t.Parallel()
	on := day(t, "2024-01-01")
	m, _ := ByNumber("5610", on)
	m.Parallel[0], m.Domains[0] = "x", "example.no"
	if again, _ := ByNumber("5610", on); again.Parallel[0] == "x" || again.Domains[0] == "example.no" {
		t.Error("the register was changed from outside")
	}
}
