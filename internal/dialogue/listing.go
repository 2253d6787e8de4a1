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
	County    string   // number of a county of today
	Counties  []string // numbers: County with what it was and has become
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
	Organiser   Organiser
	Series      Series
	Meetings    []Meeting   // by start, undated last
	RegionNames map[ID]Text // of the meetings' regions
	Cursor      ListCursor
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
	Counties   []CountyChoice
	Regions    []string // names in the reader's language
	Months     []Date   // first days of months
}

// CountyChoice is a county to filter by.
type CountyChoice struct{ Number, Name string }

// InvitationPage is what the invitation's page shows.
type InvitationPage struct {
	Invitation Invitation
	Counties   map[string]string // number → name, of the invited counties
	Now        time.Time
	Statements []Statement // published ones, as everybody may see them
	Preview    bool        // staff look at it before it is published
}

// MaterialFile is a file to download, with what decides who may.
type MaterialFile struct {
	Organiser   ID
	Series      ID
	SeriesState SeriesState
	Meeting     ID
	Audience    Audience
	File        StoredFile
}

// StoredFile names a file without its bytes, which are read piece by piece.
type StoredFile struct {
	Name      string
	MediaType string
	Size      int // bytes
	SHA256    []byte
}

// IsFor reports whether the registration is among the file's audience.
func (m MaterialFile) IsFor(r Registration) bool {
	if r.Series != m.Series || r.State != Active {
		return false
	}
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			there := m.Meeting.IsZero() || s.Meeting == m.Meeting
			told := m.Audience != ForConfirmed || s.State == SeatPlaced && !s.ConfirmedAt.IsZero()
			if there && told && !s.State.Gone() {
				return true
			}
		}
	}
	return false
}

// MaterialsFor are the documents and links that are for the registration: those for all, and those for whom it is among.
func (inv *Invitation) MaterialsFor(r Registration) []Material {
	var found []Material
	for _, m := range inv.Materials {
		if m.Audience == ForAll || (MaterialFile{Series: inv.Series.ID, Meeting: m.Meeting, Audience: m.Audience}).IsFor(r) {
			found = append(found, m)
		}
	}
	return found
}

// StaffSeries is a series in its organiser's own list.
type StaffSeries struct {
	Series     Series
	Meetings   []Meeting
	Registered int // active registrations
	Held       int // registrations that wait for staff
	Proposals  int
	Declines   int  // answers no that wait for staff
	Requests   int  // OnRequest: that wait for a meeting
	Answered   bool // the answers of its selection are sent
	Stuck      int  // meetings with free places where somebody waits whom nothing is offered by itself
	Answers    AnswerTally
}
