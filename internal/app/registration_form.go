package app

import (
	"context"
	"errors"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/secret"
)

// RegistrationForm is what the form for registering is drawn from: the invitation and the official units that may register. It does
// not tell who has.
func (a *App) RegistrationForm(ctx context.Context, slug string) (dialogue.RegistrationForm, error) {
	var form dialogue.RegistrationForm
	var err error
	if form.Invitation, err = a.db.InvitationBySlug(ctx, slug); err != nil {
		return form, err
	}
	if form.Now, err = a.db.Now(ctx); err != nil {
		return form, err
	}
	on := form.Invitation.Series.PublicationDay(form.Now)
	form.Units = unitsInvited(&form.Invitation, on)
	if invited := form.Invitation.Series.Rules.Invited; invited.Persons || invited.Organisations {
		form.Homes = municipalities(on)
	}
	form.OtherNames = norway.OtherNames(on)
	form.Counties = map[string]string{}
	for _, c := range norway.Counties(on) {
		form.Counties[c.Number] = c.Name
	}
	return form, nil
}

// municipalities are all of the day, by county and name as Norwegians sort.
func municipalities(on dialogue.Date) []dialogue.Unit {
	return unitsInvited(&dialogue.Invitation{Series: dialogue.Series{Rules: dialogue.Rules{Invited: dialogue.Invited{
		Scope: dialogue.InviteAll, Districts: dialogue.NoDistricts}}}}, on)
}

// CheckRegistration is the page between form and sending: the request as it would be stored, and whether the unit is registered already
// so that it would be kept as a proposal. It stores nothing and returns the same errors as Register.
func (a *App) CheckRegistration(ctx context.Context, actor dialogue.Actor, slug string, q dialogue.RegistrationRequest) (dialogue.RegistrationCheck, error) {
	var check dialogue.RegistrationCheck
	var err error
	if check.Invitation, err = a.db.InvitationBySlug(ctx, slug); err != nil {
		return check, err
	}
	if check.Now, err = a.db.Now(ctx); err != nil {
		return check, err
	}
	invited, err := invitedBy(ctx, a.db.Reader, &check.Invitation, q)
	if err != nil {
		return check, err
	}
	if check.Request, err = checkRequest(actor, &check.Invitation, q, check.Now, invited); err != nil {
		return check, err
	}
	u := check.Request.Unit
	check.Home = homeName(check.Request.Municipality, check.Invitation.Series.PublicationDay(check.Now))
	check.Registered, err = a.db.HasLiveRegistration(ctx, check.Invitation.Organiser.ID, check.Invitation.Series.ID, u)
	return check, err
}

// homeName is the municipality that a person or an organisation belongs to; "" for no number.
func homeName(number string, on dialogue.Date) string {
	if number == "" {
		return ""
	}
	return officialName(dialogue.Unit{Kind: dialogue.Municipality, Number: number, Name: number}, on)
}

// ReceivedPage is the page after sending, read from what is stored. Its address authorises nothing, so it shows no names of people.
func (a *App) ReceivedPage(ctx context.Context, slug, reference string) (dialogue.OwnPage, error) {
	r, err := a.db.RegistrationByReference(ctx, reference)
	if err != nil {
		return dialogue.OwnPage{}, err
	}
	page, err := a.registrationPage(ctx, r.Organiser, r.ID,
		func(*dialogue.Invitation, dialogue.Registration, time.Time) dialogue.Allowed {
			return dialogue.Allowed{}
		})
	if err == nil && page.Invitation.Series.Slug != slug {
		err = dialogue.ErrNotFound
	}
	return page, err
}

// unitsInvited lists the municipalities, districts and counties of the register that the series' rules let register, by county and name
// as Norwegians sort.
func unitsInvited(inv *dialogue.Invitation, on dialogue.Date) []dialogue.Unit {
	var units []dialogue.Unit
	add := func(kind dialogue.UnitKind, number string) {
		official, ok := norway.Lookup(string(kind), number, on)
		if !ok {
			return
		}
		if u := unitOf(official); inv.MayRegister(u, hasDistricts(u, on)) == nil {
			units = append(units, u)
		}
	}
	for _, m := range norway.All(on) {
		add(dialogue.Municipality, m.Number)
		for _, d := range norway.Districts(m.Number, on) {
			add(dialogue.District, d.Code)
		}
	}
	for _, c := range norway.Counties(on) {
		add(dialogue.County, c.Number)
	}
	return units
}

// OwnReference is the reference of the signed-in contact's registration, which its pages' addresses carry.
func (a *App) OwnReference(ctx context.Context, actor dialogue.Actor) (string, error) {
	if actor.Kind != dialogue.ContactActor {
		return "", dialogue.ErrForbidden
	}
	r, err := a.db.Registration(ctx, actor.Organiser, actor.Registration)
	if errors.Is(err, dialogue.ErrNotFound) {
		return "", dialogue.ErrForbidden
	}
	return r.Reference, err
}

// NewSubmission makes the id that a form carries, so that a double click is one registration.
func (a *App) NewSubmission() dialogue.ID { return dialogue.ID(secret.RandomID()) }

// StaffRegistrationForm is the form for registering on a unit's behalf: any official unit of the series' day, invited or not.
func (a *App) StaffRegistrationForm(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.RegistrationForm, error) {
	var form dialogue.RegistrationForm
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return form, err
	}
	var err error
	if form.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return form, err
	}
	if form.Invitation.Series.State == dialogue.Draft || !form.Invitation.Series.ErasedAt.IsZero() {
		return form, dialogue.ErrClosed
	}
	if form.Now, err = a.db.Now(ctx); err != nil {
		return form, err
	}
	on := form.Invitation.Series.PublicationDay(form.Now)
	everyone := dialogue.Invitation{Series: dialogue.Series{Rules: dialogue.Rules{Invited: dialogue.Invited{
		Scope: dialogue.InviteAll, Districts: dialogue.DistrictsBeside, CountyUnits: true}}}}
	form.Units, form.Homes = unitsInvited(&everyone, on), municipalities(on)
	form.OtherNames = norway.OtherNames(on)
	form.Counties = map[string]string{}
	for _, c := range norway.Counties(on) {
		form.Counties[c.Number] = c.Name
	}
	return form, nil
}
