package norway

import (
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
)

// Origin is a municipality that another came of.
type Origin struct {
	Municipality Municipality // as it was the day before it ended
	Divided      bool         // several came of it
}

// Origins are what the municipalities of the day came of, by their numbers: merged ones, divided ones and those that had another name,
// the latest first. One that only got another number is not told of, nor what was before the register begins.
func Origins(on dialogue.Date) map[string][]Origin {
	r := loaded()
	origins := map[string][]Origin{}
	for _, m := range r.municipalities {
		if m.ValidTo.IsZero() || on.Before(m.ValidTo) {
			continue
		}
		became := r.follow(m, on)
		for _, now := range became {
			if len(became) > 1 || m.Name != now.Name {
				origins[now.Number] = append(origins[now.Number], Origin{r.labelled(m, m.ValidTo.AddDays(-1)), len(became) > 1})
			}
		}
	}
	for _, list := range origins {
		slices.SortStableFunc(list, func(a, b Origin) int {
			return strings.Compare(b.Municipality.ValidTo.String(), a.Municipality.ValidTo.String())
		})
	}
	return origins
}
