package main

import (
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffOffers shows free places and those who wait for them, in the order of a waiting list and after a selection.
func entriesStaffOffers() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		g, s := workGallery{lang.For(l)}, selectionGallery{lang.For(l)}
		for _, e := range []Entry{
			{ID: "queue", Name: "Waiting list and offers", Page: templates.StaffOffers(g.offers())},
			{ID: "nobody", Name: "Waiting list, nobody waits", Page: templates.StaffOffers(g.nobodyWaits())},
			{ID: "one", Name: "A registration with an open offer", Page: templates.StaffRegistration(g.offered())},
			{ID: "selection", Name: "Free places after a selection", Page: templates.StaffOffers(s.offers())},
			{ID: "not-sent", Name: "Free places before the answers", Page: templates.StaffOffers(s.beforeAnswers())},
			{ID: "by-hand", Name: "Offering a place by hand after a selection", Page: templates.StaffRegistration(s.byHand())},
		} {
			e.ID, e.Lang = "staff-offers-"+e.ID+"-"+string(l), l
			all = append(all, e)
		}
	}
	return all
}

func (g workGallery) offerTo(r dialogue.Registration, meeting dialogue.ID, state dialogue.OfferState, byHand bool) dialogue.OfferLine {
	o := dialogue.Offer{ID: sample.ID("offer/" + r.Reference), Organiser: r.Organiser, Series: r.Series, Registration: r.ID, Meeting: meeting,
		MadeAt: g.now().Add(-20 * time.Hour), Until: dialogue.Date{Year: 2019, Month: time.September, Day: 2}.At(18, 0), Places: len(r.LiveDelegates()), State: state}
	if byHand {
		o.MadeBy = sample.ID("staff/1")
	}
	if state != dialogue.OfferOpen {
		o.AnsweredAt = g.now().Add(-time.Hour)
	}
	return dialogue.OfferLine{Offer: o, Registration: r}
}

func (g workGallery) offers() templates.OffersView {
	inv, regs := g.invitation(), sample.RegistrationsInnlandet()
	first, second := inv.Meetings[0], inv.Meetings[3]
	first.Capacity, first.Taken = 40, 36
	second.Capacity, second.Taken = 30, 28
	waits := func(i int, no int64) dialogue.InLine {
		return dialogue.InLine{Registration: regs[i].ID, Reference: regs[i].Reference, Unit: regs[i].Unit, Contact: regs[i].Contact, First: no, Last: no, People: len(regs[i].LiveDelegates())}
	}
	queue := []dialogue.InLine{waits(2, 4), waits(6, 7), waits(9, 8)}
	queue[1].Answering = true
	queue[2].TakenBack = true
	stuck := []dialogue.InLine{waits(13, 3), waits(16, 5)}
	stuck[0].People = 4
	printed := regs[11]
	printed.Contact.Email = ""
	page := dialogue.OffersPage{Invitation: inv, Now: g.now(), Staff: map[dialogue.ID]string{sample.ID("staff/1"): "Håvard Myhre"}, Meetings: []dialogue.MeetingOffers{
		{Meeting: first, Queue: queue, Open: []dialogue.OfferLine{g.offerTo(regs[4], first.ID, dialogue.OfferOpen, false), g.offerTo(printed, first.ID, dialogue.OfferOpen, true)}},
		{Meeting: second, Queue: stuck},
		{Meeting: inv.Meetings[1]},
	}, History: []dialogue.OfferLine{g.offerTo(regs[20], first.ID, dialogue.OfferAccepted, false), g.offerTo(regs[21], first.ID, dialogue.OfferDeclined, false),
		g.offerTo(regs[22], second.ID, dialogue.OfferExpired, true), g.offerTo(regs[23], second.ID, dialogue.OfferWithdrawn, true)}}
	return templates.OffersView{Series: g.shell(urls.TabOffers, g.p.T("staff.tab.offers")), Page: page, MayEdit: true}
}

func (g workGallery) nobodyWaits() templates.OffersView {
	v := g.offers()
	v.Page.Meetings, v.Page.History = v.Page.Meetings[2:], nil
	return v
}

func (g workGallery) offered() templates.StaffRegistrationView {
	v := g.one(dialogue.Active)
	r := &v.Page.Registration
	for i := range r.Delegates {
		r.Delegates[i].Seats[0].State = dialogue.SeatOffered
	}
	v.Page.Offers = []dialogue.Offer{g.offerTo(*r, r.Meetings()[0], dialogue.OfferOpen, false).Offer}
	v.Offer = g.form(nil)
	v.Offer.ID = "f-tilbud"
	v.Page.History = slices.Insert(v.Page.History, 0, dialogue.HistoryLine{At: g.now(), Actor: dialogue.SystemActor, Verb: "offer_seats"})
	return v
}

func (g selectionGallery) offers() templates.OffersView {
	inv, units := g.invitation(), g.units()
	proposed := func(i, people int, m dialogue.ID, same bool) dialogue.Replacement {
		r := units[i].Registration
		return dialogue.Replacement{Registration: r, Meeting: m, Delegates: r.Delegates[:min(people, len(r.Delegates))], SameUnit: same,
			Reason: dialogue.SelectionReason{Kind: "lot", Lot: 18, FirstOut: 22, Applied: len(units)}}
	}
	first, second := inv.Meetings[0], inv.Meetings[2]
	first.Taken, second.Taken = first.Places()-3, second.Places()-1
	full := inv.Meetings[1]
	full.Taken = full.Places()
	page := dialogue.OffersPage{Invitation: inv, Now: g.now(), Selected: true, Staff: map[dialogue.ID]string{g.staff(1): "Sindre Aasen"}, Meetings: []dialogue.MeetingOffers{
		{Meeting: first, Proposed: []dialogue.Replacement{proposed(3, 1, first.ID, true), proposed(8, 2, first.ID, false)}},
		{Meeting: second, Proposed: []dialogue.Replacement{proposed(12, 1, second.ID, false)}},
		{Meeting: full},
	}}
	v := templates.OffersView{Series: g.shell(g.p.T("staff.tab.offers-selection")), Page: page, MayEdit: true}
	v.Series.Tab = urls.TabOffers
	return v
}

func (g selectionGallery) beforeAnswers() templates.OffersView {
	v := g.offers()
	v.Page.Selected, v.Page.Meetings = false, nil
	return v
}

func (g selectionGallery) byHand() templates.StaffRegistrationView {
	inv, r := g.invitation(), g.units()[6].Registration
	for i := range r.Delegates {
		r.Delegates[i].Seats[0].State = dialogue.SeatWaiting
		r.Delegates[i].Seats[0].Meeting = dialogue.ID{}
	}
	form := templates.Form{L: g.p, Action: "#", ID: "f-plass", Problems: dialogue.Problems{"reason": {Key: "problem.offer-reason"}}}
	frame := accountFrame(g.p, templates.SectionSeries, r.Unit.Name)
	frame.Problems = true
	page := dialogue.StaffRegistration{OwnPage: dialogue.OwnPage{Invitation: inv, Registration: r, Now: g.now(), QueueBefore: map[dialogue.ID]int{}}}
	page.May = dialogue.StaffMay(&inv, r, g.now())
	return templates.StaffRegistrationView{Frame: frame, Page: page, MayEdit: true, Seats: form, Take: map[string]templates.Form{}}
}
