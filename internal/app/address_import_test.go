package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

func preview(t *testing.T, a *app.App, actor dialogue.Actor, csv string) dialogue.AddressImport {
	t.Helper()
	found, err := a.PreviewAddressImport(t.Context(), actor, "adresser.csv", []byte(csv))
	if err != nil {
		t.Errorf("%q: %v", csv, err)
	}
	return found
}

// verdicts are the lines as «new Luster post@… (problem)».
func verdicts(p dialogue.AddressImport) []string {
	var all []string
	for _, l := range p.Lines {
		s := strings.TrimSpace(fmt.Sprint(l.Verdict, " ", l.Unit, " ", l.Email))
		for _, c := range l.Changes {
			s += " " + c.What + ":" + c.From + "→" + c.To
		}
		if l.Why != nil {
			s += " (" + strings.TrimPrefix(l.Why.Key, "problem.import-") + ")"
		}
		all = append(all, s)
	}
	return all
}

func TestAFileIsMatchedWithTheRegister(t *testing.T) {
	t.Parallel()
	a, _, actor := newBook(t)
	for _, tt := range []struct{ csv, want string }{
		{"Kommune;E-post\nLuster;p@l.no", "new Luster p@l.no"},
		{"Kommune;E-post\nLUSTER kommune;P@L.no", "new Luster p@l.no"},
		{"Kommunenr;E-postadresse\n4644;p@l.no", "new Luster p@l.no"},
		{"Knr,Kommune,Mail\n4644,Luster,p@l.no", "new Luster p@l.no"},
		{"Kommunenummer;Navn;E-post\n4644;Kari Berge;p@l.no", "new Luster p@l.no"},
		{"Nr;Navn;E-post\n4644;Luster;p@l.no", "new Luster p@l.no"},
		{"Adresseliste 2021;\n;\nNavn;Epost\nLuster;p@l.no", "new Luster p@l.no"},
		{"Kommune;E-post\nLuster;Kari <k@l.no>, p@l.no", "new Luster k@l.no|new Luster p@l.no"},
		{"Kommune;E-post\nLuster;p@l.no\n4644;P@l.no", "new Luster p@l.no|same Luster p@l.no"},
		{"Kommunenummer;E-post\n301;p@l.no", "new Oslo p@l.no"},
		{"Organisasjonsnummer;E-post\n123456789;p@l.no", "unknown  p@l.no (number)"},
		{"Kommunenummer;Kommune;E-post\n4644;Sogndal;p@l.no", "unknown  p@l.no (mismatch)"},
		{"Kommunenummer;Kommune;E-post\n4647;Førde;p@l.no", "new Sunnfjord p@l.no"},
		{"Kommunenummer;E-post\n1432;p@l.no", "look Sunnfjord p@l.no (old-number)"},
		{"Kommunenummer;E-post\n1850;p@l.no", "unknown  p@l.no (divided)"},
		{"Kommune;E-post\nFørde;p@l.no", "look Sunnfjord p@l.no (renamed)"},
		{"Kommune;E-post\nSogndall;p@l.no", "look Sogndal p@l.no (misspelled)"},
		{"Kommune;E-post\nVåler;p@l.no", "unknown  p@l.no (several)"},
		{"Kommune;Fylke;E-post\nVåler;Innlandet;p@l.no", "new Våler (Innlandet) p@l.no (homonym)"},
		{"Kommune;E-post\nVåler (Innlandet);p@l.no", "look Våler (Innlandet) p@l.no (outside)"},
		{"Kommune;E-post\nKautokeino;p@l.no", "look Kautokeino p@l.no (outside)"},
		{"Kommune;E-post\nGuovdageaidnu;p@l.no", "look Kautokeino p@l.no (outside)"},
		{"Kommune;E-post\nVestland fylkeskommune;p@l.no", "new Vestland fylkeskommune p@l.no"},
		{"Kommune;E-post\nAtlantis;p@l.no", "unknown  p@l.no (unknown)"},
		{"Kommune;E-post\n;p@l.no", "unknown  p@l.no (no-unit)"},
		{"Kommune;E-post\nLuster;ring oss", "wrong Luster ring oss (email)"},
		{"Kommune;E-post;Målform\nLuster;p@l.no;nynorsk", "new Luster p@l.no"},
		{"Kommune;E-post;Målform\nLuster;;bokmål", "change Luster lang:nn→nb"},
		{"Kommune;E-post;Målform\nLuster;;samnorsk", "wrong Luster (lang)"},
		{"Kommune;E-post;Domener\nLuster;;no", "wrong Luster (problem.domain)"},
		{"Kommune;E-post;Domener\nLuster;;@luster.kommune.no", "same Luster"},
		{"Kommune;E-post\nLuster;", "nothing Luster"},
	} {
		got := strings.Join(verdicts(preview(t, a, actor, tt.csv)), "|")
		if got != tt.want {
			t.Errorf("%q: %s, want %s", tt.csv, got, tt.want)
		}
	}
}

func TestAFileThatIsNoListOfAddressesIsExplained(t *testing.T) {
	t.Parallel()
	a, _, actor := newBook(t)
	for name, tt := range map[string]struct{ content, want string }{
		"nothing":        {"", "problem.import-empty"},
		"only headings":  {"Kommune;E-post\n", "problem.import-empty"},
		"no headings":    {"Luster;p@l.no\nSogndal;p@s.no", "problem.import-headings"},
		"no addresses":   {"Kommune;Telefon\nLuster;22 24 96 00", "problem.import-headings"},
		"a PDF":          {"%PDF-1.7", "problem.import-type"},
		"half a file":    {"PK\x03\x04....", "problem.import-broken"},
		"too many rows":  {"Kommune;E-post\n" + strings.Repeat("Luster;p@l.no\n", 100_000), "problem.import-too-many"},
		"too many lines": {"Kommune;E-post\n" + strings.Repeat("Luster;p@l.no q@l.no\n", 3000), "problem.import-too-many"},
		"too large":      {strings.Repeat("a", app.MaxAddressFile+1), "problem.import-too-large"},
	} {
		_, err := a.PreviewAddressImport(t.Context(), actor, name, []byte(tt.content))
		var problems dialogue.Problems
		if !errors.As(err, &problems) || problems["file"].Key != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	actor.Role = dialogue.Reader
	if _, err := a.PreviewAddressImport(t.Context(), actor, "x", []byte("Kommune;E-post\nLuster;p@l.no")); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a reader: %v", err)
	}
}

func TestAnImportDoesWhatThePreviewShowed(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	if err := a.SaveAddress(t.Context(), actor, luster, dialogue.AddressEdit{Email: "kari@luster.example.no", Name: "Kari Berge"}); err != nil {
		t.Fatal(err)
	}
	const file = "Kommune;E-post;Navn;Stilling;Målform;Domener\n" +
		"Luster;kari@luster.example.no;;rådgivar;;\n" +
		"Luster;post@luster.example.no;;;bokmål;luster.example.no\n" +
		"Luster;post@luster.example.no;Ola Vik;;;\n" +
		"Sogndal;post@sogndal.example.no;;;;\n" +
		"Førde;post@forde.example.no;;;;\n"
	p := preview(t, a, actor, file)
	if want := (dialogue.ImportCounts{New: 2, Change: 2, Look: 1}); p.Counts != want {
		t.Fatalf("%+v\n%s", p.Counts, strings.Join(verdicts(p), "\n"))
	}
	if n := count(t, db, `unit_address`); n != 1 {
		t.Errorf("the preview stored %d", n)
	}
	taken := p.Lines[:4] // the one that wants a look is not ticked
	// Somebody changes the book in the meantime: what was looked at isn't what would happen.
	if err := a.SaveAddress(t.Context(), actor, "municipality:4640", dialogue.AddressEdit{Email: "ny@sogndal.example.no"}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ImportAddresses(t.Context(), actor, taken, p.Stand); !errors.Is(err, dialogue.ErrStale) {
		t.Fatalf("an import of an old preview: %v", err)
	}
	again, err := a.PreviewAddressLines(t.Context(), actor, taken)
	if err != nil {
		t.Fatal(err)
	}
	counts, err := a.ImportAddresses(t.Context(), actor, again.Lines, again.Stand)
	if err != nil || counts.New != 2 || counts.Change != 2 {
		t.Fatalf("%+v, %v", counts, err)
	}
	u := bookUnit(t, a, actor, luster)
	if diff := cmp.Diff([]string{"kari@luster.example.no (Kari Berge)", "post@luster.example.no (Ola Vik)"}, addresses(u)); diff != "" {
		t.Error(diff)
	}
	if u.Addresses[0].Position != "rådgivar" || u.Unit.Lang != dialogue.Bokmal || !u.OwnDomains || strings.Join(u.Unit.Domains, " ") != "luster.example.no" {
		t.Errorf("%+v", u)
	}
	if got := addresses(bookUnit(t, a, actor, "municipality:4647")); len(got) != 0 {
		t.Errorf("Sunnfjord got %v, which nobody ticked", got)
	}
	if p := preview(t, a, actor, file); p.Counts.New+p.Counts.Change != 0 {
		t.Errorf("the same file again: %+v\n%s", p.Counts, strings.Join(verdicts(p), "\n"))
	}
	if n := count(t, db, `audit where verb = 'import_addresses'`); n != 1 {
		t.Errorf("%d audit lines of imports", n)
	}
	// A form may say anything.
	for _, l := range []dialogue.ImportLine{{Key: "municipality:0000", Email: "a@example.no"}, {Key: luster, Email: "not an address"}, {Key: luster, Email: "a@example.no", Domains: []string{"no"}}} {
		stand := preview(t, a, actor, file).Stand
		if _, err := a.ImportAddresses(t.Context(), actor, []dialogue.ImportLine{l}, stand); err == nil {
			t.Errorf("%+v was imported", l)
		}
	}
}

// What a mail server says of an address while a file is taken in stays: the import stores whole rows, so it must not read them before.
func TestAnImportKeepsWhatAMailServerSaysMeanwhile(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	if err := a.SaveAddress(t.Context(), actor, luster, dialogue.AddressEdit{Email: "kari@luster.example.no"}); err != nil {
		t.Fatal(err)
	}
	p := preview(t, a, actor, "Kommune;Navn;E-post\nLuster;Kari Berge;kari@luster.example.no")
	server := hold(t, db, `update unit_address set failure = '550 no such user', failed_at = clock() where email = 'kari@luster.example.no'`)
	done := server.until(func() error {
		_, err := a.ImportAddresses(t.Context(), actor, p.Lines, p.Stand)
		return err
	})
	server.commit()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := bookUnit(t, a, actor, luster).Addresses[0]; got.Name != "Kari Berge" || got.Failure != "550 no such user" {
		t.Errorf("%q, failure %q", got.Name, got.Failure)
	}
}
