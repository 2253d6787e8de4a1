package app

import (
	"context"
	"errors"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// posting is App.post, or what takes its place when nothing is to be sent.
type posting func(ctx context.Context, tx *postgres.Tx, letters ...dialogue.Letter) error

// errOnlyLooking rolls a verb back once its letters are written.
var errOnlyLooking = errors.New("app: only looking")

// PreviewMove is the first letter that MoveMeeting would send. It is the verb itself, taken back: nothing is stored or sent.
// Errors as MoveMeeting; ErrNotFound when nobody would get a letter.
func (a *App) PreviewMove(ctx context.Context, actor dialogue.Actor, series dialogue.ID, m MeetingEdit, note string) (dialogue.Letter, error) {
	return onlyLook(func(post posting) error { return a.moveMeeting(ctx, actor, series, m, note, post) })
}

// PreviewCancel is the first letter that CancelMeeting would send, as PreviewMove.
func (a *App) PreviewCancel(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, version int, note string) (dialogue.Letter, error) {
	return onlyLook(func(post posting) error { return a.cancelMeeting(ctx, actor, series, meeting, version, note, post) })
}

// onlyLook runs a verb until it posts its letters, and takes it back.
func onlyLook(do func(post posting) error) (dialogue.Letter, error) {
	var first []dialogue.Letter
	err := do(func(_ context.Context, _ *postgres.Tx, letters ...dialogue.Letter) error {
		first = letters[:min(1, len(letters))]
		return errOnlyLooking
	})
	switch {
	case err != nil && !errors.Is(err, errOnlyLooking):
		return dialogue.Letter{}, err
	case len(first) == 0:
		return dialogue.Letter{}, dialogue.ErrNotFound
	}
	return first[0], nil
}
