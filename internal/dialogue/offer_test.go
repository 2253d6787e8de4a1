package dialogue_test

import (
	"testing"
	"time"

	. "dialogmote/internal/dialogue"
)

func TestAnOfferLastsWorkingDays(t *testing.T) {
	t.Parallel()
	at := func(day string, hour, minute int) time.Time {
		d, ok := ParseISODate(day)
		if !ok {
			t.Fatal(day)
		}
		return d.At(hour, minute)
	}
	never := time.Time{}
	for name, c := range map[string]struct {
		now    time.Time
		days   int
		starts time.Time
		until  time.Time
		ok     bool
	}{
		"a Monday":                             {at("2017-05-08", 9, 0), 2, never, at("2017-05-10", 18, 0), true},
		"over a weekend":                       {at("2017-05-12", 9, 0), 2, never, at("2017-05-16", 18, 0), true},
		"Friday at the last minute":            {at("2017-05-12", 17, 59), 1, never, at("2017-05-15", 18, 0), true},
		"by hand on a Saturday":                {at("2017-05-13", 12, 0), 1, never, at("2017-05-15", 18, 0), true},
		"over 17 May":                          {at("2017-05-16", 10, 0), 1, never, at("2017-05-18", 18, 0), true},
		"over Easter":                          {at("2017-04-12", 10, 0), 1, never, at("2017-04-18", 18, 0), true},
		"over Ascension Day":                   {at("2017-05-24", 10, 0), 2, never, at("2017-05-29", 18, 0), true},
		"over Whit Monday":                     {at("2017-06-02", 10, 0), 1, never, at("2017-06-06", 18, 0), true},
		"over Christmas":                       {at("2019-12-23", 10, 0), 2, never, at("2019-12-27", 18, 0), true},
		"over the New Year":                    {at("2019-12-30", 10, 0), 2, never, at("2020-01-02", 18, 0), true},
		"over the night when summer time ends": {at("2019-10-25", 10, 0), 1, never, time.Date(2019, 10, 28, 17, 0, 0, 0, time.UTC), true},
		"over the night when it begins":        {at("2019-03-29", 10, 0), 1, never, time.Date(2019, 4, 1, 16, 0, 0, 0, time.UTC), true},
		"two weeks":                            {at("2017-05-01", 10, 0), 14, never, at("2017-05-22", 18, 0), true},
		"until the meeting":                    {at("2017-05-08", 9, 0), 2, at("2017-05-09", 10, 0), at("2017-05-09", 10, 0), true},
		"a meeting the evening it ends":        {at("2017-05-08", 9, 0), 2, at("2017-05-10", 18, 0), at("2017-05-10", 18, 0), true},
		"an hour before":                       {at("2017-05-08", 9, 0), 2, at("2017-05-08", 10, 0), at("2017-05-08", 10, 0), true},
		"less than an hour before":             {at("2017-05-08", 9, 1), 2, at("2017-05-08", 10, 0), at("2017-05-08", 10, 0), false},
		"while it lasts":                       {at("2017-05-08", 11, 0), 2, at("2017-05-08", 10, 0), at("2017-05-08", 10, 0), false},
		"when the series has no days":          {at("2017-05-08", 9, 0), 0, never, at("2017-05-08", 18, 0), true},
		"in the evening, without days":         {at("2017-05-08", 19, 0), 0, never, at("2017-05-08", 18, 0), false},
	} {
		if until, ok := OfferUntil(c.now, c.days, c.starts); !until.Equal(c.until) || ok != c.ok {
			t.Errorf("%s: until %v (%v), want %v (%v)", name, until, ok, c.until, c.ok)
		}
	}
}

func TestOffersAreMadeInOfficeHours(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]bool{
		"2017-05-08T08:00:00+02:00": true,
		"2017-05-08T07:59:59+02:00": false,
		"2017-05-08T17:59:59+02:00": true,
		"2017-05-08T18:00:00+02:00": false,
		"2017-05-08T06:00:00Z":      true,
		"2017-05-13T12:00:00+02:00": false, // Saturday
		"2017-05-14T12:00:00+02:00": false,
		"2017-05-17T12:00:00+02:00": false,
		"2017-04-13T12:00:00+02:00": false, // Maundy Thursday
		"2017-04-12T12:00:00+02:00": true,
		"2017-04-17T12:00:00+02:00": false, // Easter Monday
		"2017-12-25T12:00:00+01:00": false,
		"2018-01-01T12:00:00+01:00": false,
		"2019-10-28T07:00:00Z":      true,  // summer time ended the day before: eight o'clock
		"2019-10-28T06:30:00Z":      false, // which would have been half past eight
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := OfficeHours(now); got != want {
			t.Errorf("%s: %v", at, got)
		}
	}
}

func TestWhoIsNextInLine(t *testing.T) {
	t.Parallel()
	a, b, c := ID{1}, ID{2}, ID{3}
	full := func(free int) Meeting { return Meeting{Capacity: 20, OwnPlaces: 2, Taken: 18 - free} }
	for name, k := range map[string]struct {
		places []InLine
		m      Meeting
		next   ID
		people int
		ok     bool
	}{
		"nobody waits":                     {nil, full(3), ID{}, 0, false},
		"room for the first":               {[]InLine{{Registration: a, First: 1, Last: 1, People: 3}, {Registration: b, First: 2, Last: 2, People: 1}}, full(3), a, 3, true},
		"no room for the first":            {[]InLine{{Registration: a, First: 1, Last: 1, People: 3}, {Registration: b, First: 2, Last: 2, People: 1}}, full(2), a, 3, false},
		"no limit":                         {[]InLine{{Registration: a, First: 1, Last: 1, People: 30}}, Meeting{}, a, 30, true},
		"one who came later, side by side": {[]InLine{{Registration: a, First: 1, Last: 1, People: 2}, {Registration: a, First: 5, Last: 5, People: 1}}, full(2), a, 3, false},
		"one who came later, after others": {[]InLine{{Registration: a, First: 1, Last: 1, People: 2}, {Registration: b, First: 4, Last: 4, People: 2}, {Registration: a, First: 5, Last: 5, People: 1}}, full(2), a, 2, true},
		"others of it are to answer":       {[]InLine{{Registration: a, First: 1, Last: 1, People: 1, Answering: true}, {Registration: b, First: 2, Last: 2, People: 1}}, full(2), a, 1, false},
		"staff took its offer back":        {[]InLine{{Registration: a, First: 1, Last: 1, People: 2, TakenBack: true}, {Registration: c, First: 2, Last: 2, People: 1}}, full(2), c, 1, true},
	} {
		next, ok := NextInLine(Queue(k.places), k.m)
		if next.Registration != k.next || next.People != k.people || ok != k.ok {
			t.Errorf("%s: %v with %d people, %v", name, next.Registration, next.People, ok)
		}
	}
}

func TestDecliningEndsARegistrationOfWhichNothingIsLeft(t *testing.T) {
	t.Parallel()
	here, there := ID{1}, ID{2}
	seat := func(meeting ID, state SeatState) Delegate {
		return Delegate{Seats: []Seat{{Meeting: meeting, State: state}}}
	}
	for name, c := range map[string]struct {
		people []Delegate
		want   bool
	}{
		"all were offered":          {[]Delegate{seat(here, SeatOffered), seat(here, SeatOffered)}, true},
		"and one has left":          {[]Delegate{seat(here, SeatOffered), seat(here, SeatWithdrawn)}, true},
		"one has a place there":     {[]Delegate{seat(here, SeatOffered), seat(here, SeatPlaced)}, false},
		"one waits elsewhere":       {[]Delegate{seat(here, SeatOffered), seat(there, SeatWaiting)}, false},
		"one is offered elsewhere":  {[]Delegate{seat(here, SeatOffered), seat(there, SeatOffered)}, false},
		"one waits for any meeting": {[]Delegate{seat(here, SeatOffered), seat(ID{}, SeatWaiting)}, false},
	} {
		if got := (Registration{Delegates: c.people}).EndsWhenDeclined(here); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
