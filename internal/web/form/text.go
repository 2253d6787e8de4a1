package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dialogmote/internal/dialogue"
)

// Rule is what a text field demands.
type Rule struct {
	required bool
	max      int
}

// Required must be filled in.
func Required(max int) Rule { return Rule{true, max} }

// Optional may be empty.
func Optional(max int) Rule { return Rule{false, max} }

// Line is a text of one line: spaces are single and none stand around it. max counts characters.
func (f *Form) Line(name string, rule Rule) string {
	return f.checked(name, strings.Join(strings.Fields(tidy(f.Raw(name))), " "), rule)
}

// Lines is a text of several lines, or Markdown: line ends are \n, lines end without spaces, none are empty around the text.
func (f *Form) Lines(name string, rule Rule) string {
	lines := strings.Split(tidy(f.Raw(name)), "\n")
	for i, line := range lines {
		// Two spaces at the end of a line are a line break in Markdown.
		trimmed := strings.TrimRightFunc(line, unicode.IsSpace)
		if trimmed != "" && strings.HasSuffix(line, "  ") {
			trimmed += "  "
		}
		lines[i] = trimmed
	}
	return f.checked(name, strings.Trim(strings.TrimRight(strings.Join(lines, "\n"), " "), "\n"), rule)
}

// Text is a line in bokmål, nynorsk and English from the fields name.nb, name.nn and name.en. English is never required.
func (f *Form) Text(name string, rule Rule) dialogue.Text { return f.inLangs(name, rule, f.Line) }

// Texts is Text of several lines.
func (f *Form) Texts(name string, rule Rule) dialogue.Text { return f.inLangs(name, rule, f.Lines) }

func (f *Form) inLangs(name string, rule Rule, read func(string, Rule) string) (t dialogue.Text) {
	for _, l := range dialogue.Langs {
		each := rule
		each.required = rule.required && l != dialogue.English
		t = t.Set(l, read(name+"."+string(l), each))
	}
	return t
}

// Secret is a password: exactly as typed but for Unicode's several writings of the same letter.
func (f *Form) Secret(name string) string {
	s := norm.NFC.String(f.Raw(name))
	if s == "" {
		f.Problems.Add(name, "problem.required")
	}
	return s
}

func (f *Form) checked(name, s string, rule Rule) string {
	switch {
	case s == "" && rule.required:
		f.Problems.Add(name, "problem.required")
	case rule.max > 0 && utf8.RuneCountInString(s) > rule.max:
		f.Problems.Add(name, "problem.too-long", "Max", rule.max)
	}
	return s
}

// printable is a typed value as it can be shown again and stored: valid UTF-8 without control characters.
func printable(s string) string {
	if len(s) > maxFieldValue {
		s = s[:maxFieldValue]
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return r
		case unicode.IsControl(r), noncharacter(r), isFormatting(r):
			return -1
		}
		return r
	}, s)
}

// noncharacter is what Unicode keeps for no text, and HTML forbids.
func noncharacter(r rune) bool { return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF }

// isFormatting finds marks that turn the direction of text or can't be seen: they let a name look like another.
func isFormatting(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200B || r == 0x2060 || r == 0xFEFF
}

// tidy gives the browser's text one writing: composed letters, \n for line ends, plain spaces for special ones.
func tidy(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u00AD", "").Replace(s)
	return norm.NFC.String(s)
}
