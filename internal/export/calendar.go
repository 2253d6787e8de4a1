package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-ical"
)

// Method is what a calendar asks its reader to do.
type Method string

// The methods. Request and Cancel go in letters to participants and name the organiser and attendees; Publish is for files
// anybody may take, and leaves attendees out.
const (
	Publish Method = "PUBLISH"
	Request Method = "REQUEST"
	Cancel  Method = "CANCEL"
)

// Person is an organiser or attendee. Without an Email it is left out.
type Person struct{ Name, Email string }

// Event is a meeting in somebody's calendar.
//
// Calendars know an event again by UID and take a newer version by a higher Sequence: UID must stay the same and Sequence
// must rise with every change of date, time, venue or cancellation.
type Event struct {
	UID         string // <meeting id>@<host>
	Sequence    int
	Stamp       time.Time // when this version was made
	Start, End  time.Time // End zero: an event without length
	Summary     string
	Location    string
	Description string
	URL         string
	Organiser   Person
	Attendees   []Person
	Cancelled   bool
}

// maxLine is how many octets a line may have, RFC 5545 3.1.
const maxLine = 75

// Calendar writes the events as an iCalendar file. All times are UTC: an instant needs no zone definition, and Outlook, Apple
// and Google show it in the reader's own zone.
//
// It fails without events, for an event without UID, stamp or start, and for Request and Cancel without an organiser.
func Calendar(w io.Writer, events []Event, method Method) error {
	if len(events) == 0 {
		return errors.New("export: a calendar needs an event")
	}
	cal := ical.NewCalendar()
	cal.Props.SetText(ical.PropVersion, "2.0")
	cal.Props.SetText(ical.PropProductID, "-//Dialogmote//Dialogmote//NO")
	cal.Props.SetText(ical.PropMethod, string(method))
	for _, e := range events {
		event, err := e.component(method)
		if err != nil {
			return err
		}
		cal.Children = append(cal.Children, event)
	}
	var unfolded bytes.Buffer
	if err := ical.NewEncoder(&unfolded).Encode(cal); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return fold(w, unfolded.Bytes())
}

func (e Event) component(method Method) (*ical.Component, error) {
	switch {
	case e.UID == "" || e.Stamp.IsZero() || e.Start.IsZero():
		return nil, fmt.Errorf("export: event %q lacks uid, stamp or start", e.UID)
	case method != Publish && e.Organiser.Email == "":
		return nil, fmt.Errorf("export: event %q has no organiser to send %s from", e.UID, method)
	}
	event := ical.NewComponent(ical.CompEvent)
	text := func(name, value string) {
		if value = printable(value); value != "" {
			event.Props.SetText(name, value)
		}
	}
	moment := func(name string, t time.Time) { event.Props.SetDateTime(name, t.UTC()) }
	raw := func(name, value string) { event.Props.Set(&ical.Prop{Name: name, Params: ical.Params{}, Value: value}) }

	text(ical.PropUID, e.UID)
	raw(ical.PropSequence, strconv.Itoa(e.Sequence)) // SetText would mark the number as text
	moment(ical.PropDateTimeStamp, e.Stamp)
	moment(ical.PropDateTimeStart, e.Start)
	if e.End.After(e.Start) {
		moment(ical.PropDateTimeEnd, e.End)
	}
	text(ical.PropSummary, e.Summary)
	text(ical.PropLocation, e.Location)
	text(ical.PropDescription, e.Description)
	if u, err := url.Parse(e.URL); err == nil && e.URL != "" {
		raw(ical.PropURL, u.String())
	}
	switch {
	case e.Cancelled || method == Cancel:
		raw(ical.PropStatus, "CANCELLED")
	default:
		raw(ical.PropStatus, "CONFIRMED")
	}
	if e.Organiser.Email != "" {
		event.Props.Set(person(ical.PropOrganizer, e.Organiser))
	}
	if method != Publish { // RFC 5546 3.2.1: a published event has no attendees
		for _, a := range e.Attendees {
			if a.Email == "" {
				continue
			}
			p := person(ical.PropAttendee, a)
			p.Params.Set(ical.ParamParticipationStatus, "ACCEPTED") // they are registered: nobody waits for an answer
			p.Params.Set(ical.ParamRSVP, "FALSE")
			event.Props.Add(p)
		}
	}
	return event, nil
}

func person(name string, p Person) *ical.Prop {
	prop := &ical.Prop{Name: name, Params: ical.Params{}, Value: "mailto:" + strings.Join(strings.Fields(printable(p.Email)), "")}
	if cn := strings.Join(strings.Fields(strings.ReplaceAll(printable(p.Name), `"`, "'")), " "); cn != "" {
		prop.Params.Set(ical.ParamCommonName, cn)
	}
	return prop
}

// printable is s without control characters but line breaks: a property must not be able to end itself.
func printable(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "�")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\n':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s))
}

// fold breaks lines longer than 75 octets, never inside a character.
func fold(w io.Writer, unfolded []byte) error {
	var out bytes.Buffer
	for line := range bytes.SplitSeq(bytes.TrimSuffix(unfolded, []byte("\r\n")), []byte("\r\n")) {
		room := maxLine
		for len(line) > room {
			cut := room
			for !utf8.RuneStart(line[cut]) {
				cut--
			}
			out.Write(line[:cut])
			out.WriteString("\r\n ")
			line, room = line[cut:], maxLine-1 // the space counts
		}
		out.Write(line)
		out.WriteString("\r\n")
	}
	_, err := w.Write(out.Bytes())
	return err
}
