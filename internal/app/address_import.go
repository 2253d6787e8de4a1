package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sheet"
	"dialogmote/internal/upload"
)

// MaxAddressFile is the largest file of addresses in bytes.
const MaxAddressFile = sheet.MaxBytes

// mostImported is how many lines one import may have; a line with several addresses counts for each.
const mostImported = 4000

// PreviewAddressImport reads a file of addresses and tells what it would change. It stores nothing. Problems in the field "file" tell what
// is wrong with the file as a whole.
func (a *App) PreviewAddressImport(ctx context.Context, actor dialogue.Actor, name string, content []byte) (dialogue.AddressImport, error) {
	preview := dialogue.AddressImport{File: name}
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return preview, err
	}
	if _, err := upload.Tables().Judge(upload.Bytes(name, content), MaxAddressFile, ""); err != nil {
		return preview, fileProblem(err)
	}
	rows, err := sheet.Read(content)
	if err != nil {
		return preview, fileProblem(err)
	}
	columns, ok := findColumns(rows)
	if !ok {
		return preview, fileProblem(errNoHeadings)
	}
	book, err := a.readBook(ctx, a.db.Reader, actor.Organiser)
	if err != nil {
		return preview, err
	}
	var lines []dialogue.ImportLine
	for _, row := range rows[columns.heading+1:] {
		lines = append(lines, book.readLine(row, columns)...)
		if len(lines) > mostImported {
			return preview, fileProblem(sheet.ErrTooManyRows)
		}
	}
	if len(lines) == 0 {
		return preview, fileProblem(sheet.ErrEmpty)
	}
	preview.Sheet = columns.written
	book.finish(&preview, lines)
	return preview, nil
}

// PreviewAddressLines is PreviewAddressImport for lines that have been looked at before, when the book has changed since.
func (a *App) PreviewAddressLines(ctx context.Context, actor dialogue.Actor, lines []dialogue.ImportLine) (dialogue.AddressImport, error) {
	var preview dialogue.AddressImport
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return preview, err
	}
	book, err := a.readBook(ctx, a.db.Reader, actor.Organiser)
	if err != nil {
		return preview, err
	}
	book.finish(&preview, lines)
	return preview, nil
}

// ImportAddresses takes in the lines that staff have looked at, all or none, and tells how many changed something. ErrStale when the book
// has changed since it was as stand says: what was looked at is not what would happen.
func (a *App) ImportAddresses(ctx context.Context, actor dialogue.Actor, lines []dialogue.ImportLine, stand string) (dialogue.ImportCounts, error) {
	var counts dialogue.ImportCounts
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return counts, err
	}
	if len(lines) > mostImported {
		return counts, fileProblem(sheet.ErrTooManyRows)
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockAddressBook(ctx, actor.Organiser); err != nil {
			return err
		}
		if err := tx.HoldAddresses(ctx, actor.Organiser); err != nil { // whole rows are stored again, with how their letters went
			return err
		}
		book, err := a.readBook(ctx, tx.Reader, actor.Organiser)
		if err != nil {
			return err
		}
		if book.stand() != stand {
			return dialogue.ErrStale
		}
		var preview dialogue.AddressImport
		book.finish(&preview, lines)
		counts = preview.Counts
		if counts.Wrong+counts.Unknown > 0 { // no form of ours sends those
			return dialogue.Problems{"": {Key: "problem.import-lines"}}
		}
		return a.storeImport(ctx, tx, actor, book, preview)
	})
	return counts, err
}

// storeImport stores the lines that change something.
func (a *App) storeImport(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, book *wholeBook, preview dialogue.AddressImport) error {
	var units []dialogue.BookUnit
	for _, l := range preview.Lines {
		u, err := book.unit(l.Key)
		if err != nil {
			return err
		}
		if l.Takes() && !slices.ContainsFunc(units, func(seen dialogue.BookUnit) bool { return seen.Key() == u.Key() }) {
			units = append(units, *u)
		}
	}
	ids, err := storeBookUnits(ctx, tx, actor.Organiser, units)
	if err != nil {
		return err
	}
	byKey := map[string]*dialogue.BookUnit{}
	for i := range units {
		units[i].Unit.ID = ids[i]
		byKey[units[i].Key()] = &units[i]
	}
	for _, l := range preview.Lines {
		u := byKey[l.Key]
		if !l.Takes() || !slices.ContainsFunc(l.Changes, func(c dialogue.ImportChanged) bool { return c.What == "lang" || c.What == "domains" }) {
			continue
		}
		e := dialogue.UnitEdit{Version: u.Version, Lang: u.Unit.Lang, OwnDomains: u.OwnDomains, Domains: u.Unit.Domains}
		if l.Lang != "" {
			e.Lang = l.Lang
		}
		if len(l.Domains) > 0 && u.Unit.Kind.Official() {
			e.OwnDomains, e.Domains = true, l.Domains
		}
		if err := saveUnit(ctx, tx, actor, u, e); err != nil {
			return err
		}
		u.Version, u.Unit.Lang, u.OwnDomains, u.Unit.Domains = u.Version+1, e.Lang, e.OwnDomains, e.Domains
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		for _, l := range preview.Lines {
			u := byKey[l.Key]
			if !l.Takes() || l.Email == "" {
				continue
			}
			at := slices.IndexFunc(u.Addresses, func(a dialogue.UnitAddress) bool { return a.Email == l.Email })
			switch {
			case at < 0:
				added := dialogue.UnitAddress{ID: newID(), Unit: u.Unit.ID, Email: l.Email, Name: l.Name, Position: l.Position, Source: dialogue.FromImport, AddedBy: actor.User}
				b.InsertAddress(actor.Organiser, added)
				u.Addresses = append(u.Addresses, added) // a later line may say more of it
				auditAddress(b, actor, "import_address", added)
			case slices.ContainsFunc(l.Changes, func(c dialogue.ImportChanged) bool { return c.What == "name" || c.What == "position" }):
				was := u.Addresses[at]
				changed := was
				changed.Name, changed.Position = or(l.Name, changed.Name), or(l.Position, changed.Position)
				b.UpdateAddress(actor.Organiser, changed)
				u.Addresses[at] = changed
				auditChangedAddress(b, actor, was, changed)
			}
		}
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: "import_addresses", About: actor.Organiser,
			Detail: map[string]any{"new": preview.Counts.New, "changed": preview.Counts.Change}})
	})
}

func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}

var errNoHeadings = errors.New("app: no row of headings")

// fileProblem is what is wrong with a file, said to the one who sent it.
func fileProblem(err error) error {
	keys := map[error]string{
		sheet.ErrTooLarge: "problem.import-too-large", sheet.ErrTooManyRows: "problem.import-too-many", sheet.ErrType: "problem.import-type",
		upload.ErrTooLarge: "problem.import-too-large", upload.ErrUnpacks: "problem.import-too-large", upload.ErrType: "problem.import-type",
		upload.ErrMacros: "problem.import-type", upload.ErrBroken: "problem.import-broken", upload.ErrEmpty: "problem.import-empty",
		sheet.ErrBroken: "problem.import-broken", sheet.ErrEmpty: "problem.import-empty", errNoHeadings: "problem.import-headings",
	}
	key, ok := keys[err]
	if !ok {
		return err
	}
	return dialogue.Problems{"file": {Key: key, Args: map[string]any{"MB": sheet.MaxBytes >> 20, "Max": mostImported}}}
}

// readLine reads a row: a line for each address in it, one without an address when the row says something else.
func (b *wholeBook) readLine(row sheet.Row, c columns) []dialogue.ImportLine {
	written := or(c.cell(row, "unit"), c.cell(row, "number"))
	line := dialogue.ImportLine{Row: row.Number, Written: written, Name: c.person(row), Position: c.cell(row, "position")}
	found := b.find(c.cell(row, "number"), c.cell(row, "unit"), c.cell(row, "county"))
	line.Key, line.Why = found.key, found.why
	switch {
	case found.key == "":
		line.Verdict = dialogue.ImportUnknown
	case found.look:
		line.Verdict = dialogue.ImportLook
	}
	emails, wrong := readEmails(c.cell(row, "email"))
	var ok bool
	if line.Lang, ok = readLang(c.cell(row, "lang")); !ok {
		wrong = told("problem.import-lang", "Written", c.cell(row, "lang"))
	}
	line.Domains = dialogue.ReadDomains(c.cell(row, "domains"))
	if wrong != nil && line.Key != "" {
		line.Verdict, line.Why = dialogue.ImportWrong, wrong
		line.Email = c.cell(row, "email")
		return []dialogue.ImportLine{line}
	}
	if len(emails) == 0 {
		return []dialogue.ImportLine{line}
	}
	var lines []dialogue.ImportLine
	for i, email := range emails {
		each := line
		each.Email = email
		if i > 0 {
			each.Lang, each.Domains = "", nil
		}
		lines = append(lines, each)
	}
	return lines
}

// readEmails reads the addresses of a cell, with or without names around: «Kari Berge <kari@…>; post@…».
func readEmails(cell string) ([]string, *dialogue.Problem) {
	var emails []string
	words := strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool { return strings.ContainsRune(";,<>|()[]\" \u00a0", r) })
	for _, word := range words {
		word = strings.Trim(strings.TrimPrefix(word, "mailto:"), ".:'")
		switch {
		case !strings.Contains(word, "@"):
		case !dialogue.ValidEmail(word):
			return nil, told("problem.import-email", "Written", cell)
		case !slices.Contains(emails, word):
			emails = append(emails, word)
		}
	}
	if len(emails) == 0 && len(words) > 0 {
		return nil, told("problem.import-email", "Written", cell)
	}
	return emails, nil
}

// readLang reads «nynorsk», «NN», «bokmål». «Nøytral», as the register calls it, is neither.
func readLang(s string) (dialogue.Lang, bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "nynorsk", "nn", "nno":
		return dialogue.Nynorsk, true
	case "bokmål", "bokmal", "nb", "nob", "bm":
		return dialogue.Bokmal, true
	case "", "-", "–", "nøytral", "nøytralt", "nøytrale", "ingen", "ikke kjent", "ikkje kjend":
		return "", true
	}
	return "", false
}

// finish says what each line would do to the book as it is, those before it counted in.
func (b *wholeBook) finish(preview *dialogue.AddressImport, lines []dialogue.ImportLine) {
	preview.Stand = b.stand()
	said := map[string]dialogue.ImportLine{} // what an earlier line said of an address, or of a unit
	for _, l := range lines {
		b.judge(&l, said)
		preview.Lines = append(preview.Lines, l)
	}
	preview.Counts = dialogue.CountImport(preview.Lines)
}

// judge decides what becomes of a line.
func (b *wholeBook) judge(l *dialogue.ImportLine, said map[string]dialogue.ImportLine) {
	if l.Key == "" {
		l.Verdict = dialogue.ImportUnknown
		return
	}
	u, err := b.unit(l.Key)
	if err != nil {
		l.Verdict, l.Why = dialogue.ImportUnknown, told("problem.import-unknown", "Written", l.Written)
		return
	}
	l.Unit, l.Changes = u.Unit.Name, nil
	if counties := b.counties(""); len(counties) > 0 && u.Unit.Kind.Official() {
		l.Outside = !slices.Contains(counties, u.Unit.County)
	}
	if l.Verdict == dialogue.ImportWrong {
		return
	}
	if problem := l.Wrong(); problem != nil {
		l.Verdict, l.Why = dialogue.ImportWrong, problem
		return
	}
	look := l.Verdict == dialogue.ImportLook
	verdict := dialogue.ImportSame
	if l.Email != "" {
		before, there := said[l.Key+" "+l.Email]
		if at := slices.IndexFunc(u.Addresses, func(a dialogue.UnitAddress) bool { return a.Email == l.Email }); at >= 0 && !there {
			before, there = dialogue.ImportLine{Name: u.Addresses[at].Name, Position: u.Addresses[at].Position}, true
		}
		if there {
			l.Change("name", before.Name, l.Name)
			l.Change("position", before.Position, l.Position)
		} else {
			verdict = dialogue.ImportNew
		}
		said[l.Key+" "+l.Email] = dialogue.ImportLine{Name: or(l.Name, before.Name), Position: or(l.Position, before.Position)}
	} else if l.Lang == "" && len(l.Domains) == 0 {
		verdict = dialogue.ImportNothing
	}
	now, there := said[l.Key]
	if !there {
		now = dialogue.ImportLine{Lang: u.Unit.Lang, Domains: u.Unit.Domains}
	}
	if l.Lang != "" {
		l.Change("lang", string(now.Lang), string(l.Lang))
		now.Lang = l.Lang
	}
	if len(l.Domains) > 0 && u.Unit.Kind.Official() && !sameSet(l.Domains, now.Domains) {
		l.Change("domains", strings.Join(now.Domains, ", "), strings.Join(l.Domains, ", "))
		now.Domains = l.Domains
	}
	said[l.Key] = now
	if len(l.Changes) > 0 && verdict == dialogue.ImportSame {
		verdict = dialogue.ImportChange
	}
	if look && (verdict == dialogue.ImportNew || verdict == dialogue.ImportChange) {
		verdict = dialogue.ImportLook
	}
	l.Verdict = verdict
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// stand is a short mark of all that an import may be about: it is another one when somebody has changed an address, a language form or
// domains, and the same when a letter has failed or got through.
func (b *wholeBook) stand() string {
	sum := sha256.New()
	for _, u := range b.units {
		if len(u.Addresses) == 0 && !u.OwnDomains && u.Unit.Lang == u.DefaultLang {
			continue
		}
		writeParts(sum, u.Key(), string(u.Unit.Lang), strings.Join(u.Unit.Domains, ","))
		for _, a := range u.Addresses {
			writeParts(sum, a.Email, a.Name, a.Position)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

func writeParts(w io.Writer, parts ...string) {
	for _, s := range parts {
		fmt.Fprintf(w, "%d:%s,", len(s), s)
	}
	fmt.Fprintln(w)
}
