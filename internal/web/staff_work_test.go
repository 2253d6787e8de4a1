package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
)

// work is a site with Innlandet's invitation of 2019, a week into its time for registering, and one of Vestland's.
type work struct {
	*site
	inv    dialogue.Invitation
	editor dialogue.Actor
	pg     *postgres.DB
}

var summer2019 = time.Date(2019, 8, 30, 10, 0, 0, 0, dialogue.Oslo)

func newWork(t testing.TB) *work {
	t.Helper()
	w := &work{site: newSite(t), inv: sample.Innlandet2019()}
	w.db.SetClock(t, summer2019)
	pg, err := postgres.New(w.db.App)
	if err != nil {
		t.Fatal(err)
	}
	w.pg = pg
	for _, inv := range []dialogue.Invitation{w.inv, sample.Vestland()} {
		if err := pg.InTx(t.Context(), func(tx *postgres.Tx) error { return tx.InsertInvitation(t.Context(), inv, sample.Files(inv)...) }); err != nil {
			t.Fatal(err)
		}
	}
	w.editor = actorOf("innlandet/redaktor", w.inv.Organiser.ID)
	return w
}

func (w *work) meeting(town string) dialogue.Meeting {
	for _, m := range w.inv.Meetings {
		if m.Town == town {
			return m
		}
	}
	panic(town)
}

// request is an honest registration by staff of the municipality for a meeting, of as many as there are names.
func (w *work) request(number, town string, names ...string) dialogue.RegistrationRequest {
	q := dialogue.RegistrationRequest{
		Submission: w.app.NewSubmission(), Unit: dialogue.Unit{Kind: dialogue.Municipality, Number: number}, Meeting: w.meeting(town).ID,
		Contact: dialogue.Contact{Name: "Kari Kontakt", Email: "kari@example.no", Phone: "+4722249601"}, Channel: dialogue.ByEmail, Lang: dialogue.Bokmal,
	}
	for _, name := range names {
		q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Name: name, Role: w.inv.Roles[0].ID, Email: dialogue.Slug(strings.Fields(name)[0]) + "@example.no"})
	}
	return q
}

func (w *work) register(t testing.TB, q dialogue.RegistrationRequest) dialogue.Registration {
	t.Helper()
	r, err := w.app.Register(t.Context(), w.editor, w.inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// held is a registration from the web that staff must decide on.
func (w *work) held(t testing.TB, number, town string) dialogue.Registration {
	t.Helper()
	q := w.request(number, town, "Hilde Holt")
	q.Channel = dialogue.Web
	r, err := w.app.Register(t.Context(), dialogue.Actor{}, w.inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	w.exec(t, `update registration set state = 'held', expires_at = null where id = $1`, r.ID)
	return r
}

func (w *work) exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := w.db.Owner.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

func (w *work) stored(t testing.TB, id dialogue.ID) dialogue.Registration {
	t.Helper()
	r, err := w.pg.Registration(t.Context(), w.inv.Organiser.ID, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (w *work) path(parts ...string) string {
	return strings.Join(append([]string{"/intern/invitasjoner", w.inv.Series.ID.String()}, parts...), "/")
}

func (w *work) one(r dialogue.Registration, parts ...string) string {
	return w.path(append([]string{"pameldinger", r.ID.String()}, parts...)...)
}

// listed are the units of the work list, in order.
func listed(a *answer) []string {
	var names []string
	for _, s := range a.doc.Find("table.work tbody tr > th a").EachIter() {
		names = append(names, strings.TrimSpace(s.Text()))
	}
	return names
}

func (a *answer) ok(t testing.TB) *answer {
	t.Helper()
	if a.status != http.StatusOK {
		t.Fatalf("status %d\n%s", a.status, a.text())
	}
	return a
}

func (a *answer) says(t testing.TB, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(a.text(), word) {
			t.Errorf("the page doesn't say %q:\n%s", word, a.text())
		}
	}
}

func (a *answer) leads(t testing.TB, to string) {
	t.Helper()
	if a.status != http.StatusSeeOther || a.header.Get("Location") != to {
		t.Fatalf("%d to %q, want 303 to %q\n%s", a.status, a.header.Get("Location"), to, a.text())
	}
}
