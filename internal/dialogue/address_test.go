package dialogue_test

import (
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

func TestDomainsThatMayVouchForAUnit(t *testing.T) {
	t.Parallel()
	for domain, want := range map[string]bool{
		"luster.kommune.no": true, "oslo.kommune.no": true, "sor-varanger.kommune.no": true, "viken.no": true, "example.com": true, "xn--stfold-9xa.no": true,
		"no": false, "kommune.no": false, "herad.no": false, "gmail.com": false, "": false, ".no": false, "luster..no": false,
		"Luster.kommune.no": false, "luster.kommune.no.": false, "-luster.no": false, "luster-.no": false, "luster kommune.no": false,
		"10.0.0.1": false, "søgne.no": false, "a.b": false, "*.kommune.no": false, strings.Repeat("a", 64) + ".no": false,
		strings.Repeat("a.", 130) + "no": false,
	} {
		if got := dialogue.ValidDomain(domain); got != want {
			t.Errorf("%q: %v", domain, got)
		}
	}
}

func TestDomainsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	got := dialogue.ReadDomains(" @Luster.kommune.no, https://www.luster.kommune.no/kontakt\npost@sub.luster.kommune.no; LUSTER.KOMMUNE.NO ")
	if want := []string{"luster.kommune.no", "sub.luster.kommune.no"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestEditsOfAddressesAndUnits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		problems dialogue.Problems
		want     string
	}{
		{dialogue.AddressEdit{Email: "post@luster.example.no"}.Validate(), ""},
		{dialogue.AddressEdit{}.Validate(), "email: problem.required"},
		{dialogue.AddressEdit{Email: "Post@luster.example.no"}.Validate(), "email: problem.email"},
		{dialogue.AddressEdit{Email: "post luster"}.Validate(), "email: problem.email"},
		{dialogue.AddressEdit{Email: "a@example.no", Name: strings.Repeat("å", 121), Position: strings.Repeat("ø", 201)}.Validate(), "name: problem.too-long; position: problem.too-long"},
		{dialogue.UnitEdit{Lang: dialogue.Nynorsk}.Validate(), ""},
		{dialogue.UnitEdit{Lang: dialogue.English}.Validate(), "lang: problem.choose"},
		{dialogue.UnitEdit{OwnDomains: true, Domains: []string{"no"}}.Validate(), "domains: problem.domain"},
		{dialogue.UnitEdit{OwnDomains: false, Domains: []string{"no"}}.Validate(), ""},
		{dialogue.UnitEdit{OwnDomains: true}.Validate(), ""}, // nobody's address vouches: all are held for staff
	} {
		got := ""
		if err := tt.problems.Err(); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestTheBookIsFilteredAndCounted(t *testing.T) {
	t.Parallel()
	unit := func(name, county string, suggestion string, addresses ...dialogue.UnitAddress) dialogue.BookUnit {
		return dialogue.BookUnit{Unit: dialogue.Unit{Kind: dialogue.Municipality, Name: name, County: county}, Suggestion: suggestion, Addresses: addresses}
	}
	works, fails := dialogue.UnitAddress{Email: "post@a.example.no"}, dialogue.UnitAddress{Email: "b@b.example.no", Name: "Kari Berge", Failure: "550 no such user"}
	units := []dialogue.BookUnit{
		unit("Ready", "46", "", works), unit("Suggests", "46", "post@c.example.no"), unit("Missing", "11", ""),
		unit("Both", "46", "post@d.example.no", works, fails), unit("Failed", "11", "", fails),
	}
	units[2].OtherNames = []string{"Gamlebygda"}
	if got, want := dialogue.CountAddresses(units), (dialogue.AddressCounts{Units: 5, Ready: 3, Suggests: 1, Missing: 1, Failed: 2}); got != want {
		t.Errorf("%+v", got)
	}
	for _, tt := range []struct {
		f    dialogue.AddressFilter
		want string
	}{
		{dialogue.AddressFilter{}, "Ready Suggests Missing Both Failed"},
		{dialogue.AddressFilter{State: dialogue.BookReady}, "Ready Both Failed"},
		{dialogue.AddressFilter{State: dialogue.BookSuggests}, "Suggests"},
		{dialogue.AddressFilter{State: dialogue.BookMissing}, "Missing"},
		{dialogue.AddressFilter{State: dialogue.BookFailed}, "Both Failed"},
		{dialogue.AddressFilter{State: dialogue.BookFailed, County: "46"}, "Both"},
		{dialogue.AddressFilter{Kind: dialogue.District}, ""},
		{dialogue.AddressFilter{Words: "gamle"}, "Missing"},
		{dialogue.AddressFilter{Words: "BERGE kari"}, "Both Failed"},
		{dialogue.AddressFilter{Words: "berge a.example"}, "Both"},
	} {
		var got []string
		for _, u := range units {
			if tt.f.Takes(u, strings.ToLower) {
				got = append(got, u.Unit.Name)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%+v: %s, want %s", tt.f, s, tt.want)
		}
	}
}
