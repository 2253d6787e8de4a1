package norway

import (
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
)

// Municipality is a kommune under one number and name in one period.
type Municipality struct {
	Number    string // four digits
	Name      string
	Parallel  []string // Sámi and Kven names
	Label     string   // the name, with its county when another has the same name on the day: «Våler (Østfold)»
	County    string   // the county's number
	ValidFrom dialogue.Date
	ValidTo   dialogue.Date // the first day after; zero while it lasts
	OrgNumber string        // what follows is known of today's only
	Website   string
	Email     string // a suggestion, to be confirmed before the first mailing
	Domains   []string

	Successors   []string // numbers on ValidTo; its own when only the name changed
	Predecessors []string
}

// On reports whether the municipality is one on the day.
func (m Municipality) On(day dialogue.Date) bool { return holds(m.ValidFrom, m.ValidTo, day) }

// ByNumber is the municipality that has the number on the day.
func ByNumber(number string, on dialogue.Date) (Municipality, bool) {
	r := loaded()
	m, ok := r.municipality(number, on)
	if !ok {
		return Municipality{}, false
	}
	return r.labelled(m, on), true
}

// All are the municipalities on the day, in Norwegian order of names.
func All(on dialogue.Date) []Municipality {
	return loaded().where(on, func(Municipality) bool { return true })
}

// InCounty are the municipalities of the county on the day, in Norwegian order of names.
func InCounty(county string, on dialogue.Date) []Municipality {
	return loaded().where(on, func(m Municipality) bool { return m.County == county })
}

// ByName are the municipalities that officially have the name on the day, a Sámi or Kven name among them; capitals don't
// matter. There may be two. A county's number narrows it, "" means any.
func ByName(name, county string, on dialogue.Date) []Municipality {
	return loaded().where(on, func(m Municipality) bool { return m.named(name) && (county == "" || m.County == county) })
}

// Successors are what became of the municipality that had the number on the day, as of a later day: one, or several when it
// was divided. It is itself while it lasts. Nil when no municipality had the number.
func Successors(number string, on, to dialogue.Date) []Municipality {
	r := loaded()
	m, ok := r.municipality(number, on)
	if !ok {
		return nil
	}
	found := r.follow(m, to)
	for i := range found {
		found[i] = r.labelled(found[i], to)
	}
	return found
}

func (m Municipality) named(name string) bool {
	same := func(s string) bool { return strings.EqualFold(s, strings.TrimSpace(name)) }
	return same(m.Name) || slices.ContainsFunc(m.Parallel, same)
}

func (r *register) municipality(number string, on dialogue.Date) (Municipality, bool) {
	for _, i := range r.byNumber[number] {
		if m := r.municipalities[i]; m.On(on) {
			return m, true
		}
	}
	return Municipality{}, false
}

// follow is what m has become on a day; a zero day means the end of the data.
func (r *register) follow(m Municipality, to dialogue.Date) []Municipality {
	if m.ValidTo.IsZero() || !to.IsZero() && to.Before(m.ValidTo) {
		return []Municipality{m}
	}
	var found []Municipality
	for _, number := range m.Successors {
		next, ok := r.municipality(number, m.ValidTo)
		if !ok {
			continue
		}
		for _, last := range r.follow(next, to) {
			if !slices.ContainsFunc(found, func(f Municipality) bool { return f.Number == last.Number }) {
				found = append(found, last)
			}
		}
	}
	return found
}

func (r *register) where(on dialogue.Date, wanted func(Municipality) bool) []Municipality {
	var found []Municipality
	for _, m := range r.municipalities {
		if m.On(on) && wanted(m) {
			found = append(found, r.labelled(m, on))
		}
	}
	return found
}

// labelled is a copy for the outside, with the label it has on the day.
func (r *register) labelled(m Municipality, on dialogue.Date) Municipality {
	m.Label = m.Name
	for _, i := range r.byName[m.Name] {
		if other := r.municipalities[i]; other.Number != m.Number && other.On(on) {
			if c, ok := r.county(m.County, on); ok {
				m.Label = m.Name + " (" + c.Name + ")"
			}
			break
		}
	}
	m.Parallel, m.Domains = slices.Clone(m.Parallel), slices.Clone(m.Domains)
	m.Successors, m.Predecessors = slices.Clone(m.Successors), slices.Clone(m.Predecessors)
	return m
}
