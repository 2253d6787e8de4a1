package dialogue

import "time"

// IsHoliday reports whether the day is a public holiday in Norway: the Sundays apart, those of the acts on public holidays
// (lov om helligdager og helligdagsfred § 2) and on 1 and 17 May.
func (d Date) IsHoliday() bool {
	switch (Date{Month: d.Month, Day: d.Day}) {
	case Date{Month: time.January, Day: 1}, Date{Month: time.May, Day: 1}, Date{Month: time.May, Day: 17},
		Date{Month: time.December, Day: 25}, Date{Month: time.December, Day: 26}:
		return true
	}
	easter := easterSunday(d.Year)
	for _, after := range [...]int{-3, -2, 0, 1, 39, 49, 50} { // Maundy Thursday … Whit Monday
		if easter.AddDays(after) == d {
			return true
		}
	}
	return false
}

// IsWeekend reports whether the day is a Saturday or a Sunday.
func (d Date) IsWeekend() bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// easterSunday is by the anonymous Gregorian algorithm (Meeus).
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}
