package app

import (
	"context"

	"dialogmote/internal/dialogue"
)

// EnterPublicValue enters the value that was named when the draw was frozen. It can't be changed afterwards: ErrStale when it is
// entered already. Blanks at the ends and double ones don't count. Problems for field "value".
func (a *App) EnterPublicValue(ctx context.Context, actor dialogue.Actor, e SelectionEdit, value string) error {
	value = oneLine(value)
	return a.editSelection(ctx, actor, e, "enter_public_value", func(s *selectionEdit) error {
		problems := dialogue.Problems{}
		if value == "" {
			problems.Add("value", "problem.selection-value")
		}
		checkLength(problems, "value", value, mostValue)
		if err := problems.Err(); err != nil {
			return err
		}
		s.detail = map[string]any{"value": value}
		return s.tx.SetPublicValue(ctx, actor.Organiser, e.Selection, value, actor.User)
	})
}
