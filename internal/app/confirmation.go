package app

import (
	"context"
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
)

// ConfirmationStatus is who gets the confirmation of a meeting, and who has got which letter when.
func (a *App) ConfirmationStatus(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.ConfirmationPage, error) {
	var page dialogue.ConfirmationPage
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	var err error
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	m := page.Invitation.Meeting(meeting)
	if m == nil {
		return page, dialogue.ErrNotFound
	}
	page.Meeting, page.Practical = *m, m.Practical
	if page.Practical.IsEmpty() {
		page.Practical = page.Invitation.Series.Texts.Practical
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	registrations, err := a.db.RegistrationsAt(ctx, actor.Organiser, meeting)
	if err != nil {
		return page, err
	}
	letters, err := a.db.LettersOfMeeting(ctx, actor.Organiser, meeting, dialogue.LetterConfirmation)
	if err != nil {
		return page, err
	}
	latest, _ := byReader(letters)
	page.Recipients = dialogue.ConfirmationRecipients(page.Meeting, registrations)
	for _, r := range registrations {
		if r.WorkState() == dialogue.WorkUnnamed {
			page.Unnamed = append(page.Unnamed, r)
		}
	}
	for i := range page.Recipients {
		r := &page.Recipients[i]
		r.Letter = latest[readerOf(*r)]
	}
	return page, nil
}

// reader is who a letter about a meeting went to: a registration's contact, or one of its delegates.
type reader struct{ registration, delegate dialogue.ID }

func readerOf(r dialogue.ConfirmationRecipient) reader {
	who := reader{registration: r.Registration.ID}
	if r.Delegate != nil {
		who.delegate = r.Delegate.ID
	}
	return who
}

// byReader is the latest letter of each reader, and how many each has got. The letters come newest first.
func byReader(letters []dialogue.Letter) (latest map[reader]*dialogue.Letter, got map[reader]int) {
	latest, got = map[reader]*dialogue.Letter{}, map[reader]int{}
	for i, l := range letters {
		who := reader{l.Registration, l.Delegate}
		if got[who]++; latest[who] == nil {
			latest[who] = &letters[i]
		}
	}
	return latest, got
}

// PreviewConfirmation is the confirmation as one receiver will get it: the delegate, or the registration's contact when delegate is
// none. With no registration either it is the first who would get one. Nothing is stored. ErrNotFound when nobody has a place.
func (a *App) PreviewConfirmation(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, practical dialogue.Text,
	registration, delegate dialogue.ID) (dialogue.Letter, error) {
	page, err := a.ConfirmationStatus(ctx, actor, series, meeting)
	if err != nil {
		return dialogue.Letter{}, err
	}
	for _, r := range page.Recipients {
		toContact := r.Delegate == nil
		switch {
		case registration.IsZero() && !r.Due && page.Due() > 0:
		case !registration.IsZero() && r.Registration.ID != registration:
		case !registration.IsZero() && toContact != delegate.IsZero():
		case !toContact && !delegate.IsZero() && r.Delegate.ID != delegate:
		default:
			f := a.facts(&page.Invitation, &r.Registration, page.Now)
			return a.compose(confirmationTo(f, &page.Meeting, r, practical), dialogue.LetterConfirmation, "")
		}
	}
	return dialogue.Letter{}, dialogue.ErrNotFound
}

// confirmationTo turns a registration's facts into those of one receiver's confirmation.
func confirmationTo(f mail.Facts, m *dialogue.Meeting, r dialogue.ConfirmationRecipient, practical dialogue.Text) mail.Facts {
	f.Meeting, f.Delegate, f.To = m, r.Delegate, mail.To{Name: r.Name, Email: r.Email}
	f.Practical = practical.For(f.Lang)
	return f
}

// SendConfirmation sends the confirmation of a meeting to everybody with a place who has not had it, and to their contacts, with
// the practical text, which is kept for the next time. version is the meeting's, as the form was made. It tells how many letters
// there were: none when all have had theirs. ErrStale for an older version, ErrClosed for a meeting that is cancelled or over, and a
// problem for one without a date.
func (a *App) SendConfirmation(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, practical dialogue.Text, version int) (int, error) {
	var sent int
	err := a.lockSeries(ctx, actor, series, "send_confirmation", func(s *seriesEdit) error {
		sent = 0
		m := s.inv.Meeting(meeting)
		switch {
		case m == nil:
			return dialogue.ErrNotFound
		case m.Version != version:
			return dialogue.ErrStale
		case s.inv.Series.State != dialogue.Published || m.StateAt(s.now) != dialogue.Planned:
			return dialogue.ErrClosed
		case m.StartsAt.IsZero():
			return dialogue.Problems{"": {Key: "problem.confirm-undated"}}
		}
		registrations, err := s.tx.LockRegistrationsAt(ctx, actor.Organiser, meeting)
		if err != nil {
			return err
		}
		if practical != m.Practical {
			m.Practical = practical
			if err := s.tx.UpdateMeeting(ctx, actor.Organiser, *m); err != nil {
				return err
			}
		}
		letters, err := a.confirmations(ctx, s, m, registrations, practical)
		if err != nil || len(letters) == 0 {
			return err
		}
		if err := s.tx.ConfirmSeats(ctx, actor.Organiser, meeting); err != nil {
			return err
		}
		sent = len(letters)
		s.detail = map[string]any{"meeting": meeting, "letters": sent}
		return a.post(ctx, s.tx, letters...)
	})
	return sent, err
}

// confirmations are the letters that are due. The occasion of each is the reader's first, second … confirmation of the meeting: a
// contact is told again when more of the delegation have got places, a delegate who has been elsewhere in between too.
func (a *App) confirmations(ctx context.Context, s *seriesEdit, m *dialogue.Meeting, registrations []dialogue.Registration,
	practical dialogue.Text) ([]dialogue.Letter, error) {
	before, err := s.tx.LettersOfMeeting(ctx, s.actor.Organiser, m.ID, dialogue.LetterConfirmation)
	if err != nil {
		return nil, err
	}
	_, got := byReader(before)
	var letters []dialogue.Letter
	for _, r := range dialogue.ConfirmationRecipients(*m, registrations) {
		if !r.Due {
			continue
		}
		who := readerOf(r)
		once := fmt.Sprintf("confirmation/%s/%d/%s/%s", m.ID, got[who]+1, who.registration, who.delegate)
		f := a.facts(&s.inv, &r.Registration, s.now)
		letter, err := a.compose(confirmationTo(f, m, r, practical), dialogue.LetterConfirmation, once)
		if err != nil {
			return nil, err
		}
		letters = append(letters, letter)
	}
	return letters, nil
}
