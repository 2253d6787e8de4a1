package lang

import (
	"strings"
	"time"

	"dialogmote/internal/dialogue"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Printer says things in one language. It is a small value, safe to copy and to use from many goroutines. The zero Printer
// speaks bokmål.
type Printer struct{ lang dialogue.Lang }

// For is the printer of a language; an unknown one gets bokmål.
func For(l dialogue.Lang) Printer {
	known, ok := dialogue.ParseLang(string(l))
	if !ok {
		known = dialogue.Bokmal
	}
	return Printer{known}
}

// Lang is the language spoken.
func (p Printer) Lang() dialogue.Lang {
	if p.lang == "" {
		return dialogue.Bokmal
	}
	return p.lang
}

func (p Printer) voice() *voice { return voices()[p.Lang()] }

// T is the message of a key. args are alternating name and value: T("common.error.reference", "Reference", ref) fills
// {{.Reference}}. Values of type dialogue.Text, dialogue.Date and time.Time are written in the printer's language.
//
// A key that is not in the catalogue gives the key itself in double brackets, so that a slip shows on the page and in tests
// and never stops a request; the package's tests look for such keys in all source.
func (p Printer) T(key string, args ...any) string {
	return p.say(&i18n.LocalizeConfig{MessageID: key, TemplateData: p.named(args)})
}

// N is T for a message that counts something: n chooses between its forms one and other, and fills {{.N}}.
func (p Printer) N(key string, n int, args ...any) string {
	data := p.named(args)
	data["N"] = p.Number(n)
	return p.say(&i18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: data})
}

// Problem is what is wrong, said to the reader of a form.
func (p Printer) Problem(pr dialogue.Problem) string {
	data := make(map[string]any, len(pr.Args))
	for name, value := range pr.Args {
		data[name] = p.readable(value)
	}
	return p.say(&i18n.LocalizeConfig{MessageID: pr.Key, TemplateData: data})
}

// Text is the text for the printer's reader; see dialogue.Text.For about missing languages.
func (p Printer) Text(t dialogue.Text) string { return t.For(p.Lang()) }

// List joins items as in speech: «a», «a og b», «a, b og c».
func (p Printer) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + p.voice().form.and + items[last]
}

// Number writes 1 234 with a no-break space (in English 1,234).
func (p Printer) Number(n int) string { return p.voice().names.FmtNumber(float64(n), 0) }

func (p Printer) say(c *i18n.LocalizeConfig) string {
	// The error is about a key or plural form that this language lacks; s is then bokmål's, or empty.
	s, _ := p.voice().messages.Localize(c)
	if s == "" {
		return "⟦" + c.MessageID + "⟧"
	}
	return s
}

func (p Printer) named(args []any) map[string]any {
	data := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		data[name] = p.readable(args[i+1])
	}
	return data
}

func (p Printer) readable(value any) any {
	switch v := value.(type) {
	case dialogue.Text:
		return p.Text(v)
	case dialogue.Date:
		return p.Date(v)
	case time.Time:
		return p.DateTime(v)
	case []string:
		return p.List(v)
	case dialogue.Hours:
		if v.To.IsZero() {
			return p.Clock(v.From)
		}
		return p.Clock(v.From) + "–" + p.Clock(v.To)
	case []dialogue.Text:
		said := make([]string, len(v))
		for i, t := range v {
			said[i] = p.Text(t)
		}
		return p.List(said)
	}
	return value
}
