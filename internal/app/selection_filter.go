package app

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// ChooseUnits is those of a proposal's units that the filter lets through, in its order. Names are found however they are typed.
func ChooseUnits(units []dialogue.SelectedUnit, f dialogue.SelectionFilter) []dialogue.SelectedUnit {
	return f.Choose(units, norway.Fold)
}
