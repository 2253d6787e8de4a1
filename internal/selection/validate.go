package selection

import (
	"fmt"
	"sort"
)

// LockError says that a lock can't be kept: it names someone unknown, contradicts another lock, or asks for what is impossible.
type LockError struct {
	Lock Lock
	Why  string // in English, for logs and for whoever words it for staff
	Code LockTrouble
}

// LockTrouble is what is wrong with a lock, as a word to choose a text by.
type LockTrouble string

// What can be wrong with a lock.
const (
	LockUnknown     LockTrouble = "unknown"     // no such unit, person, meeting or kind of lock
	LockContradicts LockTrouble = "contradicts" // another lock says otherwise
	LockUnavailable LockTrouble = "unavailable" // the unit can't attend that meeting, or any
	LockFull        LockTrouble = "full"        // the locks ask for more places than the meeting, or all of them, have
)

func (e *LockError) Error() string {
	who := "unit " + e.Lock.Unit
	if e.Lock.Person != "" {
		who += ", person " + e.Lock.Person
	}
	at := ""
	if e.Lock.Meeting != "" {
		at = " " + e.Lock.Meeting
	}
	return fmt.Sprintf("lock %s%s on %s: %s", e.Lock.Kind, at, who, e.Why)
}

// Validate says what is wrong with a case that was not read by ReadCase, in the same words, by id instead of row. It finds every
// fault of form; a lock that is impossible only together with the others is found by Solve.
func (c Case) Validate() error {
	meetings := make(map[string]bool, len(c.Meetings))
	for _, m := range c.Meetings {
		switch {
		case m.ID == "":
			return fmt.Errorf("meetings: an id is empty")
		case meetings[m.ID]:
			return fmt.Errorf("meetings: %q stands twice", m.ID)
		case m.Capacity < 0:
			return fmt.Errorf("meetings: %q has capacity %d", m.ID, m.Capacity)
		}
		meetings[m.ID] = true
		roles := make(map[string]bool, len(m.Floors))
		for _, f := range m.Floors {
			if f.Role == "" || roles[f.Role] || f.Number < 0 {
				return fmt.Errorf("meetings: %q has an impossible floor for role %q", m.ID, f.Role)
			}
			roles[f.Role] = true
		}
	}
	units := make(map[string]int, len(c.Units))
	persons := make(map[string]string)
	for i, u := range c.Units {
		if _, twice := units[u.ID]; twice || u.ID == "" {
			return fmt.Errorf("units: %q is empty or stands twice", u.ID)
		}
		units[u.ID] = i
		if u.IfNotAll != "" && u.IfNotAll != Fewer && u.IfNotAll != Together {
			return fmt.Errorf("units: %q answers %q", u.ID, u.IfNotAll)
		}
		for k, m := range u.Ranking {
			if !meetings[m] {
				return fmt.Errorf("units: %q ranks meeting %q, which is unknown", u.ID, m)
			}
			for _, other := range u.Ranking[:k] {
				if other == m {
					return fmt.Errorf("units: %q ranks meeting %q twice", u.ID, m)
				}
			}
		}
		for _, p := range u.Persons {
			if _, twice := persons[p.ID]; twice || p.ID == "" {
				return fmt.Errorf("persons: %q of unit %q is empty or stands twice", p.ID, u.ID)
			}
			persons[p.ID] = u.ID
		}
	}
	r := c.Rules
	switch {
	case r.Where != LotOrder && r.Where != BestTotal:
		return fmt.Errorf("rules: where is %q", r.Where)
	case r.Extra != WishesFirst && r.Extra != PeopleFirst && r.Extra != OwnAnswer:
		return fmt.Errorf("rules: extra is %q", r.Extra)
	case r.MaxDelegates < 1:
		return fmt.Errorf("rules: max_delegates is %d", r.MaxDelegates)
	case r.MinDelegation < 1 || r.MinDelegation > r.MaxDelegates:
		return fmt.Errorf("rules: min_delegation is %d, max_delegates %d", r.MinDelegation, r.MaxDelegates)
	}
	return c.validateLocks(units, persons, meetings)
}

// validateLocks finds locks that name someone unknown, two that contradict each other, and one that asks for a meeting its unit
// can't attend.
func (c Case) validateLocks(units map[string]int, persons map[string]string, meetings map[string]bool) error {
	unitLock := make(map[string]Lock)
	meetingOf := make(map[string]string)
	personLock := make(map[string]Lock)
	present := make(map[string]int)
	for _, l := range sortedLocks(c.Rules.Locks) {
		i, found := units[l.Unit]
		switch {
		case !found:
			return &LockError{l, "there is no such unit", LockUnknown}
		case l.Person != "" && persons[l.Person] != l.Unit:
			return &LockError{l, "the unit has no such person", LockUnknown}
		case l.Kind != In && l.Kind != Out && l.Kind != At:
			return &LockError{l, "the kind is none of in, out, at", LockUnknown}
		case l.Kind == At && !meetings[l.Meeting]:
			return &LockError{l, "there is no such meeting", LockUnknown}
		case l.Kind != At && l.Meeting != "":
			return &LockError{l, "only a lock «at» names a meeting", LockUnknown}
		}
		u := c.Units[i]
		if l.Person == "" {
			if before, twice := unitLock[l.Unit]; twice && (before.Kind == Out) != (l.Kind == Out) {
				return &LockError{l, "another lock on the unit says otherwise", LockContradicts}
			}
			if before, twice := unitLock[l.Unit]; !twice || before.Kind == In {
				unitLock[l.Unit] = l
			}
		} else {
			if before, twice := personLock[l.Person]; twice && (before.Kind == Out) != (l.Kind == Out) {
				return &LockError{l, "another lock on the person says otherwise", LockContradicts}
			} else if !twice && l.Kind != Out {
				if present[l.Unit]++; present[l.Unit] > c.Rules.MaxDelegates {
					return &LockError{l, fmt.Sprintf("the unit may send %d", c.Rules.MaxDelegates), LockFull}
				}
			}
			personLock[l.Person] = l
		}
		if l.Kind == At {
			if m, other := meetingOf[l.Unit]; other && m != l.Meeting {
				return &LockError{l, "another lock sends the unit to another meeting", LockContradicts}
			}
			meetingOf[l.Unit] = l.Meeting
			if !contains(u.Ranking, l.Meeting) {
				return &LockError{l, "the unit can't attend that meeting", LockUnavailable}
			}
		}
		if l.Kind != Out && len(u.Ranking) == 0 {
			return &LockError{l, "the unit can attend no meeting", LockUnavailable}
		}
	}
	for _, l := range sortedLocks(c.Rules.Locks) {
		if l.Kind == Out {
			continue
		}
		if unitLock[l.Unit].Kind == Out {
			return &LockError{l, "the whole unit is locked out", LockContradicts}
		}
		left := 0
		for _, p := range c.Units[units[l.Unit]].Persons {
			if personLock[p.ID].Kind != Out {
				left++
			}
		}
		if left == 0 {
			return &LockError{l, "no person of the unit is left", LockContradicts}
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// canonical is the case with meetings, units, floors and locks sorted by id, sharing nothing with c that is reordered.
func (c Case) canonical() Case {
	out := Case{Meetings: append([]Meeting(nil), c.Meetings...), Units: append([]Unit(nil), c.Units...), Rules: c.Rules}
	sort.Slice(out.Meetings, func(i, j int) bool { return out.Meetings[i].ID < out.Meetings[j].ID })
	for i := range out.Meetings {
		floors := append([]Floor(nil), out.Meetings[i].Floors...)
		sort.Slice(floors, func(a, b int) bool { return floors[a].Role < floors[b].Role })
		out.Meetings[i].Floors = floors
	}
	sort.Slice(out.Units, func(i, j int) bool { return out.Units[i].ID < out.Units[j].ID })
	out.Rules.Locks = sortedLocks(c.Rules.Locks)
	return out
}
