package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"
	"github.com/riverqueue/river"

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

// post is a mail server in the test: answer is asked after each letter's content, and may refuse it or break the connection.
type post struct {
	addr   *net.TCPAddr
	answer func(attempt int) error

	mu        sync.Mutex
	attempted []string // Message-IDs, in order
	accepted  []string
	delivered []delivery
}

// delivery is a letter that the server has taken, and for whom.
type delivery struct{ id, to string }

var errDrop = errors.New("drop the connection")

func startPost(t testing.TB, answer func(attempt int) error) *post {
	t.Helper()
	p := &post{answer: answer}
	server := gosmtp.NewServer(gosmtp.BackendFunc(func(c *gosmtp.Conn) (gosmtp.Session, error) { return &session{post: p, conn: c}, nil }))
	server.Domain, server.ErrorLog = "mail.example.no", silent{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.addr = listener.Addr().(*net.TCPAddr)
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return p
}

type session struct {
	post *post
	conn *gosmtp.Conn
	to   string
}

func (s *session) Reset()                                 {}
func (s *session) Logout() error                          { return nil }
func (s *session) Mail(string, *gosmtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	s.to = to
	return nil
}
func (s *session) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	id := ""
	for line := range bytes.Lines(content) {
		if rest, ok := bytes.CutPrefix(line, []byte("Message-ID: ")); ok {
			id = string(bytes.TrimSpace(rest))
		}
	}
	s.post.mu.Lock()
	s.post.attempted = append(s.post.attempted, id)
	attempt := len(s.post.attempted)
	s.post.mu.Unlock()
	if err := s.post.answer(attempt); err != nil {
		if errors.Is(err, errDrop) {
			s.conn.Conn().Close()
		}
		return err
	}
	s.post.mu.Lock()
	s.post.accepted = append(s.post.accepted, id)
	s.post.delivered = append(s.post.delivered, delivery{id, s.to})
	s.post.mu.Unlock()
	return nil
}

func (p *post) seen() (attempted, accepted []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.attempted), slices.Clone(p.accepted)
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// lockedBuffer is a log that many write to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// office is a database with one organiser, its App, and the workers.
type office struct {
	log    *lockedBuffer
	own    *testdb.DB
	db     *postgres.DB
	app    *app.App
	events <-chan *river.Event
	client *jobs.Client
}

func newOffice(t *testing.T, p *post) *office {
	t.Helper()
	own := testdb.New(t)
	db, err := postgres.New(own.App)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{log: &lockedBuffer{}, own: own, db: db, app: app.New(db, mail.New(urls.New("https://moter.example.no")))}
	inv := sample.Innlandet2019()
	if err := o.app.InstallInvitation(t.Context(), dialogue.System(inv.Organiser.ID), inv); err != nil {
		t.Fatal(err)
	}
	sender, err := smtp.New(smtp.Config{Host: "127.0.0.1", Port: p.addr.Port, TLS: smtp.NoTLS, HelloName: "app.example.no", Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	o.client, err = jobs.New(testdb.Pool(t, own.AppURL, 10), o.app, sender, jobs.Config{From: "ikke-svar@example.no", Host: "moter.example.no",
		Log: slog.New(slog.NewTextHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	events, stop := o.client.Subscribe(river.EventKindJobCompleted, river.EventKindJobFailed, river.EventKindJobCancelled)
	t.Cleanup(stop)
	o.events = events
	return o
}

func (o *office) start(t *testing.T) {
	t.Helper()
	if err := o.client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := o.client.StopAndCancel(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
}

// write stores a letter with so many jobs to send it.
func (o *office) write(t *testing.T, name string, times int) dialogue.Letter {
	t.Helper()
	l := dialogue.Letter{Organiser: sample.Innlandet().ID, ID: sample.ID("letter/" + name), Once: name, Kind: dialogue.LetterReceived,
		Recipient: "kari@kommune.example.no", RecipientName: "Kari Åsen", ReplyTo: "post@innlandet.example.no", Lang: dialogue.Bokmal,
		Subject: "Kvittering på påmelding", Body: "Hei!\n", HTML: "<p>Hei!</p>", State: dialogue.LetterQueued}
	err := o.db.InTx(t.Context(), func(tx *postgres.Tx) error {
		if err := tx.Write(t.Context(), func(b *postgres.Batch) { b.InsertLetter(l) }); err != nil {
			return err
		}
		for range times {
			if err := tx.Enqueue(t.Context(), app.SendLetter{Organiser: l.Organiser, Letter: l.ID, About: l.Kind}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// next waits for a letter's job to end, one way or the other.
func (o *office) next(t *testing.T) *river.Event {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		select {
		case e := <-o.events:
			if e.Job.Kind == (app.SendLetter{}).Kind() {
				return e
			}
		case <-deadline:
			t.Fatal("no job ended in 20 seconds")
		}
	}
}

func (o *office) letter(t *testing.T, l dialogue.Letter) dialogue.Letter {
	t.Helper()
	got, err := o.db.Letter(t.Context(), l.Organiser, l.ID)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestALetterIsSent(t *testing.T) {
	t.Parallel()
	p := startPost(t, func(int) error { return nil })
	o := newOffice(t, p)
	l := o.write(t, "sent", 1)
	o.start(t)
	if e := o.next(t); e.Kind != river.EventKindJobCompleted {
		t.Fatalf("the job ended %s", e.Kind)
	}
	if got := o.letter(t, l); got.State != dialogue.LetterSent || got.SentAt.IsZero() || got.Attempts != 1 {
		t.Errorf("the letter is %s at %v after %d attempts", got.State, got.SentAt, got.Attempts)
	}
	if _, accepted := p.seen(); !slices.Equal(accepted, []string{"<" + l.ID.String() + "@moter.example.no>"}) {
		t.Errorf("the server has %v", accepted)
	}
}

// Trouble that passes: the server says 4xx, or breaks the connection before it has said yes.
func TestATroubledLetterIsTriedAgainAsTheSame(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]error{
		"busy":    &gosmtp.SMTPError{Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "try again later"},
		"dropped": errDrop,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startPost(t, func(attempt int) error {
				if attempt == 1 {
					return trouble
				}
				return nil
			})
			o := newOffice(t, p)
			l := o.write(t, name, 1)
			o.start(t)
			if e := o.next(t); e.Kind != river.EventKindJobFailed {
				t.Fatalf("the first attempt ended %s", e.Kind)
			}
			if got := o.letter(t, l); got.State != dialogue.LetterQueued || got.Failure == "" {
				t.Errorf("in between the letter is %s: %q", got.State, got.Failure)
			}
			if e := o.next(t); e.Kind != river.EventKindJobCompleted {
				t.Fatalf("the second attempt ended %s", e.Kind)
			}
			if got := o.letter(t, l); got.State != dialogue.LetterSent || got.Failure != "" || got.Attempts != 2 {
				t.Errorf("the letter is %s, %q after %d attempts", got.State, got.Failure, got.Attempts)
			}
			attempted, accepted := p.seen()
			if len(accepted) != 1 || len(attempted) != 2 || attempted[0] != attempted[1] {
				t.Errorf("attempted %v, accepted %v", attempted, accepted)
			}
		})
	}
}

func TestARefusedLetterFailsWithTheServersWords(t *testing.T) {
	t.Parallel()
	p := startPost(t, func(int) error {
		return &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "no such user here"}
	})
	o := newOffice(t, p)
	l := o.write(t, "refused", 1)
	o.start(t)
	if e := o.next(t); e.Kind != river.EventKindJobCancelled {
		t.Fatalf("the job ended %s", e.Kind)
	}
	got := o.letter(t, l)
	if got.State != dialogue.LetterFailed || !bytes.Contains([]byte(got.Failure), []byte("no such user here")) {
		t.Errorf("the letter is %s: %q", got.State, got.Failure)
	}
	if attempted, _ := p.seen(); len(attempted) != 1 {
		t.Errorf("tried %d times", len(attempted))
	}
}

// Mail servers name the receiver when they refuse. The letter keeps that for staff until it is erased; jobs and logs are not erased with
// it, so they must not.
func TestTheLogAndTheJobNameNobody(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]int{"refused": 550, "busy": 451} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startPost(t, func(int) error {
				return &gosmtp.SMTPError{Code: code, EnhancedCode: gosmtp.EnhancedCode{code / 100, 1, 1}, Message: "<kari@kommune.example.no>: not now"}
			})
			o := newOffice(t, p)
			l := o.write(t, name, 1)
			o.start(t)
			o.next(t)
			if got := o.letter(t, l); !strings.Contains(got.Failure, "kari@kommune.example.no") {
				t.Errorf("staff read %q", got.Failure)
			}
			var job string
			if err := o.own.Owner.QueryRow(t.Context(), `select j::text from river_job j where kind = 'send_letter'`).Scan(&job); err != nil {
				t.Fatal(err)
			}
			for where, said := range map[string]string{"job": job, "log": o.log.String()} {
				if !strings.Contains(said, "not now") || strings.Contains(said, "kari") {
					t.Errorf("the %s says\n%s", where, said)
				}
			}
		})
	}
}

func TestTheLastAttemptGivesUp(t *testing.T) {
	t.Parallel()
	p := startPost(t, func(int) error {
		return &gosmtp.SMTPError{Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "still busy"}
	})
	o := newOffice(t, p)
	l := o.write(t, "last", 1)
	if _, err := o.own.Owner.Exec(t.Context(), `update river_job set max_attempts = 1`); err != nil {
		t.Fatal(err)
	}
	o.start(t)
	if e := o.next(t); e.Kind != river.EventKindJobCancelled {
		t.Fatalf("the job ended %s", e.Kind)
	}
	if got := o.letter(t, l); got.State != dialogue.LetterFailed {
		t.Errorf("the letter is %s", got.State)
	}
}

// Two jobs for one letter at the same moment: the first is held in the middle of its conversation until the second has ended.
func TestALetterQueuedTwiceIsSentOnce(t *testing.T) {
	t.Parallel()
	second := make(chan struct{})
	p := startPost(t, func(int) error { <-second; return nil })
	o := newOffice(t, p)
	l := o.write(t, "twice", 2)
	o.start(t)
	if e := o.next(t); e.Kind != river.EventKindJobCompleted {
		t.Errorf("the one that came second ended %s", e.Kind)
	}
	if got := o.letter(t, l); got.State != dialogue.LetterQueued {
		t.Errorf("in between the letter is %s", got.State)
	}
	close(second)
	if e := o.next(t); e.Kind != river.EventKindJobCompleted {
		t.Errorf("the first ended %s", e.Kind)
	}
	if attempted, _ := p.seen(); len(attempted) != 1 {
		t.Errorf("sent %d times", len(attempted))
	}
	if got := o.letter(t, l); got.State != dialogue.LetterSent {
		t.Errorf("the letter is %s", got.State)
	}
}

// The server has said yes, and the database goes away before we can note it: the letter may come twice, with the same Message-ID.
func TestALetterThatCouldNotBeNotedComesAgainAsTheSame(t *testing.T) {
	t.Parallel()
	var o *office
	p := startPost(t, func(attempt int) error {
		if attempt == 1 {
			_, err := o.own.Owner.Exec(context.Background(), `
				select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()`)
			return err
		}
		return nil
	})
	o = newOffice(t, p)
	l := o.write(t, "unnoted", 1)
	o.start(t)
	if e := o.next(t); e.Kind != river.EventKindJobFailed {
		t.Fatalf("the first attempt ended %s", e.Kind)
	}
	if e := o.next(t); e.Kind != river.EventKindJobCompleted {
		t.Fatalf("the second attempt ended %s", e.Kind)
	}
	if _, accepted := p.seen(); len(accepted) != 2 || accepted[0] != accepted[1] {
		t.Errorf("accepted %v", accepted)
	}
	if got := o.letter(t, l); got.State != dialogue.LetterSent {
		t.Errorf("the letter is %s", got.State)
	}
}

func TestALetterThatLostItsJobGetsANewOne(t *testing.T) {
	t.Parallel()
	p := startPost(t, func(int) error { return nil })
	o := newOffice(t, p)
	lost, waiting := o.write(t, "lost", 0), o.write(t, "waiting", 1)
	system := dialogue.Actor{Kind: dialogue.SystemActor}
	if due, err := o.app.DoWhatIsDue(t.Context(), system); err != nil || due.Strayed != 0 {
		t.Fatalf("at once: %+v %v", due, err)
	}
	o.own.AdvanceClock(t, 2*time.Hour)
	if due, err := o.app.DoWhatIsDue(t.Context(), system); err != nil || due.Strayed != 1 {
		t.Fatalf("later: %+v %v", due, err)
	}
	o.start(t)
	o.next(t)
	o.next(t)
	for _, l := range []dialogue.Letter{lost, waiting} {
		if got := o.letter(t, l); got.State != dialogue.LetterSent {
			t.Errorf("%s is %s", l.Once, got.State)
		}
	}
	if attempted, _ := p.seen(); len(attempted) != 2 {
		t.Errorf("sent %d times", len(attempted))
	}
}
