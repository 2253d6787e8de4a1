package templates

import (
	"fmt"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

// PreparationsView is the room where a delegation answers what it is asked.
type PreparationsView struct {
	Change  ChangeView
	Asked   []dialogue.Asked
	Stale   []dialogue.AnswerKey // a colleague saved these since the form was opened
	Late    bool                 // the deadline passed while it was written
	Notice  string
	Endings string // of files that can be handed in
}

// AnswerValues is what an answer's field shows of what is stored.
func AnswerValues(a dialogue.Asked) []string {
	switch a.Question.Kind {
	case dialogue.AskChoice, dialogue.AskSeveral:
		var ids []string
		for _, id := range a.Answer.Choices {
			ids = append(ids, id.String())
		}
		return ids
	case dialogue.AskDate:
		if day, ok := dialogue.ParseISODate(a.Answer.Value); ok {
			return []string{fmt.Sprintf("%d.%d.%d", day.Day, day.Month, day.Year)}
		}
	case dialogue.AskNumber:
		return []string{strings.Replace(a.Answer.Value, ".", ",", 1)}
	case dialogue.AskFile:
		return nil
	}
	return []string{a.Answer.Value}
}

// askedPart is the questions that are due at the same time for the same meeting.
type askedPart struct {
	title, hint string
	asked       []dialogue.Asked
	open        bool
}

// parts are the questions by deadline, in the order they are asked: what is to be prepared, then what the form was answered with.
func (v PreparationsView) parts() []askedPart {
	p, now := v.Change.Frame.L, v.Change.Page.Now
	var all []askedPart
	for _, phase := range []dialogue.Phase{dialogue.AsPreparation, dialogue.AtSignUp} {
		for _, a := range v.Asked {
			if a.Question.Phase != phase {
				continue
			}
			part := askedPart{open: a.Open(now) && v.Change.Page.Registration.State == dialogue.Active}
			switch due := p.Deadline(a.Due); {
			case due == "":
				part.title = p.T("delegation.prepare.part")
			case part.open:
				part.title = p.T("delegation.prepare.part.due", "Date", due)
			default:
				part.title = p.T("delegation.prepare.part.over", "Date", due)
			}
			if phase == dialogue.AtSignUp {
				part.title = p.T("delegation.prepare.part.form")
			}
			if !part.open {
				part.hint = p.T("delegation.prepare.part.closed")
			}
			i := slices.IndexFunc(all, func(b askedPart) bool { return b.title == part.title && b.open == part.open })
			if i < 0 {
				i, all = len(all), append(all, part)
			}
			all[i].asked = append(all[i].asked, a)
		}
	}
	return all
}

// anyOpen reports whether anything can be answered now.
func (v PreparationsView) anyOpen() bool {
	return slices.ContainsFunc(v.parts(), func(p askedPart) bool { return p.open })
}

func (v PreparationsView) progress() string {
	done, of := answeredOf(v.Asked)
	return v.Change.Frame.L.T("delegation.prepare.progress", "Done", done, "Of", of)
}

// answeredOf counts what is to be prepared, and how much of it is answered.
func answeredOf(asked []dialogue.Asked) (done, of int) {
	for _, a := range asked {
		if a.Question.Phase == dialogue.AsPreparation && !a.Question.Retired {
			of++
			if !a.Answer.IsEmpty() {
				done++
			}
		}
	}
	return done, of
}

func (v PreparationsView) field(a dialogue.Asked) Field {
	p := v.Change.Frame.L
	fd := answerField(p, &v.Change.Page.Invitation, a.Question, dialogue.AnswerField("", a.Key()))
	fd.Hint, fd.Rows, fd.Accept = p.Text(a.Question.Help), 8, v.Endings
	fd.Required, fd.Unmarked = a.Question.Required, false
	if a.Question.Kind == dialogue.AskDate {
		fd.Hint = strings.TrimSpace(fd.Hint + " " + p.T("delegation.prepare.date-hint"))
	}
	if a.Delegate != nil {
		fd.Label += " – " + a.Delegate.Name
	}
	if a.Meeting != nil {
		fd.Label += " – " + meetingShort(p, *a.Meeting)
	}
	return fd
}

// savedWords is who answered last and when, or that nobody has.
func (v PreparationsView) savedWords(a dialogue.Asked) string {
	p := v.Change.Frame.L
	switch {
	case a.Answer.Version == 0 || a.Answer.IsEmpty() && a.Answer.By == "":
		return p.T("delegation.prepare.unanswered")
	case a.Answer.By == "":
		return p.T("delegation.prepare.saved-by-staff", "At", p.DateTime(a.Answer.At))
	}
	return p.T("delegation.prepare.saved-by", "At", p.DateTime(a.Answer.At), "Name", a.Answer.By)
}

func (v PreparationsView) isStale(a dialogue.Asked) bool { return slices.Contains(v.Stale, a.Key()) }

// typed is what was typed, in words, to be compared with what is stored.
func (v PreparationsView) typed(a dialogue.Asked) string {
	typed := v.Change.Form.Values[dialogue.AnswerField("", a.Key())]
	if !a.Question.Kind.Chooses() {
		return strings.ReplaceAll(strings.Join(typed, ""), "\r\n", "\n")
	}
	var chosen []dialogue.ID
	for _, value := range typed {
		if id, err := dialogue.ParseID(value); err == nil {
			chosen = append(chosen, id)
		}
	}
	return v.Change.Frame.L.Answer(a.Question, dialogue.Answer{Choices: chosen})
}

// prepareRoom is where the questions are answered; a series that asks nothing has none.
func prepareRoom(v OwnView) room {
	p, r := v.Frame.L, v.Page.Registration
	asked := v.Page.Invitation.Asks(r)
	if len(asked) == 0 || r.State != dialogue.Active {
		return room{}
	}
	done, of := answeredOf(asked)
	state := p.T("delegation.prepare.progress", "Done", done, "Of", of)
	if of == 0 {
		state = p.T("delegation.prepare.part.form")
	}
	return room{urls.Paths().MyPreparations(p.Lang(), r.Reference), p.T("delegation.prepare.title"), state}
}
