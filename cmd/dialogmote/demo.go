package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/devmail"
	"dialogmote/internal/devpg"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/smtp"
	"dialogmote/migrations"
)

// Where a demonstration lives: in the folder it is started in, or, when PostgreSQL can't get at that (root's own folder), in
// elsewhere.
const (
	demoRoot  = ".demo"
	elsewhere = "/var/tmp/dialogmote-demo"
)

// demoOptions are the switches of demo.
type demoOptions struct {
	addr, data string
	now        time.Time // zero is the real time
	remove     bool
}

func parseDemo(p process) (o demoOptions, err error) {
	flags := flag.NewFlagSet("dialogmote demo", flag.ContinueOnError)
	flags.SetOutput(p.err)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "`address` to serve on")
	flags.StringVar(&o.data, "data", "", "`folder` that keeps the demonstration (default .demo/today, or .demo/ and the time of --now)")
	now := flags.String("now", "", "pretend that it is this `time` in Norway, for example 2019-08-25T10:00, and let it run on from there")
	flags.BoolVar(&o.remove, "remove", false, "remove the demonstration's data and end")
	if flags.Parse(p.args) != nil {
		return o, errUsage
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(p.err, "dialogmote demo: %q is not an option\n", flags.Arg(0))
		return o, errUsage
	}
	name := "today"
	if *now != "" {
		if o.now, err = time.ParseInLocation("2006-01-02T15:04", *now, dialogue.Oslo); err != nil {
			fmt.Fprintln(p.err, "dialogmote demo: --now is a time such as 2019-08-25T10:00")
			return o, errUsage
		}
		name = o.now.Format("2006-01-02T1504")
	}
	if o.data == "" {
		root := demoRoot
		if devpg.Usable(root) != nil {
			root = elsewhere
		}
		if o.data = filepath.Join(root, name); o.remove {
			o.data = root
		}
	}
	return o, nil
}

// demo runs everything on this machine: a private PostgreSQL, migrations, demonstration content, a mail server that keeps its
// letters, the site and the job workers.
func demo(ctx context.Context, p process) (err error) {
	o, err := parseDemo(p)
	if err != nil {
		return err
	}
	if o.remove {
		return removeDemo(p, o.data)
	}
	log := slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	base, err := baseURL(o.addr)
	if err != nil {
		return err
	}
	ownerURL, appURL, stopDatabase, err := demoDatabase(ctx, p, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stopDatabase()) }()
	if err := setDemoClock(ctx, ownerURL, o.now); err != nil {
		return err
	}
	pool, err := postgres.Open(ctx, appURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	box, mailServer, err := demoMail(o.data, log)
	if err != nil {
		return err
	}
	defer func() {
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), jobsLimit)
		defer cancel()
		err = errors.Join(err, mailServer.Stop(limit))
	}()
	sender, err := smtp.New(smtp.Config{Host: mailServer.Host(), Port: mailServer.Port(), TLS: smtp.NoTLS, HelloName: "localhost"})
	if err != nil {
		return err
	}
	needs, err := demoNeedsKey(o.data)
	if err != nil {
		return err
	}
	s, err := newSite(parts{log: log, pool: pool, baseURL: base, needs: needs, sender: sender, mailFrom: "ikke-svar@example.no",
		mailPerMinute: 6000, dev: box.Handler("/dev/epost", dialogue.Oslo)})
	if err != nil {
		return err
	}
	onDay := func(day time.Time, do func() error) error {
		if err := setDemoClock(ctx, ownerURL, day); err != nil {
			return err
		}
		return errors.Join(do(), setDemoClock(ctx, ownerURL, o.now))
	}
	if err := fillDemo(ctx, s.db, s.app, onDay); err != nil {
		return fmt.Errorf("demonstration content: %w", err)
	}
	return listenAndRun(ctx, s, o.addr, log, func(net.Addr) { greet(p, base, o) })
}

func greet(p process, base string, o demoOptions) {
	fmt.Fprintf(p.out, "\n  Dialogmøte        %s\n  Saksbehandlere    %s/intern\n  Brev              %s/dev/epost\n", base, base, base)
	fmt.Fprintf(p.out, "\n  Logg inn som      admin@innlandet.example.no, redaktor@vestland.example.no, leser@hod.example.no …\n  Passord           %s\n", demoPassword)
	if !o.now.IsZero() {
		fmt.Fprintf(p.out, "  Klokka            gikk fra %s\n", o.now.Format("2.1.2006 kl. 15.04"))
	}
	fmt.Fprintf(p.out, "\n  Data ligger i %s. Ctrl-C stopper.\n\n", o.data)
}

// baseURL is how a browser on this machine reaches addr.
func baseURL(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("--addr: %w", err)
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port), nil
}

// Names in a demonstration's private server.
const (
	demoDatabaseName = "dialogmote"
	demoRole         = "dialogmote_demo"
)

// demoDatabase gives an up-to-date database and the addresses of its owner and of the application. It is DATABASE_OWNER_URL
// and DATABASE_URL if they are set, else a private server in the data folder, which stop ends.
func demoDatabase(ctx context.Context, p process, o demoOptions) (ownerURL, appURL string, stop func() error, err error) {
	if err := os.MkdirAll(o.data, 0o755); err != nil {
		return "", "", nil, err
	}
	ownerURL, appURL = p.getenv("DATABASE_OWNER_URL"), p.getenv("DATABASE_URL")
	if ownerURL != "" || appURL != "" {
		if ownerURL == "" || appURL == "" {
			return "", "", nil, errors.New("a demonstration on your own server needs both DATABASE_OWNER_URL and DATABASE_URL")
		}
		return ownerURL, appURL, func() error { return nil }, migrations.Up(ctx, ownerURL)
	}
	server, err := devpg.Start(ctx, devpg.Options{Dir: filepath.Join(o.data, "postgres")})
	if err != nil {
		return "", "", nil, err
	}
	ownerURL = server.URL(devpg.Superuser, demoDatabaseName)
	err = errors.Join(
		createDatabase(ctx, server.URL(devpg.Superuser, "postgres"), demoDatabaseName),
		migrations.Up(ctx, ownerURL),
		migrations.EnsureLogin(ctx, ownerURL, demoRole, ""))
	if err != nil {
		return "", "", nil, errors.Join(err, server.Stop())
	}
	return ownerURL, server.URL(demoRole, demoDatabaseName), server.Stop, nil
}

// getenv is the last value of a variable, "" when it is not set.
func (p process) getenv(name string) (value string) {
	for _, line := range p.environ {
		if v, ok := strings.CutPrefix(line, name+"="); ok {
			value = v
		}
	}
	return value
}

// createDatabase makes the database if it is missing.
func createDatabase(ctx context.Context, serverURL, name string) error {
	conn, err := pgx.Connect(ctx, serverURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var found bool
	if err := conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, name).Scan(&found); err != nil || found {
		return err
	}
	_, err = conn.Exec(ctx, `create database `+pgx.Identifier{name}.Sanitize())
	return err
}

func demoMail(data string, log *slog.Logger) (*devmail.Box, *devmail.Server, error) {
	box, err := devmail.Open(filepath.Join(data, "mail"))
	if err != nil {
		return nil, nil, err
	}
	server, err := devmail.Start(box, log)
	return box, server, err
}

// removeDemo removes a demonstration's folder, unless the folder holds something else or is in use.
func removeDemo(p process, data string) error {
	folders, err := demoFolders(data)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if err := devpg.Free(filepath.Join(folder, "postgres")); err != nil {
			return err
		}
	}
	for _, folder := range folders {
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
		fmt.Fprintln(p.out, "Removed", folder)
	}
	if len(folders) == 0 {
		fmt.Fprintln(p.out, "There is no demonstration in", data)
	}
	return nil
}

// demoFolders are the demonstrations at data or one step below: folders with a private server in them.
func demoFolders(data string) (folders []string, err error) {
	for _, pattern := range []string{data, filepath.Join(data, "*")} {
		found, err := filepath.Glob(filepath.Join(pattern, "postgres", "in-use"))
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			folders = append(folders, filepath.Dir(filepath.Dir(file)))
		}
	}
	return folders, nil
}
