package lang

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

// WeekdayDate is a day mentioned in prose together with its weekday: «torsdag 18. september 2019».
type WeekdayDate struct {
	Written     string       // the words as they stand
	Start, End  int          // where in the text, in bytes
	Weekday     time.Weekday // the weekday that is written
	Date        dialogue.Date
	YearWritten bool // false: the year is a guess, so a mismatch may be too
}

// Matches reports whether the day falls on the weekday that is written.
func (w WeekdayDate) Matches() bool { return w.Date.Weekday() == w.Weekday }

const weekdayWord = `(mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|laurdag|søndag|sundag)`

// A mention without a month («onsdag 18. og torsdag 19. september») takes the next one's.
var weekdayMention = regexp.MustCompile(`(?i)` + weekdayWord + `,?[\s\x{a0}]+(?:den[\s\x{a0}]+)?(\d{1,2})\b` +
	`(?:\.?[\s\x{a0}]*(januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|(?:jan|feb|apr|jun|jul|aug|sept?|okt|nov|des)\b\.?)` +
	`|[./](1[0-2]|0?[1-9])\b[./-]?|\.)?` +
	`(?:[\s\x{a0}]*(\d{4})\b)?`)

// sharedMonth is how far after a mention without a month the next one may stand.
const sharedMonth = 8

// FindWeekdayDates finds the days that bokmål or nynorsk prose mentions with their weekday, for the warning that a weekday
// doesn't match its date. A missing year is the one nearest to near. Days that don't exist are left out.
func FindWeekdayDates(text string, near dialogue.Date) []WeekdayDate {
	var found []WeekdayDate
	matches := weekdayMention.FindAllStringSubmatchIndex(text, -1)
	month, year := 0, ""
	for i := len(matches) - 1; i >= 0; i-- { // backwards, so that a month is known when an earlier mention shares it
		m := matches[i]
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return text[m[2*n]:m[2*n+1]]
		}
		switch {
		case group(3) != "":
			month, year = int(monthNamed(strings.ToLower(group(3)))), group(5)
		case group(4) != "":
			month, year = number(group(4)), group(5)
		case i+1 == len(matches) || matches[i+1][0]-m[1] > sharedMonth:
			month = 0
		}
		date, ok := dayOf(group(2), month, year, near)
		if !ok {
			continue
		}
		found = append(found, WeekdayDate{
			Written: strings.TrimSpace(text[m[0]:m[1]]), Start: m[0], End: m[1],
			Weekday: weekdayNamed(group(1)), Date: date, YearWritten: year != "",
		})
	}
	slices.Reverse(found)
	return found
}

func weekdayNamed(s string) time.Weekday {
	switch strings.ToLower(s) {
	case "mandag", "måndag":
		return time.Monday
	case "tirsdag", "tysdag":
		return time.Tuesday
	case "onsdag":
		return time.Wednesday
	case "torsdag":
		return time.Thursday
	case "fredag":
		return time.Friday
	case "lørdag", "laurdag":
		return time.Saturday
	}
	return time.Sunday
}
