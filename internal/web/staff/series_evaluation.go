package staff

import (
	"net/url"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

func evaluationPart() seriesPart {
	return seriesPart{tab: urls.TabEvaluation, place: dialogue.InQuestions, rows: "evaluation", most: dialogue.MaxEvaluation, draw: templates.SeriesEvaluation,
		values: func(e *edit) url.Values { return evaluationValues(e.page.Invitation) },
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			var questions []dialogue.EvaluationQuestion
			for i := range f.Rows("evaluation", dialogue.MaxEvaluation) {
				row := func(field string) string { return form.Row("evaluation", i, field) }
				questions = append(questions, dialogue.EvaluationQuestion{
					ID: f.ID(row("id"), false), Kind: form.Choice(f, row("kind"), dialogue.EvaluationKinds[:]...),
					Text: f.Texts(row("text"), form.Optional(dialogue.MaxQuestion)), Retired: f.Bool(row("retired")),
				})
			}
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveEvaluation(e.r.Context(), e.h.k.Actor(e.r), at, questions, f.Bool("thanks"))
		},
		typed: func(_ *edit, f *form.Form) (bool, error) {
			n := f.Rows("evaluation", dialogue.MaxEvaluation)
			if f.Has("add") && n < dialogue.MaxEvaluation {
				f.Values.Set(form.Row("evaluation", n, "id"), "")
				f.Values.Set(form.Row("evaluation", n, "kind"), string(dialogue.EvaluateMark))
			}
			return f.Has("add"), nil
		}}
}

// evaluationValues are the form as it is stored; where nobody has chosen, it begins with the standard.
func evaluationValues(inv dialogue.Invitation) url.Values {
	v := url.Values{"thanks": {typedBool(inv.Series.Thanks)}}
	questions := inv.Evaluation
	if len(questions) == 0 {
		questions = dialogue.StandardEvaluation()
	}
	for i, q := range questions {
		row := func(field string) string { return form.Row("evaluation", i, field) }
		v.Set(row("id"), q.ID.String())
		v.Set(row("kind"), string(q.Kind))
		templates.SetText(v, row("text"), q.Text)
		v.Set(row("retired"), typedBool(q.Retired))
	}
	return v
}
