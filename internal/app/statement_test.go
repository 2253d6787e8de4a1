package app_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/upload"
)

// writing is an invitation that takes written input, to the end of a day long after its meetings.
func writing(t *testing.T) (*app.App, *testdb.DB, dialogue.Invitation) {
	t.Helper()
	inv := sample.Innlandet2019()
	inv.Series.StatementsOpen, inv.Series.StatementsBy = true, dialogue.Date{Year: 2019, Month: time.December, Day: 13}
	a, db := published(t, summer, inv)
	return a, db, inv
}

// opened is a form that somebody opened a minute ago and has filled in.
func opened(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, name string) dialogue.StatementRequest {
	t.Helper()
	q := dialogue.StatementRequest{Submission: sample.ID("statement/" + name), Name: "Tor Eide", Email: "tor.eide@example.no", Behalf: "Eldrerådet",
		Text: "Vi savner en plan for " + name + ".", Consent: dialogue.ConsentNamed, Lang: dialogue.Bokmal}
	form, err := a.StatementForm(t.Context(), inv.Series.Slug, q.Submission)
	if err != nil {
		t.Fatal(err)
	}
	q.Signed = form.Signed
	db.AdvanceClock(t, time.Minute)
	return q
}

// tokenIn is the token of the newest letter of the kind.
func tokenIn(t *testing.T, db *testdb.DB, kind dialogue.LetterKind) string {
	t.Helper()
	body := column[string](t, db, `select body from letter where kind = '`+string(kind)+`' order by id desc limit 1`)[0]
	_, rest, found := strings.Cut(body, "/nb/innspill/")
	if !found {
		t.Fatalf("no link in %s", body)
	}
	return strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" )>\n", r) })[0]
}

func TestWrittenInputIsNobodysBeforeTheClick(t *testing.T) {
	t.Parallel()
	a, db, inv := writing(t)
	staff := editor(inv)
	q := opened(t, a, db, inv, "transport")
	if err := a.KeepStatementFiles(t.Context(), dialogue.Actor{}, inv.Series.Slug, q, []upload.File{pdfOf("notat"), pdfOf("notat to")}, dialogue.ID{}); err != nil {
		t.Fatal(err)
	}
	var s dialogue.Statement
	leaves(t, db, "send_statement", 1, func() (err error) { s, err = a.SendStatement(t.Context(), inv.Series.Slug, q); return err })
	if again, err := a.SendStatement(t.Context(), inv.Series.Slug, q); err != nil || again.ID != s.ID || count(t, db, "letter") != 1 {
		t.Errorf("a double click: %v %v", again.ID, err)
	}
	list, err := a.Statements(t.Context(), staff, inv.Series.ID, dialogue.StatementFilter{})
	if err != nil || list.All != 0 {
		t.Errorf("staff see %d before the click, %v", list.All, err)
	}
	if _, err := a.Statement(t.Context(), staff, inv.Series.ID, s.ID); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("staff open it before the click: %v", err)
	}
	if body := column[string](t, db, `select body || html || subject from letter`)[0]; strings.Contains(body, "transport") || strings.Contains(body, "Tor Eide") {
		t.Error("the letter to an address that nobody has proven carries what was written")
	}
	token := tokenIn(t, db, dialogue.LetterStatement)
	page, err := a.StatementByLink(t.Context(), token)
	if err != nil || !page.Proves || len(page.Statement.Files) != 2 {
		t.Fatalf("%+v %v", page, err)
	}
	leaves(t, db, "confirm_statement", 1, func() error { return a.ConfirmStatement(t.Context(), token) })
	if err := a.ConfirmStatement(t.Context(), token); err != nil || count(t, db, "letter") != 2 {
		t.Errorf("a second click: %v", err)
	}
	if body := column[string](t, db, `select body from letter order by id desc limit 1`)[0]; !strings.Contains(body, "transport") || !strings.Contains(body, "notat to.pdf") {
		t.Errorf("no copy in %s", body)
	}
	list, err = a.Statements(t.Context(), staff, inv.Series.ID, dialogue.StatementFilter{Words: "TRANSPORT eldrerådet"})
	if err != nil || len(list.Found) != 1 || len(list.Found[0].Files) != 2 {
		t.Fatalf("%+v %v", list, err)
	}

	// Published, seen by everybody, taken back, published again, and withdrawn by its writer: nothing of it is left but that it was.
	edit := func() app.StatementEdit {
		page, err := a.Statement(t.Context(), staff, inv.Series.ID, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		return app.StatementEdit{Series: inv.Series.ID, Statement: s.ID, Version: page.Statement.Version}
	}
	shown := func() int {
		page, err := a.ShowInvitation(t.Context(), dialogue.Actor{}, inv.Series.Slug)
		if err != nil {
			t.Fatal(err)
		}
		return len(page.Statements)
	}
	old := edit()
	leaves(t, db, "note_statement", 0, func() error { return a.NoteStatement(t.Context(), staff, edit(), "Ring Tor Eide") })
	refuses(t, db, "a stale button", dialogue.ErrStale, func() error { return a.PublishStatement(t.Context(), staff, old) })
	reader := staff
	reader.Role = dialogue.Reader
	refuses(t, db, "a reader", dialogue.ErrForbidden, func() error { return a.PublishStatement(t.Context(), reader, edit()) })
	leaves(t, db, "publish_statement", 1, func() error { return a.PublishStatement(t.Context(), staff, edit()) })
	if shown() != 1 {
		t.Error("nobody sees it")
	}
	if _, err := a.PublishedStatementFile(t.Context(), inv.Series.Slug, page.Statement.Files[0].ID); err != nil {
		t.Errorf("its file: %v", err)
	}
	leaves(t, db, "take_back_statement", 0, func() error { return a.TakeBackStatement(t.Context(), staff, edit()) })
	if _, err := a.PublishedStatementFile(t.Context(), inv.Series.Slug, page.Statement.Files[0].ID); !errors.Is(err, dialogue.ErrNotFound) || shown() != 0 {
		t.Errorf("taken back and shown: %v", err)
	}
	leaves(t, db, "publish_statement", 1, func() error { return a.PublishStatement(t.Context(), staff, edit()) })
	withdraw := tokenIn(t, db, dialogue.LetterStatementPublished)
	leaves(t, db, "withdraw_statement", 0, func() error { return a.WithdrawStatement(t.Context(), withdraw) })
	if shown() != 0 || count(t, db, "statement_file") != 0 || count(t, db, "file where size < 100") != 0 {
		t.Error("withdrawn and still there")
	}
	for _, table := range []string{"statement", "letter", "audit_detail"} {
		for _, word := range []string{"transport", "Tor Eide", "tor.eide", "Ring"} {
			if n := count(t, db, table+" x where x::text like '%"+word+"%'"); n != 0 {
				t.Errorf("%s still says %q", table, word)
			}
		}
	}
	refuses(t, db, "publishing what is withdrawn", dialogue.ErrClosed, func() error { return a.PublishStatement(t.Context(), staff, edit()) })
}

func TestWithoutTheWritersConsentNothingIsPublished(t *testing.T) {
	t.Parallel()
	a, db, inv := writing(t)
	q := opened(t, a, db, inv, "taushet")
	q.Consent = dialogue.ConsentNo
	s, err := a.SendStatement(t.Context(), inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.ConfirmStatement(t.Context(), tokenIn(t, db, dialogue.LetterStatement)); err != nil {
		t.Fatal(err)
	}
	edit := app.StatementEdit{Series: inv.Series.ID, Statement: s.ID, Version: 2}
	refuses(t, db, "staff publish it", dialogue.ErrForbidden, func() error { return a.PublishStatement(t.Context(), editor(inv), edit) })
	if _, err := db.Owner.Exec(t.Context(), `update statement set state = 'published'`); err == nil {
		t.Error("the database lets it be published")
	}
	leaves(t, db, "set_statement_aside", 0, func() error { return a.SetStatementAside(t.Context(), editor(inv), edit, "Gjelder en annen sak") })
}

// Its own deadline is the database's, to the second, and what lay in the form before it is refused too. Without the trigger it is stored: the
// program alone had asked too early.
func TestWrittenInputEndsByTheDatabasesClock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop string
		want error
	}{"with the trigger": {"", dialogue.ErrClosed}, "without": {"drop trigger statement_in_time on statement", nil}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv := writing(t)
			if c.drop != "" {
				if _, err := db.Owner.Exec(t.Context(), c.drop); err != nil {
					t.Fatal(err)
				}
			}
			end := inv.Series.StatementsBy.EndOfDay()
			db.SetClock(t, end.Add(-time.Minute-time.Second))
			q := opened(t, a, db, inv, "i siste liten")
			if _, err := a.SendStatement(t.Context(), inv.Series.Slug, q); err != nil {
				t.Fatalf("a second before: %v", err)
			}
			db.SetClock(t, end.Add(-2*time.Minute))
			q = opened(t, a, db, inv, "for sent")
			db.SetClock(t, end)
			if _, err := a.SendStatement(t.Context(), inv.Series.Slug, q); !errors.Is(err, dialogue.ErrClosed) {
				t.Errorf("at the end: %v", err)
			}
			_, err := db.App.Exec(t.Context(), `insert into statement select organiser_id, gen_random_uuid(), series_id, meeting_id, registration_id, state, lang, name, email, behalf,
				body, consent, 'REF'||left(reference, 5), gen_random_uuid(), note, reason, received_at, expires_at, decided_at, published_at, erased_at, version from statement`)
			if (err == nil) != (c.want == nil) {
				t.Errorf("straight into the table: %v", err)
			}
			// The one that came in time keeps its three days.
			db.SetClock(t, end.Add(71*time.Hour))
			if err := a.ConfirmStatement(t.Context(), tokenIn(t, db, dialogue.LetterStatement)); err != nil {
				t.Errorf("the click after the deadline: %v", err)
			}
		})
	}
}

func TestWhatNobodyConfirmsOrSendsIsDeleted(t *testing.T) {
	t.Parallel()
	a, db, inv := writing(t)
	q, unsent := opened(t, a, db, inv, "glemt"), opened(t, a, db, inv, "aldri sendt")
	for i, form := range []dialogue.StatementRequest{q, unsent} {
		if err := a.KeepStatementFiles(t.Context(), dialogue.Actor{}, inv.Series.Slug, form, []upload.File{pdfOf(fmt.Sprint("fil ", i))}, dialogue.ID{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.SendStatement(t.Context(), inv.Series.Slug, q); err != nil {
		t.Fatal(err)
	}
	due := func(after time.Duration) {
		t.Helper()
		db.AdvanceClock(t, after)
		if _, err := a.DoWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
			t.Fatal(err)
		}
	}
	due(dialogue.UnsentFilesFor)
	if n := count(t, db, "statement_file"); n != 1 {
		t.Errorf("%d files are kept, want the one that was sent", n)
	}
	due(dialogue.VerifyWithin)
	for _, table := range []string{"statement", "statement_file", "statement_link", "letter", "audit_detail", "file where size < 100"} {
		if n := count(t, db, table); n != 0 {
			t.Errorf("%d of %s are left", n, table)
		}
	}
	if n := count(t, db, "audit where verb = 'expire_statement'"); n != 1 {
		t.Errorf("%d lines tell of it", n)
	}
}

func TestADelegationWritesAsItsUnit(t *testing.T) {
	t.Parallel()
	a, db, inv := writing(t)
	r := active(t, a, db, inv, request(inv, 0, 1, "writes"))
	colleague := contact(r)
	colleague.Email = "kollega@vestre-toten.kommune.no"
	q := dialogue.StatementRequest{Submission: sample.ID("own statement"), Text: "Kommunen mener dette.", Consent: dialogue.ConsentNamed, Lang: dialogue.Bokmal, Name: "Falsk", Email: "falsk@example.no"}
	var s dialogue.Statement
	leaves(t, db, "send_statement", 1, func() (err error) { s, err = a.SendOwnStatement(t.Context(), colleague, r.ID, q); return err })
	if s.State != dialogue.StatementReceived || s.Email != colleague.Email || s.From() != r.Unit.Name {
		t.Errorf("%+v", s)
	}
	list, err := a.Statements(t.Context(), editor(inv), inv.Series.ID, dialogue.StatementFilter{})
	if err != nil || len(list.Found) != 1 || list.Found[0].From() != "Vestre Toten" {
		t.Errorf("%+v %v", list.Found, err)
	}
	other := contact(r)
	other.Registration = sample.ID("another registration")
	refuses(t, db, "another unit withdraws it", dialogue.ErrNotFound, func() error {
		return a.WithdrawOwnStatement(t.Context(), other, other.Registration, s.ID)
	})
	refuses(t, db, "another unit writes as this one", dialogue.ErrForbidden, func() error {
		_, err := a.SendOwnStatement(t.Context(), other, r.ID, q)
		return err
	})
	leaves(t, db, "withdraw_statement", 0, func() error { return a.WithdrawOwnStatement(t.Context(), contact(r), r.ID, s.ID) })
}

// Programs that fill in forms are told so, and so is whoever writes to one address again and again; two hundred people behind one address on the net
// are not in their way.
func TestWrittenInputIsNoWayToSendSpam(t *testing.T) {
	t.Parallel()
	a, db, inv := writing(t)
	refused := func(name, field, key string, q dialogue.StatementRequest) {
		t.Helper()
		_, err := a.SendStatement(t.Context(), inv.Series.Slug, q)
		var problems dialogue.Problems
		if !errors.As(err, &problems) || problems[field].Key != key {
			t.Errorf("%s: %v", name, err)
		}
		if err := a.KeepStatementFiles(t.Context(), dialogue.Actor{}, inv.Series.Slug, q, []upload.File{pdfOf(name)}, dialogue.ID{}); field == "" && err == nil {
			t.Errorf("%s: its file is kept", name)
		}
	}
	trapped := opened(t, a, db, inv, "felle")
	trapped.Trap = "https://example.no/kjop"
	refused("the field that people leave empty", "", "problem.form-trap", trapped)
	borrowed := opened(t, a, db, inv, "lånt")
	borrowed.Submission = sample.ID("another form")
	refused("another form's signature", "", "problem.form-old", borrowed)
	quick := opened(t, a, db, inv, "rask")
	form, _ := a.StatementForm(t.Context(), inv.Series.Slug, quick.Submission)
	quick.Signed = form.Signed
	refused("sent at once", "", "problem.form-fast", quick)
	old := opened(t, a, db, inv, "gammel")
	db.AdvanceClock(t, dialogue.MostFormTime)
	refused("opened yesterday", "", "problem.form-old", old)
	if n := count(t, db, "statement"); n != 0 {
		t.Errorf("%d are stored", n)
	}
	for i := range dialogue.UnprovenLetters + 1 {
		q := opened(t, a, db, inv, fmt.Sprint("gjentatt ", i))
		q.Email = fmt.Sprintf("offer+%d@example.no", i)
		if i == dialogue.UnprovenLetters {
			refused("the sixth in an hour", "email", "problem.too-many-letters", q)
		} else if _, err := a.SendStatement(t.Context(), inv.Series.Slug, q); err != nil {
			t.Fatal(err)
		}
	}
	// Of many that come at once with one address, five are let through.
	var all sync.WaitGroup
	var mu sync.Mutex
	through := 0
	var forms []dialogue.StatementRequest
	for i := range 20 {
		q := opened(t, a, db, inv, fmt.Sprint("samtidig ", i))
		q.Email = "annen@example.no"
		forms = append(forms, q)
	}
	for _, q := range forms {
		all.Go(func() {
			_, err := a.SendStatement(t.Context(), inv.Series.Slug, q)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				through++
			}
		})
	}
	all.Wait()
	if through != dialogue.UnprovenLetters {
		t.Errorf("%d of twenty at once", through)
	}
}
