package dialogue

import (
	"regexp"
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Dialogmøter Leve hele livet":                    "dialogmoter-leve-hele-livet",
		"Ærlig talt – på Åsen!":                          "aerlig-talt-pa-asen",
		"  Leve heile livet: konferansar, 8. november  ": "leve-heile-livet-konferansar-8-november",
		"«»…":                            "",
		"Trööndelagen staatehaaltoje":    "troondelagen-staatehaaltoje",
		strings.Repeat("påmelding ", 20): strings.TrimSuffix(strings.Repeat("pamelding-", 9), "-"),
		"Dialogmøte med kommunene i Oslo og Viken - Eldrerådet": "dialogmote-med-kommunene-i-oslo-og-viken-eldreradet",
	} {
		if got := Slug(title); got != want {
			t.Errorf("Slug(%q) = %q, want %q", title, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	stored := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`) // the constraint of series.slug
	f.Add("Dialogmøter")
	f.Fuzz(func(t *testing.T, title string) {
		if s := Slug(title); s != "" && !stored.MatchString(s) {
			t.Errorf("Slug(%q) = %q", title, s)
		}
	})
}
