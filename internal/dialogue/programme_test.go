package dialogue_test

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"

	"github.com/google/go-cmp/cmp"
)

// line is a row of a programme from so many minutes after the start to so many; without an end when to is from.
func line(content string, from, to int) dialogue.ProgrammeRow {
	return dialogue.ProgrammeRow{Starts: from, Minutes: to - from, Content: dialogue.Text{NB: "- *" + content + "*\n\nog mer"}}
}

func TestGapsAndOverlapsOfAProgrammeAreNamed(t *testing.T) {
	t.Parallel()
	own := func(meeting byte, rows ...dialogue.ProgrammeRow) []dialogue.ProgrammeRow {
		for i := range rows {
			rows[i].Meeting = editorID(meeting)
		}
		return rows
	}
	whole := []dialogue.ProgrammeRow{line("Teknisk test", -15, 0), line("Velkommen", 0, 60), line("Pause", 60, 60), line("Innlegg", 90, 180)}
	for name, c := range map[string]struct {
		rows   []dialogue.ProgrammeRow
		change func(*dialogue.Invitation)
		want   []string
	}{
		"none":         {},
		"whole":        {rows: whole},
		"in any order": {rows: []dialogue.ProgrammeRow{whole[3], whole[0], whole[2], whole[1]}},
		"a gap": {
			rows: []dialogue.ProgrammeRow{line("Velkommen", 0, 80), line("Innlegg", 90, 180)},
			want: []string{"10.20–10.30 er det ingenting i programmet, mellom «Velkommen» og «Innlegg»"},
		},
		"an overlap": {
			rows: []dialogue.ProgrammeRow{line("Velkommen", 0, 90), line("Innlegg", 60, 180)},
			want: []string{"«Velkommen» og «Innlegg» er på samme tid, 10.00–10.30"},
		},
		"one within another, and nothing after it": {
			rows: []dialogue.ProgrammeRow{line("Velkommen", 0, 120), line("Film", 30, 60), line("Innlegg", 120, 180)},
			want: []string{"«Velkommen» og «Film» er på samme tid, 09.30–10.00"},
		},
		"two that begin together": {
			rows: []dialogue.ProgrammeRow{line("Velkommen", 0, 0), line("Innlegg", 0, 180)},
			want: []string{"«Velkommen» og «Innlegg» er på samme tid, 09.00"},
		},
		"by the clock of the first meeting": {
			rows:   []dialogue.ProgrammeRow{line("Velkommen", 0, 80), line("Innlegg", 90, 180)},
			change: func(i *dialogue.Invitation) { shift(&i.Meetings[0], 3*time.Hour+30*time.Minute) },
			want:   []string{"13.50–14.00 er det ingenting i programmet, mellom «Velkommen» og «Innlegg»"},
		},
		"the night between two days": {
			rows: []dialogue.ProgrammeRow{line("Første dag", 0, 420), line("Andre dag", 1440, 1620)},
			change: func(i *dialogue.Invitation) {
				i.Meetings[0].EndsAt = i.Meetings[0].StartsAt.Add(27 * time.Hour)
				i.Meetings[1].EndsAt = i.Meetings[1].StartsAt.Add(27 * time.Hour)
			},
		},
		"one meeting is shorter": {
			rows:   whole,
			change: func(i *dialogue.Invitation) { i.Meetings[1].EndsAt = i.Meetings[1].EndsAt.Add(-30 * time.Minute) },
			want:   []string{"Programmet varer til kl. 12.00, men møtet slutter kl. 11.30 (Oslo 11.11.)"},
		},
		"both meetings are longer": {
			rows: []dialogue.ProgrammeRow{line("Velkommen", 10, 170)},
			want: []string{"Programmet begynner kl. 09.10, men møtet begynner kl. 09.00 (Follo 10.11. og Oslo 11.11.)",
				"Programmet slutter kl. 11.50, men møtet varer til kl. 12.00 (Follo 10.11. og Oslo 11.11.)"},
		},
		"a meeting's own": {
			rows: append(own(5, line("Velkommen", 0, 80), line("Innlegg", 90, 180)), whole...),
			want: []string{"Oslo 11.11.: 10.20–10.30 er det ingenting i programmet, mellom «Velkommen» og «Innlegg»"},
		},
		"a cancelled meeting's own": {
			rows:   append(own(5, line("Velkommen", 0, 80), line("Innlegg", 90, 180)), whole...),
			change: func(i *dialogue.Invitation) { i.Meetings[1].State, i.Regions = dialogue.Cancelled, i.Regions[:1] },
		},
		"no room for everybody of the region": {
			rows: []dialogue.ProgrammeRow{line("Velkommen", 0, 165), {Starts: 165, Minutes: 15, Speaking: 10, Content: dialogue.Text{NB: "Innlegg"}}},
			change: func(i *dialogue.Invitation) {
				i.Regions[0].StatedUnits, i.Regions[0].Units = 2, append(i.Regions[0].Units, dialogue.Unit{Kind: dialogue.Municipality, Number: "3022", Name: "Frogn"})
			},
			want: []string{"Follo 10.11.: 2 innlegg à 10 minutter er 20 minutter, punktet har 15"},
		},
	} {
		inv := ready()
		inv.Programme = c.rows
		if c.change != nil {
			c.change(&inv)
		}
		var said []string
		p := lang.For(dialogue.Bokmal)
		for _, f := range dialogue.Odd(&inv, dialogue.OddFacts{Now: dialogue.Date{Year: 2020, Month: time.October, Day: 1}.At(9, 0)}) {
			said = append(said, p.Problem(f.Problem))
			if f.Place != dialogue.InProgramme {
				t.Errorf("%s: to be mended in %s", name, f.Place)
			}
		}
		if diff := cmp.Diff(c.want, said); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func shift(m *dialogue.Meeting, by time.Duration) {
	m.StartsAt, m.EndsAt = m.StartsAt.Add(by), m.EndsAt.Add(by)
}

func TestARowIsNamedByItsFirstLine(t *testing.T) {
	t.Parallel()
	row := dialogue.ProgrammeRow{Content: dialogue.Text{NB: "*Teknisk test*\n\n- Møteregler", NN: "Ein svært lang tittel på eit punkt i programmet som ingen kjem til å lese heilt ut"}}
	want := dialogue.Text{NB: "Teknisk test", NN: "Ein svært lang tittel på eit punkt i programmet som ingen k…"}
	if diff := cmp.Diff(want, row.Short()); diff != "" {
		t.Error(diff)
	}
}
