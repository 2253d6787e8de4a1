package app

import (
	"slices"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

func names(r NameReading) []string {
	var all []string
	for _, u := range r.Units {
		all = append(all, u.Number+" "+u.Name)
	}
	return all
}

func TestNamesAreReadAsLettersWriteThem(t *testing.T) {
	t.Parallel()
	on := dialogue.Date{Year: 2020, Month: time.October, Day: 12}
	viken := []string{"03", "30"}
	for written, want := range map[string][]string{
		"Aurskog-Høland, Lillestrøm, Lørenskog, Nittedal og Rælingen": {"3026 Aurskog-Høland", "3030 Lillestrøm", "3029 Lørenskog", "3031 Nittedal", "3027 Rælingen"},
		"Kongsberg, Rollag, Flesberg, Nore og Uvdal":                  {"3006 Kongsberg", "3051 Rollag", "3050 Flesberg", "3052 Nore og Uvdal"},
		"Rollag og Nore og Uvdal":                                     {"3051 Rollag", "3052 Nore og Uvdal"},
		"Indre Østfold kommune\r\n- Moss\r\n- Våler":                  {"3014 Indre Østfold", "3002 Moss", "3018 Våler (Viken)"},
		"3001; 0301":                 {"3001 Halden", "0301 Oslo"},
		"ås, ÅL, Ås":                 {"3021 Ås", "3043 Ål"},
		"Gamle Oslo og Sagene bydel": {"030101 Gamle Oslo (Oslo)", "030103 Sagene (Oslo)"},
	} {
		got := readNames(written, viken, on)
		if !slices.Equal(names(got), want) || len(got.Unknown) > 0 {
			t.Errorf("%q: %v, unknown %v", written, names(got), got.Unknown)
		}
	}
}

func TestUnknownNamesSuggestWhatTheyMean(t *testing.T) {
	t.Parallel()
	on := dialogue.Date{Year: 2020, Month: time.October, Day: 12}
	for written, want := range map[string][]string{
		"Skiptvedt": {"Skiptvet"},
		"Våler":     {"Våler (Innlandet)", "Våler (Viken)"}, // without counties both are meant
		"Atlantis":  nil,
	} {
		got := readNames(written, nil, on)
		if len(got.Units) > 0 || len(got.Unknown) != 1 {
			t.Fatalf("%q: %v %v", written, names(got), got.Unknown)
		}
		slices.Sort(got.Unknown[0].Means)
		if !slices.Equal(got.Unknown[0].Means, want) {
			t.Errorf("%q means %v, want %v", written, got.Unknown[0].Means, want)
		}
	}
	got := readNames("Marker, Skiptvedt, Moss og Vaaler", []string{"30"}, on)
	if fixed := corrected("Marker, Skiptvedt, Moss og Vaaler", got.Unknown); fixed != "Marker, Skiptvet, Moss og Våler (Viken)" {
		t.Errorf("corrected to %q (%v)", fixed, got.Unknown)
	}
}

func FuzzReadNames(f *testing.F) {
	f.Add("Nore og Uvdal og og, , ;\n- Våler (Østfold) kommune")
	f.Fuzz(func(t *testing.T, written string) {
		readNames(written, []string{"30"}, dialogue.Date{Year: 2020, Month: 1, Day: 1})
	})
}
