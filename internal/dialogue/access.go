package dialogue

import (
	"slices"
	"strings"
	"time"
)

// Proof is what somebody outside the organisers has proven, and what follows from it: an address by a link that was mailed there, an
// organisation by its own sign-in.
type Proof struct {
	Email          string      // lower case; "" when only the organisation is proven
	Municipalities []string    // numbers, former ones among them, of the municipality whose sign-in vouches for the person
	Colleagues     []Colleague // those that have let the address in
}

// Colleague is somebody whom a contact, or one with an address on the unit's domain, has let in to what the unit has registered.
type Colleague struct {
	Organiser ID
	ID        ID
	Unit      Unit
	Email     string // lower case
	Name      string
	LetInBy   string // the address of who did, or «0192:» and the organisation number
	LetInAt   time.Time
	EndedAt   time.Time
	WholeUnit bool // who did acted for the whole unit; else what opens is the registrations of the contact who did
}

// MaxColleagues is how many a unit may have let in at a time.
const MaxColleagues = 20

// SameUnit reports whether two organisers' units are the same: each organiser has a row of its own, and a municipality one for each
// period of its name.
func SameUnit(a, b Unit) bool { return a.Kind == b.Kind && a.Number != "" && a.Number == b.Number }

// VouchedFor reports whether the proof alone, without anybody letting the person in, stands for the whole unit: the address is on its
// domain, or it is the organisation that signed the person in. Only official units have either; a bydel has its kommune's.
func (p Proof) VouchedFor(u Unit) bool {
	if !u.Kind.Official() {
		return false
	}
	if u.HasDomain(p.Email) {
		return true
	}
	number := u.Number
	if u.Kind == District && len(number) > 4 {
		number = number[:4]
	}
	return u.Kind != County && slices.Contains(p.Municipalities, number)
}

// ActsFor reports whether the person may see and do what the whole unit may: VouchedFor, or let in by one who is.
func (p Proof) ActsFor(u Unit) bool {
	return p.VouchedFor(u) || slices.ContainsFunc(p.Colleagues, func(c Colleague) bool {
		return c.WholeUnit && u.Kind.Official() && p.letIn(c) && SameUnit(c.Unit, u) && c.reaches(u)
	})
}

// reaches reports whether who let the colleague in had the right to at the organiser whose unit it is: there, or by what goes for that
// organiser too. The domains are each organiser's own word, and what one has got wrong opens nothing of another's.
func (c Colleague) reaches(u Unit) bool {
	return c.Unit.ID == u.ID || u.HasDomain(c.LetInBy) || strings.HasPrefix(c.LetInBy, "0192:")
}

// MayOpen reports whether the person may open the registration. Its own contact may, once the address is confirmed and unless it was
// refused. Whoever acts for the unit may open what is the unit's: what staff or a click has made active, withdrawn since or not, never
// what somebody else has sent in the unit's name. A colleague let in by a contact may open that contact's. What is erased is nobody's.
func (p Proof) MayOpen(r Registration) bool {
	if !r.ErasedAt.IsZero() {
		return false
	}
	if r.State == Unverified || r.State == Refused {
		return false
	}
	if p.IsContact(r) {
		return true
	}
	if r.State != Active && r.State != Withdrawn {
		return false
	}
	return p.ActsFor(r.Unit) || slices.ContainsFunc(p.Colleagues, func(c Colleague) bool {
		return !c.WholeUnit && p.letIn(c) && SameUnit(c.Unit, r.Unit) && r.Contact.Email != "" && c.LetInBy == r.Contact.Email
	})
}

// MayLetIn reports whether the person may let colleagues in to the unit, and end it: those who are vouched for, and the contacts of what
// is registered. Colleagues can't, so that everybody who has access was let in by one who answers for the unit.
func (p Proof) MayLetIn(u Unit, registrations []Registration) bool {
	return p.VouchedFor(u) || slices.ContainsFunc(registrations, func(r Registration) bool {
		return SameUnit(r.Unit, u) && r.State == Active && p.IsContact(r) && r.ErasedAt.IsZero()
	})
}

// IsContact reports whether the person's address is the registration's contact's.
func (p Proof) IsContact(r Registration) bool { return p.Email != "" && p.Email == r.Contact.Email }

func (p Proof) letIn(c Colleague) bool {
	return c.EndedAt.IsZero() && p.Email != "" && c.Email == p.Email
}
