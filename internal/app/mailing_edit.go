package app

import (
	"context"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// MailingText is what staff write in a sending.
type MailingText struct {
	Letter    dialogue.Text // Markdown
	Materials []dialogue.ID // that go along
	ForSeries bool          // later sendings of the series begin with the text too
}

// SaveMailing stores what a sending says while it has not begun. Problems for what is wrong with it, ErrClosed when it has begun; else as
// every edit of a sending.
func (a *App) SaveMailing(ctx context.Context, actor dialogue.Actor, e MailingEdit, t MailingText) error {
	e.series = t.ForSeries
	return a.editMailing(ctx, actor, e, "save_mailing", func(s *mailingEdit) error { return s.save(ctx, t) })
}

func (s *mailingEdit) save(ctx context.Context, t MailingText) error {
	if !s.mailing.MayChange(s.now) {
		return dialogue.ErrClosed
	}
	if err := dialogue.CheckAttached(&s.inv, t.Materials).Err(); err != nil {
		return err
	}
	s.mailing.Letter, s.mailing.Materials = t.Letter, t.Materials
	s.detail = map[string]any{"documents": len(t.Materials)}
	if !t.ForSeries {
		return nil
	}
	series := s.inv.Series
	if s.mailing.Kind == dialogue.ReminderMailing {
		series.Texts.ReminderLetter = t.Letter
	} else {
		series.Texts.InvitationLetter = t.Letter
	}
	s.detail["for_series"] = true
	return s.tx.UpdateSeries(ctx, series)
}

// ScheduleMailing stores what a sending says and has it sent: now, when at is zero, else then. perMinute limits the letters; 0 is no
// limit. It may be scheduled anew until it begins. Problems for a time that has passed, for a series that is not published or takes no
// registrations, and when no unit has an address that works; ErrClosed when it has begun.
func (a *App) ScheduleMailing(ctx context.Context, actor dialogue.Actor, e MailingEdit, t MailingText, at time.Time, perMinute int) error {
	e.series = t.ForSeries
	return a.editMailing(ctx, actor, e, "schedule_mailing", func(s *mailingEdit) error {
		if err := s.save(ctx, t); err != nil {
			return err
		}
		if at.IsZero() {
			at = s.now
		}
		problems := dialogue.Problems{}
		if at.Before(s.now) {
			problems.Add("send_on", "problem.mailing-past")
		}
		if perMinute < 0 || perMinute > dialogue.MostPerMinute {
			problems.Add("per_minute", "problem.mailing-per-minute")
		}
		if problem := unsendable(&s.inv, at); problem.Key != "" {
			problems[""] = problem
		}
		if err := s.reachable(ctx, problems); err != nil {
			return err
		}
		if err := problems.Err(); err != nil {
			return err
		}
		s.mailing.State, s.mailing.SendAt, s.mailing.PerMinute, s.mailing.NextAt = dialogue.MailingScheduled, at, perMinute, time.Time{}
		s.detail["at"], s.detail["per_minute"] = at, perMinute
		return s.start(ctx)
	})
}

// start has letters posted at once when the sending's time has come.
func (s *mailingEdit) start(ctx context.Context) error {
	if s.mailing.SendAt.After(s.now) {
		return nil
	}
	return s.tx.Enqueue(ctx, SendMailing{Organiser: s.mailing.Organiser, Mailing: s.mailing.ID})
}

// reachable notes the problem that none of the sending's units would get a letter.
func (s *mailingEdit) reachable(ctx context.Context, problems dialogue.Problems) error {
	units, err := s.tx.MailingUnits(ctx, s.mailing)
	if err != nil {
		return err
	}
	for _, u := range units {
		for _, address := range u.Addresses {
			if address.Failure == "" {
				return nil
			}
		}
	}
	problems.Add("", "problem.mailing-no-address")
	return nil
}

// PauseMailing stops a sending between two rounds; letters that are written already go out. ErrClosed when there is nothing to pause.
func (a *App) PauseMailing(ctx context.Context, actor dialogue.Actor, e MailingEdit) error {
	return a.editMailing(ctx, actor, e, "pause_mailing", func(s *mailingEdit) error {
		if s.mailing.State != dialogue.MailingScheduled {
			return dialogue.ErrClosed
		}
		s.mailing.State = dialogue.MailingPaused
		return nil
	})
}

// ResumeMailing lets a paused sending go on where it stopped, or wait for its time. Problems when the series takes no registrations;
// ErrClosed when it is not paused.
func (a *App) ResumeMailing(ctx context.Context, actor dialogue.Actor, e MailingEdit) error {
	return a.editMailing(ctx, actor, e, "resume_mailing", func(s *mailingEdit) error {
		if s.mailing.State != dialogue.MailingPaused {
			return dialogue.ErrClosed
		}
		if problem := unsendable(&s.inv, s.now); problem.Key != "" {
			return dialogue.Problems{"": problem}
		}
		s.mailing.State = dialogue.MailingScheduled
		return s.start(ctx)
	})
}

// CancelMailing ends a sending for good: who has had no letter of it gets none. ErrClosed when it is done already.
func (a *App) CancelMailing(ctx context.Context, actor dialogue.Actor, e MailingEdit) error {
	return a.editMailing(ctx, actor, e, "cancel_mailing", func(s *mailingEdit) error {
		if !s.mailing.MayCancel() {
			return dialogue.ErrClosed
		}
		s.mailing.State = dialogue.MailingCancelled
		return nil
	})
}

// PreviewMailing is the letter that a unit of a sending would get with the text as typed, or as stored without one. Its link leads to the
// preview. Nothing is stored. Without a unit it is the first one's.
func (a *App) PreviewMailing(ctx context.Context, actor dialogue.Actor, series, mailing, unit dialogue.ID, typed *MailingText) (dialogue.Letter, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.Letter{}, err
	}
	letter, _, err := a.exampleLetter(ctx, a.db.Reader, actor, series, mailing, unit, typed, nil)
	return letter, err
}

// exampleLetter composes a letter of a sending that leads nowhere but to its preview. It goes to the unit's first address, or to the
// reader when one is named.
func (a *App) exampleLetter(ctx context.Context, r postgres.Reader, actor dialogue.Actor, series, mailing, unit dialogue.ID, typed *MailingText, to *dialogue.StaffUser) (dialogue.Letter, dialogue.Mailing, error) {
	m, err := r.Mailing(ctx, actor.Organiser, mailing)
	if err == nil && m.Series != series {
		err = dialogue.ErrNotFound
	}
	if err != nil {
		return dialogue.Letter{}, m, err
	}
	inv, err := r.Invitation(ctx, actor.Organiser, series)
	if err != nil {
		return dialogue.Letter{}, m, err
	}
	now, err := r.Now(ctx)
	if err != nil {
		return dialogue.Letter{}, m, err
	}
	units, err := r.MailingUnits(ctx, m)
	if err != nil {
		return dialogue.Letter{}, m, err
	}
	if typed != nil {
		if err := dialogue.CheckAttached(&inv, typed.Materials).Err(); err != nil {
			return dialogue.Letter{}, m, err
		}
		m.Letter, m.Materials = typed.Letter, typed.Materials
	}
	for _, u := range units {
		if !unit.IsZero() && u.Unit.ID != unit {
			continue
		}
		var address dialogue.UnitAddress
		if len(u.Addresses) > 0 {
			address = u.Addresses[0]
		}
		if to != nil {
			address = dialogue.UnitAddress{Email: to.Email, Name: to.Name}
		}
		facts := a.mailingFacts(&inv, m, u.Unit, address, now)
		facts.ExampleOf, facts.Trial = mailing, to != nil
		letter, err := a.compose(facts, m.LetterKind(), "")
		return letter, m, err
	}
	return dialogue.Letter{}, m, dialogue.ErrNotFound
}

// SendTestLetter sends the actor alone a letter of a sending, as the unit would get it, with the text as typed or as stored. It says that
// it is a trial, carries no personal link, and counts as nobody's. It is the address it was sent to.
func (a *App) SendTestLetter(ctx context.Context, actor dialogue.Actor, series, mailing, unit dialogue.ID, typed *MailingText) (string, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return "", err
	}
	var sent string
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		user, err := tx.StaffUser(ctx, actor.Organiser, actor.User)
		if err != nil {
			return err
		}
		letter, m, err := a.exampleLetter(ctx, tx.Reader, actor, series, mailing, unit, typed, &user)
		if err != nil {
			return err
		}
		if letter.Attachments, err = tx.MaterialFiles(ctx, m.Organiser, series, m.Materials); err != nil {
			return err
		}
		letter.Once, sent = "trial/"+newID().String(), user.Email
		if err := a.post(ctx, tx, letter); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "send_test_letter", Series: series, About: mailing})
		})
	})
	return sent, err
}
