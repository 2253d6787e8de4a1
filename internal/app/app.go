// Package app is what people can do with Dialogmøte: one method per verb, one transaction each, with its audit line, letters and
// jobs inside. go doc of App prints the product. It decides by the rules of package dialogue, holds no SQL and knows nothing of
// pages.
package app

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// App is the product's verbs.
type App struct {
	db      *postgres.DB
	letters *mail.Composer
	needs   *secret.Keys // seals what delegates need; nil: they are not asked
}

// New makes an App that stores in db and composes its letters with letters.
func New(db *postgres.DB, letters *mail.Composer) *App {
	return &App{db: db, letters: letters}
}

// WithNeedsKeys lets delegates be asked what they need of food and accessibility, which keys seal.
func (a *App) WithNeedsKeys(keys *secret.Keys) *App {
	with := *a
	with.needs = keys
	return &with
}

// newID makes a UUID version 7, so that ids sort by the time they were made.
func newID() dialogue.ID { return dialogue.ID(secret.NewID()) }
