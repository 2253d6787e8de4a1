package selection

// Solve proposes who gets a place where. It fails only on a case that Validate refuses and on locks that can't all be kept
// (*LockError).
func Solve(c Case, seed Seed) (Result, error) {
	if err := c.Validate(); err != nil {
		return Result{}, err
	}
	p, err := newProblem(c.canonical(), seed)
	if err != nil {
		return Result{}, err
	}
	s, err := settleWho(p, seed)
	if err != nil {
		return Result{}, err
	}
	target := s.target
	who := s.tally()
	where := s.byLot(p.c.Rules.Extra)
	if p.c.Rules.Where == BestTotal {
		where = byTotal(p, where, p.c.Rules.Extra)
	}
	return p.result(who, target, where), nil
}
