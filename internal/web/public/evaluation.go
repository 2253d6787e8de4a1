package public

import (
	"errors"
	"net/http"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// evaluationRoutes are the form that a letter's link leads to. It names nobody, and a GET changes nothing.
func (p pages) evaluationRoutes() []page.Route {
	const link = page.Language + "/evaluering/{token}"
	return []page.Route{
		{Method: http.MethodGet, Pattern: link, Access: page.StartLink, Budget: page.Guarded, Handle: p.getEvaluation},
		{Method: http.MethodPost, Pattern: link, Access: page.StartLink, Budget: page.Guarded, Handle: p.postEvaluation},
	}
}

func (p pages) getEvaluation(w http.ResponseWriter, r *http.Request) error {
	asked, err := p.app.EvaluationForm(r.Context(), p.kit.Param(r, "token"))
	if err != nil {
		return err
	}
	return p.evaluation(w, r, http.StatusOK, asked, p.kit.Form(r, r.URL.Path))
}

func (p pages) evaluation(w http.ResponseWriter, r *http.Request, status int, asked dialogue.EvaluationForm, f templates.Form) error {
	v := templates.EvaluationView{Frame: p.frame(r, &asked.Invitation, p.kit.Printer(r).T("public.evaluation.title")), Page: asked, Form: f}
	v.Frame.Problems = len(f.Problems) > 0
	if asked.Invitation.Series.State != dialogue.Published {
		v.Frame.Back = templates.Link{}
	}
	return p.kit.Render(w, r, status, templates.Evaluation(v))
}

// postEvaluation takes the answers. The same page then says that they are there, also to whoever sends them again.
func (p pages) postEvaluation(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	asked, err := p.app.EvaluationForm(r.Context(), token)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	back := urls.Paths().Evaluation(p.kit.Lang(r), token)
	var answers []dialogue.EvaluationAnswer
	for _, q := range asked.Questions {
		answer := dialogue.EvaluationAnswer{Question: q.ID}
		if field := "svar." + q.ID.String(); q.Kind == dialogue.EvaluateMark {
			answer.Mark, _ = strconv.Atoi(f.Raw(field)) // what is no number is no answer
		} else {
			answer.Words = f.Lines(field, form.Optional(dialogue.MaxEvaluationWords))
		}
		answers = append(answers, answer)
	}
	if f.OK() {
		err = p.app.AnswerEvaluation(r.Context(), token, answers)
	}
	switch {
	case errors.Is(err, dialogue.ErrUsed):
		return p.kit.SeeOther(w, r, back)
	case f.Adopt(err) || !f.OK():
		return p.evaluation(w, r, http.StatusUnprocessableEntity, asked, p.kit.Filled(r, back, f))
	case err != nil:
		return err
	}
	return p.kit.SeeOther(w, r, back)
}
