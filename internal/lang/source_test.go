package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

// families are keys put together while running, by prefix, with the reason. All other keys stand whole in the source.
var families = map[string]string{
	"common.":                    "the stock of words for every page: it may be ahead of the pages",
	"problem.":                   "the stock of ordinary problems: it may be ahead of the forms",
	"reason.":                    "said by this package alone; the last part is a Voice",
	"delegation.offer.":          "said to a delegation, or with -you behind it to a person who comes alone",
	"delegation.needs.choice.":   "the last part is a dialogue.Need",
	"staff.door.shut.":           "the last part is a dialogue.DoorState",
	"common.language.":           "the last part is a language's code",
	"staff.role.":                "the last part, or the one before .about, is a dialogue.StaffRole",
	"staff.standing.":            "the last part is a dialogue.Standing",
	"staff.todo.":                "the last part is a dialogue.TodoKind",
	"staff.kind.":                "the last part is a dialogue.SeriesKind",
	"staff.choice.":              "the last part, or the one before .about, is a dialogue.Choice",
	"staff.admission.":           "the last part, or the one before .about, is a dialogue.Admission",
	"staff.where.":               "the last part, or the one before .about, is one of dialogue's Where… with hyphens",
	"staff.extra.":               "the last part, or the one before .about, is one of dialogue's Extra… with hyphens",
	"staff.scope.":               "the last part, or the one before .about, is a dialogue.InvitedScope",
	"staff.identity.":            "the last part, or the one before .about, is a dialogue.Identity",
	"staff.districts.":           "the last part is a dialogue.DistrictRule",
	"staff.others.":              "the last part is a kind of unit that the rules' form names",
	"staff.required.":            "the last part is a field of a delegate",
	"staff.question.kind.":       "the last part is a dialogue.QuestionKind",
	"staff.evaluation.kind.":     "the last part is a dialogue.EvaluationKind",
	"staff.question.per.":        "the last part is a dialogue.Per with hyphens",
	"staff.question.phase.":      "the last part, or the one before .about, is a dialogue.Phase",
	"staff.group-way.":           "the last part is a dialogue.GroupWay",
	"staff.audience.":            "the last part is a dialogue.Audience",
	"staff.material-kind.":       "the last part is a dialogue.MaterialKind",
	"staff.text.":                "the last part is a field of the texts' form",
	"staff.organiser.kind.":      "the last part is a dialogue.OrganiserKind",
	"staff.coverage.state.":      "the last part is a dialogue.CoverageState",
	"staff.coverage.event.":      "the last part is a dialogue.CoverageState",
	"staff.coverage.as.":         "the last part is a dialogue.AsWhy",
	"staff.coverage.reached.":    "the last part is a dialogue.MilestoneState, or tells who set it",
	"staff.coverage.held-words.": "the last part is a dialogue.SeriesKind",
	"staff.coverage.goal.all.":   "the last part is a dialogue.SeriesKind",
	"staff.coverage.goal.some.":  "the last part is a dialogue.SeriesKind",
	"staff.coverage.before.":     "how a municipality came to be",
}

// sources calls visit with each of the program's own files with one of the suffixes, tests and this package left out.
func sources(t *testing.T, visit func(path string, content []byte), suffixes ...string) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "npm" || name == "bin" || path == filepath.Join(root, "internal", "lang")) {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, "_test.go") || !slices.Contains(suffixes, filepath.Ext(name)) {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		visit(path, b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// everyMessage is bokmål, which has all keys.
func everyMessage(t *testing.T) map[string]message {
	all := map[string]message{}
	for area := range areas {
		for key, m := range readCatalogue(t, area, dialogue.Bokmal) {
			all[key] = m
		}
	}
	return all
}

func TestEveryKeyIsUsed(t *testing.T) {
	t.Parallel()
	quoted := regexp.MustCompile("[\"`]([a-z]+\\.[a-z0-9.-]+)[\"`]")
	used := map[string]bool{}
	sources(t, func(path string, content []byte) {
		if strings.HasSuffix(path, "_templ.go") {
			return
		}
		for _, m := range quoted.FindAllSubmatch(content, -1) {
			used[string(m[1])] = true
		}
	}, ".go", ".templ")
	inFamily := func(key string) bool {
		for prefix := range families {
			if strings.HasPrefix(key, prefix) {
				return true
			}
		}
		return false
	}
	for key := range everyMessage(t) {
		if !used[key] && !inFamily(key) {
			t.Errorf("%q is used nowhere: remove it, or declare its family", key)
		}
	}
}

// Generated templ code is read too: the calls in templates stand there as Go.
func TestEveryKeyInTheSourceExists(t *testing.T) {
	t.Parallel()
	all := everyMessage(t)
	sources(t, func(path string, content []byte) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, content, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, slip := range slips(call, all) {
				t.Errorf("%s: %s", fset.Position(call.Pos()), slip)
			}
			return true
		})
	}, ".go")
}

// slips are what is wrong with a call of T, N or Problems.Add whose key is written out.
func slips(call *ast.CallExpr, all map[string]message) (found []string) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	at, values := 0, 1
	switch method.Sel.Name {
	case "T":
	case "N":
		values = 2
	case "Add":
		at, values = 1, 2
	default:
		return nil
	}
	if len(call.Args) <= at {
		return nil
	}
	key, ok := literal(call.Args[at])
	if !ok || at == 1 && !strings.HasPrefix(key, "problem.") || !keyStyle.MatchString(key) {
		return nil
	}
	m, there := all[key]
	switch {
	case !there:
		return []string{strconv.Quote(key) + " is not in the catalogue"}
	case m.plural() != (method.Sel.Name == "N"):
		return []string{strconv.Quote(key) + ": N is for keys with the forms one and other, T and Add for those without"}
	case call.Ellipsis.IsValid():
		return nil
	}
	given := map[string]bool{}
	for i := values; i < len(call.Args); i += 2 {
		name, ok := literal(call.Args[i])
		if !ok {
			return nil
		}
		given[name] = true
		if !slices.Contains(m.placeholders(), name) {
			found = append(found, strconv.Quote(key)+" has no placeholder "+name)
		}
	}
	for _, name := range m.placeholders() {
		if !given[name] {
			found = append(found, strconv.Quote(key)+" is not given "+name)
		}
	}
	return found
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestSlipsAreSeen(t *testing.T) {
	t.Parallel()
	all := map[string]message{
		"common.a.b":    {"other": "Hei {{.Name}}"},
		"common.a.many": {"one": "én", "other": "{{.N}} av {{.Max}}"},
		"problem.long":  {"other": "Høyst {{.Max}}"},
	}
	for source, want := range map[string]int{
		`p.T("common.a.b", "Name", x)`:        0,
		`p.T("common.a.b")`:                   1,
		`p.T("common.a.b", "Nam", x)`:         2,
		`p.T("common.a.c")`:                   1,
		`p.T("common.a.many", "Max", 4)`:      1,
		`p.N("common.a.many", 2, "Max", 4)`:   0,
		`p.N("common.a.many", 2)`:             1,
		`pr.Add(f, "problem.long", "Max", 4)`: 0,
		`pr.Add(f, "problem.long")`:           1,
		`pr.Add(f, "problem.lang")`:           1,
		`wg.Add(1)`:                           0,
		`p.T(key)`:                            0,
		`p.T("common.a.b", args...)`:          0,
	} {
		e, err := parser.ParseExpr(source)
		if err != nil {
			t.Fatal(err)
		}
		if got := slips(e.(*ast.CallExpr), all); len(got) != want {
			t.Errorf("%s: %d slips %v, want %d", source, len(got), got, want)
		}
	}
}
