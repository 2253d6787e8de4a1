package app_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"

	"github.com/jackc/pgx/v5"
)

// holder is a transaction of its own that stands in the way of a verb.
type holder struct {
	t  *testing.T
	db *testdb.DB
	tx pgx.Tx
}

// hold begins a transaction and runs the statement, whose locks last until commit.
func hold(t *testing.T, db *testdb.DB, sql string, args ...any) holder {
	t.Helper()
	tx, err := db.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tx.Rollback(context.Background()) })
	h := holder{t, db, tx}
	h.do(sql, args...)
	return h
}

func (h holder) do(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.tx.Exec(h.t.Context(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

// until starts the verbs and returns when all of them wait for the holder, itself or behind each other.
func (h holder) until(verbs ...func() error) <-chan error {
	h.t.Helper()
	done := make(chan error, len(verbs))
	for _, verb := range verbs {
		go func() { done <- verb() }()
	}
	patience, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	for waiting := 0; waiting < len(verbs); {
		select {
		case err := <-done:
			h.t.Fatalf("a verb did not wait: %v", err)
		default:
		}
		if err := h.db.Owner.QueryRow(patience, `select count(*) from pg_stat_activity
			where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`).Scan(&waiting); err != nil {
			h.t.Fatal(err)
		}
	}
	return done
}

func (h holder) commit() {
	h.t.Helper()
	if err := h.tx.Commit(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

// without takes a guard away in the test's own database: the negative control.
func without(t *testing.T, db *testdb.DB, sql string) {
	t.Helper()
	if sql == "" {
		return
	}
	if _, err := db.Owner.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, db *testdb.DB, sql string, args ...any) int {
	t.Helper()
	return column[int](t, db, `select count(*)::int from `+sql, args...)[0]
}

// wide is the App with more connections than a test usually has.
func wide(t *testing.T, db *testdb.DB, connections int32) *app.App {
	t.Helper()
	pg, err := postgres.New(testdb.Pool(t, db.AppURL, connections))
	if err != nil {
		t.Fatal(err)
	}
	return app.New(pg, mail.New(urls.New("https://moter.example.no")))
}

func TestOneLiveRegistrationOfAUnit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop  string
		state dialogue.RegistrationState
		live  int
	}{
		"the index decides":        {"", dialogue.Proposal, 1},
		"without it there are two": {"drop index registration_live", dialogue.Active, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sample.Innlandet2019()
			a, db := published(t, summer, inv)
			without(t, db, c.drop)
			var twins []dialogue.Registration
			for _, key := range []string{"first", "second"} {
				r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 2, key))
				if err != nil {
					t.Fatal(err)
				}
				twins = append(twins, r)
			}
			link := token(t, db, twins[1].ID, dialogue.LetterReceived)
			h := hold(t, db, `update registration set state = 'active', expires_at = null, activated_at = clock() where id = $1`, twins[0].ID)
			var got dialogue.Registration
			confirm := func() (err error) { got, err = a.ConfirmAddress(t.Context(), link); return err }
			if c.drop == "" {
				done := h.until(confirm)
				h.commit()
				if err := <-done; err != nil {
					t.Fatal(err)
				}
			} else {
				if err := confirm(); err != nil {
					t.Fatal(err)
				}
				h.commit()
			}
			if live := count(t, db, `registration where state = 'active'`); got.State != c.state || live != c.live {
				t.Errorf("the second is %s, %d are live", got.State, live)
			}
		})
	}
}

// seatOf inserts one more delegate with a seat, as a writer would that forgot the registration's lock.
const seatOf = `
	with d as (insert into delegate (organiser_id, id, registration_id, position_no, name)
		select organiser_id, gen_random_uuid(), id, 9, 'Smyger' from registration where id = $1 returning organiser_id, id)
	insert into seat (organiser_id, id, series_id, registration_id, delegate_id, meeting_id, max_delegates, over_cap, outside_max, per_meeting, state, slot)
	select r.organiser_id, gen_random_uuid(), r.series_id, r.id, d.id, $2, r.max_delegates, r.over_cap, r.outside_max, r.per_meeting, 'placed', 4
	from registration r, d where r.id = $1`

func TestTheCapHoldsAgainstWhoeverForgetsTheLock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, drop string // first is what the holder does before the verb starts
		seats       int
	}{
		"the slot is being taken":                {seatOf, "", 4},
		"the slot goes while the verb waits":     {"select from meeting where id = $2 and $1::uuid is not null for update", "", 4},
		"without the check there is a slot five": {"select from meeting where id = $2 and $1::uuid is not null for update", "alter table seat drop constraint seat_cap_max", 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, r := placed(t, 3)
			without(t, db, c.drop)
			meeting := inv.Meetings[0].ID
			e, edits := at(t, a, r), append(edit(r), comes(inv, "Nummer fire"))
			h := hold(t, db, c.first, r.ID, meeting)
			done := h.until(func() error { return a.ChangeDelegates(t.Context(), contact(r), e, edits) })
			if c.first != seatOf {
				h.do(seatOf, r.ID, meeting)
			}
			h.commit()
			err := <-done
			if seats := count(t, db, `seat where slot is not null`); seats != c.seats || (seats == 4) != errors.Is(err, dialogue.ErrTooMany) {
				t.Errorf("%d seats, %v", seats, err)
			}
		})
	}
}

func TestASlotIsTakenByOne(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop  string
		seats int
	}{
		"the same slot at once":         {"", 4},
		"without the unique constraint": {"alter table seat drop constraint seat_cap", 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sample.Departementet2017() // no meeting is chosen, so nothing but the slot is in the way
			a, db := published(t, dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0), inv)
			q := request(inv, 0, 3, "slots")
			q.Meeting, q.IfNotAll = dialogue.ID{}, dialogue.Fewer
			for i := range q.Delegates {
				q.Delegates[i].Role = inv.Roles[0].ID
			}
			for i, m := range inv.Meetings {
				q.Wishes = append(q.Wishes, dialogue.Wish{Meeting: m.ID, Rank: i + 1, Available: true})
			}
			r := active(t, a, db, inv, q)
			without(t, db, c.drop)
			e, edits := at(t, a, r), append(edit(r), comes(inv, "Nummer fire"))
			change := func() error { return a.ChangeDelegates(t.Context(), contact(r), e, edits) }
			h := hold(t, db, strings.ReplaceAll(seatOf, "'placed'", "'pending'"), r.ID, dialogue.ID{})
			if c.drop == "" {
				done := h.until(change)
				h.commit()
				if err := <-done; !errors.Is(err, dialogue.ErrTooMany) {
					t.Errorf("%v", err)
				}
			} else {
				if err := change(); err != nil {
					t.Fatal(err)
				}
				h.commit()
			}
			if seats := count(t, db, `seat where slot is not null`); seats != c.seats {
				t.Errorf("%d seats", seats)
			}
		})
	}
}

// Two who ask for seats at one meeting hold its key both, then give themselves seats one after the other.
func TestWhoHasAskedForASeatStandsInNobodysWay(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	h := hold(t, db, `select from meeting where id = $1 for key share`, inv.Meetings[0].ID)
	patience, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := a.ChangeDelegates(patience, contact(r), at(t, a, r), append(edit(r), comes(inv, "Ny"))); err != nil {
		t.Error(err)
	}
	h.commit()
}

func TestCapacityCountsWhoCameFirst(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop   string
		placed int
	}{
		"the whole delegation waits":    {"", 2},
		"without the counter's trigger": {"drop trigger seat_moved on seat", 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sample.Innlandet2019()
			inv.Meetings[4].Capacity = 4
			a, db := published(t, summer, inv)
			without(t, db, c.drop)
			var both []dialogue.Registration
			for i, number := range []string{"0528", "0529"} {
				q := request(inv, 4, 2+i, number)
				q.Unit.Number, q.Contact.Email = number, []string{"a@ostre-toten.kommune.no", "a@vestre-toten.kommune.no"}[i]
				r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
				if err != nil {
					t.Fatal(err)
				}
				both = append(both, r)
			}
			link := token(t, db, both[1].ID, dialogue.LetterReceived)
			h := hold(t, db, `select from meeting where id = $1 for update`, inv.Meetings[4].ID)
			done := h.until(func() error { _, err := a.ConfirmAddress(t.Context(), link); return err })
			h.do(`update seat set state = 'placed' where registration_id = $1`, both[0].ID)
			h.commit()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if got := count(t, db, `seat where state = 'placed'`); got != c.placed {
				t.Errorf("%d are placed where there are four chairs", got)
			}
		})
	}
}

func TestTheDatabaseRefusesOneTooMany(t *testing.T) {
	t.Parallel()
	for name, drop := range map[string]string{"held": "", "without the check": "alter table meeting drop constraint meeting_capacity"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sample.Innlandet2019()
			inv.Meetings[0].Capacity = 3
			a, db := published(t, summer, inv)
			r := active(t, a, db, inv, request(inv, 0, 3, "full"))
			without(t, db, drop)
			_, err := db.App.Exec(t.Context(), seatOf, r.ID, inv.Meetings[0].ID)
			if _, constraint := testdb.Code(err); (constraint == "meeting_capacity") != (drop == "") {
				t.Errorf("the fourth where there are three chairs: %v", err)
			}
		})
	}
}

func TestClosingAndRegisteringNeverCross(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop string
		err  error
	}{
		"closed first":                   {"", dialogue.ErrClosed},
		"without the trigger it gets in": {"drop trigger seat_in_time on seat", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sample.Innlandet2019()
			a, db := published(t, summer, inv)
			without(t, db, c.drop)
			h := hold(t, db, `update series set closed_early_at = clock() where id in (select id from series where id = $1 for update)`, inv.Series.ID)
			done := h.until(func() error {
				_, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 2, "crossing"))
				return err
			})
			h.commit()
			if err := <-done; !errors.Is(err, c.err) {
				t.Errorf("%v", err)
			}
			stored := 0
			if c.err == nil {
				stored = 1
			}
			if got := count(t, db, `registration`); got != stored || count(t, db, `letter`) != stored || count(t, db, `audit where verb = 'register'`) != stored {
				t.Errorf("%d registrations are stored", got)
			}
		})
	}
	t.Run("registered first", func(t *testing.T) {
		t.Parallel()
		inv := sample.Innlandet2019()
		a, db := published(t, summer, inv)
		version := column[int](t, db, `select version from series`)[0]
		h := hold(t, db, `lock table letter in share row exclusive mode`) // the registration is written, its letter is not
		registered := make(chan error, 1)
		one := h.until(func() error {
			_, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 2, "first"))
			registered <- err
			return err
		})
		closed := make(chan error, 1)
		go func() {
			closed <- a.CloseEarly(t.Context(), editor(inv), app.SeriesEdit{Series: inv.Series.ID, Version: version})
		}()
		for waiting := 0; waiting < 2; {
			waiting = count(t, db, `pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`)
		}
		h.commit()
		if err := errors.Join(<-one, <-closed); err != nil {
			t.Error(err)
		}
	})
}

func TestALetterForAnOccasionIsWrittenOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop    string
		letters int
	}{
		"once":                   {"", 1},
		"without the constraint": {"alter table letter drop constraint letter_once", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sample.Innlandet2019()
			a, db := published(t, summer, inv)
			without(t, db, c.drop)
			r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 2, "once"))
			if err != nil {
				t.Fatal(err)
			}
			link := token(t, db, r.ID, dialogue.LetterReceived)
			h := hold(t, db, `insert into letter (organiser_id, id, once, kind, registration_id, recipient, lang, subject, body, html, state)
				select organiser_id, gen_random_uuid(), 'activated/' || id, 'activated', id, 'x@example.no', 'nb', '', '', '', 'sent' from registration where id = $1`, r.ID)
			confirm := func() error { _, err := a.ConfirmAddress(t.Context(), link); return err }
			if c.drop == "" {
				done := h.until(confirm)
				h.commit()
				if err := <-done; !errors.Is(err, postgres.ErrLetterWritten) {
					t.Errorf("%v", err)
				}
				if got := column[string](t, db, `select state from registration`)[0]; got != "unverified" {
					t.Errorf("the registration is %s, and its letter was not written", got)
				}
			} else {
				if err := confirm(); err != nil {
					t.Fatal(err)
				}
				h.commit()
			}
			if got := count(t, db, `letter where kind = 'activated'`); got != c.letters {
				t.Errorf("%d letters", got)
			}
		})
	}
}

func TestTwoClicksOfOneFormAreOneRegistration(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop   string
		stored int
	}{
		"one":                    {"", 1},
		"without the constraint": {"alter table registration drop constraint registration_submission", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sample.Innlandet2019()
			a, db := published(t, summer, inv)
			active(t, a, db, inv, request(inv, 0, 1, "so that the unit is known"))
			without(t, db, c.drop)
			h := hold(t, db, `select from unit for update`) // both have looked for the submission and found none
			click := func() error {
				_, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 2, "click"))
				return err
			}
			done := h.until(click, click)
			h.commit()
			if err := errors.Join(<-done, <-done); err != nil {
				t.Error(err)
			}
			if got := count(t, db, `registration where submission = $1`, sample.ID("click")); got != c.stored {
				t.Errorf("%d registrations", got)
			}
		})
	}
}

func TestAChangeWaitsForTheOneBeforeAndIsStaleAfterIt(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	e := at(t, a, r)
	last := edit(r) // each takes the other off: together they would leave nobody
	last[0].Gone = true
	h := hold(t, db, `update registration set version = version + 1 where id = $1`, r.ID)
	h.do(`update seat set state = 'withdrawn', slot = null where delegate_id = $1`, r.Delegates[1].ID)
	done := h.until(func() error { return a.ChangeDelegates(t.Context(), contact(r), e, last) })
	h.commit()
	if err := <-done; !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("%v", err)
	}
	if got := taken(t, db, inv.Meetings[0].ID); got != 1 {
		t.Errorf("%d are left", got)
	}
}
