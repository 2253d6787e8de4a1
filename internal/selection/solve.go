package selection

// Solve proposes who gets a place where. It fails only on a case that Validate refuses and on locks that can't all be kept
// (*LockError).
func Solve(c Case, seed Seed) (Result, error) { return solve(c, seed, nil) }

// SolveAgain solves after new locks, near an earlier proposal. Who gets a place is settled just as Solve does it, from criteria and lots;
// before has no say in it. Then, of all ways to seat them that keep the locks and levels 1–4, it takes one where the fewest of those who
// had a place before change meeting; what is still open is settled as Solve does by lot order. Errors as Solve.
func SolveAgain(c Case, seed Seed, before Result) (Result, error) {
	was := make(map[string]string, len(before.Units))
	for _, u := range before.Units {
		was[u.Unit] = u.Meeting
	}
	return solve(c, seed, was)
}

// solve is Solve, or SolveAgain when it is told each unit's meeting before.
func solve(c Case, seed Seed, was map[string]string) (Result, error) {
	if err := c.Validate(); err != nil {
		return Result{}, err
	}
	p, err := newProblem(c.canonical(), seed)
	if err != nil {
		return Result{}, err
	}
	var before []int
	if was != nil {
		before = make([]int, len(p.units))
		for i, u := range p.units {
			before[i] = outside
			for m, meeting := range p.c.Meetings {
				if was[p.c.Units[u.unit].ID] == meeting.ID {
					before[i] = m
				}
			}
		}
	}
	s, err := settleWho(p, seed)
	if err != nil {
		return Result{}, err
	}
	target, who, least := s.target, s.tally(), s.bound
	var where placement
	switch {
	case before != nil:
		where = s.near(before).byLot(p.c.Rules.Extra, true)
	case p.c.Rules.Where == BestTotal:
		where = byTotal(p, s.byLot(p.c.Rules.Extra, false), p.c.Rules.Extra)
	default:
		where = s.byLot(p.c.Rules.Extra, false)
	}
	return p.result(who, least, target, where), nil
}

// Diff is what differs between two proposals, by person id. A person that only one of them knows has no state in the other.
func Diff(before, after Result) []Change {
	var changes []Change
	i, j := 0, 0
	for i < len(before.Outcomes) || j < len(after.Outcomes) {
		var b, a Outcome
		switch {
		case j == len(after.Outcomes) || i < len(before.Outcomes) && before.Outcomes[i].Person < after.Outcomes[j].Person:
			b = before.Outcomes[i]
			a.Person, a.Unit = b.Person, b.Unit
			i++
		case i == len(before.Outcomes) || after.Outcomes[j].Person < before.Outcomes[i].Person:
			a = after.Outcomes[j]
			j++
		default:
			b, a = before.Outcomes[i], after.Outcomes[j]
			i++
			j++
		}
		if b.State != a.State || b.Meeting != a.Meeting {
			changes = append(changes, Change{a.Person, a.Unit, b.State, b.Meeting, a.State, a.Meeting})
		}
	}
	return changes
}
