package mail

import (
	"strings"

	"dialogmote/internal/dialogue"
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

// news are the documents and links that have come, with what they are. Only what is for everybody can be opened from the letter, which may be
// passed on; the rest lies on the registration's page.
func (w letter) news() string {
	var lines []string
	for _, m := range w.News {
		said := escapeMarkdown(w.p.Text(m.Title))
		if m.Audience == dialogue.ForAll && m.URL == "" {
			said = "[" + said + "](" + linkTarget(w.links.Material(w.Lang, w.series().Slug, m.ID, m.Filename)) + ")"
		}
		kind := ""
		switch m.Kind {
		case dialogue.Recording:
			kind = w.p.T("mail.news.recording")
		case dialogue.Report:
			kind = w.p.T("mail.news.report")
		}
		if kind != "" && !strings.Contains(strings.ToLower(w.p.Text(m.Title)), kind) {
			said += " – " + kind
		}
		if at := w.Invitation.Meeting(m.Meeting); at != nil {
			said += " (" + escapeMarkdown(w.short(*at)) + ")"
		}
		lines = append(lines, said)
	}
	return list(lines)
}
