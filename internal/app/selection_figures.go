package app

import (
	"cmp"
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/selection"
)

// figures is what a proposal gives against what applied. Without a result nobody is placed: what applied, before there is a proposal.
func (b *bench) figures(o opened, lang dialogue.Lang) dialogue.SelectionFigures {
	f := &figures{b: b, c: o.c, lang: lang, units: byUnit(o.result), people: byPerson(o.result), byKey: map[string]*dialogue.SelectionRow{}}
	f.layOut()
	for _, u := range o.c.Units {
		f.count(u)
	}
	return f.finish(o.result)
}

// figures is figures under way: rows by what they are about.
type figures struct {
	b      *bench
	c      selection.Case
	lang   dialogue.Lang
	units  map[string]selection.UnitOutcome
	people map[string]selection.Outcome
	byKey  map[string]*dialogue.SelectionRow

	total                  dialogue.SelectionRow
	counties, sizes, ranks []string // keys, in no order yet
	roles                  []string
	meetings               []selection.Meeting // in the invitation's order
}

// layOut makes the rows that are there whatever applied: the meetings and the roles that are offered or have applied.
func (f *figures) layOut() {
	for _, m := range f.b.inv.Meetings {
		if i := slices.IndexFunc(f.c.Meetings, func(c selection.Meeting) bool { return c.ID == m.ID.String() }); i >= 0 {
			f.meetings = append(f.meetings, f.c.Meetings[i])
			row := f.row("meeting/" + m.ID.String())
			row.Meeting, row.Places, row.Share = m.ID, f.c.Meetings[i].Capacity, -1
			f.total.Places += row.Places
		}
	}
	applied := map[string]bool{}
	for _, u := range f.c.Units {
		for _, p := range u.Persons {
			applied[p.Role] = true
		}
	}
	for _, role := range f.b.inv.Roles {
		if id := role.ID.String(); applied[id] || !role.Retired {
			f.roles = append(f.roles, id)
			f.nameRole(f.row("role/"+id), role)
			for _, m := range f.meetings {
				row := f.row("at/" + m.ID + "/" + id)
				f.nameRole(row, role)
				row.Meeting, _ = rosterID(m.ID)
				row.Floor = floorOf(m, id)
				f.row("role/" + id).Floor += row.Floor
			}
		}
	}
}

func (f *figures) nameRole(row *dialogue.SelectionRow, role dialogue.Role) {
	row.Role, row.Label = role.Name, role.Name.For(f.lang)
}

func floorOf(m selection.Meeting, role string) int {
	for _, floor := range m.Floors {
		if floor.Role == role {
			return floor.Number
		}
	}
	return 0
}

func (f *figures) row(key string) *dialogue.SelectionRow {
	row := f.byKey[key]
	if row == nil {
		row = &dialogue.SelectionRow{}
		f.byKey[key] = row
	}
	return row
}

// keyed is a row that is there once somebody is counted in it.
func (f *figures) keyed(keys *[]string, kind, key string) *dialogue.SelectionRow {
	if _, known := f.byKey[kind+key]; !known {
		*keys = append(*keys, key)
		f.row(kind + key).Label = key
	}
	return f.row(kind + key)
}

// count adds a unit to every row it belongs to.
func (f *figures) count(u selection.Unit) {
	out := f.units[u.ID]
	placed := out.State == selection.Placed
	rows := []*dialogue.SelectionRow{&f.total, f.keyed(&f.counties, "county/", u.County), f.keyed(&f.sizes, "size/", strconv.Itoa(len(u.Persons)))}
	for _, row := range rows {
		row.AppliedUnits++
		row.AppliedPeople += len(u.Persons)
		if placed {
			row.PlacedUnits++
			row.PlacedPeople += out.Places
		}
	}
	if len(u.Ranking) > 0 {
		first := f.row("meeting/" + u.Ranking[0])
		first.AppliedUnits++
		first.AppliedPeople += len(u.Persons)
	}
	if placed {
		for _, row := range []*dialogue.SelectionRow{f.row("meeting/" + out.Meeting), f.keyed(&f.ranks, "rank/", strconv.Itoa(out.Rank))} {
			row.PlacedUnits++
			row.PlacedPeople += out.Places
		}
	}
	f.countRoles(u, out)
}

// countRoles adds a unit's people to the rows of their roles; a unit counts once in each.
func (f *figures) countRoles(u selection.Unit, out selection.UnitOutcome) {
	applied, placed := map[string]bool{}, map[string]bool{}
	once := func(seen map[string]bool, role string) int {
		if seen[role] {
			return 0
		}
		seen[role] = true
		return 1
	}
	for _, p := range u.Persons {
		rows := []*dialogue.SelectionRow{f.row("role/" + p.Role)}
		if len(u.Ranking) > 0 {
			rows = append(rows, f.row("at/"+u.Ranking[0]+"/"+p.Role))
		}
		n := once(applied, p.Role)
		for _, row := range rows {
			row.AppliedPeople++
			row.AppliedUnits += n
		}
		if f.people[p.ID].State != selection.Placed {
			continue
		}
		n = once(placed, p.Role)
		for _, row := range []*dialogue.SelectionRow{f.row("role/" + p.Role), f.row("at/" + out.Meeting + "/" + p.Role)} {
			row.PlacedPeople++
			row.PlacedUnits += n
		}
	}
}

// finish puts the rows in order and works out the shares.
func (f *figures) finish(r selection.Result) dialogue.SelectionFigures {
	for _, s := range r.Shortfalls {
		short := max(0, s.Floor-s.Placed)
		f.row("role/" + s.Role).Short += short
		f.row("at/" + s.Meeting + "/" + s.Role).Short += short
	}
	for _, number := range f.counties {
		f.row("county/" + number).Label = countyOn(number, f.b.day())
	}
	slices.Sort(f.counties)
	byNumber := func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	}
	slices.SortFunc(f.sizes, byNumber)
	slices.SortFunc(f.ranks, byNumber)
	people, units := f.total.PlacedPeople, f.total.PlacedUnits
	if len(r.Units) == 0 {
		people, units = min(f.total.Places, f.total.AppliedPeople), min(f.total.Places, f.total.AppliedUnits)
	}
	f.total.Share = -1
	found := dialogue.SelectionFigures{Total: f.total}
	for _, m := range f.meetings {
		found.Meetings = append(found.Meetings, *f.row("meeting/" + m.ID))
		var roles []dialogue.SelectionRow
		for _, role := range f.roles {
			row := *f.row("at/" + m.ID + "/" + role)
			row.Share = -1
			roles = append(roles, row)
		}
		found.AtRole = append(found.AtRole, roles)
	}
	for _, key := range f.counties {
		found.Counties = append(found.Counties, f.ofUnits("county/"+key, units))
	}
	for _, key := range f.sizes {
		found.Sizes = append(found.Sizes, f.ofUnits("size/"+key, units))
	}
	for _, key := range f.roles {
		row := *f.row("role/" + key)
		row.Share = share(row.AppliedPeople, f.total.AppliedPeople, people)
		found.Roles = append(found.Roles, row)
	}
	for _, rank := range f.ranks {
		row := *f.row("rank/" + rank)
		row.Share = -1
		found.Wishes = append(found.Wishes, row)
	}
	return found
}

// ofUnits is a row whose share is of the units that got a place: the criteria divide among counties by applicants, not by people.
func (f *figures) ofUnits(key string, placed int) dialogue.SelectionRow {
	row := *f.row(key)
	row.Share = share(row.AppliedUnits, f.total.AppliedUnits, placed)
	return row
}

// share is what so many of all would have of what is placed if each had the same, in tenths; -1 when there is nobody.
func share(applied, all, places int) int {
	if all == 0 {
		return -1
	}
	return (20*places*applied + all) / (2 * all)
}
