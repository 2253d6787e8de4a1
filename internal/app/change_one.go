package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// SwapDelegate puts another person in one's place, like for like: role, seat and place in the queue stay. The one who was is told, and so
// is the contact; whoever comes gets the confirmation if the seat had it. ErrNotFound when nobody with the id is registered, Problems
// about the person under delegates.0.
func (a *App) SwapDelegate(ctx context.Context, actor dialogue.Actor, e Edit, delegate dialogue.ID, person dialogue.DelegateRequest) error {
	return a.change(ctx, actor, e, "swap_delegate", dialogue.LetterChanged, func(c *change) error {
		edits, at, err := dialogue.SwapEdits(c.r, delegate, person)
		if err != nil {
			return err
		}
		was := c.r.Delegate(delegate)
		if person.Name == was.Name {
			return dialogue.Problems{"delegates.0.name": {Key: "problem.same-person"}}
		}
		if c.may.Change && was.Begun(&c.inv, c.now) {
			return dialogue.Problems{"delegates.0.name": {Key: "problem.has-been-there", Args: map[string]any{"Name": was.Name}}}
		}
		c.swap = delegate
		return c.changePerson(ctx, edits, at)
	})
}

// WithdrawDelegate takes one person off. The only one is not taken off so: Problems say that the registration is withdrawn instead.
func (a *App) WithdrawDelegate(ctx context.Context, actor dialogue.Actor, e Edit, delegate dialogue.ID) error {
	return a.change(ctx, actor, e, "withdraw_delegate", dialogue.LetterChanged, func(c *change) error {
		edits, err := dialogue.WithdrawEdits(c.r, delegate)
		if err != nil {
			return err
		}
		return c.changeDelegates(ctx, edits)
	})
}

// AddDelegate lets one more come, within the cap. Problems about the person stand under delegates.0.
func (a *App) AddDelegate(ctx context.Context, actor dialogue.Actor, e Edit, person dialogue.DelegateRequest) error {
	return a.change(ctx, actor, e, "add_delegate", dialogue.LetterChanged, func(c *change) error {
		edits, at := dialogue.AddEdits(c.r, person)
		return c.changePerson(ctx, edits, at)
	})
}

// changePerson writes the rows when one of them, at, holds somebody who comes, with what the series asks of each person. What is wrong with
// the person and with the answers is told together, under delegates.0.
func (c *change) changePerson(ctx context.Context, edits []dialogue.DelegateEdit, at int) error {
	if !c.may.Change {
		return dialogue.ErrClosed
	}
	edits = dialogue.SettleDelegates(&c.inv, c.r, edits, c.may, c.now)
	problems := dialogue.Problems{}
	if err := atFirst(dialogue.CheckDelegates(&c.inv, c.r, edits, c.may, c.now), at); err != nil && !errors.As(err, &problems) {
		return err
	}
	person := edits[at].DelegateRequest
	meetings := person.Meetings
	if len(meetings) == 0 {
		meetings = c.r.Meetings()
	}
	answers, unanswered := dialogue.SettlePersonAnswers(&c.inv, person, meetings, "delegates.0.", c.now, c.byStaff())
	maps.Copy(problems, unanswered)
	if err := problems.Err(); err != nil {
		return err
	}
	edits[at].Answers = answers
	return c.applyEdits(ctx, edits)
}

// answered writes what somebody who comes has answered.
func (c *change) answered(b *postgres.Batch, delegate dialogue.ID, answers []dialogue.AnswerEdit) {
	for _, e := range answers {
		e.Delegate = delegate
		b.InsertAnswer(c.r, newID(), e, answeredBy(c.actor, c.r))
	}
}

// atFirst moves the problems of one row of the people to the first, where a form about one person has them.
func atFirst(err error, at int) error {
	var problems dialogue.Problems
	if !errors.As(err, &problems) {
		return err
	}
	moved := dialogue.Problems{}
	for field, problem := range problems {
		if rest, ok := strings.CutPrefix(field, fmt.Sprintf("delegates.%d.", at)); ok {
			field = "delegates.0." + rest
		}
		moved[field] = problem
	}
	return moved
}

// swapLetters are the letters to those who came in somebody's place, and to whom they replaced. Who answers for the registration has made
// the change, and reads of it in the receipt.
func (a *App) swapLetters(ctx context.Context, c *change, facts mail.Facts) ([]dialogue.Letter, error) {
	var letters []dialogue.Letter
	for _, was := range c.swapped {
		now := c.r.Delegate(was.ID)
		if was.Email != "" && was.Email != c.r.Contact.Email && was.Email != now.Email {
			f := facts
			f.Delegate, f.To = &was, mail.To{Name: was.Name, Email: was.Email}
			letter, err := a.compose(f, dialogue.LetterReplaced, fmt.Sprintf("replaced/%s/%d", was.ID, c.r.Version))
			if err != nil {
				return nil, err
			}
			letters = append(letters, letter)
		}
		confirmed, err := a.confirmationsOf(ctx, c, facts, now)
		if err != nil {
			return nil, err
		}
		letters = append(letters, confirmed...)
	}
	return letters, nil
}

// confirmationsOf are the confirmations of the meetings ahead where the person has a confirmed seat.
func (a *App) confirmationsOf(ctx context.Context, c *change, facts mail.Facts, d *dialogue.Delegate) ([]dialogue.Letter, error) {
	var letters []dialogue.Letter
	for _, s := range d.Seats {
		m := c.inv.Meeting(s.Meeting)
		if m == nil || s.State != dialogue.SeatPlaced || s.ConfirmedAt.IsZero() || m.StateAt(c.now) != dialogue.Planned || d.Email == "" || d.Email == c.r.Contact.Email {
			continue
		}
		to := dialogue.ConfirmationRecipient{Registration: c.r, Delegate: d, Name: d.Name, Email: d.Email}
		once := fmt.Sprintf("confirmation/%s/swap-%d/%s/%s", m.ID, c.r.Version, c.r.ID, d.ID)
		practical := m.Practical
		letter, err := a.compose(confirmationTo(facts, m, to, practical), dialogue.LetterConfirmation, once)
		if err != nil {
			return nil, err
		}
		letters = append(letters, letter)
	}
	return letters, nil
}

// takenOffLetters are the letters to those who were taken off, when they had been told that they were registered: by the notice of what is
// stored, or by a confirmation. Nobody is told once their meetings have begun, nor of what they did themselves.
func (a *App) takenOffLetters(c *change, facts mail.Facts) ([]dialogue.Letter, error) {
	var letters []dialogue.Letter
	for _, was := range c.off {
		ahead, knew := len(was.Meetings()) == 0, !was.NoticedAt.IsZero()
		for _, s := range was.Seats {
			m := c.inv.Meeting(s.Meeting)
			ahead = ahead || !s.State.Gone() && m != nil && !m.Started(c.now)
			knew = knew || !s.ConfirmedAt.IsZero()
		}
		if !ahead || !knew || was.Email == "" || was.Email == c.r.Contact.Email || was.Email == c.actor.Email {
			continue
		}
		f := facts
		f.Delegate, f.To, f.By = &was, mail.To{Name: was.Name, Email: was.Email}, answeredBy(c.actor, c.r)
		letter, err := a.compose(f, dialogue.LetterTakenOff, fmt.Sprintf("taken_off/%s/%d", was.ID, c.r.Version))
		if err != nil {
			return nil, err
		}
		letters = append(letters, letter)
	}
	return letters, nil
}
