// Package devmail is the mail server of a demonstration: it takes every letter over real SMTP on this machine only, keeps it in
// a folder and shows it on a page. It sends nothing on, and serve never has it. It imports nothing of ours.
package devmail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"

	"github.com/emersion/go-smtp"
)

// maxLetter is how large a letter may be; attachments of an invitation fit well within it.
const maxLetter = 50 << 20

// Server takes letters.
type Server struct {
	box  *Box
	smtp *smtp.Server
	addr *net.TCPAddr
	done chan struct{} // closed when nothing is taken any more
	err  error         // why, once done
}

// Start listens on a free port of the loopback address and puts what it gets into the box.
func Start(box *Box, log *slog.Logger) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("devmail: %w", err)
	}
	s := &Server{box: box, addr: listener.Addr().(*net.TCPAddr), done: make(chan struct{})}
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: box}, nil }))
	s.smtp.Domain = "localhost"
	s.smtp.MaxMessageBytes = maxLetter
	s.smtp.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelDebug)
	go func() {
		if err := s.smtp.Serve(listener); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			s.err = fmt.Errorf("devmail: %w", err)
		}
		close(s.done)
	}()
	return s, nil
}

// Host and Port are where letters go.
func (s *Server) Host() string { return s.addr.IP.String() }

// Port is the number of the port on Host.
func (s *Server) Port() int { return s.addr.Port }

// Stop lets letters under way arrive, until ctx ends. Later calls do nothing.
func (s *Server) Stop(ctx context.Context) error {
	err := s.smtp.Shutdown(ctx)
	if errors.Is(err, smtp.ErrServerClosed) {
		err = nil
	}
	<-s.done
	return errors.Join(err, s.err)
}

// session is one conversation.
type session struct {
	box *Box
	to  []string
}

func (s *session) Mail(string, *smtp.MailOptions) error { s.to = nil; return nil }
func (s *session) Reset()                               { s.to = nil }
func (s *session) Logout() error                        { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return s.box.add(raw, s.to)
}
