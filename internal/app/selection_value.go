package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// EnterPublicValue enters the value that was named when the draw was frozen. It can't be changed afterwards. Problems for field "value".
func (a *App) EnterPublicValue(ctx context.Context, actor dialogue.Actor, e SelectionEdit, value string) error {
	return dialogue.ErrNotFound
}
