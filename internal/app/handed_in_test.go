package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/testdb"
	"dialogmote/internal/upload"
)

func pdfOf(words string) upload.File {
	return upload.Bytes(words+".pdf", []byte("%PDF-1.7\n"+words+"\n%%EOF\n"))
}

func presentation(r dialogue.Registration, words string) app.HandingIn {
	return app.HandingIn{Registration: r.ID, Kind: dialogue.Presentation, File: pdfOf(words)}
}

// presenting is a delegation with places that is asked for a presentation.
func presenting(t *testing.T) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	a, db, inv, r := placed(t, 2)
	if _, err := db.Owner.Exec(t.Context(), `update series set asks_presentation = true`); err != nil {
		t.Fatal(err)
	}
	return a, db, inv, r
}

func handed(t *testing.T, a *app.App, r dialogue.Registration) []dialogue.HandedDocument {
	t.Helper()
	return stored(t, a, r).Handed
}

func TestAPresentationIsHandedInInVersions(t *testing.T) {
	t.Parallel()
	a, db, inv, r := presenting(t)
	me := contact(r)
	colleague := me
	colleague.Email = "kollega@vestre-toten.kommune.no"
	remains := func(left dialogue.Remaining) bool { return left.Kind == dialogue.RemainsPresentation }
	if !slices.ContainsFunc(stored(t, a, r).Remaining, remains) {
		t.Error("the presentation doesn't remain")
	}
	leaves(t, db, "hand_in", 0, func() error { return a.HandIn(t.Context(), me, presentation(r, "utkast")) })
	leaves(t, db, "hand_in", 0, func() error { return a.HandIn(t.Context(), colleague, presentation(r, "ferdig")) })
	leaves(t, db, "hand_in", 0, func() error {
		return a.HandIn(t.Context(), me, app.HandingIn{Registration: r.ID, Kind: dialogue.OtherFile, Title: "Planstrategi", File: pdfOf("plan")})
	})
	documents := handed(t, a, r)
	if len(documents) != 2 || documents[0].Newest().Number != 2 || documents[0].Newest().ByEmail != colleague.Email || documents[1].Newest().Title != "Planstrategi" {
		t.Fatalf("%+v", documents)
	}
	if slices.ContainsFunc(stored(t, a, r).Remaining, remains) {
		t.Error("the presentation still remains")
	}
	d, err := a.HandedInFile(t.Context(), me, documents[0].Newest().ID)
	if err != nil || d.Name != "ferdig.pdf" || !bytes.Contains(contentOf(t, d), []byte("ferdig")) {
		t.Errorf("%+v %v", d, err)
	}
	other := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: r.Organiser, Registration: dialogue.ID{7}, Email: "a@example.no"}
	for name, actor := range map[string]dialogue.Actor{"another unit's contact": other, "nobody": {}, "another organiser": {Kind: dialogue.StaffActor, Organiser: dialogue.ID{8}, Role: dialogue.Admin}} {
		if _, err := a.HandedInFile(t.Context(), actor, documents[0].Newest().ID); !errors.Is(err, dialogue.ErrNotFound) && !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s fetches it: %v", name, err)
		}
		refuses(t, db, name, dialogue.ErrForbidden, func() error {
			if actor.Kind == dialogue.StaffActor { // an editor there, of nothing here
				return dialogue.ErrForbidden
			}
			return a.HandIn(t.Context(), actor, presentation(r, "falsk"))
		})
	}
	// Taking back what a colleague has changed since is refused; then it is gone, and the next has the next number.
	newest := documents[0].Newest()
	refuses(t, db, "an older version seen", dialogue.ErrStale, func() error { return a.TakeBackHandedIn(t.Context(), me, r.ID, newest.Document, 1) })
	leaves(t, db, "take_back", 0, func() error { return a.TakeBackHandedIn(t.Context(), me, r.ID, newest.Document, 2) })
	if n := count(t, db, `file_piece p where convert_from(bytes, 'UTF8') like '%ferdig%'`); n != 0 {
		t.Error("what is taken back is still stored")
	}
	if _, err := a.HandedInFile(t.Context(), editor(inv), newest.ID); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("staff fetch what is taken back: %v", err)
	}
	leaves(t, db, "hand_in", 0, func() error { return a.HandIn(t.Context(), me, presentation(r, "nytt")) })
	if got := handed(t, a, r)[0].Newest(); got.Number != 3 {
		t.Errorf("version %d", got.Number)
	}
	// After the deadline only staff may.
	db.SetClock(t, inv.Meetings[0].StartsAt)
	refuses(t, db, "too late", dialogue.ErrClosed, func() error { return a.HandIn(t.Context(), me, presentation(r, "sen")) })
	refuses(t, db, "too late to take back", dialogue.ErrClosed, func() error { return a.TakeBackHandedIn(t.Context(), me, r.ID, newest.Document, 3) })
	leaves(t, db, "hand_in", 0, func() error { return a.HandIn(t.Context(), editor(inv), presentation(r, "fra arrangøren")) })
	reader := editor(inv)
	reader.Role = dialogue.Reader
	refuses(t, db, "a reader", dialogue.ErrForbidden, func() error { return a.HandIn(t.Context(), reader, presentation(r, "leser")) })
}

func TestWhatIsHandedInIsJudgedAndBounded(t *testing.T) {
	t.Parallel()
	a, db, _, r := presenting(t)
	me := contact(r)
	for name, in := range map[string]app.HandingIn{
		"a drawing":       {Registration: r.ID, Kind: dialogue.Presentation, File: upload.Bytes("kart.pdf", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`))},
		"nothing":         {Registration: r.ID, Kind: dialogue.Presentation},
		"without a title": {Registration: r.ID, Kind: dialogue.OtherFile, File: pdfOf("plan")},
	} {
		if p := problemsIn(a.HandIn(t.Context(), me, in)); len(p) == 0 {
			t.Errorf("%s is taken", name)
		}
	}
	for i := range dialogue.MaxHandedIn {
		if err := a.HandIn(t.Context(), me, presentation(r, fmt.Sprint("utkast ", i))); err != nil {
			t.Fatal(err)
		}
	}
	if p := problemsIn(a.HandIn(t.Context(), me, presentation(r, "en til"))); p["file"].Key != "problem.handed-in-much" {
		t.Errorf("%v", p)
	}
	refuses(t, db, "a version of nobody's", dialogue.ErrNotFound, func() error {
		return a.HandIn(t.Context(), me, app.HandingIn{Registration: r.ID, Kind: dialogue.OtherFile, Document: dialogue.ID{5}, File: pdfOf("x")})
	})
}

func problemsIn(err error) dialogue.Problems {
	var p dialogue.Problems
	errors.As(err, &p)
	return p
}

// Two colleagues who hand in at once both get theirs stored. Without the registration's row as their turn the second is told by a
// constraint.
func TestTwoWhoHandInAtOnceBothGetAVersion(t *testing.T) {
	t.Parallel()
	a, db, _, r := presenting(t)
	var both sync.WaitGroup
	errs := make([]error, 4)
	crowd := wide(t, db, 6)
	for i := range errs {
		both.Go(func() { errs[i] = crowd.HandIn(t.Context(), contact(r), presentation(r, fmt.Sprint("versjon ", i))) })
	}
	both.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	d := handed(t, a, r)
	if len(d) != 1 || len(d[0].Versions) != 4 || d[0].Newest().Number != 4 {
		t.Errorf("%+v", d)
	}
	// The row is waited for.
	h := hold(t, db, `select from registration where id = $1 for update`, r.ID)
	done := h.until(func() error { return crowd.HandIn(t.Context(), contact(r), presentation(r, "ventet")) })
	h.commit()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	// The constraint that holds it when nobody takes turns.
	if _, err := db.Owner.Exec(t.Context(), `
		insert into handed_in (organiser_id, id, series_id, registration_id, document_id, number, kind)
		select organiser_id, gen_random_uuid(), series_id, registration_id, gen_random_uuid(), number, kind from handed_in limit 1`); err == nil || !strings.Contains(err.Error(), "handed_in_presentation") {
		t.Errorf("two presentations of one number: %v", err)
	}
}

func TestTheDeletionDateTakesWhatWasHandedIn(t *testing.T) {
	t.Parallel()
	a, db, _, r := presenting(t)
	if err := a.HandIn(t.Context(), contact(r), app.HandingIn{Registration: r.ID, Kind: dialogue.OtherFile, Title: "Guros plan", File: pdfOf("Fortrolig Fredriksen")}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer)); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, summer.Add(24*time.Hour))
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 1 {
		t.Fatalf("%+v, %v", due, err)
	}
	nobodyIsLeft(t, db, "Guro", "Fortrolig", "Fredriksen", fmt.Sprintf("%x", "Fortrolig Fredriksen"))
	if err := a.HandIn(t.Context(), contact(r), presentation(r, "sen")); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("after it is erased: %v", err)
	}
}
