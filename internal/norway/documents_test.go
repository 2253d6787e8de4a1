package norway

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"

	"dialogmote/internal/dialogue"
)

// Every municipality that the real invitations name, as they wrote it, is found as it was then and as it is in 2026.
func TestMunicipalitiesOfTheDocumentsResolve(t *testing.T) {
	t.Parallel()
	f, err := os.Open("testdata/seed_resolution.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 64 {
		t.Fatalf("%d lines", len(rows))
	}
	for _, row := range rows[1:] {
		on, written, number, official, county, today := day(t, row[1]), row[3], row[4], row[5], row[6], row[7]
		var found []string
		for _, m := range ByName(written, county, on) {
			found = append(found, m.Number)
		}
		for _, m := range OldName(written, on) {
			if m.Municipality.County == county {
				found = append(found, m.Municipality.Number)
			}
		}
		if !slices.Contains(found, number) {
			t.Errorf("%s in %s on %v: %v, want %s", written, county, on, found, number)
		}
		if written == official && (len(found) == 0 || found[0] != number) {
			t.Errorf("%s in %s on %v: %v, want %s first", written, county, on, found, number)
		}
		m, ok := ByNumber(number, on)
		if !ok || m.Name != official {
			t.Errorf("%s on %v is %q, want %q", number, on, m.Name, official)
		}
		now := Successors(number, on, dialogue.Date{Year: 2026, Month: 1, Day: 1})
		if len(now) != 1 || now[0].Number != today {
			t.Errorf("%s on %v became %v, want %s", number, on, names(now), today)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	on := dialogue.Date{Year: 2024, Month: 1, Day: 1}
	for b.Loop() {
		Search("vaaler", on, 10)
	}
}
