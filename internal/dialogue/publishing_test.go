package dialogue_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

func editorID(n byte) dialogue.ID { return dialogue.ID{15: n} }

// ready is an invitation with everything in place: two meetings, a region for each, chosen freely.
func ready() dialogue.Invitation {
	both := func(s string) dialogue.Text { return dialogue.Text{NB: s, NN: s} }
	start := dialogue.Date{Year: 2020, Month: time.November, Day: 10}.At(9, 0)
	return dialogue.Invitation{
		Series: dialogue.Series{
			State: dialogue.Draft, Lang: dialogue.Bokmal,
			Texts:    dialogue.SeriesTexts{Title: dialogue.Text{NB: "Dialogmøter"}, Lead: dialogue.Text{NB: "Velkommen"}, Privacy: both("Vi sletter alt.")},
			Rules:    dialogue.Rules{Choice: dialogue.ChooseOne, Admission: dialogue.AdmitOpen, MaxDelegates: 4, Required: []string{dialogue.FieldRole}},
			Deadline: dialogue.Deadline{On: dialogue.Date{Year: 2020, Month: time.November, Day: 5}},
			DeleteOn: dialogue.Date{Year: 2021, Month: time.January, Day: 1},
		},
		Roles: []dialogue.Role{{ID: editorID(1), Name: both("Leder")}},
		Regions: []dialogue.Region{
			{ID: editorID(2), Name: both("Follo"), StatedUnits: 1, Units: []dialogue.Unit{{Kind: dialogue.Municipality, Number: "3021", Name: "Ås"}}},
			{ID: editorID(3), Name: both("Oslo"), Units: []dialogue.Unit{{Kind: dialogue.Municipality, Number: "0301", Name: "Oslo"}}},
		},
		Meetings: []dialogue.Meeting{
			{ID: editorID(4), Region: editorID(2), State: dialogue.Planned, StartsAt: start, EndsAt: start.Add(3 * time.Hour), Town: "Ski"},
			{ID: editorID(5), Region: editorID(3), State: dialogue.Planned, StartsAt: start.AddDate(0, 0, 1), EndsAt: start.AddDate(0, 0, 1).Add(3 * time.Hour), Town: "Oslo"},
		},
		Contacts: []dialogue.ContactPerson{{ID: editorID(6), Name: "Kari", Email: "kari@example.no"}},
	}
}

func keys(found []dialogue.Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Key)
	}
	return all
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	t.Parallel()
	inv := ready()
	if found := dialogue.Missing(&inv); len(found) > 0 {
		t.Fatalf("a complete invitation misses %v", keys(found))
	}
	for want, spoil := range map[string]func(*dialogue.Invitation){
		"staff.missing.title":           func(i *dialogue.Invitation) { i.Series.Lang = dialogue.Nynorsk },
		"staff.missing.body":            func(i *dialogue.Invitation) { i.Series.Texts.Lead = dialogue.Text{} },
		"staff.missing.privacy":         func(i *dialogue.Invitation) { i.Series.Texts.Privacy = dialogue.Text{} },
		"staff.missing.privacy-both":    func(i *dialogue.Invitation) { i.Series.Texts.Privacy.NN = " " },
		"staff.missing.cost-both":       func(i *dialogue.Invitation) { i.Series.Texts.Cost.NN = "Gratis" },
		"staff.missing.filming-both":    func(i *dialogue.Invitation) { i.Series.Texts.Filming.NB = "Møtet filmes" },
		"staff.missing.role-both":       func(i *dialogue.Invitation) { i.Roles[0].Name.NN = "" },
		"staff.missing.roles":           func(i *dialogue.Invitation) { i.Roles[0].Retired = true },
		"staff.missing.meeting":         func(i *dialogue.Invitation) { i.Meetings = nil },
		"staff.missing.theme-both":      func(i *dialogue.Invitation) { i.Meetings[0].Theme.NB = "Mat" },
		"staff.missing.place":           func(i *dialogue.Invitation) { i.Meetings[1].Town = "" },
		"staff.missing.deadline":        func(i *dialogue.Invitation) { i.Series.Deadline = dialogue.Deadline{} },
		"staff.missing.assigned":        func(i *dialogue.Invitation) { i.Series.Rules.Choice = dialogue.Assigned; i.Regions[1].Units = nil },
		"staff.missing.ranked":          func(i *dialogue.Invitation) { i.Series.Rules.Choice = dialogue.Ranked; i.Meetings = i.Meetings[:1] },
		"staff.missing.answer-by":       func(i *dialogue.Invitation) { i.Series.Rules.Admission = dialogue.AdmitSelection },
		"staff.missing.counties":        func(i *dialogue.Invitation) { i.Series.Rules.Invited.Scope = dialogue.InviteCounties },
		"staff.missing.list":            func(i *dialogue.Invitation) { i.Series.Rules.Invited.Scope = dialogue.InviteList },
		"staff.missing.delete-on":       func(i *dialogue.Invitation) { i.Series.DeleteOn = dialogue.Date{} },
		"staff.missing.deleted-before":  func(i *dialogue.Invitation) { i.Series.DeleteOn = dialogue.DateOf(i.Meetings[1].StartsAt) },
		"staff.missing.contact":         func(i *dialogue.Invitation) { i.Contacts = nil },
		"staff.missing.meeting-contact": func(i *dialogue.Invitation) { i.Contacts[0].Meeting = i.Meetings[0].ID },
		"staff.missing.meeting-deadline": func(i *dialogue.Invitation) {
			i.Series.Deadline, i.Meetings[0].Deadline = dialogue.Deadline{}, i.Series.Deadline
		},
		"staff.missing.ranked-deadline": func(i *dialogue.Invitation) {
			days := 7
			i.Series.Rules.Choice, i.Series.Deadline = dialogue.Ranked, dialogue.Deadline{DaysBefore: &days}
		},
		"staff.missing.regions": func(i *dialogue.Invitation) { i.Series.Rules.Invited.Scope, i.Regions = dialogue.InviteRegions, nil },
	} {
		inv := ready()
		spoil(&inv)
		if got := keys(dialogue.Missing(&inv)); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: found %v", want, got)
		}
	}
}

func TestAMeetingThatIsCancelledNeedsNothing(t *testing.T) {
	t.Parallel()
	inv := ready()
	inv.Meetings[1].State, inv.Meetings[1].Town, inv.Meetings[1].EndsAt = dialogue.Cancelled, "", time.Time{}
	if found := dialogue.Missing(&inv); len(found) > 0 {
		t.Error(keys(found))
	}
}

func TestSlipsAreSeen(t *testing.T) {
	t.Parallel()
	now := dialogue.Date{Year: 2020, Month: time.October, Day: 1}.At(9, 0)
	inv := ready()
	if found := dialogue.Odd(&inv, dialogue.OddFacts{Now: now}); len(found) > 0 {
		t.Fatalf("a sound invitation is odd: %v", keys(found))
	}
	on := func(m *dialogue.Meeting, month time.Month, day int) {
		m.StartsAt = dialogue.Date{Year: 2020, Month: month, Day: day}.At(9, 0)
		m.EndsAt = m.StartsAt.Add(time.Hour)
	}
	for want, spoil := range map[string]func(*dialogue.Invitation){
		"staff.odd.stated-meetings":           func(i *dialogue.Invitation) { i.Series.StatedMeetings = 10 },
		"staff.odd.stated-units":              func(i *dialogue.Invitation) { i.Regions[0].StatedUnits = 5 },
		"staff.odd.two-regions":               func(i *dialogue.Invitation) { i.Regions[1].Units = i.Regions[0].Units },
		"staff.odd.empty-region":              func(i *dialogue.Invitation) { i.Regions[1].Units = nil },
		"staff.odd.region-without-meeting":    func(i *dialogue.Invitation) { i.Meetings[1].Region = dialogue.ID{} },
		"staff.odd.small-capacity":            func(i *dialogue.Invitation) { i.Meetings[0].Capacity = 3 },
		"staff.odd.no-link":                   func(i *dialogue.Invitation) { i.Meetings[0].Digital = true },
		"staff.odd.weekend":                   func(i *dialogue.Invitation) { on(&i.Meetings[0], time.November, 14) },
		"staff.odd.holiday":                   func(i *dialogue.Invitation) { on(&i.Meetings[0], time.December, 25) },
		"staff.odd.no-end":                    func(i *dialogue.Invitation) { i.Meetings[0].EndsAt = time.Time{} },
		"staff.odd.ends-before":               func(i *dialogue.Invitation) { i.Meetings[0].EndsAt = i.Meetings[0].StartsAt.Add(-time.Hour) },
		"staff.odd.deadline-after":            func(i *dialogue.Invitation) { on(&i.Meetings[0], time.November, 4) },
		"staff.odd.same-time":                 func(i *dialogue.Invitation) { i.Meetings = append(i.Meetings, i.Meetings[1]) },
		"staff.odd.answer-before-deadline":    func(i *dialogue.Invitation) { i.Series.AnswerBy = dialogue.Date{Year: 2020, Month: 11, Day: 4} },
		"staff.odd.answer-after-meeting":      func(i *dialogue.Invitation) { i.Series.AnswerBy = dialogue.Date{Year: 2020, Month: 11, Day: 12} },
		"staff.odd.own-places":                func(i *dialogue.Invitation) { i.Meetings[0].Capacity, i.Meetings[0].OwnPlaces = 40, 40 },
		"staff.odd.no-capacity":               func(i *dialogue.Invitation) { selects(i, 0) },
		"staff.odd.floors":                    func(i *dialogue.Invitation) { selects(i, 41) },
		"staff.odd.preparation-after-meeting": func(i *dialogue.Invitation) { i.Series.PreparationBy = dialogue.Date{Year: 2020, Month: 11, Day: 12} },
	} {
		inv := ready()
		spoil(&inv)
		if got := keys(dialogue.Odd(&inv, dialogue.OddFacts{Now: now})); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: found %v", want, got)
		}
	}
}

// selects lets an invitation with 40 places at each meeting select, all of them for one role; with no floor the first has no limit.
func selects(i *dialogue.Invitation, floor int) {
	i.Series.Rules.Admission = dialogue.AdmitSelection
	for n := range i.Meetings {
		i.Meetings[n].Capacity = 40
	}
	i.Roles = []dialogue.Role{{Name: dialogue.Text{NB: "Leder", NN: "Leiar"}, Floor: floor}, {Floor: 100, Retired: true}}
	if floor == 0 {
		i.Meetings[0].Capacity = 0
		return
	}
	for n := range i.Meetings[1:] {
		i.Meetings[1+n].Capacity = 41
	}
}

func TestAMunicipalityInNoRegionIsNamed(t *testing.T) {
	t.Parallel()
	inv := ready()
	lunner := dialogue.Unit{Kind: dialogue.Municipality, Number: "3054", Name: "Lunner"}
	facts := dialogue.OddFacts{Now: time.Date(2020, 10, 1, 0, 0, 0, 0, time.UTC), Municipalities: append(slices.Clone(inv.Regions[0].Units), lunner)}
	found := dialogue.Odd(&inv, facts)
	if len(found) != 1 || found[0].Key != "staff.odd.no-region" || found[0].Args["Unit"] != "Lunner" {
		t.Fatalf("found %v", found)
	}
	inv.Regions = nil
	if found := dialogue.Odd(&inv, facts); len(found) > 0 {
		t.Errorf("a series without regions leaves nobody out: %v", keys(found))
	}
}

func TestDaysPastInADraftAreSeen(t *testing.T) {
	t.Parallel()
	inv := ready()
	later := dialogue.OddFacts{Now: dialogue.Date{Year: 2020, Month: 11, Day: 10}.At(10, 0)}
	want := []string{"staff.odd.past", "staff.odd.deadline-past"}
	if got := keys(dialogue.Odd(&inv, later)); !slices.Equal(got, want) {
		t.Errorf("draft: %v", got)
	}
	inv.Series.State = dialogue.Published
	if got := keys(dialogue.Odd(&inv, later)); len(got) > 0 {
		t.Errorf("published: %v", got)
	}
}

func TestWhatRegistrationsFix(t *testing.T) {
	t.Parallel()
	before := ready().Series
	before.Rules.OverCap = 2
	after := before
	after.Rules.Choice, after.Rules.Admission = dialogue.ChooseMany, dialogue.AdmitSelection
	after.Rules.MaxDelegates, after.Rules.OverCap = 3, 1
	if err := dialogue.CheckEdit(before, after, dialogue.Use{}); err != nil {
		t.Errorf("nothing is registered: %v", err)
	}
	err := dialogue.CheckEdit(before, after, dialogue.Use{Registrations: 1, MostDelegates: 4, MostOverCap: 2})
	var problems dialogue.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v", err)
	}
	for _, field := range []string{"choice", "admission", "max_delegates", "over_cap"} {
		if _, ok := problems[field]; !ok {
			t.Errorf("%s may not be changed: %v", field, problems)
		}
	}
}

func TestDeadlinesMoveEarlierOnlyToWhatIsAhead(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return dialogue.Date{Year: 2020, Month: 11, Day: d}.EndOfDay() }
	now := dialogue.Date{Year: 2020, Month: 11, Day: 5}.At(12, 0)
	for _, c := range []struct {
		before, after time.Time
		may           bool
	}{
		{day(10), day(12), true}, {day(10), day(7), true}, {day(10), day(5), true},
		{day(10), day(4), false}, {day(3), day(4), true}, {day(3), day(3), true},
		{time.Time{}, day(7), true}, {time.Time{}, day(4), false}, {day(10), time.Time{}, true},
	} {
		if got := dialogue.DeadlineMoves(c.before, c.after, now); got != c.may {
			t.Errorf("%v → %v: %v", c.before, c.after, got)
		}
	}
}

func TestPublicHolidays(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2020-01-01", "2020-04-09", "2020-04-10", "2020-04-13", "2020-05-01", "2020-05-17", "2020-05-21", "2020-06-01",
		"2020-12-25", "2020-12-26", "2024-03-28", "2024-05-09", "2024-05-20", "2021-05-13", "2025-04-20"} {
		if d, _ := dialogue.ParseISODate(day); !d.IsHoliday() {
			t.Errorf("%s is a public holiday", day)
		}
	}
	for _, day := range []string{"2020-04-08", "2020-04-11", "2020-12-24", "2020-06-02", "2024-05-10"} {
		if d, _ := dialogue.ParseISODate(day); d.IsHoliday() {
			t.Errorf("%s is an ordinary day", day)
		}
	}
}
