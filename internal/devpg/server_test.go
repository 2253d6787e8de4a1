package devpg

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// helperDir makes the test binary be the program that is killed: it starts a server there and waits.
const helperDir = "DEVPG_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperDir); dir != "" {
		s, err := Start(context.Background(), Options{Dir: dir, Throwaway: true})
		if err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		fmt.Println(s.process.Pid)
		<-s.Done()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestDataSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := mustStart(t, dir)
	exec1(t, s, "create table kept (n int); insert into kept values (42)")
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	s = mustStart(t, dir)
	conn := connect(t, s)
	var n int
	if err := conn.QueryRow(t.Context(), "select n from kept").Scan(&n); err != nil || n != 42 {
		t.Fatalf("n = %d, %v", n, err)
	}
}

func TestServerListensOnItsSocketOnly(t *testing.T) {
	t.Parallel()
	conn := connect(t, mustStart(t, folder(t)))
	var addresses, upper string
	if err := conn.QueryRow(t.Context(), "select current_setting('listen_addresses'), upper('æøå')").Scan(&addresses, &upper); err != nil {
		t.Fatal(err)
	}
	if addresses != "" || upper != "ÆØÅ" {
		t.Errorf("listen_addresses %q, upper('æøå') = %q", addresses, upper)
	}
}

func TestSecondStartInTheSameFolderIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	mustStart(t, dir)
	if _, err := Start(t.Context(), Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "another process is using") {
		t.Fatalf("err = %v", err)
	}
}

func TestKilledProgramLeavesNoServerAndTheNextStartWorks(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	program := exec.Command(os.Args[0])
	program.Env = append(os.Environ(), helperDir+"="+dir)
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatalf("the program said %q", line)
	}
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	program.Wait()

	s := mustStart(t, dir)
	connect(t, s)
	if isServerOf(pid, filepath.Join(dir, "data")) {
		t.Errorf("process %d is still running", pid)
	}
}

func TestPidFileOfAnotherProgramIsCleared(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := mustStart(t, dir).Stop(); err != nil {
		t.Fatal(err)
	}
	// After a restart of the machine or container the number may belong to anyone, here to us.
	for _, content := range []string{strconv.Itoa(os.Getpid()) + "\n", "", "1\n", "4194303\n"} {
		if err := os.WriteFile(filepath.Join(dir, "data", "postmaster.pid"), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := mustStart(t, dir).Stop(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDataOfAnotherMajorVersionIsRefusedAndKept(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := mustStart(t, dir).Stop(); err != nil {
		t.Fatal(err)
	}
	version := filepath.Join(dir, "data", "PG_VERSION")
	if err := os.WriteFile(version, []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "belongs to PostgreSQL 9") {
		t.Fatalf("err = %v", err)
	}
	if content, err := os.ReadFile(version); err != nil || string(content) != "9\n" {
		t.Errorf("PG_VERSION is now %q, %v", content, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "base")); err != nil {
		t.Error(err)
	}
}

func TestNothingFoundNamesBothWaysOut(t *testing.T) {
	t.Parallel()
	_, err := find(t.Context(), "", filepath.Join(t.TempDir(), "*"), func(string) (string, error) { return "", exec.ErrNotFound })
	if !errors.Is(err, ErrNotFound) {
		t.Fatalf("err = %v", err)
	}
	for _, want := range []string{"apt-get install postgresql", "PG_BIN", "DATABASE_URL="} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the message lacks %q", want)
		}
	}
}

func TestRootIsToldWhenTheServersUserCantReachTheFolder(t *testing.T) {
	t.Parallel()
	closed := filepath.Join(folder(t), "closed")
	if err := os.MkdirAll(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	err := Usable(filepath.Join(closed, "deep", "data"))
	if os.Geteuid() != 0 {
		if err != nil {
			t.Fatalf("an ordinary user's own folder is refused: %v", err)
		}
		return
	}
	if err == nil || !strings.Contains(err.Error(), closed) {
		t.Fatalf("err = %v", err)
	}
}

func TestTemporaryServerIsSweptAway(t *testing.T) {
	t.Parallel()
	s, err := StartTemporary(t.Context(), 20)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(s.socket)
	connect(t, s)
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%s is still there", dir)
		}
	}
}

// folder is a new one that a server's user can reach (t.TempDir's parents are closed to others).
func folder(t *testing.T) string {
	t.Helper()
	root, err := os.MkdirTemp(temporaryRoot(), "devpg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(root, "pg")
}

func mustStart(t *testing.T, dir string) *Server {
	t.Helper()
	s, err := Start(t.Context(), Options{Dir: dir, MaxConnections: 20, Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Stop()
		if syscall.Kill(s.process.Pid, 0) == nil {
			t.Errorf("process %d is still running", s.process.Pid)
		}
	})
	return s
}

func connect(t *testing.T, s *Server) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL(Superuser, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func exec1(t *testing.T, s *Server, sql string) {
	t.Helper()
	if _, err := connect(t, s).Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}
