package app

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// ProposeSelection solves the draw with its locks as they are, and with those who have withdrawn since out: from nothing the first
// time, later with the fewest moves from the newest proposal. It gives the new proposal's id. Problems for field "note", and for ""
// without a public value, when a proposal is approved, and when nothing has changed since the newest one.
func (a *App) ProposeSelection(ctx context.Context, actor dialogue.Actor, e SelectionEdit, note string) (dialogue.ID, error) {
	note = strings.TrimSpace(note)
	problems := dialogue.Problems{}
	checkLength(problems, "note", note, mostReason)
	return a.propose(ctx, actor, e, proposing{verb: "propose_selection", wrong: problems.Err(), note: note, settle: func(b *bench) (lockStep, error) {
		step, err := b.settle(nil, dialogue.ID{}, "")
		if last := b.newest(); err == nil && last != nil && step.after.proposal.Locks == last.Locks {
			err = dialogue.Problems{"": {Key: "problem.selection-same", Args: map[string]any{"Number": last.Number}}}
		}
		return step, err
	}})
}

// proposing is one of the verbs that make a proposal.
type proposing struct {
	verb   string
	wrong  error // with what was typed
	note   string
	settle func(b *bench) (lockStep, error)
	detail func(b *bench) map[string]any
}

// propose solves and then stores, in this order so that nobody waits for the series meanwhile. Everything that the answer depends on is
// as it was when the draw's version is, but for withdrawals: with new ones it is solved again.
func (a *App) propose(ctx context.Context, actor dialogue.Actor, e SelectionEdit, p proposing) (dialogue.ID, error) {
	var made dialogue.ID
	b, err := a.benchToChange(ctx, actor, e)
	if err != nil {
		return made, err
	}
	if p.wrong != nil {
		return made, p.wrong
	}
	step, err := p.settle(b)
	if err != nil {
		return made, err
	}
	err = a.editSelection(ctx, actor, e, p.verb, func(s *selectionEdit) (err error) {
		if !slices.Equal(s.bench.gone, b.gone) {
			if step, err = p.settle(s.bench); err != nil {
				return err
			}
		}
		if p.detail != nil {
			s.detail = p.detail(s.bench)
		}
		step.after.proposal.Note = p.note
		made, err = s.store(ctx, step)
		return err
	})
	return made, err
}

// lockStep is a change of a draw's locks with what comes of it.
type lockStep struct {
	keep, made []dialogue.SelectionLock // standing afterwards; those of them that are new
	lifted     []dialogue.SelectionLock
	after      opened
}

// mayPropose is what stands against a proposal.
func (b *bench) mayPropose() error {
	switch {
	case b.draw == nil || !b.draw.SentAt.IsZero():
		return dialogue.ErrClosed
	case b.draw.PublicValue == "":
		return dialogue.Problems{"": {Key: "problem.selection-no-value"}}
	case dialogue.Approved(b.proposals) != nil:
		return dialogue.Problems{"": {Key: "problem.selection-approved"}}
	}
	return nil
}

// settle solves the draw again with one lock more, which takes the place of another about the same, and one less; either may be none.
// Those who have withdrawn are locked out first, and lift, about one of them, is ErrForbidden.
func (b *bench) settle(more *dialogue.SelectionLock, lift dialogue.ID, reason string) (lockStep, error) {
	var step lockStep
	if err := b.mayPropose(); err != nil {
		return step, err
	}
	step.keep, step.made, step.lifted = dialogue.SettleWithdrawals(b.standing(), b.gone, newID)
	if !lift.IsZero() {
		switch l := b.lock(lift); {
		case l == nil:
			return step, dialogue.ErrNotFound
		case l.Withdrawal:
			return step, dialogue.ErrForbidden
		case !l.LiftedAt.IsZero():
			return step, dialogue.ErrStale
		}
		step.drop(func(l dialogue.SelectionLock) bool { return l.ID == lift }, reason)
	}
	if more != nil {
		if err := b.checkLock(step.keep, *more); err != nil {
			return step, err
		}
		step.drop(func(l dialogue.SelectionLock) bool {
			return l.Registration == more.Registration && l.Delegate == more.Delegate
		}, reason)
		step.keep, step.made = append(step.keep, *more), append(step.made, *more)
	}
	var err error
	if step.after, err = solve(*b.draw, step.keep, b.newest()); err != nil {
		return step, b.lockProblem(err)
	}
	return step, nil
}

// drop lifts the locks that f finds, with a reason.
func (s *lockStep) drop(f func(dialogue.SelectionLock) bool, reason string) {
	keep := s.keep[:0:0]
	for _, l := range s.keep {
		if !f(l) {
			keep = append(keep, l)
			continue
		}
		l.LiftedReason = reason
		s.lifted = append(s.lifted, l)
	}
	s.keep = keep
}

// store writes the locks as they have become and the proposal that came of them, whose id it gives.
func (s *selectionEdit) store(ctx context.Context, step lockStep) (dialogue.ID, error) {
	p := step.after.proposal
	p.ID, p.Selection, p.Number, p.MadeBy = newID(), s.bench.draw.ID, 1, s.actor.User
	if last := s.bench.newest(); last != nil {
		p.Number = last.Number + 1
	}
	var withdrawn []dialogue.ID
	err := s.tx.Write(ctx, func(w *postgres.Batch) {
		for _, l := range step.lifted {
			w.LiftSelectionLock(s.actor.Organiser, l.ID, s.actor.User, l.LiftedReason)
		}
		for _, l := range step.made {
			l.Selection, l.MadeBy = s.bench.draw.ID, s.actor.User
			if l.Withdrawal {
				l.MadeBy = dialogue.ID{}
				withdrawn = append(withdrawn, l.Registration)
			}
			w.InsertSelectionLock(s.actor.Organiser, l)
		}
		w.InsertSelectionProposal(s.actor.Organiser, p)
	})
	if s.detail == nil {
		s.detail = map[string]any{}
	}
	s.about = p.ID
	s.detail["number"], s.detail["result"] = p.Number, hex.EncodeToString(p.ResultHash)
	if p.Note != "" {
		s.detail["note"] = p.Note
	}
	if len(withdrawn) > 0 {
		s.detail["withdrawn"] = withdrawn
	}
	return p.ID, err
}
