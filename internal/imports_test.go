package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "dialogmote/"

// imports is the map of docs/ARCHITECTURE.md: what each package may import of ours. Besides, everything may import dialogue,
// except what alone says so below. Programs under cmd may import everything.
var imports = map[string]string{
	"internal/app":            "postgres mail selection norway secret sheet upload",
	"internal/jobs":           "app smtp",
	"internal/auth":           "postgres norway secret",
	"internal/mail":           "templates export markdown urls lang",
	"internal/export":         "lang",
	"internal/lang":           "",
	"internal/norway":         "",
	"internal/postgres":       "",
	"internal/sample":         "norway",
	"internal/smtp":           "",
	"internal/testdb":         "devpg migrations",
	"internal/testdb/withdb":  "devpg",
	"internal/urls":           "",
	"internal/web":            "web/public web/delegation web/staff web/page app auth urls static",
	"internal/web/page":       "auth templates urls lang",
	"internal/web/form":       "lang upload",
	"internal/web/public":     "web/page web/form app upload export templates urls lang",
	"internal/web/delegation": "web/page web/form app upload export templates urls lang auth",
	"internal/web/staff":      "web/page web/form app upload export templates urls lang auth",
	"templates":               "urls static markdown lang",
}

// alone import nothing of ours, dialogue included.
var alone = strings.Fields(`internal/dialogue internal/selection internal/selection/verify internal/secret internal/markdown static
	internal/config internal/devpg internal/devmail internal/upload migrations`)

// atRoot are the packages that are not under internal.
var atRoot = []string{"templates", "static", "migrations"}

func TestImportsFollowTheMap(t *testing.T) {
	t.Parallel()
	for path, imported := range packages(t) {
		if strings.HasPrefix(path, "cmd/") {
			continue
		}
		may, known := allowed(path)
		if !known && len(imported) > 0 {
			t.Errorf("%s is not on the map of imports: put it there", path)
		}
		for _, other := range imported {
			if known && !slices.Contains(may, other) {
				t.Errorf("%s imports %s, which the map forbids", path, other)
			}
		}
	}
}

// allowed is what a package may import, as paths in the module.
func allowed(path string) (may []string, known bool) {
	if slices.Contains(alone, path) {
		return nil, true
	}
	names, known := imports[path]
	may = []string{"internal/dialogue"}
	for _, name := range strings.Fields(names) {
		if !slices.Contains(atRoot, name) {
			name = "internal/" + name
		}
		may = append(may, name)
	}
	return may, known
}

// packages is each of our packages with what its code, tests left out, imports of ours.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,GoFiles", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	found := map[string][]string{}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		var ours []string
		for _, other := range p.Imports {
			if rest, ok := strings.CutPrefix(other, module); ok {
				ours = append(ours, rest)
			}
		}
		found[strings.TrimPrefix(p.ImportPath, module)] = ours
	}
}
