package dialogue

import (
	"slices"
	"strings"
	"time"
)

// MessageState is draft → sending → done; draft, sending → cancelled.
type MessageState string

// The states of a message.
const (
	MessageDraft     MessageState = "draft"
	MessageSending   MessageState = "sending"
	MessageDone      MessageState = "done"
	MessageCancelled MessageState = "cancelled"
)

// Message is a letter that staff write to chosen registrations of a series.
type Message struct {
	Organiser, ID, Series ID
	State                 MessageState
	LetterWords
	ToContacts, ToDelegates bool
	CreatedBy               ID
	CreatedAt, DoneAt       time.Time
	Version                 int
}

// MayCancel reports whether there is something left to stop.
func (m Message) MayCancel() bool { return m.State == MessageDraft || m.State == MessageSending }

// MessagePassed is why a chosen registration got no letter: nobody it is for has an e-mail address, or it is not active any more.
type MessagePassed string

// Why somebody is passed over.
const (
	MessageNobody   MessagePassed = "nobody"
	MessageUnproven MessagePassed = "unproven"
)

// MessageReceiver is one registration that a message is for.
type MessageReceiver struct {
	Registration Registration
	PostedAt     time.Time // its letters are written, or it was passed over; zero: not yet
	Passed       MessagePassed
	Letters      []Letter // without bodies
}

// Addressee is one who gets a message: the contact, or a delegate.
type Addressee struct {
	Name, Email string // without an address the letter is to be printed
	Delegate    *Delegate
}

// MayGetMessages reports whether staff may write to a registration: it is active, so that somebody has proven it or staff have let it in.
func (r Registration) MayGetMessages() bool { return r.State == Active && r.ErasedAt.IsZero() }

// Addressees are who of a registration gets the message, each address once, or why nobody does. A contact without an e-mail address gets it on
// paper; delegates without one get nothing.
func (m Message) Addressees(r Registration) ([]Addressee, MessagePassed) {
	if !r.MayGetMessages() {
		return nil, MessageUnproven
	}
	var to []Addressee
	has := func(email string) bool {
		return slices.ContainsFunc(to, func(a Addressee) bool { return strings.EqualFold(a.Email, email) })
	}
	if m.ToContacts {
		to = append(to, Addressee{Name: r.Contact.Name, Email: r.Contact.Email})
	}
	if m.ToDelegates {
		for _, d := range r.LiveDelegates() {
			if d.Email != "" && !has(d.Email) {
				to = append(to, Addressee{Name: d.Name, Email: d.Email, Delegate: &d})
			}
		}
	}
	if len(to) == 0 {
		return nil, MessageNobody
	}
	return to, ""
}

// MessageChoice is whom a new message can go to: those of the work list's filter that may get one.
type MessageChoice struct {
	List    WorkList
	Rows    []Registration
	LeftOut int // that the filter lets through and that may get none
}

// MessageTally is how far a message has come: registrations, and letters by state.
type MessageTally struct {
	Registrations, Posted, Passed int // Passed of the posted ones
	Letters                       LetterCounts
}

// MessageSummary is one line in the list of a series' messages.
type MessageSummary struct {
	Message Message
	Tally   MessageTally
	By      string
}

// MessagePage is one message as its staff see it: while it is written, sent, and afterwards.
type MessagePage struct {
	Invitation   Invitation
	Message      Message
	Words        LetterWords // those of the message, else what it begins with
	Receivers    []MessageReceiver
	Placeholders []TextPlaceholder
	By           string
	OwnAddress   string // where a trial goes
	Now          time.Time
}

// MessageForecast is what would be sent now.
type MessageForecast struct {
	Registrations, Letters int
	Paper                  int          // of the letters
	Nobody                 []string     // units in which nobody has an address
	Unproven               []string     // units whose registration is not active any more
	InOther                map[Lang]int // letters to readers of a language that has no text, by the language they are in instead
}

// Forecast is what the registrations that have had nothing yet would get if the message went to these now.
func (p MessagePage) Forecast(toContacts, toDelegates bool) MessageForecast {
	f := MessageForecast{InOther: map[Lang]int{}}
	m := p.Message
	m.ToContacts, m.ToDelegates = toContacts, toDelegates
	for _, r := range p.Receivers {
		if !r.PostedAt.IsZero() {
			continue
		}
		to, why := m.Addressees(r.Registration)
		switch why {
		case MessageNobody:
			f.Nobody = append(f.Nobody, r.Registration.Unit.Name)
		case MessageUnproven:
			f.Unproven = append(f.Unproven, r.Registration.Unit.Name)
		default:
			f.Registrations++
			f.Letters += len(to)
			for _, a := range to {
				if a.Email == "" {
					f.Paper++
				}
			}
			if found, ok := m.Nearest(r.Registration.Lang); ok && found != r.Registration.Lang {
				f.InOther[found] += len(to)
			}
		}
	}
	return f
}

// Letters counts the message's letters by how they went.
func (p MessagePage) Letters() LetterCounts {
	counts := LetterCounts{}
	for _, r := range p.Receivers {
		for _, l := range r.Letters {
			counts[l.State]++
		}
	}
	return counts
}

// Posted is how many registrations have had their letters written or been passed over.
func (p MessagePage) Posted() int {
	n := 0
	for _, r := range p.Receivers {
		if !r.PostedAt.IsZero() {
			n++
		}
	}
	return n
}

// Underway reports whether letters are being written, or wait to be sent.
func (p MessagePage) Underway() bool {
	return p.Message.State == MessageSending || p.Letters()[LetterQueued] > 0
}
