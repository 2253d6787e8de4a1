package staff

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

const mostRegions = 60

func regionsPart() seriesPart {
	return seriesPart{tab: urls.TabRegions, place: dialogue.InRegions, rows: "regions", most: mostRegions, draw: templates.SeriesRegions,
		values: func(e *edit) url.Values { return regionValues(e.page.Invitation.Regions) },
		typed:  typedRegions,
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			regions := readRegions(f)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveRegions(e.r.Context(), e.h.k.Actor(e.r), at, regions)
		}}
}

func regionValues(regions []dialogue.Region) url.Values {
	v := url.Values{}
	for i, r := range regions {
		row := func(field string) string { return form.Row("regions", i, field) }
		v.Set(row("id"), r.ID.String())
		templates.SetText(v, row("name"), r.Name)
		v.Set(row("units"), strings.Join(unitNames(r.Units), ", "))
		v.Set(row("stated"), typedInt(r.StatedUnits))
	}
	return v
}

func readRegions(f *form.Form) []app.RegionEdit {
	var regions []app.RegionEdit
	for i := range f.Rows("regions", mostRegions) {
		row := func(field string) string { return form.Row("regions", i, field) }
		r := app.RegionEdit{ID: f.ID(row("id"), false), Name: f.Text(row("name"), form.Optional(dialogue.MaxLine)),
			Names: f.Lines(row("units"), form.Optional(mostProse))}
		r.StatedUnits, _ = f.Int(row("stated"), false, 0, 500)
		if f.Bool(row("meet")) || f.Raw(row("date")) != "" {
			m := dialogue.Meeting{Digital: f.Bool("digital"), CapacityShown: true}
			m.StartsAt = f.Instant(row("date"), row("from"), false)
			if hour, minute, ok := f.Clock(row("to"), false); ok && !m.StartsAt.IsZero() {
				if m.EndsAt = dialogue.DateOf(m.StartsAt).At(hour, minute); !m.EndsAt.After(m.StartsAt) {
					f.Problems.Add(row("to"), "problem.ends-before")
				}
			}
			r.Meeting = &m
		}
		regions = append(regions, r)
	}
	return regions
}

// typedRegions reads a pasted table into rows, and puts right the names that the register does not have.
func typedRegions(e *edit, f *form.Form) (bool, error) {
	switch {
	case f.Has("paste"):
		dropEmptyRows(f, "regions", mostRegions)
		n := f.Rows("regions", mostRegions)
		l := e.series().Lang
		for _, r := range pastedRegions(f.Raw("pasted"), e.page.On) {
			if n >= mostRegions {
				break
			}
			row := func(field string) string { return form.Row("regions", n, field) }
			f.Values.Set(row("id"), "")
			f.Values.Set(row("name")+"."+string(l), r.name)
			f.Values.Set(row("stated"), typedInt(r.stated))
			f.Values.Set(row("units"), r.units)
			f.Values.Set(row("date"), typedDate(r.date))
			f.Values.Set(row("from"), r.from)
			f.Values.Set(row("to"), r.to)
			if r.meeting {
				f.Values.Set(row("meet"), "1")
			}
			n++
		}
		f.Values.Del("pasted")
		return true, nil
	case f.Has("correct"):
		for i := range f.Rows("regions", mostRegions) {
			field := form.Row("regions", i, "units")
			names, err := e.h.a.CorrectNames(e.r.Context(), e.h.k.Actor(e.r), e.series().ID, f.Raw(field))
			if err != nil {
				return false, err
			}
			f.Values.Set(field, names)
		}
		return true, nil
	}
	return false, nil
}

// pastedRegion is one line of a letter's table.
type pastedRegion struct {
	name, units, from, to string
	stated                int
	date                  dialogue.Date
	meeting               bool // the line has a day or says that it comes later
}

var (
	statedCount = regexp.MustCompile(`\s*\((\d+)\)\s*$`)
	columnGap   = regexp.MustCompile(`\t|\s{3,}|\s*\|\s*`)
)

// pastedRegions reads lines as «Nedre Romerike (5) ⇥ Aurskog-Høland, Lillestrøm … ⇥ 16.11 ⇥ 12.30 – 15.30», with a colon instead of the
// first gap where there are no columns. A heading is left out.
func pastedRegions(text string, near dialogue.Date) []pastedRegion {
	var all []pastedRegion
	for line := range strings.Lines(text) {
		line = strings.Trim(line, "\r\n |")
		if strings.TrimSpace(line) == "" {
			continue
		}
		columns := columnGap.Split(strings.TrimSpace(line), -1)
		if len(columns) == 1 {
			if name, units, ok := strings.Cut(line, ":"); ok {
				columns = []string{name, units}
			}
		}
		r := pastedRegion{name: strings.TrimSpace(columns[0])}
		if m := statedCount.FindStringSubmatch(r.name); m != nil {
			r.stated, _ = strconv.Atoi(m[1])
			r.name = statedCount.ReplaceAllString(r.name, "")
		}
		if heading(r.name) {
			continue
		}
		for i, column := range columns[1:] {
			column = strings.TrimSpace(column)
			switch day, isDay := lang.ParseDate(column, near); {
			case i == 0:
				r.units = column
			case isDay:
				r.date, r.meeting = day, true
			case strings.Contains(strings.ToLower(column), "dato"):
				r.meeting = true
			default:
				if from, to, ok := pastedClocks(column); ok {
					r.from, r.to = from, to
				}
			}
		}
		all = append(all, r)
	}
	return all
}

func heading(name string) bool {
	name = strings.ToLower(name)
	return name == "region" || name == "regioner" || name == "kommuner" || name == "kommunar"
}

// pastedClocks reads «12.30 – 15.30» and «kl. 12.30-15.30».
func pastedClocks(s string) (from, to string, ok bool) {
	for _, dash := range []string{"–", "—", "-", "til"} {
		if a, b, found := strings.Cut(s, dash); found {
			_, _, first := lang.ParseClock(strings.TrimSpace(a))
			_, _, second := lang.ParseClock(strings.TrimSpace(b))
			if first && second {
				return strings.TrimSpace(a), strings.TrimSpace(b), true
			}
		}
	}
	return "", "", false
}
