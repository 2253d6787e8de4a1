package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"sync"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"
	"dialogmote/internal/web"
)

// served serves the site's database once more, with that many connections and the limits as given: zero ones are the program's own.
func (o office) served(t testing.TB, connections int32, limits web.Limits) office {
	t.Helper()
	pg, err := postgres.New(testdb.Pool(t, o.db.AppURL, connections))
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(pg, mail.New(urls.New("https://moter.example.no")))
	handler, err := web.Handler(web.Deps{App: a, Auth: auth.New(pg, false), Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return office{&site{db: o.db, app: a, server: server, log: o.log}, o.inv}
}

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

// tally counts statuses.
type tally struct {
	mu sync.Mutex
	n  map[int]int
}

func (c *tally) count(status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[int]int{}
	}
	c.n[status]++
}

// Two hundred registrations of one kommune at once, for a series without proof so that each would be active: one is, with four
// people, and the others are kept for its contact. Nobody gets a page that says we failed.
func TestTwoHundredRegistrationsOfOneKommuneAtOnce(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Identity = dialogue.OpenIdentity
	o := open(t, summer2019, inv).served(t, 24, web.Limits{Get: 1e6, Post: 1e6, Guarded: 1e6})
	var statuses tally
	forms := make([]url.Values, 200)
	for i := range forms {
		forms[i] = with(o.filled(4), url.Values{"submission": {sample.ID(fmt.Sprint("flood ", i)).String()},
			"contact.email": {fmt.Sprintf("flom%d@vestre-toten.kommune.no", i)}}) // one address would get five letters
	}
	together(len(forms), func(i int) { statuses.count(o.browser(t).post(o.pamelding("send"), forms[i]).status) })
	if statuses.n[http.StatusSeeOther] != len(forms) {
		t.Errorf("answers %v", statuses.n)
	}
	if live, people := o.count(t, `registration where state = 'active'`), o.count(t, `seat where state = 'placed'`); live != 1 || people != 4 {
		t.Errorf("%d are live, with %d people", live, people)
	}
	if o.count(t, `registration`) != len(forms) || o.count(t, `registration where state = 'proposal'`) != len(forms)-1 {
		t.Error("an answer was given and nothing is stored")
	}
}

// The same where each has proven its address first: forty press the buttons of their letters at the same moment, beside a writer
// that makes one more count without waiting its turn.
func TestFortyOfOneKommunePressTheirButtonsAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop  string
		holds bool
	}{
		"one is registered":                   {"", true},
		"without the index there are several": {"drop index registration_live", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := innlandet(t).served(t, 24, web.Limits{Get: 1e6, Post: 1e6, Guarded: 1e6})
			if c.drop != "" {
				if _, err := o.db.Owner.Exec(t.Context(), c.drop); err != nil {
					t.Fatal(err)
				}
			}
			send := func(i int) (reference string) {
				values := with(o.filled(4), url.Values{"submission": {sample.ID(fmt.Sprint("button ", i)).String()},
					"contact.email": {fmt.Sprintf("knapp%d@vestre-toten.kommune.no", i)}})
				return path.Base(o.browser(t).post(o.pamelding("send"), values).header.Get("Location"))
			}
			links := make([]string, 40)
			for i := range links {
				links[i] = my("bekreft", o.token(t, send(i), dialogue.LetterReceived))
			}
			careless := send(len(links))
			// Whoever is first waits before its letter, so that others come while it is not committed.
			first, err := o.db.Owner.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer first.Rollback(context.Background())
			if _, err := first.Exec(t.Context(), `lock table letter in share row exclusive mode`); err != nil {
				t.Fatal(err)
			}
			var statuses tally
			pressed := make(chan bool)
			go func() {
				defer close(pressed)
				together(len(links), func(i int) { statuses.count(o.browser(t).post(links[i], nil).status) })
			}()
			for o.count(t, `pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`) < 8 {
			}
			written := make(chan error)
			go func() {
				_, err := o.db.Owner.Exec(context.Background(), `update registration set state = 'active', expires_at = null where reference = $1`, careless)
				written <- err
			}()
			if !c.holds { // nothing keeps it back
				err := <-written
				if err != nil {
					t.Fatal(err)
				}
			} else {
				for o.count(t, `pg_stat_activity where datname = current_database() and query like 'update registration set state = ''active''%' and cardinality(pg_blocking_pids(pid)) > 0`) == 0 {
				}
			}
			if err := first.Commit(t.Context()); err != nil {
				t.Fatal(err)
			}
			if c.holds && <-written == nil {
				t.Error("the careless one counts too")
			}
			<-pressed
			live, people := o.count(t, `registration where state = 'active'`), o.count(t, `seat where state = 'placed'`)
			if (live == 1 && people == 4) != c.holds || c.holds && statuses.n[http.StatusSeeOther] != len(links) {
				t.Errorf("%d are live, with %d people; answers %v", live, people, statuses.n)
			}
		})
	}
}

// Two hundred browsers of one contact, each with a form of its own, add to a delegation of two: never more than four.
func TestTwoHundredAddToADelegationOverHTTP(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop  string
		rival bool // beside them a writer that forgets every lock
		holds bool
	}{
		"never more than four":         {holds: true},
		"nor beside a careless writer": {rival: true, holds: true},
		"more without the slots":       {drop: "alter table seat drop constraint seat_cap, drop constraint seat_cap_max", rival: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := innlandet(t).served(t, 24, web.Limits{Get: 1e6, Post: 1e6, Guarded: 1e6})
			b, reference := o.registered(t, 2)
			if c.drop != "" {
				if _, err := o.db.Owner.Exec(t.Context(), c.drop); err != nil {
					t.Fatal(err)
				}
			}
			page := b.get(my(reference, "deltakere")).ok(t)
			action := my(reference, "deltakere")
			form := with(page.form(action), url.Values{"rows": {"3"}, "delegates.2.role": {o.inv.Roles[0].ID.String()}, "delegates.2.email": {"ny@example.no"}})
			pg, err := postgres.New(testdb.Pool(t, o.db.AppURL, 8))
			if err != nil {
				t.Fatal(err)
			}
			var live dialogue.Registration
			if live, err = pg.RegistrationByReference(t.Context(), reference); err != nil {
				t.Fatal(err)
			}
			var statuses tally
			together(200, func(i int) {
				if c.rival && i%2 == 1 {
					d := dialogue.Delegate{ID: sample.ID(fmt.Sprint("rival ", i)), Name: "Rival",
						Seats: []dialogue.Seat{{ID: sample.ID(fmt.Sprint("rival's seat ", i)), Meeting: o.inv.Meetings[4].ID, State: dialogue.SeatPending, Pool: dialogue.InDelegation}}}
					pg.InTx(t.Context(), func(tx *postgres.Tx) error {
						return tx.Write(t.Context(), func(b *postgres.Batch) { b.InsertDelegate(live, d, i, false) })
					})
					return
				}
				version := form.Get("version")
				for range 4 { // who is stale sends the form again as it came back
					got := b.post(action, with(form, url.Values{"delegates.2.name": {fmt.Sprintf("Ny %d", i)}, "version": {version}}))
					statuses.count(got.status)
					if got.status != http.StatusConflict {
						return
					}
					version = got.value("version")
				}
			})
			for status, n := range statuses.n {
				if status >= 500 || status != 303 && status != 409 && status != 422 {
					t.Errorf("%d answers of %d", n, status)
				}
			}
			if people := o.count(t, `seat where slot is not null`); (people <= 4) != c.holds {
				t.Errorf("%d people, answers %v", people, statuses.n)
			}
		})
	}
}

// A whole county behind one address registers in a minute, within the program's own limits: form, check, sending, receipt, the letter's
// link and its button, and the own page.
func TestTwoHundredHonestRegistrationsFromOneAddress(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Invited.Organisations, inv.Meetings[4].Capacity = true, 150
	o := open(t, summer2019, inv).served(t, 16, web.Limits{})
	together(8, func(worker int) {
		for i := worker; i < 200; i += 8 {
			b := o.browser(t)
			reference := o.send(t, b, with(o.filled(2), url.Values{"kind": {"organisation"}, "organisation": {fmt.Sprintf("Lag %d", i)}, "unit": {""},
				"contact.email": {fmt.Sprintf("lag%d@example.no", i)}}))
			o.verify(t, b, reference)
		}
	})
	if n := o.count(t, `registration where state = 'active'`); n != 200 {
		t.Errorf("%d are active", n)
	}
	if n := o.count(t, `seat where state = 'placed'`); n != 150 {
		t.Errorf("%d are placed on 150 chairs", n)
	}
}
