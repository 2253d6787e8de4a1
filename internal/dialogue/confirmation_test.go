package dialogue

import (
	"errors"
	"testing"
	"time"
)

func TestMovedDeadlinesAreNeverInThePast(t *testing.T) {
	t.Parallel()
	now := Date{2019, time.September, 10}.At(12, 0)
	at := func(d, h int) time.Time { return Date{2019, time.September, d}.At(h, 0) }
	for name, tt := range map[string]struct {
		closedBefore, computed, starts, want time.Time
	}{
		"later":                       {at(15, 0), at(22, 0), at(30, 10), at(22, 0)},
		"earlier, still ahead":        {at(15, 0), at(12, 0), at(20, 10), at(12, 0)},
		"would have passed":           {at(15, 0), at(3, 0), at(12, 10), at(11, 0)},
		"would have passed, is today": {at(15, 0), at(3, 0), at(10, 18), at(10, 18)},
		"had passed and would have":   {at(2, 0), at(3, 0), at(12, 10), at(2, 0)},
		"had passed, opens again":     {at(2, 0), at(22, 0), at(30, 10), at(22, 0)},
		"none":                        {time.Time{}, time.Time{}, at(30, 10), time.Time{}},
	} {
		got := MovedDeadline(Meeting{ClosesAt: tt.closedBefore}, Meeting{ClosesAt: tt.computed, StartsAt: tt.starts}, now)
		if !got.Equal(tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestWhatCannotBeMoved(t *testing.T) {
	t.Parallel()
	now := Date{2019, time.September, 10}.At(12, 0)
	dated := Meeting{StartsAt: now.Add(time.Hour), ClosesAt: now}
	for name, tt := range map[string]struct {
		before, after Meeting
		field         string
	}{
		"into the past":                {dated, Meeting{StartsAt: now.Add(-time.Hour)}, "starts"},
		"to no date":                   {dated, Meeting{}, "starts"},
		"a first date with no time":    {Meeting{}, Meeting{StartsAt: now.Add(time.Hour), ClosesAt: now}, "closes_on"},
		"a first date with a deadline": {Meeting{}, Meeting{StartsAt: now.Add(2 * time.Hour), ClosesAt: now.Add(time.Hour)}, ""},
		"another time":                 {dated, Meeting{StartsAt: now.Add(48 * time.Hour)}, ""},
		"another place, still no date": {Meeting{}, Meeting{Town: "Hamar"}, ""},
	} {
		err := CheckMove(tt.before, tt.after, now)
		var problems Problems
		errors.As(err, &problems)
		if _, found := problems[tt.field]; found != (tt.field != "") || err == nil != (tt.field == "") {
			t.Errorf("%s: %v, want a problem with %q", name, err, tt.field)
		}
	}
}

func TestTheConfirmationGoesToWhomItConcernsAndOnce(t *testing.T) {
	t.Parallel()
	m := Meeting{ID: ID{1}}
	seat := func(state SeatState, confirmed bool) []Seat {
		s := Seat{Meeting: m.ID, State: state}
		if confirmed {
			s.ConfirmedAt = time.Unix(1, 0)
		}
		return []Seat{s}
	}
	contact := Contact{Name: "Kari", Email: "kari@example.no"}
	got := ConfirmationRecipients(m, []Registration{
		{State: Active, Contact: contact, Delegates: []Delegate{
			{Name: "Kari", Email: "kari@example.no", Seats: seat(SeatPlaced, false)}, // the contact's own letter is enough
			{Name: "Ola", Email: "ola@example.no", Seats: seat(SeatPlaced, true)},
			{Name: "Per", Email: "per@example.no", Seats: seat(SeatPlaced, false)},
			{Name: "Uten adresse", Seats: seat(SeatPlaced, false)},
			{Name: "Venter", Email: "venter@example.no", Seats: seat(SeatWaiting, false)},
			{Name: "Trukket", Email: "trukket@example.no", Seats: seat(SeatWithdrawn, false)},
		}},
		{State: Active, Contact: Contact{Name: "Ingen plass"}, Delegates: []Delegate{{Name: "A", Seats: seat(SeatWaiting, false)}}},
		{State: HeldForStaff, Contact: Contact{Name: "Holdt"}, Delegates: []Delegate{{Name: "B", Seats: seat(SeatPlaced, false)}}},
		{State: Active, Contact: Contact{Name: "Ferdig", Email: "ferdig@example.no"}, Delegates: []Delegate{{Name: "C", Seats: seat(SeatPlaced, true)}}},
	})
	type row struct {
		name string
		due  bool
	}
	var rows []row
	for _, r := range got {
		rows = append(rows, row{r.Name, r.Due})
	}
	want := []row{{"Kari", true}, {"Ola", false}, {"Per", true}, {"Ferdig", false}}
	if len(rows) != len(want) {
		t.Fatalf("got %v, want %v", rows, want)
	}
	for i := range want {
		if rows[i] != want[i] {
			t.Errorf("got %v, want %v", rows[i], want[i])
		}
	}
	if due := (ConfirmationPage{Recipients: got}).Due(); due != 2 {
		t.Errorf("%d letters are due", due)
	}
}
