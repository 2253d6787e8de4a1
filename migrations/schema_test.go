package migrations_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"dialogmote/internal/devpg"
	"dialogmote/internal/testdb"
)

var update = flag.Bool("update", false, "write docs/schema.sql")

// TestSchemaIsWrittenDown keeps docs/schema.sql what the migrations make, so that a reader sees the tables in one place and a
// review sees what a migration changed.
func TestSchemaIsWrittenDown(t *testing.T) {
	t.Parallel()
	const path = "../docs/schema.sql"
	got := dump(t, testdb.New(t))
	if *update {
		if err := os.MkdirAll("../docs", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/schema.sql is not what the migrations make: run «make generate»")
	}
}

// dump is the schema as pg_dump tells it, without what differs between versions of pg_dump and without the tables that River
// and goose keep for themselves.
func dump(t *testing.T, db *testdb.DB) []byte {
	t.Helper()
	found, err := devpg.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), found[0].Path("pg_dump"), "--schema-only", "--no-owner", "--schema=public",
		"--exclude-table=river_*", "--exclude-table=goose_*", "--dbname="+db.OwnerURL)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pg_dump: %v\n%s", err, stderr.Bytes())
	}
	var b strings.Builder
	b.WriteString("-- The tables as all migrations together make them. Written by «make generate»; change the migrations, not this file.\n")
	blank := false
	for line := range strings.Lines(string(out)) {
		switch {
		case noise.MatchString(line):
		case strings.TrimSpace(line) == "":
			blank = true
		default:
			if blank {
				b.WriteString("\n")
			}
			blank = false
			b.WriteString(line)
		}
	}
	return []byte(b.String())
}

// noise is comments, settings of the dumping session and psql's own commands (\restrict carries a random key).
var noise = regexp.MustCompile(`^(--|SET |SELECT pg_catalog\.set_config|\\|(CREATE|COMMENT ON) SCHEMA public)`)
