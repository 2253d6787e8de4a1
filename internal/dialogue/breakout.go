package dialogue

import (
	"bytes"
	"cmp"
	"slices"
	"time"
)

// GroupWay is how a meeting breaks out into groups.
type GroupWay string

// SitTogether lets those of one delegation sit together; SitMixed spreads roles and delegations.
const (
	SitTogether GroupWay = "together"
	SitMixed    GroupWay = "mixed"
)

// GroupAsk is what groups are asked for: so many, or with so many in each. SitTogether without either is one for each delegation.
type GroupAsk struct {
	Way    GroupWay
	Groups int
	Size   int
}

// Bounds of what can be asked for.
const (
	MostGroups = 60
	MostSize   = 200
)

// Check finds what groups cannot be made from.
func (a GroupAsk) Check() Problems {
	problems := Problems{}
	switch {
	case a.Way != SitTogether && a.Way != SitMixed:
		problems.Add("way", "problem.required")
	case a.Groups > 0 && a.Size > 0:
		problems.Add("size", "problem.group-number-or-size")
	case a.Way == SitMixed && a.Groups == 0 && a.Size == 0:
		problems.Add("groups", "problem.group-number")
	}
	if a.Groups < 0 || a.Groups > MostGroups {
		problems.Add("groups", "problem.number-between", "Min", 1, "Max", MostGroups)
	}
	if a.Size < 0 || a.Size > MostSize {
		problems.Add("size", "problem.number-between", "Min", 1, "Max", MostSize)
	}
	return problems
}

// OnePerUnit reports whether each delegation gets a group of its own.
func (a GroupAsk) OnePerUnit() bool { return a.Way == SitTogether && a.Groups == 0 && a.Size == 0 }

// GroupPerson is somebody who is to be in a group.
type GroupPerson struct {
	Delegate     ID
	Registration ID
	Order        int  // of the delegation among the others, by name
	Alone        bool // has registered for oneself, with no delegation to sit with
	Role         ID
	Group        int  // where the person stays, from 0; -1: is to be placed
	ByHand       bool // staff have put the person there
}

// Divide gives everybody a group, from 0, in the order of people, and tells how many groups there are. It follows from who they are and from
// the lots alone, in whatever order they come. Who has a group stays there.
//
// keep is how many groups there are already, when others have come since they were made; 0 when they are made anew. Made anew and mixed, with
// nobody who stays, groups differ by one in size at most, and by one at most in each role; who comes later goes where fewest are. Together,
// delegations are never divided but by hand: sizes differ by as much as that takes.
func Divide(people []GroupPerson, ask GroupAsk, keep int, lot Lot) ([]int, int) {
	d := division{ask: ask, keep: keep, lots: map[ID][32]byte{}, of: make([]int, len(people))}
	d.people = slices.Clone(people)
	for i, p := range d.people {
		d.of[i] = p.Group
		d.lots[p.Delegate], d.lots[p.Registration] = lot(p.Delegate), lot(p.Registration)
	}
	d.count()
	for i := range d.of {
		if d.of[i] >= d.n || d.of[i] < 0 {
			d.of[i], d.people[i].Group, d.people[i].ByHand = -1, -1, false
		}
	}
	if len(people) == 0 {
		return d.of, d.n
	}
	if ask.Way == SitTogether {
		d.together()
	} else {
		d.mix()
		d.improve()
	}
	return d.of, d.n
}

// division is one Divide under way.
type division struct {
	people []GroupPerson
	ask    GroupAsk
	keep   int
	lots   map[ID][32]byte
	of     []int
	n      int
}

// count decides how many groups there are: what was asked for, and no more than there is somebody for.
func (d *division) count() {
	blocks, units := map[ID]bool{}, map[ID]bool{}
	for _, p := range d.people {
		blocks[p.Registration] = true
		if !p.Alone {
			units[p.Registration] = true
		}
	}
	most := len(d.people)
	if d.ask.Way == SitTogether {
		most = len(blocks)
	}
	switch {
	case d.keep > 0:
		d.n = d.keep
		return
	case d.ask.Groups > 0:
		d.n = min(d.ask.Groups, most)
	case d.ask.Size > 0:
		d.n = min((len(d.people)+d.ask.Size-1)/d.ask.Size, most)
	default:
		d.n = len(units)
	}
	d.n = max(d.n, 1)
}

// sizes counts how many are in each group.
func (d *division) sizes() []int {
	sizes := make([]int, d.n)
	for _, g := range d.of {
		if g >= 0 {
			sizes[g]++
		}
	}
	return sizes
}

// block is those of one delegation who have no group yet.
type block struct {
	registration ID
	order        int
	alone        bool
	people       []int
}

func (d *division) blocks() []block {
	var all []block
	for i, p := range d.people {
		if d.of[i] >= 0 {
			continue
		}
		at := slices.IndexFunc(all, func(b block) bool { return b.registration == p.Registration })
		if at < 0 {
			all, at = append(all, block{registration: p.Registration, order: p.Order, alone: p.Alone}), len(all)
		}
		all[at].people = append(all[at].people, i)
	}
	slices.SortFunc(all, func(a, b block) int {
		byLot := d.lower(a.registration, b.registration)
		switch {
		case a.alone != b.alone: // who is alone fills up
			if a.alone {
				return 1
			}
			return -1
		case d.ask.OnePerUnit() && !a.alone:
			return cmp.Or(cmp.Compare(a.order, b.order), byLot)
		}
		return cmp.Or(-cmp.Compare(len(a.people), len(b.people)), byLot)
	})
	return all
}

// together puts each delegation where most of it is already, else in a group of its own or, the largest first, where fewest are.
func (d *division) together() {
	next := 0 // a group of its own for the next delegation
	for _, b := range d.blocks() {
		at := d.home(b.registration)
		sizes := d.sizes()
		switch {
		case at >= 0:
		case d.ask.OnePerUnit() && !b.alone && d.keep == 0:
			at, next = next, next+1
		case d.ask.OnePerUnit() && !b.alone:
			if at = slices.Index(sizes, 0); at < 0 {
				at = d.n
				d.n++
			}
		default:
			at = slices.Index(sizes, slices.Min(sizes))
		}
		for _, i := range b.people {
			d.of[i] = at
		}
	}
}

// home is the group that holds most of a delegation, those moved by hand counted last; -1 when it has none, or when groups are made anew and
// only those moved by hand stay.
func (d *division) home(registration ID) int {
	moved, stay := make([]int, d.n), make([]int, d.n)
	for i, p := range d.people {
		switch {
		case p.Registration != registration || p.Group < 0:
		case p.ByHand:
			moved[d.of[i]]++
		default:
			stay[d.of[i]]++
		}
	}
	for _, count := range [][]int{stay, moved} {
		if most := slices.Max(count); most > 0 && (d.keep > 0 || &count[0] == &stay[0]) {
			return slices.Index(count, most)
		}
	}
	return -1
}

func (d *division) lower(a, b ID) int {
	x, y := d.lots[a], d.lots[b]
	return cmp.Or(bytes.Compare(x[:], y[:]), bytes.Compare(a[:], b[:]))
}

// mix deals role by role, each person to the group that has fewest of the role, then fewest people, then fewest of the delegation. With people
// who stay, sizes count first.
func (d *division) mix() {
	roles, units := d.tallies()
	of := map[ID]int{}
	var open []int
	for i, p := range d.people {
		if d.of[i] < 0 {
			open = append(open, i)
			of[p.Role]++
		}
	}
	sizesFirst := len(open) < len(d.people)
	slices.SortFunc(open, func(i, j int) int {
		a, b := d.people[i], d.people[j]
		return cmp.Or(-cmp.Compare(of[a.Role], of[b.Role]), bytes.Compare(a.Role[:], b.Role[:]), d.lower(a.Delegate, b.Delegate))
	})
	sizes := d.sizes()
	for _, i := range open {
		p := d.people[i]
		best, bestKey := 0, [3]int{}
		for g := range d.n {
			key := [3]int{roles[g][p.Role], sizes[g], units[g][p.Registration]}
			if sizesFirst {
				key[0], key[1] = key[1], key[0]
			}
			if g == 0 || slices.Compare(key[:], bestKey[:]) < 0 {
				best, bestKey = g, key
			}
		}
		d.of[i] = best
		sizes[best]++
		roles[best][p.Role]++
		units[best][p.Registration]++
	}
}

// tallies count roles and delegations in each group.
func (d *division) tallies() (roles, units []map[ID]int) {
	for range d.n {
		roles, units = append(roles, map[ID]int{}), append(units, map[ID]int{})
	}
	for i, p := range d.people {
		if g := d.of[i]; g >= 0 {
			roles[g][p.Role]++
			units[g][p.Registration]++
		}
	}
	return roles, units
}

// improve lets two who do not stay change groups as long as roles, and then delegations, are spread more evenly by it. Sizes stay as they are.
func (d *division) improve() {
	roles, units := d.tallies()
	// gain is how much the sum of squares falls when one of a leaves group g for h and one of b comes the other way.
	gain := func(count []map[ID]int, g, h int, a, b ID) int {
		if a == b {
			return 0
		}
		return 2 * (count[g][a] - count[g][b] + count[h][b] - count[h][a] - 2)
	}
	order := make([]int, 0, len(d.people))
	for i, p := range d.people {
		if p.Group < 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return d.lower(d.people[i].Delegate, d.people[j].Delegate) })
	for changed := true; changed; {
		changed = false
		for n, i := range order {
			for _, j := range order[n+1:] {
				a, b, g, h := d.people[i], d.people[j], d.of[i], d.of[j]
				if g == h {
					continue
				}
				byRole, byUnit := gain(roles, g, h, a.Role, b.Role), gain(units, g, h, a.Registration, b.Registration)
				if byRole < 0 || byRole == 0 && byUnit <= 0 {
					continue
				}
				for _, c := range []struct {
					count []map[ID]int
					a, b  ID
				}{{roles, a.Role, b.Role}, {units, a.Registration, b.Registration}} {
					c.count[g][c.a]--
					c.count[h][c.a]++
					c.count[h][c.b]--
					c.count[g][c.b]++
				}
				d.of[i], d.of[j], changed = h, g, true
			}
		}
	}
}

// Breakout is the groups of a meeting as they are stored.
type Breakout struct {
	Meeting ID
	Ask     GroupAsk
	Seed    string
	MadeAt  time.Time
	Version int
	Groups  []BreakoutGroup // in their order
	Members []BreakoutMember
}

// BreakoutGroup is one group. Without a name of its own it is called by its number, or by the municipality that sits in it.
type BreakoutGroup struct {
	ID   ID
	Name string
}

// BreakoutMember is a delegate in a group.
type BreakoutMember struct {
	Delegate ID
	Group    ID
	ByHand   bool
}

// SeatedGroup is a group with those in it.
type SeatedGroup struct {
	BreakoutGroup
	Number int    // from 1
	Unit   string // the only municipality that sits in it, but for those moved by hand; for groups of delegations
	People []SeatedPerson
}

// SeatedPerson is somebody in a group.
type SeatedPerson struct {
	Participant
	ByHand bool
}

// Seat puts the meeting's people, in their order, into its groups, and tells who has none: those who have come since.
func (b *Breakout) Seat(people []Participant) (groups []SeatedGroup, without []Participant) {
	for i, g := range b.Groups {
		groups = append(groups, SeatedGroup{BreakoutGroup: g, Number: i + 1})
	}
	members := map[ID]BreakoutMember{}
	for _, m := range b.Members {
		members[m.Delegate] = m
	}
	for _, p := range people {
		m, ok := members[p.Delegate]
		at := slices.IndexFunc(groups, func(g SeatedGroup) bool { return g.ID == m.Group })
		if !ok || at < 0 {
			without = append(without, p)
			continue
		}
		groups[at].People = append(groups[at].People, SeatedPerson{p, m.ByHand})
	}
	for i := range groups {
		if b.Ask.Way == SitTogether {
			groups[i].Unit = onlyUnit(groups[i].People)
		}
	}
	return groups, without
}

// onlyUnit is the one delegation that the people are of, or "". A single person is no delegation.
func onlyUnit(people []SeatedPerson) string {
	var unit *Unit
	for _, p := range people {
		switch {
		case p.ByHand:
		case p.Unit.Kind == Person || unit != nil && unit.ID != p.Unit.ID:
			return ""
		default:
			unit = &p.Unit
		}
	}
	if unit == nil {
		return ""
	}
	return unit.Name
}

// GroupSeat is where one delegate sits.
type GroupSeat struct {
	Meeting  ID
	Delegate ID
	Number   int // from 1
	Name     string
}

// GroupPeople are a meeting's people as Divide takes them. With fresh only those stay who were moved by hand.
func (b *Breakout) GroupPeople(people []Participant, fresh bool) []GroupPerson {
	at := map[ID]int{}
	for i, g := range b.Groups {
		at[g.ID] = i
	}
	members := map[ID]BreakoutMember{}
	for _, m := range b.Members {
		members[m.Delegate] = m
	}
	var all []GroupPerson
	order := map[ID]int{}
	for _, p := range people {
		if _, ok := order[p.Registration]; !ok {
			order[p.Registration] = len(order)
		}
		one := GroupPerson{Delegate: p.Delegate, Registration: p.Registration, Order: order[p.Registration], Alone: p.Unit.Kind == Person, Role: p.Role.ID, Group: -1}
		if m, ok := members[p.Delegate]; ok && (m.ByHand || !fresh) {
			one.Group, one.ByHand = at[m.Group], m.ByHand
		}
		all = append(all, one)
	}
	return all
}
