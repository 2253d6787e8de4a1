package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// listPage is how many invitations a page of the public list has.
const listPage = 20

// ListInvitations is a page of the published invitations that the filter asks for: those with a meeting ahead by their next one, or
// the past ones, latest first. A county stands for what it was and has become.
func (a *App) ListInvitations(ctx context.Context, actor dialogue.Actor, f dialogue.ListFilter) (dialogue.ListPage, error) {
	page := dialogue.ListPage{Filter: f}
	var err error
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	if page.Choices, err = a.db.ListChoices(ctx, f.Past, actor.Lang); err != nil {
		return page, err
	}
	page.Choices.Counties = countyChoices(dialogue.DateOf(page.Now))
	if f.County != "" {
		f.Counties = countiesThrough(f.County)
	}
	f.Limit = listPage + 1
	if page.Found, err = a.db.Invitations(ctx, f); err != nil {
		return page, err
	}
	if len(page.Found) > listPage {
		page.Found = page.Found[:listPage]
		page.Next = page.Found[listPage-1].Cursor
	}
	for i := range page.Found {
		hideLinks(page.Found[i].Meetings)
	}
	return page, nil
}

// ShowInvitation is a published invitation as anybody may see it: without what is for the registered only.
func (a *App) ShowInvitation(ctx context.Context, actor dialogue.Actor, slug string) (dialogue.InvitationPage, error) {
	var page dialogue.InvitationPage
	inv, err := a.db.InvitationBySlug(ctx, slug)
	if err != nil {
		return page, err
	}
	return a.invitationPage(ctx, inv)
}

// PreviewInvitation is the invitation page as staff will see it published, whatever the series' state.
func (a *App) PreviewInvitation(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.InvitationPage, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.InvitationPage{}, err
	}
	inv, err := a.db.Invitation(ctx, actor.Organiser, series)
	if err != nil {
		return dialogue.InvitationPage{}, err
	}
	page, err := a.invitationPage(ctx, inv)
	page.Preview = true
	return page, err
}

func (a *App) invitationPage(ctx context.Context, inv dialogue.Invitation) (dialogue.InvitationPage, error) {
	now, err := a.db.Now(ctx)
	inv.Materials = slices.DeleteFunc(inv.Materials, func(m dialogue.Material) bool { return m.Audience != dialogue.ForAll })
	slices.SortStableFunc(inv.Materials, func(a, b dialogue.Material) int { // what came of it stands first
		switch {
		case a.Afterwards() == b.Afterwards():
			return 0
		case a.Afterwards():
			return -1
		}
		return 1
	})
	hideLinks(inv.Meetings)
	page := dialogue.InvitationPage{Invitation: inv, Now: now, Counties: map[string]string{}}
	for _, number := range inv.Series.Rules.Invited.Counties {
		page.Counties[number] = countyName(number)
	}
	if err != nil {
		return page, err
	}
	page.Statements, err = a.db.PublishedStatements(ctx, inv.Organiser.ID, inv.Series.ID)
	for i, s := range page.Statements {
		page.Statements[i] = s.ForPublic()
	}
	return page, err
}

// hideLinks removes the meetings' links: they are for the confirmed.
func hideLinks(meetings []dialogue.Meeting) {
	for i := range meetings {
		meetings[i].TeamsURL = ""
	}
}

// Material is a file to download: of a published invitation for anybody when it is for all, for the registered for a signed-in
// contact with an active registration (at the meeting, when it is a meeting's), for the confirmed for one that has a confirmed seat.
// Its organiser's staff may have any. ErrForbidden tells that it exists and is not for this reader.
func (a *App) Material(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (Download, error) {
	m, err := a.db.MaterialFile(ctx, id)
	switch {
	case err != nil:
		return Download{}, err
	case actor.MayRead(m.Organiser):
		return a.download(ctx, m.Organiser, m.File), nil
	case m.SeriesState == dialogue.Draft:
		return Download{}, dialogue.ErrNotFound
	case m.Audience == dialogue.ForAll:
		return a.download(ctx, m.Organiser, m.File), nil
	case actor.Kind != dialogue.ContactActor || actor.Organiser != m.Organiser:
		return Download{}, dialogue.ErrForbidden
	}
	r, err := a.db.Registration(ctx, actor.Organiser, actor.Registration)
	switch {
	case errors.Is(err, dialogue.ErrNotFound):
		return Download{}, dialogue.ErrForbidden
	case err != nil:
		return Download{}, err
	case !m.IsFor(r):
		return Download{}, dialogue.ErrForbidden
	}
	return a.download(ctx, m.Organiser, m.File), nil
}

// InstallInvitation stores a whole invitation as it is, with its files and, when it is new, its organiser. Only the one who runs
// the program can; editors write theirs part by part.
func (a *App) InstallInvitation(ctx context.Context, actor dialogue.Actor, inv dialogue.Invitation, files ...dialogue.File) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	actor.Organiser = inv.Organiser.ID
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.InsertInvitation(ctx, inv, files...); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "install_invitation", Series: inv.Series.ID, About: inv.Series.ID})
		})
	})
}

// countyChoices are the counties of the day by name.
func countyChoices(on dialogue.Date) []dialogue.CountyChoice {
	var choices []dialogue.CountyChoice
	for _, c := range norway.Counties(on) {
		choices = append(choices, dialogue.CountyChoice{Number: c.Number, Name: c.Name})
	}
	return choices
}

// countiesThrough are the numbers of a county, of what became it and of what it became, one after the other.
func countiesThrough(number string) []string {
	found := []string{number}
	days := registerDays() // newest first
	for _, day := range days {
		for _, c := range norway.Counties(day) {
			if !slices.Contains(found, c.Number) && slices.ContainsFunc(c.Successors, func(s string) bool { return slices.Contains(found, s) }) {
				found = append(found, c.Number)
			}
		}
	}
	later := []string{number}
	slices.Reverse(days)
	for _, day := range days {
		for _, c := range norway.Counties(day) {
			if slices.Contains(later, c.Number) {
				later = append(later, c.Successors...)
			}
		}
	}
	slices.Sort(later)
	for _, l := range slices.Compact(later) {
		if !slices.Contains(found, l) {
			found = append(found, l)
		}
	}
	return found
}
