package app

import (
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// match is which unit a line of a file means. Without a key nobody knows; why says what is wrong or worth a look.
type match struct {
	key  string
	why  *dialogue.Problem
	look bool // staff should look before it is taken in
}

func told(key string, args ...any) *dialogue.Problem {
	p := dialogue.Problems{}
	p.Add("", key, args...)
	problem := p[""]
	return &problem
}

// find is the unit that a number and a name mean, of which one may be missing. The number goes first; a name that belongs to another
// stops it.
func (b *wholeBook) find(number, name, county string) match {
	number, name = strings.ReplaceAll(number, " ", ""), tidyName(name)
	if number == "" && name != "" && strings.Trim(name, "0123456789 ") == "" {
		number, name = strings.ReplaceAll(name, " ", ""), ""
	}
	if number != "" {
		return b.byNumber(number, name)
	}
	if name == "" {
		return match{why: told("problem.import-no-unit")}
	}
	return b.byName(name, county)
}

// byNumber understands numbers of municipalities, former ones too, districts, counties and organisations.
func (b *wholeBook) byNumber(number, name string) match {
	if strings.Trim(number, "0123456789") != "" {
		return match{why: told("problem.import-number", "Number", number)}
	}
	if len(number) == 9 {
		if m, ok := norway.ByOrgNumber(number, b.today); ok {
			return match{key: string(dialogue.Municipality) + ":" + m.Number}
		}
		for _, u := range b.units {
			if u.Unit.Kind == dialogue.Organisation && u.Unit.Number == number {
				return match{key: u.Key()}
			}
		}
		return match{why: told("problem.import-number", "Number", number)}
	}
	kind := dialogue.Municipality
	switch {
	case len(number) <= 2:
		kind, number = dialogue.County, strings.Repeat("0", 2-len(number))+number
	case len(number) == 3:
		number = "0" + number // a spreadsheet has taken it for a figure
	case len(number) >= 5:
		kind, number = dialogue.District, strings.Repeat("0", max(0, 6-len(number)))+number
	}
	official, ok := norway.Lookup(string(kind), number, b.today)
	if !ok {
		return b.formerNumber(number)
	}
	if kind == dialogue.Municipality && name != "" {
		others := namedUnits(name, nil, b.today)
		if len(others) > 0 && !slices.ContainsFunc(others, func(u dialogue.Unit) bool { return u.Number == number }) && !b.wasCalled(name, number) {
			return match{why: told("problem.import-mismatch", "Number", number, "Unit", official.Label, "Written", name)}
		}
	}
	return match{key: string(kind) + ":" + number}
}

// wasCalled reports whether the municipality of today has, or had, the name.
func (b *wholeBook) wasCalled(name, number string) bool {
	return slices.ContainsFunc(b.others[number], func(other string) bool { return strings.EqualFold(other, name) })
}

// formerNumber is what a municipality's number of earlier has become.
func (b *wholeBook) formerNumber(number string) match {
	for _, day := range registerDays() {
		was, ok := norway.ByNumber(number, day)
		if !ok {
			continue
		}
		now := norway.Successors(number, day, b.today)
		if len(now) == 1 {
			return match{key: string(dialogue.Municipality) + ":" + now[0].Number, look: true,
				why: told("problem.import-old-number", "Number", number, "Was", was.Name, "Unit", now[0].Label)}
		}
		var labels []string
		for _, m := range now {
			labels = append(labels, m.Label)
		}
		if len(labels) > 1 {
			return match{why: told("problem.import-divided", "Number", number, "Was", was.Name, "Units", labels)}
		}
	}
	return match{why: told("problem.import-number", "Number", number)}
}

// byName understands official names, Sámi ones too, with or without «kommune» and the county behind; names of organisations and county
// authorities; and, for staff to look at, former and misspelled names.
func (b *wholeBook) byName(name, county string) match {
	counties := b.counties(county)
	found := namedUnits(name, counties, b.today)
	if county != "" {
		found = slices.DeleteFunc(found, func(u dialogue.Unit) bool { return len(counties) > 0 && !slices.Contains(counties, u.County) })
	}
	if len(found) == 0 {
		if key := b.otherNamed(name); key != "" {
			return match{key: key}
		}
	}
	old := norway.OldName(name, b.today)
	if here := slices.DeleteFunc(slices.Clone(old), func(m norway.Meant) bool { return !slices.Contains(counties, m.Municipality.County) }); len(here) > 0 {
		old = here
	}
	if len(found) == 1 {
		u := found[0]
		m := match{key: u.Key()}
		if outside := len(counties) > 0 && !slices.Contains(counties, u.County); outside {
			// Another that was called so is in the organiser's own counties: «Nes» in Buskerud is Nesbyen today.
			if len(old) > 0 && slices.Contains(counties, old[0].Municipality.County) {
				return match{why: told("problem.import-several", "Written", name, "Units", []string{u.Name, old[0].Municipality.Label})}
			}
			m.look, m.why = true, told("problem.import-outside", "Unit", u.Name)
		} else if same := norway.ByName(name, "", b.today); len(same) > 1 {
			m.why = told("problem.import-homonym", "Written", name, "Unit", u.Name)
		}
		return m
	}
	if len(found) > 1 {
		return match{why: told("problem.import-several", "Written", name, "Units", unitLabels(found))}
	}
	switch {
	case len(old) == 1 && old[0].Why == norway.Misspelled:
		return match{key: municipalityKey(old[0]), look: true, why: told("problem.import-misspelled", "Written", name, "Unit", old[0].Municipality.Label)}
	case len(old) == 1:
		return match{key: municipalityKey(old[0]), look: true, why: told("problem.import-renamed", "Written", name, "Unit", old[0].Municipality.Label)}
	case len(old) > 1:
		var labels []string
		for _, m := range old[:min(3, len(old))] {
			labels = append(labels, m.Municipality.Label)
		}
		return match{why: told("problem.import-several", "Written", name, "Units", labels)}
	}
	return match{why: told("problem.import-unknown", "Written", name)}
}

func municipalityKey(m norway.Meant) string {
	return string(dialogue.Municipality) + ":" + m.Municipality.Number
}

func unitLabels(units []dialogue.Unit) []string {
	var labels []string
	for _, u := range units[:min(3, len(units))] {
		labels = append(labels, u.Name)
	}
	return labels
}

// counties are the numbers of the county that a line names, of any time, or else of the organiser's own.
func (b *wholeBook) counties(written string) []string {
	numbers := b.organiser.Counties
	if written != "" {
		numbers = nil
		for _, day := range append([]dialogue.Date{b.today}, registerDays()...) {
			for _, c := range norway.Counties(day) {
				if norway.Match(written, append([]string{c.Name, c.Number}, c.Parallel...)...) >= 7 {
					numbers = append(numbers, c.Number)
				}
			}
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	var now []string
	for _, c := range norway.CountiesOn(numbers, b.today) {
		now = append(now, c.Number)
	}
	return now
}

// otherNamed is the key of a county authority, or of an organisation of the book, with the name.
func (b *wholeBook) otherNamed(name string) string {
	folded := norway.Fold(name)
	for _, u := range b.units {
		if u.Unit.Kind != dialogue.Municipality && len(u.Now) == 0 && norway.Fold(u.Unit.Name) == folded {
			return u.Key()
		}
	}
	for _, c := range norway.Counties(b.today) {
		if official, ok := norway.Lookup(string(dialogue.County), c.Number, b.today); ok && norway.Fold(official.Label) == folded {
			return string(dialogue.County) + ":" + c.Number
		}
	}
	return ""
}
