package smtp_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	gomail "github.com/emersion/go-message/mail"
	gosmtp "github.com/emersion/go-smtp"

	"dialogmote/internal/smtp"
)

// peer is a mail server that does as the test says: say is asked at each stage («greet», «mail», «rcpt», «data») and may
// return a reply, or errDrop to break the connection.
type peer struct {
	addr *net.TCPAddr
	say  func(stage string) error

	mu  sync.Mutex
	got [][]byte
}

var errDrop = errors.New("drop")

func startPeer(t *testing.T, say func(stage string) error) *peer {
	t.Helper()
	p := &peer{say: say}
	server := gosmtp.NewServer(gosmtp.BackendFunc(func(c *gosmtp.Conn) (gosmtp.Session, error) {
		s := &session{peer: p, conn: c}
		return s, s.stage("greet")
	}))
	server.Domain = "mail.example.no"
	server.ErrorLog = silent{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.addr = listener.Addr().(*net.TCPAddr)
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return p
}

func (p *peer) received() [][]byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.got
}

type session struct {
	peer *peer
	conn *gosmtp.Conn
}

func (s *session) stage(name string) error {
	err := s.peer.say(name)
	if err == errDrop {
		s.conn.Conn().Close()
	}
	return err
}

func (s *session) Reset()                                        {}
func (s *session) Logout() error                                 { return nil }
func (s *session) Mail(from string, _ *gosmtp.MailOptions) error { return s.stage("mail") }
func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error   { return s.stage("rcpt") }
func (s *session) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.stage("data"); err != nil {
		return err
	}
	s.peer.mu.Lock()
	defer s.peer.mu.Unlock()
	s.peer.got = append(s.peer.got, content)
	return nil
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

func sender(t *testing.T, p *peer, policy string) *smtp.Server {
	t.Helper()
	s, err := smtp.New(smtp.Config{Host: "127.0.0.1", Port: p.addr.Port, TLS: policy, HelloName: "app.example.no", Timeout: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func letter() smtp.Message {
	return smtp.Message{
		From: "ikke-svar@example.no", FromName: "Statsforvalteren på Øya", ReplyTo: "post@example.no",
		To: "kari@kommune.example.no", ToName: "Kari Åsen",
		Subject: "Påmeldinga er registrert", Text: "Hei Kari\n\nPlass nr. 1 er din – velkomen.\n", HTML: "<p>Hei Kari</p>",
		Calendar: []byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Dialogmøte på Hamar\r\nEND:VCALENDAR\r\n"), CalendarMethod: "REQUEST",
		Attachments: []smtp.Attachment{{Name: "program møte.pdf", ContentType: "application/pdf", Content: []byte("%PDF-1.4\x00\xff")}},
		MessageID:   "0190-abc@example.no", Date: time.Date(2019, 8, 25, 10, 0, 0, 0, time.UTC),
		Headers: map[string]string{"X-Reference": "7K3M9QXA"},
	}
}

func TestLetterArrivesAsWritten(t *testing.T) {
	t.Parallel()
	p := startPeer(t, func(string) error { return nil })
	if err := sender(t, p, smtp.NoTLS).Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	if len(p.received()) != 1 {
		t.Fatalf("%d letters arrived", len(p.received()))
	}
	raw := p.received()[0]
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var words mime.WordDecoder
	for name, want := range map[string]string{
		"From": `Statsforvalteren på Øya <ikke-svar@example.no>`, "To": `Kari Åsen <kari@kommune.example.no>`,
		"Reply-To": "<post@example.no>", "Subject": "Påmeldinga er registrert", "Message-Id": "<0190-abc@example.no>",
		"Date": "Sun, 25 Aug 2019 10:00:00 +0000", "X-Reference": "7K3M9QXA", "Auto-Submitted": "auto-generated",
		"User-Agent": "", "X-Mailer": "",
	} {
		got, err := words.DecodeHeader(m.Header.Get(name))
		if err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", name, got, want, err)
		}
	}
	parts := read(t, raw)
	for kind, want := range map[string]string{
		"text/plain": "Plass nr. 1 er din – velkomen.", "text/html": "<p>Hei Kari</p>",
		"text/calendar REQUEST": string(letter().Calendar),
		"invite.ics":            string(letter().Calendar), "program møte.pdf": "%PDF-1.4\x00\xff",
	} {
		if !strings.Contains(parts[kind], want) {
			t.Errorf("%s is %q, want %q", kind, parts[kind], want)
		}
	}
	if len(parts) != 5 {
		t.Errorf("parts %q", parts)
	}
}

// read takes a mail apart: inline parts by type and calendar method, attachments by name.
func read(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	reader, err := gomail.CreateReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part.Body)
		if err != nil {
			t.Fatal(err)
		}
		switch h := part.Header.(type) {
		case *gomail.InlineHeader:
			kind, params, _ := h.ContentType()
			parts[strings.TrimSpace(kind+" "+params["method"])] = string(body)
		case *gomail.AttachmentHeader:
			name, _ := h.Filename()
			parts[name] = string(body)
		}
	}
}

func TestRefusalsAreToldApartFromTroubles(t *testing.T) {
	t.Parallel()
	reply := func(code int) error {
		return &gosmtp.SMTPError{Code: code, EnhancedCode: gosmtp.EnhancedCode{code / 100, 1, 1}, Message: "nei"}
	}
	tests := []struct {
		stage     string
		reply     error
		temporary bool
	}{
		{"greet", reply(421), true}, {"greet", reply(554), true}, {"greet", errDrop, true},
		{"mail", reply(451), true}, {"mail", reply(550), false}, {"mail", reply(530), true}, {"mail", errDrop, true},
		{"rcpt", reply(450), true}, {"rcpt", reply(550), false}, {"rcpt", errDrop, true},
		{"data", reply(452), true}, {"data", reply(554), false}, {"data", errDrop, true},
	}
	for _, tt := range tests {
		t.Run(tt.stage+" "+tt.reply.Error(), func(t *testing.T) {
			t.Parallel()
			p := startPeer(t, func(stage string) error {
				if stage == tt.stage {
					return tt.reply
				}
				return nil
			})
			err := sender(t, p, smtp.NoTLS).Send(t.Context(), letter())
			if err == nil || smtp.Temporary(err) != tt.temporary {
				t.Errorf("Temporary(%v) = %v", err, smtp.Temporary(err))
			}
			if n := len(p.received()); n != 0 {
				t.Errorf("%d letters were taken", n)
			}
		})
	}
}

func TestTroubleAfterTheServersYesIsNoError(t *testing.T) {
	t.Parallel()
	// A server of our own, since it must hang up between its answer to DATA and the next command.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		buffer := make([]byte, 1<<16)
		answer := func(text string) { io.WriteString(conn, text+"\r\n") }
		answer("220 mail.example.no")
		for data := []byte(nil); ; {
			n, err := conn.Read(buffer)
			if err != nil {
				return
			}
			line := string(buffer[:n])
			switch {
			case data != nil:
				if data = append(data, line...); bytes.HasSuffix(data, []byte("\r\n.\r\n")) {
					answer("250 taken")
					return
				}
			case strings.HasPrefix(line, "DATA"):
				data = []byte{}
				answer("354 go on")
			default:
				answer("250 ok")
			}
		}
	}()
	p := &peer{addr: listener.Addr().(*net.TCPAddr)}
	if err := sender(t, p, smtp.NoTLS).Send(t.Context(), letter()); err != nil {
		t.Errorf("a letter that was taken is reported as %v", err)
	}
}

func TestUnreachableServerIsTemporary(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &peer{addr: listener.Addr().(*net.TCPAddr)}
	listener.Close()
	if err := sender(t, p, smtp.NoTLS).Send(t.Context(), letter()); err == nil || !smtp.Temporary(err) {
		t.Errorf("err = %v", err)
	}
}

func TestNothingIsSentUnencryptedWhenTLSIsAskedFor(t *testing.T) {
	t.Parallel()
	p := startPeer(t, func(string) error { return nil }) // offers no STARTTLS
	for _, policy := range []string{smtp.StartTLS, smtp.TLS} {
		if err := sender(t, p, policy).Send(t.Context(), letter()); err == nil || !smtp.Temporary(err) {
			t.Errorf("%s: err = %v", policy, err)
		}
	}
	if n := len(p.received()); n != 0 {
		t.Errorf("%d letters were taken", n)
	}
}

func TestStoppingEndsAStalledConversation(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	p := startPeer(t, func(stage string) error {
		if stage == "rcpt" {
			cancel()
			<-release
		}
		return nil
	})
	defer close(release)
	if err := sender(t, p, smtp.NoTLS).Send(ctx, letter()); err == nil || !smtp.Temporary(err) {
		t.Errorf("err = %v", err)
	}
}

func TestMessageThatNobodyCanTakeIsInvalid(t *testing.T) {
	t.Parallel()
	p := startPeer(t, func(string) error { return nil })
	for name, spoil := range map[string]func(*smtp.Message){
		"no receiver":       func(m *smtp.Message) { m.To = "" },
		"two receivers":     func(m *smtp.Message) { m.To = "a@example.no, b@example.no" },
		"a line in address": func(m *smtp.Message) { m.To = "a@example.no\r\nBcc: b@example.no" },
		"no Message-ID":     func(m *smtp.Message) { m.MessageID = "" },
		"odd Message-ID":    func(m *smtp.Message) { m.MessageID = "a>@b\r\nX: y" },
		"no date":           func(m *smtp.Message) { m.Date = time.Time{} },
		"calendar's method": func(m *smtp.Message) { m.CalendarMethod = "x; y" },
	} {
		m := letter()
		spoil(&m)
		if err := sender(t, p, smtp.NoTLS).Send(t.Context(), m); !errors.Is(err, smtp.ErrInvalid) || smtp.Temporary(err) {
			t.Errorf("%s: err = %v", name, err)
		}
	}
	if n := len(p.received()); n != 0 {
		t.Errorf("%d letters were taken", n)
	}
}

func TestNoTextBecomesAHeader(t *testing.T) {
	t.Parallel()
	p := startPeer(t, func(string) error { return nil })
	m := letter()
	m.Subject = "Hei\r\nBcc: alle@example.no"
	m.FromName = "Kari\r\nBcc: alle@example.no"
	m.ToName = "Ola\nBcc: alle@example.no"
	m.Headers["X-Reference"] = "x\r\nBcc: alle@example.no"
	if err := sender(t, p, smtp.NoTLS).Send(t.Context(), m); err != nil && !errors.Is(err, smtp.ErrInvalid) {
		t.Fatal(err)
	}
	for _, raw := range p.received() {
		parsed, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if got := parsed.Header.Get("Bcc"); got != "" {
			t.Errorf("Bcc: %s", got)
		}
	}
}
