package selection

import "sort"

// Solve proposes who gets a place where. It fails only on a case that Validate refuses and on locks that can't all be kept
// (*LockError).
func Solve(c Case, seed Seed) (Result, error) {
	if err := c.Validate(); err != nil {
		return Result{}, err
	}
	c = c.canonical()
	ids := make([]string, len(c.Units))
	for i, u := range c.Units {
		ids[i] = u.ID
	}
	left := map[string]int{}
	for _, m := range c.Meetings {
		left[m.ID] = m.Capacity
	}
	var r Result
	for lot, i := range lotOrder(seed, ids) {
		u := c.Units[i]
		out := UnitOutcome{Unit: u.ID, Lot: lot + 1, State: Waiting, Level: LevelWho, Reason: Certificate{Kind: ByLot, Lot: lot + 1}}
		for k, m := range u.Ranking {
			if left[m] > 0 && len(u.Persons) > 0 {
				left[m]--
				out.Meeting, out.State, out.Places, out.Rank = m, Placed, 1, k+1
				break
			}
		}
		for k, p := range u.Persons {
			o := Outcome{Person: p.ID, Unit: u.ID, State: Waiting, Level: LevelWho, Reason: out.Reason}
			if k < out.Places {
				o.State, o.Meeting = Placed, out.Meeting
			}
			r.Outcomes = append(r.Outcomes, o)
		}
		r.Units = append(r.Units, out)
	}
	sort.Slice(r.Units, func(i, j int) bool { return r.Units[i].Unit < r.Units[j].Unit })
	sort.Slice(r.Outcomes, func(i, j int) bool { return r.Outcomes[i].Person < r.Outcomes[j].Person })
	return r, nil
}
