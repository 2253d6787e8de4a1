package judge

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"slices"
	"testing"
	"time"

	"dialogmote/internal/selection"
)

// judgeShuffled solves cases with everything that has no order of its own in another order, on one processor and on two.
func judgeShuffled(t *testing.T) []metric {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	runs, differ, detail := size(40, 1000), 0, ""
	c := sample(t, "fm7_46x7")
	c.Rules.Locks = []selection.Lock{{Unit: "K00001", Kind: selection.Out, Reason: "a"}, {Unit: "K00003", Kind: selection.In, Reason: "b"}}
	other := synthetic(seeded(7), shape{units: 60, meetings: 4, singles: 30, persons: 4, room: 60, counties: 5, floors: 20, partial: 30, spread: 60})
	for _, c := range []selection.Case{c, other} {
		want := files(t, c, "x")
		for n := range runs / 2 {
			runtime.GOMAXPROCS(1 + n%2)
			shuffled := shuffle(rand.New(rand.NewPCG(uint64(n), 2)), c)
			if got := files(t, shuffled, "x"); !bytes.Equal(got, want) {
				differ++
				detail = fmt.Sprintf("run %d:\n%s\ninstead of\n%s", n, got, want)
			}
		}
	}
	return []metric{zero("shuffled input on 1 and 2 processors: other bytes", differ, runs, detail)}
}

// files are the assignment and the report of a case, in one.
func files(t *testing.T, c selection.Case, public string) []byte {
	t.Helper()
	var b bytes.Buffer
	r := solved(t, c, public)
	if err := selection.WriteAssignment(&b, r); err != nil {
		t.Fatal(err)
	}
	if err := selection.WriteReport(&b, c, r, 0); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func shuffle(random *rand.Rand, c selection.Case) selection.Case {
	c.Meetings, c.Units = slices.Clone(c.Meetings), slices.Clone(c.Units)
	c.Rules.Locks, c.Rules.UserRoles = slices.Clone(c.Rules.Locks), slices.Clone(c.Rules.UserRoles)
	random.Shuffle(len(c.Meetings), func(i, j int) { c.Meetings[i], c.Meetings[j] = c.Meetings[j], c.Meetings[i] })
	random.Shuffle(len(c.Units), func(i, j int) { c.Units[i], c.Units[j] = c.Units[j], c.Units[i] })
	random.Shuffle(len(c.Rules.Locks), func(i, j int) { c.Rules.Locks[i], c.Rules.Locks[j] = c.Rules.Locks[j], c.Rules.Locks[i] })
	slices.Reverse(c.Rules.UserRoles)
	for i := range c.Meetings {
		floors := slices.Clone(c.Meetings[i].Floors)
		random.Shuffle(len(floors), func(i, j int) { floors[i], floors[j] = floors[j], floors[i] })
		c.Meetings[i].Floors = floors
	}
	return c
}

// judgeFloors wishes for more of a role than have applied: what lacks must be named, and all of that role be seated.
func judgeFloors(t *testing.T) []metric {
	tried, wrong, detail := 0, 0, ""
	for n := range uint64(size(40, 1000)) {
		d := seeded(2_000_000 + n)
		s := anyShape(d, 40)
		s.partial, s.floors = 0, 0
		c := synthetic(d, s)
		role := append([]string{"user"}, delegated...)[d(4)]
		applied, room, wished := 0, 0, 0
		for _, u := range c.Units {
			k := 0
			for _, p := range u.Persons {
				if p.Role == role {
					k++
				}
			}
			applied += min(k, c.Rules.MaxDelegates)
		}
		for i := range c.Meetings {
			c.Meetings[i].Capacity += applied // room for all of the role anywhere
			c.Meetings[i].Floors = []selection.Floor{{Role: role, Number: applied + 1 + d(5)}}
			room += c.Meetings[i].Capacity
			wished += c.Meetings[i].Floors[0].Number
		}
		tried++
		r := solved(t, c, "x")
		seated, named := 0, 0
		for _, o := range r.Outcomes {
			if o.State == selection.Placed && roleOf(c, o) == role {
				seated++
			}
		}
		for _, s := range r.Shortfalls {
			named += s.Floor - s.Placed
		}
		if seated != applied || named != wished-applied {
			wrong++
			detail = fmt.Sprintf("case %d: %d of %d %s seated, %d of %d lacking named\n%s", n, seated, applied, role, named, wished-applied, described(c))
		}
	}
	return []metric{zero("floors above what applied: one not seated or lack not named", wrong, tried, detail)}
}

func roleOf(c selection.Case, o selection.Outcome) string {
	for _, u := range c.Units {
		for _, p := range u.Persons {
			if p.ID == o.Person {
				return p.Role
			}
		}
	}
	return ""
}

// judgeSpeed is only for the full form: it depends on the machine.
func judgeSpeed(t *testing.T) []metric {
	if !*full {
		return nil
	}
	var all []metric
	for _, s := range []struct {
		units, meetings, room int
		within                time.Duration
	}{{430, 4, 60, 100 * time.Millisecond}, {430, 4, 110, 100 * time.Millisecond}, {430, 10, 60, 100 * time.Millisecond}, {430, 10, 110, 100 * time.Millisecond},
		{14_000, 10, 30, 2 * time.Second}, {14_000, 10, 60, 2 * time.Second}, {14_000, 10, 110, 2 * time.Second}} {
		c := synthetic(seeded(5), shape{units: s.units, meetings: s.meetings, singles: 25, persons: 4, room: s.room, counties: 19, floors: 15, spread: 50})
		seed := selection.SeedOf(c, "x")
		name := fmt.Sprintf("%d × %d, places for %d %%", s.units, s.meetings, s.room)
		took := time.Duration(testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				mustSolve(t, c, seed)
			}
		}).NsPerOp())
		peak := peakHeap(func() { mustSolve(t, c, seed) })
		all = append(all, metric{name + ": time", took.Round(100 * time.Microsecond).String(), "≤ " + s.within.String(), took <= s.within, ""},
			metric{name + ": peak heap", fmt.Sprintf("%d MB", peak>>20), "≤ 128 MB", peak <= 128<<20, ""})
	}
	return all
}

// peakHeap is the most memory in objects, dead ones not yet swept included, while do runs: looked at all the time.
func peakHeap(do func()) (peak uint64) {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	for {
		select {
		case <-done:
			return peak
		default:
			metrics.Read(sample)
			peak = max(peak, sample[0].Value.Uint64())
			runtime.Gosched()
		}
	}
}
