package dialogue

import (
	"testing"
	"time"
)

func TestWhatIsDueFirstStandsFirst(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return Date{Year: 2020, Month: time.November, Day: d}.EndOfDay() }
	all := []Remaining{{Kind: RemainsRoles}, {Kind: RemainsPresentation, By: day(13)}, {Kind: RemainsQuestions, By: day(9)}}
	SortRemaining(all)
	for i, kind := range []RemainingKind{RemainsQuestions, RemainsPresentation, RemainsRoles} {
		if all[i].Kind != kind {
			t.Errorf("%d is %s, not %s", i, all[i].Kind, kind)
		}
	}
}
