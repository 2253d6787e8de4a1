package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// Answers is what staff see before and after the answers of a series' newest draw are sent: how many letters there are of each sort, and
// once they are sent how far they have come. ErrNotFound for a series that does not select or has no draw.
func (a *App) Answers(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.AnswersPage, error) {
	var page dialogue.AnswersPage
	b, err := a.benchFor(ctx, actor, series, dialogue.ID{})
	if err != nil {
		return page, err
	}
	if b.draw == nil {
		return page, dialogue.ErrNotFound
	}
	page.Invitation, page.Draw, page.Now = b.inv, *b.draw, b.now
	approved := dialogue.Approved(b.proposals)
	if approved == nil {
		return page, nil
	}
	page.Proposal = *approved
	o, err := b.open(approved.ID)
	if err != nil {
		return page, err
	}
	if page.Sent() {
		page.Answers = b.view(o, actor.Lang).Units
		return page, a.fillAnswersSent(ctx, actor, &page)
	}
	page.Obstacles = b.unsendable(o)
	page.Answers = dialogue.Answers(b.view(o, actor.Lang).Units, b.all)
	page.Counts = dialogue.CountAnswers(&page.Invitation, page.Answers)
	for _, u := range page.Answers {
		if u.Reason.Kind == dialogue.ReasonLate {
			page.Late++
		}
		if u.Quotes() {
			page.Quoted++
		}
	}
	return page, nil
}

// fillAnswersSent adds how far the letters have come.
func (a *App) fillAnswersSent(ctx context.Context, actor dialogue.Actor, page *dialogue.AnswersPage) error {
	var err error
	organiser, series := actor.Organiser, page.Invitation.Series.ID
	if page.Letters, err = a.db.CountAnswerLetters(ctx, organiser, series); err != nil {
		return err
	}
	if page.Failed, err = a.db.AnswerLetters(ctx, organiser, series, dialogue.LetterFailed); err != nil {
		return err
	}
	if page.ToPrint, err = a.db.AnswerLetters(ctx, organiser, series, dialogue.LetterToPrint); err != nil {
		return err
	}
	names, err := a.staffNames(ctx, organiser)
	page.SentBy = names[page.Draw.SentBy]
	return err
}

// AnswerReader is whose letter is looked at before it is sent: a registration's contact or one of its delegates. Without a registration
// it is the first contact who gets a letter of the kind, or the first delegate.
type AnswerReader struct {
	Registration, Delegate dialogue.ID
	Kind                   dialogue.LetterKind
	ToDelegate             bool
}

func (who AnswerReader) is(u dialogue.SelectedUnit, r dialogue.ConfirmationRecipient) bool {
	if who.Registration.IsZero() {
		return u.LetterKind() == who.Kind && who.ToDelegate == (r.Delegate != nil)
	}
	return readerOf(r) == reader{who.Registration, who.Delegate}
}

// PreviewAnswer is the letter that one reader will get when the proposal is sent. Nothing is stored. ErrNotFound when nobody gets such a
// letter.
func (a *App) PreviewAnswer(ctx context.Context, actor dialogue.Actor, series, proposal dialogue.ID, who AnswerReader) (dialogue.Letter, error) {
	b, err := a.benchFor(ctx, actor, series, dialogue.ID{})
	if err != nil {
		return dialogue.Letter{}, err
	}
	if b.draw == nil {
		return dialogue.Letter{}, dialogue.ErrNotFound
	}
	o, err := b.open(proposal)
	if err != nil {
		return dialogue.Letter{}, err
	}
	for _, u := range dialogue.Answers(b.view(o, actor.Lang).Units, b.all) {
		u.Registration = u.Answered(0, b.now)
		for _, r := range u.Readers(b.inv.Meeting(u.Meeting)) {
			if who.is(u, r) {
				return a.compose(a.answerTo(&b.inv, &u, r, b), u.LetterKind(), "")
			}
		}
	}
	return dialogue.Letter{}, dialogue.ErrNotFound
}

// SaveLetterTexts stores the practical text and the questions for group work that the letters about a meeting carry. version is the
// meeting's, as the form was made; ErrStale for an older one.
func (a *App) SaveLetterTexts(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, practical, groupWork dialogue.Text, version int) error {
	return a.lockSeries(ctx, actor, series, "save_letter_texts", func(s *seriesEdit) error {
		m := s.inv.Meeting(meeting)
		switch {
		case m == nil:
			return dialogue.ErrNotFound
		case m.Version != version:
			return dialogue.ErrStale
		}
		m.Practical, m.GroupWork = practical, groupWork
		s.detail = map[string]any{"meeting": meeting}
		return s.tx.UpdateMeeting(ctx, actor.Organiser, *m)
	})
}
