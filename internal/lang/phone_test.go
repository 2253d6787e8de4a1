package lang

import "testing"

func TestPhones(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][2]string{
		"22249601":              {"+4722249601", "22 24 96 01"},
		"22 24 96 01":           {"+4722249601", "22 24 96 01"},
		"+47 22 24 96 01":       {"+4722249601", "22 24 96 01"},
		"0047 22249601":         {"+4722249601", "22 24 96 01"},
		"(+47) 22.24.96.01":     {"+4722249601", "22 24 96 01"},
		"tlf. 22 24 96 01":      {"+4722249601", "22 24 96 01"},
		"22\u00a024\u00a096 01": {"+4722249601", "22 24 96 01"},
		"41234567":              {"+4741234567", "412 34 567"},
		"Mob: 412 34 567":       {"+4741234567", "412 34 567"},
		"+46 8 123 456 78":      {"+46812345678", "+46 8 123 456 78"},
		"02800":                 {"+4702800", "02800"},
	} {
		e164, ok := ParsePhone(s)
		if !ok || e164 != want[0] {
			t.Errorf("ParsePhone(%q) = %q %v, want %q", s, e164, ok, want[0])
		}
		if got := FormatPhone(s); got != want[1] {
			t.Errorf("FormatPhone(%q) = %q, want %q", s, got, want[1])
		}
		if got := FormatPhone(e164); got != want[1] {
			t.Errorf("FormatPhone(%q) = %q, want %q", e164, got, want[1])
		}
	}
	for _, s := range []string{"", "2224960", "222496011", "22-BLOMST", "ring meg", "22249601 eller 41234567", "+47", "kari@example.no"} {
		if e164, ok := ParsePhone(s); ok {
			t.Errorf("ParsePhone(%q) = %q", s, e164)
		}
		if got := FormatPhone(s); got != s {
			t.Errorf("FormatPhone(%q) = %q, want it as it came", s, got)
		}
	}
}
