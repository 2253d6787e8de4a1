package dialogue

import (
	"slices"
	"time"
)

// SeriesKind is the kind of meetings a series invites to.
type SeriesKind string

// The kinds of series: dialogmøte, konferanse, læringsnettverk, innspillsmøte.
const (
	DialogueMeetings SeriesKind = "dialogue"
	Conference       SeriesKind = "conference"
	Network          SeriesKind = "network"
	InputMeetings    SeriesKind = "input"
)

// SeriesKinds lists the kinds in the order staff choose among them.
var SeriesKinds = [...]SeriesKind{DialogueMeetings, Conference, Network, InputMeetings}

// SeriesState is draft → published → archived; back to draft only before any registration and any letter.
type SeriesState string

// The states of a series. Deadlines close by themselves; closing early is a time of its own.
const (
	Draft     SeriesState = "draft"
	Published SeriesState = "published"
	Archived  SeriesState = "archived"
)

// Choice is how a unit comes to a meeting.
type Choice string

// ChooseOne: pick one meeting. Ranked: all meetings in order, «kan ikke» apart. Assigned: the unit's region decides.
// ChooseMany: several meetings, the cap counts per unit and meeting.
const (
	ChooseOne  Choice = "one"
	Ranked     Choice = "ranked"
	Assigned   Choice = "assigned"
	ChooseMany Choice = "many"
)

// Choices lists them in the order staff choose among them.
var Choices = [...]Choice{ChooseOne, Ranked, Assigned, ChooseMany}

// Admission is when a delegate gets a seat.
type Admission string

// AdmitOpen: at once while there is room, then the waiting list. AdmitSelection: nobody has a seat until staff decide, and
// capacity does not bind before then.
const (
	AdmitOpen      Admission = "open"
	AdmitSelection Admission = "selection"
)

// Identity is what a contact must prove.
type Identity string

// ByInvitation: the personal link is needed. Verified: the address is proven by a click, and an official unit's on its
// own domain, else staff decide. Open: nothing.
const (
	ByInvitation Identity = "invited"
	Verified     Identity = "verified"
	OpenIdentity Identity = "open"
)

// InvitedScope is which municipalities may register.
type InvitedScope string

// All in the country, those of chosen counties, those in the series' regions, or a list of units.
const (
	InviteAll      InvitedScope = "all"
	InviteCounties InvitedScope = "counties"
	InviteRegions  InvitedScope = "regions"
	InviteList     InvitedScope = "list"
)

// DistrictRule is whether districts register, beside or instead of their municipality.
type DistrictRule string

// No districts, districts and their municipality, or districts only where a municipality has them.
const (
	NoDistricts      DistrictRule = "none"
	DistrictsBeside  DistrictRule = "beside"
	DistrictsInstead DistrictRule = "instead"
)

// The fields of a delegate that a series may require; the name always is.
const (
	FieldRole     = "role"
	FieldPosition = "position"
	FieldEmail    = "email"
	FieldPhone    = "phone"
)

// Invited is which units may register.
type Invited struct {
	Scope         InvitedScope
	Counties      []string // numbers, for InviteCounties
	Districts     DistrictRule
	CountyUnits   bool // fylkeskommuner
	Organisations bool
	Persons       bool
}

// Rules is what a series sets for its registrations (DESIGN section 2).
type Rules struct {
	Choice       Choice
	Admission    Admission
	Identity     Identity
	MaxDelegates int // 1–20, per unit; per unit and meeting for ChooseMany
	OverCap      int // this many more at own cost; 0 refuses
	OutsideMax   int // users and next of kin counted apart, when a role says so
	Binding      bool
	Required     []string // of Field…
	Invited      Invited
	Selection    SelectionRules // AdmitSelection only
	OfferDays    int            // working days to answer an offer of a place: 1–14
	OnRequest    bool           // no dates: units ask for a meeting; Assigned and AdmitOpen only
}

// Requires reports whether a delegate field must be filled in.
func (r Rules) Requires(field string) bool { return slices.Contains(r.Required, field) }

// Deadline is the rule a deadline is worked out from: a day, N days before each meeting, or nothing (the series' rule).
type Deadline struct {
	On         Date
	DaysBefore *int
}

// IsZero reports whether nothing is set.
func (d Deadline) IsZero() bool { return d.On.IsZero() && d.DaysBefore == nil }

// Equal reports whether two rules are the same.
func (d Deadline) Equal(other Deadline) bool {
	return d.On == other.On && (d.DaysBefore == nil) == (other.DaysBefore == nil) && (d.DaysBefore == nil || *d.DaysBefore == *other.DaysBefore)
}

// Or is the rule, or another one when nothing is set.
func (d Deadline) Or(other Deadline) Deadline {
	if d.IsZero() {
		return other
	}
	return d
}

// ClosesAt is the first instant too late. For N days before, the day is counted from the meeting's day in Oslo; without a
// start it is not known yet (zero).
func (d Deadline) ClosesAt(start time.Time) time.Time {
	switch {
	case !d.On.IsZero():
		return d.On.EndOfDay()
	case d.DaysBefore != nil && !start.IsZero():
		return DateOf(start).AddDays(-*d.DaysBefore).EndOfDay()
	}
	return time.Time{}
}

// MeetingClosesAt is a meeting's deadline: its own rule, else the series'; never after the meeting starts.
func MeetingClosesAt(own, series Deadline, start time.Time) time.Time {
	rule := own
	if rule.IsZero() {
		rule = series
	}
	at := rule.ClosesAt(start)
	if !start.IsZero() && (at.IsZero() || at.After(start)) {
		return start
	}
	return at
}

// SeriesTexts is every text of an invitation; Body and those after it are Markdown.
type SeriesTexts struct {
	Title, Lead                               Text
	Body, TargetGroups, Partners, Preparation Text
	ProgrammeNote, Cost, Postal, Statements   Text
	Filming, Privacy, Practical, Signatories  Text
	GroupWork                                 Text // questions for group work, in the confirmation
	InvitationLetter, ReminderLetter          Text // to those who are invited, with their personal link; empty: the lead
	ForwardText                               Text // plain: what a municipality passes on to users and next of kin
}

// Series is one invitation: its text, its rules and its dates. What hangs under it is read beside it.
type Series struct {
	Organiser  ID
	ID         ID
	Slug       string
	Kind       SeriesKind
	State      SeriesState
	Lang       Lang // first language
	Texts      SeriesTexts
	OurRef     string
	YourRef    string
	LetterDate Date

	Rules    Rules
	Deadline Deadline
	ClosesAt time.Time // of what has no meeting of its own; zero when only the meetings have deadlines

	AnswerBy, PreparationBy, DocumentsBy, StatementsBy Date

	ProgrammeTentative bool
	StatedMeetings     int // the count the text states; 0 for none
	CopyTo             string
	Reminders          []int // days before the deadline that those who are silent are reminded, of ReminderDays
	AsksPresentation   bool  // each delegation hands in a presentation, by DocumentsBy
	StatementsOpen     bool  // written input can be sent, until StatementsBy when that is set
	StatementsCame     bool  // and some has come
	RemindRemaining    int   // working days before something is due that delegations are reminded of it; 0: not
	Thanks             bool  // those who came are thanked by themselves, the next working day
	ClosedEarlyAt      time.Time
	PublishedAt        time.Time
	ChangedAt          time.Time
	DeleteOn           Date
	ErasedAt           time.Time
	Version            int
}

// PublicationDay is the day the register is read at: the letter's date when it has one, else the day it was published, else
// today.
func (s Series) PublicationDay(now time.Time) Date {
	switch {
	case !s.LetterDate.IsZero():
		return s.LetterDate
	case !s.PublishedAt.IsZero():
		return DateOf(s.PublishedAt)
	}
	return DateOf(now)
}

// IsOld reports whether the banner «mer enn ett år gammelt» is due: a year since it was published or changed.
func (s Series) IsOld(now time.Time) bool {
	last := s.PublishedAt
	if s.ChangedAt.After(last) {
		last = s.ChangedAt
	}
	return !s.PublishedAt.IsZero() && now.After(last.AddDate(1, 0, 0))
}

// Role is a kind of participant. Series have lists of their own.
type Role struct {
	ID         ID
	Name       Text
	Floor      int  // wished for at each meeting
	Maximum    int  // of one unit; 0 for no limit
	OutsideCap bool // counted apart from the cap
	Health     bool // may reveal health: off badges, sheets and shared lists
	Retired    bool // no longer offered; those who have it keep it
}

// Region is a named group of units within a series.
type Region struct {
	ID          ID
	Name        Text
	StatedUnits int // the count the text states; 0 for none
	Units       []Unit
}

// ContactPerson is whom to ask at the organiser, for the series, a region or a meeting.
type ContactPerson struct {
	ID      ID
	Region  ID
	Meeting ID
	Name    string
	Title   Text
	Email   string
	Phone   string
}

// ProgrammeRow is one row of the programme. Starts is minutes after the meeting's start, negative before it.
type ProgrammeRow struct {
	ID          ID
	Meeting     ID // none: of the series
	Starts      int
	Minutes     int
	Speaking    int  // minutes that each delegation has the word in this row; 0: it holds no such slots
	Content     Text // Markdown
	Responsible Text
}

// Audience is whom a material is for.
type Audience string

// For everyone, for those registered, for those with a confirmed seat.
const (
	ForAll        Audience = "all"
	ForRegistered Audience = "registered"
	ForConfirmed  Audience = "confirmed"
)

// MaterialKind is what a material is, for where it is shown. Whether it is a file or a link is told by itself.
type MaterialKind string

// A document or link for before and at the meeting, or what came of it: the recording, and the report.
const (
	Background MaterialKind = ""
	Recording  MaterialKind = "recording"
	Report     MaterialKind = "report"
)

// Material is a document or a link of a series or a meeting.
type Material struct {
	ID          ID
	Meeting     ID // none: of the series
	Title       Text
	Kind        MaterialKind
	Audience    Audience
	URL         string // a link …
	Filename    string // … or a file
	MediaType   string
	Size        int       // bytes
	News        bool      // has come since the invitation was published, and those concerned have not been told
	AnnouncedAt time.Time // they have been; zero: not
}

// Afterwards reports whether it is what came of a meeting.
func (m Material) Afterwards() bool { return m.Kind != Background }

// File is a small file that lies in memory: of samples, and what the program makes itself.
type File struct {
	Material  ID
	Name      string
	MediaType string
	Bytes     []byte
}
