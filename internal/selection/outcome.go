package selection

import "sort"

// result words a finished placement: outcomes, certificates, levels.
func (p *problem) result(who tally, least bounds, target []int, where placement) Result {
	seats := giveSeats(p, where)
	x := newExplainer(p, target, where, seats)
	var r Result
	people := 0
	for i, u := range p.c.Units {
		out := UnitOutcome{Unit: u.ID, Lot: p.lot[i], State: Waiting}
		at := p.party[i]
		switch {
		case p.outLock[i] != nil:
			out.State, out.Level, out.Reason = NotSelected, LevelLock, Certificate{Kind: ByLock, Text: p.outLock[i].Reason}
		case at < 0:
			out.Level, out.Reason = LevelAvailable, Certificate{Kind: ByAvailable}
		case where.at[at] == outside:
			out.Level, out.Reason = x.waiting(at)
		default:
			out.State, out.Meeting = Placed, p.c.Meetings[where.at[at]].ID
			out.Places, out.Rank = len(seats.seats[at]), p.units[at].rank[where.at[at]]
			out.Level, out.Reason = x.placed(at)
		}
		people += out.Places
		r.Units = append(r.Units, out)
		for k, person := range u.Persons {
			o := Outcome{Person: person.ID, Unit: u.ID, State: out.State, Level: out.Level, Reason: out.Reason}
			if out.State == Placed {
				o = x.person(at, k, o)
			}
			if lock := p.gone[person.ID]; lock != nil {
				o.State, o.Meeting, o.Level, o.Reason = NotSelected, "", LevelLock, Certificate{Kind: ByLock, Text: lock.Reason}
			}
			r.Outcomes = append(r.Outcomes, o)
		}
	}
	sort.Slice(r.Outcomes, func(i, j int) bool { return r.Outcomes[i].Person < r.Outcomes[j].Person })
	where.tally.people = people
	r.Levels = p.levels(who, least, where)
	r.Counties = p.countyTotals(target, where)
	r.Shortfalls = p.shortfalls(where, seats)
	return r
}

// countyTotals is each county's part, by name.
func (p *problem) countyTotals(target []int, where placement) []CountyTotal {
	totals := make([]CountyTotal, len(p.counties))
	for k, name := range p.counties {
		totals[k] = CountyTotal{County: name, Target: target[k]}
	}
	for i, u := range p.units {
		totals[u.county].Units++
		if where.at[i] != outside {
			totals[u.county].Placed++
		}
	}
	return totals
}

// shortfalls names the floors that are not met.
func (p *problem) shortfalls(where placement, seats seating) []Shortfall {
	sitting := make([]int, len(p.meetings)*len(p.roles))
	for i, u := range p.units {
		for _, k := range seats.seats[i] {
			if r := p.roleOf(p.c.Units[u.unit].Persons[k].Role); r < len(p.roles) {
				sitting[where.at[i]*len(p.roles)+r]++
			}
		}
	}
	var short []Shortfall
	for m, h := range p.meetings {
		for r, role := range p.roles {
			if n := sitting[m*len(p.roles)+r]; n < h.floor[r] {
				short = append(short, Shortfall{Meeting: p.c.Meetings[m].ID, Role: role, Floor: h.floor[r], Placed: n})
			}
		}
	}
	return short
}

// levels is what each level reached, in the order in which the rules settle them.
func (p *problem) levels(who tally, least bounds, where placement) []Level {
	t := where.tally
	units, ranks := 0, 0
	for i, at := range where.at {
		if at != outside {
			units++
			ranks += p.units[i].rank[at]
		}
	}
	named := 0
	for _, name := range p.counties {
		if name != "" {
			named++
		}
	}
	places, wanted := 0, 0
	for _, h := range p.meetings {
		places += h.capacity
	}
	for i, at := range where.at {
		if at != outside {
			wanted += p.profiles[p.units[i].profile].size
		}
	}
	// A level's bound holds when the levels before it are at theirs; after one that is not, only what holds always is claimed.
	sure := true
	bounded := func(name string, value, bound, always int) Level {
		if !sure {
			bound = always
		}
		sure = sure && value == bound
		return Level{name, value, bound, value == bound}
	}
	levels := []Level{
		bounded(LevelUserShort, t.userShort, least.userShort, 0),
		bounded(LevelRoleShort, t.roleShort, least.roleShort, 0),
		bounded(LevelCounties, who.counties, named-least.noCounty, named),
		bounded(LevelUnits, units, len(p.units)-least.noUnit, len(p.units)),
		{LevelCountyShare, who.share, 0, who.share == 0},
	}
	rank := Level{LevelWhere, ranks, where.rankBound, ranks == where.rankBound}
	most := min(places, wanted)
	persons := Level{LevelPersons, t.people, most, t.people == most}
	if p.c.Rules.Extra == PeopleFirst {
		return append(levels, persons, rank)
	}
	return append(levels, rank, persons)
}
