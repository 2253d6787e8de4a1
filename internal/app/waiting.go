package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// GiveSeats gives a waiting delegation its seats at one meeting by hand: all who wait there, or nobody. Those who wait before it
// keep waiting; that is staff's to answer for. ErrFull when there is not room for the whole delegation, ErrClosed when the meeting is
// cancelled or has begun, ErrStale when nobody waits there any more, ErrForbidden after a selection: there places are offered.
func (a *App) GiveSeats(ctx context.Context, actor dialogue.Actor, e Edit, meeting dialogue.ID) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.change(ctx, actor, e, "give_seats", dialogue.LetterChanged, func(c *change) error {
		m := c.inv.Meeting(meeting)
		switch {
		case m == nil:
			return dialogue.ErrNotFound
		case c.inv.Series.Rules.Admission == dialogue.AdmitSelection:
			return dialogue.ErrForbidden
		case c.r.State != dialogue.Active || c.r.WaitingAt(meeting) == 0:
			return dialogue.ErrStale
		case m.State == dialogue.Cancelled || m.Started(c.now):
			return dialogue.ErrClosed
		}
		locked, err := c.tx.LockMeetings(ctx, c.r.Organiser, []dialogue.ID{meeting})
		if err != nil {
			return err
		}
		if free, limited := locked[meeting].Free(); limited && free < c.r.WaitingAt(meeting) {
			return dialogue.ErrFull
		}
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeSeats})
		return c.tx.Write(ctx, func(b *postgres.Batch) {
			c.eachSeat(func(s *dialogue.Seat) {
				if s.Meeting == meeting && s.State == dialogue.SeatWaiting {
					s.State, s.WaitingNo = dialogue.SeatPlaced, 0
					b.SetSeat(c.r, *s, true)
				}
			})
		})
	})
}
