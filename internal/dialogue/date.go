package dialogue

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"time"
	_ "time/tzdata" // the zone must exist on machines without zone files
)

// Oslo is the zone that every deadline and meeting is meant in. It is set from the embedded time zone data, so it exists
// everywhere.
var Oslo = mustLoadOslo()

func mustLoadOslo() *time.Location {
	loc, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic("dialogue: no time zone data: " + err.Error())
	}
	return loc
}

// Date is a calendar day without a clock or zone. The zero Date is «no date» and is stored as null.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that t falls on in Oslo.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Oslo).Date()
	return Date{y, m, d}
}

// ParseISODate reads 2019-09-18; ok is false for anything else or a day that does not exist.
func ParseISODate(s string) (d Date, ok bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, false
	}
	return Date{t.Year(), t.Month(), t.Day()}, true
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is 2019-09-18, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// At is the instant when the clock in Oslo shows hour:minute on the day.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, Oslo)
}

// AddDays is the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	t := time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), t.Month(), t.Day()}
}

// EndOfDay is the first instant of the next day in Oslo: what a deadline on the day is stored as.
func (d Date) EndOfDay() time.Time { return d.AddDays(1).At(0, 0) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool {
	return d.Year < e.Year || d.Year == e.Year && (d.Month < e.Month || d.Month == e.Month && d.Day < e.Day)
}

// compare orders days: below 0 when d is earlier than e.
func (d Date) compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// MarshalText writes String, so a Date can be a JSON value.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, ok := ParseISODate(string(b))
	if !ok {
		return fmt.Errorf("dialogue: %q is not a date", b)
	}
	*d = parsed
	return nil
}

// Value stores no date as null.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a date column; null becomes the zero Date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = Date{v.Year(), v.Month(), v.Day()}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("dialogue: cannot read %T as a date", src)
}
