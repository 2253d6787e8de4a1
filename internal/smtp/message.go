// Package smtp hands letters to a mail server: go-mail behind one small interface. It composes nothing, decides nothing and
// keeps no queue; whether a failed letter is tried again is the caller's question, which Temporary answers.
package smtp

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"
)

// Message is one letter to one receiver, complete: sending it twice sends the same letter twice, with the same Message-ID.
type Message struct {
	From, FromName string
	ReplyTo        string // "" for none
	To, ToName     string
	Subject        string
	Text, HTML     string // HTML may be empty

	// Calendar is an iCalendar object of CalendarMethod (REQUEST or CANCEL, as inside it). It goes along as an alternative of
	// the text, which calendars understand, and as invite.ics, which people do.
	Calendar       []byte
	CalendarMethod string

	Attachments []Attachment
	MessageID   string    // without angle brackets, made once and kept
	Date        time.Time // when the letter was written
	Headers     map[string]string
}

// Attachment is one file of a letter.
type Attachment struct {
	Name, ContentType string
	Content           []byte
}

// ErrInvalid says that a message can't be sent by anyone to anyone: an address is malformed or a part is missing.
var ErrInvalid = errors.New("smtp: invalid message")

// compose builds the mail, or ErrInvalid.
func compose(m Message) (*mail.Msg, error) {
	if m.MessageID == "" || m.Date.IsZero() || m.Subject == "" || m.Text == "" {
		return nil, fmt.Errorf("%w: Message-ID, date, subject and text are needed", ErrInvalid)
	}
	if strings.ContainsAny(m.MessageID, "<>\r\n ") || !strings.Contains(m.MessageID, "@") {
		return nil, fmt.Errorf("%w: Message-ID %q", ErrInvalid, m.MessageID)
	}
	// The user agent would tell strangers which software and version this is.
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	errs := []error{msg.FromFormat(m.FromName, m.From), msg.AddToFormat(m.ToName, m.To)}
	if m.ReplyTo != "" {
		errs = append(errs, msg.ReplyTo(m.ReplyTo))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(m.MessageID)
	msg.SetDateWithValue(m.Date)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: out-of-office programs stay silent
	for _, name := range slices.Sorted(maps.Keys(m.Headers)) {
		msg.SetGenHeader(mail.Header(name), m.Headers[name])
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	if len(m.Calendar) > 0 {
		switch m.CalendarMethod {
		case "REQUEST", "CANCEL", "PUBLISH":
		default:
			return nil, fmt.Errorf("%w: calendar method %q", ErrInvalid, m.CalendarMethod)
		}
		msg.AddAlternativeString(mail.ContentType("text/calendar; method="+m.CalendarMethod), string(m.Calendar),
			mail.WithPartEncoding(mail.EncodingB64)) // its line ends and folding must arrive untouched
		if err := attach(msg, Attachment{"invite.ics", "application/ics", m.Calendar}); err != nil {
			return nil, err
		}
	}
	for _, a := range m.Attachments {
		if err := attach(msg, a); err != nil {
			return nil, err
		}
	}
	return msg, nil
}

func attach(msg *mail.Msg, a Attachment) error {
	err := msg.AttachReader(a.Name, bytes.NewReader(a.Content), mail.WithFileContentType(mail.ContentType(a.ContentType)))
	if err != nil {
		return fmt.Errorf("%w: attachment %s: %w", ErrInvalid, a.Name, err)
	}
	return nil
}
