package dialogue

import "time"

// OrganiserKind is the kind of office.
type OrganiserKind string

// A county governor's office, a ministry, or another office.
const (
	Governor       OrganiserKind = "governor"
	Ministry       OrganiserKind = "ministry"
	OtherOrganiser OrganiserKind = "other"
)

// Organiser is the office that invites; it owns its series, staff and letters.
type Organiser struct {
	ID               ID
	Slug             string
	Kind             OrganiserKind
	Name             Text
	Counties         []string // numbers of the counties it serves; none for a ministry
	Lang             Lang     // first language of its series
	Email            string
	Phone            string
	PostalAddress    string
	Website          string
	AccessibilityURL string // tilgjengelighetserklæring
	PrivacyURL       string // personvernerklæring
	CoveragePublic   bool   // the coverage has a public page
	Version          int

	Letters map[string]LetterWords // its own words for letters, by the standard text's name; written by SaveLetterText alone
}

// StaffUser is one who works at an organiser.
type StaffUser struct {
	Organiser    ID
	ID           ID
	Email        string // lower case
	Name         string
	Role         StaffRole
	Lang         Lang
	PasswordHash string
	MustChange   bool // the password was set by somebody else
	DisabledAt   time.Time
	Version      int
}
