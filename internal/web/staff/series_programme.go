package staff

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

const mostProgramme = 80

func programmePart() seriesPart {
	return seriesPart{tab: urls.TabProgramme, place: dialogue.InProgramme, rows: "rows", most: mostProgramme, draw: templates.SeriesProgramme,
		values: programmeValues,
		typed:  typedProgramme,
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			rows := readProgramme(f)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveProgramme(e.r.Context(), e.h.k.Actor(e.r), at, e.meeting, f.Bool("tentative"), rows)
		}}
}

// programmeStart is the clock that the programme is shown from: the meeting's start, else the first meeting's, else 9 in the morning.
func programmeStart(e *edit) int {
	inv := e.page.Invitation
	m := inv.Meeting(e.meeting)
	if m == nil && len(inv.Meetings) > 0 {
		m = &inv.Meetings[0]
	}
	if m == nil || m.StartsAt.IsZero() {
		return 9 * 60
	}
	t := m.StartsAt.In(dialogue.Oslo)
	return t.Hour()*60 + t.Minute()
}

// typedClock writes minutes after midnight as 09.05; earlier and later days wrap.
func typedClock(minutes int) string {
	minutes = (minutes%1440 + 1440) % 1440
	return fmt.Sprintf("%02d.%02d", minutes/60, minutes%60)
}

func programmeValues(e *edit) url.Values {
	start := programmeStart(e)
	v := url.Values{"start": {typedClock(start)}, "tentative": {typedBool(e.series().ProgrammeTentative)}}
	setProgramme(v, e.page.Invitation.Programme, e.meeting, start)
	return v
}

// setProgramme fills in the rows of a meeting, or of the series, by the clock of the start.
func setProgramme(v url.Values, rows []dialogue.ProgrammeRow, meeting dialogue.ID, start int) {
	i := 0
	for _, p := range rows {
		if p.Meeting != meeting {
			continue
		}
		row := func(field string) string { return form.Row("rows", i, field) }
		v.Set(row("id"), p.ID.String())
		v.Set(row("from"), typedClock(start+p.Starts))
		v.Set(row("to"), "")
		if p.Minutes > 0 {
			v.Set(row("to"), typedClock(start+p.Starts+p.Minutes))
		}
		if p.Speaking > 0 {
			v.Set(row("speaking"), strconv.Itoa(p.Speaking))
		}
		templates.SetText(v, row("content"), p.Content)
		templates.SetText(v, row("responsible"), p.Responsible)
		i++
	}
}

// readProgramme reads clock times as minutes after the chosen start. Rows follow each other: one that is earlier than the row before it
// is on the next day, and the first may be up to half a day before the start.
func readProgramme(f *form.Form) []dialogue.ProgrammeRow {
	startHour, startMinute, ok := f.Clock("start", true)
	if !ok {
		f.Problems.Add("start", "problem.clock")
	}
	start := startHour*60 + startMinute
	var rows []dialogue.ProgrammeRow
	last, day := -1440, 0
	for i := range f.Rows("rows", mostProgramme) {
		row := func(field string) string { return form.Row("rows", i, field) }
		p := dialogue.ProgrammeRow{Content: f.Texts(row("content"), form.Optional(4000)), Responsible: f.Text(row("responsible"), form.Optional(500))}
		if p.Content.IsEmpty() {
			f.Problems.Add(row("content"), "problem.required")
		}
		p.Speaking, _ = f.Int(row("speaking"), false, 1, 120)
		hour, minute, ok := f.Clock(row("from"), true)
		if !ok {
			continue
		}
		p.Starts = hour*60 + minute - start + day
		if i > 0 && p.Starts < last {
			p.Starts, day = p.Starts+1440, day+1440
		}
		if p.Starts < -720 {
			p.Starts, day = p.Starts+1440, day+1440
		}
		last = p.Starts
		if p.Starts > 14400 {
			f.Problems.Add(row("from"), "problem.programme-long")
		}
		if hour, minute, ok := f.Clock(row("to"), false); ok {
			p.Minutes = ((hour*60+minute-start-p.Starts)%1440 + 1440) % 1440
		}
		rows = append(rows, p)
	}
	return rows
}

// typedProgramme lets a meeting's own programme begin with the series', and reads a pasted table into rows: «08:45-09:00 ⇥ Teknisk test ⇥ Møteleder».
func typedProgramme(e *edit, f *form.Form) (bool, error) {
	if f.Has("copy") {
		dropEmptyRows(f, "rows", mostProgramme)
		if f.Rows("rows", mostProgramme) == 0 {
			start := programmeStart(e)
			f.Values.Set("start", typedClock(start))
			setProgramme(f.Values, e.page.Invitation.Programme, dialogue.ID{}, start)
		}
		return true, nil
	}
	if !f.Has("paste") {
		return false, nil
	}
	dropEmptyRows(f, "rows", mostProgramme)
	n := f.Rows("rows", mostProgramme)
	l := string(e.series().Lang)
	for line := range strings.Lines(f.Raw("pasted")) {
		columns := columnGap.Split(strings.TrimSpace(line), -1)
		from, to, ok := pastedClocks(columns[0])
		row := func(field string) string { return form.Row("rows", n, field) }
		switch {
		case ok && n < mostProgramme:
			f.Values.Set(row("id"), "")
			f.Values.Set(row("from"), from)
			f.Values.Set(row("to"), to)
			if len(columns) > 1 {
				f.Values.Set(row("content")+"."+l, columns[1])
			}
			if len(columns) > 2 {
				f.Values.Set(row("responsible")+"."+l, strings.Join(columns[2:], " "))
			}
			n++
		case n > 0 && strings.TrimSpace(line) != "" && !heading(columns[0]) && !strings.EqualFold(columns[0], "tid"):
			before := form.Row("rows", n-1, "content") + "." + l
			f.Values.Set(before, strings.TrimSpace(f.Raw(before)+"\n"+strings.TrimSpace(line)))
		}
	}
	f.Values.Del("pasted")
	return true, nil
}
