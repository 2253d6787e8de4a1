package selection

// explainer finds each unit's and each person's certificate in a finished placement.
type explainer struct {
	p         *problem
	where     placement
	seats     seating
	rooms     []room
	target    []int
	county    []int // placed, by county
	all       bool  // everyone who can come is placed
	groups    []group
	byMeeting [][]int // positions in problem.units
	wait      []group
	change    []int8            // [meeting][profile in][profile out]: 1 when in can sit in out's place, −1 when not, 0 when not known yet
	known     map[string]reason // of waiting units, alike but for their lots
}

// reason is a level and a certificate.
type reason struct {
	level       string
	certificate Certificate
}

// group is units that are alike in what can be put in whose place.
type group struct {
	profile, county, m int // m: where they are; outside: they wait
	rank               []int
	lot                int // placed: the largest lot of a free one; waiting: the smallest
}

func newExplainer(p *problem, target []int, where placement, seats seating) *explainer {
	x := &explainer{p: p, where: where, seats: seats, target: target, county: make([]int, len(p.counties)), all: true,
		rooms: make([]room, len(p.meetings)), known: map[string]reason{},
		change: make([]int8, len(p.meetings)*len(p.profiles)*len(p.profiles))}
	for m := range x.rooms {
		x.rooms[m] = room{own: make([]int, p.subsets), more: make([]int, p.subsets)}
	}
	known := map[string]int{}
	x.byMeeting = make([][]int, len(p.meetings))
	for i, u := range p.units {
		m := where.at[i]
		lot := p.lot[u.unit]
		if m == outside {
			x.all = false
			key, _, _ := p.blind(i)
			if _, found := known[key]; !found { // lots ascend
				known[key] = len(x.wait)
				x.wait = append(x.wait, group{u.profile, u.county, outside, u.rank, lot})
			}
			continue
		}
		x.county[u.county]++
		x.byMeeting[m] = append(x.byMeeting[m], i)
		f := &p.profiles[u.profile]
		if where.whole[i] {
			f = p.whole(f)
		}
		x.rooms[m].add(f, 1)
		if u.lock != nil || where.whole[i] {
			continue
		}
		key := string(appendNumber(appendNumber(appendNumber([]byte("placed"), u.profile), u.county), m))
		if at, found := known[key]; found {
			x.groups[at].lot = lot
		} else {
			known[key] = len(x.groups)
			x.groups = append(x.groups, group{u.profile, u.county, m, nil, lot})
		}
	}
	return x
}

// roomFor tells whether one of profile in can sit in the place of one of profile out: they still fit, the floors are met as well.
func (x *explainer) roomFor(in, out, m int) bool {
	known := &x.change[(m*len(x.p.profiles)+in)*len(x.p.profiles)+out]
	if *known != 0 {
		return *known > 0
	}
	h := &x.p.meetings[m]
	now := x.rooms[m].standing(h, x.p.userMask, nil, nil)
	then := x.rooms[m].standing(h, x.p.userMask, &x.p.profiles[in], &x.p.profiles[out])
	ok := then.overflow <= now.overflow && then.userShort <= now.userShort && then.userShort+then.roleShort <= now.userShort+now.roleShort
	*known = -1
	if ok {
		*known = 1
	}
	return ok
}

// fits is roomFor without the floors.
func (x *explainer) fits(in, out, m int) bool {
	return x.rooms[m].base+x.p.profiles[in].base-x.p.profiles[out].base <= x.p.meetings[m].capacity
}

// countiesAllow tells whether the counties are no worse off when one of county in has a place instead of one of county out.
func (x *explainer) countiesAllow(in, out int) bool {
	if in == out {
		return true
	}
	if x.county[out] == 1 && x.p.counties[out] != "" && (x.county[in] > 0 || x.p.counties[in] == "") {
		return false
	}
	before := distance(x.county[in], x.target[in]) + distance(x.county[out], x.target[out])
	after := distance(x.county[in]+1, x.target[in]) + distance(x.county[out]-1, x.target[out])
	return after <= before
}

// waiting explains why a unit has no place.
func (x *explainer) waiting(i int) (string, Certificate) {
	key, _, _ := x.p.blind(i)
	r, found := x.known[key]
	if !found {
		r.level, r.certificate = x.waitingAlike(i)
		x.known[key] = r
	}
	r.certificate.Lot = x.p.lot[x.p.units[i].unit]
	return r.level, r.certificate
}

// waitingAlike is waiting for all units of one kind; the lot is the first one's.
func (x *explainer) waitingAlike(i int) (string, Certificate) {
	u := &x.p.units[i]
	c := Certificate{Kind: ByLot, Lot: x.p.lot[u.unit]}
	level := LevelWho
	own, butFloors, butCounties := true, false, false
	for _, g := range x.groups {
		if u.rank[g.m] == 0 {
			continue
		}
		allow := x.countiesAllow(u.county, g.county)
		switch {
		case allow && x.roomFor(u.profile, g.profile, g.m):
			c.LastLot = max(c.LastLot, g.lot)
			own = own && g.county == u.county
		case allow && x.fits(u.profile, g.profile, g.m):
			butFloors = true
		case !allow && x.roomFor(u.profile, g.profile, g.m):
			butCounties = true
		}
	}
	name := x.p.counties[u.county]
	switch {
	case c.LastLot > 0 && own && name != "":
		c.Kind, c.County, level = ByCounty, name, LevelCountyShare
	case c.LastLot > 0:
	case butFloors:
		c.Kind, c.Meetings = ByFloor, x.ranked(u)
		c.Role, level = x.lackedRole(u)
	case butCounties:
		c.Kind, c.County, level = ByCounty, name, LevelCountyShare
	default:
		c.Kind, c.Meetings, level = ByFull, x.ranked(u), LevelUnits
	}
	return level, c
}

// ranked is the meetings a unit can attend, by id.
func (x *explainer) ranked(u *party) []string {
	var ids []string
	for m, r := range u.rank {
		if r > 0 {
			ids = append(ids, x.p.c.Meetings[m].ID)
		}
	}
	return ids
}

// lackedRole is a role with a floor at a meeting the unit can attend, one that it lacks if there is one, and that role's level.
func (x *explainer) lackedRole(u *party) (string, string) {
	chosen := -1
	for _, lacking := range []bool{true, false} {
		for r := range x.p.roles {
			for m, rank := range u.rank {
				if chosen < 0 && rank > 0 && x.p.meetings[m].floor[r] > 0 && (x.p.profiles[u.profile].roles[r] == 0) == lacking {
					chosen = r
				}
			}
		}
	}
	if chosen < 0 {
		return "", LevelRoleShort
	}
	return x.p.roles[chosen], x.floorLevel(chosen)
}

func (x *explainer) floorLevel(r int) string {
	if x.p.userMask>>r&1 == 1 {
		return LevelUserShort
	}
	return LevelRoleShort
}

// placed explains why a unit has a place.
func (x *explainer) placed(i int) (string, Certificate) {
	u := &x.p.units[i]
	if u.lock != nil {
		return LevelLock, Certificate{Kind: ByLock, Text: u.lock.Reason}
	}
	c := Certificate{Kind: ByRoom, Lot: x.p.lot[u.unit]}
	if x.all {
		return LevelUnits, c
	}
	m := x.where.at[i]
	if !x.where.whole[i] {
		for _, g := range x.wait {
			if g.rank[m] > 0 && (c.FirstOut == 0 || g.lot < c.FirstOut) && x.countiesAllow(g.county, u.county) && x.roomFor(g.profile, u.profile, m) {
				c.FirstOut = g.lot
			}
		}
	}
	if name := x.p.counties[u.county]; name != "" && x.county[u.county] == 1 {
		c.Kind, c.County = ByCounty, name
		return LevelCounties, c
	}
	c.Kind = ByLot
	if c.FirstOut == 0 {
		h := &x.p.meetings[m]
		f := &x.p.profiles[u.profile]
		if x.where.whole[i] {
			f = x.p.whole(f)
		}
		now := x.rooms[m].standing(h, x.p.userMask, nil, nil)
		then := x.rooms[m].standing(h, x.p.userMask, nil, f)
		users := then.userShort > now.userShort
		if users || then.userShort+then.roleShort > now.userShort+now.roleShort {
			for r := range x.p.roles {
				if h.floor[r] > 0 && f.roles[r] > 0 && (!users || x.p.userMask>>r&1 == 1) {
					c.Kind, c.Role = ByFloor, x.p.roles[r]
					return x.floorLevel(r), c
				}
			}
		}
	}
	return LevelWho, c
}

// person fills in the outcome of delegate k of a unit that is placed; o holds what is the unit's.
func (x *explainer) person(i, k int, o Outcome) Outcome {
	u := &x.p.units[i]
	m := x.where.at[i]
	id := x.p.c.Meetings[m].ID
	seats := x.seats.seats[i]
	number := 0
	for n, d := range seats {
		if d == k {
			number = n + 1
		}
	}
	if lock := x.p.forced[o.Person]; lock != nil && number > 0 {
		o.Meeting, o.Level, o.Reason = id, LevelLock, Certificate{Kind: ByLock, Text: lock.Reason}
		return o
	}
	if number == 1 {
		o.Meeting = id
		return o
	}
	c := Certificate{Kind: ByFewerPlaces, Lot: x.p.lot[u.unit], Meetings: []string{id}}
	o.Level = LevelExtra
	if number > 0 {
		o.Meeting = id
		all := true
		for _, j := range x.byMeeting[m] {
			n := len(x.seats.seats[j])
			if n < x.p.profiles[x.p.units[j].profile].size {
				all = false
				if lot := x.p.lot[x.p.units[j].unit]; n == number-1 && (c.FirstOut == 0 || lot < c.FirstOut) {
					c.FirstOut = lot
				}
			}
		}
		if all {
			o.Level, c.Kind = LevelPersons, ByRoom
		}
		o.Reason = c
		return o
	}
	o.State = Waiting
	if len(seats) == x.p.c.Rules.MaxDelegates {
		c.Meetings = nil
	} else {
		for _, j := range x.byMeeting[m] {
			if len(x.seats.seats[j]) > len(seats) {
				c.LastLot = max(c.LastLot, x.p.lot[x.p.units[j].unit])
			}
		}
	}
	o.Reason = c
	return o
}
