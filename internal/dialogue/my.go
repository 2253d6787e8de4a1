package dialogue

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// MyPage is everything that somebody outside the organisers may see: a part for each unit, across series and organisers.
type MyPage struct {
	Now   time.Time
	Email string // proven; "" when only an organisation is
	Name  string // as a municipality's own sign-in says it
	Units []MyUnit
}

// MyUnit is one unit on the page. Each organiser has a row of its own for it; Unit is one of them, and At its organiser.
type MyUnit struct {
	Unit          Unit
	At            ID
	Name          string // as the register writes it
	Until         Date   // the day the municipality ceased to be one; zero while it lasts
	Became        []Unit // what became of it then
	Why           WhyMine
	MayLetIn      bool
	Registrations []MyRegistration // the newest first
	Invitations   []MyInvitation   // not answered, the one that ends first first
	Milestones    []MyOffice       // the organisers that want to know how far it has come, if it is a municipality
	Colleagues    []Colleague      // by name
	MayEnd        []ID             // of the colleagues, those whose access the reader may end
}

// WhyMine is what gives access to a unit.
type WhyMine string

// By the address's domain, by the municipality's own sign-in, let in by somebody, or as the contact of a registration only.
const (
	MineByDomain    WhyMine = "domain"
	MineBySignIn    WhyMine = "sign_in"
	MineAsColleague WhyMine = "colleague"
	MineAsContact   WhyMine = "contact"
)

// MyRegistration is one registration with its invitation, as the contact's own page has them.
type MyRegistration struct {
	OwnPage
	MayOpen bool
}

// MyInvitation is a series that the unit is invited to and has not answered.
type MyInvitation struct {
	Organiser  ID
	ID         ID // of the unit's invitation
	Invitation Invitation
	Until      time.Time // first instant too late; zero: no deadline
}

// Mine is what the database has that may concern somebody; MyPage keeps what does.
type Mine struct {
	Registrations []Registration // with their people
	Invited       []AskedUnit
	Colleagues    []Colleague
}

// AskedUnit is an invitation that was sent to a unit, with what the unit has answered.
type AskedUnit struct {
	Organiser ID
	ID        ID
	Series    ID
	Unit      Unit
	SentAt    time.Time
	Answer    UnitAnswer
}

// Waits reports whether the unit itself still can answer: what a stranger has sent in its name does not keep it from that.
func (i AskedUnit) Waits() bool {
	switch i.Answer {
	case AnswerRegistered, AnswerDeclined, AnswerWithdrawn:
		return false
	}
	return true
}

// Of keeps what the proof gives a right to see.
func (m Mine) Of(p Proof) Mine {
	return Mine{
		Registrations: kept(m.Registrations, p.Sees),
		Invited:       kept(m.Invited, func(i AskedUnit) bool { return p.ActsFor(i.Unit) }),
		Colleagues:    kept(m.Colleagues, p.Knows),
	}
}

// Latest is the organiser that has had to do with the person last: the sign-in letter is its. Zero when nobody has; who has only written an
// address in a form is nobody yet.
func (m Mine) Latest(p Proof) (organiser ID) {
	var at time.Time
	later := func(id ID, t time.Time) {
		if organiser.IsZero() || t.After(at) {
			organiser, at = id, t
		}
	}
	for _, r := range m.Registrations {
		if p.MayOpen(r) {
			later(r.Organiser, r.ReceivedAt)
		}
	}
	for _, i := range m.Invited {
		later(i.Organiser, i.SentAt)
	}
	for _, c := range m.Colleagues {
		later(c.Organiser, c.LetInAt)
	}
	return organiser
}

// Sees reports whether the person sees that the registration exists: what may be opened, and all that the own address has sent.
func (p Proof) Sees(r Registration) bool {
	return r.ErasedAt.IsZero() && (p.MayOpen(r) || p.IsContact(r))
}

// Knows reports whether the person sees that a colleague is let in: all of a unit's to those who act for it, else those whom the same
// contact has let in.
func (p Proof) Knows(c Colleague) bool {
	if !c.EndedAt.IsZero() {
		return false
	}
	return p.ActsFor(c.Unit) || p.Email != "" && (c.Email == p.Email || c.LetInBy == p.Email) ||
		slices.ContainsFunc(p.Colleagues, func(mine Colleague) bool {
			return p.letIn(mine) && SameUnit(mine.Unit, c.Unit) && mine.LetInBy == c.LetInBy
		})
}

// MayEnd reports whether the person may end a colleague's access: those who are vouched for all, others what they have given.
func (p Proof) MayEnd(c Colleague) bool {
	return p.VouchedFor(c.Unit) || p.Email != "" && c.LetInBy == p.Email
}

// Why is what gives the person access to the unit; "" for nothing.
func (p Proof) Why(u Unit, registrations []Registration) WhyMine {
	switch {
	case u.Kind.Official() && p.Email != "" && u.HasDomain(p.Email):
		return MineByDomain
	case p.VouchedFor(u):
		return MineBySignIn
	case slices.ContainsFunc(registrations, func(r Registration) bool { return SameUnit(r.Unit, u) && p.IsContact(r) }):
		return MineAsContact
	case slices.ContainsFunc(p.Colleagues, func(c Colleague) bool { return p.letIn(c) && SameUnit(c.Unit, u) }):
		return MineAsColleague
	}
	return ""
}

// GroupMine is the page's units, by name: registrations, invitations and colleagues of the same unit at every organiser together. m is
// what Of has kept; page gives each registration its invitation, and open tells until when a unit may answer, if at all.
func GroupMine(p Proof, m Mine, page func(Registration) OwnPage, open func(AskedUnit) (MyInvitation, bool)) []MyUnit {
	var units []MyUnit
	of := func(u Unit, at ID) *MyUnit {
		for i := range units {
			if SameUnit(units[i].Unit, u) || units[i].Unit.ID == u.ID {
				return &units[i]
			}
		}
		units = append(units, MyUnit{Unit: u, At: at, Why: p.Why(u, m.Registrations), MayLetIn: p.MayLetIn(u, m.Registrations)})
		return &units[len(units)-1]
	}
	for _, r := range m.Registrations {
		unit := of(r.Unit, r.Organiser)
		unit.Registrations = append(unit.Registrations, MyRegistration{page(r), p.MayOpen(r)})
	}
	for _, i := range m.Invited {
		unit := of(i.Unit, i.Organiser)
		if !i.Waits() {
			continue
		}
		if invited, is := open(i); is {
			unit.Invitations = append(unit.Invitations, invited)
		}
	}
	for _, c := range m.Colleagues {
		unit := of(c.Unit, c.Organiser)
		if !slices.ContainsFunc(unit.Colleagues, func(o Colleague) bool { return o.Email == c.Email }) { // let in twice, or at two organisers
			unit.Colleagues = append(unit.Colleagues, c)
			if p.MayEnd(c) {
				unit.MayEnd = append(unit.MayEnd, c.ID)
			}
		}
	}
	for i := range units {
		slices.SortStableFunc(units[i].Registrations, func(a, b MyRegistration) int {
			return b.Registration.ReceivedAt.Compare(a.Registration.ReceivedAt)
		})
		slices.SortStableFunc(units[i].Invitations, func(a, b MyInvitation) int {
			if a.Until.IsZero() != b.Until.IsZero() {
				return cmp.Compare(boolInt(a.Until.IsZero()), boolInt(b.Until.IsZero()))
			}
			return a.Until.Compare(b.Until)
		})
		slices.SortStableFunc(units[i].Colleagues, func(a, b Colleague) int { return strings.Compare(a.Name, b.Name) })
	}
	slices.SortStableFunc(units, func(a, b MyUnit) int { return strings.Compare(a.Unit.Name, b.Unit.Name) })
	return units
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func kept[T any](all []T, keep func(T) bool) []T {
	var some []T
	for _, one := range all {
		if keep(one) {
			some = append(some, one)
		}
	}
	return some
}

// Contacts are the contacts of what the unit has registered, each once, those of newer registrations first.
func (u MyUnit) Contacts() []Contact {
	var found []Contact
	for _, r := range u.Registrations {
		c := r.Registration.Contact
		if c.Email != "" && r.Registration.State == Active && !slices.ContainsFunc(found, func(o Contact) bool { return o.Email == c.Email }) {
			found = append(found, c)
		}
	}
	return found
}

// Domains are the unit's, when whoever has an address there has access.
func (u MyUnit) Domains() []string {
	if !u.Unit.Kind.Official() {
		return nil
	}
	return u.Unit.Domains
}
