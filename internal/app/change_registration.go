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

	swap    dialogue.ID         // whom another person takes the place of, whatever is written
	swapped []dialogue.Delegate // those who were, in whose place others are
	off     []dialogue.Delegate // those who were taken off
	kind    dialogue.LetterKind // what the contact is told
}

func (c *change) byStaff() bool { return c.actor.Kind == dialogue.StaffActor }

func (c *change) bySelf() bool { return c.actor.Kind == dialogue.DelegateActor }

// change runs f on a registration that the actor may change, in one transaction: it locks the row, lets f write, appends the audit
// line and posts the letter. Without anything done there is neither.
func (a *App) change(ctx context.Context, actor dialogue.Actor, e Edit, verb string, kind dialogue.LetterKind, f func(c *change) error) error {
	organiser, err := mayChange(actor, e.Registration)
	if err != nil {
		return err
	}
	return a.changeIn(ctx, organiser, actor, e, verb, kind, f)
}

// changeIn is change for an actor whose right has been looked at.
func (a *App) changeIn(ctx context.Context, organiser dialogue.ID, actor dialogue.Actor, e Edit, verb string, kind dialogue.LetterKind, f func(c *change) error) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		r, err := lockedRegistration(ctx, tx, organiser, e.Registration, seen(e.Version))
		if err != nil {
			return err
		}
		c := &change{tx: tx, actor: actor, r: r, kind: kind}
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
			b.EndEmptyOffers(organiser, r.ID)
			b.Audit(line(actor, verb, c.r, map[string]any{"changes": c.done, "reason": e.Reason}))
		}); err != nil {
			return err
		}
		facts, err := a.factsInTx(ctx, tx, &c.inv, &c.r, c.now)
		if err != nil {
			return err
		}
		facts.Changes = c.done
		letter, err := a.compose(facts, c.kind, fmt.Sprintf("%s/%s/%d", c.kind, r.ID, c.r.Version))
		if err != nil {
			return err
		}
		more, err := a.swapLetters(ctx, c, facts)
		if err != nil {
			return err
		}
		off, err := a.takenOffLetters(c, facts)
		if err != nil {
			return err
		}
		more = append(more, off...)
		return a.post(ctx, tx, append([]dialogue.Letter{letter}, more...)...)
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
		return c.changeDelegates(ctx, edits)
	})
}

func (c *change) changeDelegates(ctx context.Context, edits []dialogue.DelegateEdit) error {
	if !c.may.Change {
		return dialogue.ErrClosed
	}
	edits = dialogue.SettleDelegates(&c.inv, c.r, edits, c.may, c.now)
	if err := dialogue.CheckDelegates(&c.inv, c.r, edits, c.may, c.now); err != nil {
		return err
	}
	return c.applyEdits(ctx, edits)
}

// applyEdits writes the rows that changed: those that leave first, so that their slots and chairs are free for those who come.
func (c *change) applyEdits(ctx context.Context, edits []dialogue.DelegateEdit) error {
	stay, pools := c.whoStay(edits)
	meetings, err := c.lockMeetings(ctx, stay)
	if err != nil {
		return err
	}
	if err := c.tx.Write(ctx, func(b *postgres.Batch) {
		for _, e := range edits {
			if before := c.r.Delegate(e.ID); before != nil && e.Gone {
				c.withdraw(b, *before)
			}
		}
		for _, e := range stay {
			if before := c.r.Delegate(e.ID); before != nil {
				c.edit(b, *before, e.DelegateRequest)
			}
		}
		c.moveBetweenPools(b, stay, pools)
	}); err != nil {
		return err
	}
	return c.comeIn(ctx, stay, pools, meetings)
}

// whoStay are the rows that are not taken off, and where each of their seats counts.
func (c *change) whoStay(edits []dialogue.DelegateEdit) ([]dialogue.DelegateEdit, [][]dialogue.Pool) {
	stay := slices.DeleteFunc(slices.Clone(edits), func(e dialogue.DelegateEdit) bool { return e.Gone })
	requests := make([]dialogue.DelegateRequest, len(stay))
	for i := range stay {
		requests[i] = stay[i].DelegateRequest
	}
	pools, _ := dialogue.Pools(&c.inv, requests)
	return stay, pools
}

// lockMeetings takes the meetings where seats may be given or given back, in one order for everybody.
func (c *change) lockMeetings(ctx context.Context, stay []dialogue.DelegateEdit) ([]dialogue.ID, error) {
	meetings := c.r.Meetings()
	for _, e := range stay {
		for _, id := range e.Meetings {
			if !slices.Contains(meetings, id) {
				meetings = append(meetings, id)
			}
		}
	}
	_, err := c.tx.LockMeetings(ctx, c.r.Organiser, meetings)
	return meetings, err
}

func (c *change) withdraw(b *postgres.Batch, d dialogue.Delegate) {
	for _, s := range d.Seats {
		c.leave(b, s)
	}
	c.off = append(c.off, d)
	c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeRemoved, Name: d.Name})
}

// leave gives a seat back. One at a meeting that has begun stays: who had it was there, or was expected.
func (c *change) leave(b *postgres.Batch, s dialogue.Seat) {
	if !s.State.Gone() && !s.Begun(&c.inv, c.now) {
		s.State, s.OfferedUntil = dialogue.SeatWithdrawn, time.Time{}
		b.SetSeat(c.r, s, c.byStaff())
	}
}

// edit writes a person that changed, and gives back the seats at meetings that the person no longer attends.
func (c *change) edit(b *postgres.Batch, before dialogue.Delegate, q dialogue.DelegateRequest) {
	attended := before.Meetings()
	moved := false
	if c.inv.Series.Rules.Choice == dialogue.ChooseMany {
		moved = slices.ContainsFunc(q.Meetings, func(id dialogue.ID) bool { return !slices.Contains(attended, id) })
		for _, s := range before.Seats {
			if !s.State.Gone() && !slices.Contains(q.Meetings, s.Meeting) {
				c.leave(b, s)
				moved = true
			}
		}
	}
	after := before
	after.Role, after.Name, after.Position, after.Email, after.Phone = q.Role, q.Name, q.Position, q.Email, q.Phone
	if c.swap == before.ID || dialogue.Swapped(c.r, before, after.Name, after.Email) && !c.bySelf() {
		c.swapped = append(c.swapped, before)
		after.ByStaff = c.byStaff()
		b.ForgetPerson(c.r, before.ID)
		c.answered(b, before.ID, q.Answers)
	} else if after.Email != before.Email && !c.bySelf() {
		b.TellAnew(c.r, before.ID)
	}
	switch {
	case after.Name != before.Name:
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeRenamed, Name: after.Name, Was: before.Name})
	case moved || after.Role != before.Role || after.Position != before.Position || after.Email != before.Email || after.Phone != before.Phone:
		c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeDetails, Name: after.Name})
	default:
		return
	}
	b.SetDelegate(c.r, after)
}

// moveBetweenPools lets the seats that stay count where they now belong: another role may count apart, and who came at own cost gets
// the place of one who has left.
func (c *change) moveBetweenPools(b *postgres.Batch, stay []dialogue.DelegateEdit, pools [][]dialogue.Pool) {
	var moving []dialogue.Seat
	for i, e := range stay {
		before := c.r.Delegate(e.ID)
		if before == nil {
			continue
		}
		for _, s := range before.Seats {
			at := 0
			if c.inv.Series.Rules.Choice == dialogue.ChooseMany {
				at = slices.Index(e.Meetings, s.Meeting)
			}
			if !s.State.Gone() && !s.Begun(&c.inv, c.now) && at >= 0 && s.Pool != pools[i][at] {
				s.Pool = pools[i][at]
				moving = append(moving, s)
			}
		}
	}
	b.MoveSeats(c.r, moving)
}

// comeIn gives seats to the people who come, and to those who attend one more meeting: placed while there is room and nobody waits,
// else on the waiting list, or pending as the others. When a selection has been answered they wait.
func (c *change) comeIn(ctx context.Context, stay []dialogue.DelegateEdit, pools [][]dialogue.Pool, ids []dialogue.ID) error {
	meetings, err := c.tx.LockMeetings(ctx, c.r.Organiser, ids)
	if err != nil {
		return err
	}
	var late int64 // their place in the queue, when the answers of a selection are sent
	if c.inv.Series.Rules.Admission == dialogue.AdmitSelection && c.r.State == dialogue.Active {
		if late, err = numberAfterAnswers(ctx, c.tx, &c.r); err != nil {
			return err
		}
	}
	var added []dialogue.Delegate
	var answers [][]dialogue.AnswerEdit // of those added
	entered := map[dialogue.ID][]dialogue.Seat{}
	for i, e := range stay {
		before := c.r.Delegate(e.ID)
		wanted := c.meetingsOf(e, before)
		var seats []dialogue.Seat
		for j, id := range wanted {
			if before != nil && slices.Contains(before.Meetings(), id) {
				continue
			}
			s := dialogue.Seat{ID: newID(), Meeting: id, State: dialogue.SeatPending, Pool: pools[i][min(j, len(pools[i])-1)]}
			if late != 0 {
				s.State, s.WaitingNo = dialogue.SeatWaiting, late
			} else if m, ok := meetings[id]; ok && c.r.State == dialogue.Active {
				switch s.State = dialogue.SeatAtOnce(c.inv.Series.Rules, m, 1); s.State {
				case dialogue.SeatWaiting:
					if s.WaitingNo, err = c.tx.NextWaitingNo(ctx); err != nil {
						return err
					}
					m.Waiting++
				case dialogue.SeatPlaced:
					m.Taken++
				}
				meetings[id] = m
			}
			seats = append(seats, s)
		}
		switch {
		case before == nil:
			answers = append(answers, e.Answers)
			added = append(added, dialogue.Delegate{ID: newID(), TakenFrom: e.TakenFrom, Role: e.Role, Name: e.Name, Position: e.Position, Email: e.Email, Phone: e.Phone, ByStaff: c.byStaff(), Seats: seats})
		case len(seats) > 0:
			entered[before.ID] = seats
		}
	}
	return c.tx.Write(ctx, func(b *postgres.Batch) {
		for _, e := range stay {
			for _, s := range entered[e.ID] {
				b.InsertSeat(c.r, e.ID, s, c.byStaff())
			}
		}
		for i, d := range added {
			b.InsertDelegate(c.r, d, len(c.r.Delegates)+1+i, c.byStaff())
			c.answered(b, d.ID, answers[i])
			c.done = append(c.done, dialogue.Change{Kind: dialogue.ChangeAdded, Name: d.Name})
		}
	})
}

// meetingsOf are the meetings a person is to have a seat at: each their own under ChooseMany, else where the delegation is, or one not
// decided yet. Those who are registered stay where they are.
func (c *change) meetingsOf(e dialogue.DelegateEdit, before *dialogue.Delegate) []dialogue.ID {
	if c.inv.Series.Rules.Choice == dialogue.ChooseMany {
		return e.Meetings
	}
	if before != nil {
		return nil
	}
	if current := c.r.Meetings(); len(current) > 0 {
		return current
	}
	return []dialogue.ID{{}}
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

// Withdraw takes the whole registration back. It is possible until the meeting starts; after the deadline of a binding one, by
// staff only.
func (a *App) Withdraw(ctx context.Context, actor dialogue.Actor, e Edit) error {
	return a.change(ctx, actor, e, "withdraw", dialogue.LetterWithdrawn, func(c *change) error {
		if !c.may.Remove {
			return dialogue.ErrClosed
		}
		if _, err := c.tx.LockMeetings(ctx, c.r.Organiser, c.r.Meetings()); err != nil {
			return err
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
