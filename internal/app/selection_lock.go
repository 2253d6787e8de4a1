package app

import (
	"context"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/selection"
)

// PreviewLock shows what the rest becomes with one lock more (or another one for the same delegation or person, which it would
// replace): the newest proposal, the one that would come, and the difference. Nothing is stored. lock needs Registration, Kind, perhaps
// Delegate, and Meeting for «at»; the reason may be missing here. Problems for fields "kind", "meeting" and "" when the lock can't
// be kept.
func (a *App) PreviewLock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.SelectionLock) (dialogue.SelectionPreview, error) {
	b, err := a.benchToChange(ctx, actor, e)
	if err != nil {
		return dialogue.SelectionPreview{}, err
	}
	lock = tidyLock(lock)
	lock.ID = newID()
	step, err := b.settle(&lock, dialogue.ID{}, lock.Reason)
	if err != nil {
		return dialogue.SelectionPreview{}, err
	}
	return b.preview(actor, step, lock)
}

// SaveLock stores a lock and the proposal that comes of it, whose id it gives. Problems as PreviewLock, and for field "reason".
func (a *App) SaveLock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.SelectionLock) (dialogue.ID, error) {
	lock = tidyLock(lock)
	lock.ID = newID()
	return a.propose(ctx, actor, e, proposing{verb: "save_lock", wrong: checkReason(lock.Reason),
		settle: func(b *bench) (lockStep, error) { return b.settle(&lock, dialogue.ID{}, lock.Reason) },
		detail: func(*bench) map[string]any { return lockDetail(lock, lock.Reason) }})
}

// PreviewUnlock shows what the rest becomes without a lock. Nothing is stored. A withdrawal can't be lifted: ErrForbidden.
func (a *App) PreviewUnlock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.ID) (dialogue.SelectionPreview, error) {
	b, err := a.benchToChange(ctx, actor, e)
	if err != nil {
		return dialogue.SelectionPreview{}, err
	}
	step, err := b.settle(nil, lock, "")
	if err != nil {
		return dialogue.SelectionPreview{}, err
	}
	return b.preview(actor, step, *b.lock(lock))
}

// LiftLock lifts a lock with a reason (field "reason") and stores the proposal that comes of it, whose id it gives.
func (a *App) LiftLock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.ID, reason string) (dialogue.ID, error) {
	reason = strings.TrimSpace(reason)
	return a.propose(ctx, actor, e, proposing{verb: "lift_lock", wrong: checkReason(reason),
		settle: func(b *bench) (lockStep, error) { return b.settle(nil, lock, reason) },
		detail: func(b *bench) map[string]any { return lockDetail(*b.lock(lock), reason) }})
}

// benchToChange is the workbench as an editor's form was made from it: ErrStale when it has moved on.
func (a *App) benchToChange(ctx context.Context, actor dialogue.Actor, e SelectionEdit) (*bench, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return nil, err
	}
	b, err := a.benchFor(ctx, actor, e.Series, dialogue.ID{})
	switch {
	case err != nil:
		return nil, err
	case b.draw == nil:
		return nil, dialogue.ErrNotFound
	case !b.draw.SentAt.IsZero():
		return nil, dialogue.ErrClosed
	case b.draw.ID != e.Selection || b.draw.Version != e.Version:
		return nil, dialogue.ErrStale
	}
	return b, nil
}

func tidyLock(l dialogue.SelectionLock) dialogue.SelectionLock {
	l.Reason, l.Withdrawal = strings.TrimSpace(l.Reason), false
	if l.Kind != dialogue.LockAt {
		l.Meeting = dialogue.ID{}
	}
	return l
}

func checkReason(reason string) error {
	problems := dialogue.Problems{}
	if reason == "" {
		problems.Add("reason", "problem.selection-reason")
	}
	checkLength(problems, "reason", reason, mostReason)
	return problems.Err()
}

// checkLock is what is wrong with a lock by itself; what is impossible together with the others is found by solving.
func (b *bench) checkLock(standing []dialogue.SelectionLock, lock dialogue.SelectionLock) error {
	i := slices.IndexFunc(b.roster, func(u dialogue.RosterUnit) bool { return u.Registration == lock.Registration })
	if i < 0 {
		return dialogue.Problems{"": {Key: "problem.selection-lock-late"}}
	}
	u := b.roster[i]
	problems := dialogue.Problems{}
	switch {
	case !lock.Delegate.IsZero() && !slices.ContainsFunc(u.Delegates, func(d dialogue.RosterDelegate) bool { return d.ID == lock.Delegate }):
		problems.Add("", "problem.selection-lock-late")
	case slices.ContainsFunc(standing, func(l dialogue.SelectionLock) bool {
		return l.Withdrawal && l.Registration == lock.Registration && (l.Delegate.IsZero() || l.Delegate == lock.Delegate)
	}):
		problems.Add("", "problem.selection-lock-gone")
	}
	switch lock.Kind {
	case dialogue.LockIn, dialogue.LockOut:
	case dialogue.LockAt:
		if !slices.ContainsFunc(b.frozen.Meetings, func(m selection.Meeting) bool { return m.ID == lock.Meeting.String() }) {
			problems.Add("meeting", "problem.selection-lock-meeting")
		}
	default:
		problems.Add("kind", "problem.choose")
	}
	return problems.Err()
}

func lockDetail(l dialogue.SelectionLock, reason string) map[string]any {
	detail := map[string]any{"lock": l.ID, "registration": l.Registration, "kind": l.Kind, "reason": reason}
	if !l.Delegate.IsZero() {
		detail["delegate"] = l.Delegate
	}
	if !l.Meeting.IsZero() {
		detail["meeting"] = l.Meeting
	}
	return detail
}

// preview is what a change of locks would give, beside what there is.
func (b *bench) preview(actor dialogue.Actor, step lockStep, lock dialogue.SelectionLock) (dialogue.SelectionPreview, error) {
	p := dialogue.SelectionPreview{Invitation: b.inv, Lock: &lock, Now: b.now}
	last := b.newest()
	if last == nil {
		return p, dialogue.Problems{"": {Key: "problem.selection-no-proposal"}}
	}
	before, err := openProposal(*b.draw, *last)
	if err != nil {
		return p, err
	}
	with := *b
	with.locks = append(slices.Clone(b.locks), step.made...)
	p.Before, p.After = b.view(before, actor.Lang), with.view(step.after, actor.Lang)
	p.Moves = b.moves(before.result, step.after.result)
	for i := range p.Before.Units {
		if p.Before.Units[i].Registration.ID == lock.Registration {
			p.Unit = &p.Before.Units[i]
		}
	}
	return p, nil
}
