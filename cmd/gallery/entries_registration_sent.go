package main

import (
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// request is a registration as the check shows it: the people of a sample registration.
func request(inv *dialogue.Invitation, reg dialogue.Registration, delegates int) dialogue.RegistrationRequest {
	q := dialogue.RegistrationRequest{Unit: reg.Unit, Contact: reg.Contact, Comment: reg.Comment, Wishes: reg.Wishes, IfNotAll: reg.IfNotAll, Municipality: reg.Municipality}
	if inv.Series.Rules.Choice == dialogue.ChooseOne {
		q.Meeting = inv.Meetings[0].ID
	}
	for i := range delegates {
		d := reg.Delegates[i%len(reg.Delegates)]
		q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Name: d.Name, Role: d.Role, Position: d.Position, Email: d.Email, Phone: d.Phone})
		if inv.Series.Rules.Choice == dialogue.ChooseMany {
			q.Delegates[i].Meetings = []dialogue.ID{inv.Meetings[0].ID, inv.Meetings[1].ID}[:1+i%2]
		}
	}
	return q
}

// homeOf is the municipality's name of one who comes alone; in the samples all of them live in Oslo.
func homeOf(reg dialogue.Registration) string {
	if reg.Municipality == "" {
		return ""
	}
	return "Oslo"
}

func checkEntries(p lang.Printer) []Entry {
	var all []Entry
	add := func(id, name string, inv dialogue.Invitation, reg dialogue.Registration, delegates int, registered bool) {
		frame := registrationFrame(p, &inv, p.T("delegation.check.title"))
		all = append(all, Entry{ID: "registration-check" + id + "-" + string(p.Lang()), Name: name, Lang: p.Lang(),
			Page: templates.CheckAnswers(templates.CheckView{Frame: frame, Send: "#", Change: "#", Fields: [][2]string{{"submission", "0"}},
				Check: dialogue.RegistrationCheck{Invitation: inv, Request: request(&inv, reg, delegates), Registered: registered, Home: homeOf(reg)}})})
	}
	one := openInvitation()
	add("", "Checking the answers", one, sample.RegistrationsOpenToday(openDay())[4], 3, false)
	add("-registered", "Checking: the kommune has registered", one, sample.RegistrationsOpenToday(openDay())[1], 1, true)
	ranked := sample.Departementet2017()
	add("-ranked", "Checking an order of meetings", ranked, sample.RegistrationsDepartementet()[4], 2, false)
	departementet := sample.RegistrationsDepartementet()
	add("-person", "Checking what one who comes alone has written", ranked, departementet[len(departementet)-1], 1, false)
	many := sample.Vestland()
	add("-many", "Checking several meetings, some at own cost", many, vestlandRegistration(), 6, false)
	return all
}

// vestlandRegistration has six people, two of them at own cost.
func vestlandRegistration() dialogue.Registration {
	inv := sample.Vestland()
	reg := sample.RegistrationsInnlandet()[3]
	reg.Unit.Name, reg.Series, reg.Organiser = "Bømlo", inv.Series.ID, inv.Organiser.ID
	people := reg.Delegates
	reg.Delegates = nil
	for i := range 6 {
		d := people[i%len(people)]
		d.ID, d.Role = sample.ID("gallery/delegate/"+string(rune('0'+i))), inv.Roles[i%(len(inv.Roles)-1)].ID
		d.Seats = []dialogue.Seat{{Meeting: inv.Meetings[0].ID, State: dialogue.SeatPlaced, Pool: dialogue.InDelegation}}
		if i > 3 {
			d.Seats[0].Pool = dialogue.AtOwnCost
		}
		reg.Delegates = append(reg.Delegates, d)
	}
	return reg
}

// stateOf is a registration in a state, with its seats in another.
func stateOf(reg dialogue.Registration, state dialogue.RegistrationState, seat dialogue.SeatState) dialogue.Registration {
	reg.State = state
	delegates := make([]dialogue.Delegate, len(reg.Delegates))
	for i, d := range reg.Delegates {
		seats := make([]dialogue.Seat, len(d.Seats))
		for n, s := range d.Seats {
			s.State = seat
			seats[n] = s
		}
		d.Seats = seats
		delegates[i] = d
	}
	reg.Delegates = delegates
	if state == dialogue.Unverified {
		reg.ExpiresAt = reg.ReceivedAt.Add(dialogue.VerifyWithin)
	}
	return reg
}

func receivedEntries(p lang.Printer) []Entry {
	var all []Entry
	add := func(id, name string, inv dialogue.Invitation, reg dialogue.Registration) {
		frame := registrationFrame(p, &inv, p.T("delegation.received.title"))
		frame.Path = urls.Paths().RegistrationReceived(p.Lang(), inv.Series.Slug, reg.Reference)
		all = append(all, Entry{ID: "registration-received-" + id + "-" + string(p.Lang()), Name: name, Lang: p.Lang(),
			Page: templates.Received(templates.ReceivedView{Frame: frame, Page: ownPage(inv, reg, openNow())})})
	}
	one, reg := openInvitation(), sample.RegistrationsOpenToday(openDay())[4]
	add("unverified", "Sent, to be confirmed", one, stateOf(reg, dialogue.Unverified, dialogue.SeatPending))
	add("placed", "Sent, with a place", one, stateOf(reg, dialogue.Active, dialogue.SeatPlaced))
	add("waiting", "Sent, on the waiting list", one, stateOf(reg, dialogue.Active, dialogue.SeatWaiting))
	add("held", "Sent, held for staff", one, stateOf(reg, dialogue.HeldForStaff, dialogue.SeatPending))
	add("proposal", "Sent, kept as a proposal", one, stateOf(reg, dialogue.Proposal, dialogue.SeatPending))
	add("selection", "Sent, to be selected", sample.Departementet2017(), sample.RegistrationsDepartementet()[4])
	return all
}

func closedEntries(p lang.Printer) []Entry {
	var all []Entry
	add := func(id, name string, openness dialogue.Openness, notInvited bool) {
		inv := sample.Departementet2017()
		frame := registrationFrame(p, &inv, p.T("delegation.closed.title"))
		frame.Path = urls.Paths().Registration(p.Lang(), inv.Series.Slug)
		all = append(all, Entry{ID: "registration-closed-" + id + "-" + string(p.Lang()), Name: name, Lang: p.Lang(),
			Page: templates.RegistrationClosed(templates.ClosedView{Frame: frame, Invitation: &inv, Openness: openness, NotInvited: notInvited})})
	}
	add("deadline", "Too late to register", dialogue.ClosedByDeadline, false)
	add("early", "Registration closed early", dialogue.ClosedEarly, false)
	add("invited", "Only for the invited", dialogue.OpenNow, true)
	return all
}

// ownPage is a registration as its contact sees it at now.
func ownPage(inv dialogue.Invitation, reg dialogue.Registration, now time.Time) dialogue.OwnPage {
	own := dialogue.OwnPage{Invitation: inv, Registration: reg, Home: homeOf(reg), Now: now, May: dialogue.ContactMay(&inv, reg, now), QueueBefore: map[dialogue.ID]int{}}
	for _, m := range inv.Meetings {
		own.QueueBefore[m.ID] = 6
	}
	return own
}
