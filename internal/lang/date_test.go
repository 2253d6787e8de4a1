package lang

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

func TestDatesAreWritten(t *testing.T) {
	t.Parallel()
	nb, nn, en := For(dialogue.Bokmal), For(dialogue.Nynorsk), For(dialogue.English)
	wed := dialogue.Date{Year: 2019, Month: time.September, Day: 18}
	ten, two := wed.At(10, 0), wed.At(14, 0)
	nextDay := wed.AddDays(1).At(15, 0)
	newYear := dialogue.Date{Year: 2019, Month: time.December, Day: 31}
	for _, c := range []struct{ name, got, want string }{
		{"date", nb.Date(wed), "18. september 2019"},
		{"date in English", en.Date(wed), "18 September 2019"},
		{"no date", nb.Date(dialogue.Date{}), ""},
		{"weekday", nb.WeekdayDate(wed), "onsdag 18. september 2019"},
		{"tirsdag", nb.Weekday(time.Tuesday), "tirsdag"},
		{"tysdag", nn.Weekday(time.Tuesday), "tysdag"},
		{"måndag", nn.WeekdayDate(wed.AddDays(5)), "måndag 23. september 2019"},
		{"laurdag", nn.Weekday(time.Saturday), "laurdag"},
		{"weekday in English", en.WeekdayDate(wed), "Wednesday 18 September 2019"},
		{"day and month", nb.DayMonth(wed), "18. september"},
		{"month and year", nn.MonthYear(newYear), "desember 2019"},
		{"clock in Oslo", nb.Clock(time.Date(2019, 9, 18, 8, 5, 0, 0, time.UTC)), "10.05"},
		{"clock in English", en.Clock(ten), "10:00"},
		{"date and clock", nb.DateTime(ten), "18. september 2019 kl. 10.00"},
		{"date and clock in English", en.DateTime(ten), "18 September 2019 at 10:00"},
		{"no time", nb.DateTime(time.Time{}), ""},
		{"span", nb.Span(ten, two), "18. september 2019 kl. 10.00–14.00"},
		{"span in English", en.Span(ten, two), "18 September 2019, 10:00–14:00"},
		{"span without end", nb.Span(ten, time.Time{}), "18. september 2019 kl. 10.00"},
		{"span without start", nb.Span(time.Time{}, two), ""},
		{"over days", nb.Span(ten, nextDay), "18. september kl. 10.00 – 19. september 2019 kl. 15.00"},
		{"over days in English", en.Span(ten, nextDay), "18 September at 10:00 – 19 September 2019 at 15:00"},
		{"over New Year", nb.Span(newYear.At(20, 0), newYear.AddDays(1).At(1, 0)), "31. desember 2019 kl. 20.00 – 1. januar 2020 kl. 01.00"},
		{"weekday span", nb.WeekdaySpan(ten, two), "onsdag 18. september 2019 kl. 10.00–14.00"},
		{"weekdays over days", nn.WeekdaySpan(ten, nextDay), "onsdag 18. september kl. 10.00 – torsdag 19. september 2019 kl. 15.00"},
		{"a deadline day", nb.Deadline(wed.EndOfDay()), "18. september 2019 kl. 23.59"},
		{"a deadline day alone", nb.DeadlineDate(wed.EndOfDay()), "18. september 2019"},
		{"a deadline at noon", nb.DeadlineDate(wed.At(12, 0)), "18. september 2019 kl. 12.00"},
		{"no deadline", nb.DeadlineDate(time.Time{}), ""},
		{"a deadline when summer time ends", nb.DeadlineDate(dialogue.Date{Year: 2019, Month: 10, Day: 27}.EndOfDay()), "27. oktober 2019"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	near := dialogue.Date{Year: 2019, Month: time.November, Day: 20}
	for s, want := range map[string]string{
		"18.9.2019":                     "2019-09-18",
		"18.09.19":                      "2019-09-18",
		"18. 9. 2019":                   "2019-09-18",
		"2019-09-18":                    "2019-09-18",
		"18-09-2019":                    "2019-09-18",
		"18/9-2019":                     "2019-09-18",
		"18/9 2019":                     "2019-09-18",
		"18/9":                          "2019-09-18",
		"18.9.":                         "2019-09-18",
		"180919":                        "2019-09-18",
		"18092019":                      "2019-09-18",
		"18. september 2019":            "2019-09-18",
		"18 september":                  "2019-09-18",
		"18. sept":                      "2019-09-18",
		"18.\u00a0sept.":                "2019-09-18",
		"onsdag 18. september 2019":     "2019-09-18",
		"Onsdag den 18. september 2019": "2019-09-18",
		"tysdag 3. desember":            "2019-12-03",
		"18 September 2019":             "2019-09-18",
		"3. mai":                        "2020-05-03", // nearer than 3 May 2019 is 3 May 2020
		"20. mai":                       "2020-05-20", // 184 days before, 182 after
		"10. januar":                    "2020-01-10",
		"29. februar":                   "2020-02-29",
		"29.2.2019":                     "",
		"31.4.2019":                     "",
		"18.13.2019":                    "",
		"0.9.2019":                      "",
		"18. sepp 2019":                 "",
		"18. ma":                        "",
		"i morgen":                      "",
		"":                              "",
		"18":                            "",
		"999999999999":                  "",
	} {
		d, ok := ParseDate(s, near)
		if d.String() != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", s, d, ok, want)
		}
	}
	if d, ok := ParseDate("18. september", dialogue.Date{}); ok {
		t.Errorf("a missing year was guessed from nothing: %v", d)
	}
}

// What we write, we can read.
func TestParseDateReadsEveryWrittenDate(t *testing.T) {
	t.Parallel()
	for d := (dialogue.Date{Year: 2020, Month: 1, Day: 1}); d.Year < 2021; d = d.AddDays(1) {
		for _, l := range langs {
			for _, s := range []string{For(l).Date(d), d.String()} {
				if got, ok := ParseDate(s, dialogue.Date{}); !ok || got != d {
					t.Errorf("%q was read as %v", s, got)
				}
			}
			if got, ok := ParseDate(For(l).DayMonth(d), d.AddDays(40)); !ok || got != d {
				t.Errorf("%q was read as %v", For(l).DayMonth(d), got)
			}
		}
	}
}

func TestParseClock(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][2]int{
		"10.00": {10, 0}, "10:00": {10, 0}, "1000": {10, 0}, "10": {10, 0}, "kl. 10": {10, 0}, "Kl 9.30": {9, 30}, "930": {9, 30},
		"klokka 15": {15, 0}, "klokken 15.15": {15, 15}, " 08:05 ": {8, 5}, "0:00": {0, 0}, "23.59": {23, 59}, "10. 30": {10, 30},
	} {
		if h, m, ok := ParseClock(s); !ok || h != want[0] || m != want[1] {
			t.Errorf("%q: %d.%02d %v", s, h, m, ok)
		}
	}
	for _, s := range []string{"", "24.00", "10.60", "9.5", "ti", "10.00.00", "-1", "10–14"} {
		if h, m, ok := ParseClock(s); ok {
			t.Errorf("%q was read as %d.%02d", s, h, m)
		}
	}
}
