package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
)

// text is the words of the letter: those that are given with the facts, else the organiser's own, else the standard. Own words that no longer
// fit – a placeholder is gone – never stand in a letter's way: the standard is used.
func (w letter) text() (text, error) {
	name := textOf(w.Facts)
	if w.Words != nil {
		if subject, body, ok := w.Words.In(w.Lang); ok {
			return ownText(subject, body), nil
		}
	}
	if subject, body, ok := w.organiser().Letters[name].In(w.Lang); ok && len(flaws(name, subject, body)) == 0 {
		return ownText(subject, body), nil
	}
	return readText(name, w.Lang)
}

func ownText(subject, body string) text {
	return text{subject: strings.TrimSpace(subject), lines: strings.Split(strings.TrimSpace(body), "\n")}
}

// Standard is the standard text of a letter in a language, and its fingerprint, which changes when the text does. An unknown name is an error.
func Standard(name string, l dialogue.Lang) (subject, body, fingerprint string, err error) {
	t, err := readText(name, l)
	if err != nil {
		return "", "", "", err
	}
	body = strings.Join(t.lines, "\n")
	sum := sha256.Sum256([]byte(t.subject + "\n" + body))
	return t.subject, body, hex.EncodeToString(sum[:8]), nil
}

// ToFill is the line of a standard text that stands where staff are to write: the first paragraph after the greeting.
func ToFill(name string, l dialogue.Lang) string {
	t, err := readText(name, l)
	if err != nil {
		return ""
	}
	for i, paragraph := range strings.Split(strings.Join(t.lines, "\n"), "\n\n") {
		if i == 1 {
			return strings.TrimSpace(paragraph)
		}
	}
	return ""
}

// Group is letters that belong together, by the names of their texts.
type Group struct {
	Name  string // "" for those that are not in any other
	Texts []string
}

// Groups are all texts that organisers may write their own words for, in the order they are met. What staff write anew each time is left out.
func Groups() []Group {
	groups := []Group{
		{"inviting", []string{"invitation", "reminder", "decline", "declined"}},
		{"registering", []string{"received_unverified", "received", "activated", "held", "refused", "changed", "withdrawn", "delegate_notice", "replaced", "taken_off", "proposal", "proposal_news"}},
		{"confirming", []string{"confirmation_contact", "confirmation", "confirmation_person"}},
		{"selecting", []string{"waiting", "waiting_person", "not_selected", "not_selected_person", "offer", "offer_expired", "offer_withdrawn"}},
		{"preparing", []string{"remaining", "material_added"}},
		{"meeting", []string{"meeting_moved", "meeting_moved_delegate", "meeting_dated", "meeting_cancelled", "meeting_cancelled_delegate"}},
		{"after", []string{"thanks"}},
		{"requesting", []string{"request_unverified", "request_received", "request_changed", "request_withdrawn", "request_met"}},
		{"statements", []string{"statement_unverified", "statement", "statement_published"}},
		{"links", []string{"sign_in", "my_sign_in", "about_me", "new_address", "let_in", "let_in_person"}},
		{"staff", []string{"copy", "staff_password"}},
	}
	seen := map[string]bool{"message": true}
	for _, g := range groups {
		for _, name := range g.Texts {
			seen[name] = true
		}
	}
	var rest []string
	for name := range texts() {
		if !seen[name] {
			rest = append(rest, name)
		}
	}
	if len(rest) > 0 {
		slices.Sort(rest)
		groups = append(groups, Group{"", rest})
	}
	return groups
}

// KindOf is the kind of letter that a text is for.
func KindOf(name string) dialogue.LetterKind {
	switch name {
	case "received_unverified", "request_unverified":
		return dialogue.LetterReceived
	case "statement_unverified":
		return dialogue.LetterStatement
	case "request_received":
		return dialogue.LetterActivated
	case "request_changed":
		return dialogue.LetterChanged
	case "request_withdrawn":
		return dialogue.LetterWithdrawn
	}
	for _, variant := range []string{"_contact", "_person", "_delegate"} {
		if kind, ok := strings.CutSuffix(name, variant); ok {
			return dialogue.LetterKind(kind)
		}
	}
	return dialogue.LetterKind(name)
}

// Compulsory are the placeholders without which a letter would be useless to its reader.
func Compulsory(name string) []string {
	switch name {
	case "invitation":
		return []string{"letter", "your_meetings", "invited_url"}
	case "reminder":
		return []string{"your_meetings", "invited_url"}
	case "decline":
		return []string{"declined", "decline_url", "decline_by"}
	case "declined":
		return []string{"change_mind"}
	case "received_unverified", "request_unverified":
		return []string{"verify_url", "verify_by", "registered"}
	case "received", "activated", "request_received":
		return []string{"next", "registered"}
	case "refused":
		return []string{"reason"}
	case "changed", "request_changed":
		return []string{"changes"}
	case "confirmation", "confirmation_person":
		return []string{"facts"}
	case "confirmation_contact":
		return []string{"facts", "delegates"}
	case "waiting", "waiting_person", "not_selected", "not_selected_person":
		return []string{"why"}
	case "offer":
		return []string{"offer", "facts", "offer_until", "answer"}
	case "offer_expired":
		return []string{"offer_over"}
	case "offer_withdrawn":
		return []string{"offer_over", "reason"}
	case "meeting_moved", "meeting_moved_delegate":
		return []string{"facts", "before", "reason"}
	case "meeting_dated", "request_met":
		return []string{"facts", "page_url"}
	case "meeting_cancelled":
		return []string{"facts", "reason", "choose"}
	case "meeting_cancelled_delegate":
		return []string{"facts", "reason"}
	case "sign_in":
		return []string{"sign_in_url"}
	case "my_sign_in":
		return []string{"my_sign_in_url"}
	case "let_in", "let_in_person":
		return []string{"my_url"}
	case "delegate_notice": // GDPR article 14
		return []string{"entered_by", "stored", "delete_on", "about_me_url"}
	case "about_me":
		return []string{"about_me_sign_in_url"}
	case "new_address":
		return []string{"new_address_url"}
	case "material_added":
		return []string{"news", "page_url"}
	case "statement_unverified":
		return []string{"statement_url", "statement_by"}
	case "statement":
		return []string{"statement", "statement_url"}
	case "statement_published":
		return []string{"published_as", "statement_url"}
	case "thanks":
		return []string{"evaluation"}
	case "copy":
		return []string{"registered"}
	case "staff_password":
		return []string{"staff_url"}
	}
	return nil
}

// CheckWords tells what is wrong with own words for a letter, by the fields of each language: "subject.nb", "body.nn". A language may be empty
// as a whole, and no other than bokmål and nynorsk is looked at.
func CheckWords(name string, words dialogue.LetterWords) dialogue.Problems {
	problems := dialogue.Problems{}
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		subject, body := strings.TrimSpace(words.Subject.Get(l)), strings.TrimSpace(words.Body.Get(l))
		if subject == "" && body == "" {
			continue
		}
		for _, flaw := range flaws(name, subject, body) {
			problems.Add(flaw.field+"."+string(l), flaw.key, flaw.args...)
		}
	}
	return problems
}

// flaw is one thing that is wrong with a text.
type flaw struct {
	field, key string
	args       []any
}

// flaws are what is wrong with own words in one language.
func flaws(name, subject, body string) []flaw {
	offered, err := Placeholders(name)
	if err != nil {
		return []flaw{{"", "problem.letter-text-gone", nil}}
	}
	var found []flaw
	add := func(field, key string, args ...any) { found = append(found, flaw{field, key, args}) }
	switch {
	case subject == "":
		add("subject", "problem.letter-text-subject")
	case strings.ContainsAny(subject, "\r\n"):
		add("subject", "problem.letter-text-one-line")
	case len([]rune(subject)) > dialogue.MaxSubject:
		add("subject", "problem.too-long", "Max", dialogue.MaxSubject)
	}
	switch {
	case body == "":
		add("body", "problem.letter-text-body")
	case len([]rune(body)) > dialogue.MaxLetterText:
		add("body", "problem.too-long", "Max", dialogue.MaxLetterText)
	}
	check := func(field, line string) {
		if left := placeholderMark.ReplaceAllString(line, ""); strings.Contains(left, "{{") || strings.Contains(left, "}}") {
			add(field, "problem.letter-text-braces", "Line", excerptOf(line))
		}
		for _, m := range placeholderMark.FindAllStringSubmatch(line, -1) {
			switch at := slices.IndexFunc(offered, func(p Placeholder) bool { return p.Name == m[1] }); {
			case at < 0:
				add(field, "problem.letter-text-unknown", "Placeholder", m[0])
			case field == "subject" && !inSubject(name, offered[at]):
				add(field, "problem.letter-text-not-in-subject", "Placeholder", m[0])
			case field == "body" && offered[at].Block && blockOn(line) != m[1]:
				add(field, "problem.letter-text-alone", "Placeholder", m[0])
			}
		}
	}
	check("subject", subject)
	for line := range strings.Lines(body) {
		check("body", strings.TrimRight(line, "\r\n"))
	}
	var missing []string
	for _, must := range Compulsory(name) {
		if body != "" && !strings.Contains(body, "{{"+must+"}}") {
			missing = append(missing, "{{"+must+"}}")
		}
	}
	if len(missing) > 0 {
		add("body", "problem.letter-text-missing", "Placeholders", strings.Join(missing, ", "))
	}
	return found
}

// inSubject reports whether a placeholder may stand in a subject line, which is journalled: nothing that names a person, no address, no block.
// A unit may be a person, but not in a letter of its own for those; the standard says «about», which leaves persons out.
func inSubject(text string, p Placeholder) bool {
	switch p.Name {
	case "name", "contact_name", "entered_by":
		return false
	case "unit":
		return text == "let_in"
	}
	return !p.Block && !strings.HasSuffix(p.Name, "_url")
}

// excerptOf is enough of a line to find it by.
func excerptOf(line string) string {
	if r := []rune(strings.TrimSpace(line)); len(r) > 40 {
		return fmt.Sprintf("%s …", string(r[:40]))
	}
	return strings.TrimSpace(line)
}
