package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// listed says which invitations a filter finds, in order, with how many meetings each.
func listed(t *testing.T, db *DB, f dialogue.ListFilter) string {
	t.Helper()
	if f.Limit == 0 {
		f.Limit = 20
	}
	found, err := db.Invitations(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range found {
		names = append(names, fmt.Sprintf("%s:%d", l.Organiser.Slug, len(l.Meetings)))
	}
	return strings.Join(names, " ")
}

func TestInvitationsAreListedByWhatIsAhead(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	install(t, db, sample.Invitations(dialogue.Date{Year: 2021, Month: time.October, Day: 1})...)
	month := func(y int, m time.Month) dialogue.Date { return dialogue.Date{Year: y, Month: m, Day: 17} }
	for _, c := range []struct {
		name, now string
		f         dialogue.ListFilter
		want      string
	}{
		{"ahead, by next meeting", "2021-10-20", dialogue.ListFilter{}, "vestland:3 rogaland:4"},
		{"some meetings are over", "2021-11-10", dialogue.ListFilter{}, "vestland:2 rogaland:3"},
		{"past, latest first", "2021-10-20", dialogue.ListFilter{Past: true}, "oslo-og-viken:10 innlandet:7 hod:4"},
		{"undated of a fresh series is ahead", "2021-01-10", dialogue.ListFilter{Organiser: "oslo-og-viken"}, "oslo-og-viken:1"},
		{"and of an old one past", "2021-11-10", dialogue.ListFilter{Past: true, Organiser: "oslo-og-viken"}, "oslo-og-viken:10"},
		{"by organiser", "2021-10-20", dialogue.ListFilter{Organiser: "vestland"}, "vestland:3"},
		{"by an organiser unknown", "2021-10-20", dialogue.ListFilter{Organiser: "x"}, ""},
		{"by county", "2021-10-20", dialogue.ListFilter{Counties: []string{"46", "12", "14"}}, "vestland:3"},
		{"the whole country is every county", "2017-04-10", dialogue.ListFilter{Counties: []string{"20"}}, "hod:4"},
		{"by month, with that month's meetings", "2021-10-20", dialogue.ListFilter{Month: month(2021, time.December)}, "vestland:1"},
		{"by month, past", "2021-10-20", dialogue.ListFilter{Past: true, Month: month(2019, time.October)}, "innlandet:4"},
		{"the last evening of a month is in it", "2017-04-10", dialogue.ListFilter{Month: month(2017, time.May)}, "hod:1"},
		{"on screen", "2021-10-20", dialogue.ListFilter{Form: dialogue.OnScreen}, "rogaland:1 vestland:1"},
		{"in a room", "2021-10-20", dialogue.ListFilter{Form: dialogue.Physical}, "vestland:2 rogaland:3"},
		{"by region", "2020-10-20", dialogue.ListFilter{Region: "Follo regionen"}, "oslo-og-viken:1"},
		{"by region, past", "2021-10-20", dialogue.ListFilter{Past: true, Region: "Oslo"}, "oslo-og-viken:1"},
		{"two filters at once", "2021-10-20", dialogue.ListFilter{Form: dialogue.OnScreen, Month: month(2021, time.November)}, "rogaland:1"},
	} {
		now, _ := dialogue.ParseISODate(c.now)
		own.SetClock(t, now.At(12, 0))
		if got := listed(t, db, c.f); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTheListIsReadPageByPage(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	install(t, db, sample.Invitations(dialogue.Date{Year: 2021, Month: time.October, Day: 1})...)
	own.SetClock(t, dialogue.Date{Year: 2022, Month: time.June, Day: 1}.At(12, 0))
	for _, past := range []bool{true, false} {
		all, err := db.Invitations(t.Context(), dialogue.ListFilter{Past: past, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		var paged []dialogue.ID
		f := dialogue.ListFilter{Past: past, Limit: 1}
		for range all {
			page, err := db.Invitations(t.Context(), f)
			if err != nil || len(page) != 1 {
				t.Fatalf("a page of %d, %v", len(page), err)
			}
			paged = append(paged, page[0].Series.ID)
			f.After = dialogue.ParseListCursor(page[0].Cursor.String()) // as it comes back from an address
		}
		for i, l := range all {
			if paged[i] != l.Series.ID {
				t.Errorf("past %v: number %d differs", past, i)
			}
		}
		if last, err := db.Invitations(t.Context(), f); err != nil || len(last) != 0 {
			t.Errorf("past %v: %d more after the last, %v", past, len(last), err)
		}
	}
}

func TestDraftsAreNeverListed(t *testing.T) {
	t.Parallel()
	db, _ := open(t)
	inv := sample.OpenToday(today)
	inv.Series.State = dialogue.Draft
	install(t, db, inv)
	for _, past := range []bool{true, false} {
		if got := listed(t, db, dialogue.ListFilter{Past: past}); got != "" {
			t.Errorf("past %v: %s", past, got)
		}
		c, err := db.ListChoices(t.Context(), past, dialogue.Bokmal)
		if err != nil || len(c.Organisers)+len(c.Regions)+len(c.Months) != 0 {
			t.Errorf("past %v: %+v, %v", past, c, err)
		}
	}
	if mine, err := db.SeriesOf(t.Context(), inv.Organiser.ID); err != nil || len(mine) != 1 || len(mine[0].Meetings) != 4 {
		t.Errorf("its staff see %d, %v", len(mine), err)
	}
}

func TestListChoices(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	install(t, db, sample.OsloViken2020(), sample.Innlandet2019())
	own.SetClock(t, dialogue.Date{Year: 2020, Month: time.November, Day: 15}.At(12, 0))
	ahead, err := db.ListChoices(t.Context(), false, dialogue.Nynorsk)
	if err != nil {
		t.Fatal(err)
	}
	months := func(c dialogue.ListChoices) (s string) {
		for _, m := range c.Months {
			s += m.String()[:7] + " "
		}
		return s
	}
	if got := strings.Join(ahead.Regions, ", "); got != "Follo regionen, Indre kommuner, Nedre Glomma, Nedre Romerike, Oslo, Øvre Romerike" {
		t.Errorf("regions ahead: %s", got)
	}
	if got := months(ahead); got != "2020-11 2020-12 " {
		t.Errorf("months ahead: %s", got)
	}
	past, err := db.ListChoices(t.Context(), true, dialogue.Nynorsk)
	if got := months(past); err != nil || got != "2019-09 2019-10 2020-11 " {
		t.Errorf("months past: %s %v", got, err)
	}
}
