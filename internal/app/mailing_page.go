package app

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// Mailing is one sending of the organiser's, for its staff. ErrNotFound for another series' or organiser's.
func (a *App) Mailing(ctx context.Context, actor dialogue.Actor, series, mailing dialogue.ID) (dialogue.MailingPage, error) {
	var page dialogue.MailingPage
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	var err error
	if page.Mailing, err = a.db.Mailing(ctx, actor.Organiser, mailing); err != nil {
		return page, err
	}
	if page.Mailing.Series != series {
		return page, dialogue.ErrNotFound
	}
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	if page.Units, err = a.db.MailingUnits(ctx, page.Mailing); err != nil {
		return page, err
	}
	if page.Forecast, err = a.forecast(ctx, &page); err != nil {
		return page, err
	}
	page.Obstacle = unsendable(&page.Invitation, page.Now)
	user, err := a.db.StaffUser(ctx, actor.Organiser, actor.User)
	if err != nil && !errors.Is(err, dialogue.ErrNotFound) {
		return page, err
	}
	page.OwnAddress = user.Email
	names, err := a.staffNames(ctx, actor.Organiser)
	page.By = names[page.Mailing.CreatedBy]
	return page, err
}

// forecast is what the units that have had nothing of a sending would get now.
func (a *App) forecast(ctx context.Context, page *dialogue.MailingPage) (dialogue.MailingForecast, error) {
	f := dialogue.MailingForecast{Passed: map[dialogue.PassedOver][]dialogue.Unit{}}
	var left []dialogue.UnitInvitation
	for _, u := range page.Units {
		if u.PostedAt.IsZero() {
			left = append(left, dialogue.UnitInvitation{Organiser: page.Mailing.Organiser, ID: u.Invitation, Unit: u.Unit})
		}
	}
	b := mailingBatch{a: a, m: page.Mailing, inv: &page.Invitation, now: page.Now}
	if len(left) == 0 || page.Mailing.State == dialogue.MailingCancelled {
		return f, nil
	}
	if err := b.read(ctx, a.db.Reader, left); err != nil {
		return f, err
	}
	for _, i := range left {
		to, why := b.receivers(i)
		if why != "" {
			f.Passed[why] = append(f.Passed[why], i.Unit)
			continue
		}
		f.Units++
		f.Letters += len(to)
	}
	return f, nil
}

// InvitePage is who is invited to a series and who may be, with those that the choice finds.
func (a *App) InvitePage(ctx context.Context, actor dialogue.Actor, series dialogue.ID, choice dialogue.InviteChoice) (dialogue.InvitePage, error) {
	page := dialogue.InvitePage{Choice: choice}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	var err error
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	on := page.Invitation.Series.PublicationDay(page.Now)
	if page.All, err = invitable(ctx, a.db.Reader, page.Invitation, on); err != nil {
		return page, err
	}
	if page.Mailings, err = a.db.MailingsOf(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	names, err := a.staffNames(ctx, actor.Organiser)
	if err != nil {
		return page, err
	}
	for i := range page.Mailings {
		page.Mailings[i].By = names[page.Mailings[i].Mailing.CreatedBy]
	}
	fillChoices(&page, on)
	choose(&page, on)
	return page, nil
}

// invitable are all that may register and can be written to: those of the register, and the organisations and joint units that the
// organiser knows.
func invitable(ctx context.Context, r postgres.Reader, inv dialogue.Invitation, on dialogue.Date) ([]dialogue.Invitable, error) {
	organiser := inv.Organiser.ID
	known, err := r.UnitsOf(ctx, organiser)
	if err != nil {
		return nil, err
	}
	type key struct {
		kind   dialogue.UnitKind
		number string
		from   dialogue.Date
	}
	met := map[key]dialogue.Unit{}
	for _, u := range known {
		met[key{u.Kind, u.Number, u.ValidFrom}] = u
	}
	var units []dialogue.Unit
	for _, u := range unitsInvited(&inv, on) {
		if have, ok := met[key{u.Kind, u.Number, u.ValidFrom}]; ok {
			have.Name, have.County = u.Name, u.County
			u = have
		}
		units = append(units, u)
	}
	for _, u := range known {
		if (u.Kind == dialogue.Organisation || u.Kind == dialogue.Joint) && inv.MayRegister(u, false) == nil {
			units = append(units, u)
		}
	}
	var ids []dialogue.ID
	for _, u := range units {
		if !u.ID.IsZero() {
			ids = append(ids, u.ID)
		}
	}
	addresses, err := r.AddressesOfUnits(ctx, organiser, ids)
	if err != nil {
		return nil, err
	}
	answers, err := r.UnitAnswers(ctx, organiser, inv.Series.ID, ids)
	if err != nil {
		return nil, err
	}
	invited, err := r.UnitInvitations(ctx, organiser, inv.Series.ID)
	if err != nil {
		return nil, err
	}
	byUnit := map[dialogue.ID]*dialogue.UnitInvitation{}
	for i := range invited {
		byUnit[invited[i].Unit.ID] = &invited[i]
	}
	var all []dialogue.Invitable
	for _, u := range units {
		i := dialogue.Invitable{Unit: u, Addresses: addresses[u.ID], Answered: answers[u.ID].Answered()}
		if !u.ID.IsZero() {
			i.Invitation = byUnit[u.ID]
		}
		if !u.Kind.Official() && len(i.Addresses) == 0 && i.Invitation == nil {
			continue // only somebody who once registered
		}
		all = append(all, i)
	}
	return all, nil
}

// fillChoices are the counties and offices that somebody who may register belongs to.
func fillChoices(page *dialogue.InvitePage, on dialogue.Date) {
	counties := map[string]bool{}
	for _, i := range page.All {
		counties[i.Unit.County] = true
	}
	for _, c := range norway.Counties(on) {
		if counties[c.Number] {
			page.Counties = append(page.Counties, dialogue.CountyChoice{Number: c.Number, Name: c.Name})
		}
	}
	for _, o := range norway.Offices(on) {
		if slices.ContainsFunc(o.Counties, func(n string) bool { return counties[n] }) {
			page.Offices = append(page.Offices, dialogue.OfficeChoice{Slug: o.Slug, Name: o.Name})
		}
	}
}

// choose finds those that the page's choice asks for.
func choose(page *dialogue.InvitePage, on dialogue.Date) {
	c := page.Choice
	var wanted func(dialogue.Invitable) bool
	switch c.How {
	case dialogue.ChooseAll:
		wanted = func(dialogue.Invitable) bool { return true }
	case dialogue.ChooseNew:
		wanted = func(i dialogue.Invitable) bool {
			return !i.Answered && (i.Invitation == nil || i.Invitation.SentAt.IsZero())
		}
	case dialogue.ChooseCounties:
		wanted = func(i dialogue.Invitable) bool { return slices.Contains(c.Counties, i.Unit.County) }
	case dialogue.ChooseOffice:
		office, _ := norway.OfficeBySlug(c.Office, on)
		wanted = func(i dialogue.Invitable) bool { return slices.Contains(office.Counties, i.Unit.County) }
	case dialogue.ChooseRegions:
		wanted = func(i dialogue.Invitable) bool { return inRegions(page.Invitation, c.Regions, i.Unit) }
	case dialogue.ChooseNames:
		wanted = chooseNames(page, on)
	default:
		return
	}
	for _, i := range page.All {
		if wanted(i) {
			page.Chosen = append(page.Chosen, i)
		}
	}
}

func inRegions(inv dialogue.Invitation, regions []dialogue.ID, u dialogue.Unit) bool {
	return slices.ContainsFunc(inv.Regions, func(r dialogue.Region) bool {
		return slices.Contains(regions, r.ID) && slices.ContainsFunc(r.Units, func(in dialogue.Unit) bool {
			return in.Kind == u.Kind && in.Number == u.Number || u.Kind == dialogue.District && in.Kind == dialogue.Municipality && strings.HasPrefix(u.Number, in.Number)
		})
	})
}

// chooseNames reads a written list: names and numbers of the register, and names of those the organiser knows.
func chooseNames(page *dialogue.InvitePage, on dialogue.Date) func(dialogue.Invitable) bool {
	reading := readNames(page.Choice.Names, page.Invitation.Organiser.Counties, on)
	found := map[string]bool{}
	may := map[string]bool{}
	for _, i := range page.All {
		may[i.Unit.Key()] = true
	}
	for _, u := range reading.Units {
		if !may[u.Key()] {
			page.NotAllowed = append(page.NotAllowed, u)
			continue
		}
		found[u.Key()] = true
	}
	for _, name := range reading.Unknown {
		// Counties, districts by number, organisations.
		i := slices.IndexFunc(page.All, func(i dialogue.Invitable) bool {
			return strings.EqualFold(i.Unit.Name, name.Written) || i.Unit.Number == name.Written
		})
		if i < 0 {
			page.Unknown = append(page.Unknown, dialogue.NotUnderstood(name))
			continue
		}
		found[page.All[i].Unit.Key()] = true
	}
	return func(i dialogue.Invitable) bool { return found[i.Unit.Key()] }
}

// PrepareInvitations makes the draft of an invitation to those that the keys name: units of the register, whether or not the organiser
// has met them, and others that it knows. It is the draft's id; errors as PrepareMailing's.
func (a *App) PrepareInvitations(ctx context.Context, actor dialogue.Actor, series dialogue.ID, keys []string) (dialogue.ID, error) {
	var prepared dialogue.ID
	err := a.prepare(ctx, actor, series, func(tx *postgres.Tx, inv dialogue.Invitation, now time.Time) ([]dialogue.Unit, error) {
		all, err := invitable(ctx, tx.Reader, inv, inv.Series.PublicationDay(now))
		if err != nil {
			return nil, err
		}
		wanted := map[string]bool{}
		for _, key := range keys {
			wanted[key] = true
		}
		var units []dialogue.Unit
		for _, i := range all {
			if wanted[i.Unit.Key()] {
				units = append(units, i.Unit)
				delete(wanted, i.Unit.Key())
			}
		}
		if left := slices.Collect(maps.Keys(wanted)); len(left) > 0 {
			return nil, dialogue.Problems{"units": {Key: "problem.mailing-may-not"}}
		}
		ids, err := tx.UpsertUnits(ctx, actor.Organiser, units)
		for i := range units {
			units[i].ID = ids[i]
		}
		return units, err
	}, dialogue.InvitationMailing, &prepared)
	return prepared, err
}
