package app_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/selection"

	"github.com/google/go-cmp/cmp"
)

func TestFiguresAddUp(t *testing.T) {
	t.Parallel()
	b := applied(t, 29, nil)
	page := b.proposed()
	f := page.View.Figures
	sum := func(name string, rows []dialogue.SelectionRow) {
		units, people, shares := 0, 0, 0
		for _, row := range rows {
			units, people, shares = units+row.PlacedUnits, people+row.PlacedPeople, shares+row.Share
		}
		if people != f.Total.PlacedPeople || name != "roles" && units != f.Total.PlacedUnits {
			t.Errorf("%s: %d units and %d people, want %+v", name, units, people, f.Total)
		}
		shared := units
		if name == "roles" {
			shared = people
		}
		if rows[0].Share >= 0 && (shares < 10*shared-len(rows) || shares > 10*shared+len(rows)) {
			t.Errorf("%s: shares of %d tenths for %d placed", name, shares, shared)
		}
	}
	for name, rows := range map[string][]dialogue.SelectionRow{"meetings": f.Meetings, "counties": f.Counties, "sizes": f.Sizes, "wishes": f.Wishes, "roles": f.Roles} {
		sum(name, rows)
	}
	units, people := 0, 0
	for _, u := range page.View.Units {
		people += u.Places()
		if u.Outcome == dialogue.SeatPlaced {
			units++
		}
		if u.Outcome == dialogue.SeatPlaced && (u.Rank == 0 || u.Registration.Wishes[u.Rank-1].Meeting != u.Meeting) {
			t.Errorf("%s got its wish number %d, at a meeting that is not", u.Registration.Unit.Name, u.Rank)
		}
		if u.Lot == 0 || u.Reason.Kind == "" || u.Reason.Applied != 29 {
			t.Errorf("%s: lot %d, %+v", u.Registration.Unit.Name, u.Lot, u.Reason)
		}
		if u.CountyName == "" {
			t.Errorf("%s is in no county", u.Registration.Unit.Name)
		}
	}
	if units != f.Total.PlacedUnits || people != f.Total.PlacedPeople {
		t.Errorf("%d units and %d people, want %+v", units, people, f.Total)
	}
	if f.Roles[0].Floor != 4 || f.Roles[3].Floor != 0 || len(f.AtRole) != 4 || len(f.AtRole[0]) != 5 {
		t.Errorf("roles %+v", f.Roles)
	}
	if cmp.Diff(page.Applied.Total.AppliedPeople, f.Total.AppliedPeople) != "" || page.Applied.Total.PlacedUnits != 0 {
		t.Errorf("applied %+v, of the proposal %+v", page.Applied.Total, f.Total)
	}
}

func TestAUnitIsOpenedWithWhatItWouldTake(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	page := b.proposed()
	waits := with(t, page, dialogue.SeatWaiting)
	unit, err := b.a.SelectionUnit(t.Context(), b.me, b.inv.Series.ID, page.View.Proposal.ID, waits.Registration.ID)
	b.must(err)
	if diff := cmp.Diff(waits.Reason, unit.Unit.Reason); diff != "" || !unit.Editable || len(unit.WhatIf) != 4 {
		t.Errorf("%d answers, %s", len(unit.WhatIf), diff)
	}
	seat := with(t, page, dialogue.SeatPlaced)
	unit, err = b.a.SelectionUnit(t.Context(), b.me, b.inv.Series.ID, page.View.Proposal.ID, seat.Registration.ID)
	b.must(err)
	for _, answer := range unit.WhatIf {
		if answer.Meeting == seat.Meeting {
			t.Error("what if it went where it goes")
		}
	}
	if len(unit.WhatIf) != 3 {
		t.Errorf("%d answers", len(unit.WhatIf))
	}
	if _, err := b.a.SelectionUnit(t.Context(), b.me, b.inv.Series.ID, page.View.Proposal.ID, sample.ID("nobody")); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

func TestWhatTheSeriesRulesBecome(t *testing.T) {
	t.Parallel()
	b := applied(t, 4, func(inv *dialogue.Invitation) {
		inv.Meetings[0].Capacity = 0
		inv.Meetings[1].Capacity, inv.Meetings[1].OwnPlaces = 9, 2
		inv.Series.Rules.OverCap = 1
		inv.Series.Rules.Selection.Where = dialogue.WhereBestTotal
	})
	if _, err := b.db.Owner.Exec(t.Context(), `update role set retired_at = clock() where id = $1`, b.inv.Roles[1].ID); err != nil {
		t.Fatal(err)
	}
	b.must(b.freeze(""))
	draw := b.page().Draw
	c, err := selection.ReadCase(strings.NewReader(draw.Meetings), strings.NewReader(draw.Units), strings.NewReader(draw.Persons), strings.NewReader(draw.Rules))
	b.must(err)
	people := 0
	for _, u := range c.Units {
		people += len(u.Persons)
	}
	capacity, floors := map[string]int{}, 0
	for _, m := range c.Meetings {
		capacity[m.ID] = m.Capacity
		for _, f := range m.Floors {
			if f.Number > 0 {
				floors++
			}
		}
	}
	if got := capacity[b.inv.Meetings[0].ID.String()]; got != people {
		t.Errorf("without a limit there is room for %d of %d", got, people)
	}
	if got := capacity[b.inv.Meetings[1].ID.String()]; got != 7 {
		t.Errorf("of nine places two are kept: %d", got)
	}
	if floors != 4*2 { // of three roles one is retired
		t.Errorf("%d floors", floors)
	}
	users := []string{b.inv.Roles[3].ID.String(), b.inv.Roles[4].ID.String()}
	slices.Sort(users)
	want := selection.Rules{Where: selection.BestTotal, Extra: selection.Extra(b.inv.Series.Rules.Selection.Extra), MaxDelegates: 4 + 1 + 4,
		MinDelegation: b.inv.Series.Rules.Selection.MinDelegation, UserRoles: users}
	if diff := cmp.Diff(want, c.Rules); diff != "" {
		t.Error(diff)
	}
}
