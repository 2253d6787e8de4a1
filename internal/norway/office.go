package norway

import (
	"slices"

	"dialogmote/internal/dialogue"
)

// Office is a county governor's office in one period: Fylkesmannen, from 2021 Statsforvalteren.
type Office struct {
	Slug      string // oslo-og-viken; stays the same over periods
	Name      dialogue.Text
	Parallel  []string // Sámi and Kven names
	Counties  []string // numbers of the counties it serves
	ValidFrom dialogue.Date
	ValidTo   dialogue.Date // the first day after; zero while it lasts
	Successor string        // slug, when another office took over
	OrgNumber string
	Email     string // a suggestion, to be confirmed before use
}

// Offices are the offices on the day.
func Offices(on dialogue.Date) []Office {
	var found []Office
	for _, o := range loaded().offices {
		if holds(o.ValidFrom, o.ValidTo, on) {
			found = append(found, o.copy())
		}
	}
	return found
}

// OfficeBySlug is the office of that name in addresses on the day.
func OfficeBySlug(slug string, on dialogue.Date) (Office, bool) {
	for _, o := range loaded().offices {
		if o.Slug == slug && holds(o.ValidFrom, o.ValidTo, on) {
			return o.copy(), true
		}
	}
	return Office{}, false
}

func (o Office) copy() Office {
	o.Parallel, o.Counties = slices.Clone(o.Parallel), slices.Clone(o.Counties)
	return o
}
