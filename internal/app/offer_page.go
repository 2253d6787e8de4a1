package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
)

// Offers is a series' free places: who waits for them in which order, or under selection whom the draw proposes; the offers that are open,
// and those that are over.
func (a *App) Offers(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.OffersPage, error) {
	var page dialogue.OffersPage
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
	inv := &page.Invitation
	all, err := a.db.RegistrationsOf(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	on := inv.Series.PublicationDay(page.Now)
	whose := map[dialogue.ID]dialogue.Registration{}
	for _, r := range all {
		r.Unit.Name = officialName(r.Unit, on)
		whose[r.ID] = r
	}
	offers, err := a.db.OffersOf(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	var proposed []dialogue.Replacement
	if inv.Series.Rules.Admission == dialogue.AdmitSelection {
		if proposed, page.Selected, err = a.replacements(ctx, a.db.Reader, *inv, page.Now); err != nil {
			return page, err
		}
	}
	for _, m := range inv.Meetings {
		if m.State == dialogue.Cancelled || m.Started(page.Now) {
			continue
		}
		at := dialogue.MeetingOffers{Meeting: m}
		if inv.Series.Rules.Admission == dialogue.AdmitOpen {
			if at.Queue, err = a.db.Queue(ctx, actor.Organiser, m.ID); err != nil {
				return page, err
			}
			for i := range at.Queue {
				at.Queue[i].Unit.Name = whose[at.Queue[i].Registration].Unit.Name
			}
		}
		for _, o := range offers {
			if o.Meeting == m.ID && o.State == dialogue.OfferOpen {
				at.Open = append(at.Open, dialogue.OfferLine{Offer: o, Registration: whose[o.Registration]})
			}
		}
		slices.SortFunc(at.Open, dialogue.ByUntil)
		for _, p := range proposed {
			if p.Meeting == m.ID {
				at.Proposed = append(at.Proposed, p)
			}
		}
		page.Meetings = append(page.Meetings, at)
	}
	for _, o := range offers {
		if o.State != dialogue.OfferOpen {
			page.History = append(page.History, dialogue.OfferLine{Offer: o, Registration: whose[o.Registration]})
		}
	}
	page.Staff, err = a.staffNames(ctx, actor.Organiser)
	return page, err
}
