package dialogue

import "time"

// Decline is a unit's «vi kan ikke delta». It counts when a work e-mail is proven, or when staff say so, and blocks nobody: a unit that
// registers all the same takes it back.
type Decline struct {
	Organiser  ID
	ID         ID
	Series     ID
	Unit       Unit
	Invitation ID
	State      RegistrationState // Unverified, HeldForStaff, Active, Refused or Withdrawn
	Lang       Lang
	Reason     string
	Contact    Contact // name and e-mail
	ReceivedAt time.Time
	DecidedAt  time.Time
	ExpiresAt  time.Time
	DeclinedBy ID // staff, when they noted it
	ErasedAt   time.Time
	Version    int
}
