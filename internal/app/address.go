package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// AddressBook is the organiser's address book: the municipalities, districts and county authorities of its counties in the register of
// today, of the whole country for a ministry, and the units it has met otherwise. What the register suggests stands beside what staff have
// confirmed. Reading stores nothing.
func (a *App) AddressBook(ctx context.Context, actor dialogue.Actor, f dialogue.AddressFilter) (dialogue.AddressBook, error) {
	book := dialogue.AddressBook{Filter: f}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return book, err
	}
	all, err := a.readBook(ctx, a.db.Reader, actor.Organiser)
	if err != nil {
		return book, err
	}
	book.Organiser, book.Now = all.organiser, all.now
	counties := map[string]bool{}
	var counted []dialogue.BookUnit
	for _, u := range all.units {
		if len(u.Failed()) > 0 {
			book.Failing = append(book.Failing, u)
		}
		if len(u.Heirs) > 0 {
			continue // stands at what it has become
		}
		counted = append(counted, u)
		if number := u.Unit.County; number != "" && !counties[number] {
			counties[number] = true
			book.Counties = append(book.Counties, dialogue.NamedCounty{Number: number, Name: u.CountyName})
		}
		if !slices.Contains(book.Kinds, u.Unit.Kind) {
			book.Kinds = append(book.Kinds, u.Unit.Kind)
		}
		if f.Takes(u, norway.Fold) {
			book.Rows = append(book.Rows, u)
		}
	}
	book.Counts = dialogue.CountAddresses(counted)
	slices.SortFunc(book.Counties, func(a, b dialogue.NamedCounty) int { return cmp.Compare(a.Number, b.Number) })
	return book, nil
}

// AddressBookUnit is one unit of the book by its key, or any unit of today's register; ErrNotFound for another.
func (a *App) AddressBookUnit(ctx context.Context, actor dialogue.Actor, key string) (dialogue.BookUnitPage, error) {
	var page dialogue.BookUnitPage
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	book, err := a.readBook(ctx, a.db.Reader, actor.Organiser)
	if err != nil {
		return page, err
	}
	u, err := book.unit(key)
	if err != nil {
		return page, err
	}
	page.BookUnit, page.Now = *u, book.now
	page.Staff, err = a.staffNames(ctx, actor.Organiser)
	return page, err
}

// wholeBook is an address book as verbs read it.
type wholeBook struct {
	organiser dialogue.Organiser
	now       time.Time
	today     dialogue.Date
	units     []dialogue.BookUnit
	byKey     map[string]int
	settings  map[dialogue.ID]postgres.UnitSettings
	addresses map[dialogue.ID][]dialogue.UnitAddress
	others    map[string][]string // other names of municipalities
}

// readBook joins the register of today with what the organiser has.
func (a *App) readBook(ctx context.Context, r postgres.Reader, organiser dialogue.ID) (*wholeBook, error) {
	book := &wholeBook{byKey: map[string]int{}, addresses: map[dialogue.ID][]dialogue.UnitAddress{}}
	var err error
	if book.organiser, err = r.Organiser(ctx, organiser); err != nil {
		return nil, err
	}
	if book.now, err = r.Now(ctx); err != nil {
		return nil, err
	}
	known, err := r.UnitsOf(ctx, organiser)
	if err != nil {
		return nil, err
	}
	if book.settings, err = r.UnitSettingsOf(ctx, organiser); err != nil {
		return nil, err
	}
	addresses, err := r.Addresses(ctx, organiser)
	if err != nil {
		return nil, err
	}
	for _, a := range addresses {
		book.addresses[a.Unit] = append(book.addresses[a.Unit], a)
	}
	book.today = dialogue.DateOf(book.now)
	book.others = norway.OtherNames(book.today)
	for _, official := range bookOfficials(book.organiser, book.today) {
		book.add(dialogue.BookUnit{Unit: unitOf(official)})
	}
	for _, u := range known {
		book.meet(u)
	}
	if err := book.inherit(); err != nil {
		return nil, err
	}
	book.sort()
	return book, nil
}

// inherit shows the addresses of former municipalities at what they have become.
func (b *wholeBook) inherit() error {
	for i := range b.units {
		former := b.units[i]
		if len(former.Now) == 0 || former.Unit.Kind != dialogue.Municipality || former.Unit.ValidFrom.IsZero() {
			continue
		}
		for _, m := range norway.Successors(former.Unit.Number, former.Unit.ValidFrom, b.today) {
			heir, err := b.unit(string(dialogue.Municipality) + ":" + m.Number)
			if err != nil {
				return err
			}
			heir.Former = append(heir.Former, dialogue.BookFormer{Key: former.Key(), Name: former.Unit.Name, Addresses: former.Addresses})
			b.units[i].Heirs = append(b.units[i].Heirs, dialogue.BookHeir{Key: heir.Key(), Name: heir.Unit.Name})
		}
	}
	return nil
}

// meet takes in a unit that the organiser has stored. Persons are left out, and former units that nobody has written an address for.
func (b *wholeBook) meet(u dialogue.Unit) {
	official, ok := norway.Lookup(string(u.Kind), u.Number, b.today)
	switch {
	case u.Kind == dialogue.Person:
	case !u.Kind.Official():
		b.add(dialogue.BookUnit{Unit: u})
	case ok && official.ValidFrom == u.ValidFrom:
		if i, there := b.byKey[u.Key()]; there {
			b.keep(i, u)
			return
		}
		b.add(dialogue.BookUnit{Unit: u})
	case len(b.addresses[u.ID]) > 0:
		b.add(dialogue.BookUnit{Unit: u, Now: todaysNames(u, b.today)})
	}
}

func (b *wholeBook) sort() {
	order := norway.Order()
	kind := func(u dialogue.BookUnit) int { return slices.Index(dialogue.BookKinds[:], u.Unit.Kind) }
	slices.SortStableFunc(b.units, func(x, y dialogue.BookUnit) int {
		return cmp.Or(cmp.Compare(kind(x), kind(y)), order(x.Unit.Name, y.Unit.Name), cmp.Compare(x.Unit.Number, y.Unit.Number))
	})
	for i, u := range b.units {
		b.byKey[u.Key()] = i
	}
}

// unit is the unit with the key: one of the book, or an official one that the organiser has not met, which is put in it. ErrNotFound for
// another.
func (b *wholeBook) unit(key string) (*dialogue.BookUnit, error) {
	if i, ok := b.byKey[key]; ok {
		return &b.units[i], nil
	}
	kind, number, _ := strings.Cut(key, ":")
	official, ok := norway.Lookup(kind, number, b.today)
	if !ok {
		return nil, dialogue.ErrNotFound
	}
	b.add(dialogue.BookUnit{Unit: unitOf(official)})
	return &b.units[len(b.units)-1], nil
}

// add puts a unit in the book, with what the register and the organiser know of it.
func (b *wholeBook) add(u dialogue.BookUnit) {
	if official, ok := norway.Lookup(string(u.Unit.Kind), u.Unit.Number, b.today); ok && len(u.Now) == 0 {
		u.Unit.Name, u.Registered, u.DefaultLang = official.Label, official.Domains, official.Lang
	}
	if u.Unit.Kind == dialogue.Municipality {
		u.OtherNames = b.others[u.Unit.Number]
	}
	u.CountyName = countyOn(u.Unit.County, b.today)
	u.Version = 1
	b.byKey[u.Key()] = len(b.units)
	b.units = append(b.units, u)
	b.keep(len(b.units)-1, u.Unit)
}

// keep joins what the organiser has stored to a unit of the book.
func (b *wholeBook) keep(i int, stored dialogue.Unit) {
	u := &b.units[i]
	if s, ok := b.settings[stored.ID]; ok {
		u.Unit.ID, u.Unit.Lang, u.Version, u.OwnDomains = stored.ID, stored.Lang, s.Version, s.OwnDomains
		if s.OwnDomains || !u.Unit.Kind.Official() {
			u.Unit.Domains = stored.Domains
		}
		if u.Unit.Lang == "" {
			u.Unit.Lang = u.DefaultLang
		}
	}
	u.Addresses = b.addresses[u.Unit.ID]
	u.Suggestion = ""
	if u.Unit.Kind == dialogue.Municipality && len(u.Now) == 0 {
		u.Suggestion = norway.EmailOf(u.Unit.Number, b.today)
	}
	if slices.ContainsFunc(u.Addresses, func(a dialogue.UnitAddress) bool { return a.Email == u.Suggestion }) {
		u.Suggestion = ""
	}
}

// bookOfficials are the register's units that an organiser may be expected to write to: those of its counties, or all.
func bookOfficials(o dialogue.Organiser, on dialogue.Date) []norway.Official {
	serves := map[string]bool{}
	counties := norway.Counties(on)
	if len(o.Counties) > 0 {
		counties = norway.CountiesOn(o.Counties, on)
	}
	for _, c := range counties {
		serves[c.Number] = true
	}
	var found []norway.Official
	add := func(kind dialogue.UnitKind, number string) {
		if official, ok := norway.Lookup(string(kind), number, on); ok {
			found = append(found, official)
		}
	}
	for _, m := range norway.All(on) {
		if !serves[m.County] {
			continue
		}
		add(dialogue.Municipality, m.Number)
		for _, d := range norway.Districts(m.Number, on) {
			add(dialogue.District, d.Code)
		}
	}
	for _, c := range counties {
		if c.Name != "Oslo" { // which is a municipality
			add(dialogue.County, c.Number)
		}
	}
	return found
}

// todaysNames are what a unit that is not in today's register has become; its own number when the register can't tell.
func todaysNames(u dialogue.Unit, today dialogue.Date) []string {
	var names []string
	if u.Kind == dialogue.Municipality && !u.ValidFrom.IsZero() {
		for _, m := range norway.Successors(u.Number, u.ValidFrom, today) {
			names = append(names, m.Label)
		}
	}
	if len(names) == 0 {
		names = []string{u.Number}
	}
	return names
}
