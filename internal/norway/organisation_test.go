package norway

import (
	"slices"
	"testing"
)

// A municipality's organisation answers for the numbers it has had and for those that became it, and for no others.
func TestAnOrganisationAnswersForWhatItWas(t *testing.T) {
	t.Parallel()
	today := func(number string) string {
		for _, m := range loaded().municipalities {
			if m.Number == number && m.ValidTo.IsZero() {
				return m.OrgNumber
			}
		}
		t.Fatalf("there is no %s today", number)
		return ""
	}
	for name, c := range map[string]struct {
		number string
		with   []string
		not    []string
	}{
		"Bergen, renumbered":  {"4601", []string{"1201", "4601"}, []string{"4602", "1246"}},
		"Øygarden, merged":    {"4626", []string{"1259", "1246", "1245"}, []string{"1201"}},
		"Haram, parted again": {"1580", []string{"1580", "1507", "1534"}, []string{"1508"}},
	} {
		got := MunicipalitiesOf(today(c.number))
		for _, number := range c.with {
			if !slices.Contains(got, number) {
				t.Errorf("%s: %v is without %s", name, got, number)
			}
		}
		for _, number := range c.not {
			if slices.Contains(got, number) {
				t.Errorf("%s: %v has %s", name, got, number)
			}
		}
	}
	for _, none := range []string{"", "991825827", "0192:971028300"} {
		if got := MunicipalitiesOf(none); got != nil {
			t.Errorf("%q: %v", none, got)
		}
	}
}
