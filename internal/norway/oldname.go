package norway

import (
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
)

// Why a name may not be what its writer means.
type Why string

// The reasons, surest first.
const (
	Renamed    Why = "renamed"    // the name belonged to it, or to one that became part of it, before the day
	NotYet     Why = "not-yet"    // the name belongs to what it became after the day
	Misspelled Why = "misspelled" // one or two letters from its name
)

// Meant is what a written name may mean on a day.
type Meant struct {
	Municipality Municipality // on the day
	Why          Why
	Was          Municipality // the one that has the name on another day; zero when misspelled
}

// OldName tells what a name that is not right on the day may mean: it was official earlier or becomes so later («Nes» in
// Buskerud is Nesbyen from 2020), or is one or two letters wrong («Skiptvedt»). Nil when nothing is near. A name that one
// municipality has on the day and another had before gives the other: ask ByName first, and warn where only one of them is in
// the county or region at hand.
func OldName(name string, on dialogue.Date) []Meant {
	r := loaded()
	var found []Meant
	add := func(m Municipality, why Why, was Municipality) {
		if m.named(name) || slices.ContainsFunc(found, func(f Meant) bool { return f.Municipality.Number == m.Number }) {
			return
		}
		if was.Number != "" {
			last := was.ValidTo.AddDays(-1)
			if was.ValidTo.IsZero() {
				last = was.ValidFrom
			}
			was = r.labelled(was, last)
		}
		found = append(found, Meant{r.labelled(m, on), why, was})
	}
	known := false
	for _, was := range r.municipalities {
		if !was.named(name) {
			continue
		}
		known = true
		switch {
		case was.On(on):
		case was.ValidFrom.Before(on):
			for _, now := range r.follow(was, on) {
				add(now, Renamed, was)
			}
		default:
			for _, now := range r.municipalities {
				if now.On(on) && slices.ContainsFunc(r.follow(now, was.ValidFrom), func(m Municipality) bool { return m.Number == was.Number }) {
					add(now, NotYet, was)
				}
			}
		}
	}
	if known {
		slices.SortStableFunc(found, func(a, b Meant) int { return rankOf(a.Why) - rankOf(b.Why) })
		return found
	}
	best := 3
	for _, m := range r.municipalities {
		if !m.On(on) {
			continue
		}
		for _, right := range append([]string{m.Name}, m.Parallel...) {
			d := misspelling(name, right)
			if d < best {
				best, found = d, nil
			}
			if d == best && d < 3 {
				add(m, Misspelled, Municipality{})
			}
		}
	}
	return found
}

func rankOf(w Why) int { return slices.Index([]Why{Renamed, NotYet, Misspelled}, w) }

// misspelling is how many letters differ, 3 when the names are not alike: a short name may differ by one letter only, or «Os»
// would be half the country.
func misspelling(written, right string) int {
	a, b := []rune(strings.ToLower(strings.TrimSpace(written))), []rune(strings.ToLower(right))
	if Fold(written) == Fold(right) {
		return 0
	}
	allowed := 2
	switch n := min(len(a), len(b)); {
	case n < 4:
		allowed = 0
	case n < 7:
		allowed = 1
	}
	if d := distance(a, b); d <= allowed {
		return d
	}
	return 3
}

// distance counts letters added, left out, changed, or changed places with their neighbour.
func distance(a, b []rune) int {
	if max(len(a), len(b))-min(len(a), len(b)) > 2 {
		return 3
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
