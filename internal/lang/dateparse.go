package lang

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

var (
	isoDate     = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	numericDate = regexp.MustCompile(`^(\d{1,2})\s*[./-]\s*(\d{1,2})(?:(?:\s*[./-]\s*|\s)(\d{4}|\d{2})?)?$`)
	compactDate = regexp.MustCompile(`^(\d{2})(\d{2})(\d{4}|\d{2})$`)
	namedDate   = regexp.MustCompile(`^(\d{1,2})\s*\.?\s*(\p{L}+)\.?,?\s*(\d{4}|\d{2})?$`)
	leadingDay  = regexp.MustCompile(`^(?:` + weekdayWord + `\.?,?\s*)?(?:den\s+)?`)
	clock       = regexp.MustCompile(`^(?:kl\.?|klokk[ae]n?)?\s*(\d{1,2})(?:\s*[.:]\s*(\d{2})|(\d{2}))?$`)
)

// ParseDate reads a day as people write it: 18.9.2019, 18.09.19, 18/9-2019, 180919, 2019-09-18, 18. september 2019,
// «onsdag 18. sept» — months in bokmål, nynorsk or English. A year of two digits is in this century; a missing year is the
// one that brings the day nearest to near, and an error when near is no date. ok is false for anything else, and for days
// that don't exist.
func ParseDate(s string, near dialogue.Date) (d dialogue.Date, ok bool) {
	s = strings.ToLower(strings.Join(strings.Fields(s), " ")) // Fields takes no-break spaces too
	s = strings.TrimSpace(s[len(leadingDay.FindString(s)):])
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return dayOf(m[3], number(m[2]), m[1], near)
	}
	if m := numericDate.FindStringSubmatch(s); m != nil {
		return dayOf(m[1], number(m[2]), m[3], near)
	}
	if m := compactDate.FindStringSubmatch(s); m != nil {
		return dayOf(m[1], number(m[2]), m[3], near)
	}
	if m := namedDate.FindStringSubmatch(s); m != nil {
		return dayOf(m[1], int(monthNamed(m[2])), m[3], near)
	}
	return dialogue.Date{}, false
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

func dayOf(day string, month int, year string, near dialogue.Date) (dialogue.Date, bool) {
	d := dialogue.Date{Year: number(year), Month: time.Month(month), Day: number(day)}
	if len(year) == 2 {
		d.Year += 2000
	}
	if year == "" {
		return nearest(d, near)
	}
	if !exists(d) {
		return dialogue.Date{}, false
	}
	return d, true
}

// nearest gives d the year that brings it nearest to near. Eight years either way are enough for 29 February.
func nearest(d, near dialogue.Date) (best dialogue.Date, ok bool) {
	if near.IsZero() {
		return dialogue.Date{}, false
	}
	shortest := 0
	for d.Year = near.Year - 8; d.Year <= near.Year+8; d.Year++ {
		if distance := daysBetween(d, near); exists(d) && (!ok || distance < shortest) {
			best, shortest, ok = d, distance, true
		}
	}
	return best, ok
}

func daysBetween(a, b dialogue.Date) int {
	days := int(noon(a).Sub(noon(b)) / (24 * time.Hour))
	return max(days, -days)
}

func noon(d dialogue.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

func exists(d dialogue.Date) bool {
	t := noon(d)
	return d.Year >= 1 && t.Year() == d.Year && t.Month() == d.Month && t.Day() == d.Day
}

// monthNamed reads a month's name, whole or cut to three letters or more, with or without a point; 0 when it is none.
func monthNamed(s string) time.Month {
	s = strings.TrimSuffix(s, ".")
	if len([]rune(s)) < 3 {
		return 0
	}
	for _, l := range dialogue.Langs {
		for m := time.January; m <= time.December; m++ {
			if strings.HasPrefix(strings.ToLower(For(l).Month(m)), s) {
				return m
			}
		}
	}
	return 0
}

// ParseClock reads a time of day as people write it: 10.00, 10:00, 1000, 930, 10, «kl. 10». ok is false for anything else,
// 24.00 included: is that the day's beginning or its end?
func ParseClock(s string) (hour, minute int, ok bool) {
	m := clock.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(s), " ")))
	if m == nil {
		return 0, 0, false
	}
	hour, minute = number(m[1]), number(m[2]+m[3])
	if hour > 23 || minute > 59 {
		return 0, 0, false
	}
	return hour, minute, true
}
