package app

import (
	"context"
	"fmt"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// MoveMeeting stores a meeting with a new time or place and tells those who are registered, or with a new link and tells the confirmed:
// what it was, what it is now, with an updated calendar entry and the way out. Seats are kept. A relative deadline is worked out anew,
// never into the past. A meeting that gets its first date needs a deadline ahead, and each contact is asked whether the date suits. note
// is staff's own words in the letter, plain. Errors as SaveMeeting; problems besides for a start that has been.
func (a *App) MoveMeeting(ctx context.Context, actor dialogue.Actor, series dialogue.ID, m MeetingEdit, note string) error {
	return a.moveMeeting(ctx, actor, series, m, note, a.post)
}

func (a *App) moveMeeting(ctx context.Context, actor dialogue.Actor, series dialogue.ID, m MeetingEdit, note string, post posting) error {
	return a.lockSeries(ctx, actor, series, "move_meeting", func(s *seriesEdit) error {
		before := s.inv.Meeting(m.ID)
		switch {
		case before == nil:
			return dialogue.ErrNotFound
		case before.Version != m.Version:
			return dialogue.ErrStale
		case before.State == dialogue.Cancelled:
			return dialogue.ErrClosed
		}
		was := *before
		after, err := s.checkMeeting(ctx, was, m)
		if err != nil {
			return err
		}
		if after.Deadline.Or(s.inv.Series.MeetingRule()).DaysBefore != nil {
			after.ClosesAt = dialogue.MovedDeadline(was, after, s.now)
		}
		if err := dialogue.CheckMove(was, after, s.now); err != nil {
			return err
		}
		s.detail = map[string]any{"meeting": m.ID, "starts": after.StartsAt, "started": was.StartsAt}
		registrations, err := s.tx.LockRegistrationsAt(ctx, actor.Organiser, m.ID)
		if err != nil {
			return err
		}
		if err := s.tx.UpdateMeeting(ctx, actor.Organiser, after); err != nil {
			return err
		}
		if err := s.tx.SaveMeetingUnits(ctx, actor.Organiser, m.ID, after.Units); err != nil {
			return err
		}
		if !after.StartsAt.IsZero() {
			if err := s.tx.Write(ctx, func(b *postgres.Batch) { b.ShortenOffers(actor.Organiser, m.ID, after.StartsAt) }); err != nil {
				return err
			}
		}
		if err := s.tx.TouchSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		switch {
		case s.inv.Series.State == dialogue.Draft:
			return nil
		case moved(was, after):
		case relinked(was, after): // the link is for the confirmed: nobody else has the old one
			registrations = slices.DeleteFunc(registrations, func(r dialogue.Registration) bool { return !r.ConfirmedAt(m.ID) })
		default:
			return nil
		}
		kind := dialogue.LetterMoved
		if was.StartsAt.IsZero() && !after.StartsAt.IsZero() {
			kind = dialogue.LetterDated
		}
		if s.inv, err = s.tx.Invitation(ctx, actor.Organiser, series); err != nil {
			return err
		}
		letters, err := a.lettersAbout(s, kind, s.inv.Meeting(m.ID), registrations, registrations, func(f *mail.Facts) { f.Before, f.Reason = &was, note })
		if err != nil {
			return err
		}
		s.detail["letters"] = len(letters)
		return post(ctx, s.tx, letters...)
	})
}

// lettersAbout are the letters of a kind about what has happened to a meeting: to the contact of each registration that is held or
// active, and to each delegate of an active one who had a seat there, or waited for one, and has an address other than the contact's. before are the
// registrations as they were then, after as they are now.
func (a *App) lettersAbout(s *seriesEdit, kind dialogue.LetterKind, m *dialogue.Meeting, before, after []dialogue.Registration,
	with func(*mail.Facts)) ([]dialogue.Letter, error) {
	now := map[dialogue.ID]*dialogue.Registration{}
	for i := range after {
		now[after[i].ID] = &after[i]
	}
	var letters []dialogue.Letter
	write := func(r *dialogue.Registration, d *dialogue.Delegate) error {
		f := a.facts(&s.inv, r, s.now)
		f.Meeting = m
		once := fmt.Sprintf("%s/%s/%d/%s/", kind, m.ID, m.Sequence, r.ID)
		if d != nil {
			f.Delegate, f.To = d, mail.To{Name: d.Name, Email: d.Email}
			once += d.ID.String()
		}
		with(&f)
		letter, err := a.compose(f, kind, once)
		letters = append(letters, letter)
		return err
	}
	for _, was := range before {
		r := now[was.ID]
		if r == nil || r.State == dialogue.Unverified { // nobody has proven the address: the receipt after the click says how it is
			continue
		}
		if err := write(r, nil); err != nil {
			return nil, err
		}
		if r.State != dialogue.Active || kind == dialogue.LetterDated { // the contact answers for the delegation
			continue
		}
		for i := range was.Delegates {
			d := &was.Delegates[i]
			seat := d.SeatAt(m.ID)
			if d.Email == "" || d.Email == r.Contact.Email || seat == nil || seat.State == dialogue.SeatNotSelected {
				continue
			}
			if err := write(r, d); err != nil {
				return nil, err
			}
		}
	}
	return letters, nil
}
