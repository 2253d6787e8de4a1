package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/secret"
)

// The staff of a demonstration all have this password; it is printed when it starts.
const demoPassword = "dialogmote-demo"

// fillDemo puts the demonstration content into a database that has none: the organisers with their staff, the invitations with their
// documents, and answers to those that are open. The old invitations are published whatever the time is.
func fillDemo(ctx context.Context, db *postgres.DB, a *app.App, onDay onDay) error {
	organisers, err := db.Organisers(ctx)
	if err != nil || len(organisers) > 0 {
		return err
	}
	now, err := db.Now(ctx)
	if err != nil {
		return err
	}
	if err := demoStaff(ctx, db); err != nil {
		return err
	}
	if err := demoLetterTexts(ctx, a); err != nil {
		return fmt.Errorf("the words of letters: %w", err)
	}
	for _, inv := range sample.Invitations(dialogue.DateOf(now)) {
		if err := a.InstallInvitation(ctx, dialogue.System(inv.Organiser.ID), inv, sample.Files(inv)...); err != nil {
			return fmt.Errorf("%s: %w", inv.Series.Slug, err)
		}
		if inv.Series.ID == sample.Departementet2017().Series.ID {
			if err := demoApplications(ctx, a, inv, now, onDay); err != nil {
				return fmt.Errorf("applications for %s: %w", inv.Series.Slug, err)
			}
			continue
		}
		if !inv.Openness(now).Takes() {
			continue
		}
		if err := demoRegistrations(ctx, a, inv, now); err != nil {
			return fmt.Errorf("registrations for %s: %w", inv.Series.Slug, err)
		}
		if err := demoNeeds(ctx, db, a, inv); err != nil {
			return fmt.Errorf("needs for %s: %w", inv.Series.Slug, err)
		}
	}
	if err := demoPrepared(ctx, a, now, onDay); err != nil {
		return fmt.Errorf("what Oslo og Viken prepares: %w", err)
	}
	if err := demoConfirmations(ctx, a, now, onDay); err != nil {
		return fmt.Errorf("confirmations for Oslo og Viken: %w", err)
	}
	if err := demoDoor(ctx, a, now, onDay); err != nil {
		return err
	}
	if err := demoMessages(ctx, a, now, onDay); err != nil {
		return fmt.Errorf("what is written to Oslo og Viken's delegations: %w", err)
	}
	if err := demoStatements(ctx, a, now, onDay); err != nil {
		return fmt.Errorf("written input: %w", err)
	}
	if err := demoAfter(ctx, db, a, now, onDay); err != nil {
		return fmt.Errorf("after Oslo og Viken's meeting: %w", err)
	}
	if err := demoNationwide(ctx, a, now); err != nil {
		return fmt.Errorf("the invitation to the whole country: %w", err)
	}
	if err := demoRequests(ctx, a, now); err != nil {
		return fmt.Errorf("requests for meetings: %w", err)
	}
	if err := demoPlans(ctx, a, now, onDay); err != nil {
		return fmt.Errorf("speaking order and groups: %w", err)
	}
	if err := demoCoverage(ctx, a, now, onDay); err != nil {
		return fmt.Errorf("coverage: %w", err)
	}
	return nil
}

func demoStaff(ctx context.Context, db *postgres.DB) error {
	hash, err := secret.HashPassword(demoPassword)
	if err != nil {
		return err
	}
	return db.InTx(ctx, func(tx *postgres.Tx) error {
		for _, o := range sample.Organisers() {
			if err := tx.InsertOrganiser(ctx, o); err != nil {
				return err
			}
		}
		for _, user := range sample.Staff() {
			user.PasswordHash = hash
			if err := tx.InsertStaffUser(ctx, user); err != nil {
				return err
			}
		}
		return nil
	})
}

// demoRegistrations registers as staff would from letters and telephone calls, through the same verb as everybody.
func demoRegistrations(ctx context.Context, a *app.App, inv dialogue.Invitation, now time.Time) error {
	staff := demoActor(inv.Organiser, dialogue.Editor)
	channels := []dialogue.Channel{dialogue.ByEmail, dialogue.ByEmail, dialogue.ByPhone, dialogue.ByPost}
	for i, r := range demoAnswers(inv, now) {
		q := dialogue.RegistrationRequest{
			Submission: r.ID, Unit: r.Unit, Contact: r.Contact, Comment: r.Comment, Lang: r.Lang, Wishes: r.Wishes,
			Channel: channels[i%len(channels)],
		}
		if meetings := r.Meetings(); len(meetings) > 0 {
			q.Meeting = meetings[0]
		}
		for _, d := range r.Delegates {
			q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Role: d.Role, Name: d.Name, Position: d.Position, Email: d.Email, Phone: d.Phone})
		}
		_, err := a.Register(ctx, staff, inv.Series.Slug, q)
		var problems dialogue.Problems
		if errors.As(err, &problems) && problems["late_reason"].Key != "" {
			continue // that meeting has closed already at the time of --now
		}
		if err != nil {
			return fmt.Errorf("%s: %w", r.Unit.Name, err)
		}
	}
	return nil
}

func demoAnswers(inv dialogue.Invitation, now time.Time) []dialogue.Registration {
	switch inv.Series.ID {
	case sample.Innlandet2019().Series.ID:
		return sample.RegistrationsInnlandet()
	case sample.OpenToday(dialogue.DateOf(now)).Series.ID:
		return sample.RegistrationsOpenToday(dialogue.DateOf(now))
	}
	return nil
}
