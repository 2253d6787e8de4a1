package dialogue

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheDelegationReadsWhoOfItActedAndNothingOfTheStaff(t *testing.T) {
	t.Parallel()
	got := OwnHistory([]HistoryLine{
		{Actor: StaffActor, Who: "Eva Sak", Verb: "change_delegates", Detail: HistoryDetail{Reason: "Ringte.", Late: "For sent.", Changes: []Change{{Kind: ChangeAdded, Name: "Ola"}}}},
		{Actor: ContactActor, Verb: "change_contact"},
		{Actor: ContactActor, Verb: "swap_delegate", Detail: HistoryDetail{By: "anne@example.no"}},
		{Actor: SystemActor, Verb: "offer_seats"},
		{Actor: Anonymous, Verb: "register"},
	}, Contact{Name: "Guro Lien", Email: "guro@example.no"})
	want := []HistoryLine{
		{Actor: StaffActor, Verb: "change_delegates", Detail: HistoryDetail{Changes: []Change{{Kind: ChangeAdded, Name: "Ola"}}}},
		{Actor: ContactActor, Who: "guro@example.no", Verb: "change_contact"},
		{Actor: ContactActor, Who: "anne@example.no", Verb: "swap_delegate", Detail: HistoryDetail{By: "anne@example.no"}},
		{Actor: SystemActor, Verb: "offer_seats"},
		{Actor: Anonymous, Who: "guro@example.no", Verb: "register"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
