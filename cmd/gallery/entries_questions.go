package main

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesQuestions shows the questions of a series in the editor, in the delegation's room and in staff's lists.
func entriesQuestions() []Entry {
	nb, nn := lang.For(dialogue.Bokmal), lang.For(dialogue.Nynorsk)
	first := preparingOwn(0)
	return []Entry{
		{ID: "questions-editor-nb", Name: "The editor of questions, one refused", Lang: dialogue.Bokmal, Page: templates.SeriesQuestions(questionsEditor(nb))},
		{ID: "questions-room-nb", Name: "What a delegation prepares", Lang: dialogue.Bokmal, Page: templates.Preparations(preparing(nb, first, false))},
		{ID: "questions-stale-nn", Name: "Two colleagues have answered the same", Lang: dialogue.Nynorsk, Page: templates.Preparations(preparing(nn, first, true))},
		{ID: "questions-prepared-nb", Name: "What delegations have prepared", Lang: dialogue.Bokmal, Page: templates.StaffPrepared(preparedList(nb))},
		{ID: "questions-answer-for-nn", Name: "Staff answer for a delegation, after the deadline", Lang: dialogue.Nynorsk, Page: templates.StaffAnswerFor(answerFor(nn))},
		{ID: "questions-add-nb", Name: "Whoever comes into a delegation answers, with a problem", Lang: dialogue.Bokmal, Page: templates.AddOne(addOne(nb))},
	}
}

// preparingOwn is a delegation of Oslo og Viken with what it has answered on 10 November.
func preparingOwn(i int) dialogue.OwnPage {
	inv, r := sample.OsloViken2020(), sample.RegistrationsOsloViken()[i]
	r.Organiser, r.Series, r.State, r.Reference, r.Version = inv.Organiser.ID, inv.Series.ID, dialogue.Active, "7K3M9XQA", 1
	for n := range r.Delegates {
		r.Delegates[n].ID = sample.ID("gallery/delegate/" + strconv.Itoa(n))
		r.Delegates[n].Seats = []dialogue.Seat{{Meeting: inv.Meetings[i].ID, State: dialogue.SeatPlaced, Slot: n + 1}}
	}
	now := dialogue.Date{Year: 2020, Month: time.November, Day: 10}.At(9, 0)
	for _, a := range sample.AnswersOsloViken() {
		if a.Unit == r.Unit.Number && a.On.At(8, 40).Before(now) {
			r.Answers = append(r.Answers, dialogue.Answer{AnswerKey: dialogue.AnswerKey{Question: inv.Questions[a.Question].ID}, Value: a.Text, By: r.Contact.Name, At: a.On.At(8, 40), Version: 1})
		}
	}
	return ownPage(inv, r, now)
}

func preparing(p lang.Printer, page dialogue.OwnPage, stale bool) templates.PreparationsView {
	asked := page.Invitation.Asks(page.Registration)
	values := answered(asked)
	v := templates.PreparationsView{Change: changeView(p, page, "delegation.prepare.title", templates.Form{Values: values}), Asked: asked}
	if stale {
		v.Stale, v.Change.Frame.Problems = []dialogue.AnswerKey{asked[0].Key()}, true
		values.Set(dialogue.AnswerField("", asked[0].Key()), "Vi ventar at reforma gir oss eit felles språk med planavdelinga.")
	}
	return v
}

func answered(asked []dialogue.Asked) url.Values {
	values := url.Values{}
	for _, a := range asked {
		field := dialogue.AnswerField("", a.Key())
		values[field] = templates.AnswerValues(a)
		values.Set(field+".version", strconv.Itoa(a.Answer.Version))
	}
	return values
}

func preparedList(p lang.Printer) templates.PreparedView {
	v := templates.PreparedView{S: editorOf(p, urls.TabPrepared, nil).S}
	for i := range 3 {
		page := preparingOwn(i)
		v.List.Invitation, v.List.Now, v.List.MayEdit = page.Invitation, page.Now, true
		page.Registration.Reference = sample.RegistrationsOsloViken()[i].Unit.Number
		v.List.Delegations = append(v.List.Delegations, dialogue.Prepared{Registration: page.Registration, Asked: page.Invitation.Asks(page.Registration)})
	}
	v.List.Delegations[2].RemindedAt = v.List.Now.AddDate(0, 0, -1)
	return v
}

func answerFor(p lang.Printer) templates.AnswerForView {
	page := preparingOwn(1)
	page.Now = page.Now.AddDate(0, 0, 5)
	asked := page.Invitation.Asks(page.Registration)
	frame := accountFrame(p, templates.SectionSeries, p.T("staff.answer-for.title", "Unit", page.Registration.Unit.Name))
	frame.Organiser, frame.Problems = page.Invitation.Organiser, true
	return templates.AnswerForView{Frame: frame, Page: dialogue.StaffRegistration{OwnPage: page}, Asked: asked,
		Form: templates.Form{L: p, Action: "#", Values: answered(asked), Problems: dialogue.Problems{"reason": {Key: "problem.late-answer"}}}}
}

func addOne(p lang.Printer) templates.ChangeView {
	page := openOwn()
	page.Invitation.Questions = []dialogue.Question{
		{ID: sample.ID("gallery/each"), Text: dialogue.Text{NB: "Hva vil du helst snakke om?", NN: "Kva vil du helst snakke om?"}, Kind: dialogue.AskText, Per: dialogue.PerDelegate, Phase: dialogue.AtSignUp, Required: true},
	}
	field := "delegates.0." + dialogue.AnswerField("", dialogue.AnswerKey{Question: page.Invitation.Questions[0].ID})
	return changeView(p, page, "delegation.add.title", templates.Form{Values: url.Values{"version": {"1"}, "delegates.0.name": {"Åse Moen"}},
		Problems: dialogue.Problems{field: {Key: "problem.question-required"}}})
}

func questionsEditor(p lang.Printer) templates.EditorView {
	values, questions := url.Values{"remind": {"3"}}, slices.Clone(sample.OsloViken2020().Questions[:2])
	for i, q := range questions {
		values.Set(rowOf("questions", i, "id"), q.ID.String())
		templates.SetText(values, rowOf("questions", i, "text"), q.Text)
		values.Set(rowOf("questions", i, "kind"), string(q.Kind))
		values.Set(rowOf("questions", i, "per"), string(q.Per))
		values.Set(rowOf("questions", i, "phase"), string(q.Phase))
		values.Set(rowOf("questions", i, "required"), "1")
		values.Set(rowOf("questions", i, "due_days"), "3")
	}
	values.Set(rowOf("questions", 1, "kind"), string(dialogue.AskChoice))
	v := editorOf(p, urls.TabQuestions, values)
	v.S.Frame.Title, v.S.Frame.Problems = p.T("staff.tab.questions"), true
	v.Rows = len(questions)
	v.Form.Problems = dialogue.Problems{rowOf("questions", 1, "choices.nb"): {Key: "problem.question-choices"}}
	return v
}
