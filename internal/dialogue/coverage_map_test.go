package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

func coverDay(s string) dialogue.Date {
	d, _ := dialogue.ParseISODate(s)
	return d
}

func heldOn(kind dialogue.SeriesKind, days ...string) dialogue.CoveredUnit {
	u := dialogue.CoveredUnit{Kinds: map[dialogue.SeriesKind]dialogue.Covered{}}
	for _, day := range days {
		u.History = append(u.History, dialogue.CoverageEvent{What: dialogue.CoverHeld, Kind: kind, Day: coverDay(day)})
		u.Kinds[kind] = dialogue.Covered{State: dialogue.CoverHeld, Held: dialogue.CoverageMark{Yes: true, Day: coverDay(day)}}
	}
	return u
}

func TestHeldOverTimeCountsEachMunicipalityOnceFromItsFirstMeeting(t *testing.T) {
	t.Parallel()
	page := dialogue.CoveragePage{
		Filter: dialogue.CoverageFilter{Kind: dialogue.DialogueMeetings}, Today: coverDay("2021-11-25"), On: coverDay("2021-11-25"),
		Units: []dialogue.CoveredUnit{
			heldOn(dialogue.DialogueMeetings, "2021-03-31", "2021-10-01"), heldOn(dialogue.DialogueMeetings, "2021-04-01"),
			heldOn(dialogue.DialogueMeetings, ""), heldOn(dialogue.Conference, "2020-01-01"), heldOn(dialogue.DialogueMeetings),
		},
	}
	want := []dialogue.CoveragePoint{
		{Year: 2021, Quarter: 1, Held: 2, Last: coverDay("2021-03-31")}, {Year: 2021, Quarter: 2, Held: 3, Last: coverDay("2021-06-30")},
		{Year: 2021, Quarter: 3, Held: 3, Last: coverDay("2021-09-30")}, {Year: 2021, Quarter: 4, Held: 3, Last: coverDay("2021-12-31")},
	}
	if diff := cmp.Diff(want, page.HeldOverTime()); diff != "" {
		t.Error(diff)
	}
	page.Filter.From = coverDay("2021-06-01") // the meeting in March doesn't count; the one in October does
	if got := page.HeldOverTime(); len(got) != 3 || got[0].Quarter != 2 && got[0].Held != 1 {
		t.Errorf("from June: %+v", got)
	}
	page.Filter.From = dialogue.Date{}
	page.Units = append(page.Units, heldOn(dialogue.DialogueMeetings, "2018-12-31"))
	if got := page.HeldOverTime(); len(got) != 4 || got[0] != (dialogue.CoveragePoint{Year: 2018, Held: 2, Last: coverDay("2018-12-31")}) || got[3].Held != 4 {
		t.Errorf("by year: %+v", got)
	}
	if got := (dialogue.CoveragePage{On: page.On}).HeldOverTime(); got != nil {
		t.Errorf("nothing held: %+v", got)
	}
}

func TestThePublicPageHoldsNothingThatStaffHaveWritten(t *testing.T) {
	t.Parallel()
	id := dialogue.ID{15: 1}
	unit := heldOn(dialogue.DialogueMeetings, "2021-03-31")
	unit.History[0].By, unit.History[0].Note = "Planta Navn", "Planta notat"
	unit.Milestones = map[dialogue.ID]dialogue.ReachedMilestone{id: {Milestone: id, State: dialogue.MilestoneDone, Day: coverDay("2021-02-01"),
		By: "Planta Navn", SetAt: time.Date(2021, 2, 2, 0, 0, 0, 0, time.UTC), Version: 3, Own: true}}
	page := dialogue.CoveragePage{Filter: dialogue.CoverageFilter{Kind: dialogue.DialogueMeetings}, On: coverDay("2021-11-25"), Units: []dialogue.CoveredUnit{unit}}
	public := page.ForPublic()
	if said := cmp.Diff(nil, public); strings.Contains(said, "Planta") {
		t.Errorf("the public page holds what staff have written:\n%s", said)
	}
	if got := public.Units[0].Milestone(id); got.State != dialogue.MilestoneDone || got.Day != coverDay("2021-02-01") || len(public.Timeline) == 0 {
		t.Errorf("the public page lost %+v, %v", got, public.Timeline)
	}
	if page.Units[0].Milestone(id).By != "Planta Navn" || page.Units[0].History == nil {
		t.Error("staff's page was changed")
	}
}
