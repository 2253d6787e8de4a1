package norway_test

import (
	"slices"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

func TestCountiesOnFollowsTheReforms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		numbers []string
		on      dialogue.Date
		want    []string
	}{
		{[]string{"04", "05", "34"}, dialogue.Date{Year: 2021, Month: 10, Day: 20}, []string{"34"}},
		{[]string{"04", "05", "34"}, dialogue.Date{Year: 2019, Month: 8, Day: 20}, []string{"04", "05"}},
		{[]string{"30"}, dialogue.Date{Year: 2024, Month: 6, Day: 1}, []string{"31", "32", "33"}},
		{[]string{"31"}, dialogue.Date{Year: 2021, Month: 6, Day: 1}, []string{"30"}},
		{[]string{"12", "14"}, dialogue.Date{Year: 2026, Month: 1, Day: 1}, []string{"46"}},
		{[]string{"03", "46"}, dialogue.Date{Year: 2026, Month: 1, Day: 1}, []string{"03", "46"}},
		{nil, dialogue.Date{Year: 2026, Month: 1, Day: 1}, nil},
	} {
		var got []string
		for _, c := range norway.CountiesOn(tt.numbers, tt.on) {
			got = append(got, c.Number)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v on %s: %v, want %v", tt.numbers, tt.on, got, tt.want)
		}
	}
}

func TestSuggestedAddressesAndOtherNames(t *testing.T) {
	t.Parallel()
	today := dialogue.Date{Year: 2026, Month: 1, Day: 1}
	none := 0
	for _, m := range norway.All(today) {
		if norway.EmailOf(m.Number, today) == "" {
			none++
		}
	}
	if none > 10 {
		t.Errorf("%d of 357 municipalities have no suggested address", none)
	}
	if got := norway.EmailOf("1420", dialogue.Date{Year: 2019, Month: 1, Day: 1}); got != norway.EmailOf("4640", today) || got == "" {
		t.Errorf("Sogndal before 2020 has %q", got)
	}
	if got := norway.EmailOf("1850", dialogue.Date{Year: 2019, Month: 1, Day: 1}); got != "" {
		t.Errorf("Tysfjord was divided, and has %q", got)
	}
	names := norway.OtherNames(today)
	for number, want := range map[string]string{"4647": "Førde", "5610": "Kárášjohka", "3322": "Nes"} {
		if !slices.Contains(names[number], want) {
			t.Errorf("%s: %v lacks %s", number, names[number], want)
		}
	}
	luster, _ := norway.ByNumber("4644", today)
	if m, ok := norway.ByOrgNumber(luster.OrgNumber, today); !ok || m.Number != "4644" {
		t.Errorf("Luster by its organisation number: %v %v", m.Number, ok)
	}
}
