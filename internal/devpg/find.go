package devpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first PostgreSQL that can run the schema (unique … nulls not distinct).
const oldest = 15

// ErrNotFound says that no PostgreSQL server program was found; its text is for the person at the keyboard.
var ErrNotFound = errors.New(`no PostgreSQL server was found on this machine. There are two ways out:
  1. Install one (version 15 or newer). On Debian and Ubuntu: sudo apt-get install postgresql
     In another place than usual? Set PG_BIN to the folder that holds initdb and postgres.
  2. Use a server you already have: set DATABASE_URL, for example
     DATABASE_URL=postgres://user:password@localhost:5432/dialogmote`)

// Programs is a folder with PostgreSQL's server programs.
type Programs struct {
	Bin   string // holds initdb, postgres and pg_dump
	Major int    // 15, 16, …
}

// Path is the full path of one of the programs.
func (p Programs) Path(name string) string { return filepath.Join(p.Bin, name) }

// Find lists the server programs on this machine, the preferred one first: $PG_BIN alone if it is set, else the folders where
// Debian keeps them (newest first) and then PATH. With none it returns ErrNotFound.
func Find(ctx context.Context) ([]Programs, error) {
	return find(ctx, os.Getenv("PG_BIN"), "/usr/lib/postgresql/*/bin", exec.LookPath)
}

func find(ctx context.Context, bin, pattern string, lookPath func(string) (string, error)) ([]Programs, error) {
	if bin != "" {
		p, err := inspect(ctx, bin)
		if err != nil {
			return nil, fmt.Errorf("PG_BIN: %w", err)
		}
		return []Programs{p}, nil
	}
	var found []Programs
	dirs, _ := filepath.Glob(pattern) // fails only for a malformed pattern
	for _, dir := range dirs {
		if p, err := inspect(ctx, dir); err == nil {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b Programs) int { return b.Major - a.Major })
	for _, name := range []string{"postgres", "initdb"} {
		path, err := lookPath(name)
		if err != nil {
			continue
		}
		if path, err = filepath.EvalSymlinks(path); err != nil {
			continue
		}
		p, err := inspect(ctx, filepath.Dir(path))
		if err == nil && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return nil, ErrNotFound
	}
	return found, nil
}

// inspect says which version lives in a folder. One that is too old, or lacks a program, is an error.
func inspect(ctx context.Context, bin string) (Programs, error) {
	p := Programs{Bin: bin}
	if _, err := os.Stat(p.Path("initdb")); err != nil {
		return p, err
	}
	out, err := exec.CommandContext(ctx, p.Path("postgres"), "--version").Output()
	if err != nil {
		return p, fmt.Errorf("%s: %w", p.Path("postgres"), err)
	}
	fields := strings.Fields(string(out)) // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
	if len(fields) < 3 {
		return p, fmt.Errorf("%s --version says %q", p.Path("postgres"), out)
	}
	digits := strings.FieldsFunc(fields[2], func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) == 0 {
		return p, fmt.Errorf("%s --version says %q", p.Path("postgres"), out)
	}
	if p.Major, err = strconv.Atoi(digits[0]); err != nil {
		return p, err
	}
	if p.Major < oldest {
		return p, fmt.Errorf("%s is PostgreSQL %d; version %d or newer is needed", bin, p.Major, oldest)
	}
	return p, nil
}

// choose picks the programs for a data folder: any when it is new, those of its own major version when it exists. A folder of
// another version is refused, never converted and never emptied.
func choose(found []Programs, cluster string) (Programs, error) {
	content, err := os.ReadFile(filepath.Join(cluster, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return found[0], nil
	}
	if err != nil {
		return Programs{}, err
	}
	version := strings.TrimSpace(string(content))
	for _, p := range found {
		if strconv.Itoa(p.Major) == version {
			return p, nil
		}
	}
	return Programs{}, fmt.Errorf("the data in %s belongs to PostgreSQL %s, but only version %d is installed. "+
		"Install PostgreSQL %s again, or use another data folder; nothing has been changed", cluster, version, found[0].Major, version)
}
