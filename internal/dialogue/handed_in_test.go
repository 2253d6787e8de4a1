package dialogue

import (
	"testing"
	"time"
)

func TestWhenAPresentationCanBeHandedIn(t *testing.T) {
	t.Parallel()
	start := time.Date(2020, 11, 16, 12, 30, 0, 0, Oslo)
	lillestrom, vestby := ID{1}, ID{2}
	first := HandedIn{ID: ID{9}, Document: ID{9}, Number: 1, Kind: Presentation, At: start.Add(-48 * time.Hour)}
	for name, tt := range map[string]struct {
		change  func(*Invitation, *Registration)
		handed  []HandedIn
		now     time.Time
		may     bool
		remains int
		by      time.Time
	}{
		"before the meeting":              {func(*Invitation, *Registration) {}, nil, start.Add(-time.Hour), true, 1, start},
		"the meeting has begun":           {func(*Invitation, *Registration) {}, nil, start, false, 0, start},
		"the series' day":                 {func(inv *Invitation, _ *Registration) { inv.Series.DocumentsBy = Date{2020, 11, 13} }, nil, Date{2020, 11, 13}.At(23, 59), true, 1, Date{2020, 11, 14}.At(0, 0)},
		"the day after":                   {func(inv *Invitation, _ *Registration) { inv.Series.DocumentsBy = Date{2020, 11, 13} }, nil, Date{2020, 11, 14}.At(0, 0), false, 0, Date{2020, 11, 14}.At(0, 0)},
		"handed in":                       {func(*Invitation, *Registration) {}, []HandedIn{first}, start.Add(-time.Hour), true, 0, start},
		"taken back":                      {func(*Invitation, *Registration) {}, []HandedIn{{ID: ID{9}, Document: ID{9}, Number: 1, Kind: Presentation, WithdrawnAt: start.Add(-time.Hour)}}, start.Add(-time.Minute), true, 1, start},
		"another file is none":            {func(*Invitation, *Registration) {}, []HandedIn{{ID: ID{9}, Document: ID{9}, Number: 1, Kind: OtherFile}}, start.Add(-time.Hour), true, 1, start},
		"nobody asks":                     {func(inv *Invitation, _ *Registration) { inv.Series.AsksPresentation = false }, nil, start.Add(-time.Hour), true, 0, start},
		"no date yet":                     {func(inv *Invitation, _ *Registration) { inv.Meetings[0].StartsAt = time.Time{} }, nil, start, true, 1, time.Time{}},
		"cancelled":                       {func(inv *Invitation, _ *Registration) { inv.Meetings[0].State = Cancelled }, nil, start.Add(-time.Hour), false, 0, start},
		"withdrawn":                       {func(_ *Invitation, r *Registration) { r.State = Withdrawn }, nil, start.Add(-time.Hour), false, 0, start},
		"held":                            {func(_ *Invitation, r *Registration) { r.State = HeldForStaff }, nil, start.Add(-time.Hour), false, 0, start},
		"on the waiting list":             {func(_ *Invitation, r *Registration) { r.Delegates[0].Seats[0].State = SeatWaiting }, nil, start.Add(-time.Hour), true, 0, start},
		"nobody is left at the meeting":   {func(_ *Invitation, r *Registration) { r.Delegates[0].Seats[0].State = SeatWithdrawn }, nil, start.Add(-time.Hour), false, 0, time.Time{}},
		"a unit that asked for a meeting": {func(_ *Invitation, r *Registration) { r.Delegates, r.Meeting = nil, lillestrom }, nil, start.Add(-time.Hour), true, 1, start},
		"it follows to another meeting":   {func(_ *Invitation, r *Registration) { r.Delegates[0].Seats[0].Meeting = vestby }, []HandedIn{first}, start.Add(time.Hour), true, 0, start.AddDate(0, 0, 4)},
	} {
		inv := Invitation{Series: Series{State: Published, AsksPresentation: true, Rules: Rules{Choice: Assigned}},
			Meetings: []Meeting{{ID: lillestrom, State: Planned, StartsAt: start}, {ID: vestby, State: Planned, StartsAt: start.AddDate(0, 0, 4)}}}
		r := Registration{State: Active, Delegates: []Delegate{{Seats: []Seat{{Meeting: lillestrom, State: SeatPlaced}}}}}
		tt.change(&inv, &r)
		documents := HandedDocuments(tt.handed)
		if may := inv.MayHandIn(r, ID{}, tt.now); may != tt.may {
			t.Errorf("%s: may hand in is %v", name, may)
		}
		left := inv.RemainingPresentations(r, documents, tt.now)
		if len(left) != tt.remains || len(left) > 0 && !left[0].By.Equal(tt.by) {
			t.Errorf("%s: %v remains, want %d by %v", name, left, tt.remains, tt.by)
		}
		if by := inv.HandInUntil(r, ID{}); !by.Equal(tt.by) {
			t.Errorf("%s: until %v, want %v", name, by, tt.by)
		}
	}
}

func TestEachMeetingHasItsPresentationWhereAUnitAttendsSeveral(t *testing.T) {
	t.Parallel()
	one, other := ID{1}, ID{2}
	now := time.Date(2020, 11, 1, 12, 0, 0, 0, Oslo)
	inv := Invitation{Series: Series{State: Published, AsksPresentation: true, Rules: Rules{Choice: ChooseMany}},
		Meetings: []Meeting{{ID: one, State: Planned, StartsAt: now.AddDate(0, 0, 3)}, {ID: other, State: Planned, StartsAt: now.AddDate(0, 0, 9)}}}
	r := Registration{State: Active, Delegates: []Delegate{{Seats: []Seat{{Meeting: one, State: SeatPlaced}, {Meeting: other, State: SeatPlaced}}}}}
	handed := []HandedIn{
		{ID: ID{9}, Document: ID{9}, Number: 1, Kind: Presentation, Meeting: one, At: now},
		{ID: ID{8}, Document: ID{9}, Number: 2, Kind: Presentation, Meeting: one, At: now.Add(time.Hour)},
		{ID: ID{7}, Document: ID{7}, Number: 1, Kind: OtherFile, Meeting: one, At: now.Add(-time.Hour)},
	}
	documents := HandedDocuments(handed)
	if len(documents) != 2 || documents[0].Newest().Number != 2 || len(documents[0].Versions) != 2 {
		t.Fatalf("%+v", documents)
	}
	if left := inv.RemainingPresentations(r, documents, now); len(left) != 1 || left[0].Meeting != other {
		t.Errorf("%+v", left)
	}
	spots := inv.HandInSpots(r, documents, now)
	if len(spots) != 2 || spots[0].Presentation == nil || len(spots[0].Others) != 1 || spots[1].Presentation != nil || !spots[1].Asked {
		t.Errorf("%+v", spots)
	}
}
