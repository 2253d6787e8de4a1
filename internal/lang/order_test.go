package lang

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNorwegianOrder(t *testing.T) {
	t.Parallel()
	want := []string{"Alstahaug", "alta", "Os", "Tynset", "Vang", "Ærfugl", "Østre Toten", "Øyer", "Ål", "Aasen", "Åsnes"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, NorwegianOrder())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if CompareNorwegian("Zetterlund", "Ås") >= 0 || CompareNorwegian("Os", "Os") != 0 || CompareNorwegian("Os", "os") == 0 {
		t.Error("one comparison disagrees")
	}
}

func BenchmarkCompareNorwegian(b *testing.B) {
	for b.Loop() {
		CompareNorwegian("Østre Toten", "Øystre Slidre")
	}
}
