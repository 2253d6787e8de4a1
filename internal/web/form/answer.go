package form

import (
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

// Answer reads what is written in a question's field.
func Answer(f *Form, name string, q dialogue.Question, key dialogue.AnswerKey) dialogue.AnswerEdit {
	e := dialogue.AnswerEdit{AnswerKey: key}
	switch q.Kind {
	case dialogue.AskText:
		e.Value = f.Lines(name, Optional(dialogue.MaxAnswer))
	case dialogue.AskNumber:
		e.Value = f.Line(name, Optional(dialogue.MaxLine))
	case dialogue.AskDate:
		e.Value = f.Date(name, false).String()
	case dialogue.AskChoice, dialogue.AskSeveral:
		e.Choices = f.IDs(name)
	}
	return e
}

// Answers reads what a form for registering has answered: the delegation's own, and each delegate's into the delegates.
func Answers(f *Form, inv *dialogue.Invitation, delegates []dialogue.DelegateRequest) []dialogue.AnswerEdit {
	var answers []dialogue.AnswerEdit
	for _, q := range inv.QuestionsAt(dialogue.AtSignUp) {
		key := dialogue.AnswerKey{Question: q.ID}
		switch {
		case q.Per == dialogue.PerDelegate:
			for i := range delegates {
				name := dialogue.AnswerField(Row("delegates", i, ""), key)
				delegates[i].Answers = append(delegates[i].Answers, Answer(f, name, q, key))
			}
		case inv.EachMeeting(q):
			for _, m := range inv.Meetings {
				key.Meeting = m.ID
				answers = append(answers, Answer(f, dialogue.AnswerField("", key), q, key))
			}
		default:
			answers = append(answers, Answer(f, dialogue.AnswerField("", key), q, key))
		}
	}
	return answers
}

// Mark is short for what a field holds, to be sent along so that what nobody has touched is known. It guards nothing: a forged one saves
// what was typed.
func Mark(values []string) string {
	h := fnv.New64a()
	for _, v := range values {
		if v = strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")); v != "" {
			h.Write([]byte(v + "\x00"))
		}
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// Person reads the one person of a form, with what the series asks of each.
func Person(f *Form, inv *dialogue.Invitation, now time.Time) dialogue.DelegateRequest {
	f.Near(dialogue.DateOf(now))
	people := []dialogue.DelegateRequest{Delegate(f, 0)}
	Answers(f, inv, people)
	return people[0]
}

// isAnswer reports whether a field of a delegate's row is an answer: alone it names nobody.
func isAnswer(field, prefix string) bool { return strings.HasPrefix(field, prefix+"answers.") }
