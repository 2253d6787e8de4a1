package dialogue

import (
	"strings"
	"time"
)

// StatementState is unverified → received → published | set_aside; a published one can be taken back to received, and its writer may withdraw it
// from any.
type StatementState string

// The states of written input. Nobody but its writer sees one before it is received.
const (
	StatementUnverified StatementState = "unverified"
	StatementReceived   StatementState = "received"
	StatementPublished  StatementState = "published"
	StatementSetAside   StatementState = "set_aside"
	StatementWithdrawn  StatementState = "withdrawn"
)

// Consent is what the writer says about publishing.
type Consent string

// Not at all, without the name, or with it.
const (
	ConsentNo        Consent = "no"
	ConsentAnonymous Consent = "anonymous"
	ConsentNamed     Consent = "named"
)

// Consents are all of them, in the order the form has them.
var Consents = [...]Consent{ConsentNamed, ConsentAnonymous, ConsentNo}

// Statement is written input («innspill») to a series or one of its meetings, by anybody or by a delegation as its unit's.
type Statement struct {
	Organiser    ID
	ID           ID
	Series       ID
	Meeting      ID     // none: about the invitation as a whole
	Registration ID     // of the delegation that wrote it as its unit
	Unit         string // that unit's name
	State        StatementState
	Lang         Lang
	Name         string
	Email        string
	Behalf       string // whom they write for
	Text         string // plain, of several lines
	Consent      Consent
	Reference    string
	Note         string // staff's, for staff
	Reason       string // why staff have set it aside, for staff
	ReceivedAt   time.Time
	ExpiresAt    time.Time // of an unverified one
	DecidedAt    time.Time
	PublishedAt  time.Time
	ErasedAt     time.Time
	Version      int
	Files        []StatementFile
}

// StatementFile is a file that goes along.
type StatementFile struct {
	ID   ID
	File StoredFile
}

// What written input may hold.
const (
	MaxStatement      = 20_000   // characters
	MaxStatementFiles = 5        // files
	MaxStatementSize  = 25 << 20 // bytes, of one file
)

// MaxUnsent is the most that strangers' files may take up, of forms that are not sent or not proven yet, in bytes for each organiser.
const MaxUnsent = 2 << 30

// UnsentFilesFor is how long files are kept for a form that is not sent.
const UnsentFilesFor = 3 * time.Hour

// A form is filled in by a person when it takes at least LeastFormTime, and is not sent a second time days later.
const (
	LeastFormTime = 3 * time.Second
	MostFormTime  = 24 * time.Hour
)

// TakesStatements reports whether written input can be sent at now. It may be open long after the last meeting.
func (s Series) TakesStatements(now time.Time) bool {
	return s.State == Published && s.StatementsOpen && s.ErasedAt.IsZero() && (s.StatementsBy.IsZero() || now.Before(s.StatementsBy.EndOfDay()))
}

// HasStatements reports whether written input is or was asked for, or has come.
func (s Series) HasStatements() bool {
	return s.StatementsOpen || s.StatementsCame || !s.StatementsBy.IsZero()
}

// MayPublish reports whether staff may publish it: it is received, and its writer has said yes.
func (s Statement) MayPublish() bool {
	return s.State == StatementReceived && s.Consent != ConsentNo && s.ErasedAt.IsZero()
}

// Gone reports whether its words are gone.
func (s Statement) Gone() bool { return s.State == StatementWithdrawn || !s.ErasedAt.IsZero() }

// From is who wrote it, as staff and the writer see it: the unit, or the name with whom they write for.
func (s Statement) From() string {
	switch {
	case s.Unit != "":
		return s.Unit
	case s.Behalf != "" && s.Name != "":
		return s.Behalf + " (" + s.Name + ")"
	}
	return s.Name
}

// ShownAs is the name it is published under, "" for one without a name.
func (s Statement) ShownAs() string {
	if s.Consent != ConsentNamed {
		return ""
	}
	return s.From()
}

// ForPublic is what everybody may see of a published one. Files may tell who made them, so they are left out where the name is.
func (s Statement) ForPublic() Statement {
	shown := Statement{Organiser: s.Organiser, ID: s.ID, Series: s.Series, Meeting: s.Meeting, State: s.State, Lang: s.Lang, Text: s.Text, Consent: s.Consent,
		ReceivedAt: s.ReceivedAt, PublishedAt: s.PublishedAt}
	if s.Consent == ConsentNamed {
		shown.Unit, shown.Name, shown.Behalf, shown.Files = s.Unit, s.Name, s.Behalf, s.Files
	}
	return shown
}

// StatementRequest is what somebody writes. From a delegation Name, Email and Behalf are not asked for.
type StatementRequest struct {
	Submission ID // made with the form: a double click finds the first answer
	Name       string
	Email      string
	Behalf     string
	Meeting    ID
	Text       string
	Consent    Consent
	Lang       Lang
	Signed     string // when the form was opened, signed
	Trap       string // of a field that people leave empty
}

// Validate finds what the writer can mend. files are those that go along.
func (q StatementRequest) Validate(inv *Invitation, byDelegation bool, files int) Problems {
	problems := Problems{}
	if !byDelegation {
		required(problems, "name", q.Name, MaxName)
		atMost(problems, "behalf", q.Behalf, MaxLine)
		switch {
		case q.Email == "":
			problems.Add("email", "problem.required")
		case !ValidEmail(q.Email):
			problems.Add("email", "problem.email")
		}
	}
	if strings.TrimSpace(q.Text) == "" && files == 0 {
		problems.Add("text", "problem.statement-empty")
	}
	atMost(problems, "text", q.Text, MaxStatement)
	if !q.Meeting.IsZero() && inv.Meeting(q.Meeting) == nil {
		problems.Add("meeting", "problem.choose")
	}
	switch q.Consent {
	case ConsentNo, ConsentAnonymous, ConsentNamed:
	default:
		problems.Add("consent", "problem.choose")
	}
	return problems
}

// CheckForm tells a program that fills in forms from a person: by a field that only programs fill in, and by the time it took. opened is
// when the form was opened, ok whether that is signed by us.
func (q StatementRequest) CheckForm(opened time.Time, ok bool, now time.Time) Problems {
	problems := Problems{}
	switch took := now.Sub(opened); {
	case q.Trap != "":
		problems.Add("", "problem.form-trap")
	case !ok || took > MostFormTime || took < 0:
		problems.Add("", "problem.form-old")
	case took < LeastFormTime:
		problems.Add("", "problem.form-fast")
	}
	return problems
}

// StatementForm is what the form is drawn from, and the page that says that it is closed.
type StatementForm struct {
	Invitation Invitation
	Files      []StatementFile // of this submission
	Signed     string          // for a new form
	Now        time.Time
}

// StatementCheck is a request as it would be stored.
type StatementCheck struct {
	Invitation Invitation
	Request    StatementRequest
	Files      []StatementFile
	Now        time.Time
}

// StatementPage is one statement with what it is about: for its writer, or for staff.
type StatementPage struct {
	Invitation Invitation
	Statement  Statement
	Proves     bool // the writer's link is the one that asks for a click
	Now        time.Time
}

// StatementFilter chooses among a series' statements; zero fields choose all.
type StatementFilter struct {
	State   StatementState
	Meeting ID
	Words   string
}

// StatementList is a series' statements for staff, oldest first. Those that nobody has proven are not among them.
type StatementList struct {
	Invitation Invitation
	All        int
	Counts     map[StatementState]int
	Filter     StatementFilter
	Found      []Statement
	Now        time.Time
}

// Has reports whether the filter chooses the statement.
func (f StatementFilter) Has(s Statement) bool {
	if f.State != "" && s.State != f.State || !f.Meeting.IsZero() && s.Meeting != f.Meeting {
		return false
	}
	all := strings.ToLower(strings.Join([]string{s.Reference, s.Unit, s.Name, s.Behalf, s.Email, s.Text, s.Note}, " "))
	for _, word := range strings.Fields(strings.ToLower(f.Words)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}
