package selection

// criteriaWork, peopleWork and wishesWork bound how many exchanges the trials of a stage look at, so that a large case is not polished
// for long. Levels 1–4 get the most: they are tried only where their bound is not met.
const (
	criteriaWork = 100_000_000
	peopleWork   = 20_000_000
	wishesWork   = 30_000_000
)

// polish goes on where exchanges end: it sends one unit somewhere for a trial, holds it there, and lets exchanges repair the rest; a
// trial that ends no better is taken back. It stops at goal, when no trial helps, or after so many trials.
//
// While wishes are weighed, moves to a better wish are tried first, until they bring no more; then all.
func (s *state) polish(goal cost, trials, work int) {
	f := len(s.p.profiles)
	trials = min(trials, max(work/(f*f*max(len(s.rooms), 1)+1), 50))
	if s.closed && s.w.rank > 0 {
		trials = s.polishRound(goal, trials, true)
	}
	s.polishRound(goal, trials, false)
}

// polishRound gives the trials that are left.
func (s *state) polishRound(goal cost, trials int, better bool) int {
	s.journal = s.journal[:0]
	places := len(s.rooms) + 1
	now := s.total()
	// The trials go round and round; the search ends when a whole round brought nothing.
	n := len(s.classes) * places * places
	stride := coprime(n)
	for quiet, k := 0, 0; quiet < 2*n && trials > 0 && goal.less(now); quiet, k = quiet+1, (k+1)%n {
		at := (k * stride) % n
		c, from, to := at/(places*places), at/places%places-1, at%places-1
		if from == to || s.count(from, c) == 0 || !s.mayGo(c, from, to) || better && s.classes[c].rank[to] >= s.classes[c].rank[from] {
			continue
		}
		trials--
		s.move(c, from, to)
		s.fix(c, to)
		if s.improveTo(now) {
			s.journal = s.journal[:0]
			s.seats(c, to, 1)
			if to != outside {
				s.stale[to] = true
			}
			s.improveTo(impossible.negative())
			s.journal = s.journal[:0]
			if after := s.total(); after.less(now) {
				now, quiet = after, -1
			}
		} else {
			s.back(0)
		}
	}
	return trials
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
