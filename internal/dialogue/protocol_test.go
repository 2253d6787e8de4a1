package dialogue

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheProtocolWithoutNamesNamesNobody(t *testing.T) {
	t.Parallel()
	unit := func(n byte, kind UnitKind, name, contact, delegate string) SelectedUnit {
		r := Registration{ID: ID{n}, Unit: Unit{Kind: kind, Name: name}, Contact: Contact{Name: contact, Email: strings.ToLower(contact) + "@example.no"}, Comment: delegate + " bruker rullestol",
			Delegates: []Delegate{{ID: ID{9, n}, Name: delegate}}}
		return SelectedUnit{Registration: r, CountyName: "Finnmark", Outcome: SeatNotSelected, Lot: int(n), Reason: SelectionReason{Kind: "lock", Text: "Avtalt med " + contact},
			Persons: []SelectedPerson{{Delegate: r.Delegates[0], Outcome: SeatNotSelected, Reason: SelectionReason{Kind: "lock", Text: "Avtalt med " + contact}}}}
	}
	alta, alone := unit(2, Municipality, "Alta", "Ingrid Moen", "Ola Bakken"), unit(1, Person, "Sunniva Lie", "Sunniva Lie", "Sunniva Lie")
	p := SelectionProtocol{Names: true, Staff: map[ID]string{{7}: "Kari Sande", {8}: "Nils Haug"}, Draws: []ProtocolDraw{{
		Selection: Selection{FrozenBy: ID{7}, Reason: "Ola Bakken klaget"},
		View:      &SelectionView{Units: []SelectedUnit{alta, alone}},
		Units:     map[ID]string{{2}: "Alta", {1}: "Sunniva Lie"},
		Proposals: []SelectionProposal{{MadeBy: ID{7}, ApprovedBy: ID{8}, Note: "etter råd fra Kari Sande"}, {MadeBy: ID{7}, Note: "jevnere mellom fylkene"}},
		Locks: []SelectionLock{
			{Registration: ID{2}, Reason: "Vertskommune"}, {Registration: ID{2}, Reason: "Ingrid ringte"}, {Registration: ID{1}, Reason: "Er syk"},
			{Registration: ID{2}, Delegate: ID{9, 2}, Reason: "Skal i permisjon", LiftedReason: "Ola kommer likevel"},
		},
	}}}
	got := p.WithoutNames()
	said := fmt.Sprintf("%+v", got.Draws) + fmt.Sprintf("%+v", *got.Draws[0].View)
	for _, name := range []string{"Ingrid", "Moen", "Ola", "Bakken", "Sunniva", "Lie ", "Kari", "Sande", "syk", "permisjon", "rullestol", "example.no"} {
		if strings.Contains(said, name) {
			t.Errorf("%q is said in %s", name, said)
		}
	}
	for _, kept := range []string{"Alta", "Vertskommune", "jevnere mellom fylkene", "Person 1 (Finnmark)"} {
		if !strings.Contains(said, kept) {
			t.Errorf("%q is left out", kept)
		}
	}
	if got.StaffNo[ID{7}] != 1 || got.StaffNo[ID{8}] != 2 || got.Staff != nil {
		t.Errorf("staff: %v %v", got.StaffNo, got.Staff)
	}
	if p.Draws[0].View.Units[1].Registration.Contact.Name != "Sunniva Lie" || p.Draws[0].Locks[1].Reason == "" {
		t.Error("the protocol with names was changed")
	}
}
