package dialogue

import (
	"fmt"
	"slices"
)

// MapPlace is a municipality's cell in its county's tile map: columns from the west, rows from the north.
type MapPlace struct{ Column, Row int }

// CoveragePoint is how many municipalities had had a meeting at the end of a quarter or a year, the one that is not over counted until the
// page's day.
type CoveragePoint struct {
	Year    int
	Quarter int // 0: the whole year
	Held    int
	Last    Date // its last day
}

// mostQuarters is the longest time that is shown by quarter; a longer one is shown by year.
const mostQuarters = 8

// HeldOverTime counts the municipalities that had had a meeting of the filter's kind, quarter by quarter or year by year, from the first that
// is known until the page's day. One whose day is not known counts from the start. It reads the units' histories; nil when nothing is held.
func (p CoveragePage) HeldOverTime() []CoveragePoint {
	var days []Date // of each municipality's first meeting
	undated := 0
	for _, u := range p.Units {
		if !u.In(p.Filter.Kind).Held.Yes {
			continue
		}
		if day := u.firstHeld(p.Filter, p.On); day.IsZero() {
			undated++
		} else {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return nil
	}
	first := quarterOf(slices.MinFunc(days, Date.compare))
	last := quarterOf(p.On)
	step := 1
	if last-first >= mostQuarters {
		step, first, last = 4, first/4*4, last/4*4
	}
	var points []CoveragePoint
	for q := first; q <= last; q += step {
		point := CoveragePoint{Year: q / 4, Held: undated, Last: lastOfQuarter(q + step - 1)}
		if step == 1 {
			point.Quarter = q%4 + 1
		}
		for _, day := range days {
			if !point.Last.Before(day) {
				point.Held++
			}
		}
		points = append(points, point)
	}
	return points
}

// firstHeld is the day of the first meeting in the period, zero when it has none with a day.
func (u CoveredUnit) firstHeld(f CoverageFilter, on Date) Date {
	var first Date
	for _, e := range u.History {
		if e.What == CoverHeld && e.Kind == f.Kind && !e.Day.IsZero() && f.Has(e.Day, on) && (first.IsZero() || e.Day.Before(first)) {
			first = e.Day
		}
	}
	if first.IsZero() {
		return u.In(f.Kind).Held.Day
	}
	return first
}

// quarterOf numbers the quarters from year 0.
func quarterOf(d Date) int { return d.Year*4 + (int(d.Month)-1)/3 }

func lastOfQuarter(q int) Date {
	year, month := (q+1)/4, (q+1)%4*3+1
	next, _ := ParseISODate(fmt.Sprintf("%04d-%02d-01", year, month))
	return next.AddDays(-1)
}

// ForPublic is the page as everybody may read it: no histories, no names of those who have set something, no word that staff have written.
// What the histories tell of the time that has passed is counted first.
func (p CoveragePage) ForPublic() CoveragePage {
	p.Timeline = p.HeldOverTime()
	p.Units = slices.Clone(p.Units)
	for i := range p.Units {
		u := &p.Units[i]
		u.History = nil
		reached := make(map[ID]ReachedMilestone, len(u.Milestones))
		for id, m := range u.Milestones {
			m.By, m.SetAt, m.Version = "", p.Now, 0
			reached[id] = m
		}
		u.Milestones = reached
	}
	return p
}
