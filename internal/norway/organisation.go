package norway

import (
	"slices"

	"dialogmote/internal/dialogue"
)

// MunicipalitiesOf are the numbers that the organisation answers for: those of the municipality that has the organisation number
// today, in every period, and of those that became it. Nil when no municipality has it.
func MunicipalitiesOf(orgNumber string) []string {
	if orgNumber == "" {
		return nil
	}
	r := loaded()
	var numbers []string
	for _, m := range r.municipalities {
		if slices.Contains(numbers, m.Number) {
			continue
		}
		if slices.ContainsFunc(r.follow(m, dialogue.Date{}), func(last Municipality) bool { return last.OrgNumber == orgNumber }) {
			numbers = append(numbers, m.Number)
		}
	}
	return numbers
}
