package jobs_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/jobs"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"
)

// country is the ministry's invitation to the whole country, with an address for each municipality.
type country struct {
	a       *app.App
	db      *testdb.DB
	inv     dialogue.Invitation
	keys    []string
	mailing dialogue.ID
}

func (c country) staff() dialogue.Actor { return staffOf(c.inv) }

// newCountry has the first so many of the municipalities in its address book; 0 is all.
func newCountry(t testing.TB, municipalities int) country {
	t.Helper()
	today := dialogue.Date{Year: 2025, Month: time.February, Day: 3}
	c := country{db: testdb.New(t), inv: sample.Nationwide(today)}
	c.db.SetClock(t, today.At(9, 0))
	db, err := postgres.New(c.db.App)
	if err != nil {
		t.Fatal(err)
	}
	c.a = app.New(db, mail.New(urls.New("https://moter.example.no")))
	if err := c.a.InstallInvitation(t.Context(), dialogue.System(c.inv.Organiser.ID), c.inv, sample.Files(c.inv)...); err != nil {
		t.Fatal(err)
	}
	page, err := c.a.InvitePage(t.Context(), c.staff(), c.inv.Series.ID, dialogue.InviteChoice{})
	if err != nil {
		t.Fatal(err)
	}
	for i, u := range page.All {
		if municipalities == 0 || i < municipalities {
			c.keys = append(c.keys, u.Unit.Key())
		}
	}
	if _, _, err := c.a.ConfirmSuggestions(t.Context(), c.staff(), c.keys...); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *country) prepare(t testing.TB) {
	t.Helper()
	var err error
	if c.mailing, err = c.a.PrepareInvitations(t.Context(), c.staff(), c.inv.Series.ID, c.keys); err != nil {
		t.Fatal(err)
	}
}

// schedule sends it now, with the invitation as a file, without a limit.
func (c *country) schedule(t testing.TB) {
	t.Helper()
	page := c.page(t)
	e := app.MailingEdit{Series: c.inv.Series.ID, Mailing: c.mailing, Version: page.Mailing.Version}
	text := app.MailingText{Letter: c.inv.Series.Texts.InvitationLetter, Materials: []dialogue.ID{c.inv.Materials[0].ID}}
	if err := c.a.ScheduleMailing(t.Context(), c.staff(), e, text, time.Time{}, 0); err != nil {
		t.Fatal(err)
	}
}

func (c *country) page(t testing.TB) dialogue.MailingPage {
	t.Helper()
	page, err := c.a.Mailing(t.Context(), c.staff(), c.inv.Series.ID, c.mailing)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func (c *country) count(t testing.TB, from string) (n int) {
	t.Helper()
	if err := c.db.Owner.QueryRow(t.Context(), `select count(*) from `+from).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// postAll writes every letter of a sending of the ministry's.
func postAll(ctx context.Context, a *app.App, id dialogue.ID) (letters int, err error) {
	for {
		posted, err := a.SendMailing(ctx, dialogue.System(sample.Ministry().ID), id)
		letters += posted.Letters
		if err != nil || !posted.More {
			return letters, err
		}
	}
}

// work starts who sends letters, and stops it when the test ends.
func work(t testing.TB, c *country, port int) *jobs.Client {
	t.Helper()
	client := worker(t, testdb.Pool(t, c.db.AppURL, 10), c.a, port)
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := client.StopAndCancel(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return client
}

// The program is killed when some units' letters are stored and the next are being written: what was stored stays, the rest is left to
// whoever starts it again, and each address has one letter.
func TestKilledWhileInvitationsArePosted(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]string{
		"before the first are stored": `lock table river_job in exclusive mode`,
		"when some are stored":        `select from unit_invitation where id in (select id from unit_invitation order by id offset 70 limit 1) for update`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCountry(t, 100)
			c.prepare(t)
			c.schedule(t)
			tx, err := c.db.Owner.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = tx.Rollback(context.Background()) }()
			if _, err := tx.Exec(t.Context(), block); err != nil {
				t.Fatal(err)
			}
			cmd := victim(t, victimDatabase+"="+c.db.AppURL, victimMailing+"="+c.mailing.String())
			c.db.WaitBlocked(t, 1)
			killed(cmd)
			if err := tx.Rollback(t.Context()); err != nil {
				t.Fatal(err)
			}
			// The server notices that its client is gone; taking the row shows that it has let go.
			if _, err := c.db.Owner.Exec(t.Context(), `select from mailing for update`); err != nil {
				t.Fatal(err)
			}
			stored, posted := c.count(t, `letter`), c.count(t, `mailing_unit where posted_at is not null`)
			if stored != posted || stored != c.count(t, `river_job where kind = 'send_letter'`) || stored != c.count(t, `invitation_link`) || stored == 100 {
				t.Fatalf("%d letters of %d units are stored when it is killed", stored, posted)
			}
			if n, err := postAll(t.Context(), c.a, c.mailing); err != nil || stored+n != c.count(t, `letter`) {
				t.Fatalf("started again: %d more, %v", n, err)
			}
			if n := c.count(t, `mailing_unit u where passed_over = '' and (select count(*) from letter l where l.invitation_id = u.invitation_id) <> 1`); n != 0 {
				t.Errorf("%d have no invitation, or two", n)
			}
			if page := c.page(t); page.Mailing.State != dialogue.MailingDone {
				t.Errorf("it is %s", page.Mailing.State)
			}
		})
	}
}

// The program is killed while it delivers, and one address is refused: everybody else gets one letter, and what staff see is what the
// mail server has noted.
func TestTheFiguresAgreeWithTheMailServer(t *testing.T) {
	t.Parallel()
	c := newCountry(t, 30)
	c.prepare(t)
	c.schedule(t)
	sent, err := postAll(t.Context(), c.a, c.mailing)
	if err != nil || sent < 25 {
		t.Fatalf("%d letters, %v", sent, err)
	}
	die := make(chan struct{})
	box := startBox(t, func(n int) error {
		switch n {
		case 3:
			return &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
		case 8:
			close(die)
			return errDrop
		}
		return nil
	})
	cmd := victim(t, victimDatabase+"="+c.db.AppURL, victimMail+"="+strconv.Itoa(box.port()))
	select {
	case <-die:
	case <-time.After(60 * time.Second):
		t.Fatal("nothing was delivered in a minute")
	}
	killed(cmd)
	if n := c.count(t, `letter where state = 'queued'`); n == 0 || n == sent {
		t.Fatalf("killed with %d of %d left: not in the middle", n, sent)
	}
	for _, sql := range []string{`delete from river_leader`, `update river_job set attempted_at = now() - interval '1 hour' where state = 'running'`,
		`update river_job set scheduled_at = now() where state in ('retryable', 'scheduled') and kind = 'send_letter'`} {
		if _, err := c.db.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	work(t, &c, box.port())
	deadline := time.After(90 * time.Second)
	for c.count(t, `letter where state = 'queued'`) > 0 {
		select {
		case <-box.news:
		case <-time.After(time.Second):
		case <-deadline:
			t.Fatalf("%d letters still wait", c.count(t, `letter where state = 'queued'`))
		}
	}
	got := box.letters()
	letters := c.page(t).Letters()
	if letters[dialogue.LetterFailed] != 1 || letters[dialogue.LetterSent] != len(got) || len(got) != sent-1 {
		t.Errorf("%v on the page, %d addresses at the mail server, of %d", letters, len(got), sent)
	}
	db, err := postgres.New(c.db.App)
	if err != nil {
		t.Fatal(err)
	}
	invited, err := db.UnitInvitations(t.Context(), c.inv.Organiser.ID, c.inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range c.page(t).Units {
		for _, l := range u.Letters {
			if reached := len(got[l.Recipient]) == 1; reached != (l.State == dialogue.LetterSent) {
				t.Errorf("%s: %s on the page, %d at the mail server", l.Recipient, l.State, len(got[l.Recipient]))
			}
			for _, i := range invited {
				if i.ID == l.Invitation && (i.Letters.Sent != len(got[l.Recipient]) || i.Letters.Failed != 1-len(got[l.Recipient])) {
					t.Errorf("%s: %+v on the board, %d at the mail server", l.Recipient, i.Letters, len(got[l.Recipient]))
				}
			}
		}
	}
}

// BenchmarkInviteTheCountry is how long it takes to invite every municipality there is, without a limit: the draft, a look at it, the
// letters written, and the letters delivered to a mail server. The whole must take less than thirty seconds.
func BenchmarkInviteTheCountry(b *testing.B) {
	for b.Loop() {
		c := newCountry(b, 0)
		box := startBox(b, func(int) error { return nil })
		began := time.Now()
		lap := func(unit string) {
			b.ReportMetric(time.Since(began).Seconds(), unit)
		}
		c.prepare(b)
		lap("s-prepared")
		if _, err := c.a.PreviewMailing(b.Context(), c.staff(), c.inv.Series.ID, c.mailing, dialogue.ID{}, nil); err != nil {
			b.Fatal(err)
		}
		lap("s-previewed")
		c.schedule(b)
		written, err := postAll(b.Context(), c.a, c.mailing)
		if err != nil {
			b.Fatal(err)
		}
		lap("s-written")
		work(b, &c, box.port())
		wait, cancel := context.WithTimeout(b.Context(), 5*time.Minute)
		for c.count(b, `letter where state = 'queued'`) > 0 {
			select {
			case <-box.news:
			case <-time.After(time.Second):
			case <-wait.Done():
				b.Fatal(errors.New("letters still wait after five minutes"))
			}
		}
		cancel()
		lap("s-delivered")
		b.ReportMetric(float64(written), "letters")
		if got := box.letters(); len(got) > written || c.page(b).Letters()[dialogue.LetterSent] != written {
			b.Errorf("%d addresses got %d letters", len(got), written)
		}
		if took := time.Since(began); took > 30*time.Second {
			b.Errorf("it took %s", took)
		}
	}
}
