package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/testdb"
)

// running is a command under way, with the address it said it serves on.
type running struct {
	url  string
	stop func() error // as Ctrl-C
}

// start runs a command until its output matches the pattern, whose group is the address.
func start(t *testing.T, pattern string, environ []string, args ...string) running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, args, environ, writer, writer)
		writer.CloseWithError(io.EOF)
		ended <- err
	}()
	stop := func() error { cancel(); return <-ended }
	found := make(chan string)
	go func() {
		var seen bytes.Buffer
		address := regexp.MustCompile(pattern)
		buffer := make([]byte, 4096)
		for told := false; ; {
			n, err := reader.Read(buffer)
			seen.Write(buffer[:n])
			if m := address.FindSubmatch(seen.Bytes()); m != nil && !told {
				told = true
				found <- string(m[1])
			}
			if err != nil {
				close(found)
				return
			}
		}
	}()
	address, ok := <-found
	if !ok {
		t.Fatalf("%v ended: %v", args, <-ended)
	}
	return running{url: "http://" + address, stop: stop}
}

func status(t *testing.T, url string) int {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

func freeAddr(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func TestDemoRunsOnAnotherDayStopsAndStartsAgain(t *testing.T) {
	t.Parallel()
	root, err := os.MkdirTemp("", "demo-") // t.TempDir is closed to the user that the server runs as
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(root, "data")
	const said = `Dialogmøte +http://(\S+)`
	for _, extra := range [][]string{{"--now", "2019-08-25T10:00"}, nil} {
		d := start(t, said, nil, append([]string{"demo", "--addr", freeAddr(t), "--data", data}, extra...)...)
		for _, path := range []string{"/readyz", "/livez", "/dev/epost"} {
			if got := status(t, d.url+path); got != http.StatusOK {
				t.Errorf("%s: %d", path, got)
			}
		}
		err := run(t.Context(), []string{"demo", "--remove", "--data", data}, nil, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), "stop it first") {
			t.Errorf("removing what is in use: %v", err)
		}
		if err := d.stop(); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(t.Context(), []string{"demo", "--remove", "--data", data}, nil, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the data is still there: %v", err)
	}
}

func TestDemoClockRunsAndIsPutBack(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	at := time.Date(2019, 8, 25, 8, 0, 0, 0, time.UTC)
	if err := setDemoClock(t.Context(), db.OwnerURL, at); err != nil {
		t.Fatal(err)
	}
	first := db.Clock(t)
	if since := first.Sub(at); since < 0 || since > time.Minute {
		t.Errorf("clock() shows %v", first)
	}
	if second := db.Clock(t); !second.After(first) {
		t.Errorf("the clock stands: %v, %v", first, second)
	}
	if err := setDemoClock(t.Context(), db.OwnerURL, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if off := time.Since(db.Clock(t)); off < -time.Minute || off > time.Minute {
		t.Errorf("the real clock is %v off", off)
	}
}

func environment(db *testdb.DB, addr string) []string {
	return []string{"DATABASE_URL=" + db.AppURL, "BASE_URL=http://localhost:8080", "ADDR=" + addr, "SMTP_HOST=127.0.0.1",
		"SMTP_TLS=none", "MAIL_FROM=ikke-svar@example.no", "LOG_FORMAT=text"}
}

func TestServeIsReadyAndHasNoDemonstration(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	s := start(t, `msg=serving addr=(\S+)`, environment(db, "127.0.0.1:0"), "serve")
	for path, want := range map[string]int{"/readyz": 200, "/livez": 200, "/dev/epost": 404, "/dev/": 404} {
		if got := status(t, s.url+path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	at := environment(db, strings.TrimPrefix(s.url, "http://"))
	if err := run(t.Context(), []string{"healthy"}, at, io.Discard, io.Discard); err != nil {
		t.Error(err)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if err := run(t.Context(), []string{"healthy"}, at, io.Discard, io.Discard); err == nil {
		t.Error("a site that has stopped is called healthy")
	}
}

func TestServeRefusesADatabaseItCantTrust(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prepare func(t *testing.T, db *testdb.DB)
		empty   bool
		owner   bool
		reason  string
	}{
		"not migrated":  {empty: true, reason: "dialogmote migrate"},
		"another clock": {prepare: func(t *testing.T, db *testdb.DB) { db.AdvanceClock(t, time.Hour) }, reason: "clock() is not the real one"},
		"the owner":     {owner: true, reason: "administrator"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			make := testdb.New
			if tt.empty {
				make = testdb.Empty
			}
			db := make(t)
			if tt.prepare != nil {
				tt.prepare(t, db)
			}
			environ := environment(db, "127.0.0.1:0")
			if tt.owner {
				environ = append(environ, "DATABASE_URL="+db.OwnerURL)
			}
			err := run(t.Context(), []string{"serve"}, environ, io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("err = %v, want %q", err, tt.reason)
			}
		})
	}
}

func TestMigrateMakesADatabaseThatCanBeServed(t *testing.T) {
	t.Parallel()
	db := testdb.Empty(t)
	var out bytes.Buffer
	if err := run(t.Context(), []string{"migrate"}, []string{"DATABASE_OWNER_URL=" + db.OwnerURL}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "up to date") {
		t.Errorf("it said %q", out.String())
	}
	s := start(t, `msg=serving addr=(\S+)`, environment(db, "127.0.0.1:0"), "serve")
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	same := []string{"DATABASE_OWNER_URL=" + db.OwnerURL, "DATABASE_URL=" + db.OwnerURL}
	if err := run(t.Context(), []string{"migrate"}, same, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "the same role") {
		t.Errorf("one role for both: %v", err)
	}
}

func TestUnknownCommandsAndOptionsAreExplained(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"fly"}, {"serve", "--now", "2019-08-25T10:00"}, {"serve", "x"}, {"demo", "--now", "soon"}, {"demo", "x"}, {"version", "x"}} {
		var said bytes.Buffer
		if err := run(t.Context(), args, nil, io.Discard, &said); !errors.Is(err, errUsage) || said.Len() == 0 {
			t.Errorf("%q: %v, said %q", args, err, said.String())
		}
	}
}
