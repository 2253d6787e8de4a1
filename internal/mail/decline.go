package mail

import (
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
)

// declineValue is the placeholders of the letters about a no.
func (w letter) declineValue(name string) (string, error) {
	if w.Decline == nil {
		return "", fmt.Errorf("mail: %s: {{%s}} needs a decline", w.Kind, name)
	}
	switch name {
	case "decline_by":
		return w.p.WeekdaySpan(w.Decline.ExpiresAt, w.Decline.ExpiresAt), nil
	case "declined":
		return w.declined(), nil
	case "change_mind":
		return w.changeMind(), nil
	}
	if w.Token == "" {
		return "", fmt.Errorf("mail: %s needs a token", w.Kind)
	}
	return w.links.DeclineConfirm(w.Lang, w.Token), nil
}

// declined is who answered, and why when the address is proven: until then anybody may have written anything. The address is left out: the
// letter goes to it.
func (w letter) declined() string {
	lines := []string{"**" + w.p.T("mail.decline.from") + ":** " + escapeMarkdown(w.Decline.Contact.Name)}
	if reason := oneLine(w.Decline.Reason); reason != "" && w.Kind == dialogue.LetterDeclined {
		lines = append(lines, "**"+w.p.T("mail.decline.reason")+":** "+escapeMarkdown(reason))
	}
	return list(lines)
}

// changeMind is the way to register all the same, while that is possible.
func (w letter) changeMind() string {
	until, open := w.Invitation.AnswersUntil(*w.Invited, w.Now)
	if !open {
		return ""
	}
	said := []string{w.p.T("mail.decline.change")}
	if until.After(w.Now) {
		said[0] = w.p.T("mail.decline.change-by", "Date", escapeMarkdown(w.p.DeadlineDate(until)))
	}
	if w.Token != "" {
		said = append(said, "["+w.p.T("mail.decline.change-link")+"]("+w.links.Invited(w.Lang, w.Token)+")")
	}
	return strings.Join(said, "\n\n")
}
