package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// stored is everything that the tables with personal data say, one row a line.
func stored(t *testing.T, own *testdb.DB, tables ...string) string {
	t.Helper()
	var all strings.Builder
	for _, table := range tables {
		var rows string
		if err := own.Owner.QueryRow(t.Context(), `select coalesce(string_agg(t::text, E'\n'), '') from `+table+` t`).Scan(&rows); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s\n%s\n", table, rows)
	}
	return all.String()
}

func count(t *testing.T, own *testdb.DB, sql string, args ...any) (n int) {
	t.Helper()
	if err := own.Owner.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPersonalDataEndsOnItsDate(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	inv := sample.Departementet2017()
	own.SetClock(t, inv.Series.LetterDate.At(12, 0))
	install(t, db, inv)
	inv.Series.DeleteOn = dialogue.Date{Year: 2018, Month: time.June, Day: 1}
	if _, err := own.Owner.Exec(t.Context(), `update series set delete_on = $1`, inv.Series.DeleteOn); err != nil {
		t.Fatal(err)
	}
	var names []string
	answers := sample.RegistrationsDepartementet()
	for _, r := range answers {
		register(t, db, r)
		names = append(names, r.Contact.Name, r.Contact.Email, r.Contact.Phone, r.Delegates[0].Name)
		l := dialogue.Letter{Organiser: r.Organiser, ID: sample.ID("letter/" + r.Reference), Once: "message/" + r.Reference + "/" + r.Contact.Email, Kind: dialogue.LetterReceived, Series: r.Series, Registration: r.ID,
			Recipient: r.Contact.Email, RecipientName: r.Contact.Name, Lang: r.Lang, Subject: "Kvittering", Body: r.Contact.Name, HTML: r.Contact.Name, State: dialogue.LetterSent}
		err := inTx(t, db, func(tx *Tx) error {
			return tx.Write(t.Context(), func(b *Batch) {
				b.InsertLetter(l)
				b.InsertLink(Link{Organiser: r.Organiser, ID: l.ID, Registration: r.ID, Kind: SignInLink, Hash: l.ID[:], ExpiresAt: r.ReceivedAt})
				b.Audit(dialogue.AuditLine{Actor: dialogue.Actor{Kind: dialogue.Anonymous, Organiser: r.Organiser}, Verb: "register", Series: r.Series, About: r.ID, Detail: map[string]any{"contact": r.Contact.Name}})
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	written := dialogue.Statement{Organiser: inv.Organiser.ID, ID: sample.ID("written"), Series: inv.Series.ID, State: dialogue.StatementReceived, Lang: dialogue.Bokmal, Name: "Tor Eide",
		Email: "tor.eide@example.no", Behalf: "Eldrerådet", Text: "Hemmelige ord", Consent: dialogue.ConsentNamed, Reference: "7K3M9QXA", ReceivedAt: inv.Series.LetterDate.At(12, 0)}
	names = append(names, written.Name, written.Email, written.Behalf, written.Text, "vedlegg.pdf")
	if err := inTx(t, db, func(tx *Tx) error {
		key, err := tx.StoreFile(t.Context(), inv.Organiser.ID, "application/pdf", 9, strings.NewReader("vedlegget"))
		if err != nil {
			return err
		}
		return tx.Write(t.Context(), func(b *Batch) {
			b.InsertStatement(written, sample.ID("submission"))
			b.InsertStatementLink(written, key, time.Time{})
			b.InsertStatementFile(inv.Organiser.ID, inv.Series.ID, sample.ID("submission"), dialogue.StatementFile{ID: sample.ID("file"), File: dialogue.StoredFile{Name: "vedlegg.pdf", SHA256: key}})
			written.State, written.Note = dialogue.StatementPublished, "Tor Eide ringte"
			b.SetStatement(written)
		})
	}); err != nil {
		t.Fatal(err)
	}
	personal := []string{"registration", "delegate", "letter", "unit", "audit_detail", "river_job", "statement", "statement_file", "statement_link"}
	outcome := `select count(*) from seat s join registration r on r.id = s.registration_id where s.state <> 'withdrawn' and r.received_at is not null`
	before, lines := count(t, own, outcome), count(t, own, `select count(*) from audit`)
	own.SetClock(t, inv.Series.DeleteOn.At(0, 0).Add(-time.Second))
	if due, err := db.SeriesToErase(t.Context()); err != nil || len(due) != 0 {
		t.Fatalf("the evening before: %v %v", due, err)
	}
	own.SetClock(t, inv.Series.DeleteOn.At(0, 0))
	due, err := db.SeriesToErase(t.Context())
	if err != nil || len(due) != 1 {
		t.Fatalf("on the day: %v %v", due, err)
	}
	for _, want := range []bool{true, false} { // the second finds it done
		if err := inTx(t, db, func(tx *Tx) error {
			erased, err := tx.EraseSeries(t.Context(), due[0])
			if erased != want {
				t.Errorf("erased: %v, want %v", erased, want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if files, links, came := count(t, own, `select count(*) from file where size = 9`), count(t, own, `select count(*) from statement_link`), count(t, own, `select count(*) from statement where state = 'received'`); files != 0 || links != 0 || came != 1 {
		t.Errorf("%d files and %d links of written input are left, and %d of it counted", files, links, came)
	}
	left := stored(t, own, personal...)
	for _, name := range names {
		if name != "" && strings.Contains(left, name) {
			t.Errorf("%q is still stored", name)
		}
	}
	if n := count(t, own, outcome); n != before {
		t.Errorf("%d seats counted, %d before", n, before)
	}
	if n := count(t, own, `select count(*) from audit`); n != lines+1 {
		t.Errorf("%d audit lines, want %d", n, lines+1)
	}
	if n := count(t, own, `select count(*) from unit where kind = 'municipality' and name = ''`); n != 0 {
		t.Error("the municipalities have lost their names")
	}
}

func TestUnverifiedRegistrationsAreDeletedWhenTheirTimeIsOut(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	inv := sample.Innlandet2019()
	now := dialogue.Date{Year: 2019, Month: time.August, Day: 25}.At(10, 0)
	own.SetClock(t, now)
	install(t, db, inv)
	answers := sample.RegistrationsInnlandet()[:3]
	for i := range answers[:2] {
		answers[i].State, answers[i].ActivatedAt, answers[i].ExpiresAt = dialogue.Unverified, time.Time{}, now.Add(time.Duration(i+1)*time.Hour)
		for n := range answers[i].Delegates {
			for s := range answers[i].Delegates[n].Seats {
				answers[i].Delegates[n].Seats[s].State = dialogue.SeatPending
			}
		}
	}
	for _, r := range answers {
		register(t, db, r)
		if err := inTx(t, db, func(tx *Tx) error {
			return tx.Write(t.Context(), func(b *Batch) {
				b.Audit(dialogue.AuditLine{Actor: dialogue.Actor{Kind: dialogue.Anonymous, Organiser: r.Organiser}, Verb: "register", Series: r.Series, About: r.ID, Detail: map[string]any{"contact": r.Contact.Name}})
			})
		}); err != nil {
			t.Fatal(err)
		}
	}
	expire := func() (n int) {
		if err := inTx(t, db, func(tx *Tx) (err error) { n, err = tx.ExpireRegistrations(t.Context()); return err }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	own.SetClock(t, now.Add(time.Hour-time.Second))
	if n := expire(); n != 0 {
		t.Errorf("%d deleted before their time", n)
	}
	own.SetClock(t, now.Add(time.Hour))
	if n := expire(); n != 1 {
		t.Errorf("%d deleted, want the first", n)
	}
	if left := stored(t, own, "registration", "delegate", "audit_detail"); strings.Contains(left, answers[0].Contact.Name) || !strings.Contains(left, answers[1].Contact.Name) || !strings.Contains(left, answers[2].Contact.Name) {
		t.Errorf("left: %s", left)
	}
	if n := count(t, own, `select count(*) from audit where verb = 'expire' and about = $1`, answers[0].ID); n != 1 {
		t.Errorf("%d audit lines tell it", n)
	}
}
