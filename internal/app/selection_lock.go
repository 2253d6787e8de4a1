package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// PreviewLock shows what the rest becomes with one lock more (or another one for the same delegation or person, which it would
// replace): the newest proposal, the one that would come, and the difference. Nothing is stored. lock needs Registration, Kind, perhaps
// Delegate, and Meeting for «at»; the reason may be missing here. Problems for fields "kind", "meeting" and "" when the lock can't
// be kept.
func (a *App) PreviewLock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.SelectionLock) (dialogue.SelectionPreview, error) {
	return dialogue.SelectionPreview{}, dialogue.ErrNotFound
}

// SaveLock stores a lock and the proposal that comes of it, whose id it gives. Problems as PreviewLock, and for field "reason".
func (a *App) SaveLock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.SelectionLock) (dialogue.ID, error) {
	return dialogue.ID{}, dialogue.ErrNotFound
}

// PreviewUnlock shows what the rest becomes without a lock. Nothing is stored. A withdrawal can't be lifted: ErrForbidden.
func (a *App) PreviewUnlock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.ID) (dialogue.SelectionPreview, error) {
	return dialogue.SelectionPreview{}, dialogue.ErrNotFound
}

// LiftLock lifts a lock with a reason (field "reason") and stores the proposal that comes of it, whose id it gives.
func (a *App) LiftLock(ctx context.Context, actor dialogue.Actor, e SelectionEdit, lock dialogue.ID, reason string) (dialogue.ID, error) {
	return dialogue.ID{}, dialogue.ErrNotFound
}
