package main

import (
	"context"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoNationwide is the ministry's invitation to the whole country, with an address book that its staff have confirmed from the register
// and an invitation that is written and not sent. Whoever sends it sees the letters in the demonstration's own mail box: none leaves the
// machine.
func demoNationwide(ctx context.Context, a *app.App, now time.Time) error {
	inv := sample.Nationwide(dialogue.DateOf(now))
	if err := a.InstallInvitation(ctx, dialogue.System(inv.Organiser.ID), inv, sample.Files(inv)...); err != nil {
		return err
	}
	staff := demoActor(inv.Organiser, dialogue.Editor)
	page, err := a.InvitePage(ctx, staff, inv.Series.ID, dialogue.InviteChoice{})
	if err != nil {
		return err
	}
	keys := make([]string, len(page.All))
	for i, u := range page.All {
		keys[i] = u.Unit.Key()
	}
	if _, _, err := a.ConfirmSuggestions(ctx, staff, keys...); err != nil {
		return err
	}
	mailing, err := a.PrepareInvitations(ctx, staff, inv.Series.ID, keys)
	if err != nil {
		return err
	}
	drafted, err := a.Mailing(ctx, staff, inv.Series.ID, mailing)
	if err != nil {
		return err
	}
	return a.SaveMailing(ctx, staff, app.MailingEdit{Series: inv.Series.ID, Mailing: mailing, Version: drafted.Mailing.Version},
		app.MailingText{Letter: inv.Series.Texts.InvitationLetter, Materials: []dialogue.ID{inv.Materials[0].ID}})
}
