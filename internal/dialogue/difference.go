package dialogue

import (
	"strings"
	"unicode"
)

// Piece is a run of words of one of two texts. Differs: the other text does not have them there.
type Piece struct {
	Text    string
	Differs bool
}

// mostCompared bounds the work of comparing: words of one text times words of the other.
const mostCompared = 4_000_000

// Differences are two texts word by word, each with the runs of words that the other does not have: the fewest that make the one into the
// other. Of two texts too long to compare, all between what they begin and end alike with differs.
func Differences(a, b string) (inA, inB []Piece) {
	as, bs := words(a), words(b)
	head := 0
	for head < len(as) && head < len(bs) && same(as[head], bs[head]) {
		head++
	}
	tail := 0
	for tail < len(as)-head && tail < len(bs)-head && same(as[len(as)-1-tail], bs[len(bs)-1-tail]) {
		tail++
	}
	midA, midB := as[head:len(as)-tail], bs[head:len(bs)-tail]
	commonA, commonB := make([]bool, len(midA)), make([]bool, len(midB))
	if len(midA)*len(midB) <= mostCompared {
		markCommon(midA, midB, commonA, commonB)
	}
	return pieces(as, head, commonA), pieces(bs, head, commonB)
}

// words are a text's words, each with the white space behind it, so that together they are the text.
func words(s string) []string {
	var all []string
	start, space := 0, false
	for i, r := range s {
		if !unicode.IsSpace(r) && space {
			all = append(all, s[start:i])
			start = i
		}
		space = unicode.IsSpace(r)
	}
	if start < len(s) {
		all = append(all, s[start:])
	}
	return all
}

func same(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }

// markCommon marks the words of a longest common subsequence.
func markCommon(a, b []string, inA, inB []bool) {
	longest := make([][]int32, len(a)+1)
	for i := range longest {
		longest[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(a[i], b[j]) {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case same(a[i], b[j]):
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
}

// pieces joins words that differ, and those that don't, into runs. common tells of the words from head on; those outside it are common.
func pieces(all []string, head int, common []bool) []Piece {
	var runs []Piece
	for i, word := range all {
		differs := i >= head && i < head+len(common) && !common[i-head]
		if last := len(runs) - 1; last >= 0 && runs[last].Differs == differs {
			runs[last].Text += word
		} else {
			runs = append(runs, Piece{word, differs})
		}
	}
	return runs
}
