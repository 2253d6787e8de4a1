package dialogue

import (
	"testing"
	"time"

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

func TestAnHoursAnswersAreOneLineOfTheHistory(t *testing.T) {
	t.Parallel()
	at := func(hour, minute int) time.Time { return Date{2020, time.November, 1}.At(hour, minute) }
	answered := func(hour, minute int, by string) HistoryLine {
		return HistoryLine{At: at(hour, minute), Actor: ContactActor, Verb: "answer", Detail: HistoryDetail{By: by}}
	}
	var got []string
	for _, h := range OwnHistory([]HistoryLine{answered(9, 30, "anne@example.no"), answered(9, 0, "anne@example.no"), answered(8, 45, ""), answered(8, 40, ""), answered(7, 30, "")},
		Contact{Email: "guro@example.no"}) {
		got = append(got, h.At.Format("15.04 ")+h.Who)
	}
	want := []string{"09.30 anne@example.no", "08.45 guro@example.no", "07.30 guro@example.no"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
