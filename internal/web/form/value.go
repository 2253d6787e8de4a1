package form

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// Email is an address in lower case, "" when nothing or something else is written.
func (f *Form) Email(name string, required bool) string {
	email := strings.ToLower(f.Line(name, Rule{required: required, max: 254}))
	if email != "" && !dialogue.ValidEmail(email) {
		f.Problems.Add(name, "problem.email")
		return ""
	}
	return email
}

// Phone is a number as +4722249601, "" when nothing or something else is written.
func (f *Form) Phone(name string, required bool) string {
	typed := f.Line(name, Rule{required: required, max: 60})
	if typed == "" {
		return ""
	}
	number, ok := lang.ParsePhone(typed)
	if !ok {
		f.Problems.Add(name, "problem.phone")
		return ""
	}
	return number
}

// Date is a day in any common writing; the zero Date when nothing or something else is written.
func (f *Form) Date(name string, required bool) dialogue.Date {
	typed := f.Line(name, Rule{required: required, max: 60})
	if typed == "" {
		return dialogue.Date{}
	}
	day, ok := lang.ParseDate(typed, f.near)
	if !ok {
		f.Problems.Add(name, "problem.date")
		return dialogue.Date{}
	}
	return day
}

// Clock is a time of day; ok is false when nothing or something else is written.
func (f *Form) Clock(name string, required bool) (hour, minute int, ok bool) {
	typed := f.Line(name, Rule{required: required, max: 30})
	if typed == "" {
		return 0, 0, false
	}
	if hour, minute, ok = lang.ParseClock(typed); !ok {
		f.Problems.Add(name, "problem.clock")
	}
	return hour, minute, ok
}

// Instant is a day and a time of day in Oslo, from two fields: the zero time when either is missing or wrong. Without a clock
// it is the day's first minute.
func (f *Form) Instant(dateName, clockName string, required bool) time.Time {
	day := f.Date(dateName, required)
	hour, minute, ok := f.Clock(clockName, false)
	if day.IsZero() || !ok && f.Raw(clockName) != "" {
		return time.Time{}
	}
	return day.At(hour, minute)
}

// Int is a whole number from min to max; ok is false when nothing or something else is written.
func (f *Form) Int(name string, required bool, min, max int) (n int, ok bool) {
	typed := strings.ReplaceAll(f.Line(name, Rule{required: required, max: 30}), " ", "")
	if typed == "" {
		return 0, false
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < min || n > max {
		f.Problems.Add(name, "problem.number-between", "Min", min, "Max", max)
		return 0, false
	}
	return n, true
}

// Version is the row's version that an edit form carries. A missing or forged one is 0, which no row has: the save is stale.
func (f *Form) Version() int {
	n, err := strconv.Atoi(f.Raw("version"))
	if err != nil || n < 0 || n > 1<<30 {
		return 0
	}
	return n
}

// ID is a hidden or chosen id; the zero ID when none is sent. Anything else is a problem: choose.
func (f *Form) ID(name string, required bool) dialogue.ID {
	typed := strings.TrimSpace(f.Raw(name))
	if typed == "" {
		if required {
			f.Problems.Add(name, "problem.choose")
		}
		return dialogue.ID{}
	}
	id, err := dialogue.ParseID(strings.ToLower(typed))
	if err != nil {
		f.Problems.Add(name, "problem.choose")
		return dialogue.ID{}
	}
	return id
}

// IDs are chosen ids, each once; what is not an id is left out.
func (f *Form) IDs(name string) []dialogue.ID {
	var ids []dialogue.ID
	for _, typed := range f.Values[name] {
		if id, err := dialogue.ParseID(typed); err == nil && !id.IsZero() && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Choice is one of the allowed values; anything else, nothing included, is a problem and the zero value.
func Choice[T ~string](f *Form, name string, allowed ...T) T {
	typed := T(strings.TrimSpace(f.Raw(name)))
	if !slices.Contains(allowed, typed) {
		f.Problems.Add(name, "problem.choose")
		var none T
		return none
	}
	return typed
}

// Choices are those of the allowed values that were sent, in the order of allowed.
func Choices[T ~string](f *Form, name string, allowed ...T) []T {
	var chosen []T
	for _, value := range allowed {
		if slices.Contains(f.Values[name], string(value)) {
			chosen = append(chosen, value)
		}
	}
	return chosen
}

// Address is a web address with https, "" when nothing or something else is written. One without a scheme gets it.
func (f *Form) Address(name string, required bool) string {
	typed := f.Line(name, Rule{required: required, max: 500})
	if typed == "" {
		return ""
	}
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "https" || u.User != nil || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") || strings.ContainsAny(typed, " \"<>\\") {
		f.Problems.Add(name, "problem.address")
		return ""
	}
	return u.String()
}
