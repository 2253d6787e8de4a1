package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/textproto"
	"time"

	mail "github.com/wneessen/go-mail"
)

// Sender hands over one letter. nil means that the mail server has taken responsibility for it. Any error means that it has
// not, or that the connection broke before we heard so; then Temporary says whether to try again.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// How the connection is secured.
const (
	StartTLS = "starttls" // plain first, refused unless the server then offers TLS
	TLS      = "tls"      // encrypted from the start
	NoTLS    = "none"     // for a server on the same machine or in tests
)

// Config names the mail server.
type Config struct {
	Host               string
	Port               int
	Username, Password string // "" signs in nowhere
	TLS                string // StartTLS, TLS or NoTLS
	HelloName          string // how we present ourselves; "" is the machine's name
	RootCAs            *x509.CertPool
	Timeout            time.Duration // for connecting, and again for the letter; 0 is 20 seconds
}

// Server sends through one mail server. It is safe for many at once; each letter has a connection of its own, so that a broken
// one concerns one letter.
type Server struct {
	host    string
	options []mail.Option
}

// New checks the settings; it does not connect.
func New(c Config) (*Server, error) {
	if c.Timeout == 0 {
		c.Timeout = 20 * time.Second
	}
	options := []mail.Option{mail.WithPort(c.Port), mail.WithTimeout(c.Timeout), mail.WithoutNoop(),
		mail.WithTLSConfig(&tls.Config{ServerName: c.Host, RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12})}
	switch c.TLS {
	case StartTLS:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	case TLS:
		options = append(options, mail.WithSSL())
	case NoTLS:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		return nil, fmt.Errorf("smtp: unknown TLS policy %q", c.TLS)
	}
	if c.Username != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(c.Username), mail.WithPassword(c.Password))
	}
	if c.HelloName != "" {
		options = append(options, mail.WithHELO(c.HelloName))
	}
	if _, err := mail.NewClient(c.Host, options...); err != nil {
		return nil, fmt.Errorf("smtp: %w", err)
	}
	return &Server{host: c.Host, options: options}, nil
}

// refusal is the server's 5xx to this letter: it will say the same next time.
type refusal struct{ err error }

func (r *refusal) Error() string { return "smtp: refused: " + r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// Send hands the letter over. See Sender for what an error means.
func (s *Server) Send(ctx context.Context, m Message) error {
	msg, err := compose(m)
	if err != nil {
		return err
	}
	client, err := mail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("smtp: %w", err)
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fmt.Errorf("smtp: connect to %s: %w", s.host, err)
	}
	defer conn.Close()
	// go-mail forgets the context once it has a connection.
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()

	err = client.SendWithSMTPClient(conn, msg)
	if err == nil || msg.IsDelivered() {
		// The server said yes. What happens to the connection after that must not send the letter again.
		conn.Quit()
		return nil
	}
	if code := replyCode(err); code >= 500 && code < 600 && !ours(code) {
		return &refusal{err}
	}
	return fmt.Errorf("smtp: send: %w", err)
}

// replyCode is the server's reply in an error, 0 when there was none (the connection broke, the time ran out).
func replyCode(err error) int {
	if send := (*mail.SendError)(nil); errors.As(err, &send) && send.ErrorCode() != 0 {
		return send.ErrorCode()
	}
	if reply := (*textproto.Error)(nil); errors.As(err, &reply) {
		return reply.Code
	}
	return 0
}

// ours reports replies that speak of our sign-in or wording rather than of the letter: mending the settings will do, so the
// letter must wait for that.
func ours(code int) bool {
	switch code {
	case 500, 502, 503, 504, 530, 534, 535, 538:
		return true
	}
	return false
}

// Temporary reports whether the same letter may go through later. It is false only when the server refused the letter itself
// or no server could take it (ErrInvalid).
func Temporary(err error) bool {
	var r *refusal
	return err != nil && !errors.As(err, &r) && !errors.Is(err, ErrInvalid)
}
