package lang

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "sort the catalogue files")

// area → the languages it must be whole in. The staff's pages are Norwegian only, see docs/decisions.
var areas = map[string][]dialogue.Lang{
	"common":     {dialogue.Bokmal, dialogue.Nynorsk, dialogue.English},
	"public":     {dialogue.Bokmal, dialogue.Nynorsk, dialogue.English},
	"delegation": {dialogue.Bokmal, dialogue.Nynorsk, dialogue.English},
	"staff":      {dialogue.Bokmal, dialogue.Nynorsk},
	"mail":       {dialogue.Bokmal, dialogue.Nynorsk, dialogue.English},
	"problem":    {dialogue.Bokmal, dialogue.Nynorsk, dialogue.English},
	"reason":     {dialogue.Bokmal, dialogue.Nynorsk, dialogue.English},
}

var (
	keyStyle    = regexp.MustCompile(`^[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)+$`)
	placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)
	keyLine     = regexp.MustCompile(`^"([^"]+)" = \S`)
)

// message is one key in one language: its forms, "other" always among them.
type message map[string]string

func (m message) plural() bool { return m["one"] != "" }

func (m message) placeholders() []string {
	names := []string{}
	for _, form := range m {
		for _, match := range placeholder.FindAllStringSubmatch(form, -1) {
			if !m.plural() || match[1] != "N" { // N fills {{.N}} by itself, and «one» may say it in words
				names = append(names, match[1])
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func readCatalogue(t *testing.T, area string, l dialogue.Lang) map[string]message {
	t.Helper()
	b, err := fs.ReadFile(catalogueFiles, "catalogue/"+area+"."+string(l)+".toml")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := toml.Unmarshal(b, &raw); err != nil {
		t.Fatalf("%s.%s: %v", area, l, err)
	}
	all := map[string]message{}
	for key, value := range raw {
		switch v := value.(type) {
		case string:
			all[key] = message{"other": v}
		case map[string]any:
			m := message{}
			for form, text := range v {
				m[form], _ = text.(string)
			}
			if m["one"] == "" || m["other"] == "" || len(m) != 2 {
				t.Errorf("%s.%s: %q must have the forms one and other", area, l, key)
			}
			all[key] = m
		default:
			t.Errorf("%s.%s: %q is neither a text nor plural forms", area, l, key)
		}
	}
	return all
}

func TestFilesAreTheAreas(t *testing.T) {
	t.Parallel()
	var want []string
	for area, langs := range areas {
		for _, l := range langs {
			want = append(want, "catalogue/"+area+"."+string(l)+".toml")
		}
	}
	slices.Sort(want)
	got, _ := fs.Glob(catalogueFiles, "catalogue/*")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryLanguageOfAnAreaSaysTheSame(t *testing.T) {
	t.Parallel()
	for area, langs := range areas {
		first := readCatalogue(t, area, langs[0])
		for key := range first {
			if !keyStyle.MatchString(key) || !strings.HasPrefix(key, area+".") {
				t.Errorf("%s: key %q: want %s.subject.what in small letters, digits, dots and hyphens", area, key, area)
			}
		}
		for _, l := range langs[1:] {
			other := readCatalogue(t, area, l)
			for key, m := range first {
				o, there := other[key]
				switch {
				case !there:
					t.Errorf("%s.%s lacks %q", area, l, key)
				case m.plural() != o.plural():
					t.Errorf("%s.%s: %q has plural forms in one language only", area, l, key)
				case !slices.Equal(m.placeholders(), o.placeholders()):
					t.Errorf("%s.%s: %q has placeholders %v, bokmål has %v", area, l, key, o.placeholders(), m.placeholders())
				}
			}
			for key := range other {
				if _, there := first[key]; !there {
					t.Errorf("%s.%s has %q, bokmål has not", area, l, key)
				}
			}
		}
	}
}

func TestTextsAreWellSet(t *testing.T) {
	t.Parallel()
	for area, langs := range areas {
		for _, l := range langs {
			for key, m := range readCatalogue(t, area, l) {
				for _, text := range m {
					rest := placeholder.ReplaceAllString(text, "")
					switch {
					case strings.TrimSpace(text) == "" || strings.TrimSpace(text) != text:
						t.Errorf("%s.%s: %q is empty or has space at an end", area, l, key)
					case strings.ContainsAny(rest, "{}"):
						t.Errorf("%s.%s: %q: a placeholder is written {{.Name}}", area, l, key)
					case l != dialogue.English && strings.ContainsAny(rest, "\"“”"):
						t.Errorf("%s.%s: %q: quotes are «»", area, l, key)
					case strings.Contains(strings.ToLower(rest), "enhet"):
						t.Errorf("%s.%s: %q says «enhet»; say kommune, bydel …", area, l, key)
					}
				}
			}
		}
	}
}

// Sorted files with one key a line let many add keys at once; -update sorts them.
func TestFilesAreSorted(t *testing.T) {
	t.Parallel()
	paths, _ := fs.Glob(catalogueFiles, "catalogue/*.toml")
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		want, problem := sorted(string(b))
		if problem != "" {
			t.Errorf("%s: %s", p, problem)
			continue
		}
		if want == string(b) {
			continue
		}
		if !*update {
			t.Errorf("%s is not sorted: go test ./internal/lang -update", path.Base(p))
		} else if err := os.WriteFile(p, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sorted is a file's heading comments, then its keys in order with a blank line between groups. problem tells what is wrong
// with a line.
func sorted(file string) (out, problem string) {
	var lines []string
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "#") && len(lines) == 0:
			out += line + "\n"
		case keyLine.MatchString(line):
			lines = append(lines, line)
		default:
			return "", "each line is \"area.subject.what\" = …, comments stand on top: " + line
		}
	}
	slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(keyOf(a), keyOf(b)) })
	lines = slices.Compact(lines) // the same line added on two branches
	group := ""
	for _, line := range lines {
		if g := groupOf(keyOf(line)); g != group {
			out, group = out+"\n", g
		}
		out += line + "\n"
	}
	return out, ""
}

func keyOf(line string) string { return keyLine.FindStringSubmatch(line)[1] }

func groupOf(key string) string {
	parts := strings.Split(key, ".")
	return strings.Join(parts[:min(2, len(parts)-1)], ".")
}
