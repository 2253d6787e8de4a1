package lang

import (
	"strings"

	"dialogmote/internal/dialogue"
)

// Answer is what is answered, in words: the text, what is chosen, or the name of the file. "" for no answer.
func (p Printer) Answer(q dialogue.Question, a dialogue.Answer) string {
	switch q.Kind {
	case dialogue.AskChoice, dialogue.AskSeveral:
		var chosen []string
		for _, id := range a.Choices {
			if c := q.Choice(id); c != nil {
				chosen = append(chosen, p.Text(c.Text))
			}
		}
		return strings.Join(chosen, "; ")
	case dialogue.AskDate:
		if day, ok := dialogue.ParseISODate(a.Value); ok {
			return p.Date(day)
		}
	case dialogue.AskNumber:
		if p.Lang() != dialogue.English {
			return strings.Replace(a.Value, ".", ",", 1)
		}
	case dialogue.AskFile:
		return a.Filename
	}
	return a.Value
}
