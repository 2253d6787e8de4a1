package export

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func meeting() Event {
	return Event{
		UID: "018f3f7e-0000-7000-8000-000000000001@example.no", Sequence: 2,
		Stamp: time.Date(2019, 8, 23, 7, 0, 0, 0, time.UTC), Start: meetingDay.At(10, 0), End: meetingDay.At(14, 0),
		Summary:     "Dialogmøte om «Leve hele livet», Nord-Østerdal; kommunene møtes",
		Location:    "Kulturhuset, Storgata 1, Tynset",
		Description: "Ta med:\n- egne erfaringer, gode og dårlige\n- spørsmål\n\nVi spiller inn på C:\\opptak. Ærlig talt: ååååååååååååååååååååååååååååååååååååååååååååååååååå",
		URL:         "https://example.no/nb/invitasjoner/leve-hele-livet?møte=1",
		Organiser:   Person{`Fylkesmannen "i" Innlandet; avd. helse`, "post@example.no"},
		Attendees:   []Person{{"Kari Nordmann", "kari@example.no"}, {"Uten e-post", ""}, {"Ola,\r\nBCC:x", "ola@example.no\r\nX:y"}},
	}
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file      string
		method    Method
		status    string
		attendees int
	}{
		{"publish.ics", Publish, "CONFIRMED", 0},
		{"request.ics", Request, "CONFIRMED", 2},
		{"cancel.ics", Cancel, "CANCELLED", 2},
	} {
		var out bytes.Buffer
		if err := Calendar(&out, []Event{meeting()}, c.method); err != nil {
			t.Fatal(err)
		}
		golden(t, c.file, out.Bytes())
		checkLines(t, out.String())
		cal, err := ical.NewDecoder(&out).Decode()
		if err != nil {
			t.Fatalf("%s: %v", c.file, err)
		}
		if got := cal.Props.Get(ical.PropMethod).Value; got != string(c.method) {
			t.Errorf("%s: METHOD %s", c.file, got)
		}
		events := cal.Events()
		if len(events) != 1 {
			t.Fatalf("%s: %d events", c.file, len(events))
		}
		e, want := events[0], meeting()
		for name, want := range map[string]string{
			ical.PropUID: want.UID, ical.PropSummary: want.Summary, ical.PropLocation: want.Location, ical.PropDescription: want.Description,
			ical.PropStatus: c.status,
		} {
			if got, err := e.Props.Text(name); err != nil || got != want {
				t.Errorf("%s: %s is %q %v, want %q", c.file, name, got, err, want)
			}
		}
		start, err := e.DateTimeStart(nil)
		end, err2 := e.DateTimeEnd(nil)
		if err != nil || err2 != nil || !start.Equal(want.Start) || !end.Equal(want.End) {
			t.Errorf("%s: from %v to %v, %v %v", c.file, start, end, err, err2)
		}
		if n, err := e.Props.Get(ical.PropSequence).Int(); err != nil || n != 2 {
			t.Errorf("%s: SEQUENCE %d %v", c.file, n, err)
		}
		if got := e.Props.Values(ical.PropAttendee); len(got) != c.attendees {
			t.Errorf("%s: %d attendees", c.file, len(got))
		}
		if got := e.Props.Get(ical.PropOrganizer); got.Value != "mailto:post@example.no" || got.Params.Get("CN") != "Fylkesmannen 'i' Innlandet; avd. helse" {
			t.Errorf("%s: organiser %+v", c.file, got)
		}
	}
}

func TestCalendarOfACancelledMeetingAmongOthers(t *testing.T) {
	t.Parallel()
	gone := meeting()
	gone.UID, gone.Cancelled, gone.End = "2@example.no", true, time.Time{}
	var out bytes.Buffer
	if err := Calendar(&out, []Event{meeting(), gone}, Publish); err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(&out).Decode()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range cal.Events() {
		got = append(got, e.Props.Get(ical.PropStatus).Value)
	}
	if diff := cmp.Diff([]string{"CONFIRMED", "CANCELLED"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLongLinesAreFolded(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("x", 400), strings.Repeat("å", 200), strings.Repeat("xå", 150), strings.Repeat("😀", 100)} {
		e := meeting()
		e.Description = text
		var out bytes.Buffer
		if err := Calendar(&out, []Event{e}, Publish); err != nil {
			t.Fatal(err)
		}
		checkLines(t, out.String())
		if !strings.Contains(strings.ReplaceAll(out.String(), "\r\n ", ""), "\r\nDESCRIPTION:"+text+"\r\n") {
			t.Errorf("%.10q… does not come back when unfolded", text)
		}
	}
}

func TestCalendarRefuses(t *testing.T) {
	t.Parallel()
	without := func(change func(*Event)) []Event { e := meeting(); change(&e); return []Event{e} }
	for name, c := range map[string]struct {
		events []Event
		method Method
	}{
		"nothing":          {nil, Publish},
		"no uid":           {without(func(e *Event) { e.UID = "" }), Publish},
		"no start":         {without(func(e *Event) { e.Start = time.Time{} }), Publish},
		"no stamp":         {without(func(e *Event) { e.Stamp = time.Time{} }), Publish},
		"no organiser":     {without(func(e *Event) { e.Organiser.Email = "" }), Request},
		"cancel from none": {without(func(e *Event) { e.Organiser.Email = "" }), Cancel},
	} {
		if err := Calendar(&bytes.Buffer{}, c.events, c.method); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := Calendar(&bytes.Buffer{}, without(func(e *Event) { e.Organiser = Person{} }), Publish); err != nil {
		t.Errorf("a published event without organiser: %v", err)
	}
}

// Whatever people write, the file can be read, its lines are short and its texts come back.
func TestCalendarTakesAnyText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := meeting()
		e.Summary, e.Description = rapid.String().Draw(t, "summary"), rapid.String().Draw(t, "description")
		e.Location, e.Organiser.Name = rapid.String().Draw(t, "location"), rapid.String().Draw(t, "name")
		e.Attendees = []Person{{rapid.String().Draw(t, "attendee"), "kari@example.no"}}
		var out bytes.Buffer
		if err := Calendar(&out, []Event{e}, Request); err != nil {
			t.Fatal(err)
		}
		checkLines(t, out.String())
		cal, err := ical.NewDecoder(&out).Decode()
		if err != nil {
			t.Fatal(err)
		}
		props := cal.Events()[0].Props
		if got, err := props.Text(ical.PropDescription); err != nil || got != printable(e.Description) {
			t.Fatalf("%q came back as %q %v", e.Description, got, err)
		}
		for name := range props {
			if !strings.Contains(" UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY LOCATION DESCRIPTION URL STATUS ORGANIZER ATTENDEE ", " "+name+" ") {
				t.Fatalf("a text made the property %s", name)
			}
		}
	})
}

type failer interface{ Errorf(string, ...any) }

func checkLines(t failer, ics string) {
	for line := range strings.SplitSeq(strings.TrimSuffix(ics, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
}
