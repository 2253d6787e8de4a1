package app_test

import (
	"errors"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// vestlandMeetings is an App with VestlandDialogue and its registrations, at noon on the day.
func vestlandMeetings(t *testing.T, on dialogue.Date) (*app.App, *testdb.DB, dialogue.Invitation) {
	t.Helper()
	inv := sample.VestlandDialogue()
	a, db := published(t, on.At(12, 0), inv, sample.Innlandet2019())
	if err := a.InstallRegistrations(t.Context(), dialogue.System(inv.Organiser.ID), inv, sample.RegistrationsVestlandDialogue(), 0); err != nil {
		t.Fatal(err)
	}
	return a, db, inv
}

func coverage(t *testing.T, a *app.App, actor dialogue.Actor, f dialogue.CoverageFilter) dialogue.CoveragePage {
	t.Helper()
	page, err := a.Coverage(t.Context(), actor, f)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func heldCount(t *testing.T, a *app.App, inv dialogue.Invitation) int {
	t.Helper()
	return coverage(t, a, editor(inv), dialogue.CoverageFilter{}).Figures.Held
}

// Sunnfjord, Kinn, Askvoll, Solund and Gulen had places in Førde on 15 October 2020; twelve of four regions have been at meetings by summer 2021.
func TestCoverageCountsPeopleCheckedInBeforePlaces(t *testing.T) {
	t.Parallel()
	a, db, inv := vestlandMeetings(t, dialogue.Date{Year: 2021, Month: time.July, Day: 1})
	if n := heldCount(t, a, inv); n != 12 {
		t.Fatalf("%d have had a meeting by their places", n)
	}
	must := func(sql string, args ...any) {
		t.Helper()
		if tag, err := db.Owner.Exec(t.Context(), sql, args...); err != nil || tag.RowsAffected() == 0 {
			t.Fatalf("%s: %v, %v", sql, tag, err)
		}
	}
	forde := sample.ID("vestland-dialog-2020/meeting/sunnfjord")
	must(`update seat set checked_in_at = clock() where id = (select s.id from seat s join registration r on r.id = s.registration_id
		join unit u on u.id = r.unit_id where u.number = '4647' limit 1)`)
	if n := heldCount(t, a, inv); n != 8 {
		t.Errorf("%d, when one of five was checked in in Førde", n)
	}
	must(`update meeting set held = false where id = $1`, forde)
	if n := heldCount(t, a, inv); n != 7 {
		t.Errorf("%d, when staff say that Førde was not held", n)
	}
	must(`update meeting set held = null, state = 'cancelled' where id = $1`, forde)
	if n := heldCount(t, a, inv); n != 7 {
		t.Errorf("%d, when Førde is cancelled", n)
	}
	must(`update registration set state = 'withdrawn' where unit_id = (select id from unit where number = '4640')`)
	if n := heldCount(t, a, inv); n != 6 {
		t.Errorf("%d, when Sogndal has withdrawn", n)
	}
}

func TestErasedSeriesCountAsBefore(t *testing.T) {
	t.Parallel()
	a, db, inv := vestlandMeetings(t, dialogue.Date{Year: 2021, Month: time.July, Day: 1})
	before := coverage(t, a, editor(inv), dialogue.CoverageFilter{}).Figures
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = '2021-12-01' where id = $1`, inv.Series.ID); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, dialogue.Date{Year: 2021, Month: time.December, Day: 2}.At(3, 0))
	if _, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	after := coverage(t, a, editor(inv), dialogue.CoverageFilter{}).Figures
	if after.Answered != before.Answered || after.Held != before.Held+before.Placed {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestStaffSeeTheirOwnOfficesCoverageAndReadersChangeNothing(t *testing.T) {
	t.Parallel()
	a, _, inv := vestlandMeetings(t, dialogue.Date{Year: 2021, Month: time.December, Day: 1})
	innlandet := editor(sample.Innlandet2019())
	page := coverage(t, a, innlandet, dialogue.CoverageFilter{})
	if page.Figures.Units != 46 || page.Figures.Held+page.Figures.Answered != 0 {
		t.Errorf("Innlandet: %+v", page.Figures)
	}
	held := dialogue.HeldRequest{Number: "4601", Kind: dialogue.DialogueMeetings, On: dialogue.Date{Year: 2021, Month: time.March, Day: 12}}
	if err := a.SaveHeld(t.Context(), innlandet, held); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("Innlandet on Bergen: %v", err)
	}
	if err := a.SaveHeld(t.Context(), editor(inv), held); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveHeld(t.Context(), editor(inv), held); problemKey(err, "on") != "problem.held-already" {
		t.Errorf("said twice: %v", err)
	}
	unit, err := a.CoverageUnit(t.Context(), editor(inv), dialogue.Municipality, "1201") // Bergen's former number
	if err != nil || unit.Unit.Number != "4601" || unit.Unit.In(dialogue.DialogueMeetings).Held.Known != dialogue.HeldByWord {
		t.Fatalf("%+v, %v", unit.Unit, err)
	}
	word := unit.Unit.History[0].Word
	reader := editor(inv)
	reader.Role = dialogue.Reader
	for name, err := range map[string]error{
		"held":       a.SaveHeld(t.Context(), reader, held),
		"remove":     a.RemoveHeld(t.Context(), reader, word),
		"milestones": a.SaveMilestones(t.Context(), reader, 0, nil),
		"set":        a.SetMilestone(t.Context(), reader, dialogue.MilestoneSetting{}),
		"goal":       a.SaveGoal(t.Context(), reader, dialogue.Goal{}),
		"public":     a.SetCoveragePublic(t.Context(), editor(inv), true), // admins only
	} {
		if !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := a.RemoveHeld(t.Context(), innlandet, word); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("Innlandet removes Vestland's: %v", err)
	}
	if err := a.RemoveHeld(t.Context(), editor(inv), word); err != nil {
		t.Error(err)
	}
	if _, err := a.CoverageUnit(t.Context(), innlandet, dialogue.Municipality, "4601"); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("Innlandet sees Bergen: %v", err)
	}
	if _, err := a.Coverage(t.Context(), dialogue.Actor{}, dialogue.CoverageFilter{}); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("nobody in particular: %v", err)
	}
}

func problemKey(err error, field string) string {
	var problems dialogue.Problems
	errors.As(err, &problems)
	return problems[field].Key
}

func TestMilestonesAndGoalsOfTwoWhoEditAtOnce(t *testing.T) {
	t.Parallel()
	a, _, inv := vestlandMeetings(t, dialogue.Date{Year: 2021, Month: time.December, Day: 1})
	staff, ctx := editor(inv), t.Context()
	decision := []dialogue.Milestone{{Name: dialogue.Text{NB: "Politisk vedtak", NN: "Politisk vedtak"}}}
	none := dialogue.MilestonesVersion(nil)
	if err := a.SaveMilestones(ctx, staff, none, decision); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveMilestones(ctx, staff, none, decision); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the second who makes the first milestone: %v", err)
	}
	page, err := a.Milestones(ctx, staff)
	if err != nil || len(page.All) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	id := page.All[0].ID
	set := dialogue.MilestoneSetting{Milestone: id, State: dialogue.MilestoneDone, Day: dialogue.Date{Year: 2021, Month: time.June, Day: 17},
		Units: []dialogue.MilestoneUnit{{Number: "4601"}, {Number: "4602"}}}
	if err := a.SetMilestone(ctx, staff, set); err != nil {
		t.Fatal(err)
	}
	set.Units = []dialogue.MilestoneUnit{{Number: "4611"}, {Number: "4602"}} // 4602 as it was before
	if err := a.SetMilestone(ctx, staff, set); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("one of two has moved on: %v", err)
	}
	figures := coverage(t, a, staff, dialogue.CoverageFilter{}).Figures.Milestones[id]
	if figures.Done != 2 {
		t.Errorf("%+v after a stale save: all or none", figures)
	}
	if err := a.SaveMilestones(ctx, staff, dialogue.MilestonesVersion(page.All), nil); problemKey(err, "") != "problem.milestone-in-use" {
		t.Errorf("one in use is deleted: %v", err)
	}
	if err := a.SaveGoal(ctx, staff, dialogue.Goal{Milestone: id, By: dialogue.Date{Year: 2027, Month: time.December, Day: 31}}); err != nil {
		t.Fatal(err)
	}
	g := coverage(t, a, staff, dialogue.CoverageFilter{County: "46"}).Goals[0]
	if g.Reached != 2 || g.Target != 43 || g.Met {
		t.Errorf("%+v", g)
	}
	if err := a.SaveGoal(ctx, staff, g.Goal); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveGoal(ctx, staff, g.Goal); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the second who changes the goal: %v", err)
	}
	if err := a.RemoveGoal(ctx, staff, g.Goal.ID, g.Goal.Version); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("removing what has changed: %v", err)
	}
	if err := a.RemoveGoal(ctx, staff, g.Goal.ID, g.Goal.Version+1); err != nil {
		t.Error(err)
	}
}
