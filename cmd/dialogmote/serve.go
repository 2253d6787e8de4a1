package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"dialogmote/internal/auth"
	"dialogmote/internal/config"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
	"dialogmote/internal/smtp"
	"dialogmote/internal/urls"
	"dialogmote/migrations"
)

// serve runs the site for production. It refuses a database that is not up to date or whose promises don't hold.
func serve(ctx context.Context, p process) error {
	if err := p.noArguments("serve"); err != nil {
		return err
	}
	c, err := config.Parse(p.environ, config.Serving)
	if err != nil {
		return err
	}
	log := newLogger(p.err, c)
	pool, err := postgres.Open(ctx, c.DatabaseURL.Reveal())
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := errors.Join(migrations.Check(ctx, pool), postgres.CheckServing(ctx, pool)); err != nil {
		return err
	}
	sender, err := smtp.New(smtp.Config{Host: c.SMTPHost, Port: c.SMTPPort, Username: c.SMTPUsername,
		Password: c.SMTPPassword.Reveal(), TLS: c.SMTPTLS})
	if err != nil {
		return err
	}
	needs, err := needsKeys(c.NeedsKey)
	if err != nil {
		return err
	}
	if needs == nil {
		log.Info("delegates are not asked what they need of food and accessibility: NEEDS_KEY is not set")
	}
	var proxies []string
	for _, prefix := range c.TrustedProxies {
		proxies = append(proxies, prefix.String())
	}
	s, err := newSite(parts{log: log, pool: pool, baseURL: c.BaseURL, trustedProxies: proxies, sender: sender,
		mailFrom: c.MailFrom, mailPerMinute: c.MailPerMinute, organisations: organisationSignIn(c), needs: needs})
	if err != nil {
		return err
	}
	stopMetrics, err := serveMetrics(c.MetricsAddr, pool, log)
	if err != nil {
		return err
	}
	defer stopMetrics()
	return listenAndRun(ctx, s, c.Addr, log, func(at net.Addr) { log.Info("serving", "addr", at.String(), "url", c.BaseURL) })
}

func newLogger(w io.Writer, c config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}

// serveMetrics answers /metrics on an address of its own, which outsiders must not reach; "" is nowhere.
func serveMetrics(addr string, pool *pgxpool.Pool, log *slog.Logger) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "dialogmote_database_connections_in_use", Help: "Connections taken from the pool."},
			func() float64 { return float64(pool.Stat().AcquiredConns()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "dialogmote_database_connections_max", Help: "The pool's size."},
			func() float64 { return float64(pool.Stat().MaxConns()) }))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	server := newServer(mux, log)
	go server.Serve(listener) // ends by Close
	return func() { server.Close() }, nil
}

// needsKeys are the keys that seal what delegates need, or nil when none is set.
func needsKeys(setting config.Secret) (*secret.Keys, error) {
	keys, err := config.ReadKeys(setting)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	return secret.NewKeys(keys...)
}

// organisationSignIn is the sign-in for people of municipalities, or nil when none is set.
func organisationSignIn(c config.Config) *auth.OrganisationSignIn {
	if c.OIDCIssuer == "" {
		return nil
	}
	return &auth.OrganisationSignIn{
		Issuer: c.OIDCIssuer, ClientID: c.OIDCClientID, ClientSecret: c.OIDCClientSecret.Reveal(),
		RedirectURL: urls.New(c.BaseURL).MyOrganisationReturn(), Label: c.OIDCLabel, Details: c.OIDCDetails, Claim: c.OIDCOrgClaim,
	}
}
