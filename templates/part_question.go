package templates

import (
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// dueSentence is «Svar på spørsmålene innen 13. november 2020», or «Meld inn sak innen 1. mars».
func dueSentence(p lang.Printer, d dialogue.DueDay) string {
	if label := p.Text(d.Label()); label != "" {
		return p.T("public.question.due-one", "Label", label, "Date", p.DeadlineDate(d.At))
	}
	return p.T("public.question.due", "Date", p.DeadlineDate(d.At))
}

// askedLabel is the question in a few words, with whom or which meeting it is about.
func askedLabel(p lang.Printer, a dialogue.Asked) string {
	label := p.Text(a.Question.Short())
	switch {
	case a.Delegate != nil:
		label += " – " + a.Delegate.Name
	case a.Meeting != nil:
		label += " – " + meetingShort(p, *a.Meeting)
	}
	return label
}

// answerField is a question's field. Who it concerns and by when stand in its hint.
func answerField(p lang.Printer, inv *dialogue.Invitation, q dialogue.Question, name string) Field {
	fd := Field{Name: name, Label: p.Text(q.Text), Hint: questionHint(p, inv, q), Rows: 4}
	some := len(q.Roles) > 0 || !q.Meeting.IsZero()
	fd.Required, fd.Unmarked = q.Required && !some, q.Required && some
	return fd
}

func questionHint(p lang.Printer, inv *dialogue.Invitation, q dialogue.Question) string {
	var said []string
	if help := p.Text(q.Help); help != "" {
		said = append(said, help)
	}
	var roles []string
	for _, id := range q.Roles {
		if role := inv.Role(id); role != nil {
			roles = append(roles, p.Text(role.Name))
		}
	}
	if len(roles) > 0 {
		said = append(said, p.T("delegation.prepare.for-roles", "Roles", p.List(roles)))
	}
	if m := inv.Meeting(q.Meeting); m != nil {
		said = append(said, p.T("delegation.prepare.for-meeting", "Meeting", meetingShort(p, *m)))
	}
	if q.Kind == dialogue.AskDate {
		said = append(said, p.T("delegation.prepare.date-hint"))
	}
	return strings.Join(said, " ")
}

func choiceOptions(p lang.Printer, q dialogue.Question, chosen []dialogue.ID) []Option {
	var options []Option
	for _, c := range q.Offered(chosen) {
		options = append(options, Option{Value: c.ID.String(), Label: p.Text(c.Text)})
	}
	return options
}

// formAsked is a field of the form for registering.
type formAsked struct {
	question dialogue.Question
	field    Field
}

// formQuestions are the fields that the form asks of the delegation, or of the delegate in a row with the prefix.
func formQuestions(p lang.Printer, inv *dialogue.Invitation, asked []dialogue.Question, prefix string) []formAsked {
	var fields []formAsked
	for _, q := range asked {
		key := dialogue.AnswerKey{Question: q.ID}
		switch {
		case (q.Per == dialogue.PerDelegate) != (prefix != ""):
		case inv.EachMeeting(q):
			for _, m := range inv.Meetings {
				if m.State != dialogue.Cancelled && (q.Meeting.IsZero() || q.Meeting == m.ID) {
					key.Meeting = m.ID
					fd := answerField(p, inv, q, dialogue.AnswerField(prefix, key))
					fd.Label += " – " + meetingShort(p, m)
					fd.Required, fd.Unmarked = false, q.Required // only for those the delegation comes to
					fields = append(fields, formAsked{q, fd})
				}
			}
		default:
			fields = append(fields, formAsked{q, answerField(p, inv, q, dialogue.AnswerField(prefix, key))})
		}
	}
	return fields
}

// givenAnswers are those of a registration's answers that the form asked for.
func givenAnswers(inv *dialogue.Invitation, r dialogue.Registration) []dialogue.Asked {
	var given []dialogue.Asked
	for _, a := range inv.Asks(r) {
		if a.Question.Phase == dialogue.AtSignUp && !a.Answer.IsEmpty() {
			given = append(given, a)
		}
	}
	return given
}

// requested is an answer of a request, to be checked before it is sent.
func requested(p lang.Printer, inv *dialogue.Invitation, e dialogue.AnswerEdit) (label, said string) {
	q := inv.Question(e.Question)
	if q == nil {
		return "", ""
	}
	a := dialogue.Asked{Question: *q, Meeting: inv.Meeting(e.Meeting)}
	return askedLabel(p, a), p.Answer(*q, dialogue.Answer{Value: e.Value, Choices: e.Choices})
}
