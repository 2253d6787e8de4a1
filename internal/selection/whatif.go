package selection

import (
	"errors"
	"fmt"
	"sort"
)

// WhatIf answers what would follow if the unit went to the meeting: the proposal is solved again with a lock that sends it there, in
// place of the unit's own locks, as SolveAgain does. It fails when the unit or the meeting is unknown.
func WhatIf(c Case, seed Seed, r Result, unit, meeting string) (Counterfactual, error) {
	answer := Counterfactual{Unit: unit, Meeting: meeting}
	at := -1
	for i := range r.Units {
		if r.Units[i].Unit == unit {
			at = i
		}
	}
	known := false
	for _, m := range c.Meetings {
		known = known || m.ID == meeting
	}
	if at < 0 || !known {
		return answer, fmt.Errorf("what if: there is no unit %q or no meeting %q", unit, meeting)
	}
	answer.Lot = r.Units[at].Lot
	then := c
	then.Rules.Locks = nil
	for _, l := range c.Rules.Locks {
		if l.Unit != unit || l.Person != "" && l.Kind == Out {
			then.Rules.Locks = append(then.Rules.Locks, l)
		}
	}
	then.Rules.Locks = append(then.Rules.Locks, Lock{Unit: unit, Kind: At, Meeting: meeting})
	after, err := SolveAgain(then, seed, r)
	var trouble *LockError
	if errors.As(err, &trouble) {
		return answer, nil
	}
	if err != nil {
		return answer, err
	}
	answer.Possible = true
	now := make(map[string]int, len(r.Levels))
	for _, l := range r.Levels {
		now[l.Name] = l.Value
	}
	for _, l := range after.Levels {
		more := l.Name == LevelCounties || l.Name == LevelUnits || l.Name == LevelPersons // better when larger
		if worse := l.Value > now[l.Name]; l.Value != now[l.Name] && worse != more {
			answer.Level, answer.From, answer.To = l.Name, now[l.Name], l.Value
			break
		}
	}
	answer.Changes = Diff(r, after)
	var losers []UnitOutcome
	for i, u := range r.Units {
		if u.State == Placed && after.Units[i].State != Placed {
			losers = append(losers, u)
		}
	}
	sort.Slice(losers, func(i, j int) bool { return losers[i].Lot < losers[j].Lot })
	for _, u := range losers {
		answer.Losers = append(answer.Losers, u.Unit)
	}
	if len(losers) > 0 {
		answer.LoserLot = losers[0].Lot
	}
	return answer, nil
}
