package mail

import (
	"fmt"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// why is the reason for the answer to the whole registration, said to its holder.
func (w letter) why() (string, error) {
	if w.Selected == nil {
		return "", fmt.Errorf("mail: %s: {{why}} needs what the selection gave", w.Kind)
	}
	return escapeMarkdown(w.p.Reason(w.Selected.Reason, w.Selected.Outcome, w.voice(), w.Invitation)), nil
}

// voice is how the reader is spoken to: one, or several.
func (w letter) voice() lang.Voice {
	if w.alone() {
		return lang.ToPerson
	}
	return lang.ToUnit
}

// unplaced are those of a delegation with places who got none, and each reason once. It goes to the contact.
func (w letter) unplaced() string {
	if w.Selected == nil {
		return ""
	}
	var people, reasons []string
	waits := false
	for _, s := range w.Selected.Persons {
		if s.Outcome == dialogue.SeatPlaced {
			continue
		}
		line := "**" + escapeMarkdown(s.Delegate.Name) + "**"
		if role := w.Invitation.Role(s.Delegate.Role); role != nil {
			line += ", " + escapeMarkdown(w.p.Text(role.Name))
		}
		people = append(people, line+" – "+w.state(s.Outcome))
		waits = waits || s.Outcome == dialogue.SeatWaiting
		voice := lang.ToUnit
		if s.Reason.Kind == "lock" {
			voice = lang.AboutOne // a decision about one of them, not about them all
		}
		if why := escapeMarkdown(w.p.Reason(s.Reason, s.Outcome, voice, w.Invitation)); why != "" && !slices.Contains(reasons, why) {
			reasons = append(reasons, why)
		}
	}
	if len(people) == 0 {
		return ""
	}
	said := append([]string{w.p.N("mail.unplaced.intro", len(people)), list(people)}, reasons...)
	if waits {
		said = append(said, w.p.T("mail.unplaced.waiting"))
	}
	return strings.Join(said, "\n\n")
}

// groupWork is the questions for the group work at the letter's meeting, else those of the series.
func (w letter) groupWork() string {
	if own := w.p.Text(w.Meeting.GroupWork); strings.TrimSpace(own) != "" {
		return own
	}
	return w.p.Text(w.series().Texts.GroupWork)
}

// statements is how to send written input, as long as it can be sent.
func (w letter) statements() string {
	if by := w.series().StatementsBy; !by.IsZero() && !by.EndOfDay().After(w.Now) {
		return ""
	}
	return w.p.Text(w.series().Texts.Statements)
}
