package main

import (
	"context"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/config"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/secret"
)

// demoNeedsKey is the demonstration's key for what delegates need. It lies in the data folder, made the first time, and nobody else can read it.
func demoNeedsKey(data string) (*secret.Keys, error) {
	path := filepath.Join(data, "needs.key")
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		content = []byte(base64.StdEncoding.EncodeToString(secret.NewKey()) + "\n")
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		return nil, err
	}
	return needsKeys(config.Secret(strings.TrimSpace(string(content))))
}

// demoNeeds lets some of those who have a place at a meeting in a room tell what they need, as their contacts would.
func demoNeeds(ctx context.Context, db *postgres.DB, a *app.App, inv dialogue.Invitation) error {
	registrations, err := db.RegistrationsOf(ctx, inv.Organiser.ID, inv.Series.ID)
	if err != nil {
		return err
	}
	now, err := db.Now(ctx)
	if err != nil {
		return err
	}
	told, n := sample.Needs(), 0
	for _, r := range registrations {
		for _, d := range r.LiveDelegates() {
			if len(inv.NeedsAsked(r, d, now)) == 0 {
				continue
			}
			if n++; n%3 != 1 { // most have nothing to tell
				continue
			}
			contact := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: r.Organiser, Registration: r.ID, Lang: r.Lang}
			err := a.SaveNeeds(ctx, contact, app.NeedsEdit{Registration: r.ID, Delegate: d.ID, Needs: told[n/3%len(told)], Consent: true})
			if errors.Is(err, dialogue.ErrClosed) { // there is no key: nobody is asked
				return nil
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
