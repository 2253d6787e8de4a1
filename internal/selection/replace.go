package selection

// Replacements proposes who gets the places of the persons who dropped out: first the same unit's next delegate at the same
// meeting, then by the same rules and lots with all remaining places locked; only the freed places are given out.
func Replacements(c Case, seed Seed, r Result, gone []string) ([]Replacement, error) {
	return nil, nil
}
