package lang

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

var phoneLabel = regexp.MustCompile(`(?i)^(?:telefon|tlf|mobil|mob)[.:]*\s*`)

// ParsePhone reads a phone number in any common writing and gives it as +4722249601. A number without a country is
// Norwegian. ok is false when no such number can exist; that it is in use nobody knows.
func ParsePhone(s string) (e164 string, ok bool) {
	n, ok := readPhone(s)
	if !ok {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

// FormatPhone writes a number as it is read aloud: 22 24 96 01, 412 34 567, +46 8 123 456 78. What is not a number is given
// back as it came.
func FormatPhone(s string) string {
	n, ok := readPhone(s)
	switch {
	case !ok:
		return strings.TrimSpace(s)
	case n.GetCountryCode() == 47:
		return norwegianPhone(phonenumbers.GetNationalSignificantNumber(n))
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// norwegianPhone groups as Språkrådet advises: 22 24 96 01, but mobile and 800 numbers 412 34 567.
func norwegianPhone(digits string) string {
	if len(digits) != 8 {
		return digits
	}
	if strings.ContainsRune("489", rune(digits[0])) {
		return digits[:3] + " " + digits[3:5] + " " + digits[5:]
	}
	return digits[:2] + " " + digits[2:4] + " " + digits[4:6] + " " + digits[6:]
}

func readPhone(s string) (*phonenumbers.PhoneNumber, bool) {
	s = strings.Join(strings.Fields(s), " ")
	s = phoneLabel.ReplaceAllString(s, "")
	// The library reads letters as keys of a phone («22-BLOMST»); here they are a slip.
	if strings.ContainsFunc(s, notInPhones) {
		return nil, false
	}
	n, err := phonenumbers.Parse(s, "NO")
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return nil, false
	}
	return n, true
}

func notInPhones(r rune) bool { return !strings.ContainsRune("+0123456789 ()-–./", r) }
