package dialogue

import "time"

// UnitInvitation is one unit invited to a series. Its state follows from these times, its letters, the unit's registration and its
// decline: prepared → sent → answered | declined; bounced when no letter reached it.
type UnitInvitation struct {
	Organiser  ID
	ID         ID
	Series     ID
	Unit       Unit
	PreparedAt time.Time
	SentAt     time.Time // its first letter was posted; zero: only prepared
	StartedAt  time.Time // somebody pressed the button of the personal link
	Letters    LetterTally
	Decline    *Decline // the one that counts, or that waits for staff
}

// LetterTally counts an invitation's letters by how they went, reminders among them.
type LetterTally struct{ Queued, Sent, Failed, ToPrint int }

// MailingKind is what a sending says.
type MailingKind string

// The letter with the personal link, and the one to those who have not answered.
const (
	InvitationMailing MailingKind = "invitation"
	ReminderMailing   MailingKind = "reminder"
)

// MailingState is draft → scheduled ⇄ paused → done; draft, scheduled or paused → cancelled. A scheduled one whose time has come is
// being sent.
type MailingState string

// The states of a sending.
const (
	MailingDraft     MailingState = "draft"
	MailingScheduled MailingState = "scheduled"
	MailingPaused    MailingState = "paused"
	MailingDone      MailingState = "done"
	MailingCancelled MailingState = "cancelled"
)

// Mailing is one sending of letters to invited units.
type Mailing struct {
	Organiser    ID
	ID           ID
	Series       ID
	Kind         MailingKind
	State        MailingState
	Letter       Text // Markdown of this sending; empty: the series'
	Materials    []ID // of the series, that go along as files
	SendAt       time.Time
	PerMinute    int       // letters a minute; 0: no limit
	NextAt       time.Time // with a limit: when the next letters may be posted
	RuleDays     int       // automatic: so many days before …
	RuleDeadline Date      // … the last day to answer
	CreatedBy    ID        // none: automatic
	CreatedAt    time.Time
	DoneAt       time.Time
	Version      int
}

// ReminderDays are the days before the deadline that staff choose among for automatic reminders; the first two are suggested.
var ReminderDays = [...]int{7, 2, 14, 10, 5, 4, 3, 1}
