package dialogue

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// AddressSource is where an address in the address book comes from.
type AddressSource string

// The register's suggestion that staff have confirmed, what staff wrote, what an import brought.
const (
	FromRegister AddressSource = "register"
	FromStaff    AddressSource = "staff"
	FromImport   AddressSource = "import"
)

// UnitAddress is where an organiser's letters to a unit go: the post reception, or a person there. Every one has been confirmed by
// staff; what the register suggests is not one until then.
type UnitAddress struct {
	ID       ID
	Unit     ID
	Email    string // lower case
	Name     string // "": the post reception
	Position string
	Source   AddressSource
	Failure  string // what the mail server said when it last refused a letter, or what staff noted; "": it works
	FailedAt time.Time
	NotedBy  ID // staff, when they noted the failure; none: the mail server said so, and a letter that gets through takes it back
	AddedBy  ID
	AddedAt  time.Time
	Version  int
}

// AddressEdit is an address as staff write it. Without an id it is a new one.
type AddressEdit struct {
	ID       ID
	Version  int
	Email    string
	Name     string
	Position string
}

// Validate finds what the reader can mend.
func (e AddressEdit) Validate() Problems {
	problems := Problems{}
	switch {
	case e.Email == "":
		problems.Add("email", "problem.required")
	case !ValidEmail(e.Email) || e.Email != strings.ToLower(e.Email):
		problems.Add("email", "problem.email")
	}
	for field, limit := range map[string]int{"name": MaxName, "position": MaxLine} {
		if s := map[string]string{"name": e.Name, "position": e.Position}[field]; utf8.RuneCountInString(s) > limit {
			problems.Add(field, "problem.too-long", "Max", limit)
		}
	}
	return problems
}

// UnitEdit is what staff say about a unit: its language form, and its domains when they know better than the register.
type UnitEdit struct {
	Version    int
	Lang       Lang // "": none is known
	OwnDomains bool // Domains go before the register's; without it the register has them back
	Domains    []string
}

// MaxDomains is as many domains as a unit may have.
const MaxDomains = 20

// Validate finds what the reader can mend.
func (e UnitEdit) Validate() Problems {
	problems := Problems{}
	if e.Lang != "" && e.Lang != Bokmal && e.Lang != Nynorsk {
		problems.Add("lang", "problem.choose")
	}
	if !e.OwnDomains {
		return problems
	}
	if len(e.Domains) > MaxDomains {
		problems.Add("domains", "problem.too-many-domains", "Max", MaxDomains)
	}
	for _, domain := range e.Domains {
		if !ValidDomain(domain) {
			problems.Add("domains", "problem.domain", "Domain", domain)
		}
	}
	return problems
}

// everybodys are domains under which anybody can have one or an address: one of them on a unit's list would let strangers pass for its
// people. The domains of mail providers are among them; a list can't be whole, so staff are told what a domain means as well.
var everybodys = []string{"kommune.no", "herad.no", "fylkeskommune.no", "suohkan.no", "gmail.com", "googlemail.com", "hotmail.com", "hotmail.no",
	"outlook.com", "live.no", "live.com", "msn.com", "yahoo.com", "yahoo.no", "icloud.com", "me.com", "online.no", "broadpark.no", "proton.me", "protonmail.com"}

// ValidDomain reports whether a domain may vouch for a unit's people: small letters, digits and hyphens in at least two parts, never a
// whole country («no») nor one that belongs to everybody («kommune.no», «gmail.com»).
func ValidDomain(domain string) bool {
	if len(domain) > 253 || slices.Contains(everybodys, domain) {
		return false
	}
	labels := strings.Split(domain, ".")
	if len(labels) < 2 || len(labels[len(labels)-1]) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return strings.Trim(labels[len(labels)-1], "0123456789") != "" // an address of numbers is no domain
}

// ReadDomains reads domains as people write them, one a line or with commas between: «@luster.kommune.no, https://Luster.kommune.no/».
// Each stands once; whether they are valid is not asked.
func ReadDomains(written string) []string {
	var domains []string
	for _, word := range strings.FieldsFunc(strings.ToLower(written), func(r rune) bool { return strings.ContainsRune(",;| \t\r\n\u00a0", r) }) {
		word = strings.TrimPrefix(strings.TrimPrefix(word, "https://"), "http://")
		if at := strings.LastIndexByte(word, '@'); at >= 0 {
			word = word[at+1:]
		}
		word, _, _ = strings.Cut(word, "/")
		word = strings.Trim(strings.TrimPrefix(word, "www."), ".")
		if word != "" && !slices.Contains(domains, word) {
			domains = append(domains, word)
		}
	}
	return domains
}
