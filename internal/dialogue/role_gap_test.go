package dialogue

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheKindsOfParticipantsThatADelegationLacks(t *testing.T) {
	t.Parallel()
	politician, elders, planner, user, old := ID{1}, ID{2}, ID{3}, ID{4}, ID{5}
	roles := []Role{{ID: politician}, {ID: elders}, {ID: planner}, {ID: user, OutsideCap: true, Health: true}, {ID: old, Retired: true}}
	floors := []Role{{ID: politician, Floor: 1}, {ID: elders}, {ID: user, Floor: 2, OutsideCap: true}}
	for _, c := range []struct {
		name   string
		roles  []Role
		places int
		unit   UnitKind
		have   []ID
		want   []ID
	}{
		{"all that are listed, but not those who count apart", roles, 4, Municipality, []ID{planner}, []ID{politician, elders}},
		{"two of a kind fill one", roles, 4, Municipality, []ID{planner, planner, elders}, []ID{politician}},
		{"nobody lacks", roles, 4, Municipality, []ID{politician, elders, planner}, nil},
		{"a full delegation that had room for all is told", roles, 3, Municipality, []ID{planner, planner, planner}, []ID{politician, elders}},
		{"a full one that never had room for all is not", roles, 2, Municipality, []ID{planner, planner}, nil},
		{"one that has room yet is", roles, 2, Municipality, []ID{planner}, []ID{politician, elders}},
		{"the kinds with a number", floors, 4, Municipality, []ID{elders}, []ID{politician, user}},
		{"nobody has said who they are", roles, 4, Municipality, []ID{{}, {}}, nil},
		{"nobody is named", roles, 4, Municipality, nil, nil},
		{"a person alone", roles, 4, Person, []ID{user}, nil},
		{"a series without roles", nil, 4, Municipality, []ID{{}}, nil},
	} {
		inv := Invitation{Roles: c.roles}
		inv.Series.Rules.MaxDelegates = c.places
		var got []ID
		for _, r := range MissingRoles(&inv, c.unit, c.have) {
			got = append(got, r.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestMissingKindsRemainUntilTheDeadline(t *testing.T) {
	t.Parallel()
	closes := Date{Year: 2020, Month: time.November, Day: 5}.EndOfDay()
	page := OwnPage{Invitation: Invitation{Roles: []Role{{ID: ID{1}}, {ID: ID{2}}}, Meetings: []Meeting{{ID: ID{9}, ClosesAt: closes}}}, May: Allowed{Add: true}}
	page.Invitation.Series.Rules.MaxDelegates = 4
	page.Registration = Registration{State: Active, Delegates: []Delegate{{Role: ID{1}, Seats: []Seat{{Meeting: ID{9}, State: SeatPlaced}}}}}
	left := page.RemainingRoles()
	if len(left) != 1 || left[0].Count != 1 || !left[0].By.Equal(closes) {
		t.Errorf("%+v", left)
	}
	page.May.Add = false
	if left := page.RemainingRoles(); len(left) != 0 {
		t.Errorf("after the deadline: %+v", left)
	}
}
