package app_test

import (
	"slices"
	"testing"

	"dialogmote/internal/dialogue"
)

// The contact is told on the page which wished-for kinds of participants are missing, as long as somebody can be added.
func TestThePageTellsWhichRolesAreMissing(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	missing := func() bool {
		page, err := a.OwnPage(t.Context(), contact(r))
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(page.Remaining, func(left dialogue.Remaining) bool { return left.Kind == dialogue.RemainsRoles })
	}
	if !missing() {
		t.Error("nothing is said while people can be added")
	}
	db.SetClock(t, inv.Meetings[0].ClosesAt)
	if missing() {
		t.Error("it is said when nobody can be added")
	}
}
