package dialogue

import "strings"

// Lang is a language of pages and letters.
type Lang string

// The three languages. Bokmål and nynorsk are equals; English has the fixed texts only.
const (
	Bokmal  Lang = "nb"
	Nynorsk Lang = "nn"
	English Lang = "en"
)

// Langs lists every language in the order they are offered.
var Langs = [...]Lang{Bokmal, Nynorsk, English}

// ParseLang reads a language code; ok is false for one we don't have.
func ParseLang(s string) (l Lang, ok bool) {
	switch l = Lang(s); l {
	case Bokmal, Nynorsk, English:
		return l, true
	}
	return "", false
}

// Text is a text for people in up to three languages, stored as jsonb {"nb":…,"nn":…,"en":…}. Any of them may be empty.
type Text struct {
	NB string `json:"nb,omitempty"`
	NN string `json:"nn,omitempty"`
	EN string `json:"en,omitempty"`
}

// Get is the text in exactly that language, or "".
func (t Text) Get(l Lang) string {
	switch l {
	case Nynorsk:
		return t.NN
	case English:
		return t.EN
	}
	return t.NB
}

// Set returns the text with one language replaced.
func (t Text) Set(l Lang, s string) Text {
	switch l {
	case Nynorsk:
		t.NN = s
	case English:
		t.EN = s
	default:
		t.NB = s
	}
	return t
}

// In is the text for a reader of l: in l, else in the nearest language that has it (the other Norwegian one before English).
// found tells which, so that a page can mark it with lang and say so.
func (t Text) In(l Lang) (s string, found Lang) {
	order := [...]Lang{l, Bokmal, Nynorsk, English}
	for _, try := range order {
		if s := t.Get(try); strings.TrimSpace(s) != "" {
			return s, try
		}
	}
	return "", l
}

// For is In without the language found.
func (t Text) For(l Lang) string { s, _ := t.In(l); return s }

// IsEmpty reports whether no language has a text.
func (t Text) IsEmpty() bool {
	return strings.TrimSpace(t.NB) == "" && strings.TrimSpace(t.NN) == "" && strings.TrimSpace(t.EN) == ""
}

// MissingNorwegian lists which of bokmål and nynorsk is missing.
func (t Text) MissingNorwegian() []Lang {
	var missing []Lang
	for _, l := range []Lang{Bokmal, Nynorsk} {
		if strings.TrimSpace(t.Get(l)) == "" {
			missing = append(missing, l)
		}
	}
	return missing
}
