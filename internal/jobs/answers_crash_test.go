package jobs_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/jobs"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/smtp"
	"dialogmote/internal/testdb"
	"dialogmote/internal/urls"
)

// The environment of the program that is killed: this test program once more, told what to be.
const (
	victimDatabase = "DIALOGMOTE_TEST_VICTIM_DATABASE"
	victimMailing  = "DIALOGMOTE_TEST_VICTIM_MAILING" // the sending that it posts
	victimMessage  = "DIALOGMOTE_TEST_VICTIM_MESSAGE" // the message that it writes
	victimMail     = "DIALOGMOTE_TEST_VICTIM_MAIL"    // the mail server's port: it delivers letters; without it, it sends the answers
)

// TestVictim is no test of its own: it is the program that the crash tests start and kill.
func TestVictim(t *testing.T) {
	url := os.Getenv(victimDatabase)
	if url == "" {
		return
	}
	pool := testdb.Pool(t, url, 10)
	db, err := postgres.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(db, mail.New(urls.New("https://moter.example.no")))
	fmt.Println("victim is ready")
	if port := os.Getenv(victimMail); port != "" {
		n, _ := strconv.Atoi(port)
		if err := worker(t, pool, a, n).Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		<-t.Context().Done() // until it is killed
	}
	if id, err := dialogue.ParseID(os.Getenv(victimMailing)); err == nil {
		_, err = postAll(t.Context(), a, id)
		t.Fatalf("the victim outlived its killing: %v", err)
	}
	if id, err := dialogue.ParseID(os.Getenv(victimMessage)); err == nil {
		_, err = postMessage(t.Context(), a, id)
		t.Fatalf("the victim outlived its killing: %v", err)
	}
	s := selection{a: a, inv: selecting()}
	_, err = s.send(t)
	t.Fatalf("the victim outlived its killing: %v", err)
}

func worker(t testing.TB, pool *pgxpool.Pool, a *app.App, port int) *jobs.Client {
	t.Helper()
	sender, err := smtp.New(smtp.Config{Host: "127.0.0.1", Port: port, TLS: smtp.NoTLS, HelloName: "app.example.no", Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	client, err := jobs.New(pool, a, sender, jobs.Config{From: "ikke-svar@example.no", Host: "moter.example.no"})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// victim starts the program that is to be killed, and returns when it is about to do its work.
func victim(t *testing.T, environment ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestVictim$", "-test.v")
	cmd.Env = append(os.Environ(), environment...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "victim is ready") {
			return cmd
		}
	}
	t.Fatal("the victim did not start")
	return nil
}

// killed ends it as a power cut does.
func killed(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// selection is the ministry's invitation with an approved proposal.
type selection struct {
	a   *app.App
	db  *testdb.DB
	inv dialogue.Invitation
}

// selecting is an invitation where half of those who apply get a place.
func selecting() dialogue.Invitation {
	inv := sample.Departementet2017()
	inv.Series.Rules.Identity = dialogue.OpenIdentity
	for i := range inv.Meetings {
		inv.Meetings[i].Capacity, inv.Meetings[i].OwnPlaces = 3, 0
	}
	return inv
}

func staffOf(inv dialogue.Invitation) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.StaffActor, Organiser: inv.Organiser.ID, User: sample.ID("staff"), Role: dialogue.Editor}
}

// approved is that invitation with twelve who have applied.
func approved(t *testing.T) selection {
	t.Helper()
	s := selection{db: testdb.New(t), inv: selecting()}
	s.db.SetClock(t, dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0))
	db, err := postgres.New(s.db.App)
	if err != nil {
		t.Fatal(err)
	}
	s.a = app.New(db, mail.New(urls.New("https://moter.example.no")))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.a.InstallInvitation(t.Context(), dialogue.System(s.inv.Organiser.ID), s.inv, sample.Files(s.inv)...))
	for i, number := range []string{"0529", "0528", "0502", "0501", "0402", "0403", "0412", "0415", "0417", "0418", "0419", "0420"} {
		q := dialogue.RegistrationRequest{Submission: sample.ID(fmt.Sprint("crash ", i)), Unit: dialogue.Unit{Kind: dialogue.Municipality, Number: number}, Lang: dialogue.Bokmal,
			Contact: dialogue.Contact{Name: "Guro Lien", Email: fmt.Sprintf("post%d@example.no", i), Phone: "+4722249601"}, IfNotAll: dialogue.Fewer}
		for j := range 2 {
			q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Name: fmt.Sprintf("Deltaker %d-%d", i, j), Role: s.inv.Roles[j].ID, Email: fmt.Sprintf("d%d-%d@example.no", i, j)})
		}
		for j, m := range s.inv.Meetings {
			q.Wishes = append(q.Wishes, dialogue.Wish{Meeting: m.ID, Rank: j + 1, Available: j < 3})
		}
		_, err := s.a.Register(t.Context(), dialogue.Actor{}, s.inv.Series.Slug, q)
		must(err)
	}
	s.db.SetClock(t, dialogue.Date{Year: 2017, Month: time.May, Day: 12}.At(9, 0))
	page, err := s.a.Selection(t.Context(), staffOf(s.inv), s.inv.Series.ID)
	must(err)
	must(s.a.FreezeSelection(t.Context(), staffOf(s.inv), app.SeriesEdit{Series: s.inv.Series.ID, Version: page.Invitation.Series.Version}, "Vikinglotto 17. mai", ""))
	must(s.a.EnterPublicValue(t.Context(), staffOf(s.inv), s.edit(t), "3 14 15"))
	proposal, err := s.a.ProposeSelection(t.Context(), staffOf(s.inv), s.edit(t), "")
	must(err)
	must(s.a.ApproveProposal(t.Context(), staffOf(s.inv), s.edit(t), proposal))
	// The receipts, and what delegates are told of what is stored, are another story.
	_, err = s.db.Owner.Exec(t.Context(), `update delegate set noticed_at = clock()`)
	must(err)
	_, err = s.db.Owner.Exec(t.Context(), `delete from river_job where kind = 'send_letter'`)
	must(err)
	_, err = s.db.Owner.Exec(t.Context(), `update letter set state = 'sent', sent_at = clock()`)
	must(err)
	return s
}

func (s selection) edit(t *testing.T) app.SelectionEdit {
	t.Helper()
	page, err := s.a.Selection(t.Context(), staffOf(s.inv), s.inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	return app.SelectionEdit{Series: s.inv.Series.ID, Selection: page.Draw.ID, Version: page.Draw.Version}
}

func (s selection) send(t *testing.T) (int, error) {
	t.Helper()
	page, err := s.a.Answers(t.Context(), staffOf(s.inv), s.inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	e := app.SelectionEdit{Series: s.inv.Series.ID, Selection: page.Draw.ID, Version: page.Draw.Version}
	return s.a.SendAnswers(t.Context(), staffOf(s.inv), e, page.Proposal.ID)
}

func (s selection) count(t *testing.T, from string) (n int) {
	t.Helper()
	if err := s.db.Owner.QueryRow(t.Context(), `select count(*) from `+from).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// oneAnswerEach asserts that every contact and every delegate with a place has one answer and nobody two, and that it says what the
// seats say.
func (s selection) oneAnswerEach(t *testing.T) {
	t.Helper()
	if n := s.count(t, `(select 1 from letter where once like 'answer/%' group by recipient having count(*) > 1) x`); n != 0 {
		t.Errorf("%d have two answers", n)
	}
	if n := s.count(t, `registration r where (select count(*) from letter l where l.registration_id = r.id and l.delegate_id is null and l.once like 'answer/%'
		and l.kind = case when exists (select from seat s where s.registration_id = r.id and s.state = 'placed') then 'confirmation' else 'waiting' end) <> 1`); n != 0 {
		t.Errorf("%d contacts have no answer, or another than their seats", n)
	}
	if n := s.count(t, `seat s where (s.state = 'placed') <> exists (select from letter l where l.delegate_id = s.delegate_id and l.kind = 'confirmation')`); n != 0 {
		t.Errorf("%d delegates have been told something else than their seats", n)
	}
}

// The program is killed when it has written every seat and letter and only the jobs and the commit are left.
func TestKilledBeforeTheAnswersAreStored(t *testing.T) {
	t.Parallel()
	s := approved(t)
	tx, err := s.db.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	if _, err := tx.Exec(t.Context(), `lock table river_job in exclusive mode`); err != nil {
		t.Fatal(err)
	}
	cmd := victim(t, victimDatabase+"="+s.db.AppURL)
	s.db.WaitBlocked(t, 1)
	killed(cmd)
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	// The server notices that its client is gone; taking every row shows that it has let go.
	if _, err := s.db.Owner.Exec(t.Context(), `select from series for update`); err != nil {
		t.Fatal(err)
	}
	if n := s.count(t, `letter where once like 'answer/%'`) + s.count(t, `seat where state <> 'pending'`) + s.count(t, `selection where sent_at is not null`) + s.count(t, `river_job where kind = 'send_letter'`); n != 0 {
		t.Fatalf("%d things are left of what was cut off", n)
	}
	if _, err := s.send(t); err != nil {
		t.Fatalf("started again: %v", err)
	}
	s.oneAnswerEach(t)
}

// The program is killed while it delivers: whoever starts it again sends the rest, and nobody gets two different answers.
func TestKilledWhileTheAnswersAreDelivered(t *testing.T) {
	t.Parallel()
	s := approved(t)
	sent, err := s.send(t)
	if err != nil {
		t.Fatal(err)
	}
	die := make(chan struct{})
	box := startBox(t, func(n int) error {
		if n == 5 {
			close(die)
			return errDrop
		}
		return nil
	})
	cmd := victim(t, victimDatabase+"="+s.db.AppURL, victimMail+"="+strconv.Itoa(box.port()))
	select {
	case <-die:
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was delivered in 30 seconds")
	}
	killed(cmd)
	if n := s.count(t, `letter where once like 'answer/%' and state = 'queued'`); n == 0 || n == sent {
		t.Fatalf("killed with %d of %d left: not in the middle", n, sent)
	}
	// What takes minutes is done at once: nobody leads the queue any more, and the jobs in hand were begun long ago.
	for _, sql := range []string{`delete from river_leader`, `update river_job set attempted_at = now() - interval '1 hour' where state = 'running'`,
		`update river_job set scheduled_at = now() where state in ('retryable', 'scheduled') and kind = 'send_letter'`} {
		if _, err := s.db.Owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	client := worker(t, testdb.Pool(t, s.db.AppURL, 10), s.a, box.port())
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
	deadline := time.After(60 * time.Second)
	for s.count(t, `letter where once like 'answer/%' and state = 'queued'`) > 0 {
		select {
		case <-box.news:
		case <-time.After(time.Second): // a letter that came through before the crash is noted without a new delivery
		case <-deadline:
			t.Fatalf("%d letters still wait", s.count(t, `letter where state = 'queued'`))
		}
	}
	s.oneAnswerEach(t)
	got := box.letters()
	for recipient, ids := range got {
		if len(ids) != 1 {
			t.Errorf("%s got %d different letters", recipient, len(ids))
		}
	}
	if len(got) != sent || s.count(t, `letter where once like 'answer/%' and state = 'sent'`) != sent {
		t.Errorf("%d people got one of %d letters", len(got), sent)
	}
	if _, err := s.send(t); err == nil {
		t.Error("they can be sent once more")
	}
}

// box is a mail server that remembers who got which letter.
type box struct {
	*post
	news chan struct{} // something was delivered
}

func startBox(t testing.TB, answer func(n int) error) *box {
	t.Helper()
	b := &box{news: make(chan struct{}, 1)}
	b.post = startPost(t, func(n int) error {
		select {
		case b.news <- struct{}{}:
		default:
		}
		return answer(n)
	})
	return b
}

func (b *box) port() int { return b.addr.Port }

// letters are the Message-IDs that each address has been given.
func (b *box) letters() map[string]map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	got := map[string]map[string]bool{}
	for _, d := range b.delivered {
		if got[d.to] == nil {
			got[d.to] = map[string]bool{}
		}
		got[d.to][d.id] = true
	}
	return got
}
