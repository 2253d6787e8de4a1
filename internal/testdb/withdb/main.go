// Withdb runs a command with a throwaway PostgreSQL server in TEST_DATABASE_URL, so that all test binaries share one:
//
//	go run ./internal/testdb/withdb go test ./...
//
// A TEST_DATABASE_URL that is set already is used as it is.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"dialogmote/internal/devpg"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		os.Exit(max(exit.ExitCode(), 1)) // the command has said why
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("usage: withdb COMMAND [ARGUMENT…]")
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = os.Environ()
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if os.Getenv("TEST_DATABASE_URL") == "" {
		server, err := devpg.StartTemporary(ctx, 400)
		if err != nil {
			return err
		}
		defer server.Stop()
		cmd.Env = append(cmd.Env, "TEST_DATABASE_URL="+server.URL(devpg.Superuser, "postgres"))
	}
	return cmd.Run()
}
