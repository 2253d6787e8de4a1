package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

// What a unit counts for, by the register: who it was, who it is, and why that is told.
func TestWhatUnitsCountFor(t *testing.T) {
	t.Parallel()
	day := func(s string) dialogue.Date { d, _ := dialogue.ParseISODate(s); return d }
	unit := func(kind dialogue.UnitKind, number, from string) dialogue.Unit {
		return dialogue.Unit{Kind: kind, Number: number, ValidFrom: day(from), Name: number}
	}
	for _, c := range []struct {
		unit     dialogue.Unit
		on, want string
	}{
		{unit("municipality", "0716", "2002-01-01"), "2019-06-01", "0716 same"},
		{unit("municipality", "0716", "2002-01-01"), "2021-06-01", "3803 merged"}, // Re became a part of Tønsberg …
		{unit("municipality", "0716", "2002-01-01"), "2026-06-01", "3905 merged"},
		{unit("municipality", "0704", "1988-01-01"), "2026-06-01", "3905"},                      // … which only got other numbers
		{unit("municipality", "1507", "2020-01-01"), "2026-06-01", "1508 divided|1580 divided"}, // Ålesund and Haram
		{unit("municipality", "1534", "1838-01-01"), "2021-06-01", "1507 merged"},               // Haram before it was Ålesund's
		{unit("municipality", "0616", "1838-01-01"), "2021-06-01", "3040 merged"},               // Nes became Nesbyen
		{unit("district", "030101", "2004-01-01"), "2026-06-01", "0301 district"},
		{dialogue.Unit{Kind: "joint", Members: []string{"0716", "3405"}}, "2021-06-01", "3405 joint|3803 joint"},
		{unit("person", "guro@example.no", ""), "2021-06-01", ""},
		{unit("organisation", "990000001", ""), "2021-06-01", ""},
		{unit("county", "46", "2020-01-01"), "2021-06-01", ""},
	} {
		var got []string
		for _, b := range becameOn(c.unit, day(c.on)) {
			said := b.Number
			if b.Same {
				said += " same"
			}
			if b.As != nil {
				said += " " + string(b.As.Why)
			}
			got = append(got, said)
		}
		slices.Sort(got)
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s %s on %s: %q, want %q", c.unit.Kind, c.unit.Number, c.on, s, c.want)
		}
	}
}

// An office's municipalities are those of its counties on the day, by what the counties became and came of; a ministry's are the country's.
func TestMunicipalitiesOfAnOffice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		counties []string
		year     int
		n, of    int
		first    string
	}{
		{[]string{"46"}, 2021, 1, 43, "Alver"},
		{[]string{"46"}, 2019, 2, 59, "Askøy"}, // Hordaland, then Sogn og Fjordane
		{[]string{"04", "05", "34"}, 2019, 2, 48, "Alvdal"},
		{[]string{"04", "05", "34"}, 2026, 1, 46, "Alvdal"},
		{nil, 2026, 15, 357, "Oslo"},
	} {
		on := dialogue.Date{Year: c.year, Month: time.June, Day: 1}
		counties := countiesServed(dialogue.Organiser{Counties: c.counties}, on)
		units := municipalitiesIn(counties, on)
		if len(counties) != c.n || len(units) != c.of || units[0].Name != c.first {
			t.Errorf("%v in %d: %d counties, %d municipalities from %s", c.counties, c.year, len(counties), len(units), units[0].Name)
		}
	}
	units := municipalitiesIn(countiesServed(dialogue.Organiser{Counties: []string{"46"}}, dialogue.Date{Year: 2021, Month: 6, Day: 1}), dialogue.Date{Year: 2021, Month: 6, Day: 1})
	i := slices.IndexFunc(units, func(u dialogue.CoveredUnit) bool { return u.Name == "Sunnfjord" })
	var before []string
	for _, f := range units[i].Before {
		before = append(before, f.Name)
	}
	if s := strings.Join(before, ", "); s != "Førde, Gaular, Jølster, Naustdal" {
		t.Errorf("Sunnfjord came of %s", s)
	}
}
