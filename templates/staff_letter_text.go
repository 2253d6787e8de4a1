package templates

import (
	"html"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// LetterTextWord is what a letter's text is called: the letter's own word, and whom it is for where there is one text for each.
func LetterTextWord(p lang.Printer, name string, kind dialogue.LetterKind) string {
	switch name {
	case "received_unverified":
		return p.T("staff.text-of-letter.name.verify")
	case "received":
		return p.T("staff.text-of-letter.name.received")
	case "activated":
		return p.T("staff.text-of-letter.name.activated")
	case "confirmation":
		return p.T("staff.text-of-letter.name.confirmation-delegate")
	case "confirmation_contact":
		return p.T("staff.text-of-letter.name.confirmation-contact")
	case "confirmation_person":
		return p.T("staff.text-of-letter.name.confirmation-person")
	case "request_unverified":
		return p.T("staff.text-of-letter.name.request-verify")
	case "request_received":
		return p.T("staff.text-of-letter.name.request-received")
	case "request_changed":
		return p.T("staff.text-of-letter.name.request-changed")
	case "request_withdrawn":
		return p.T("staff.text-of-letter.name.request-withdrawn")
	case "statement_unverified":
		return p.T("staff.text-of-letter.name.statement-verify")
	case "let_in_person":
		return p.T("staff.text-of-letter.name.let-in-person")
	}
	word := LetterWord(p, kind)
	switch {
	case word == p.T("staff.letter.kind.other"):
		return word + ": " + strings.ReplaceAll(name, "_", " ")
	case strings.HasSuffix(name, "_person"):
		return p.T("staff.text-of-letter.name.to-person", "Letter", word)
	case strings.HasSuffix(name, "_delegate"):
		return p.T("staff.text-of-letter.name.to-delegate", "Letter", word)
	}
	return word
}

// groupWord is what letters that belong together are about.
func groupWord(p lang.Printer, group string) string {
	switch group {
	case "inviting":
		return p.T("staff.text-of-letter.group.inviting")
	case "registering":
		return p.T("staff.text-of-letter.group.registering")
	case "confirming":
		return p.T("staff.text-of-letter.group.confirming")
	case "preparing":
		return p.T("staff.text-of-letter.group.preparing")
	case "after":
		return p.T("staff.text-of-letter.group.after")
	case "selecting":
		return p.T("staff.text-of-letter.group.selecting")
	case "meeting":
		return p.T("staff.text-of-letter.group.meeting")
	case "requesting":
		return p.T("staff.text-of-letter.group.requesting")
	case "statements":
		return p.T("staff.text-of-letter.group.statements")
	case "links":
		return p.T("staff.text-of-letter.group.links")
	case "staff":
		return p.T("staff.text-of-letter.group.staff")
	}
	return p.T("staff.text-of-letter.group.other")
}

// letterTextChanged is when own words were written, and by whom.
func letterTextChanged(p lang.Printer, t dialogue.LetterTextLine) string {
	if t.By == "" {
		return p.Date(dialogue.DateOf(t.At))
	}
	return p.Date(dialogue.DateOf(t.At)) + ", " + t.By
}

// readers are whose letter can be looked at.
func (v LetterTextView) readers() (options []Option) {
	for _, r := range v.Page.Readers {
		options = append(options, Option{Value: r.Registration.String(), Label: r.Unit + " – " + v.Frame.L.Text(r.Title)})
	}
	return options
}

// LetterTextProblems is what is wrong with words that are to be looked at, in the letter's place.
func LetterTextProblems(p lang.Printer, problems dialogue.Problems) MailFrame {
	var fields []string
	for field := range problems {
		fields = append(fields, field)
	}
	slices.Sort(fields)
	var b strings.Builder
	b.WriteString("<ul>")
	for _, field := range fields {
		b.WriteString("<li>")
		if _, l, ok := strings.Cut(field, "."); ok && (l == "nb" || l == "nn") {
			b.WriteString(html.EscapeString(p.T("common.language."+l)) + ": ")
		}
		b.WriteString(html.EscapeString(p.Problem(problems[field])) + "</li>")
	}
	b.WriteString("</ul>")
	return MailFrame{L: p, Subject: p.T("staff.text-of-letter.cannot-show"), HTML: []string{b.String()}}
}
