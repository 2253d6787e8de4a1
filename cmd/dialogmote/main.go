// Dialogmote publishes invitations to dialogue meetings and collects the registrations. This is the wiring: one file for each
// command, nothing that another package could decide.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // the zone of every deadline, also where the machine has no zone files
)

const usage = `Usage: dialogmote COMMAND

  serve     serve the site; settings from the environment
  migrate   bring the database up to date (DATABASE_OWNER_URL)
  user      add a staff user, or reset a password
  demo      run everything here, with demonstration content; demo -h tells the options
  routes    print every address with who may open it
  selection propose and check who gets a place, from files; selection alone tells the options
  healthy   ask whether the site on this machine can be used
  version   print the version
`

// process is what a command may use of the world.
type process struct {
	args    []string // after the command's name
	environ []string
	out     io.Writer // what was asked for
	err     io.Writer // logs and usage
}

// errUsage ends the program with status 2; what is wrong has been printed.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second Ctrl-C ends us at once.
	context.AfterFunc(ctx, stop)
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, errUsage):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "dialogmote:", err)
		os.Exit(1)
	}
}

// run is the program. It returns when the command is done, or has stopped in order because ctx ended.
func run(ctx context.Context, args, environ []string, out, errOut io.Writer) error {
	if len(args) == 0 {
		fmt.Fprint(errOut, usage)
		return errUsage
	}
	p := process{args: args[1:], environ: environ, out: out, err: errOut}
	switch args[0] {
	case "serve":
		return serve(ctx, p)
	case "migrate":
		return migrate(ctx, p)
	case "user":
		return user(ctx, p)
	case "demo":
		return demo(ctx, p)
	case "routes":
		return routes(p)
	case "selection":
		return selectionCommand(p)
	case "healthy":
		return healthy(ctx, p)
	case "version":
		return version(p)
	case "help", "-h", "--help":
		fmt.Fprint(out, usage)
		return nil
	}
	fmt.Fprintf(errOut, "dialogmote: there is no command %q\n\n%s", args[0], usage)
	return errUsage
}

// noArguments refuses anything after the command's name.
func (p process) noArguments(name string) error {
	flags := flag.NewFlagSet("dialogmote "+name, flag.ContinueOnError)
	flags.SetOutput(p.err)
	if err := flags.Parse(p.args); err != nil {
		return errUsage
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(p.err, "dialogmote %s takes no arguments\n", name)
		return errUsage
	}
	return nil
}

func version(p process) error {
	if err := p.noArguments("version"); err != nil {
		return err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("built without version information")
	}
	revision := "unknown revision"
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value
		}
	}
	fmt.Fprintln(p.out, "dialogmote", info.Main.Version, revision, info.GoVersion)
	return nil
}
