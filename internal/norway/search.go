package norway

import (
	"slices"
	"strings"
	"unicode"

	"dialogmote/internal/dialogue"

	"golang.org/x/text/unicode/norm"
)

// Search are the municipalities on the day whose name, label or number answers the query, best first: the whole name, its
// beginning, a later word's beginning, anywhere. Capitals, accents and how æ, ø and å are typed don't matter, but the one that
// is spelled as typed comes first. An empty query finds none; limit 0 means all.
func Search(query string, on dialogue.Date, limit int) []Municipality {
	type hit struct {
		m    Municipality
		rank int
	}
	var hits []hit
	for _, m := range All(on) {
		if rank := Match(query, append([]string{m.Name, m.Label, m.Number}, m.Parallel...)...); rank > 0 {
			hits = append(hits, hit{m, rank})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.rank - a.rank })
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	found := make([]Municipality, len(hits))
	for i, h := range hits {
		found[i] = h.m
	}
	return found
}

// Match ranks how well a query answers to any of the names; 0 is not at all, higher is better.
func Match(query string, names ...string) int {
	query = strings.TrimSpace(strings.ToLower(query))
	for _, ending := range []string{" kommune", " herad", " bydel"} {
		query = strings.TrimSuffix(query, ending)
	}
	query = strings.TrimPrefix(query, "bydel ")
	folded := Fold(query)
	if folded == "" {
		return 0
	}
	best := 0
	for _, name := range names {
		f := Fold(name)
		rank := 0
		switch {
		case f == folded:
			rank = 7
		case strings.HasPrefix(f, folded):
			rank = 5
		case strings.Contains(f, " "+folded):
			rank = 3
		case strings.Contains(f, folded):
			rank = 1
		}
		if rank > 0 && strings.Contains(strings.ToLower(name), query) { // spelled as typed
			rank++
		}
		best = max(best, rank)
	}
	return best
}

var (
	// Two letters for one, as typed where the keyboard has no æ, ø, å; both sides of a comparison are folded.
	spelledOut = strings.NewReplacer("aa", "a", "ae", "a", "oe", "o")
	single     = strings.NewReplacer("æ", "a", "ø", "o", "å", "a", "đ", "d", "ŧ", "t", "ŋ", "n", "ʼ", "", "'", "")
)

// Fold is a name as it is compared in a search: small letters without accents, æ ø å as a o a however they are written, one
// space between words.
func Fold(s string) string {
	s = single.Replace(strings.ToLower(norm.NFC.String(s)))
	s = norm.NFD.String(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		}
		return ' '
	}, s)
	return spelledOut.Replace(strings.Join(strings.Fields(s), " "))
}
