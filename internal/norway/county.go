package norway

import (
	"slices"

	"dialogmote/internal/dialogue"
)

// County is a fylke under one number and name in one period.
type County struct {
	Number     string // two digits
	Name       string
	Parallel   []string // Sámi and Kven names
	ValidFrom  dialogue.Date
	ValidTo    dialogue.Date // the first day after; zero while it lasts
	Successors []string

	majority dialogue.Lang
}

// Counties are the counties on the day, by number.
func Counties(on dialogue.Date) []County {
	var found []County
	for _, c := range loaded().counties {
		if holds(c.ValidFrom, c.ValidTo, on) {
			found = append(found, c.copy())
		}
	}
	return found
}

// CountyByNumber is the county that has the number on the day.
func CountyByNumber(number string, on dialogue.Date) (County, bool) {
	c, ok := loaded().county(number, on)
	return c.copy(), ok
}

func (c County) copy() County {
	c.Parallel, c.Successors = slices.Clone(c.Parallel), slices.Clone(c.Successors)
	return c
}

func (r *register) county(number string, on dialogue.Date) (County, bool) {
	for _, c := range r.counties {
		if c.Number == number && holds(c.ValidFrom, c.ValidTo, on) {
			return c, true
		}
	}
	return County{}, false
}

// LangOf is the language form of a county: its majority's, or for a former county its successors' when they agree. "" when
// neither form has the majority: the caller then falls back on the series' first language.
func LangOf(county string, on dialogue.Date) dialogue.Lang {
	r := loaded()
	c, ok := r.county(county, on)
	if !ok {
		return ""
	}
	return r.langOf(c)
}

func (r *register) langOf(c County) dialogue.Lang {
	if c.ValidTo.IsZero() {
		return c.majority
	}
	var lang dialogue.Lang
	for i, number := range c.Successors {
		next, ok := r.county(number, c.ValidTo)
		if !ok {
			return ""
		}
		l := r.langOf(next)
		if i > 0 && l != lang {
			return ""
		}
		lang = l
	}
	return lang
}

// langOfMunicipality is its county's form, or where a divided county's successors disagree that of the one it came to.
func (r *register) langOfMunicipality(m Municipality, on dialogue.Date) dialogue.Lang {
	if c, ok := r.county(m.County, on); ok {
		if l := r.langOf(c); l != "" || c.ValidTo.IsZero() {
			return l
		}
	}
	var lang dialogue.Lang
	for i, last := range r.follow(m, dialogue.Date{}) {
		l := r.majorityToday(last.County)
		if i > 0 && l != lang {
			return ""
		}
		lang = l
	}
	return lang
}

func (r *register) majorityToday(county string) dialogue.Lang {
	for _, c := range r.counties {
		if c.Number == county && c.ValidTo.IsZero() {
			return c.majority
		}
	}
	return ""
}

// CountiesOn are the counties of the day that the numbers, of any time, have become or came from, by number: 04, 05 and 34 are all
// Innlandet in 2021.
func CountiesOn(numbers []string, on dialogue.Date) []County {
	r := loaded()
	var found []County
	for _, c := range r.counties {
		if !holds(c.ValidFrom, c.ValidTo, on) {
			continue
		}
		for _, other := range r.counties {
			if slices.Contains(numbers, other.Number) && (r.becomes(other, c) || r.becomes(c, other)) {
				found = append(found, c.copy())
				break
			}
		}
	}
	return found
}

// becomes reports whether a county is the other one, or has become it or a part of it.
func (r *register) becomes(c, other County) bool {
	if c.Number == other.Number && c.ValidFrom == other.ValidFrom {
		return true
	}
	if c.ValidTo.IsZero() {
		return false
	}
	return slices.ContainsFunc(c.Successors, func(number string) bool {
		next, ok := r.county(number, c.ValidTo)
		return ok && r.becomes(next, other)
	})
}
