package selection

// polish goes on where exchanges end: it sends one unit somewhere for a trial, holds it there, and lets exchanges repair the rest; a
// trial that ends no better is taken back. It stops at goal, when no trial helps, or after so many trials.
func (s *state) polish(goal cost, trials int) {
	s.journal = s.journal[:0]
	places := len(s.rooms) + 1
	now := s.total()
	// The trials go round and round; the search ends when a whole round brought nothing.
	n := len(s.classes) * places * places
	for quiet, k := 0, 0; quiet < 2*n && trials > 0 && goal.less(now); quiet, k = quiet+1, (k+1)%n {
		c, from, to := k/(places*places), k/places%places-1, k%places-1
		if from == to || s.count(from, c) == 0 || !s.mayGo(c, from, to) {
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
}

// mayGo tells whether a unit of the class may change from one place to another, staff's locks and the stage permitting.
func (s *state) mayGo(c, from, to int) bool {
	if to == outside {
		return !s.closed && s.placed[c] > s.keep[c]
	}
	return s.classes[c].rank[to] > 0 && (from != outside || !s.closed)
}
