package main

import (
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// openOffer is an offer to a delegation, answered or not.
func openOffer(reg dialogue.Registration, state dialogue.OfferState) dialogue.Offer {
	return dialogue.Offer{ID: sample.ID("offer/" + reg.Reference), Organiser: reg.Organiser, Series: reg.Series, Registration: reg.ID, Meeting: reg.Meetings()[0],
		MadeAt: openNow().Add(-2 * time.Hour), Until: dialogue.DateOf(openNow()).AddDays(2).At(18, 0), Places: len(reg.OfferedAt(reg.Meetings()[0])), State: state}
}

func offeredOwn() dialogue.OwnPage {
	page := ownPage(openInvitation(), stateOf(sample.RegistrationsOpenToday(openDay())[4], dialogue.Active, dialogue.SeatOffered), openNow())
	page.Offers = []dialogue.Offer{openOffer(page.Registration, dialogue.OfferOpen)}
	return page
}

type offerState struct {
	id, name string
	page     dialogue.OfferPage
}

// offerStates are what the link of an offer's letter opens, before and after it is answered.
func offerStates() []offerState {
	of := func(reg dialogue.Registration, state dialogue.OfferState) dialogue.OfferPage {
		reg = stateOf(reg, dialogue.Active, dialogue.SeatOffered)
		return dialogue.OfferPage{Invitation: openInvitation(), Registration: reg, Offer: openOffer(reg, state), Now: openNow()}
	}
	regs := sample.RegistrationsOpenToday(openDay())
	part := of(regs[4], dialogue.OfferOpen)
	part.Registration.Delegates[0].Seats[0].State = dialogue.SeatPlaced
	part.Offer.Places--
	person := regs[5]
	person.Unit = dialogue.Unit{Kind: dialogue.Person, Name: person.Contact.Name}
	person.Delegates = person.Delegates[:1]
	person.Delegates[0].Name = person.Contact.Name
	return []offerState{
		{"open", "An offer's link", of(regs[4], dialogue.OfferOpen)},
		{"part", "An offer's link, to some of a delegation", part},
		{"person", "An offer's link, to one who comes alone", of(person, dialogue.OfferOpen)},
		{"accepted", "An offer's link, accepted", of(regs[4], dialogue.OfferAccepted)},
		{"declined", "An offer's link, declined", of(regs[4], dialogue.OfferDeclined)},
		{"expired", "An offer's link, expired", of(regs[4], dialogue.OfferExpired)},
		{"withdrawn", "An offer's link, withdrawn", of(regs[4], dialogue.OfferWithdrawn)},
	}
}
