package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/config"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

const userUsage = `Usage:
  dialogmote user add -email E -name N -organiser SLUG [-role admin|editor|reader] [-lang nb|nn]
                      [-organiser-name NAME [-organiser-name-nn NAME]]
  dialogmote user reset -email E

add makes a staff user; reset gives one a new password. Both print a temporary password, once. DATABASE_URL is the application's.
SLUG is the organiser's short name: oslo-og-viken. A county governor's office that has none yet is made from the register; another
organiser needs -organiser-name the first time.
`

// user is what the one who runs the program needs before anybody can sign in, or when the last admin can't.
func user(ctx context.Context, p process) error {
	if len(p.args) == 0 {
		fmt.Fprint(p.err, userUsage)
		return errUsage
	}
	commands := map[string]func(context.Context, *users, *flag.FlagSet, []string) error{"add": addUser, "reset": resetUser}
	command, ok := commands[p.args[0]]
	if !ok {
		fmt.Fprint(p.err, userUsage)
		return errUsage
	}
	flags := flag.NewFlagSet("dialogmote user "+p.args[0], flag.ContinueOnError)
	flags.SetOutput(p.err)
	flags.Usage = func() { fmt.Fprint(p.err, userUsage) }
	return command(ctx, &users{process: p}, flags, p.args[1:])
}

// users is an open database with the verbs for users.
type users struct {
	process
	db  *postgres.DB
	app *app.App
}

// open reads the settings only when the command line is right, so that its mistakes are told first.
func (u *users) open(ctx context.Context) (closing func(), err error) {
	c, err := config.Parse(u.environ, config.Staffing)
	if err != nil {
		return nil, err
	}
	pool, err := postgres.Open(ctx, c.DatabaseURL.Reveal())
	if err != nil {
		return nil, err
	}
	if u.db, err = postgres.New(pool); err != nil {
		pool.Close()
		return nil, err
	}
	u.app = app.New(u.db, nil) // these verbs write no letters
	return pool.Close, nil
}

func addUser(ctx context.Context, u *users, flags *flag.FlagSet, args []string) error {
	email := flags.String("email", "", "")
	name := flags.String("name", "", "")
	role := flags.String("role", string(dialogue.Admin), "")
	l := flags.String("lang", "", "")
	slug := flags.String("organiser", "", "")
	officeNB := flags.String("organiser-name", "", "")
	officeNN := flags.String("organiser-name-nn", "", "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 || *email == "" || *name == "" || *slug == "" {
		flags.Usage()
		return errUsage
	}
	closing, err := u.open(ctx)
	if err != nil {
		return err
	}
	defer closing()
	organiser, err := u.organiser(ctx, *slug, dialogue.Text{NB: *officeNB, NN: *officeNN})
	if err != nil {
		return err
	}
	q := dialogue.UserRequest{Email: strings.ToLower(*email), Name: *name, Role: dialogue.StaffRole(*role), Lang: dialogue.Lang(*l)}
	if *l == "" {
		q.Lang = organiser.Lang
	}
	made, temporary, err := u.app.AddUser(ctx, dialogue.System(organiser.ID), q)
	if err != nil {
		return inWords(err)
	}
	u.tell(organiser, made, temporary)
	return nil
}

func resetUser(ctx context.Context, u *users, flags *flag.FlagSet, args []string) error {
	email := flags.String("email", "", "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 || *email == "" {
		flags.Usage()
		return errUsage
	}
	closing, err := u.open(ctx)
	if err != nil {
		return err
	}
	defer closing()
	found, err := u.db.StaffUserByEmail(ctx, strings.ToLower(*email))
	if errors.Is(err, dialogue.ErrNotFound) {
		return fmt.Errorf("nobody has the address %s", *email)
	}
	if err != nil {
		return err
	}
	organiser, err := u.db.Organiser(ctx, found.Organiser)
	if err != nil {
		return err
	}
	temporary, err := u.app.ResetPassword(ctx, dialogue.System(found.Organiser), found.ID)
	if err != nil {
		return err
	}
	u.tell(organiser, found, temporary)
	if !found.DisabledAt.IsZero() {
		fmt.Fprintln(u.out, "The user is barred: an admin must open the access before the password helps.")
	}
	return nil
}

func (u *users) tell(organiser dialogue.Organiser, who dialogue.StaffUser, temporary string) {
	fmt.Fprintf(u.out, "%s <%s>, %s at %s\nTemporary password, shown only now: %s\n",
		who.Name, who.Email, who.Role, organiser.Name.For(organiser.Lang), temporary)
}

// organiser is the one with the short name. It is made when it is a governor's office of today, or when a name is given.
func (u *users) organiser(ctx context.Context, slug string, name dialogue.Text) (dialogue.Organiser, error) {
	found, err := u.db.OrganiserBySlug(ctx, slug)
	if !errors.Is(err, dialogue.ErrNotFound) {
		return found, err
	}
	o := dialogue.Organiser{Slug: slug, Kind: dialogue.OtherOrganiser, Name: name, Lang: dialogue.Bokmal}
	if o.Name.NN == "" {
		o.Name.NN = o.Name.NB
	}
	today := dialogue.DateOf(time.Now())
	if office, ok := norway.OfficeBySlug(slug, today); ok && name.IsEmpty() {
		o.Kind, o.Name, o.Counties = dialogue.Governor, office.Name, office.Counties
		if len(office.Counties) > 0 && norway.LangOf(office.Counties[0], today) == dialogue.Nynorsk {
			o.Lang = dialogue.Nynorsk
		}
	}
	if o.Name.IsEmpty() {
		return o, fmt.Errorf("there is no organiser %q: a new one needs -organiser-name", slug)
	}
	made, err := u.app.AddOrganiser(ctx, o)
	return made, inWords(err)
}

// inWords says what is wrong with what was written, one field after the other.
func inWords(err error) error {
	var problems dialogue.Problems
	if errors.As(err, &problems) {
		return fmt.Errorf("not accepted: %w", problems)
	}
	return err
}
