package dialogue

import (
	"cmp"
	"slices"
	"strings"
)

// SelectionFilter is what staff look for among those who have applied. The zero value is everybody, by name.
type SelectionFilter struct {
	Outcome SeatState
	Meeting ID // where they are placed
	County  string
	Words   string // all of them, in names of units and people
	ByLot   bool   // in the order of lots
}

// IsZero reports whether everybody is wanted; the order is no matter of that.
func (f SelectionFilter) IsZero() bool {
	f.ByLot = false
	return f == SelectionFilter{}
}

// Choose is those the filter lets through, in its order. fold gives names one writing, so that words are found however they are
// typed.
func (f SelectionFilter) Choose(units []SelectedUnit, fold func(string) string) []SelectedUnit {
	words := strings.Fields(fold(f.Words))
	var chosen []SelectedUnit
	for _, u := range units {
		if f.takes(u, words, fold) {
			chosen = append(chosen, u)
		}
	}
	if f.ByLot {
		slices.SortStableFunc(chosen, func(a, b SelectedUnit) int { return cmp.Compare(a.Lot, b.Lot) })
	}
	return chosen
}

func (f SelectionFilter) takes(u SelectedUnit, words []string, fold func(string) string) bool {
	if f.Outcome != "" && u.Outcome != f.Outcome || !f.Meeting.IsZero() && u.Meeting != f.Meeting ||
		f.County != "" && u.CountyName != f.County {
		return false
	}
	if len(words) == 0 {
		return true
	}
	text := []string{u.Registration.Unit.Name, u.Registration.Reference}
	for _, d := range u.Registration.Delegates {
		text = append(text, d.Name)
	}
	haystack := fold(strings.Join(text, " "))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(haystack, word) })
}
