package dialogue

import "testing"

func TestWhoMayBeOfferedPlacesAfterASelection(t *testing.T) {
	t.Parallel()
	inv := invitationOf(Ranked, 3)
	inv.Series.Rules.Admission = AdmitSelection
	here, there, never := meetingID(1), meetingID(2), meetingID(3)
	seat := func(state SeatState, meeting ID) Seat { return Seat{Meeting: meeting, State: state} }
	for name, c := range map[string]struct {
		others, own Seat
		meeting     ID
		want        bool
	}{
		"who waits for any":                         {seat(SeatWaiting, ID{}), seat(SeatWaiting, ID{}), there, true},
		"who was not selected":                      {seat(SeatNotSelected, ID{}), seat(SeatNotSelected, ID{}), there, true},
		"at a meeting they can't attend":            {seat(SeatWaiting, ID{}), seat(SeatWaiting, ID{}), never, false},
		"beside the others":                         {seat(SeatPlaced, here), seat(SeatWaiting, here), here, true},
		"away from the others":                      {seat(SeatPlaced, here), seat(SeatWaiting, here), there, false},
		"away from others who have still to answer": {seat(SeatOffered, here), seat(SeatWaiting, here), there, false},
		"where others were who have left":           {seat(SeatWithdrawn, here), seat(SeatWaiting, here), here, true},
		"elsewhere, when the others have left":      {seat(SeatWithdrawn, here), seat(SeatWaiting, here), there, true},
		"who has a place":                           {seat(SeatPlaced, here), seat(SeatPlaced, here), here, false},
		"who has left":                              {seat(SeatPlaced, here), seat(SeatWithdrawn, here), here, false},
	} {
		r := registered(2)
		r.Wishes = []Wish{{Meeting: here, Rank: 1, Available: true}, {Meeting: there, Rank: 2, Available: true}, {Meeting: never, Rank: 3}}
		r.Delegates[0].Seats, r.Delegates[1].Seats = []Seat{c.others}, []Seat{c.own}
		may := r.MayBeOffered(inv, c.meeting, []ID{delegateID(1)})
		if got := may(r.Delegates[1], c.own); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		if may(r.Delegates[0], c.others) {
			t.Errorf("%s: somebody who is not named", name)
		}
	}
}
