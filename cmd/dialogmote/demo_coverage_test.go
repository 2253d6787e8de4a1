package main

import (
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"
)

// The office's status of 25 November 2021: dialogue meetings with 22 of the 43 municipalities, 24 have decided and 18 say that they will. It
// stays so as long as nothing more is entered, and before it nothing later is counted.
func TestVestlandsCoverageReadsAsItsStatus(t *testing.T) {
	t.Parallel()
	at := func(year int, month time.Month, day int) time.Time {
		return dialogue.Date{Year: year, Month: month, Day: day}.At(9, 0)
	}
	for _, c := range []struct {
		now                           time.Time
		held, done, planned, declined int
	}{
		{at(2020, time.September, 1), 0, 0, 0, 0},
		{at(2021, time.October, 20), 17, 17, 25, 0},
		{at(2021, time.November, 25), 22, 24, 18, 1},
		{at(2026, time.November, 22), 22, 24, 18, 1},
	} {
		t.Run(dialogue.DateOf(c.now).String(), func(t *testing.T) {
			t.Parallel()
			test := testdb.New(t)
			test.SetClock(t, c.now)
			db, err := postgres.New(test.App)
			if err != nil {
				t.Fatal(err)
			}
			a := app.New(db, mail.New(urls.New("https://moter.example.no")))
			if err := demoStaff(t.Context(), db); err != nil {
				t.Fatal(err)
			}
			onDay := func(day time.Time, do func() error) error {
				test.SetClock(t, day)
				defer test.SetClock(t, c.now)
				return do()
			}
			if err := demoCoverage(t.Context(), a, c.now, onDay); err != nil {
				t.Fatal(err)
			}
			if err := demoRequests(t.Context(), a, c.now); err != nil { // what else Vestland has changes none of it
				t.Fatal(err)
			}
			page, err := a.Coverage(t.Context(), demoActor(sample.VestlandOffice(), dialogue.Reader), dialogue.CoverageFilter{})
			if err != nil {
				t.Fatal(err)
			}
			var decided dialogue.MilestoneFigures
			for _, m := range page.Milestones {
				decided = page.Figures.Milestones[m.ID]
			}
			got := [...]int{page.Figures.Units, page.Figures.Held, decided.Done, decided.Planned, page.Figures.Declined}
			want := [...]int{43, c.held, c.done, c.planned, c.declined}
			if got != want {
				t.Errorf("municipalities, held, decided, planned, declined: %v, want %v", got, want)
			}
		})
	}
}
