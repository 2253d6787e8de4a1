package app_test

import (
	"errors"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// Who comes alone says which municipality is home; the county follows from it, and a number the register does not have is nobody's home.
func TestWhoComesAloneSaysWhere(t *testing.T) {
	t.Parallel()
	inv := sample.Departementet2017()
	a, db := published(t, dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0), inv)
	q := request(inv, 0, 1, "alone")
	q.Unit, q.Meeting = dialogue.Unit{Kind: dialogue.Person}, dialogue.ID{}
	q.Contact.Email, q.Delegates[0].Role = "guro@example.no", inv.Roles[3].ID
	for i, m := range inv.Meetings {
		q.Wishes = append(q.Wishes, dialogue.Wish{Meeting: m.ID, Rank: i + 1, Available: true})
	}
	for _, number := range []string{"", "9999", "3411", "030101"} { // none, no such one, one of a later day, a district
		q.Municipality = number
		var problems dialogue.Problems
		if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q); !errors.As(err, &problems) || problems["municipality"].Key == "" {
			t.Errorf("at home in %q: %v", number, err)
		}
	}
	q.Municipality = "0412"
	check, err := a.CheckRegistration(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
	if err != nil || check.Home != "Ringsaker" {
		t.Errorf("the check says %q, %v", check.Home, err)
	}
	r := active(t, a, db, inv, q)
	page, err := a.StaffRegistration(t.Context(), editor(inv), inv.Series.ID, r.ID)
	if err != nil || page.Home != "Ringsaker" || page.County != "Hedmark" {
		t.Errorf("staff see %q in %q, %v", page.Home, page.County, err)
	}
	list, err := a.WorkList(t.Context(), editor(inv), inv.Series.ID, dialogue.WorkFilter{County: "04"})
	if err != nil || len(list.Rows) != 1 {
		t.Errorf("%d in Hedmark, %v", len(list.Rows), err)
	}
}

func TestApplicationsAreInstalledAsTheyStand(t *testing.T) {
	t.Parallel()
	inv := sample.Departementet2017()
	a, db := published(t, dialogue.Date{Year: 2017, Month: time.May, Day: 8}.At(9, 0), inv)
	all := sample.ApplicationsDepartementet()[:200]
	if err := a.InstallRegistrations(t.Context(), editor(inv), inv, all, 0); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("staff install: %v", err)
	}
	if err := a.InstallRegistrations(t.Context(), dialogue.System(inv.Organiser.ID), inv, all, 2); err != nil {
		t.Fatal(err)
	}
	stored, err := a.WorkList(t.Context(), editor(inv), inv.Series.ID, dialogue.WorkFilter{})
	if err != nil || stored.Counts.Registrations != len(all) {
		t.Fatalf("%d of %d, %v", stored.Counts.Registrations, len(all), err)
	}
	want := map[dialogue.ID]dialogue.Registration{}
	for _, r := range all {
		want[r.ID] = r
	}
	for _, got := range stored.Rows {
		r := want[got.ID]
		if !got.ReceivedAt.Equal(r.ReceivedAt) || len(got.Delegates) != len(r.Delegates) || got.Municipality != r.Municipality || got.IfNotAll != r.IfNotAll ||
			!dialogue.SameWishes(got.Wishes, r.Wishes) {
			t.Errorf("%s is stored as %+v, want %+v", r.Unit.Name, got, r)
		}
	}
	if n := column[int](t, db, `select count(*) from letter`)[0]; n != 2 {
		t.Errorf("%d letters", n)
	}
	// The invariants hold as for everybody: nobody is registered twice.
	if err := a.InstallRegistrations(t.Context(), dialogue.System(inv.Organiser.ID), inv, all[:1], 0); err == nil {
		t.Error("the same registration twice")
	}
}

// Who applies alone and is in the delegation at home too is told of to staff, on the list and on both registrations, until one is over.
func TestStaffAreToldOfAnAddressInTwoRegistrations(t *testing.T) {
	t.Parallel()
	inv := sample.Departementet2017()
	a, db := published(t, dialogue.Date{Year: 2017, Month: time.May, Day: 8}.At(9, 0), inv)
	all := sample.ApplicationsDepartementet()
	if err := a.InstallRegistrations(t.Context(), dialogue.System(inv.Organiser.ID), inv, all, 0); err != nil {
		t.Fatal(err)
	}
	list, err := a.WorkList(t.Context(), editor(inv), inv.Series.ID, dialogue.WorkFilter{Kind: dialogue.District})
	if err != nil || len(dialogue.EachOnce(list.Shared)) != 3 {
		t.Fatalf("%d shared, %v", len(list.Shared), err)
	}
	for _, s := range list.Shared {
		page, err := a.StaffRegistration(t.Context(), editor(inv), inv.Series.ID, s.Of)
		if err != nil || len(page.Shared) != 1 || page.Shared[0].Other != s.Other || page.Shared[0].Unit.Name == "" {
			t.Errorf("%s: %+v, %v", s.Own.Name, page.Shared, err)
		}
	}
	s := list.Shared[0]
	if _, err := db.Owner.Exec(t.Context(), `update registration set state = 'withdrawn' where id = $1`, s.Other); err != nil {
		t.Fatal(err)
	}
	if page, err := a.StaffRegistration(t.Context(), editor(inv), inv.Series.ID, s.Of); err != nil || len(page.Shared) != 0 {
		t.Errorf("the other is over: %+v, %v", page.Shared, err)
	}
}
