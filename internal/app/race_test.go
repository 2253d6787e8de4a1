package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// together runs do in n goroutines that start at once, and waits for all.
func together(n int, do func(i int)) {
	var ready, all sync.WaitGroup
	ready.Add(n)
	for i := range n {
		all.Go(func() {
			ready.Done()
			ready.Wait()
			do(i)
		})
	}
	all.Wait()
}

func TestSixtyFourAddToADelegationOfTwo(t *testing.T) {
	t.Parallel()
	_, db, inv, r := placed(t, 2)
	a := wide(t, db, 24)
	var mu sync.Mutex
	results := map[string]int{}
	together(64, func(i int) {
		for {
			page, err := a.OwnPage(t.Context(), contact(r))
			if err != nil {
				t.Error(err)
				return
			}
			e := app.Edit{Registration: r.ID, Version: page.Registration.Version}
			err = a.ChangeDelegates(t.Context(), contact(r), e, append(edit(page.Registration), comes(inv, fmt.Sprintf("Klient %d", i))))
			if errors.Is(err, dialogue.ErrStale) { // somebody was first: look again
				continue
			}
			var problems dialogue.Problems
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				results["added"]++
			case errors.As(err, &problems), errors.Is(err, dialogue.ErrTooMany):
				results["full"]++
			default:
				t.Error(err)
			}
			return
		}
	})
	if results["added"] != 2 || results["full"] != 62 {
		t.Errorf("%v", results)
	}
	if seats, n := count(t, db, `seat where slot is not null`), taken(t, db, inv.Meetings[0].ID); seats != 4 || n != 4 {
		t.Errorf("%d seats, %d taken", seats, n)
	}
	if letters := count(t, db, `letter where kind = 'changed'`); letters != 2 {
		t.Errorf("%d letters about two changes", letters)
	}
}

// The same without the registration's lock, as if a verb had forgotten it: the slots alone hold the cap.
func TestSixtyFourWritersWhoForgetTheLock(t *testing.T) {
	t.Parallel()
	for name, drop := range map[string]string{"four": "", "more without the slots": "alter table seat drop constraint seat_cap, drop constraint seat_cap_max"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, db, inv, r := placed(t, 2)
			without(t, db, drop)
			pg, err := postgres.New(testdb.Pool(t, db.AppURL, 24))
			if err != nil {
				t.Fatal(err)
			}
			together(64, func(i int) {
				d := dialogue.Delegate{ID: sample.ID(fmt.Sprint("writer ", i)), Name: "Skriver",
					Seats: []dialogue.Seat{{ID: sample.ID(fmt.Sprint("seat ", i)), Meeting: inv.Meetings[0].ID, State: dialogue.SeatPending, Pool: dialogue.InDelegation}}}
				err := pg.InTx(t.Context(), func(tx *postgres.Tx) error {
					return tx.Write(t.Context(), func(b *postgres.Batch) { b.InsertDelegate(r, d, i+5, false) })
				})
				if err != nil && drop == "" && !errors.Is(err, dialogue.ErrTooMany) { // without the guards the numbers themselves run out
					t.Error(err)
				}
			})
			if seats := count(t, db, `seat where slot is not null`); (seats == 4) != (drop == "") {
				t.Errorf("%d seats", seats)
			}
		})
	}
}

// crowd registers one delegation of one to four for every unit at a meeting with twenty chairs, all at once.
func crowd(t *testing.T, identity dialogue.Identity, drop string) *testdb.DB {
	t.Helper()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Identity, inv.Meetings[4].Capacity = identity, 20
	first, db := published(t, summer, inv)
	without(t, db, drop)
	a := wide(t, db, 24)
	units := sample.RegistrationsInnlandet()
	requests := make([]dialogue.RegistrationRequest, len(units))
	links := make([]string, len(units))
	for i := range units {
		q := request(inv, 4, 1+i%4, units[i].Unit.Number)
		q.Unit = dialogue.Unit{Kind: dialogue.Municipality, Number: units[i].Unit.Number}
		q.Contact.Email = "post@" + units[i].Unit.Domains[0]
		requests[i] = q
		if identity == dialogue.Verified {
			r, err := first.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
			if err != nil {
				t.Fatal(err)
			}
			links[i] = token(t, db, r.ID, dialogue.LetterReceived)
		}
	}
	together(len(units), func(i int) {
		var r dialogue.Registration
		var err error
		if identity == dialogue.Verified {
			r, err = a.ConfirmAddress(t.Context(), links[i])
		} else {
			r, err = a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, requests[i])
		}
		if err != nil || r.State != dialogue.Active {
			t.Errorf("%s: %s, %v", units[i].Unit.Name, r.State, err)
		}
	})
	return db
}

func TestTwentyChairsAndThirtyDelegations(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		identity dialogue.Identity
		drop     string
		holds    bool
	}{
		"confirmed at once":   {dialogue.Verified, "", true},
		"registered at once":  {dialogue.OpenIdentity, "", true},
		"without the counter": {dialogue.Verified, "drop trigger seat_moved on seat", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := crowd(t, c.identity, c.drop)
			placed := count(t, db, `seat where state = 'placed'`)
			if (placed <= 20) != c.holds {
				t.Errorf("%d are placed on twenty chairs", placed)
			}
			if !c.holds {
				return
			}
			if placed < 17 { // a delegation of four may find three chairs
				t.Errorf("only %d are placed", placed)
			}
			if torn := column[string](t, db, `select registration_id::text from seat group by 1 having count(distinct state) > 1 or count(distinct waiting_no) > 1`); len(torn) > 0 {
				t.Errorf("%d delegations are torn apart", len(torn))
			}
			if got := column[int](t, db, `select taken from meeting where capacity = 20`); !slices.Equal(got, []int{placed}) {
				t.Errorf("the counter says %v of %d", got, placed)
			}
			if waiting := count(t, db, `seat where state = 'waiting'`); placed+waiting != count(t, db, `seat`) {
				t.Errorf("%d placed and %d waiting are not all", placed, waiting)
			}
		})
	}
}

// Delegations that change places meet in the meetings' rows: they take them in one order, and all get through.
func TestDelegationsThatChangePlaces(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	first, db := published(t, summer, inv)
	var all []dialogue.Registration
	for i, number := range []string{"0528", "0529", "0502", "0501"} {
		q := request(inv, 4+i%2, 2, number)
		q.Unit.Number = number
		r := active(t, first, db, inv, q)
		if r.State == dialogue.HeldForStaff {
			if err := first.DecideHeld(t.Context(), editor(inv), r.ID, stored(t, first, r).Registration.Version, true, ""); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, r)
	}
	a := wide(t, db, 8)
	for round := range 6 {
		together(len(all), func(i int) {
			page, err := a.OwnPage(t.Context(), contact(all[i]))
			if err == nil {
				err = a.ChooseMeeting(t.Context(), contact(all[i]), app.Edit{Registration: all[i].ID, Version: page.Registration.Version}, inv.Meetings[4+(i+round+1)%2].ID)
			}
			if err != nil {
				t.Errorf("round %d: %v", round, err)
			}
		})
	}
	if x, y := taken(t, db, inv.Meetings[4].ID), taken(t, db, inv.Meetings[5].ID); x != 4 || y != 4 {
		t.Errorf("taken %d and %d", x, y)
	}
}

// everything is all that verbs write, as one text.
func everything(t *testing.T, db *testdb.DB) string {
	t.Helper()
	sql := ""
	for _, table := range []string{"registration", "delegate", "seat", "wish", "letter", "link", "audit", "audit_detail", "river_job", "date_answer"} {
		sql += fmt.Sprintf(`select '%[1]s ' || row_to_json(r)::text as line from %[1]s r union all `, table)
	}
	return column[string](t, db, `select string_agg(line, e'\n' order by line) from (`+sql+`select 'meeting ' || id || taken from meeting) x`)[0]
}

// A verb whose connection is cut at any of its writes, or in its commit, has done nothing, and can be done again.
func TestACrashAtAnyInstantLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	type verb = func(a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error
	ctx := t.Context()
	for name, c := range map[string]struct {
		tables []string
		do     func(t *testing.T) verb
	}{
		"register": {[]string{"registration", "delegate", "seat", "audit", "audit_detail", "link", "letter", "river_job"}, func(*testing.T) verb {
			return func(a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
				q := request(inv, 5, 2, "crash")
				q.Unit.Number, q.Contact.Email = "0528", "a@ostre-toten.kommune.no"
				_, err := a.Register(ctx, dialogue.Actor{}, inv.Series.Slug, q)
				return err
			}
		}},
		"confirm": {[]string{"link", "registration", "seat", "audit", "letter", "river_job"}, func(t *testing.T) verb {
			link := ""
			return func(a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
				if link == "" {
					q := request(inv, 5, 2, "crash")
					q.Unit.Number, q.Contact.Email = "0528", "a@ostre-toten.kommune.no"
					r, err := a.Register(ctx, dialogue.Actor{}, inv.Series.Slug, q)
					if err != nil {
						return err
					}
					link = token(t, db, r.ID, dialogue.LetterReceived)
					return errors.New("not yet")
				}
				_, err := a.ConfirmAddress(ctx, link)
				return err
			}
		}},
		"change delegates": {[]string{"registration", "delegate", "seat", "audit", "letter", "river_job"}, func(t *testing.T) verb {
			return func(a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
				edits := append(edit(r), comes(inv, "Ny"))
				edits[0].Gone, edits[1].Name = true, "En Annen"
				return a.ChangeDelegates(ctx, contact(r), at(t, a, r), edits)
			}
		}},
		"choose meeting": {[]string{"registration", "seat", "audit", "letter", "river_job"}, func(t *testing.T) verb {
			return func(a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
				return a.ChooseMeeting(ctx, contact(r), at(t, a, r), inv.Meetings[5].ID)
			}
		}},
		"withdraw": {[]string{"registration", "seat", "audit", "letter", "river_job"}, func(t *testing.T) verb {
			return func(a *app.App, db *testdb.DB, inv dialogue.Invitation, r dialogue.Registration) error {
				return a.Withdraw(ctx, contact(r), at(t, a, r))
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, r := placed(t, 3)
			do := c.do(t)
			if name == "confirm" {
				do(a, db, inv, r)
			}
			without(t, db, `create function crash() returns trigger language plpgsql security definer as
				'begin perform pg_terminate_backend(pg_backend_pid()); perform 1; return null; end'`)
			for _, table := range c.tables {
				for _, when := range []string{
					`create constraint trigger zz_crash after insert or update on %s initially immediate for each row execute function crash()`,
					`create constraint trigger zz_crash after insert or update on %s deferrable initially deferred for each row execute function crash()`, // in the commit
				} {
					before := everything(t, db)
					without(t, db, fmt.Sprintf(when, table))
					if err := do(a, db, inv, r); err == nil {
						t.Errorf("%s: it was not cut", table)
					}
					without(t, db, `drop trigger zz_crash on `+table)
					if after := everything(t, db); after != before {
						t.Errorf("%s: something is left:\n%s\nbefore:\n%s", table, after, before)
					}
				}
			}
			before := counted(t, db)
			if err := do(a, db, inv, r); err != nil {
				t.Fatalf("again: %v", err)
			}
			if after := counted(t, db); after != (ledger{before.audit + 1, before.letters + 1, before.jobs + 1}) {
				t.Errorf("again: %v became %v", before, after)
			}
		})
	}
}

func TestAReaderWhoGoesAwayInTheMiddleLeavesNothing(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 3)
	before := everything(t, db)
	e := at(t, a, r)
	h := hold(t, db, `lock table letter in share row exclusive mode`) // all is written but the letter
	ctx, leave := context.WithCancel(t.Context())
	done := h.until(func() error { return a.ChangeDelegates(ctx, contact(r), e, append(edit(r), comes(inv, "Ny"))) })
	leave()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	h.commit()
	if after := everything(t, db); after != before {
		t.Errorf("something is left:\n%s", after)
	}
}
