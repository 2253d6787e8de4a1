package dialogue

import (
	"slices"
	"strings"
	"time"
)

// BookUnit is a unit in an organiser's address book: what is confirmed of where its letters go, and what the register suggests.
// A unit of the register that the organiser has never met has no id yet.
type BookUnit struct {
	Unit        Unit // named so that nobody mistakes it; Lang "" where neither form has the majority and staff have not chosen
	CountyName  string
	Version     int           // of what staff have said about language and domains
	OwnDomains  bool          // staff's own go before the register's
	Registered  []string      // the register's domains
	DefaultLang Lang          // the county's majority
	Addresses   []UnitAddress // post receptions first, then people by name
	Suggestion  string        // the register's post reception, where it is not among the addresses
	OtherNames  []string      // Sámi, Kven and former names
	Now         []string      // what a former municipality is today; none for one that is
	Heirs       []BookHeir    // what it is today, with the keys; none where the register can't tell
	Former      []BookFormer  // municipalities that have become it, with addresses that have not been moved
}

// BookHeir is a municipality that a former one has become, or become a part of.
type BookHeir struct{ Key, Name string }

// BookFormer is a former municipality with its addresses, as it is shown at what it has become.
type BookFormer struct {
	Key       string
	Name      string
	Addresses []UnitAddress
}

// MovedAddresses is how many addresses of a former municipality its successor has got, and how many it had already.
type MovedAddresses struct{ Moved, Same int }

// Key names the unit in addresses and forms: Unit.Key, but the id of a former one, whose number may be another's today.
func (u BookUnit) Key() string {
	if len(u.Now) > 0 {
		return u.Unit.ID.String()
	}
	return u.Unit.Key()
}

// BookState is how far a unit's addresses have come.
type BookState string

// The states of a unit in the address book; the first two tell who gets letters, and are each other's opposite of Missing.
const (
	BookReady    BookState = "ready"   // at least one address is confirmed
	BookSuggests BookState = "suggest" // none is, but the register has one to confirm
	BookMissing  BookState = "missing" // neither
)

// BookFailed asks for the units with an address that letters don't reach, whatever else they have.
const BookFailed BookState = "failed"

// BookStates are those that the book can be filtered by.
var BookStates = [...]BookState{BookReady, BookSuggests, BookMissing, BookFailed}

// State is how far the unit's addresses have come.
func (u BookUnit) State() BookState {
	switch {
	case len(u.Addresses) > 0:
		return BookReady
	case u.Suggestion != "":
		return BookSuggests
	}
	return BookMissing
}

// Failed are the unit's addresses that letters don't reach.
func (u BookUnit) Failed() []UnitAddress {
	var failed []UnitAddress
	for _, a := range u.Addresses {
		if a.Failure != "" {
			failed = append(failed, a)
		}
	}
	return failed
}

// Fails reports whether letters don't reach one of its addresses, or of those of a municipality that has become it.
func (u BookUnit) Fails() bool {
	fails := func(a UnitAddress) bool { return a.Failure != "" }
	return slices.ContainsFunc(u.Addresses, fails) ||
		slices.ContainsFunc(u.Former, func(f BookFormer) bool { return slices.ContainsFunc(f.Addresses, fails) })
}

// Address is one of the unit's addresses, or nil.
func (u BookUnit) Address(id ID) *UnitAddress {
	for i := range u.Addresses {
		if u.Addresses[i].ID == id {
			return &u.Addresses[i]
		}
	}
	return nil
}

// AddressFilter is what staff want to see of the address book. Zero fields want all.
type AddressFilter struct {
	State  BookState
	County string // number
	Kind   UnitKind
	Words  string // of names, former ones too, numbers, addresses and people
}

// IsZero reports whether everything is wanted.
func (f AddressFilter) IsZero() bool { return f == AddressFilter{} }

// Takes reports whether the filter lets a unit through. fold gives names one writing; every word must be found.
func (f AddressFilter) Takes(u BookUnit, fold func(string) string) bool {
	switch {
	case f.State == BookFailed && !u.Fails(),
		f.State != "" && f.State != BookFailed && u.State() != f.State,
		f.County != "" && u.Unit.County != f.County,
		f.Kind != "" && u.Unit.Kind != f.Kind:
		return false
	}
	words := strings.Fields(fold(f.Words))
	if len(words) == 0 {
		return true
	}
	text := append([]string{u.Unit.Name, u.Unit.Number, u.CountyName, u.Suggestion}, u.OtherNames...)
	text = append(append(text, u.Unit.Domains...), u.Now...)
	for _, a := range u.Addresses {
		text = append(text, a.Email, a.Name, a.Position)
	}
	for _, f := range u.Former {
		text = append(text, f.Name)
		for _, a := range f.Addresses {
			text = append(text, a.Email, a.Name, a.Position)
		}
	}
	haystack := fold(strings.Join(text, " "))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(haystack, word) })
}

// AddressCounts are the numbers on top of the address book: units in each state, and those with an address that fails.
type AddressCounts struct{ Units, Ready, Suggests, Missing, Failed int }

// AddressBook is an organiser's address book as staff see it.
type AddressBook struct {
	Organiser Organiser
	Now       time.Time
	Filter    AddressFilter
	Counts    AddressCounts // of the whole book
	Rows      []BookUnit    // what the filter lets through: municipalities, districts, counties, then others, each by name
	Failing   []BookUnit    // those with an address that fails, whatever the filter
	Counties  []NamedCounty // of the units, by number
	Kinds     []UnitKind    // of the units
}

// BookUnitPage is one unit of the address book with what its page tells.
type BookUnitPage struct {
	BookUnit
	Now   time.Time
	Staff map[ID]string // names of those who have added addresses and noted failures
}

// CountAddresses counts the units of a book.
func CountAddresses(units []BookUnit) AddressCounts {
	c := AddressCounts{Units: len(units)}
	for _, u := range units {
		switch u.State() {
		case BookReady:
			c.Ready++
		case BookSuggests:
			c.Suggests++
		case BookMissing:
			c.Missing++
		}
		if u.Fails() {
			c.Failed++
		}
	}
	return c
}

// BookKinds are the kinds of units that an address book has, in its order. Persons are reached by their own registration only.
var BookKinds = [...]UnitKind{Municipality, District, County, Organisation, Joint}
