package selection

// WhatIf answers what would follow if the unit went to the meeting.
func WhatIf(c Case, seed Seed, r Result, unit, meeting string) (Counterfactual, error) {
	return Counterfactual{Unit: unit, Meeting: meeting}, nil
}
