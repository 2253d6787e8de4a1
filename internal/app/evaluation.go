package app

import (
	"context"
	"errors"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// SaveEvaluation makes what a series asks those who came the questions given, in their order; those without an id are new. One that is left out
// is deleted, or retired when somebody has answered it. thanks says whether the letter goes by itself the next working day. Problems as
// dialogue.CheckEvaluation; ErrNotFound for a question of another series.
func (a *App) SaveEvaluation(ctx context.Context, actor dialogue.Actor, e SeriesEdit, questions []dialogue.EvaluationQuestion, thanks bool) error {
	return a.editSeries(ctx, actor, e, "save_evaluation", func(s *seriesEdit) error {
		use, err := s.tx.EvaluationUse(ctx, actor.Organiser, s.inv.Series.ID)
		if err != nil {
			return err
		}
		known := map[dialogue.ID]bool{}
		for _, q := range s.inv.Evaluation {
			known[q.ID] = true
		}
		if len(questions) == 0 { // nothing is to be asked, which is not the same as that nobody has chosen
			questions = dialogue.StandardEvaluation()
			for i := range questions {
				questions[i].Retired = true
			}
		}
		for i, q := range questions {
			switch {
			case q.ID.IsZero():
				questions[i].ID = newID()
			case !known[q.ID]:
				return dialogue.ErrNotFound
			}
		}
		if err := dialogue.CheckEvaluation(s.inv.Evaluation, questions, use).Err(); err != nil {
			return err
		}
		if err := s.raise(ctx); err != nil {
			return err
		}
		s.detail = map[string]any{"questions": len(questions), "thanks": thanks}
		return s.tx.SaveEvaluation(ctx, actor.Organiser, s.inv.Series.ID, questions, thanks)
	})
}

// startEvaluation gives a new invitation what an older one asks those who came.
func startEvaluation(inv *dialogue.Invitation, from dialogue.Invitation) {
	inv.Series.Thanks = from.Series.Thanks
	for _, q := range from.AsksAfter() {
		q.ID = newID()
		inv.Evaluation = append(inv.Evaluation, q)
	}
}

// EvaluationForm is what somebody with a link is asked, and whether the link still answers. ErrNotFound for a link that is made up.
func (a *App) EvaluationForm(ctx context.Context, token string) (dialogue.EvaluationForm, error) {
	var form dialogue.EvaluationForm
	link, err := a.db.EvaluationLink(ctx, secret.HashToken(token))
	if err != nil {
		return form, err
	}
	if form.Invitation, err = a.db.Invitation(ctx, link.Organiser, link.Series); err != nil {
		return form, err
	}
	m := form.Invitation.Meeting(link.Meeting)
	if m == nil {
		return form, dialogue.ErrNotFound
	}
	form.Meeting, form.Questions, form.State = *m, form.Invitation.AsksAfter(), dialogue.EvaluationAsks
	switch {
	case link.Used:
		form.State = dialogue.EvaluationUsed
	case link.Over, len(form.Questions) == 0, !form.Invitation.Series.ErasedAt.IsZero():
		form.State = dialogue.EvaluationOver
	}
	return form, nil
}

// AnswerEvaluation adds what somebody answers to the meeting's figures, and uses the link up: of two at once one answers. Nothing is stored of who
// it was or when; there is no audit line, for its place in the log would tell. Problems by the form's fields; ErrUsed for a link that does not
// answer any more, ErrNotFound for one that is made up.
func (a *App) AnswerEvaluation(ctx context.Context, token string, answers []dialogue.EvaluationAnswer) error {
	hash := secret.HashToken(token)
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		link, err := tx.EvaluationLink(ctx, hash)
		if err != nil {
			return err
		}
		if err := tx.HoldSeries(ctx, link.Organiser, link.Series); err != nil { // nobody erases it or changes the questions meanwhile
			return err
		}
		inv, err := tx.Invitation(ctx, link.Organiser, link.Series)
		if err != nil {
			return err
		}
		given, problems := dialogue.CheckEvaluationAnswers(inv.AsksAfter(), answers)
		if link.Used || link.Over || !inv.Series.ErasedAt.IsZero() {
			return dialogue.ErrUsed
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if _, err := tx.UseEvaluationLink(ctx, hash); errors.Is(err, dialogue.ErrNotFound) {
			return dialogue.ErrUsed
		} else if err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			for _, answer := range given {
				b.AddEvaluationAnswer(link, answer)
			}
		})
	})
}

// After is how a series' meetings stand when they are over, with what those who came have answered.
func (a *App) After(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.AfterPage, error) {
	var page dialogue.AfterPage
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	var err error
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	sent, used, err := a.db.EvaluationLinks(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	for _, m := range page.Invitation.Meetings {
		if m.State == dialogue.Cancelled || !m.Started(page.Now) && used[m.ID] == 0 {
			continue
		}
		at := dialogue.MeetingAfter{Meeting: m, Over: dialogue.MayThank(page.Invitation.Series, m, page.Now), Links: sent[m.ID], Answered: used[m.ID]}
		all, err := a.attendance(ctx, a.db.Reader, &page.Invitation, m.ID)
		if err != nil {
			return page, err
		}
		came := dialogue.Came(all)
		at.Came = len(came)
		var onces []string
		for _, who := range came {
			if who.Email == "" {
				at.NoEmail++
			}
			onces = append(onces, thanksOnce(m.ID, who))
		}
		written, err := a.db.Written(ctx, actor.Organiser, onces, nil)
		if err != nil {
			return page, err
		}
		at.Thanked = len(written)
		page.Meetings = append(page.Meetings, at)
	}
	page.Figures, err = a.db.EvaluationFigures(ctx, actor.Organiser, series, page.Invitation.Evaluation)
	return page, err
}

// NoteEvaluationExport writes the audit line of a file with the answers that left the house.
func (a *App) NoteEvaluationExport(ctx context.Context, actor dialogue.Actor, series dialogue.ID, format string) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "export_evaluation", Series: series, About: series, Detail: map[string]any{"format": format}})
		})
	})
}
