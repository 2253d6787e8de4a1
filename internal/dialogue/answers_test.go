package dialogue

import (
	"testing"
	"time"
)

func TestAnswersLeaveEverySeatAsTheProposalSays(t *testing.T) {
	t.Parallel()
	now := Date{Year: 2017, Month: 5, Day: 12}.At(9, 0)
	hamar := ID{9}
	person := func(n byte) Delegate {
		return Delegate{ID: ID{5, n}, Email: string('a'+rune(n)) + "@example.no", Seats: []Seat{{ID: ID{6, n}, State: SeatPending, Slot: int(n)}}}
	}
	reg := func(n byte, people ...Delegate) Registration {
		return Registration{ID: ID{1, n}, State: Active, Contact: Contact{Email: "kontakt@example.no"}, Delegates: people, Wishes: []Wish{{Meeting: hamar, Rank: 1, Available: true}}}
	}
	placed := func(n byte) SelectedPerson {
		return SelectedPerson{Delegate: Delegate{ID: ID{5, n}}, Outcome: SeatPlaced}
	}
	waits := func(n byte) SelectedPerson {
		return SelectedPerson{Delegate: Delegate{ID: ID{5, n}}, Outcome: SeatWaiting}
	}
	withdrawn := reg(4, person(7))
	withdrawn.State = Withdrawn
	given := []SelectedUnit{
		{Registration: Registration{ID: ID{1, 1}}, Outcome: SeatPlaced, Meeting: hamar, Lot: 3, Persons: []SelectedPerson{placed(1), waits(2)}},
		{Registration: Registration{ID: ID{1, 2}}, Outcome: SeatWaiting, Lot: 1, Persons: []SelectedPerson{waits(4)}},
		{Registration: Registration{ID: ID{1, 3}}, Outcome: SeatNotSelected, Lot: 2, Persons: []SelectedPerson{{Delegate: Delegate{ID: ID{5, 5}}, Outcome: SeatNotSelected}}},
		{Registration: Registration{ID: ID{1, 4}}, Outcome: SeatWaiting, Lot: 4, Persons: []SelectedPerson{waits(7)}},
	}
	late := reg(5, person(8))
	answers := Answers(given, []Registration{reg(1, person(1), person(2), person(3)), reg(2, person(4)), reg(3, person(5), person(6)), withdrawn, late})
	if len(answers) != 4 {
		t.Fatalf("%d answers: the withdrawn one gets none, the late one does", len(answers))
	}
	type seat struct {
		state     SeatState
		meeting   ID
		waiting   int64
		confirmed bool
	}
	want := map[ID]seat{
		{6, 1}: {SeatPlaced, hamar, 0, true},
		{6, 2}: {SeatWaiting, hamar, 70, false},
		{6, 3}: {SeatWaiting, hamar, 70, false}, // came since the draw was frozen
		{6, 4}: {SeatWaiting, ID{}, 70, false},
		{6, 5}: {SeatNotSelected, ID{}, 0, false},
		{6, 6}: {SeatNotSelected, ID{}, 0, false}, // with the rest of a delegation that staff decided on
		{6, 8}: {SeatWaiting, ID{}, 70, false},
	}
	for _, u := range answers {
		for _, d := range u.Answered(70, now).Delegates {
			for _, s := range d.Seats {
				if got := (seat{s.State, s.Meeting, s.WaitingNo, s.ConfirmedAt.Equal(now)}); got != want[s.ID] {
					t.Errorf("seat %v is %+v, want %+v", s.ID[:2], got, want[s.ID])
				}
			}
		}
		if u.Registration.Delegates[0].Seats[0].State != SeatPending {
			t.Error("the registration itself was changed")
		}
	}
	order := ByLot(answers)
	if order[0].Lot != 1 || order[1].Lot != 2 || order[2].Lot != 3 || order[3].Registration.ID != late.ID {
		t.Errorf("the queue is not in the order of lots: %v %v %v", order[0].Lot, order[1].Lot, order[2].Lot)
	}
	inv := &Invitation{Meetings: []Meeting{{ID: hamar}}}
	if c := CountAnswers(inv, answers); c != (AnswerCounts{Placed: 1, Waiting: 2, NotSelected: 1, Delegates: 1}) || c.Letters() != 5 {
		t.Errorf("%+v", c)
	}
}

// A unit that chose its meeting, and was selected for it or not, waits there and not for any meeting.
func TestWhoChoseAMeetingWaitsThere(t *testing.T) {
	t.Parallel()
	chosen := ID{9}
	r := Registration{ID: ID{1}, State: Active, Delegates: []Delegate{{ID: ID{5}, Seats: []Seat{{ID: ID{6}, Meeting: chosen, State: SeatPending}}}}}
	u := Answers([]SelectedUnit{{Registration: r, Outcome: SeatWaiting, Persons: []SelectedPerson{{Delegate: r.Delegates[0], Outcome: SeatWaiting}}}}, []Registration{r})[0]
	if s := u.Answered(1, time.Time{}).Delegates[0].Seats[0]; s.Meeting != chosen || s.State != SeatWaiting {
		t.Errorf("waits at %v as %s", s.Meeting, s.State)
	}
}
