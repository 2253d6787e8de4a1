package dialogue

import (
	"testing"
	"time"
)

func TestLinksAreShownToThoseTheyAreFor(t *testing.T) {
	t.Parallel()
	here, there, series := ID{1}, ID{2}, ID{3}
	inv := Invitation{Series: Series{ID: series}, Materials: []Material{
		{ID: ID{11}, Audience: ForAll, URL: "https://example.no/all"},
		{ID: ID{12}, Audience: ForRegistered, URL: "https://example.no/registered"},
		{ID: ID{13}, Audience: ForConfirmed, Meeting: here, URL: "https://example.no/confirmed"},
		{ID: ID{14}, Audience: ForRegistered, Meeting: there, URL: "https://example.no/elsewhere"},
	}}
	seat := func(state SeatState, confirmed bool) Seat {
		s := Seat{Meeting: here, State: state}
		if confirmed {
			s.ConfirmedAt = time.Unix(1, 0)
		}
		return s
	}
	for name, tt := range map[string]struct {
		state RegistrationState
		seat  Seat
		want  int
	}{
		"confirmed":          {Active, seat(SeatPlaced, true), 3},
		"placed":             {Active, seat(SeatPlaced, false), 2},
		"on the list":        {Active, seat(SeatWaiting, false), 2},
		"has left the place": {Active, seat(SeatWithdrawn, true), 1},
		"withdrawn":          {Withdrawn, seat(SeatPlaced, true), 1},
		"held":               {HeldForStaff, seat(SeatPlaced, false), 1},
	} {
		r := Registration{Series: series, State: tt.state, Delegates: []Delegate{{Seats: []Seat{tt.seat}}}}
		if got := inv.MaterialsFor(r); len(got) != tt.want {
			t.Errorf("%s: %d documents, want %d", name, len(got), tt.want)
		}
	}
}
