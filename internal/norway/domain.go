package norway

import (
	"slices"

	"dialogmote/internal/dialogue"
)

// DomainsOf are the e-mail domains of the municipality or district that has the number on the day: a former municipality's
// are its successors', a district's are its municipality's. Nil when none are known.
func DomainsOf(number string, on dialogue.Date) []string {
	r := loaded()
	if d, ok := DistrictByCode(number, on); ok {
		number = d.Municipality
	}
	m, ok := r.municipality(number, on)
	if !ok {
		return nil
	}
	var domains []string
	for _, last := range r.follow(m, dialogue.Date{}) {
		for _, domain := range last.Domains {
			if !slices.Contains(domains, domain) {
				domains = append(domains, domain)
			}
		}
	}
	return domains
}
