package dialogue

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// What can be wrong, in the domain's words. Only web/page knows which status each becomes.
var (
	ErrNotFound   = errors.New("not found")                     // no such row, or not this actor's to know of
	ErrForbidden  = errors.New("forbidden")                     // known, but not allowed for this actor
	ErrClosed     = errors.New("closed")                        // the deadline has passed, or the meeting or series takes no registrations
	ErrDuplicate  = errors.New("the unit is registered")        // a live registration exists for the unit
	ErrTooMany    = errors.New("more than max_delegates")       // the cap of a delegation
	ErrFull       = errors.New("the meeting is full")           // capacity
	ErrStale      = errors.New("changed by someone else")       // the row's version has moved on
	ErrUsed       = errors.New("the link is used or has ended") // a one-time link
	ErrNoLink     = fmt.Errorf("%w: no personal link", ErrUsed) // of a unit: a personal link works until the series ends, so it was cut off or made up
	ErrInUse      = errors.New("in use")                        // retired, not deleted
	ErrNotInvited = errors.New("the unit may not register")     // outside invited_units
	ErrLocked     = errors.New("locked after repeated failures")
)

// Problems is what a form's reader can mend: field name → message key of the catalogue. It is an error when not empty.
// Field names are those of the form, with indexes for repeated parts: "delegates.2.email". The empty field is the form as a
// whole.
type Problems map[string]Problem

// Problem is one message to the reader: a key of the catalogue and its named values.
type Problem struct {
	Key  string
	Args map[string]any
}

// Add notes the first problem of a field; later ones for the same field are dropped, one message a field is enough.
func (p Problems) Add(field, key string, args ...any) {
	if _, seen := p[field]; seen {
		return
	}
	problem := Problem{Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if problem.Args == nil {
			problem.Args = map[string]any{}
		}
		problem.Args[args[i].(string)] = args[i+1]
	}
	p[field] = problem
}

// Err is the problems as an error, or nil when there are none.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// Error lists fields and keys, for logs and tests; people read the catalogue's words.
func (p Problems) Error() string {
	parts := make([]string, 0, len(p))
	for field, problem := range p {
		parts = append(parts, fmt.Sprintf("%s: %s", field, problem.Key))
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}
