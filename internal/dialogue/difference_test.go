package dialogue_test

import (
	"strings"
	"testing"

	. "dialogmote/internal/dialogue"
)

func TestTwoTextsAreComparedWordByWord(t *testing.T) {
	t.Parallel()
	say := func(pieces []Piece) string {
		var b strings.Builder
		for _, p := range pieces {
			if p.Differs {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	long := strings.Repeat("a b ", 2000)
	for _, c := range []struct{ a, b, inA, inB string }{
		{"Vi venter mye.", "Vi venter lite.", "Vi venter [mye.]", "Vi venter [lite.]"},
		{"Vi trenger hjelp", "Vi trenger mer hjelp til planen", "Vi trenger hjelp", "Vi trenger [mer ]hjelp [til planen]"},
		{"", "Alt er nytt", "", "[Alt er nytt]"},
		{"én  linje\nto", "én linje\nto", "én  linje\nto", "én linje\nto"},
		{"likt", "likt", "likt", "likt"},
		{"a b c d e", "a x c y e", "a [b ]c [d ]e", "a [x ]c [y ]e"},
		{"x " + long + "slutt", "x " + strings.Repeat("c ", 4000) + "slutt", "x [" + long + "]slutt", "x [" + strings.Repeat("c ", 4000) + "]slutt"},
	} {
		inA, inB := Differences(c.a, c.b)

		if say(inA) != c.inA || say(inB) != c.inB {
			t.Errorf("%.40q and %.40q: %.80s and %.80s", c.a, c.b, say(inA), say(inB))
		}
	}
}
