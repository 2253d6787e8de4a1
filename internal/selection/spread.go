package selection

// spreadWork bounds how many exchanges of delegates are looked at for one meeting.
const spreadWork = 20_000

// spread sends other delegates of the same units where more roles are then sent: one unit takes a new role for a repeated one, and if a
// floor then lacks the one who stays at home, another unit makes that good at no loss of its own, and so on.
func (t *tableOf) spread() {
	s := &spreading{tableOf: t, left: spreadWork}
	for k := range t.units {
		for s.exchange(k, anyRole, 1) {
		}
	}
}

// anyRole: it does not matter which role comes.
const anyRole = -1

type spreading struct {
	*tableOf
	left int
	seen uint // roles that have been lacked on the way
}

// exchange lets a unit send one of a role in place of another delegate, when it sends at least so many roles more by it, and makes good
// what that takes from the floors; false, and all as it was, when it can't.
func (s *spreading) exchange(k, role, gain int) bool {
	u := &s.p.units[s.units[k]]
	for e, come := range u.roles {
		if s.taken[k][e] || role != anyRole && come != role {
			continue
		}
		for d, stay := range u.roles {
			if !s.taken[k][d] || u.seated[d] || come == stay && role != anyRole || s.left == 0 || s.gain(k, d, e) < gain {
				continue
			}
			s.left--
			s.change(k, d, e)
			if s.good() || s.makeGood(stay) {
				return true
			}
			s.change(k, e, d)
		}
	}
	return false
}

// makeGood finds another exchange that brings one of a role.
func (s *spreading) makeGood(role int) bool {
	if s.seen>>role&1 == 1 {
		return false
	}
	s.seen |= 1 << role
	defer func() { s.seen &^= 1 << role }()
	for j := range s.units {
		if s.exchange(j, role, 0) {
			return true
		}
	}
	return false
}

// gain is how many roles more unit k sends when e comes for d: −1, 0 or 1.
func (s *spreading) gain(k, d, e int) int {
	u := &s.p.units[s.units[k]]
	persons := s.p.c.Units[u.unit].Persons
	lost, won := 1, 1
	for _, other := range s.seats[k] {
		if other != d && persons[u.people[other]].Role == persons[u.people[d]].Role {
			lost = 0
		}
		if other != d && persons[u.people[other]].Role == persons[u.people[e]].Role {
			won = 0
		}
	}
	return won - lost
}

// change lets e have the place of d.
func (s *spreading) change(k, d, e int) {
	s.count(k, -1)
	for n, other := range s.seats[k] {
		if other == d {
			s.seats[k][n] = e
		}
	}
	s.taken[k][d], s.taken[k][e] = false, true
	s.count(k, 1)
}
