package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// QuestionEdit is a question as it was written: its choices as lines, in each language as many.
type QuestionEdit struct {
	dialogue.Question
	Lines []dialogue.Text
}

// SaveQuestions makes the series' questions the ones given, in their order; those without an id are new. A question that is left out is
// deleted, or retired when somebody has answered it; so is a choice without a line. remind is how many working days before something is due
// delegations are reminded of it, 0 for not at all. Problems as dialogue.CheckQuestions; ErrNotFound for a question, role or meeting of
// another series.
func (a *App) SaveQuestions(ctx context.Context, actor dialogue.Actor, e SeriesEdit, edits []QuestionEdit, remind int) error {
	return a.editSeries(ctx, actor, e, "save_questions", func(s *seriesEdit) error {
		use, err := s.tx.QuestionUse(ctx, actor.Organiser, s.inv.Series.ID)
		if err != nil {
			return err
		}
		questions := make([]dialogue.Question, len(edits))
		for i, edit := range edits {
			q := edit.Question
			var stored []dialogue.QuestionChoice
			if q.ID.IsZero() {
				q.ID = newID()
			} else if before := s.inv.Question(q.ID); before == nil {
				return dialogue.ErrNotFound
			} else {
				stored = before.Choices
			}
			if !q.Meeting.IsZero() && s.inv.Meeting(q.Meeting) == nil {
				return dialogue.ErrNotFound
			}
			for _, role := range q.Roles {
				if s.inv.Role(role) == nil {
					return dialogue.ErrNotFound
				}
			}
			q.Choices = nil
			if q.Kind.Chooses() {
				q.Choices = dialogue.NameChoices(stored, edit.Lines, newID)
			}
			questions[i] = q
		}
		if err := dialogue.CheckQuestions(&s.inv, questions, use, s.now).Err(); err != nil {
			return err
		}
		if err := s.raise(ctx); err != nil {
			return err
		}
		if err := s.tx.SetRemindRemaining(ctx, actor.Organiser, s.inv.Series.ID, remind); err != nil {
			return err
		}
		return s.tx.SaveQuestions(ctx, actor.Organiser, s.inv.Series.ID, questions)
	})
}

// startQuestions gives a new invitation the questions of an older one. Days stay behind; days before a meeting follow the new meetings.
func startQuestions(inv *dialogue.Invitation, from dialogue.Invitation, renamed map[dialogue.ID]dialogue.ID) {
	inv.Series.RemindRemaining = from.Series.RemindRemaining
	for _, q := range from.Questions {
		meeting, kept := renamed[q.Meeting]
		if q.Retired || !kept {
			continue
		}
		old := q
		q.ID, q.Meeting, q.Roles, q.Choices, q.Due.On = newID(), meeting, nil, nil, dialogue.Date{}
		for _, role := range old.Roles {
			if id, kept := renamed[role]; kept {
				q.Roles = append(q.Roles, id)
			}
		}
		for _, c := range old.Offered(nil) {
			c.ID = newID()
			q.Choices = append(q.Choices, c)
		}
		if len(old.Roles) > 0 && len(q.Roles) == 0 {
			continue // it was for kinds of participants that are no longer offered
		}
		inv.Questions = append(inv.Questions, q)
	}
}

// insertAnswers writes what the form for registering was answered with, and puts it in the registration.
func insertAnswers(b *postgres.Batch, r *dialogue.Registration, q dialogue.RegistrationRequest, byStaff bool) {
	by := r.Contact.Name
	if byStaff {
		by = ""
	}
	r.Answers = nil
	add := func(e dialogue.AnswerEdit, delegate dialogue.ID) {
		e.Delegate = delegate
		b.InsertAnswer(*r, newID(), e, by)
		r.Answers = append(r.Answers, dialogue.Answer{AnswerKey: e.AnswerKey, Value: e.Value, Choices: e.Choices, By: by, At: r.ReceivedAt, Version: 1})
	}
	for _, e := range q.Answers {
		add(e, dialogue.ID{})
	}
	for i, d := range q.Delegates {
		for _, e := range d.Answers {
			add(e, r.Delegates[i].ID)
		}
	}
}
