package norway

import (
	"slices"

	"dialogmote/internal/dialogue"
)

// EmailOf is the post reception that the register suggests for the municipality that has the number on the day; a former one's is
// its successor's, if it has one only. "" when none is known. Districts and counties have none in the register.
func EmailOf(number string, on dialogue.Date) string {
	r := loaded()
	m, ok := r.municipality(number, on)
	if !ok {
		return ""
	}
	last := r.follow(m, dialogue.Date{})
	if len(last) != 1 {
		return ""
	}
	return last[0].Email
}

// OtherNames are the names that each municipality of the day is also known by: its Sámi and Kven names, and the names of those that
// have become it or parts of it. By number; for searches.
func OtherNames(on dialogue.Date) map[string][]string {
	r := loaded()
	names := map[string][]string{}
	for _, was := range r.municipalities {
		for _, now := range r.follow(was, on) {
			if !now.On(on) {
				continue
			}
			for _, name := range append([]string{was.Name}, was.Parallel...) {
				if name != now.Name && !slices.Contains(names[now.Number], name) {
					names[now.Number] = append(names[now.Number], name)
				}
			}
		}
	}
	return names
}

// ByOrgNumber is the municipality of the day that has the organisation number.
func ByOrgNumber(number string, on dialogue.Date) (Municipality, bool) {
	r := loaded()
	for _, m := range r.municipalities {
		if m.OrgNumber == number && number != "" && m.On(on) {
			return r.labelled(m, on), true
		}
	}
	return Municipality{}, false
}
