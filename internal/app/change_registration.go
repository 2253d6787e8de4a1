package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// Edit names the registration that is changed, the version that the form was made from, and staff's reason after the deadline.
type Edit struct {
	Registration dialogue.ID
	Version      int
	Reason       string
}

// change is one change under way: what it sees and what it has done.
type change struct {
	tx    *postgres.Tx
	actor dialogue.Actor
	inv   dialogue.Invitation
	r     dialogue.Registration
	now   time.Time
	may   dialogue.Allowed
	done  []dialogue.Change
}

func (c *change) byStaff() bool { return c.actor.Kind == dialogue.StaffActor }

// change runs f on a registration that the actor may change, in one transaction: it locks the row, lets f write, appends the audit
// line and posts the letter. Without anything done there is neither.
func (a *App) change(ctx context.Context, actor dialogue.Actor, e Edit, verb string, kind dialogue.LetterKind, f func(c *change) error) error {
	organiser, err := mayChange(actor, e.Registration)
	if err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		r, err := lockedRegistration(ctx, tx, organiser, e.Registration, e.Version)
		if err != nil {
			return err
		}
		c := &change{tx: tx, actor: actor, r: r}
		if c.inv, err = tx.Invitation(ctx, organiser, r.Series); err != nil {
			return err
		}
		if c.now, err = tx.Now(ctx); err != nil {
			return err
		}
		c.may = dialogue.ContactMay(&c.inv, r, c.now)
		if c.byStaff() {
			c.may = dialogue.StaffMay(&c.inv, r, c.now)
			if c.may.NeedsReason && e.Reason == "" {
				return dialogue.Problems{"reason": {Key: "problem.late-reason"}}
			}
		}
		if err := f(c); err != nil || len(c.done) == 0 {
			return err
		}
		if c.r, err = tx.Registration(ctx, organiser, r.ID); err != nil {
			return err
		}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(line(actor, verb, c.r, map[string]any{"changes": c.done, "reason": e.Reason}))
		}); err != nil {
			return err
		}
		facts, err := a.factsInTx(ctx, tx, &c.inv, &c.r, c.now)
		if err != nil {
			return err
		}
		facts.Changes = c.done
		letter, err := a.compose(facts, kind, fmt.Sprintf("%s/%s/%d", kind, r.ID, c.r.Version))
		if err != nil {
			return err
		}
		return a.post(ctx, tx, letter)
	})
}

// mayChange is the organiser whose registration it is, or ErrForbidden: contacts change their own, editors their organiser's.
func mayChange(actor dialogue.Actor, registration dialogue.ID) (dialogue.ID, error) {
	switch {
	case actor.Kind == dialogue.ContactActor && actor.Registration == registration,
		actor.MayEdit(actor.Organiser):
		return actor.Organiser, nil
	}
	return dialogue.ID{}, dialogue.ErrForbidden
}

// ChangeDelegates replaces a registration's delegates by the edited set: rows with an id are those registered, rows without are
// added, and Gone takes one off. Everything is allowed until the deadline; then the contact may change names within the same role and
// take people off. ErrTooMany and Problems as at registration; ErrStale when the form was made before somebody else's change.
func (a *App) ChangeDelegates(ctx context.Context, actor dialogue.Actor, e Edit, edits []dialogue.DelegateEdit) error {
	return a.change(ctx, actor, e, "change_delegates", dialogue.LetterChanged, func(c *change) error {
		if !c.may.Change {
			return dialogue.ErrClosed
		}
		if err := dialogue.CheckDelegates(&c.inv, c.r, edits, c.may); err != nil {
			return err
		}
		return c.applyEdits(ctx, edits)
	})
}

// applyEdits writes the rows that changed: those that leave first, so that their slots and chairs are free for those who come.
func (c *change) applyEdits(ctx context.Context, edits []dialogue.DelegateEdit) error {
	var added []dialogue.Delegate
	err := c.tx.Write(ctx, func(b *postgres.Batch) {
		for _, e := range edits {
			if before := c.r.Delegate(e.ID); before != nil && e.Gone {
				c.withdraw(b, *before)
			}
		}
		for _, e := range edits {
			before := c.r.Delegate(e.ID)
			if before != nil && !e.Gone {
				c.edit(b, *before, e.DelegateRequest)
			}
		}
	})
	if err != nil {
		return err
	}
	if added, err = c.newDelegates(ctx, edits); err != nil || len(added) == 0 {
		return err
	}
	return c.tx.Write(ctx, func(b *postgres.Batch) {
		for i, d := range added {
			b.InsertDelegate(c.r, d, len(c.r.Delegates)+1+i, c.byStaff())
			c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeAdded, Name: d.Name})
		}
	})
}

func (c *change) withdraw(b *postgres.Batch, d dialogue.Delegate) {
	for _, s := range d.Seats {
		if !s.State.Gone() {
			s.State, s.OfferedUntil = dialogue.SeatWithdrawn, time.Time{}
			b.SetSeat(c.r, s, c.byStaff())
		}
	}
	c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeRemoved, Name: d.Name})
}

func (c *change) edit(b *postgres.Batch, before dialogue.Delegate, q dialogue.DelegateRequest) {
	after := before
	after.Role, after.Name, after.Position, after.Email, after.Phone = q.Role, q.Name, q.Position, q.Email, q.Phone
	switch {
	case after.Name != before.Name:
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeRenamed, Name: after.Name, Was: before.Name})
	case after.Role != before.Role || after.Position != before.Position || after.Email != before.Email || after.Phone != before.Phone:
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeDetails, Name: after.Name})
	default:
		return
	}
	b.SetDelegate(c.r, after)
}

// newDelegates makes the people who come, with a seat where the delegation is: placed while there is room and nobody waits, else on
// the waiting list, or pending as the others.
func (c *change) newDelegates(ctx context.Context, edits []dialogue.DelegateEdit) ([]dialogue.Delegate, error) {
	var all []dialogue.DelegateRequest
	var isNew []bool
	for _, e := range edits {
		if !e.Gone {
			all, isNew = append(all, e.DelegateRequest), append(isNew, e.ID.IsZero())
		}
	}
	if !slices.Contains(isNew, true) {
		return nil, nil
	}
	pools, _ := dialogue.Pools(&c.inv, all)
	current := c.r.Meetings()
	locked, err := c.tx.LockMeetings(ctx, c.r.Organiser, current)
	if err != nil {
		return nil, err
	}
	var added []dialogue.Delegate
	for i, q := range all {
		if !isNew[i] {
			continue
		}
		meetings := current
		switch {
		case c.inv.Series.Rules.Choice == dialogue.ChooseMany:
			meetings = q.Meetings
		case len(current) == 0:
			meetings = []dialogue.ID{{}}
		}
		d := dialogue.Delegate{ID: newID(), Role: q.Role, Name: q.Name, Position: q.Position, Email: q.Email, Phone: q.Phone}
		for j, id := range meetings {
			s := dialogue.Seat{ID: newID(), Meeting: id, State: dialogue.SeatPending, Pool: pools[i][min(j, len(pools[i])-1)]}
			if m, ok := locked[id]; ok && c.r.State == dialogue.Active {
				if s.State = dialogue.SeatAtOnce(c.inv.Series.Rules, m, 1); s.State == dialogue.SeatWaiting {
					if s.WaitingNo, err = c.tx.NextWaitingNo(ctx); err != nil {
						return nil, err
					}
				}
				if s.State == dialogue.SeatPlaced {
					m.Taken++
					locked[id] = m
				}
			}
			d.Seats = append(d.Seats, s)
		}
		added = append(added, d)
	}
	return added, nil
}

// ChangeContact changes who answers for the registration, and its comment. The address that links are mailed to can be changed by staff
// only: the contact has proven the one they have.
func (a *App) ChangeContact(ctx context.Context, actor dialogue.Actor, e Edit, contact dialogue.Contact, comment string) error {
	return a.change(ctx, actor, e, "change_contact", dialogue.LetterChanged, func(c *change) error {
		if !c.may.Change {
			return dialogue.ErrClosed
		}
		if !c.byStaff() {
			contact.Email, contact.PostalAddress = c.r.Contact.Email, c.r.Contact.PostalAddress
		}
		if problems := dialogue.CheckContact(contact, comment, c.byStaff()); len(problems) > 0 {
			return problems
		}
		if contact == c.r.Contact && comment == c.r.Comment {
			return nil
		}
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeContact, Name: contact.Name})
		return c.tx.Write(ctx, func(b *postgres.Batch) { b.SetContact(c.r, contact, comment) })
	})
}

// ChooseMeeting moves the whole delegation to another meeting whose own deadline is open; staff may after it. ErrClosed when it may not
// be entered.
func (a *App) ChooseMeeting(ctx context.Context, actor dialogue.Actor, e Edit, meeting dialogue.ID) error {
	return a.change(ctx, actor, e, "choose_meeting", dialogue.LetterChanged, func(c *change) error {
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
		if err := c.tx.Write(ctx, func(b *postgres.Batch) {
			c.eachSeat(func(s *dialogue.Seat) {
				s.Meeting, s.State, s.WaitingNo, s.ConfirmedAt, s.OfferedUntil = meeting, dialogue.SeatPending, 0, time.Time{}, time.Time{}
				b.SetSeat(c.r, *s, c.byStaff())
			})
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

// RankMeetings replaces the ranking of a series where units rank.
func (a *App) RankMeetings(ctx context.Context, actor dialogue.Actor, e Edit, wishes []dialogue.Wish) error {
	return a.change(ctx, actor, e, "rank_meetings", dialogue.LetterChanged, func(c *change) error {
		if c.inv.Series.Rules.Choice != dialogue.Ranked {
			return dialogue.ErrForbidden
		}
		if !c.may.ChooseAgain {
			return dialogue.ErrClosed
		}
		if problems := dialogue.CheckRanking(&c.inv, c.r.Unit, wishes); len(problems) > 0 {
			return problems
		}
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeRanking})
		return c.tx.Write(ctx, func(b *postgres.Batch) {
			b.DeleteWishes(c.r)
			for _, w := range wishes {
				b.InsertWish(c.r, w)
			}
		})
	})
}

// Withdraw takes the whole registration back. It is possible until the meeting starts; after the deadline of a binding one, by
// staff only.
func (a *App) Withdraw(ctx context.Context, actor dialogue.Actor, e Edit) error {
	return a.change(ctx, actor, e, "withdraw", dialogue.LetterWithdrawn, func(c *change) error {
		if !c.may.Remove {
			return dialogue.ErrClosed
		}
		return c.tx.Write(ctx, func(b *postgres.Batch) {
			for _, d := range c.r.LiveDelegates() {
				c.withdraw(b, d)
			}
			b.SetRegistrationState(c.r, dialogue.Withdrawn, "")
			c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeRemoved})
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

// eachSeat visits the seats that still count, to be changed in place.
func (c *change) eachSeat(f func(s *dialogue.Seat)) {
	for i := range c.r.Delegates {
		for j := range c.r.Delegates[i].Seats {
			if s := &c.r.Delegates[i].Seats[j]; !s.State.Gone() {
				f(s)
			}
		}
	}
}
