package templates

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// AddressBookView is the address book.
type AddressBookView struct {
	Frame   Frame
	Book    dialogue.AddressBook
	Filter  Form // GET
	MayEdit bool
}

// AddressQuery is a filter of the address book as its address carries it.
func AddressQuery(f dialogue.AddressFilter) url.Values {
	return url.Values{"status": {string(f.State)}, "fylke": {f.County}, "slag": {string(f.Kind)}, "sok": {f.Words}}
}

// here is the page with the filter it has now.
func (v AddressBookView) here() string {
	return urls.WithQuery(urls.Paths().StaffAddresses(), AddressQuery(v.Book.Filter))
}

// only is the page with all units of one state.
func (v AddressBookView) only(state dialogue.BookState) string {
	return urls.WithQuery(urls.Paths().StaffAddresses(), AddressQuery(dialogue.AddressFilter{State: state})) + "#bok"
}

func (v AddressBookView) file(format string) string {
	return urls.WithQuery(urls.Paths().StaffAddressesFile(format), AddressQuery(v.Book.Filter))
}

type linkedFigure struct {
	namedFigure
	Href string
}

// figures are the numbers on top, each the way to what it counts.
func (v AddressBookView) figures() []linkedFigure {
	p, c := v.Frame.L, v.Book.Counts
	all := []linkedFigure{{namedFigure{p.T("staff.address.figure.all"), c.Units}, v.only("")}}
	for _, f := range []struct {
		state dialogue.BookState
		n     int
	}{{dialogue.BookReady, c.Ready}, {dialogue.BookSuggests, c.Suggests}, {dialogue.BookMissing, c.Missing}, {dialogue.BookFailed, c.Failed}} {
		if f.n > 0 || f.state == dialogue.BookReady {
			all = append(all, linkedFigure{namedFigure{bookStateWord(p, f.state), f.n}, v.only(f.state)})
		}
	}
	return all
}

func bookStateWord(p lang.Printer, s dialogue.BookState) string {
	switch s {
	case dialogue.BookSuggests:
		return p.T("staff.address.state.suggest")
	case dialogue.BookMissing:
		return p.T("staff.address.state.missing")
	case dialogue.BookFailed:
		return p.T("staff.address.state.failed")
	}
	return p.T("staff.address.state.ready")
}

func (v AddressBookView) stateOptions() []Option {
	var options []Option
	for _, s := range dialogue.BookStates {
		options = append(options, Option{Value: string(s), Label: bookStateWord(v.Frame.L, s)})
	}
	return options
}

func (v AddressBookView) countyOptions() []Option {
	var options []Option
	for _, c := range v.Book.Counties {
		options = append(options, Option{Value: c.Number, Label: c.Name})
	}
	return options
}

func (v AddressBookView) kindOptions() []Option {
	var options []Option
	for _, k := range v.Book.Kinds {
		options = append(options, Option{Value: string(k), Label: unitKindWord(v.Frame.L, k)})
	}
	return options
}

// suggestions is how many of the units shown have one to confirm.
func (v AddressBookView) suggestions() int {
	n := 0
	for _, u := range v.Book.Rows {
		if u.State() == dialogue.BookSuggests {
			n++
		}
	}
	return n
}

// asks reports whether the table has something to decide: suggestions to confirm, or addresses to move.
func (v AddressBookView) asks() bool {
	return v.suggestions() > 0 || slices.ContainsFunc(v.Book.Rows, func(u dialogue.BookUnit) bool { return len(u.Former) > 0 })
}

// failing is how many addresses letters don't reach.
func (v AddressBookView) failing() int {
	n := 0
	for _, u := range v.Book.Failing {
		n += len(u.Failed())
	}
	return n
}

// mostFailing is how many failing addresses stand on top of the page; the filter shows the rest.
const mostFailing = 10

type failingAddress struct {
	Unit    dialogue.BookUnit
	Address dialogue.UnitAddress
}

func (v AddressBookView) firstFailing() []failingAddress {
	var first []failingAddress
	for _, u := range v.Book.Failing {
		for _, a := range u.Failed() {
			if len(first) < mostFailing {
				first = append(first, failingAddress{u, a})
			}
		}
	}
	return first
}

// whoAt is the person at an address: «Kari Berge, rådgiver», or that it is the post reception.
func whoAt(p lang.Printer, a dialogue.UnitAddress) string {
	switch {
	case a.Name == "" && a.Position == "":
		return p.T("staff.address.reception")
	case a.Name == "":
		return a.Position
	case a.Position == "":
		return a.Name
	}
	return a.Name + ", " + a.Position
}

// bookUnitAbout is the second line of a unit: number and county, or what a former one is today.
func bookUnitAbout(p lang.Printer, u dialogue.BookUnit) string {
	if len(u.Now) > 0 {
		return p.T("staff.address.former", "Now", strings.Join(u.Now, ", "))
	}
	var parts []string
	switch {
	case u.Unit.Kind == dialogue.Municipality:
		parts = append(parts, u.Unit.Number)
	case u.Unit.Kind != dialogue.County:
		parts = append(parts, unitKindWord(p, u.Unit.Kind))
	}
	if u.CountyName != "" && u.Unit.Kind != dialogue.County {
		parts = append(parts, u.CountyName)
	}
	return strings.Join(parts, " · ")
}

// bookLang is the unit's language form; a mark tells where staff have chosen another than the county's.
func bookLang(p lang.Printer, u dialogue.BookUnit) string {
	switch {
	case u.Unit.Lang == "":
		return p.T("staff.address.lang.none")
	case u.Unit.Kind.Official() && u.DefaultLang != u.Unit.Lang:
		return p.T("staff.address.lang.own", "Language", p.T("common.language."+string(u.Unit.Lang)))
	}
	return p.T("common.language." + string(u.Unit.Lang))
}

// bookDomains are the domains that vouch for the unit's people, and whose word they are.
func bookDomains(p lang.Printer, u dialogue.BookUnit) string {
	list := strings.Join(u.Unit.Domains, ", ")
	switch {
	case !u.Unit.Kind.Official():
		return ""
	case u.OwnDomains && list == "":
		return p.T("staff.address.domains.own-none")
	case u.OwnDomains:
		return p.T("staff.address.domains.own", "Domains", list)
	case list == "":
		return "–"
	}
	return list
}

// AddressUnitView is one unit of the address book.
type AddressUnitView struct {
	Frame   Frame
	Page    dialogue.BookUnitPage
	New     Form // a further address
	Edit    Form // language and domains
	MayEdit bool
}

// lead tells where letters go; none go to a municipality that there is not any more.
func (v AddressUnitView) lead() string {
	if len(v.Page.BookUnit.Now) > 0 {
		return ""
	}
	return v.Frame.L.T("staff.address.unit.lead")
}

func (v AddressUnitView) langOptions() []Option {
	p, u := v.Frame.L, v.Page
	var options []Option
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		o := Option{Value: string(l), Label: p.T("common.language." + string(l))}
		if l == u.DefaultLang {
			o.Hint = p.T("staff.address.lang.default")
		}
		options = append(options, o)
	}
	if u.DefaultLang == "" {
		options = append(options, Option{Value: "none", Label: p.T("staff.address.lang.none"), Hint: p.T("staff.address.lang.none.hint")})
	}
	return options
}

func (v AddressUnitView) domainOptions() []Option {
	p := v.Frame.L
	registered := strings.Join(v.Page.Registered, ", ")
	if registered == "" {
		registered = p.T("staff.address.domains.none")
	}
	return []Option{
		{Value: "register", Label: p.T("staff.address.domains.register"), Hint: registered},
		{Value: "own", Label: p.T("staff.address.domains.choose-own"), Hint: p.T("staff.address.domains.choose-own.hint")},
	}
}

// AddressUnitValues is what is stored of a unit as its form shows it.
func AddressUnitValues(u dialogue.BookUnit) url.Values {
	v := url.Values{"version": {strconv.Itoa(u.Version)}, "lang": {string(u.Unit.Lang)}, "whose": {"register"}, "domains": {strings.Join(u.Unit.Domains, "\n")}}
	if u.Unit.Lang == "" {
		v.Set("lang", "none")
	}
	if u.OwnDomains {
		v.Set("whose", "own")
	}
	return v
}

// origin is where an address comes from and when it came.
func (v AddressUnitView) origin(a dialogue.UnitAddress) string {
	return addressOrigin(v.Frame.L, a, v.Page.Staff)
}

func addressOrigin(p lang.Printer, a dialogue.UnitAddress, staff map[dialogue.ID]string) string {
	who := staff[a.AddedBy]
	if who == "" {
		who = p.T("staff.address.somebody")
	}
	key := "staff.address.source.staff"
	switch a.Source {
	case dialogue.FromRegister:
		key = "staff.address.source.register"
	case dialogue.FromImport:
		key = "staff.address.source.import"
	}
	return p.T(key, "Name", who, "Date", p.Date(dialogue.DateOf(a.AddedAt)))
}

// failedAbout is who says so, and since when.
func failedAbout(p lang.Printer, a dialogue.UnitAddress, staff map[dialogue.ID]string) string {
	date := p.Date(dialogue.DateOf(a.FailedAt))
	if a.NotedBy.IsZero() {
		return p.T("staff.address.failed.server", "Date", date)
	}
	who := staff[a.NotedBy]
	if who == "" {
		who = p.T("staff.address.somebody")
	}
	return p.T("staff.address.failed.staff", "Date", date, "Name", who)
}

// AddressView is one address of a unit.
type AddressView struct {
	Frame   Frame
	Unit    dialogue.BookUnitPage
	Address dialogue.UnitAddress
	Form    Form
	Failure Form // that letters come back
}

// AddressValues is an address as its form shows it.
func AddressValues(a dialogue.UnitAddress) url.Values {
	return url.Values{"version": {strconv.Itoa(a.Version)}, "email": {a.Email}, "name": {a.Name}, "position": {a.Position}}
}
