package app

import (
	"context"
	"errors"
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// SendAnswers answers everybody who has applied, at once and once for a series: the seats become what the approved proposal says, each
// contact and each delegate with a place gets a letter, and the draw is closed, all in one transaction. It tells how many letters there
// are. ErrStale when the draw has moved on or another proposal is approved, ErrClosed when the answers are sent already, and
// Problems for "" when the proposal can't be sent as things are: nothing is approved, somebody with a place has withdrawn, a meeting
// has too few places, is over, cancelled, or without a date.
func (a *App) SendAnswers(ctx context.Context, actor dialogue.Actor, e SelectionEdit, proposal dialogue.ID) (int, error) {
	sent := 0
	err := a.editSelection(ctx, actor, e, "send_answers", func(s *selectionEdit) error {
		sent = 0
		answers, _, err := s.bench.answers(proposal, actor.Lang)
		if err != nil {
			return err
		}
		if err := s.tx.MarkSelectionSent(ctx, actor.Organiser, e.Selection, actor.User); err != nil {
			return err
		}
		if answers, err = a.settleSeats(ctx, s, answers); err != nil {
			return err
		}
		var letters []dialogue.Letter
		for i := range answers {
			more, err := a.answerLetters(&s.inv, &answers[i], s.bench)
			if err != nil {
				return err
			}
			letters = append(letters, more...)
		}
		sent = len(letters)
		counts := dialogue.CountAnswers(&s.inv, answers)
		s.detail = map[string]any{"draw": s.bench.draw.Number, "proposal": proposal, "letters": sent,
			"placed": counts.Placed, "waiting": counts.Waiting, "not_selected": counts.NotSelected}
		return a.post(ctx, s.tx, letters...)
	})
	if errors.Is(err, postgres.ErrLetterWritten) { // somebody has an answer already, however it came about
		err = dialogue.ErrClosed
	}
	return sent, err
}

// answers are what everybody is told when the draw's approved proposal, which must be the given one, is sent; in the order of names.
func (b *bench) answers(proposal dialogue.ID, lang dialogue.Lang) ([]dialogue.SelectedUnit, opened, error) {
	approved := dialogue.Approved(b.proposals)
	switch {
	case !b.draw.SentAt.IsZero():
		return nil, opened{}, dialogue.ErrClosed
	case approved == nil || approved.ID != proposal:
		return nil, opened{}, dialogue.ErrStale
	}
	o, err := b.open(proposal)
	if err != nil {
		return nil, o, err
	}
	if found := b.unsendable(o); len(found) > 0 {
		return nil, o, dialogue.Problems{"": found[0]}
	}
	return dialogue.Answers(b.view(o, lang).Units, b.all), o, nil
}

// unsendable are why a proposal can't be sent as things are: what stands in the way of approving it, and meetings that nobody can be told
// the time of.
func (b *bench) unsendable(o opened) []dialogue.Problem {
	found := b.obstacles(o)
	if b.inv.Series.State != dialogue.Published {
		found = append(found, dialogue.Problem{Key: "problem.answers-unpublished"})
	}
	for _, u := range o.result.Units {
		id, err := rosterID(u.Meeting)
		if m := b.inv.Meeting(id); err == nil && m != nil && m.StartsAt.IsZero() {
			return append(found, dialogue.Problem{Key: "problem.answers-undated", Args: map[string]any{"Meeting": b.inv.MeetingName(*m)}})
		}
	}
	return found
}

// settleSeats writes what the answers do to the seats. Those who wait get their places in the queue in the order of the lots. It gives
// the answers back with the registrations as they now are.
func (a *App) settleSeats(ctx context.Context, s *selectionEdit, answers []dialogue.SelectedUnit) ([]dialogue.SelectedUnit, error) {
	organiser := s.actor.Organiser
	if err := s.tx.RaiseVersionsOf(ctx, organiser, s.inv.Series.ID); err != nil {
		return nil, err
	}
	var meetings []dialogue.ID
	for _, m := range s.inv.Meetings {
		meetings = append(meetings, m.ID)
	}
	if _, err := s.tx.LockMeetings(ctx, organiser, meetings); err != nil {
		return nil, err
	}
	numbers, err := s.tx.NextWaitingNos(ctx, len(answers))
	if err != nil {
		return nil, err
	}
	number := map[dialogue.ID]int64{}
	for i, u := range dialogue.ByLot(answers) {
		number[u.Registration.ID] = numbers[i]
	}
	return answers, s.tx.Write(ctx, func(b *postgres.Batch) {
		for i := range answers {
			u := &answers[i]
			u.Registration = u.Answered(number[u.Registration.ID], s.now)
			for _, d := range u.Registration.Delegates {
				for _, seat := range d.Seats {
					if !seat.State.Gone() {
						b.SetSeat(u.Registration, seat, true)
					}
				}
			}
		}
	})
}

// answerLetters are the letters that answer one registration: to its contact, and to each delegate with a place.
func (a *App) answerLetters(inv *dialogue.Invitation, u *dialogue.SelectedUnit, b *bench) ([]dialogue.Letter, error) {
	var letters []dialogue.Letter
	meeting := inv.Meeting(u.Meeting)
	for _, r := range u.Readers(meeting) {
		letter, err := a.compose(a.answerTo(inv, u, r, b), u.LetterKind(), answerOnce(inv.Series.ID, r))
		if err != nil {
			return nil, err
		}
		letters = append(letters, letter)
	}
	return letters, nil
}

// answerOnce is the occasion of an answer: a reader gets one answer from a series, whatever is drawn or sent again.
func answerOnce(series dialogue.ID, r dialogue.ConfirmationRecipient) string {
	who := readerOf(r)
	return fmt.Sprintf("answer/%s/%s/%s", series, who.registration, who.delegate)
}

// answerTo is what a letter with an answer can say to one reader.
func (a *App) answerTo(inv *dialogue.Invitation, u *dialogue.SelectedUnit, r dialogue.ConfirmationRecipient, b *bench) mail.Facts {
	f := a.facts(inv, &u.Registration, b.now)
	f.To = mail.To{Name: r.Name, Email: r.Email}
	f.Selected = u
	if u.Outcome == dialogue.SeatPlaced {
		f.Meeting, f.Delegate = inv.Meeting(u.Meeting), r.Delegate
	}
	return f
}
