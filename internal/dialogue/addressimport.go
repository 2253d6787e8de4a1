package dialogue

// AddressImport is what a file of addresses would change in the address book, before anything is stored.
type AddressImport struct {
	File   string // its name
	Sheet  ImportColumns
	Lines  []ImportLine
	Counts ImportCounts
	Stand  string // of the units that the lines are about: an import after they have changed is stale
}

// ImportColumns are the headings that were understood, as they are written in the file; "" for those that it does not have.
type ImportColumns struct{ Number, Unit, County, Email, Name, Position, Lang, Domains string }

// ImportVerdict is what becomes of a line of the file.
type ImportVerdict string

// What becomes of a line. Those that want a look are only taken in when staff tick them.
const (
	ImportNew     ImportVerdict = "new"     // the unit gets the address
	ImportChange  ImportVerdict = "change"  // the address gets another name or position, or the unit another language form or domains
	ImportSame    ImportVerdict = "same"    // all of it stands in the book
	ImportLook    ImportVerdict = "look"    // would change something, but the unit is not called so today
	ImportUnknown ImportVerdict = "unknown" // no unit, or nobody knows which
	ImportWrong   ImportVerdict = "wrong"   // the unit is known, but something in the line can't be read
	ImportNothing ImportVerdict = "nothing" // a unit without anything said about it, as in the empty template
)

// ImportLine is one line of the file, and one of the addresses in it.
type ImportLine struct {
	Row      int    // in the file
	Written  string // the unit, as it is written
	Verdict  ImportVerdict
	Key      string // the unit's, when it is known
	Unit     string // the unit's name
	Outside  bool   // the unit is not one that the organiser would be expected to write to
	Email    string
	Name     string
	Position string
	Lang     Lang
	Domains  []string
	Changes  []ImportChanged
	Why      *Problem // what is explained, or wrong
}

// ImportChanged is one thing that a line changes: "name", "position", "lang" or "domains", from and to.
type ImportChanged struct{ What, From, To string }

// Takes reports whether the line changes anything when it is taken in.
func (l ImportLine) Takes() bool {
	return l.Verdict == ImportNew || l.Verdict == ImportChange || l.Verdict == ImportLook
}

// ImportCounts are the lines by verdict.
type ImportCounts struct{ New, Change, Same, Look, Unknown, Wrong, Nothing int }

// CountImport counts lines.
func CountImport(lines []ImportLine) ImportCounts {
	var c ImportCounts
	for _, l := range lines {
		switch l.Verdict {
		case ImportNew:
			c.New++
		case ImportChange:
			c.Change++
		case ImportSame:
			c.Same++
		case ImportLook:
			c.Look++
		case ImportUnknown:
			c.Unknown++
		case ImportWrong:
			c.Wrong++
		case ImportNothing:
			c.Nothing++
		}
	}
	return c
}

// Change notes that the line changes something from what it was; an empty cell changes nothing.
func (l *ImportLine) Change(what, from, to string) {
	if to != "" && to != from {
		l.Changes = append(l.Changes, ImportChanged{what, from, to})
	}
}

// Wrong is what is wrong with what the line says of its unit, or nil.
func (l ImportLine) Wrong() *Problem {
	problems := UnitEdit{Lang: l.Lang, OwnDomains: len(l.Domains) > 0, Domains: l.Domains}.Validate()
	if l.Email != "" {
		for field, problem := range (AddressEdit{Email: l.Email, Name: l.Name, Position: l.Position}).Validate() {
			problems[field] = problem
		}
	}
	for _, field := range []string{"email", "name", "position", "lang", "domains"} {
		if problem, ok := problems[field]; ok {
			return &problem
		}
	}
	return nil
}
