package dialogue

import (
	"slices"
	"strings"
)

// UnitKind is the kind of unit that holds a delegation. Pages never say «enhet»: they name the kind.
type UnitKind string

// The kinds of units. The first three are official: they come from the register and have domains.
const (
	Municipality UnitKind = "municipality"
	District     UnitKind = "district"
	County       UnitKind = "county"
	Organisation UnitKind = "organisation"
	Person       UnitKind = "person"
	Joint        UnitKind = "joint"
)

// Official reports whether the kind comes from the register.
func (k UnitKind) Official() bool { return k == Municipality || k == District || k == County }

// Unit holds a delegation. Its key is kind, number and the register period; a person's number is the e-mail address, an
// organisation's its organisation number or else its e-mail address, a joint unit's its own id.
type Unit struct {
	ID        ID
	Kind      UnitKind
	Number    string
	ValidFrom Date // register period; none for persons, organisations and joint units
	Name      string
	County    string   // county number; of a person, the municipality's when given
	Lang      Lang     // language form when known, else ""
	Domains   []string // e-mail domains; a district has its municipality's, a former municipality its successors'
	Members   []string // joint: municipality numbers
}

// HasDomain reports whether the address is on one of the unit's domains or a sub-domain of one.
func (u Unit) HasDomain(email string) bool {
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return false
	}
	host := strings.ToLower(email[at+1:])
	return slices.ContainsFunc(u.Domains, func(domain string) bool {
		domain = strings.ToLower(domain)
		return domain != "" && (host == domain || strings.HasSuffix(host, "."+domain))
	})
}

// LetterLang is the language of the unit's letters: its own form, else its county's majority, else the series' first
// language. Persons and organisations get the language of the page they used.
func (u Unit) LetterLang(countyMajority, seriesLang, page Lang) Lang {
	if (u.Kind == Person || u.Kind == Organisation) && page != "" {
		return page
	}
	for _, l := range []Lang{u.Lang, countyMajority, seriesLang} {
		if l != "" {
			return l
		}
	}
	return Bokmal
}

// Key names the unit in forms: the register's key of an official unit, which the organiser may never have met, else its id.
func (u Unit) Key() string {
	if u.Kind.Official() {
		return string(u.Kind) + ":" + u.Number
	}
	return u.ID.String()
}
