package judge

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

var full = flag.Bool("full", false, "judge in full: minutes instead of seconds, with times")

// metric is one line of the table.
type metric struct {
	name, value, target string
	ok                  bool
	detail              string // the first thing that is wrong
}

// size is one number in the short form and another in the full one.
func size(short, long int) int {
	if *full {
		return long
	}
	return short
}

// TestHowItIsJudged is the table of what a selection must reach. The full form prints it, with the times and memory that depend on
// the machine, and takes minutes; the short form is silent when all is well.
func TestHowItIsJudged(t *testing.T) {
	for _, part := range []func(*testing.T) []metric{judgeSamples, judgeSynthetic, judgeShuffled, judgeFloors, judgeChances, judgeLies, judgeSpeed} {
		for _, m := range part(t) {
			if *full {
				fmt.Fprintf(os.Stdout, "%-62s %-34s %-28s %s\n", m.name, m.value, m.target, map[bool]string{true: "ok", false: "NOT"}[m.ok])
			}
			if !m.ok {
				t.Errorf("%s: %s, to reach: %s\n%s", m.name, m.value, m.target, m.detail)
			}
		}
	}
}

// zero is a metric of which there should be none.
func zero(name string, n, of int, detail string) metric {
	return metric{name, fmt.Sprintf("%d of %d", n, of), "0", n == 0 && of > 0, detail}
}
