package main

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// selectionGallery makes up a selection for the ministry's invitation. Nothing is solved here: places go round until they are gone,
// which is enough to look at.
type selectionGallery struct{ p lang.Printer }

func (g selectionGallery) now() time.Time { return sampleDay(2017, time.May, 11).At(13, 40) }

// invitation has so few places that some must wait.
func (g selectionGallery) invitation() dialogue.Invitation {
	inv := sample.Departementet2017()
	for i := range inv.Meetings {
		inv.Meetings[i].Capacity = 14
	}
	return inv
}

func (g selectionGallery) staff(i int) dialogue.ID {
	return sample.ID("staff/hod/" + []string{"admin", "redaktor"}[i])
}

func (g selectionGallery) shell(title string) templates.StaffSeriesFrame {
	inv := g.invitation()
	frame := accountFrame(g.p, templates.SectionSeries, title)
	frame.Organiser = inv.Organiser
	frame.Crumbs = []templates.Link{{Href: "#", Label: g.p.T("staff.start.title")}}
	return templates.StaffSeriesFrame{Frame: frame, Series: inv.Series, Standing: inv.Series.Standing(inv.Meetings, g.now()), Tab: urls.TabSelection, MayEdit: true}
}

var countyOfSample = map[string]string{"01": "Østfold", "02": "Akershus", "03": "Oslo", "04": "Hedmark", "05": "Oppland", "06": "Buskerud", "07": "Vestfold",
	"08": "Telemark", "09": "Aust-Agder", "10": "Vest-Agder", "11": "Rogaland", "12": "Hordaland", "14": "Sogn og Fjordane", "15": "Møre og Romsdal",
	"16": "Sør-Trøndelag", "17": "Nord-Trøndelag", "18": "Nordland", "19": "Troms", "20": "Finnmark"}

// units are those who have applied, with an outcome of every kind.
func (g selectionGallery) units() []dialogue.SelectedUnit {
	inv := g.invitation()
	all := sample.RegistrationsDepartementet()
	all = all[:min(len(all), 31)]
	left := map[dialogue.ID]int{}
	for _, m := range inv.Meetings {
		left[m.ID] = 12
	}
	role := map[dialogue.ID]dialogue.Text{}
	for _, r := range inv.Roles {
		role[r.ID] = r.Name
	}
	var units []dialogue.SelectedUnit
	for i, r := range all {
		u := dialogue.SelectedUnit{Registration: r, CountyName: countyOfSample[r.Unit.County], Outcome: dialogue.SeatWaiting, Lot: (i*17)%len(all) + 1}
		free := 0
		for _, w := range r.Wishes {
			if n := min(left[w.Meeting], len(r.Delegates)); w.Available && n > 0 && i%6 != 5 {
				u.Outcome, u.Meeting, u.Rank, free = dialogue.SeatPlaced, w.Meeting, w.Rank, n
				left[w.Meeting] -= n
				break
			}
		}
		u.Reason = dialogue.SelectionReason{Kind: "lot", Lot: u.Lot, LastLot: u.Lot - 1, Applied: len(all)}
		switch {
		case u.Outcome == dialogue.SeatWaiting && i%4 == 1:
			u.Reason = dialogue.SelectionReason{Kind: "full", Meetings: []dialogue.ID{inv.Meetings[0].ID, inv.Meetings[2].ID}}
		case u.Outcome == dialogue.SeatWaiting && i%4 == 3:
			u.Reason = dialogue.SelectionReason{Kind: "county", County: u.CountyName, Lot: 24, LastLot: 9}
		case i == 3:
			u.Reason = dialogue.SelectionReason{Kind: "county", County: u.CountyName}
		case r.Unit.Kind == dialogue.Person:
			u.Reason = dialogue.SelectionReason{Kind: "floor", Role: role[r.Delegates[0].Role], Meetings: []dialogue.ID{u.Meeting}}
		}
		for n, d := range r.Delegates {
			person := dialogue.SelectedPerson{Delegate: d, Role: role[d.Role], Outcome: dialogue.SeatWaiting, Reason: dialogue.SelectionReason{Kind: "fewer_places", Lot: u.Lot, LastLot: 12, Meetings: []dialogue.ID{u.Meeting}}}
			if n < free {
				person.Outcome, person.Reason = dialogue.SeatPlaced, u.Reason
			} else if u.Outcome != dialogue.SeatPlaced {
				person.Reason = u.Reason
			}
			u.Persons = append(u.Persons, person)
		}
		units = append(units, u)
	}
	units[7].Outcome, units[7].Reason = dialogue.SeatNotSelected, dialogue.SelectionReason{Kind: "lock", Text: "Kommunen var med på prøvemøtet i mars."}
	order := lang.NorwegianOrder()
	slices.SortStableFunc(units, func(a, b dialogue.SelectedUnit) int { return order(a.Registration.Unit.Name, b.Registration.Unit.Name) })
	return units
}

// figures counts the units.
func (g selectionGallery) figures(units []dialogue.SelectedUnit) dialogue.SelectionFigures {
	inv := g.invitation()
	var f dialogue.SelectionFigures
	f.Meetings, f.Roles, f.Sizes, f.Wishes = make([]dialogue.SelectionRow, len(inv.Meetings)), make([]dialogue.SelectionRow, len(inv.Roles)), make([]dialogue.SelectionRow, 4), make([]dialogue.SelectionRow, 4)
	f.AtRole = make([][]dialogue.SelectionRow, len(inv.Meetings))
	county := map[string]int{}
	for i, m := range inv.Meetings {
		f.Meetings[i] = dialogue.SelectionRow{Label: m.Town, Meeting: m.ID, Places: m.Capacity, Share: -1}
		for _, r := range inv.Roles {
			f.AtRole[i] = append(f.AtRole[i], dialogue.SelectionRow{Label: g.p.Text(r.Name), Floor: r.Floor, Share: -1})
		}
	}
	for i, r := range inv.Roles {
		f.Roles[i] = dialogue.SelectionRow{Label: g.p.Text(r.Name), Floor: r.Floor * len(inv.Meetings), Share: -1}
	}
	for i := range f.Sizes {
		f.Sizes[i] = dialogue.SelectionRow{Label: strconv.Itoa(i + 1), Share: -1}
		f.Wishes[i] = dialogue.SelectionRow{Label: strconv.Itoa(i + 1), Share: -1}
	}
	for _, u := range units {
		at, seen := county[u.CountyName]
		if !seen {
			at = len(f.Counties)
			county[u.CountyName] = at
			f.Counties = append(f.Counties, dialogue.SelectionRow{Label: u.CountyName, Share: 7})
		}
		placed, people := 0, u.Places()
		if u.Outcome == dialogue.SeatPlaced {
			placed = 1
			f.Wishes[min(u.Rank, 4)-1].PlacedUnits++
		}
		for _, row := range []*dialogue.SelectionRow{&f.Total, &f.Counties[at], &f.Sizes[min(len(u.Persons), 4)-1]} {
			row.AppliedUnits++
			row.PlacedUnits += placed
			row.AppliedPeople += len(u.Persons)
			row.PlacedPeople += people
		}
		for i, m := range inv.Meetings {
			if len(u.Registration.Wishes) > 0 && u.Registration.Wishes[0].Meeting == m.ID {
				f.Meetings[i].AppliedPeople += len(u.Persons)
			}
			if placed == 1 && u.Meeting == m.ID {
				f.Meetings[i].PlacedPeople += people
			}
			for k, r := range inv.Roles {
				for _, person := range u.Persons {
					if person.Delegate.Role != r.ID || i > 0 && u.Meeting != m.ID {
						continue
					}
					if i == 0 {
						f.Roles[k].AppliedPeople++
					}
					if person.Outcome == dialogue.SeatPlaced && u.Meeting == m.ID {
						f.AtRole[i][k].PlacedPeople++
						f.Roles[k].PlacedPeople++
					}
				}
			}
		}
	}
	f.AtRole[3][2].Floor, f.AtRole[3][2].Short = 12, 1
	f.AtRole[3][2].PlacedPeople, f.Roles[2].Short = 11, 1
	slices.SortFunc(f.Counties, func(a, b dialogue.SelectionRow) int { return cmp.Compare(a.Label, b.Label) })
	return f
}

// page is the workbench at a step, with two proposals from where there are any.
func (g selectionGallery) page(step dialogue.SelectionStep) dialogue.SelectionPage {
	units := g.units()
	page := dialogue.SelectionPage{Invitation: g.invitation(), Step: step, Now: g.now(), MayApprove: true, Applied: g.figures(units),
		Staff: map[dialogue.ID]string{g.staff(0): "Marit Haugerud", g.staff(1): "Sindre Aasen"}}
	order := []dialogue.SelectionStep{dialogue.StepNotYet, dialogue.StepFreeze, dialogue.StepValue, dialogue.StepPropose, dialogue.StepApprove, dialogue.StepSend, dialogue.StepSent}
	at := slices.Index(order, step)
	if at < 2 {
		return page
	}
	sum := func(b byte) []byte { return bytes.Repeat([]byte{b, b + 7, b * 3, 0x4c}, 8) }
	draw := dialogue.Selection{ID: sample.ID("selection/2"), Series: page.Invitation.Series.ID, Number: 2, Reason: "To påmeldinger som kom i posten før fristen, var ikke skrevet inn.",
		RosterHash: sum(0x1f), RulesHash: sum(0xa2), ValueSource: "Vinnertallene i Vikinglotto onsdag 10. mai 2017, i stigende rekkefølge",
		FrozenAt: sampleDay(2017, time.May, 9).At(9, 12), FrozenBy: g.staff(1), Version: 3}
	older := draw
	older.ID, older.Number, older.Reason, older.FrozenAt = sample.ID("selection/1"), 1, "", sampleDay(2017, time.May, 8).At(9, 5)
	older.ValueSource, older.PublicValue, older.ValueAt, older.ValueBy = "Vinnertallene i Lotto lørdag 6. mai 2017", "3 8 14 15 22 30 33", sampleDay(2017, time.May, 8).At(9, 6), g.staff(1)
	if at > 2 {
		draw.PublicValue, draw.ValueAt, draw.ValueBy = "4 11 17 23 35 41", sampleDay(2017, time.May, 11).At(8, 31), g.staff(1)
	}
	page.Draw, page.Draws = &draw, []dialogue.Selection{draw, older}
	if at < 4 {
		return page
	}
	one := dialogue.SelectionProposal{ID: sample.ID("proposal/1"), Selection: draw.ID, Number: 1, ResultHash: sum(0x33), MadeAt: sampleDay(2017, time.May, 11).At(8, 40), MadeBy: g.staff(1)}
	two := one
	two.ID, two.Number, two.Before, two.Note, two.MadeAt = sample.ID("proposal/2"), 2, one.ID, "Etter samtalen med Bodø", sampleDay(2017, time.May, 11).At(10, 2)
	if at > 4 {
		two.ApprovedAt, two.ApprovedBy = sampleDay(2017, time.May, 11).At(11, 30), g.staff(0)
	}
	if at > 5 {
		draw.SentAt, draw.SentBy = sampleDay(2017, time.May, 11).At(12, 0), g.staff(0)
	}
	page.Proposals = []dialogue.SelectionProposal{two, one}
	page.Locks = g.locks(units[7].Registration)
	page.View = &dialogue.SelectionView{Proposal: two, Units: units, Figures: page.Applied, Levels: []dialogue.SelectionLevel{
		{Name: "user_short", Proven: true}, {Name: "role_short", Value: 1, Bound: 1, Proven: true}, {Name: "counties", Value: 19, Bound: 19, Proven: true},
		{Name: "units", Value: 22, Bound: 22, Proven: true}, {Name: "county_share", Value: 3, Bound: 3, Proven: true}, {Name: "ranksum", Value: 31, Bound: 31, Proven: true},
		{Name: "persons", Value: 48, Bound: 49}}}
	return page
}

// locks are decisions about a registration: one that holds, and one that was lifted.
func (g selectionGallery) locks(r dialogue.Registration) []dialogue.SelectionLock {
	inv := g.invitation()
	return []dialogue.SelectionLock{
		{ID: sample.ID("lock/1/" + r.ID.String()), Registration: r.ID, Kind: dialogue.LockAt, Meeting: inv.Meetings[2].ID, Reason: "Holder innlegg om måltidsvenner på møtet.", MadeAt: g.now().Add(-2 * time.Hour), MadeBy: g.staff(1)},
		{ID: sample.ID("lock/2/" + r.ID.String()), Registration: r.ID, Kind: dialogue.LockOut, Reason: "Var med på prøvemøtet i mars.", MadeAt: g.now().Add(-5 * time.Hour), MadeBy: g.staff(1),
			LiftedAt: g.now().Add(-3 * time.Hour), LiftedBy: g.staff(0), LiftedReason: "Det var en annen kommune."},
	}
}

func (g selectionGallery) moves() []dialogue.SelectionMove {
	units, inv := g.units(), g.invitation()
	move := func(i int, before, after dialogue.SeatState, from, to int) dialogue.SelectionMove {
		return dialogue.SelectionMove{Registration: units[i].Registration.ID, UnitName: units[i].Registration.Unit.Name, UnitKind: units[i].Registration.Unit.Kind, Before: before, After: after,
			MeetingBefore: inv.Meetings[from].ID, Meeting: inv.Meetings[to].ID, PlacesBefore: 3, Places: 2}
	}
	return []dialogue.SelectionMove{
		move(4, dialogue.SeatWaiting, dialogue.SeatPlaced, 2, 2), move(9, dialogue.SeatPlaced, dialogue.SeatWaiting, 2, 2),
		move(11, dialogue.SeatPlaced, dialogue.SeatPlaced, 2, 3), move(14, dialogue.SeatPlaced, dialogue.SeatPlaced, 1, 1),
	}
}
