package dialogue

import (
	"strconv"
	"strings"
	"time"
)

// ListFilter is what a reader of the public list asks for. Zero fields ask nothing.
type ListFilter struct {
	Past      bool     // «Tidligere»: nothing ahead; else «Kommende»
	Organiser string   // its short name
	Counties  []string // numbers, successors and predecessors among them: the county at any time
	Region    string   // a region's name, in any language
	Month     Date     // any day of the month a meeting is held in
	Form      MeetingForm
	After     ListCursor
	Limit     int
}

// MeetingForm is whether people meet in a room or on a screen.
type MeetingForm string

// Both, in a room, or on a screen.
const (
	AnyForm  MeetingForm = ""
	Physical MeetingForm = "physical"
	OnScreen MeetingForm = "digital"
)

// ListCursor is where a page of the list ended. The zero cursor is before the first page.
type ListCursor struct {
	At time.Time
	ID ID
}

// IsZero reports whether it is before the first page.
func (c ListCursor) IsZero() bool { return c.ID.IsZero() }

// String is the written form for addresses.
func (c ListCursor) String() string {
	if c.IsZero() {
		return ""
	}
	return strconv.FormatInt(c.At.UnixMicro(), 36) + "." + c.ID.String()
}

// ParseListCursor reads what String wrote; anything else is the first page.
func ParseListCursor(s string) ListCursor {
	at, rest, ok := strings.Cut(s, ".")
	if !ok {
		return ListCursor{}
	}
	micro, err := strconv.ParseInt(at, 36, 64)
	id, idErr := ParseID(rest)
	if err != nil || idErr != nil || micro < -62e15 || micro > 254e15 { // years 1 to 9999
		return ListCursor{}
	}
	return ListCursor{At: time.UnixMicro(micro), ID: id}
}

// ListedInvitation is an invitation in a list, with the meetings that the filter asks for.
type ListedInvitation struct {
	Organiser Organiser
	Series    Series
	Meetings  []Meeting // by start, undated last
	Cursor    ListCursor
}

// ListPage is one page of the public list. Next is zero on the last one.
type ListPage struct {
	Filter  ListFilter
	Found   []ListedInvitation
	Next    ListCursor
	Choices ListChoices
	Now     time.Time
}

// ListChoices is what the list can be filtered by.
type ListChoices struct {
	Organisers []Organiser
	Regions    []string // names in the reader's language
	Months     []Date   // first days of months
}

// MaterialFile is a file to download, with what decides who may.
type MaterialFile struct {
	Organiser   ID
	Series      ID
	SeriesState SeriesState
	Meeting     ID
	Audience    Audience
	File        File
}

// StaffSeries is a series in its organiser's own list.
type StaffSeries struct {
	Series     Series
	Meetings   []Meeting
	Registered int // active registrations
	Held       int // registrations that wait for staff
	Proposals  int
}
