package selection

// criteriaWork, peopleWork and wishesWork bound how many exchanges the trials of a stage look at, so that a large case is not polished
// for long. Levels 1–4 get the most: they are tried only where their bound is not met.
const (
	criteriaWork = 100_000_000
	peopleWork   = 20_000_000
	wishesWork   = 2_000_000
)

// polish goes on where exchanges end: it sends one unit somewhere for a trial, holds it there, and lets exchanges repair the rest; a
// trial that ends no better is taken back. It stops at goal, when no trial helps, or after so many trials.
//
// While wishes are weighed, moves to where the prices or, without them, the wishes are better are tried first, until they bring no more;
// then all.
func (s *state) polish(goal cost, trials, work int) {
	f := len(s.p.profiles)
	trials = min(trials, max(work/(f*f*max(len(s.rooms), 1)+1), 50))
	if s.closed && s.w.rank > 0 {
		trials = s.polishRound(goal, trials, true, 0)
	}
	nested := 0
	if !s.closed && len(s.p.units) <= smallCase {
		nested = nestedTrials
	}
	s.polishRound(goal, trials, false, nested)
	s.journal = s.journal[:0]
}

// In a small case, where there is time, a refusal is tried this many times more, and a trial of levels 1–4 has trials of its own.
const (
	smallCase     = 64
	refusalTrials = 24
	nestedTrials  = 12
)

// reachGoal is improveTo that goes on with trials in a small case.
func (s *state) reachGoal(goal cost) bool {
	if s.improveTo(goal) {
		return true
	}
	if len(s.p.units) > smallCase {
		return false
	}
	s.polishRound(goal, refusalTrials, false, 0)
	return !goal.less(s.total())
}

// polishRound gives the trials that are left. Each may have nested trials before it is given up.
func (s *state) polishRound(goal cost, trials int, better bool, nested int) int {
	places := len(s.rooms) + 1
	now := s.total()
	kept := s.keepCosts(nil)
	// The trials go round and round; the search ends when two whole rounds brought nothing.
	n := len(s.classes) * places * places
	stride := coprime(n)
	for quiet, k := 0, 0; quiet < 2*n && trials > 0 && goal.less(now); quiet, k = quiet+1, (k+1)%n {
		at := (k * stride) % n
		c, from, to := at/(places*places), at/places%places-1, at%places-1
		if from == to || s.count(from, c) == 0 || !s.mayGo(c, from, to) || better && !s.promising(c, from, to) || s.hopeless(c, to) {
			continue
		}
		trials--
		if s.try(c, from, to, now, nested, kept) {
			now, quiet = s.total(), -1
		}
	}
	return trials
}

// try sends one of the class to another place and holds it there while exchanges repair the rest; false, and all as it was, when that is
// no better than now.
func (s *state) try(c, from, to int, now cost, nested int, kept *kept) bool {
	length := len(s.journal)
	s.move(c, from, to)
	s.fix(c, to)
	ok := s.improveTo(now)
	if !ok && nested > 0 {
		s.polishRound(now.minus(cost{lo: 1}), nested, false, 0)
		ok = !now.less(s.total())
	}
	if !ok {
		s.back(length)
		s.sameCosts(kept)
		return false
	}
	s.release(c, to)
	s.improveTo(impossible.negative())
	s.keepCosts(kept)
	return s.total().less(now)
}

// kept is the costs of exchanges in a state, so that a trial that is taken back need not compute them again.
type kept struct {
	swaps []cost
	best  []int16
	ever  []bool
}

// keepCosts copies them, into old if there is one.
func (s *state) keepCosts(old *kept) *kept {
	s.prepare()
	if old == nil {
		old = &kept{}
	}
	old.swaps, old.best, old.ever = append(old.swaps[:0], s.swaps...), append(old.best[:0], s.scratch.best...), append(old.ever[:0], s.scratch.ever...)
	return old
}

// sameCosts puts them back once all moves since are taken back.
func (s *state) sameCosts(old *kept) {
	for a, was := range old.ever {
		if s.scratch.ever[a] != was {
			return
		}
	}
	swaps, best := len(s.swaps)/max(len(s.rooms), 1), len(s.scratch.best)/max(len(s.rooms), 1)
	for m := range s.rooms {
		if s.stale[m] {
			s.stale[m] = false
			copy(s.swaps[m*swaps:(m+1)*swaps], old.swaps[m*swaps:])
			copy(s.scratch.best[m*best:(m+1)*best], old.best[m*best:])
		}
	}
}

// promising tells that the prices, or when they are not known the wishes, would rather have one of the class at the other meeting.
func (s *state) promising(c, from, to int) bool {
	if s.least != nil {
		return s.least[to*len(s.classes)+c] < s.least[from*len(s.classes)+c]
	}
	return s.classes[c].rank[to] < s.classes[c].rank[from]
}

// hopeless tells that, by its bound, no better total of ranks has one of the class at the meeting.
func (s *state) hopeless(c, to int) bool {
	return s.least != nil && s.least[to*len(s.classes)+c] > int64(s.rank[0])*priceScale
}

// mayGo tells whether a unit of the class may change from one place to another, staff's locks and the stage permitting.
func (s *state) mayGo(c, from, to int) bool {
	if to == outside {
		return !s.closed && s.placed[c] > s.keep[c]
	}
	return s.classes[c].rank[to] > 0 && (from != outside || !s.closed)
}

// coprime is a number near 0.6·n that shares no factor with n: its multiples visit everything in a mixed order.
func coprime(n int) int {
	for k := n*618/1000 + 1; ; k++ {
		a, b := k, n
		for b != 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return k
		}
	}
}
