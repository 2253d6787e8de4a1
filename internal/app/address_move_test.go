package app_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

func TestAddressesOfFormerMunicipalitiesStandAtTheirSuccessorsAndAreMoved(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	save := func(key, email, name string) {
		t.Helper()
		if err := a.SaveAddress(t.Context(), actor, key, dialogue.AddressEdit{Email: email, Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	db.SetClock(t, dialogue.Date{Year: 2019, Month: 11, Day: 4}.At(9, 0))
	save("municipality:1432", "post@forde.example.no", "")
	save("municipality:1432", "kari@sunnfjord.example.no", "Kari Berge")
	bounced := *bookUnit(t, a, actor, "municipality:1432").Address(addressID(t, bookUnit(t, a, actor, "municipality:1432"), "kari@sunnfjord.example.no"))
	if err := a.NoteAddressFailure(t.Context(), actor, bounced.ID, bounced.Version, "Har slutta"); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, bookDay)
	const sunnfjord = "municipality:4647"
	save(sunnfjord, "kari@sunnfjord.example.no", "Kari Berge")

	rows := bookOf(t, a, actor, dialogue.AddressFilter{Words: "forde.example"}).Rows
	if len(rows) != 1 || rows[0].Key() != sunnfjord || len(rows[0].Former) != 1 || rows[0].Former[0].Name != "Førde" || len(rows[0].Former[0].Addresses) != 2 {
		t.Fatalf("%+v", rows)
	}
	if n := bookOf(t, a, actor, dialogue.AddressFilter{}).Counts.Units; n != 44 { // 43 municipalities and the county
		t.Errorf("%d units are counted", n)
	}
	from := rows[0].Former[0].Key
	if failing := bookOf(t, a, actor, dialogue.AddressFilter{State: dialogue.BookFailed}); len(failing.Rows) != 1 || failing.Counts.Failed != 1 {
		t.Errorf("failing: %+v, %+v", failing.Rows, failing.Counts)
	}
	if _, err := a.MoveAddresses(t.Context(), actor, from, luster); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("moved to a municipality that Førde has not become: %v", err)
	}
	reader := actor
	reader.Role = dialogue.Reader
	if _, err := a.MoveAddresses(t.Context(), reader, from, sunnfjord); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a reader moves: %v", err)
	}

	var wait sync.WaitGroup
	var total dialogue.MovedAddresses
	var lock sync.Mutex
	for range 4 { // a button pressed again and again
		wait.Go(func() {
			moved, err := a.MoveAddresses(t.Context(), actor, from, sunnfjord)
			lock.Lock()
			defer lock.Unlock()
			total.Moved, total.Same = total.Moved+moved.Moved, total.Same+moved.Same
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if total != (dialogue.MovedAddresses{Moved: 1, Same: 1}) {
		t.Errorf("%+v", total)
	}
	u := bookUnit(t, a, actor, sunnfjord)
	want := []string{"post@forde.example.no", "kari@sunnfjord.example.no (Kari Berge) !Har slutta"}
	if diff := cmp.Diff(want, addresses(u)); diff != "" || len(u.Former) != 0 {
		t.Error(diff, u.Former)
	}
	if v := u.Addresses[0].Version; v != 2 {
		t.Errorf("a form with the old version could be saved: %d", v)
	}
	if n := count(t, db, `audit where verb = 'move_address' and about = $1`, u.Addresses[0].ID); n != 1 {
		t.Errorf("%d audit lines", n)
	}
}

func TestAddressesOfADividedMunicipalityStandAtEachOfItsSuccessors(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	if err := a.SaveAddress(t.Context(), actor, "municipality:1507", dialogue.AddressEdit{Email: "post@alesund.example.no"}); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, dialogue.Date{Year: 2024, Month: 3, Day: 4}.At(9, 0))
	var names []string
	var from string
	for _, u := range bookOf(t, a, actor, dialogue.AddressFilter{Words: "post@alesund"}).Rows {
		names, from = append(names, u.Unit.Name), u.Former[0].Key
	}
	if got := strings.Join(names, " "); got != "Haram Ålesund" {
		t.Fatalf("shown at %s", got)
	}
	if moved, err := a.MoveAddresses(t.Context(), actor, from, "municipality:1580"); err != nil || moved.Moved != 1 {
		t.Fatalf("%+v %v", moved, err)
	}
	if moved, err := a.MoveAddresses(t.Context(), actor, from, "municipality:1508"); err != nil || moved != (dialogue.MovedAddresses{}) {
		t.Errorf("moved to both: %+v %v", moved, err)
	}
	if got := addresses(bookUnit(t, a, actor, "municipality:1580")); len(got) != 1 {
		t.Error(got)
	}
}

// addressID is the id of the unit's address.
func addressID(t *testing.T, u dialogue.BookUnit, email string) dialogue.ID {
	t.Helper()
	for _, a := range u.Addresses {
		if a.Email == email {
			return a.ID
		}
	}
	t.Fatalf("%s has no %s", u.Unit.Name, email)
	return dialogue.ID{}
}
