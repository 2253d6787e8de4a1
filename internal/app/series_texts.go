package app

import (
	"context"
	"errors"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// SeriesTexts is what an invitation says, with its references.
type SeriesTexts struct {
	Kind           dialogue.SeriesKind
	Lang           dialogue.Lang
	Texts          dialogue.SeriesTexts
	OurRef         string
	YourRef        string
	LetterDate     dialogue.Date
	StatedMeetings int
}

// SaveTexts stores the texts of a series. A draft that has never been published gets an address after its title.
func (a *App) SaveTexts(ctx context.Context, actor dialogue.Actor, e SeriesEdit, t SeriesTexts) error {
	if t.Texts.Title.Get(t.Lang) == "" {
		return dialogue.Problems{"title." + string(t.Lang): {Key: "problem.required"}}
	}
	err := postgres.ErrSlugTaken
	for try := 0; errors.Is(err, postgres.ErrSlugTaken) && try < 5; try++ {
		err = a.editSeries(ctx, actor, e, "save_texts", func(s *seriesEdit) error {
			series := s.inv.Series
			before := series.Texts.Title.Get(series.Lang)
			t.Texts.InvitationLetter, t.Texts.ReminderLetter = series.Texts.InvitationLetter, series.Texts.ReminderLetter
			series.Kind, series.Lang, series.Texts = t.Kind, t.Lang, t.Texts
			series.OurRef, series.YourRef, series.LetterDate, series.StatedMeetings = t.OurRef, t.YourRef, t.LetterDate, t.StatedMeetings
			if title := t.Texts.Title.Get(t.Lang); series.State == dialogue.Draft && series.PublishedAt.IsZero() && dialogue.Slug(title) != dialogue.Slug(before) {
				var err error
				if series.Slug, err = freeSlug(ctx, s.tx, title); err != nil {
					return err
				}
			}
			return s.tx.UpdateSeries(ctx, series)
		})
	}
	return err
}
