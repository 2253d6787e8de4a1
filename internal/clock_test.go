// Package internal_test holds the rules that concern every package: what may import what, and where the time comes from.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// realTime are the places that may read this machine's clock: programs, job workers, the web server's logs and limits, and
// what only a developer runs. Everything else is told the time, which is the database's.
var realTime = strings.Fields("cmd/ internal/jobs/ internal/web/ internal/devpg/ internal/devmail/ internal/testdb/")

// nowInSQL are the files that define or check the database's clock, with how often they may name the real one. Browser
// sessions end by real time whatever the clock says: the library that keeps them knows no other.
var nowInSQL = map[string]int{
	"migrations/00001_foundation.sql": 1,
	"internal/postgres/serving.go":    1,
	"internal/postgres/session.go":    1,
	"cmd/dialogmote/demo_clock.go":    2,
}

var (
	sqlTime    = regexp.MustCompile(`(?i)\b(now\(\)|current_(timestamp|date|time)\b|localtime(stamp)?\b|(transaction|statement|clock)_timestamp\(\)|'(now|today)')`)
	sqlComment = regexp.MustCompile(`--[^\n]*`)
)

func TestTimeComesFromTheDatabase(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			return
		}
		file, err := parser.ParseFile(files, filepath.Join("..", path), nil, 0)
		if err != nil {
			t.Error(err)
			return
		}
		named := 0
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				if ok && x.Name == "time" && (n.Sel.Name == "Now" || n.Sel.Name == "Since" || n.Sel.Name == "Until") && !mayReadClock(path) {
					t.Errorf("%v: time.%s is this machine's time: take it as an argument", files.Position(n.Pos()), n.Sel.Name)
				}
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					named += len(sqlTime.FindAllString(sqlComment.ReplaceAllString(n.Value, ""), -1))
				}
			}
			return true
		})
		if named > nowInSQL[path] {
			t.Errorf("%s: SQL says clock(), never now()", path)
		}
	})
}

func TestMigrationsSayClock(t *testing.T) {
	t.Parallel()
	walk(t, func(path string) {
		if !strings.HasPrefix(path, "migrations/") || !strings.HasSuffix(path, ".sql") {
			return
		}
		content, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			t.Error(err)
			return
		}
		if found := sqlTime.FindAllString(sqlComment.ReplaceAllString(string(content), ""), -1); len(found) > nowInSQL[path] {
			t.Errorf("%s says %q: SQL says clock()", path, found)
		}
	})
}

func mayReadClock(path string) bool {
	for _, place := range realTime {
		if strings.HasPrefix(path, place) {
			return true
		}
	}
	return false
}

// walk calls f with every file of the project, by its path from the top.
func walk(t *testing.T, f func(path string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || path != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !d.IsDir():
			f(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
