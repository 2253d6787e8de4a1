package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"dialogmote/internal/web"
)

// How long requests and then jobs under way may take to finish when we stop. Together with the database they stay under the
// 60 seconds that a service manager usually waits.
const (
	drainLimit = web.RequestTimeout + 5*time.Second
	jobsLimit  = 20 * time.Second
)

// listenAndRun serves the site until ctx ends, then stops in order: /readyz says 503, requests under way finish, jobs under way
// finish. listening is called with the address once requests are taken.
func listenAndRun(ctx context.Context, s *site, addr string, log *slog.Logger, listening func(net.Addr)) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	server := newServer(s.handler, log)
	// Jobs outlive ctx: they are stopped after the requests that may still add some.
	if err := s.startJobs(context.WithoutCancel(ctx)); err != nil {
		listener.Close()
		return fmt.Errorf("start jobs: %w", err)
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	listening(listener.Addr())

	select {
	case err = <-failed:
		err = fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
		log.Info("stopping")
	}
	s.stopping.Store(true)
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainLimit)
	defer cancel()
	err = errors.Join(err, server.Shutdown(drain))
	finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), jobsLimit)
	defer cancel()
	return errors.Join(err, s.stopJobs(finish))
}

// newServer has limits for every part of a slow or oversized request.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute, // an attachment over a slow line
		WriteTimeout:      2*time.Minute + web.RequestTimeout,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
