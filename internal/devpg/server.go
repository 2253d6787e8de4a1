package devpg

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Superuser is the role that owns a private server.
const Superuser = "postgres"

// How long a server may take to answer, and to stop before it is stopped harder. Recovery after a crash is part of the first.
const (
	startLimit = 60 * time.Second
	stopLimit  = 20 * time.Second
)

// Options say where and how a private server runs.
type Options struct {
	Dir            string // keeps everything; made if it is missing, kept afterwards
	MaxConnections int    // 0 is 100
	Throwaway      bool   // fsync off: fast, and lost if the machine stops
}

// Server is a running private server.
type Server struct {
	Programs Programs
	socket   string
	process  *os.Process
	lock     *os.File
	done     chan struct{} // closed when the server has ended
	stopOnce sync.Once
	stopErr  error
}

// Start runs a private server in opts.Dir and returns when it answers. A new folder is initialised; one of another major
// version, or one that another running process of ours holds, is refused. Whatever a killed process left behind (a server on
// its way down, a stale postmaster.pid) is cleared first. ctx limits the start, not the server's life: Stop it.
func Start(ctx context.Context, opts Options) (*Server, error) {
	found, err := Find(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(opts.Dir)
	if err != nil {
		return nil, err
	}
	if err := Usable(dir); err != nil {
		return nil, err
	}
	who, err := serverAccount()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, err
	}
	if err := who.makeDir(dir); err != nil {
		return nil, err
	}
	lock, err := hold(filepath.Join(dir, "in-use"))
	if err != nil {
		return nil, err
	}
	s, err := start(ctx, opts, dir, found, who)
	if err != nil {
		lock.Close()
		return nil, err
	}
	s.lock = lock
	return s, nil
}

// start does Start's work once the folder is ours alone.
func start(ctx context.Context, opts Options, dir string, found []Programs, who *account) (*Server, error) {
	cluster := filepath.Join(dir, "data")
	programs, err := choose(found, cluster)
	if err != nil {
		return nil, err
	}
	if err := clearLeftovers(ctx, cluster); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(cluster, "PG_VERSION")); errors.Is(err, os.ErrNotExist) {
		if err := initialise(ctx, programs, who, dir, cluster); err != nil {
			return nil, err
		}
	}
	socket, err := socketDir(dir, who)
	if err != nil {
		return nil, err
	}
	logPath := filepath.Join(dir, "postgres.log")
	log, err := os.Create(logPath)
	if err != nil {
		return nil, err
	}
	defer log.Close()

	args := []string{"-D", cluster, "-k", socket, "-c", "listen_addresses=",
		"-c", "max_connections=" + strconv.Itoa(cmp.Or(opts.MaxConnections, 100)),
		"-c", "timezone=Europe/Oslo", "-c", "log_timezone=Europe/Oslo", "-c", "shared_buffers=64MB"}
	if opts.Throwaway {
		args = append(args, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
			"-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "autovacuum=off")
	}
	cmd := exec.Command(programs.Path("postgres"), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.Env = cleanEnv()
	cmd.SysProcAttr = who.attr()
	dieWithUs(cmd.SysProcAttr)

	s := &Server{Programs: programs, socket: socket, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The kernel watches the thread that started the server, not the process, so this goroutine keeps the thread to itself
		// for as long as the server lives.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			cmd.Wait() // how it ended is in the log; Stop and awaitAnswer only ask whether
			close(s.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	s.process = cmd.Process
	if err := s.awaitAnswer(ctx); err != nil {
		s.signalAndWait(syscall.SIGQUIT, stopLimit)
		return nil, fmt.Errorf("PostgreSQL did not start: %w\n%s", err, tail(logPath))
	}
	return s, nil
}

// URL is the address of a database on the server for a role. There are no passwords: only we can open the socket's folder.
func (s *Server) URL(role, database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database,
		RawQuery: url.Values{"host": {s.socket}, "sslmode": {"disable"}}.Encode()}
	return u.String()
}

// Done is closed when the server has ended, by Stop or by itself.
func (s *Server) Done() <-chan struct{} { return s.done }

// Stop ends the server: open connections are cut, everything committed is kept. It returns when the process is gone; an error
// means that it had to be ended the hard way (the next start recovers). Later calls do nothing.
func (s *Server) Stop() error {
	s.stopOnce.Do(func() {
		defer s.lock.Close()
		if s.signalAndWait(syscall.SIGINT, stopLimit) || s.signalAndWait(syscall.SIGQUIT, stopLimit) {
			return
		}
		s.signalAndWait(syscall.SIGKILL, stopLimit)
		s.stopErr = errors.New("PostgreSQL did not stop when asked and was killed")
	})
	return s.stopErr
}

// signalAndWait reports whether the server ended within the limit.
func (s *Server) signalAndWait(signal os.Signal, limit time.Duration) bool {
	s.process.Signal(signal) // fails only when it has ended
	select {
	case <-s.done:
		return true
	case <-time.After(limit):
		return false
	}
}

// awaitAnswer returns when the server takes connections.
func (s *Server) awaitAnswer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.URL(Superuser, "postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-tick.C:
		case <-s.done:
			return errors.New("it ended at once; the end of its log")
		case <-ctx.Done():
			return fmt.Errorf("no answer within %v: %w", startLimit, err)
		}
	}
}

// initialise makes a new data folder. It is made beside its final name and moved there whole, so that an interrupted start
// leaves nothing that looks like data.
func initialise(ctx context.Context, programs Programs, who *account, dir, cluster string) error {
	fresh, err := os.MkdirTemp(dir, "new-")
	if err != nil {
		return err
	}
	if who != nil {
		if err := os.Chown(fresh, int(who.uid), int(who.gid)); err != nil {
			return err
		}
	}
	// C.UTF-8 knows upper and lower case of every letter and exists on every Debian; the order of names is asked for by
	// collation in SQL.
	cmd := exec.CommandContext(ctx, programs.Path("initdb"), "-D", fresh, "-U", Superuser, "--auth=trust",
		"--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
	cmd.Dir = dir
	cmd.Env = cleanEnv()
	cmd.SysProcAttr = who.attr()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		os.RemoveAll(fresh)
		return fmt.Errorf("initdb: %w\n%s", err, out.Bytes())
	}
	return os.Rename(fresh, cluster)
}

// socketDir is a folder for the socket with a name short enough for one (about 100 bytes): beside the data, or in /tmp.
func socketDir(dir string, who *account) (string, error) {
	socket := filepath.Join(dir, "socket")
	if len(socket) > 80 {
		sum := sha256.Sum256([]byte(dir))
		socket = filepath.Join("/tmp", "dialogmote-"+hex.EncodeToString(sum[:8]))
	}
	return socket, who.makeDir(socket)
}

// cleanEnv is our environment without what would steer PostgreSQL's programs elsewhere, and with messages in English.
func cleanEnv() []string {
	env := []string{"LC_ALL=C.UTF-8"}
	for _, key := range []string{"PATH", "TZDIR", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(key); ok {
			env = append(env, key+"="+value)
		}
	}
	return env
}

// tail is the end of a log file, for an error message.
func tail(path string) []byte {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return content[max(0, len(content)-2000):]
}
