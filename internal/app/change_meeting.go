package app

import (
	"context"
	"maps"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// ChooseMeeting moves the whole delegation to another meeting whose own deadline is open; staff may after it. ErrClosed when it may not
// be entered.
func (a *App) ChooseMeeting(ctx context.Context, actor dialogue.Actor, e Edit, meeting dialogue.ID) error {
	return a.change(ctx, actor, e, "choose_meeting", dialogue.LetterChanged, func(c *change) error {
		if c.inv.Series.Rules.Choice == dialogue.Ranked && !c.byStaff() {
			return dialogue.ErrForbidden // they rank, and staff decide
		}
		target := c.inv.Meeting(meeting)
		if target == nil || target.State == dialogue.Cancelled || c.inv.Series.Rules.Choice == dialogue.ChooseMany {
			return dialogue.Problems{"meeting": {Key: "problem.choose-meeting"}}
		}
		open := slices.ContainsFunc(c.inv.MeetingsToChoose(c.r, c.now), func(m dialogue.Meeting) bool { return m.ID == meeting })
		if !c.may.ChooseAgain || !c.byStaff() && !open {
			return dialogue.ErrClosed
		}
		if slices.Equal(c.r.Meetings(), []dialogue.ID{meeting}) {
			return nil
		}
		if _, err := c.tx.LockMeetings(ctx, c.r.Organiser, append(c.r.Meetings(), meeting)); err != nil {
			return err
		}
		if err := c.tx.Write(ctx, func(b *postgres.Batch) {
			c.eachSeat(func(s *dialogue.Seat) {
				s.Meeting, s.State, s.WaitingNo, s.ConfirmedAt, s.OfferedUntil = meeting, dialogue.SeatPending, 0, time.Time{}, time.Time{}
				b.SetSeat(c.r, *s, c.byStaff())
			})
			if c.inv.Series.Rules.OnRequest {
				b.SetRequestMeeting(c.r, meeting)
			}
		}); err != nil {
			return err
		}
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeMeeting})
		if c.r.State != dialogue.Active {
			return nil
		}
		return a.giveSeats(ctx, c.tx, &c.inv, &c.r)
	})
}

// RankMeetings replaces the ranking of a series where units rank, and the answer to «if we don't all fit» where it is asked.
func (a *App) RankMeetings(ctx context.Context, actor dialogue.Actor, e Edit, wishes []dialogue.Wish, answer dialogue.IfNotAll) error {
	return a.change(ctx, actor, e, "rank_meetings", dialogue.LetterChanged, func(c *change) error {
		if c.inv.Series.Rules.Choice != dialogue.Ranked {
			return dialogue.ErrForbidden
		}
		if !c.may.ChooseAgain {
			return dialogue.ErrClosed
		}
		wishes, problems := dialogue.CheckRanking(&c.inv, c.r.Unit, wishes)
		answer, unanswered := dialogue.CheckIfNotAll(c.inv.Series.Rules, answer, len(c.r.LiveDelegates()), c.byStaff())
		maps.Copy(problems, unanswered)
		if len(problems) > 0 {
			return problems
		}
		reordered := !dialogue.SameWishes(wishes, c.r.Wishes)
		if reordered {
			c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeRanking})
		}
		if answer != c.r.IfNotAll {
			c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeIfNotAll})
		}
		return c.tx.Write(ctx, func(b *postgres.Batch) {
			if reordered {
				b.DeleteWishes(c.r)
				for _, w := range wishes {
					b.InsertWish(c.r, w)
				}
			}
			b.SetIfNotAll(c.r, answer)
		})
	})
}

// AnswerDate stores whether a date that came after the registration suits the delegation. «Passer ikke» keeps the seats: the contact
// may choose another meeting or withdraw.
func (a *App) AnswerDate(ctx context.Context, actor dialogue.Actor, e Edit, meeting dialogue.ID, fits bool) error {
	organiser, err := mayChange(actor, e.Registration)
	if err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		r, err := lockedRegistration(ctx, tx, organiser, e.Registration, 0)
		if err != nil {
			return err
		}
		if !slices.Contains(r.Meetings(), meeting) {
			return dialogue.ErrNotFound
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.AnswerDate(r, meeting, fits)
			b.Audit(line(actor, "answer_date", r, map[string]any{"meeting": meeting, "fits": fits}))
		})
	})
}
