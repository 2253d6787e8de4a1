package norway

import (
	"strings"

	"dialogmote/internal/dialogue"
)

// Official is a public unit that may be invited, whichever kind it is.
type Official struct {
	Kind      string // municipality, district or county
	Number    string
	ValidFrom dialogue.Date
	Name      string
	Label     string        // the name so that nobody mistakes it: «Våler (Østfold)», «Gamle Oslo (Oslo)», «Viken fylkeskommune»
	County    string        // the county's number
	Lang      dialogue.Lang // default language form; "" when unknown
	Domains   []string      // e-mail domains; none are known for counties
}

// Lookup is the unit of the kind that has the number on the day.
func Lookup(kind, number string, on dialogue.Date) (Official, bool) {
	r := loaded()
	switch kind {
	case "municipality":
		m, ok := ByNumber(number, on)
		if !ok {
			return Official{}, false
		}
		return Official{kind, number, m.ValidFrom, m.Name, m.Label, m.County, r.langOfMunicipality(m, on), DomainsOf(number, on)}, true
	case "district":
		d, ok := DistrictByCode(number, on)
		if !ok {
			return Official{}, false
		}
		city, ok := r.municipality(d.Municipality, on)
		if !ok {
			return Official{}, false
		}
		return Official{kind, number, d.ValidFrom, d.Name, d.Label(), city.County, r.langOfMunicipality(city, on), DomainsOf(number, on)}, true
	case "county":
		c, ok := r.county(number, on)
		if !ok {
			return Official{}, false
		}
		label := c.Name
		if !strings.EqualFold(c.Name, "Oslo") { // Oslo is a municipality that does a county's work
			label += " fylkeskommune"
		}
		return Official{kind, number, c.ValidFrom, c.Name, label, c.Number, r.langOf(c), nil}, true
	}
	return Official{}, false
}
