package selection

import (
	"errors"
	"fmt"
)

// Replacements proposes who gets the places of the persons who dropped out: first the same unit's next delegate at the same meeting,
// in the unit's own order; then by the same rules and lots, with all others who have a place held where they are. Only the freed
// places are given out, in the order of gone. It fails when somebody in gone has no place in r.
func Replacements(c Case, seed Seed, r Result, gone []string) ([]Replacement, error) {
	c = c.canonical()
	outcome := make(map[string]Outcome, len(r.Outcomes))
	for _, o := range r.Outcomes {
		outcome[o.Person] = o
	}
	left := make(map[string]bool, len(gone))
	for _, id := range gone {
		if outcome[id].State != Placed || left[id] {
			return nil, fmt.Errorf("replacements: person %q has no place, or is named twice", id)
		}
		left[id] = true
	}
	lot := make(map[string]int, len(r.Units))
	for _, u := range r.Units {
		lot[u.Unit] = u.Lot
	}
	unit := make(map[string]Unit, len(c.Units))
	for _, u := range c.Units {
		unit[u.ID] = u
	}
	list := make([]Replacement, len(gone))
	seated := make(map[string]string) // by person: their meeting, when all is done
	for id, o := range outcome {
		if o.State == Placed && !left[id] {
			seated[id] = o.Meeting
		}
	}
	open := 0
	for i, id := range gone {
		o := outcome[id]
		list[i] = Replacement{Meeting: o.Meeting, Gone: id}
		for _, next := range unit[o.Unit].Persons {
			if _, sits := seated[next.ID]; !sits && !left[next.ID] && outcome[next.ID].State == Waiting {
				seated[next.ID] = o.Meeting
				list[i].Person, list[i].Unit, list[i].SameUnit, list[i].Lot = next.ID, o.Unit, true, lot[o.Unit]
				break
			}
		}
		if list[i].Person == "" {
			open++
		}
	}
	if open == 0 {
		return list, nil
	}
	then := heldCase(c, left, seated, list)
	after, err := Solve(then, seed)
	var trouble *LockError
	if errors.As(err, &trouble) && trouble.Code == LockFull {
		// Somebody's delegation is now below the least: it may stay so.
		then.Rules.MinDelegation = 1
		after, err = Solve(then, seed)
	}
	if err != nil {
		return nil, err
	}
	for _, o := range after.Outcomes {
		if _, sits := seated[o.Person]; sits || o.State != Placed {
			continue
		}
		for i := range list {
			if list[i].Person == "" && list[i].Meeting == o.Meeting {
				list[i].Person, list[i].Unit, list[i].Lot = o.Person, o.Unit, lot[o.Unit]
				break
			}
		}
	}
	return list, nil
}

// heldCase is the case in which those who still have a place are held, those who left are out, and each meeting has only its taken
// and its freed places.
func heldCase(c Case, left map[string]bool, seated map[string]string, list []Replacement) Case {
	places := make(map[string]int, len(c.Meetings))
	for _, m := range seated {
		places[m]++
	}
	for _, l := range list {
		if l.Person == "" {
			places[l.Meeting]++
		}
	}
	then := Case{Meetings: append([]Meeting(nil), c.Meetings...), Units: c.Units, Rules: c.Rules}
	for i := range then.Meetings {
		then.Meetings[i].Capacity = places[then.Meetings[i].ID]
	}
	then.Rules.Locks = nil
	for _, l := range c.Rules.Locks {
		if l.Kind == Out { // those who are in hold their places below
			then.Rules.Locks = append(then.Rules.Locks, l)
		}
	}
	for _, u := range c.Units {
		for _, person := range u.Persons {
			if left[person.ID] {
				then.Rules.Locks = append(then.Rules.Locks, Lock{Unit: u.ID, Person: person.ID, Kind: Out})
			} else if m, sits := seated[person.ID]; sits {
				then.Rules.Locks = append(then.Rules.Locks, Lock{Unit: u.ID, Person: person.ID, Kind: At, Meeting: m})
			}
		}
	}
	return then
}
