package main

import (
	"context"
	"fmt"
	"net/url"

	"dialogmote/internal/config"
	"dialogmote/migrations"
)

// migrate brings the database up to date as its owner. When DATABASE_URL is set too, its login role is made, or mended, so that
// a new installation needs no SQL by hand.
func migrate(ctx context.Context, p process) error {
	if err := p.noArguments("migrate"); err != nil {
		return err
	}
	c, err := config.Parse(p.environ, config.Migrating)
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, c.DatabaseOwnerURL.Reveal()); err != nil {
		return err
	}
	fmt.Fprintln(p.out, "The database is up to date, version", migrations.Newest())
	if c.DatabaseURL == "" {
		return nil
	}
	app, err := url.Parse(c.DatabaseURL.Reveal())
	if err != nil || app.User == nil || app.User.Username() == "" {
		return nil // the role comes from elsewhere, a service file for example
	}
	owner, err := url.Parse(c.DatabaseOwnerURL.Reveal())
	if err == nil && owner.User != nil && owner.User.Username() == app.User.Username() {
		return fmt.Errorf("DATABASE_URL and DATABASE_OWNER_URL name the same role %s: serving needs one that can't alter tables", app.User.Username())
	}
	password, _ := app.User.Password()
	if err := migrations.EnsureLogin(ctx, c.DatabaseOwnerURL.Reveal(), app.User.Username(), password); err != nil {
		return err
	}
	fmt.Fprintln(p.out, "The role", app.User.Username(), "may serve")
	return nil
}
