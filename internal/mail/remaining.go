package mail

import (
	"dialogmote/templates"
)

// remaining is what the delegation has left to do, a point each, with the meeting and the day.
func (w letter) remaining() string {
	var lines []string
	for _, left := range w.Remaining {
		said := escapeMarkdown(templates.RemainingWords(w.p, left))
		var about []string
		if m := w.Invitation.Meeting(left.Meeting); m != nil {
			about = append(about, w.short(*m))
		}
		if !left.By.IsZero() {
			about = append(about, w.p.T("mail.remaining.by", "Date", w.p.Deadline(left.By)))
		}
		for _, a := range about {
			said += " " + escapeMarkdown(a) + "."
		}
		lines = append(lines, said)
	}
	return list(lines)
}
