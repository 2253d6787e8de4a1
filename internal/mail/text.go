package mail

import (
	"embed"
	"fmt"
	"regexp"
	"strings"

	"dialogmote/internal/dialogue"
)

// Texts are named <text>.<language>.md. The first line is «# subject»; the rest is Markdown with placeholders written
// {{name}}. A block stands alone on its line; other placeholders stand in a sentence.
//
//go:embed texts/*.md
var textFiles embed.FS

var placeholderMark = regexp.MustCompile(`\{\{([a-z_]+)\}\}`)

// text is one letter's text, as organisers write it.
type text struct {
	subject string
	lines   []string
}

func readText(name string, l dialogue.Lang) (text, error) {
	path := "texts/" + name + "." + string(l) + ".md"
	b, err := textFiles.ReadFile(path)
	if err != nil {
		return text{}, fmt.Errorf("mail: no text: %w", err)
	}
	return parseText(string(b))
}

func parseText(s string) (text, error) {
	first, rest, _ := strings.Cut(s, "\n")
	subject, ok := strings.CutPrefix(first, "# ")
	if !ok || strings.TrimSpace(subject) == "" {
		return text{}, fmt.Errorf("mail: a text begins with «# subject», not %q", first)
	}
	return text{subject: strings.TrimSpace(subject), lines: strings.Split(strings.TrimSpace(rest), "\n")}, nil
}

// blockOn is the block that stands alone on the line, or "".
func blockOn(line string) string {
	m := placeholderMark.FindStringSubmatch(line)
	if m != nil && m[0] == strings.TrimSpace(line) {
		return m[1]
	}
	return ""
}

// headingLevel is the number of # that begin the line; 0 for a line that is no heading.
func headingLevel(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n > 6 || !strings.HasPrefix(line[n:], " ") {
		return 0
	}
	return n
}

// piece is Markdown that is rendered by itself. The letter's subject is h1 and its own headings h2; those of a block, which
// staff wrote, come below them.
type piece struct {
	markdown   string
	topHeading int
}

// fill puts values in place of placeholders and gives Markdown in pieces, each to be rendered by itself: what staff wrote in a
// block can then never swallow or bend the text around it. A heading with nothing left under it is left out.
func (t text) fill(value func(name string) (string, error)) (subject string, pieces []piece, err error) {
	blocks := map[string]string{}
	replace := func(line string, escape func(string) string) string {
		return placeholderMark.ReplaceAllStringFunc(line, func(mark string) string {
			v, e := value(mark[2 : len(mark)-2])
			if e != nil && err == nil {
				err = e
			}
			return escape(v)
		})
	}
	for _, line := range t.lines {
		if name := blockOn(line); isBlock(name) {
			v, e := value(name)
			if e != nil {
				return "", nil, e
			}
			blocks[name] = strings.TrimSpace(v)
		}
	}
	subject = oneLine(replace(t.subject, func(s string) string { return s }))
	var run []string
	flush := func() {
		if s := strings.TrimSpace(strings.Join(run, "\n")); s != "" {
			pieces = append(pieces, piece{s, 2})
		}
		run = nil
	}
	for i, line := range t.lines {
		name := blockOn(line)
		switch {
		case isBlock(name):
			flush()
			if blocks[name] != "" {
				pieces = append(pieces, piece{blocks[name], 3})
			}
		case headingLevel(line) > 0 && t.emptyUnder(i, blocks):
		default:
			run = append(run, replaceInline(line, replace))
		}
	}
	flush()
	return subject, pieces, err
}

// replaceInline escapes values for Markdown, except addresses, which stand in a link's parentheses.
func replaceInline(line string, replace func(string, func(string) string) string) string {
	return placeholderMark.ReplaceAllStringFunc(line, func(mark string) string {
		escape := escapeMarkdown
		if strings.HasSuffix(mark, "_url}}") {
			escape = func(s string) string { return s }
		}
		return replace(mark, escape)
	})
}

// emptyUnder reports whether nothing is left between the heading on line i and the next heading of its level or above.
func (t text) emptyUnder(i int, blocks map[string]string) bool {
	level := headingLevel(t.lines[i])
	for _, line := range t.lines[i+1:] {
		if n := headingLevel(line); n > 0 {
			if n <= level {
				return true
			}
			continue
		}
		if name := blockOn(line); isBlock(name) {
			if blocks[name] != "" {
				return false
			}
		} else if strings.TrimSpace(line) != "" {
			return false
		}
	}
	return true
}

// oneLine makes a value fit for a header or a sentence: control characters and line breaks, by which a name could add headers
// of its own, become spaces.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == '\u2028' || r == '\u2029'
	}), " ")
}

// escapeMarkdown makes a value say only itself in Markdown: no emphasis, link, list or HTML comes of it.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range oneLine(s) {
		if r < 0x80 && strings.ContainsRune("\\`*_{}[]()#+-.!|<>~:@/&\"'$=^", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
