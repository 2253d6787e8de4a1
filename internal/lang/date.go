package lang

import (
	"fmt"
	"strconv"
	"time"

	"dialogmote/internal/dialogue"
)

// forms is how a language puts dates, clocks and lists together.
type forms struct {
	day   string // of a day in its month: number, month
	at    string // between a date and a clock
	span  string // between a date and two clocks
	clock string // hours and minutes
	and   string // before the last of a list
}

// Clocks are «kl. 10.00» with a point, as Språkrådet writes them.
var (
	norwegian = forms{day: "%d. %s", at: " kl. ", span: " kl. ", clock: "15.04", and: " og "}
	english   = forms{day: "%d %s", at: " at ", span: ", ", clock: "15:04", and: " and "}
)

// Month is the month's name: september.
func (p Printer) Month(m time.Month) string { return p.voice().names.MonthWide(m) }

// Weekday is the day's name: onsdag.
func (p Printer) Weekday(d time.Weekday) string { return p.voice().names.WeekdayWide(d) }

// Date is 18. september 2019; no date is "".
func (p Printer) Date(d dialogue.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.DayMonth(d) + " " + strconv.Itoa(d.Year)
}

// WeekdayDate is onsdag 18. september 2019.
func (p Printer) WeekdayDate(d dialogue.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.Weekday(d.Weekday()) + " " + p.Date(d)
}

// DayMonth is 18. september.
func (p Printer) DayMonth(d dialogue.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf(p.voice().form.day, d.Day, p.Month(d.Month))
}

// MonthYear is september 2019.
func (p Printer) MonthYear(d dialogue.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.Month(d.Month) + " " + strconv.Itoa(d.Year)
}

// Clock is 10.00 in Oslo.
func (p Printer) Clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(dialogue.Oslo).Format(p.voice().form.clock)
}

// DateTime is 18. september 2019 kl. 10.00.
func (p Printer) DateTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.Date(dialogue.DateOf(t)) + p.voice().form.at + p.Clock(t)
}

// Span is a meeting's time: 18. september 2019 kl. 10.00–14.00, or over several days 18. september kl. 10.00 –
// 19. september 2019 kl. 15.00. Without an end it is DateTime, without a start "".
func (p Printer) Span(start, end time.Time) string { return p.span(start, end, false) }

// WeekdaySpan is Span with weekdays: onsdag 18. september 2019 kl. 10.00–14.00.
func (p Printer) WeekdaySpan(start, end time.Time) string { return p.span(start, end, true) }

func (p Printer) span(start, end time.Time, weekday bool) string {
	if start.IsZero() {
		return ""
	}
	form := p.voice().form
	day := func(d dialogue.Date, year bool) string {
		s := p.DayMonth(d)
		if year {
			s = p.Date(d)
		}
		if weekday {
			s = p.Weekday(d.Weekday()) + " " + s
		}
		return s
	}
	first, last := dialogue.DateOf(start), dialogue.DateOf(end)
	switch {
	case end.IsZero() || end.Equal(start):
		return day(first, true) + form.at + p.Clock(start)
	case first == last:
		return day(first, true) + form.span + p.Clock(start) + "–" + p.Clock(end)
	}
	return day(first, first.Year != last.Year) + form.at + p.Clock(start) + " – " + day(last, true) + form.at + p.Clock(end)
}

// Deadline is until when something is accepted. closesAt is the first instant too late, so a deadline day is shown as 2. september 2019
// kl. 23.59; what must be there before a meeting begins is shown with the time it begins.
func (p Printer) Deadline(closesAt time.Time) string {
	if closesAt.IsZero() {
		return ""
	}
	if isMidnight(closesAt) {
		closesAt = closesAt.Add(-time.Minute)
	}
	return p.DateTime(closesAt)
}

// DeadlineDate is Deadline without the clock when the whole day counts: 2. september 2019.
func (p Printer) DeadlineDate(closesAt time.Time) string {
	if closesAt.IsZero() {
		return ""
	}
	if isMidnight(closesAt) {
		return p.Date(dialogue.DateOf(closesAt.Add(-time.Minute)))
	}
	return p.Deadline(closesAt)
}

func isMidnight(at time.Time) bool {
	oslo := at.In(dialogue.Oslo)
	return oslo.Hour() == 0 && oslo.Minute() == 0
}
