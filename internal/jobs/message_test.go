package jobs_test

import (
	"context"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"
)

// postMessage writes every letter of a message of the ministry's.
func postMessage(ctx context.Context, a *app.App, id dialogue.ID) (letters int, err error) {
	for {
		posted, err := a.PostMessage(ctx, dialogue.System(sample.Ministry().ID), id)
		letters += posted.Letters
		if err != nil || !posted.More {
			return letters, err
		}
	}
}

// The program is killed when some registrations' letters are stored and the next are being written: what was stored stays, the rest is left to
// whoever starts it again, and each address has the message once.
func TestKilledWhileAMessageIsWritten(t *testing.T) {
	t.Parallel()
	inv := sample.Departementet2017()
	own := testdb.New(t)
	own.SetClock(t, dialogue.Date{Year: 2017, Month: time.May, Day: 8}.At(9, 0))
	db, err := postgres.New(own.App)
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(db, mail.New(urls.New("https://moter.example.no")))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	count := func(from string) (n int) {
		t.Helper()
		must(own.Owner.QueryRow(t.Context(), `select count(*) from `+from).Scan(&n))
		return n
	}
	must(a.InstallInvitation(t.Context(), dialogue.System(inv.Organiser.ID), inv, sample.Files(inv)...))
	all := sample.ApplicationsDepartementet()[:50]
	must(a.InstallRegistrations(t.Context(), dialogue.System(inv.Organiser.ID), inv, all, 0))
	var ids []dialogue.ID
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	id, err := a.PrepareMessage(t.Context(), staffOf(inv), inv.Series.ID, ids)
	must(err)
	words := dialogue.LetterWords{Subject: dialogue.Text{NB: "Nytt lokale"}, Body: dialogue.Text{NB: "Hei, {{name}}!"}}
	must(a.StartMessage(t.Context(), staffOf(inv), app.MessageEdit{Series: inv.Series.ID, Message: id, Version: 1}, app.WrittenMessage{LetterWords: words, ToContacts: true, ToDelegates: true}))
	tx, err := own.Owner.Begin(t.Context())
	must(err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	_, err = tx.Exec(t.Context(), `select from registration where id in (select registration_id from message_receiver order by 1 offset 30 limit 1) for update`)
	must(err)
	cmd := victim(t, victimDatabase+"="+own.AppURL, victimMessage+"="+id.String())
	own.WaitBlocked(t, 1)
	killed(cmd)
	must(tx.Rollback(t.Context()))
	// The server notices that its client is gone; taking the row shows that it has let go.
	_, err = own.Owner.Exec(t.Context(), `select from message for update`)
	must(err)
	stored := count(`letter where kind = 'message'`)
	if posted := count(`message_receiver where posted_at is not null`); posted != 20 || stored < posted || stored != count(`river_job where kind = 'send_letter'`) {
		t.Fatalf("%d letters of %d registrations are stored when it is killed", stored, posted)
	}
	if n, err := postMessage(t.Context(), a, id); err != nil || stored+n != count(`letter where kind = 'message'`) {
		t.Fatalf("started again: %d more, %v", n, err)
	}
	if n := count(`(select from letter where kind = 'message' group by registration_id, recipient having count(*) > 1) x`); n != 0 {
		t.Errorf("%d have it twice", n)
	}
	if n := count(`registration r where contact_email <> '' and not exists (select from letter l where l.registration_id = r.id and l.recipient = r.contact_email)`); n != 0 {
		t.Errorf("%d contacts are without it", n)
	}
	if count(`message where state = 'done'`) != 1 {
		t.Error("it is not done")
	}
}
