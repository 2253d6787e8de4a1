package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"

	"github.com/google/go-cmp/cmp"
)

// bookDay is a day on which Vestland has 43 municipalities.
var bookDay = dialogue.Date{Year: 2021, Month: 10, Day: 20}.At(9, 0)

// luster is a municipality of Vestland.
const luster = "municipality:4644"

// newBook is the address book of Vestland, and an editor there.
func newBook(t *testing.T) (*app.App, *testdb.DB, dialogue.Actor) {
	t.Helper()
	inv := sample.Vestland()
	a, db := published(t, bookDay, inv, sample.OsloViken2020())
	return a, db, editor(inv)
}

func bookOf(t *testing.T, a *app.App, actor dialogue.Actor, f dialogue.AddressFilter) dialogue.AddressBook {
	t.Helper()
	book, err := a.AddressBook(t.Context(), actor, f)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func bookUnit(t *testing.T, a *app.App, actor dialogue.Actor, key string) dialogue.BookUnit {
	t.Helper()
	u, err := a.AddressBookUnit(t.Context(), actor, key)
	if err != nil {
		t.Fatal(err)
	}
	return u.BookUnit
}

// addresses are the unit's addresses: «post@… (Kari Berge) !550 …».
func addresses(u dialogue.BookUnit) []string {
	var all []string
	for _, a := range u.Addresses {
		s := a.Email
		if a.Name != "" {
			s += " (" + a.Name + ")"
		}
		if a.Failure != "" {
			s += " !" + a.Failure
		}
		all = append(all, s)
	}
	return all
}

func TestTheBookHasTheUnitsOfTheOrganisersCountiesToday(t *testing.T) {
	t.Parallel()
	a, _, actor := newBook(t)
	book := bookOf(t, a, actor, dialogue.AddressFilter{Kind: dialogue.Municipality})
	if len(book.Rows) != 43 {
		t.Errorf("%d municipalities in Vestland", len(book.Rows))
	}
	if got := bookOf(t, a, actor, dialogue.AddressFilter{Kind: dialogue.County}).Rows; len(got) != 1 || got[0].Unit.Name != "Vestland fylkeskommune" {
		t.Errorf("%v", got)
	}
	for words, want := range map[string]string{"luster": "Luster", "førde": "Sunnfjord", "FORDE": "Sunnfjord", "4644": "Luster", "postmottak luster": "Luster", "høyanger": "Høyanger", "HOYANGER": "Høyanger"} {
		var names []string
		for _, u := range bookOf(t, a, actor, dialogue.AddressFilter{Words: words}).Rows {
			names = append(names, u.Unit.Name)
		}
		if strings.Join(names, " ") != want {
			t.Errorf("%q finds %v", words, names)
		}
	}
	elsewhere := editor(sample.OsloViken2020())
	viken := bookOf(t, a, elsewhere, dialogue.AddressFilter{})
	kinds := map[dialogue.UnitKind]int{}
	for _, u := range viken.Rows {
		kinds[u.Unit.Kind]++
	}
	if kinds[dialogue.Municipality] != 52 || kinds[dialogue.District] != 15 || kinds[dialogue.County] != 1 {
		t.Errorf("Oslo and Viken: %v", kinds)
	}
}

func TestSuggestionsAreConfirmedOnceAndForTheOrganiserOnly(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	before := bookUnit(t, a, actor, luster)
	if before.State() != dialogue.BookSuggests || before.Suggestion == "" || before.Unit.Lang != dialogue.Nynorsk {
		t.Fatalf("%+v", before)
	}
	var keys []string
	for _, u := range bookOf(t, a, actor, dialogue.AddressFilter{State: dialogue.BookSuggests}).Rows {
		keys = append(keys, u.Key())
	}
	ticked := append([]string{"municipality:0001", dialogue.ID{7}.String()}, keys...) // two that there are not
	n, gone, err := a.ConfirmSuggestions(t.Context(), actor, ticked...)
	if err != nil || n != len(keys) || n < 40 || gone != 2 {
		t.Fatalf("%d of %d, %d gone, %v", n, len(keys), gone, err)
	}
	if n, _, err := a.ConfirmSuggestions(t.Context(), actor, append(keys, keys...)...); err != nil || n != 0 {
		t.Errorf("a second time: %d, %v", n, err)
	}
	u := bookUnit(t, a, actor, luster)
	if diff := cmp.Diff([]string{before.Suggestion}, addresses(u)); diff != "" || u.Suggestion != "" || u.Addresses[0].Source != dialogue.FromRegister {
		t.Error(diff)
	}
	if lines := count(t, db, `audit where verb = 'confirm_suggestion' and organiser_id = $1`, actor.Organiser); lines != len(keys) {
		t.Errorf("%d audit lines", lines)
	}
	elsewhere := editor(sample.OsloViken2020())
	if other := bookUnit(t, a, elsewhere, luster); len(other.Addresses) != 0 {
		t.Errorf("another organiser sees %v", other.Addresses)
	}
	for what, err := range map[string]error{
		"changed":  a.SaveAddress(t.Context(), elsewhere, luster, dialogue.AddressEdit{ID: u.Addresses[0].ID, Version: 1, Email: "a@example.no"}),
		"removed":  a.RemoveAddress(t.Context(), elsewhere, u.Addresses[0].ID, 1),
		"noted on": a.NoteAddressFailure(t.Context(), elsewhere, u.Addresses[0].ID, 1, "no"),
	} {
		if !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s by another organiser: %v", what, err)
		}
	}
	reader := actor
	reader.Role = dialogue.Reader
	if _, _, err := a.ConfirmSuggestions(t.Context(), reader, luster); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a reader confirms: %v", err)
	}
}

func TestAddressesAreAddedChangedAndRemoved(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	save := func(e dialogue.AddressEdit) error { return a.SaveAddress(t.Context(), actor, luster, e) }
	for _, e := range []dialogue.AddressEdit{{Email: "kari@luster.example.no", Name: "Kari Berge", Position: "rådgivar"}, {Email: "post@luster.example.no"}} {
		if err := save(e); err != nil {
			t.Fatal(err)
		}
	}
	var problems dialogue.Problems
	if err := save(dialogue.AddressEdit{Email: "post@luster.example.no", Name: "Ola"}); !errors.As(err, &problems) || problems["email"].Key != "problem.address-taken" {
		t.Errorf("the same address twice: %v", err)
	}
	u := bookUnit(t, a, actor, luster)
	if diff := cmp.Diff([]string{"post@luster.example.no", "kari@luster.example.no (Kari Berge)"}, addresses(u)); diff != "" {
		t.Error(diff)
	}
	kari := u.Addresses[1]
	if err := save(dialogue.AddressEdit{ID: kari.ID, Version: kari.Version, Email: "post@luster.example.no"}); !errors.As(err, &problems) {
		t.Errorf("changed to one that is there: %v", err)
	}
	if err := save(dialogue.AddressEdit{ID: kari.ID, Version: kari.Version, Email: "kari.berge@luster.example.no", Name: "Kari Berge"}); err != nil {
		t.Fatal(err)
	}
	if left := column[string](t, db, `select detail::text from audit_detail where detail::text like '%"kari@luster%'`); len(left) > 0 {
		t.Errorf("the log still holds the address that was changed: %v", left)
	}
	for what, err := range map[string]error{
		"changed": save(dialogue.AddressEdit{ID: kari.ID, Version: kari.Version, Email: "late@luster.example.no"}),
		"removed": a.RemoveAddress(t.Context(), actor, kari.ID, kari.Version),
		"noted":   a.NoteAddressFailure(t.Context(), actor, kari.ID, kari.Version, "Har slutta"),
	} {
		if !errors.Is(err, dialogue.ErrStale) {
			t.Errorf("%s with an old version: %v", what, err)
		}
	}
	if err := a.RemoveAddress(t.Context(), actor, kari.ID, kari.Version+1); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"post@luster.example.no"}, addresses(bookUnit(t, a, actor, luster))); diff != "" {
		t.Error(diff)
	}
	if verbs := column[string](t, db, `select verb from audit where about = $1 order by id`, kari.ID); !slices.Equal(verbs, []string{"add_address", "change_address", "remove_address"}) {
		t.Errorf("%v", verbs)
	}
	if left := column[string](t, db, `select detail::text from audit_detail where detail::text like '%kari%' or detail::text like '%Kari%'`); len(left) > 0 {
		t.Errorf("the log still names who was removed: %v", left)
	}
}

func TestStaffsOwnDomainsGoBeforeTheRegister(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	before := bookUnit(t, a, actor, luster)
	own := dialogue.UnitEdit{Version: before.Version, Lang: dialogue.Bokmal, OwnDomains: true, Domains: []string{"luster.example.no"}}
	if err := a.SaveUnit(t.Context(), actor, luster, own); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveUnit(t.Context(), actor, luster, own); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an old version: %v", err)
	}
	var problems dialogue.Problems
	if err := a.SaveUnit(t.Context(), actor, luster, dialogue.UnitEdit{Version: 2, OwnDomains: true, Domains: []string{"no"}}); !errors.As(err, &problems) || problems["domains"].Key != "problem.domain" {
		t.Errorf("everybody in Norway: %v", err)
	}
	// What the register has comes again with every registration of the unit.
	store, err := postgres.New(db.App)
	if err == nil {
		err = store.InTx(t.Context(), func(tx *postgres.Tx) error {
			_, err := tx.UpsertUnit(t.Context(), actor.Organiser, before.Unit)
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	u := bookUnit(t, a, actor, luster)
	if diff := cmp.Diff([]string{"luster.example.no"}, u.Unit.Domains); diff != "" || u.Unit.Lang != dialogue.Bokmal || !u.OwnDomains {
		t.Errorf("%s %s", u.Unit.Lang, diff)
	}
	if err := a.SaveUnit(t.Context(), actor, luster, dialogue.UnitEdit{Version: u.Version, Lang: dialogue.Nynorsk}); err != nil {
		t.Fatal(err)
	}
	u = bookUnit(t, a, actor, luster)
	if diff := cmp.Diff(before.Registered, u.Unit.Domains); diff != "" || u.OwnDomains {
		t.Errorf("given back: %s", diff)
	}
	if stored := column[[]string](t, db, `select domains from unit where number = '4644' and organiser_id = $1`, actor.Organiser); len(stored) != 1 || !slices.Equal(stored[0], before.Registered) {
		t.Errorf("stored: %v", stored)
	}
}

func TestWhatTheMailServerSaysIsNotedOnTheAddress(t *testing.T) {
	t.Parallel()
	a, db, actor := newBook(t)
	for _, key := range []string{luster, "municipality:4640"} {
		if err := a.SaveAddress(t.Context(), actor, key, dialogue.AddressEdit{Email: "felles@example.no"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.SaveAddress(t.Context(), editor(sample.OsloViken2020()), "municipality:3001", dialogue.AddressEdit{Email: "felles@example.no"}); err != nil {
		t.Fatal(err)
	}
	deliver := func(failure error) {
		t.Helper()
		id := sample.ID(fmt.Sprint("letter ", count(t, db, `letter`)))
		if _, err := db.Owner.Exec(t.Context(), `
			insert into letter (organiser_id, id, once, kind, recipient, lang, subject, body, html, state)
			values ($1, $2, $3, 'invitation', 'Felles@example.no', 'nb', 'x', 'x', 'x', 'queued')`, actor.Organiser, id, id.String()); err != nil {
			t.Fatal(err)
		}
		err := a.DeliverLetter(t.Context(), dialogue.System(actor.Organiser), id,
			func(context.Context, app.Outgoing) error { return failure }, func(err error) bool { return !strings.HasPrefix(err.Error(), "4") })
		if failure == nil && err != nil {
			t.Fatal(err)
		}
	}
	says := func(when string, want ...string) {
		t.Helper()
		var got []string
		for _, key := range []string{luster, "municipality:4640"} {
			got = append(got, addresses(bookUnit(t, a, actor, key))...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	deliver(errors.New("451 later"))
	says("a failure that may pass", "felles@example.no", "felles@example.no")
	deliver(errors.New("550 no such user"))
	says("given up", "felles@example.no !550 no such user", "felles@example.no !550 no such user")
	if other := addresses(bookUnit(t, a, editor(sample.OsloViken2020()), "municipality:3001")); other[0] != "felles@example.no" {
		t.Errorf("another organiser's book: %v", other)
	}
	if got := bookOf(t, a, actor, dialogue.AddressFilter{}); got.Counts.Failed != 2 || len(got.Failing) != 2 {
		t.Errorf("%+v", got.Counts)
	}
	deliver(nil)
	says("a letter gets through", "felles@example.no", "felles@example.no")
	one := bookUnit(t, a, actor, luster).Addresses[0]
	if err := a.NoteAddressFailure(t.Context(), actor, one.ID, one.Version, "Kjem i retur"); err != nil {
		t.Fatal(err)
	}
	deliver(nil)
	deliver(errors.New("550 no such user"))
	says("staff's word stays", "felles@example.no !Kjem i retur", "felles@example.no !550 no such user")
	two := bookUnit(t, a, actor, "municipality:4640").Addresses[0]
	if n, err := a.ClearAddressFailure(t.Context(), actor, one.ID, two.ID); err != nil || n != 2 {
		t.Errorf("cleared %d, %v", n, err)
	}
	says("staff clear it", "felles@example.no", "felles@example.no")
	one = bookUnit(t, a, actor, luster).Addresses[0]
	if err := a.NoteAddressFailure(t.Context(), actor, one.ID, one.Version, "Kjem i retur"); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveAddress(t.Context(), actor, luster, dialogue.AddressEdit{ID: one.ID, Version: one.Version + 1, Email: "ny@example.no"}); err != nil {
		t.Fatal(err)
	}
	says("another address starts without it", "ny@example.no", "felles@example.no")
}
