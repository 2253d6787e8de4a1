package app

import (
	"context"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// CancelMeeting cancels a meeting, which stays visible as «Utgår». Seats there go back to pending, everybody who is registered gets a
// letter that takes it out of their calendar, and a unit that has other open meetings to choose among may do so for seven days. note is
// staff's own words in the letter, plain. ErrStale for an older version or one that is cancelled already, ErrClosed for one that is
// over.
func (a *App) CancelMeeting(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, version int, note string) error {
	return a.cancelMeeting(ctx, actor, series, meeting, version, note, a.post)
}

func (a *App) cancelMeeting(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, version int, note string, post posting) error {
	return a.lockSeries(ctx, actor, series, "cancel_meeting", func(s *seriesEdit) error {
		m := s.inv.Meeting(meeting)
		switch {
		case m == nil:
			return dialogue.ErrNotFound
		case m.Version != version || m.State == dialogue.Cancelled:
			return dialogue.ErrStale
		case m.StateAt(s.now) == dialogue.Held:
			return dialogue.ErrClosed
		}
		before, err := s.tx.LockRegistrationsAt(ctx, actor.Organiser, meeting)
		if err != nil {
			return err
		}
		m.State, m.CancelledAt = dialogue.Cancelled, s.now
		if err := s.tx.UpdateMeeting(ctx, actor.Organiser, *m); err != nil {
			return err
		}
		if err := s.tx.TouchSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		if s.inv, err = s.tx.Invitation(ctx, actor.Organiser, series); err != nil {
			return err
		}
		after := make([]dialogue.Registration, len(before))
		numbers := make([]int64, len(before))
		if sent, err := s.tx.AnswersSent(ctx, actor.Organiser, series); err != nil {
			return err
		} else if sent {
			if numbers, err = s.tx.NextWaitingNos(ctx, len(before)); err != nil {
				return err
			}
		}
		if err := s.tx.Write(ctx, func(b *postgres.Batch) {
			b.EndOffersAt(actor.Organiser, meeting)
			for i := range before {
				after[i] = s.takeOut(b, before[i], meeting, numbers[i])
			}
		}); err != nil {
			return err
		}
		s.detail = map[string]any{"meeting": meeting}
		if s.inv.Series.State == dialogue.Draft {
			return nil
		}
		letters, err := a.lettersAbout(s, dialogue.LetterCancelled, s.inv.Meeting(meeting), before, after, func(f *mail.Facts) { f.Reason = note })
		if err != nil {
			return err
		}
		s.detail["letters"] = len(letters)
		return post(ctx, s.tx, letters...)
	})
}

// takeOut puts a registration's seats at a cancelled meeting back to pending, and gives its contact seven days to choose when there is
// something to choose. With a place in the queue they wait for another meeting: the answers of a selection are sent, and who was not
// selected stays so. Where the cap counts for each meeting a seat can't be without one: it keeps the cancelled one's name.
func (s *seriesEdit) takeOut(b *postgres.Batch, was dialogue.Registration, meeting dialogue.ID, waitingNo int64) dialogue.Registration {
	r := was
	r.Delegates = nil
	taken := false
	for _, d := range was.Delegates {
		d.Seats = append([]dialogue.Seat(nil), d.Seats...)
		for i := range d.Seats {
			seat := &d.Seats[i]
			if seat.Meeting != meeting || seat.State.Gone() {
				continue
			}
			switch {
			case seat.State == dialogue.SeatNotSelected:
			case waitingNo != 0:
				seat.State, seat.WaitingNo = dialogue.SeatWaiting, waitingNo
			default:
				seat.State, seat.WaitingNo = dialogue.SeatPending, 0
			}
			taken = taken || seat.State != dialogue.SeatNotSelected
			seat.OfferedUntil, seat.ConfirmedAt = time.Time{}, time.Time{}
			if s.inv.Series.Rules.Choice != dialogue.ChooseMany {
				seat.Meeting = dialogue.ID{}
			}
			b.SetSeat(r, *seat, false)
		}
		r.Delegates = append(r.Delegates, d)
	}
	if r.Meeting == meeting { // its request waits for another
		r.Meeting = dialogue.ID{}
		b.SetRequestMeeting(r, r.Meeting)
	}
	choice := s.inv.Series.Rules.Choice
	if until := s.now.Add(dialogue.RechooseFor); taken && (choice == dialogue.ChooseOne || choice == dialogue.Assigned) {
		if len(s.inv.MeetingsToChoose(r, s.now)) > 0 {
			r.RechooseUntil = until
			b.SetRechoose(r, until)
		}
	}
	return r
}
