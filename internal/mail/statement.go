package mail

import (
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/markdown"
)

// statementValue is the placeholders of letters about written input.
func (w letter) statementValue(name string) (string, error) {
	s := w.Statement
	switch name {
	case "about":
		return markdown.Excerpt(w.title(), subjectTitle), nil
	case "series":
		return w.title(), nil
	case "reference":
		return s.Reference, nil
	case "invitation_url":
		return w.links.Invitation(w.Lang, w.series().Slug), nil
	case "contacts":
		return w.contacts(), nil
	case "statement_by":
		return w.p.WeekdaySpan(s.ExpiresAt, s.ExpiresAt), nil
	case "statement":
		return w.statement(), nil
	case "published_as":
		if shown := s.ShownAs(); shown != "" {
			return w.p.T("mail.statement.published-as", "Name", shown), nil
		}
		return w.p.T("mail.statement.published-anonymous"), nil
	case "statement_url":
		if w.Token == "" {
			return "", fmt.Errorf("mail: %s needs a token", w.Kind)
		}
		return w.links.StatementLink(w.Lang, w.Token), nil
	}
	return "", fmt.Errorf("mail: nothing is called {{%s}} in a letter about written input", name)
}

// statement is a copy of what was sent. It is in no letter to an address that is not proven: anybody may have written it.
func (w letter) statement() string {
	s := w.Statement
	fact := func(label, said string) string { return "**" + w.p.T(label) + ":** " + escapeMarkdown(said) }
	lines := []string{fact("mail.statement.from", s.From())}
	if m := w.Invitation.Meeting(s.Meeting); m != nil {
		lines = append(lines, fact("mail.statement.meeting", w.short(*m)))
	}
	lines = append(lines, fact("mail.statement.sent", w.p.DateTime(s.ReceivedAt)), fact("mail.statement.consent", w.consent()))
	if len(s.Files) > 0 {
		var names []string
		for _, f := range s.Files {
			names = append(names, f.File.Name)
		}
		lines = append(lines, fact("mail.statement.files", strings.Join(names, ", ")))
	}
	said := list(lines)
	if text := strings.TrimSpace(s.Text); text != "" {
		said += "\n\n" + quoted(text)
	}
	return said
}

func (w letter) consent() string {
	switch w.Statement.Consent {
	case dialogue.ConsentNamed:
		return w.p.T("mail.statement.consent.named")
	case dialogue.ConsentAnonymous:
		return w.p.T("mail.statement.consent.anonymous")
	}
	return w.p.T("mail.statement.consent.no")
}

// quoted is somebody's plain words as a quotation, line by line.
func quoted(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		b.WriteString(">")
		if line != "" {
			b.WriteString(" " + escapeMarkdown(line) + "  ")
		}
		b.WriteString("\n")
	}
	return b.String()
}
