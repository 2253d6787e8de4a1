package selection

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// outside is the place of a unit without a place.
const outside = -1

// maxFloorRoles bounds the roles with a floor: a meeting's floors are weighed over all their subsets.
const maxFloorRoles = 10

// problem is a case in numbers: units that can take part, meetings and roles by position, lots drawn, locks sorted out.
type problem struct {
	c        Case
	meetings []hall
	roles    []string // with a floor somewhere, sorted
	subsets  int      // 1 << len(roles)
	userMask int      // the user roles among them
	counties []string // sorted; of units that can take part
	profiles []profile
	units    []party          // those that can take part, in lot order
	lot      []int            // by position in c.Units: the lot's number
	party    []int            // by position in c.Units: position in units, −1 when it takes no part
	outLock  []*Lock          // by position in c.Units: the lock that keeps the whole unit out
	gone     map[string]*Lock // by person: the lock that keeps it out
	forced   map[string]*Lock // by person: the lock that seats it
	floorSum [2]int           // of user roles, of the others
}

// hall is one meeting in numbers.
type hall struct {
	capacity int
	floor    []int // by role
	// without[s] is the sum of the floors of the roles outside subset s; userWithout the same among user roles only.
	without, userWithout []int
}

// profile is what a unit brings to a meeting, whoever it is: units of one profile are interchangeable there.
type profile struct {
	base int // the fewest places it takes: the least delegation, or the persons that locks seat
	size int // the most it can use
	// own[s] is how many of its base places can go to delegates with a role of subset s, more[s] how many places beyond them.
	own, more []int
	roles     []int // delegates by role
}

// party is a unit that can take part.
type party struct {
	unit     int // position in c.Units
	profile  int
	county   int
	rank     []int  // by meeting, from 1; 0: it can't attend
	lock     *Lock  // in or at, if any
	at       int    // the meeting a lock sends it to, or outside
	people   []int  // positions in Persons of those who may come, in the unit's order
	seated   []bool // parallel to people: seated by a lock
	roles    []int  // parallel to people: each one's role
	together bool
}

// newProblem turns a valid canonical case into numbers.
func newProblem(c Case, seed Seed) (*problem, error) {
	p := &problem{c: c, gone: map[string]*Lock{}, forced: map[string]*Lock{}}
	if err := p.addMeetings(); err != nil {
		return nil, err
	}
	unitLocks, personAt := p.sortLocks()
	ids := make([]string, len(c.Units))
	for i, u := range c.Units {
		ids[i] = u.ID
	}
	p.lot, p.party = make([]int, len(ids)), make([]int, len(ids))
	p.outLock = make([]*Lock, len(ids))
	meetingAt := make(map[string]int, len(c.Meetings))
	for m, meeting := range c.Meetings {
		meetingAt[meeting.ID] = m
	}
	order := lotOrder(seed, ids)
	known := map[string]int{}
	countyAt := map[string]int{}
	for number, i := range order {
		u := c.Units[i]
		p.lot[i], p.party[i] = number+1, -1
		lock := unitLocks[u.ID]
		if lock != nil && lock.Kind == Out {
			p.outLock[i] = lock
			continue
		}
		q := party{unit: i, at: outside, rank: make([]int, len(c.Meetings)), lock: lock, together: u.IfNotAll == Together}
		for k, m := range u.Ranking {
			q.rank[meetingAt[m]] = k + 1
		}
		if lock != nil && lock.Kind == At {
			q.at = meetingAt[lock.Meeting]
		}
		if l := personAt[u.ID]; l != nil {
			if q.lock == nil {
				q.lock = l
			}
			if l.Kind == At {
				q.at = meetingAt[l.Meeting]
			}
		}
		for k, person := range u.Persons {
			if p.gone[person.ID] == nil {
				q.people = append(q.people, k)
				q.seated = append(q.seated, p.forced[person.ID] != nil)
				q.roles = append(q.roles, p.roleOf(person.Role))
			}
		}
		if len(q.people) == 0 || len(u.Ranking) == 0 {
			continue
		}
		q.profile = p.profileOf(u, q, known)
		if _, found := countyAt[u.County]; !found {
			countyAt[u.County] = 0
			p.counties = append(p.counties, u.County)
		}
		p.party[i] = len(p.units)
		p.units = append(p.units, q)
	}
	sort.Strings(p.counties)
	for k, name := range p.counties {
		countyAt[name] = k
	}
	for i := range p.units {
		p.units[i].county = countyAt[c.Units[p.units[i].unit].County]
	}
	return p, nil
}

// addMeetings fills in the halls, the roles with a floor and the sums of floors outside each subset of roles.
func (p *problem) addMeetings() error {
	seen := map[string]bool{}
	for _, m := range p.c.Meetings {
		for _, f := range m.Floors {
			if f.Number > 0 && !seen[f.Role] {
				seen[f.Role] = true
				p.roles = append(p.roles, f.Role)
			}
		}
	}
	if len(p.roles) > maxFloorRoles {
		return fmt.Errorf("meetings: %d roles have a floor, at most %d can", len(p.roles), maxFloorRoles)
	}
	sort.Strings(p.roles)
	p.subsets = 1 << len(p.roles)
	for r, role := range p.roles {
		if contains(p.c.Rules.UserRoles, role) {
			p.userMask |= 1 << r
		}
	}
	for _, m := range p.c.Meetings {
		h := hall{capacity: m.Capacity, floor: make([]int, len(p.roles)), without: make([]int, p.subsets), userWithout: make([]int, p.subsets)}
		for r, role := range p.roles {
			h.floor[r] = m.floor(role)
			isUser := p.userMask>>r&1 == 1
			if isUser {
				p.floorSum[0] += h.floor[r]
			} else {
				p.floorSum[1] += h.floor[r]
			}
			for s := range h.without {
				if s>>r&1 == 0 {
					h.without[s] += h.floor[r]
					if isUser {
						h.userWithout[s] += h.floor[r]
					}
				}
			}
		}
		p.meetings = append(p.meetings, h)
	}
	return nil
}

// sortLocks gives the lock that counts for each unit and, of units with a person seated by a lock, that person's (one with a meeting
// before one without). It fills gone and forced.
func (p *problem) sortLocks() (units, persons map[string]*Lock) {
	units, persons = map[string]*Lock{}, map[string]*Lock{}
	for i := range p.c.Rules.Locks {
		l := &p.c.Rules.Locks[i]
		switch {
		case l.Person == "":
			if before := units[l.Unit]; before == nil || before.Kind == In {
				units[l.Unit] = l
			}
		case l.Kind == Out:
			p.gone[l.Person] = l
		default:
			if before := p.forced[l.Person]; before == nil || before.Kind == In {
				p.forced[l.Person] = l
			}
			if before := persons[l.Unit]; before == nil || before.Kind == In {
				persons[l.Unit] = l
			}
		}
	}
	return units, persons
}

// profileOf finds or adds the unit's profile.
func (p *problem) profileOf(u Unit, q party, known map[string]int) int {
	most := p.c.Rules.MaxDelegates
	free, seated := make([]int, len(p.roles)+1), make([]int, len(p.roles)+1)
	nSeated := 0
	for k, r := range q.roles {
		if q.seated[k] {
			seated[r]++
			nSeated++
		} else {
			free[r]++
		}
	}
	f := profile{size: min(most, len(q.people))}
	f.base = max(min(p.c.Rules.MinDelegation, f.size), nSeated)
	var key strings.Builder
	for r := range free {
		key.WriteString(strconv.Itoa(free[r]) + "," + strconv.Itoa(seated[r]) + ";")
	}
	if at, found := known[key.String()]; found {
		return at
	}
	f.roles = make([]int, len(p.roles))
	f.own, f.more = make([]int, p.subsets), make([]int, p.subsets)
	for s := range f.own {
		inFree, inSeated := 0, 0
		for r := range p.roles {
			if s>>r&1 == 1 {
				inFree += free[r]
				inSeated += seated[r]
			}
		}
		own := min(f.base-nSeated, inFree)
		f.own[s] = inSeated + own
		f.more[s] = min(most-nSeated, inFree) - own
	}
	for r := range p.roles {
		f.roles[r] = free[r] + seated[r]
	}
	known[key.String()] = len(p.profiles)
	p.profiles = append(p.profiles, f)
	return len(p.profiles) - 1
}

// roleOf is the role's position, or len(roles) for one without a floor.
func (p *problem) roleOf(role string) int {
	for r, name := range p.roles {
		if name == role {
			return r
		}
	}
	return len(p.roles)
}
