package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"

	"dialogmote/internal/app"
	"dialogmote/internal/auth"
	"dialogmote/internal/jobs"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
	"dialogmote/internal/smtp"
	"dialogmote/internal/urls"
	"dialogmote/internal/web"
	"dialogmote/static"
)

// parts is what serve and demo put the site together from; they differ in where these come from and in nothing else.
type parts struct {
	log            *slog.Logger
	pool           *pgxpool.Pool
	baseURL        string // without a slash at the end
	trustedProxies []string
	sender         smtp.Sender
	mailFrom       string
	mailPerMinute  int
	organisations  *auth.OrganisationSignIn // nil: none
	needs          *secret.Keys             // nil: delegates are not asked what they need
	dev            http.Handler             // under /dev/, only in demo
}

// site is the whole product: pages and job workers.
type site struct {
	handler  http.Handler
	db       *postgres.DB
	app      *app.App
	stopping atomic.Bool

	// startJobs and stopJobs run the workers; stopJobs waits for jobs under way until its context ends.
	startJobs func(context.Context) error
	stopJobs  func(context.Context) error
}

// newSite wires it. Nothing runs yet.
func newSite(p parts) (*site, error) {
	if err := static.Missing(); err != nil {
		return nil, err
	}
	db, err := postgres.New(p.pool)
	if err != nil {
		return nil, err
	}
	s := &site{db: db, app: app.New(db, mail.New(urls.New(p.baseURL))).WithNeedsKeys(p.needs)}
	base, err := url.Parse(p.baseURL)
	if err != nil {
		return nil, err
	}
	worker, err := jobs.New(p.pool, s.app, p.sender, jobs.Config{From: p.mailFrom, Host: base.Hostname(), LettersPerMinute: p.mailPerMinute, Log: p.log})
	if err != nil {
		return nil, err
	}
	s.startJobs, s.stopJobs = worker.Start, worker.Stop
	who := auth.New(db, isHTTPS(p.baseURL))
	if p.organisations != nil {
		who = who.WithOrganisationSignIn(*p.organisations)
	}
	s.handler, err = web.Handler(web.Deps{
		App:            s.app,
		Auth:           who,
		Log:            p.log,
		BaseURL:        p.baseURL,
		TrustedProxies: p.trustedProxies,
		Ready:          func(ctx context.Context) error { return s.ready(ctx, p.pool) },
		Dev:            p.dev,
	})
	if err != nil {
		return nil, fmt.Errorf("put the site together: %w", err)
	}
	return s, nil
}

// ready says why the site can't be used: it is stopping, or the database does not answer.
func (s *site) ready(ctx context.Context, pool *pgxpool.Pool) error {
	if s.stopping.Load() {
		return errors.New("stopping")
	}
	return pool.Ping(ctx)
}

func isHTTPS(baseURL string) bool { return len(baseURL) > 6 && baseURL[:6] == "https:" }
