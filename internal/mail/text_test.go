package mail

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

// Every text exists in every language, begins with its subject and uses only what its facts can fill.
func TestTextsUseOnlyTheirPlaceholders(t *testing.T) {
	t.Parallel()
	var known []string
	for name := range texts() {
		offered, err := Placeholders(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range dialogue.Langs {
			known = append(known, "texts/"+name+"."+string(l)+".md")
			source, err := readText(name, l)
			if err != nil {
				t.Error(err)
				continue
			}
			whole := strings.Join(append([]string{source.subject}, source.lines...), "\n")
			for _, m := range placeholderMark.FindAllStringSubmatch(whole, -1) {
				at := slices.IndexFunc(offered, func(p Placeholder) bool { return p.Name == m[1] })
				if at < 0 {
					t.Errorf("%s.%s uses %s, which its letters can't fill", name, l, m[0])
				}
			}
			for _, line := range append([]string{source.subject}, source.lines...) {
				if strings.Count(line, "{{") != len(placeholderMark.FindAllString(line, -1)) {
					t.Errorf("%s.%s: %q has something that is no placeholder", name, l, line)
				}
				for _, m := range placeholderMark.FindAllStringSubmatch(line, -1) {
					if isBlock(m[1]) && blockOn(line) != m[1] {
						t.Errorf("%s.%s: %s stands alone on its line", name, l, m[0])
					}
				}
			}
			for _, want := range Compulsory(name) {
				if !strings.Contains(whole, "{{"+want+"}}") {
					t.Errorf("%s.%s lacks {{%s}}", name, l, want)
				}
			}
		}
	}
	files, err := fs.Glob(textFiles, "texts/*")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(known)
	if !slices.Equal(known, files) {
		t.Errorf("files %v\nwant %v", files, known)
	}
}

func TestHeadingsWithNothingUnderThemAreLeftOut(t *testing.T) {
	t.Parallel()
	source, err := parseText("# Emne\n\nHei!\n\n## Program\n\n{{programme}}\n\n## Praktisk\n\n{{practical}}\n\n## Slutt\n\nHilsen")
	if err != nil {
		t.Fatal(err)
	}
	_, pieces, err := source.fill(func(name string) (string, error) {
		if name == "practical" {
			return "## Parkering", nil
		}
		return "", nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range pieces {
		got = append(got, p.markdown)
	}
	want := []string{"Hei!", "## Praktisk", "## Parkering", "## Slutt\n\nHilsen"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
