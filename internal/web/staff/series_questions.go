package staff

import (
	"net/url"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

func questionsPart() seriesPart {
	return seriesPart{tab: urls.TabQuestions, place: dialogue.InQuestions, rows: "questions", most: dialogue.MaxQuestions, draw: templates.SeriesQuestions,
		values: func(e *edit) url.Values { return questionValues(e.page.Invitation) },
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			remind, _ := f.Int("remind", false, 0, 10)
			questions := readQuestions(f)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveQuestions(e.r.Context(), e.h.k.Actor(e.r), at, questions, remind)
		},
		typed: func(_ *edit, f *form.Form) (bool, error) { return addQuestion(f), nil }}
}

// addQuestion adds a row for one question more, as most of them are: a text that the delegation prepares.
func addQuestion(f *form.Form) bool {
	n := f.Rows("questions", dialogue.MaxQuestions)
	if !f.Has("add") || n == dialogue.MaxQuestions {
		return f.Has("add")
	}
	row := func(field string) string { return form.Row("questions", n, field) }
	f.Values.Set(row("id"), "")
	f.Values.Set(row("kind"), string(dialogue.AskText))
	f.Values.Set(row("per"), string(dialogue.PerUnit))
	f.Values.Set(row("phase"), string(dialogue.AsPreparation))
	f.Values.Set(row("required"), "1")
	return true
}

func questionValues(inv dialogue.Invitation) url.Values {
	v := url.Values{"remind": {typedInt(inv.Series.RemindRemaining)}}
	for i, q := range inv.Questions {
		row := func(field string) string { return form.Row("questions", i, field) }
		v.Set(row("id"), q.ID.String())
		templates.SetText(v, row("text"), q.Text)
		templates.SetText(v, row("label"), q.Label)
		templates.SetText(v, row("help"), q.Help)
		v.Set(row("kind"), string(q.Kind))
		v.Set(row("per"), string(q.Per))
		v.Set(row("phase"), string(q.Phase))
		v.Set(row("required"), typedBool(q.Required))
		for _, role := range q.Roles {
			v.Add(row("roles"), role.String())
		}
		v.Set(row("meeting"), q.Meeting.String())
		v.Set(row("due_on"), typedDate(q.Due.On))
		if q.Due.DaysBefore != nil {
			v.Set(row("due_days"), strconv.Itoa(*q.Due.DaysBefore))
		}
		for _, l := range dialogue.Langs {
			v.Set(row("choices."+string(l)), q.ChoiceLines(l))
		}
		v.Set(row("retired"), typedBool(q.Retired))
	}
	return v
}

func readQuestions(f *form.Form) []app.QuestionEdit {
	var questions []app.QuestionEdit
	for i := range f.Rows("questions", dialogue.MaxQuestions) {
		row := func(field string) string { return form.Row("questions", i, field) }
		q := app.QuestionEdit{Question: dialogue.Question{
			ID: f.ID(row("id"), false), Text: f.Texts(row("text"), form.Optional(dialogue.MaxQuestion)),
			Label: f.Text(row("label"), form.Optional(dialogue.MaxName)), Help: f.Texts(row("help"), form.Optional(dialogue.MaxQuestion)),
			Kind:  form.Choice(f, row("kind"), dialogue.QuestionKinds[:]...),
			Per:   form.Choice(f, row("per"), dialogue.Pers[:]...),
			Phase: form.Choice(f, row("phase"), dialogue.Phases[:]...),
			Roles: f.IDs(row("roles")), Meeting: f.ID(row("meeting"), false),
			Required: f.Bool(row("required")), Retired: f.Bool(row("retired")),
		}}
		q.Due.On = f.Date(row("due_on"), false)
		if n, ok := f.Int(row("due_days"), false, 0, 365); ok {
			q.Due.DaysBefore = &n
		}
		if q.Kind.Chooses() {
			q.Lines = choiceLines(f, row("choices"))
		}
		questions = append(questions, q)
	}
	return questions
}

// choiceLines reads choices, one a line: the lines of each language stand for the same choices in the same order. English may be left out.
func choiceLines(f *form.Form, name string) []dialogue.Text {
	var choices []dialogue.Text
	for _, l := range dialogue.Langs {
		written := f.Lines(name+"."+string(l), form.Optional(20*dialogue.MaxLine))
		n := 0
		for line := range strings.Lines(written) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			if len([]rune(line)) > dialogue.MaxLine {
				f.Problems.Add(name+"."+string(l), "problem.too-long", "Max", dialogue.MaxLine)
			}
			if n == len(choices) {
				choices = append(choices, dialogue.Text{})
			}
			choices[n] = choices[n].Set(l, line)
			n++
		}
		if n > dialogue.MaxChoices {
			f.Problems.Add(name+"."+string(l), "problem.question-choices-many", "Max", dialogue.MaxChoices)
		}
	}
	return choices
}
