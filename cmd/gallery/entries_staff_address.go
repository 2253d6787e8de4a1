package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/templates"
)

// entriesStaffAddress shows the address book: what fails, what is to be confirmed, one unit, one address, and an import before it is made.
func entriesStaffAddress() []Entry {
	nb, nn := addressGallery{lang.For(dialogue.Bokmal)}, addressGallery{lang.For(dialogue.Nynorsk)}
	all := []Entry{
		{ID: "book-nb", Name: "Address book", Lang: dialogue.Bokmal, Page: templates.AddressBook(nb.book(true))},
		{ID: "book-reader-nn", Name: "Address book, a reader's search", Lang: dialogue.Nynorsk, Page: templates.AddressBook(nn.search())},
		{ID: "unit-nn", Name: "A municipality of the address book", Lang: dialogue.Nynorsk, Page: templates.AddressUnit(nn.unit(nil))},
		{ID: "unit-stale-nb", Name: "… after somebody else has saved", Lang: dialogue.Bokmal, Page: templates.AddressUnit(nb.unit(
			url.Values{"version": {"2"}, "lang": {"nb"}, "whose": {"own"}, "domains": {"luster.example.no"}}))},
		{ID: "address-nb", Name: "An address that fails", Lang: dialogue.Bokmal, Page: templates.Address(nb.address())},
		{ID: "import-nn", Name: "Import of addresses, a wrong file", Lang: dialogue.Nynorsk, Page: templates.AddressImport(nn.importForm())},
		{ID: "preview-nb", Name: "What an import would change", Lang: dialogue.Bokmal, Page: templates.AddressImportPreview(nb.preview())},
	}
	for i := range all {
		all[i].ID = "staff-address-" + all[i].ID
	}
	return all
}

type addressGallery struct{ p lang.Printer }

func (g addressGallery) units() []dialogue.BookUnit {
	unit := func(kind dialogue.UnitKind, number, name string) dialogue.BookUnit {
		return dialogue.BookUnit{Unit: dialogue.Unit{ID: sample.ID("book/" + number), Kind: kind, Number: number, Name: name, County: "46", Lang: dialogue.Nynorsk,
			Domains: []string{number + ".example.no"}}, CountyName: "Vestland", Version: 1, DefaultLang: dialogue.Nynorsk, Registered: []string{number + ".example.no"}}
	}
	at := dialogue.Date{Year: 2021, Month: 10, Day: 20}.At(9, 0)
	units := []dialogue.BookUnit{
		unit(dialogue.Municipality, "4645", "Askvoll"), unit(dialogue.Municipality, "4644", "Luster"), unit(dialogue.Municipality, "4640", "Sogndal"),
		unit(dialogue.County, "46", "Vestland fylkeskommune"), unit(dialogue.Organisation, "987654321", "Pårørendeforeningen i Sogn"),
	}
	units[0].Suggestion = "postmottak@askvoll.example.no"
	units[1].OwnDomains = true
	units[1].Addresses = []dialogue.UnitAddress{
		{ID: sample.ID("address/1"), Email: "postmottak@luster.example.no", Source: dialogue.FromRegister, AddedBy: sample.ID("staff/1"), AddedAt: at, Version: 1},
		{ID: sample.ID("address/2"), Email: "kari.berge@luster.example.no", Name: "Kari Berge", Position: "kommunalsjef for helse og omsorg", Source: dialogue.FromImport,
			AddedBy: sample.ID("staff/1"), AddedAt: at, Failure: "550 5.1.1 <kari.berge@luster.example.no>: Recipient address rejected: User unknown", FailedAt: at.AddDate(0, 0, 9), Version: 2},
	}
	units[2].Suggestion = "postmottak@sogndal.example.no"
	units[3].Unit.Domains, units[3].Registered = nil, nil
	units[4].Addresses = []dialogue.UnitAddress{{ID: sample.ID("address/3"), Email: "post@parorende.example.no", Source: dialogue.FromStaff, AddedAt: at, Version: 1}}
	return units
}

func (g addressGallery) frame(title string) templates.Frame {
	return accountFrame(g.p, templates.SectionAddresses, title)
}

func (g addressGallery) staff() map[dialogue.ID]string {
	return map[dialogue.ID]string{sample.ID("staff/1"): "Gunnhild Sæbø"}
}

func (g addressGallery) book(edit bool) templates.AddressBookView {
	units := g.units()
	return templates.AddressBookView{Frame: g.frame(g.p.T("staff.address.title")), MayEdit: edit, Filter: templates.Form{L: g.p, Action: "#", Get: true},
		Book: dialogue.AddressBook{Organiser: sample.VestlandOffice(), Counts: dialogue.CountAddresses(units), Rows: units, Failing: units[1:2],
			Counties: []dialogue.NamedCounty{{Number: "46", Name: "Vestland"}}, Kinds: []dialogue.UnitKind{dialogue.Municipality, dialogue.County, dialogue.Organisation}}}
}

func (g addressGallery) search() templates.AddressBookView {
	v := g.book(false)
	v.Book.Rows, v.Book.Failing, v.Book.Filter = v.Book.Rows[:1], nil, dialogue.AddressFilter{Words: "askvoll"}
	v.Filter.Values = url.Values{"sok": {"askvoll"}}
	return v
}

func (g addressGallery) unit(typed url.Values) templates.AddressUnitView {
	u := g.units()[1]
	v := templates.AddressUnitView{Frame: g.frame(u.Unit.Name), Page: dialogue.BookUnitPage{BookUnit: u, Staff: g.staff()}, MayEdit: true,
		New:  templates.Form{L: g.p, Action: "#", ID: "ny"},
		Edit: templates.Form{L: g.p, Action: "#", ID: "om", Values: templates.AddressUnitValues(u)}}
	if typed != nil {
		v.Edit.Stored, v.Edit.Values, v.Frame.Problems = v.Edit.Values, typed, true
	}
	return v
}

func (g addressGallery) address() templates.AddressView {
	u := g.units()[1]
	a := u.Addresses[1]
	return templates.AddressView{Frame: g.frame(a.Email), Unit: dialogue.BookUnitPage{BookUnit: u, Staff: g.staff()}, Address: a,
		Form: templates.Form{L: g.p, Action: "#", Values: templates.AddressValues(a)}, Failure: templates.Form{L: g.p, Action: "#", ID: "retur"}}
}

func (g addressGallery) importForm() templates.AddressImportView {
	v := templates.AddressImportView{Frame: g.frame(g.p.T("staff.address.import.title")), Form: templates.Form{L: g.p, Action: "#", Upload: true,
		Problems: dialogue.Problems{"file": {Key: "problem.import-headings"}}}}
	v.Frame.Problems = true
	return v
}

func (g addressGallery) preview() templates.AddressImportView {
	why := func(key string, args ...any) *dialogue.Problem {
		problems := dialogue.Problems{}
		problems.Add("", key, args...)
		p := problems[""]
		return &p
	}
	lines := []dialogue.ImportLine{
		{Row: 2, Verdict: dialogue.ImportNew, Key: "a", Unit: "Askvoll", Email: "postmottak@askvoll.example.no"},
		{Row: 3, Verdict: dialogue.ImportChange, Key: "b", Unit: "Luster", Email: "kari.berge@luster.example.no",
			Changes: []dialogue.ImportChanged{{What: "position", From: "rådgivar", To: "kommunalsjef"}, {What: "lang", From: "nn", To: "nb"}}},
		{Row: 4, Verdict: dialogue.ImportLook, Key: "c", Unit: "Sunnfjord", Written: "Førde", Email: "post@forde.example.no",
			Why: why("problem.import-renamed", "Written", "Førde", "Unit", "Sunnfjord")},
		{Row: 5, Verdict: dialogue.ImportUnknown, Written: "Våler", Email: "post@valer.example.no",
			Why: why("problem.import-several", "Written", "Våler", "Units", []string{"Våler (Innlandet)", "Våler (Viken)"})},
		{Row: 6, Verdict: dialogue.ImportWrong, Written: "Sogndal", Unit: "Sogndal", Email: "ring oss", Why: why("problem.import-email", "Written", "ring oss")},
		{Row: 7, Verdict: dialogue.ImportSame, Written: "Luster"},
	}
	return templates.AddressImportView{Frame: g.frame(g.p.T("staff.address.import.title")), Form: templates.Form{L: g.p, Action: "#"}, Carried: []string{"1", "2", "3"}, Stale: true,
		Import: dialogue.AddressImport{File: "adresser.xlsx", Lines: lines, Counts: dialogue.CountImport(lines), Stand: "x",
			Sheet: dialogue.ImportColumns{Unit: "Kommune", Email: "E-post", Position: "Stilling", Lang: "Målform"}}}
}
