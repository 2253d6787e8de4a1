package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-update writes it anew):\n%s", name, diff)
	}
}

var meetingDay = dialogue.Date{Year: 2019, Month: time.September, Day: 18}

// participants is a list with everything that can be difficult in it.
func participants() Table {
	return Table{
		Title: "Deltakere: Tynset 18.9.",
		Columns: []Column{{Header: "Kommune"}, {Header: "Nr."}, {Header: "Navn"}, {Header: "Telefon"}, {Header: "Antall", Kind: Number},
			{Header: "Møtedato", Kind: Date}, {Header: "Mottatt", Kind: DateTime}, {Header: "Merknad", Width: 40}},
		Rows: [][]any{
			{"Våler (Hedmark)", "0426", "Kari Nordmann", "22 00 00 00", 4, meetingDay, meetingDay.At(10, 5), "Semikolon; \"gåsetegn\"\nog ny linje"},
			{"Ål", "0619", "Ola Åsen-Øye", "+46 8 123 456 78", -2, dialogue.Date{}, time.Time{}, nil},
			{"Os", "0441", `=HYPERLINK("https://example.no";"Klikk")`, "-", 1.5, meetingDay, time.Date(2019, 9, 17, 22, 30, 0, 0, time.UTC), "-1+1"},
			{"@Os", "\t=1", "+1+1", "–"},
		},
	}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := CSV(&out, participants()); err != nil {
		t.Fatal(err)
	}
	golden(t, "participants.csv", out.Bytes())
	body, ok := strings.CutPrefix(out.String(), "\ufeff")
	if !ok || strings.Count(body, "\n") != strings.Count(body, "\r\n") {
		t.Error("no byte order mark, or lines that don't end with CRLF")
	}
	in := csv.NewReader(strings.NewReader(body))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[1][7] != "Semikolon; \"gåsetegn\"\nog ny linje" {
		t.Errorf("a difficult cell came back as %q", rows[1][7])
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"=1+1": "'=1+1", "+1+1": "'+1+1", "-1+1": "'-1+1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"＝1+1": "'＝1+1", "\x00=1": "'=1", "+47 22 00 00 00": "+47 22 00 00 00", "+4722000000": "+4722000000", "+47 22+1": "'+47 22+1",
		"+": "'+", "+ 1": "'+ 1", "+47;=1": "'+47;=1", "-": "-", "–": "–", "--": "--", "-5": "'-5", "–5 grader": "–5 grader",
		"Kari": "Kari", "": "", "'=1": "'=1", "a=1": "a=1",
	} {
		if got := safe(s); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	}
}

type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWritersSayWhatFailed(t *testing.T) {
	t.Parallel()
	if err := CSV(brokenWriter{}, participants()); !errors.Is(err, errBroken) {
		t.Errorf("CSV: %v", err)
	}
	if err := Calendar(brokenWriter{}, []Event{meeting()}, Publish); !errors.Is(err, errBroken) {
		t.Errorf("Calendar: %v", err)
	}
	if err := XLSX(brokenWriter{}, []Table{participants()}); err == nil {
		t.Error("XLSX was content")
	}
	long := Table{Columns: []Column{{Header: "a"}}, Rows: [][]any{{"1", "2"}}}
	for name, err := range map[string]error{
		"a row too long": CSV(&bytes.Buffer{}, long), "in a workbook": XLSX(&bytes.Buffer{}, []Table{long}),
		"no columns": CSV(&bytes.Buffer{}, Table{}), "no tables": XLSX(&bytes.Buffer{}, nil),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
