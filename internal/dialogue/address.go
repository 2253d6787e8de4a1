package dialogue

import "time"

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
