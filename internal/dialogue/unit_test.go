package dialogue

import "testing"

func TestAnAddressIsAUnitsOnItsDomainsAndBelow(t *testing.T) {
	t.Parallel()
	u := Unit{Kind: Municipality, Domains: []string{"", "Nesbyen.kommune.no"}}
	for email, want := range map[string]bool{
		"kari@nesbyen.kommune.no": true, "Kari@Skole.NESBYEN.kommune.no": true,
		"kari@xnesbyen.kommune.no": false, "kari@nesbyen.kommune.no.example.no": false, "kari@kommune.no": false,
		"nesbyen.kommune.no": false, "": false,
	} {
		if u.HasDomain(email) != want {
			t.Errorf("%q: not %v", email, want)
		}
	}
	if (Unit{}).HasDomain("kari@example.no") {
		t.Error("a unit without domains has one")
	}
}

func TestLettersAreInTheUnitsLanguageElseItsCountysElseTheSeries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		unit                 Unit
		county, series, page Lang
		want                 Lang
	}{
		"its own":                     {Unit{Kind: Municipality, Lang: Nynorsk}, Bokmal, Bokmal, English, Nynorsk},
		"its county's":                {Unit{Kind: Municipality}, Nynorsk, Bokmal, Bokmal, Nynorsk},
		"the series'":                 {Unit{Kind: District}, "", Nynorsk, Bokmal, Nynorsk},
		"a person reads the page":     {Unit{Kind: Person, Lang: Nynorsk}, Nynorsk, Nynorsk, English, English},
		"so does an organisation":     {Unit{Kind: Organisation}, Nynorsk, Nynorsk, Bokmal, Bokmal},
		"a person whom staff wrote":   {Unit{Kind: Person}, Nynorsk, Bokmal, "", Nynorsk},
		"when nobody has said a word": {Unit{Kind: Joint}, "", "", "", Bokmal},
	} {
		if got := c.unit.LetterLang(c.county, c.series, c.page); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
