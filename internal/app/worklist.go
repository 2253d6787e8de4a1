package app

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// WorkList is a series' registrations as staff see them: what wants a decision, how many there are of each kind, and those the
// filter lets through. Units stand by the name that nobody mistakes («Våler (Østfold)»).
func (a *App) WorkList(ctx context.Context, actor dialogue.Actor, series dialogue.ID, f dialogue.WorkFilter) (dialogue.WorkList, error) {
	list := dialogue.WorkList{Filter: f}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return list, err
	}
	var err error
	if list.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	if list.Now, err = a.db.Now(ctx); err != nil {
		return list, err
	}
	all, err := a.db.RegistrationsOf(ctx, actor.Organiser, series)
	if err != nil {
		return list, err
	}
	if list.Letters, err = a.db.CountLetters(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	if list.Declines, err = a.db.DeclinesOf(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	inv := &list.Invitation
	on := inv.Series.PublicationDay(list.Now)
	for i := range list.Declines {
		list.Declines[i].Unit.Name = officialName(list.Declines[i].Unit, on)
	}
	list.Total = len(all)
	list.Counts, list.Meetings = dialogue.CountWork(inv, all)
	counties := map[string]bool{}
	for i := range all {
		all[i].Unit.Name, all[i].Unit.County = officialName(all[i].Unit, on), countyOf(all[i], on)
		r := all[i]
		if number := r.Unit.County; number != "" && !counties[number] {
			counties[number] = true
			list.Counties = append(list.Counties, dialogue.NamedCounty{Number: number, Name: countyOn(number, on)})
		}
		if state := r.WorkState(); state == dialogue.WorkHeld || state == dialogue.WorkProposal {
			list.Decide = append(list.Decide, r)
		}
		if f.Takes(inv, r, norway.Fold) {
			list.Rows = append(list.Rows, r)
		}
	}
	list.Shared = dialogue.SharedAddresses(all)
	slices.SortStableFunc(list.Decide, func(a, b dialogue.Registration) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	slices.SortFunc(list.Counties, func(a, b dialogue.NamedCounty) int { return cmp.Compare(a.Number, b.Number) })
	return list, nil
}

// officialName is the unit's name in the register of the day, with its county when another has the same name; persons,
// organisations and joint units have the name they were given.
func officialName(u dialogue.Unit, on dialogue.Date) string {
	if !u.ValidFrom.IsZero() && on.Before(u.ValidFrom) {
		on = u.ValidFrom
	}
	if official, ok := norway.Lookup(string(u.Kind), u.Number, on); ok {
		return official.Label
	}
	return u.Name
}

// countyOf is the number of the county that a registration counts in: the unit's, or that of the municipality a person or an organisation
// said it belongs to.
func countyOf(r dialogue.Registration, on dialogue.Date) string {
	if home, ok := norway.ByNumber(r.Municipality, on); ok && r.Unit.Kind.BelongsSomewhere() {
		return home.County
	}
	return r.Unit.County
}

func countyOn(number string, on dialogue.Date) string {
	if number == "" {
		return ""
	}
	if c, ok := norway.CountyByNumber(number, on); ok {
		return c.Name
	}
	return number
}

// ParticipantList is everybody with a live seat in the series' active registrations, at one meeting or, for the zero ID, at all
// of them.
func (a *App) ParticipantList(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (dialogue.ParticipantList, error) {
	var list dialogue.ParticipantList
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return list, err
	}
	var err error
	if list.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	if !meeting.IsZero() {
		if list.Meeting = list.Invitation.Meeting(meeting); list.Meeting == nil {
			return list, dialogue.ErrNotFound
		}
	}
	if list.Now, err = a.db.Now(ctx); err != nil {
		return list, err
	}
	if list.Participants, err = a.db.Participants(ctx, actor.Organiser, series, meeting); err != nil {
		return list, err
	}
	if len(list.Invitation.QuestionsAt(dialogue.AtSignUp)) > 0 {
		answers, err := a.db.FormAnswers(ctx, actor.Organiser, series)
		if err != nil {
			return list, err
		}
		for i := range list.Participants {
			list.Participants[i].Answers = answers[list.Participants[i].Registration]
		}
	}
	on := list.Invitation.Series.PublicationDay(list.Now)
	if list.Invitation.Series.Rules.OnRequest {
		if list.Unnamed, err = a.unnamed(ctx, actor.Organiser, series, meeting, on); err != nil {
			return list, err
		}
	}
	for i := range list.Participants {
		p := &list.Participants[i]
		p.Unit.Name, p.County = officialName(p.Unit, on), countyOn(p.Unit.County, on)
		for _, region := range list.Invitation.Regions {
			if region.Has(p.Unit) {
				p.Region = region.Name
			}
		}
	}
	return list, nil
}

// StaffRegistration is one of the series' registrations with its history; ErrNotFound for one of another series.
func (a *App) StaffRegistration(ctx context.Context, actor dialogue.Actor, series, id dialogue.ID) (dialogue.StaffRegistration, error) {
	var page dialogue.StaffRegistration
	var err error
	if page.OwnPage, err = a.RegistrationPage(ctx, actor, id); err != nil {
		return page, err
	}
	if page.Registration.Series != series {
		return dialogue.StaffRegistration{}, dialogue.ErrNotFound
	}
	if page.History, err = a.db.History(ctx, actor.Organiser, id); err != nil {
		return page, err
	}
	if r := page.Registration; r.State == dialogue.Proposal {
		live, err := a.db.LiveRegistration(ctx, actor.Organiser, r.Series, r.Unit.ID)
		if err != nil && !errors.Is(err, dialogue.ErrNotFound) {
			return page, err
		}
		page.Live = live.ID
	}
	on := page.Invitation.Series.PublicationDay(page.Now)
	page.County = countyOn(countyOf(page.Registration, on), on)
	page.Registration.Unit.Name = officialName(page.Registration.Unit, on)
	same, err := a.db.RegistrationsWithAddressOf(ctx, page.Registration)
	if err != nil {
		return page, err
	}
	for _, s := range dialogue.SharedAddresses(append(same, page.Registration)) {
		if s.Of == id {
			s.Unit.Name = officialName(s.Unit, on)
			page.Shared = append(page.Shared, s)
		}
	}
	return page, nil
}

// InvitationForStaff is a series of the actor's organiser, whatever its state, and the database's time.
func (a *App) InvitationForStaff(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (page dialogue.OwnPage, err error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	page.Now, err = a.db.Now(ctx)
	return page, err
}
