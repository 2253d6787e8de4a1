package dialogue

import (
	"strings"
	"time"
)

// LetterWords is what a letter says in an organiser's own words: Markdown with placeholders, in bokmål and nynorsk.
type LetterWords struct {
	Subject Text `json:"subject"`
	Body    Text `json:"body"`
}

// The longest subject and text of a letter, in characters.
const (
	MaxSubject    = 200
	MaxLetterText = 20_000
)

// In is the words in exactly that language. ok is false when subject or text is lacking there, and always for English, which has the fixed
// texts only.
func (w LetterWords) In(l Lang) (subject, body string, ok bool) {
	subject, body = strings.TrimSpace(w.Subject.Get(l)), strings.TrimSpace(w.Body.Get(l))
	return subject, body, l != English && subject != "" && body != ""
}

// Nearest is the words in the language, else in the other Norwegian one, and which it is; ok is false without any.
func (w LetterWords) Nearest(l Lang) (found Lang, ok bool) {
	for _, try := range []Lang{l, Bokmal, Nynorsk} {
		if _, _, ok := w.In(try); ok {
			return try, true
		}
	}
	return l, false
}

// Langs are the languages that have words of their own.
func (w LetterWords) Langs() []Lang {
	var own []Lang
	for _, l := range Langs {
		if _, _, ok := w.In(l); ok {
			own = append(own, l)
		}
	}
	return own
}

// LetterText is an organiser's own words for one of its letters, as stored. Version 0 is none yet.
type LetterText struct {
	Organiser ID
	Name      string // of the standard text
	LetterWords
	Standard  Text // fingerprints of the standard texts that the words were written beside
	UpdatedBy ID
	UpdatedAt time.Time
	Version   int
}

// LetterReader is a registration whose letters can be looked at.
type LetterReader struct {
	Series, Registration ID
	Unit                 string
	Title                Text // of the series
}

// TextPlaceholder is a name that the words of a letter may use.
type TextPlaceholder struct {
	Name       string
	Says       string // what stands in its place
	Block      bool   // stands alone on its line
	Compulsory bool
}

// LetterTextLine is one letter in the list of an organiser's texts.
type LetterTextLine struct {
	Name    string
	Kind    LetterKind
	Own     []Lang // the languages with words of the organiser's own
	Changed []Lang // of those, where the standard has changed since
	Broken  []Lang // of those, where the words don't fit any more and the standard is used
	At      time.Time
	By      string
}

// LetterTextGroup is letters that belong together; the one without a name is for all others.
type LetterTextGroup struct {
	Name  string
	Texts []LetterTextLine
}

// LetterTextPage is one letter's words as staff write them.
type LetterTextPage struct {
	LetterTextLine
	Words        LetterWords // the organiser's own
	Standard     LetterWords
	Version      int
	Placeholders []TextPlaceholder
	Readers      []LetterReader // whose letters can be looked at, the latest first
}
