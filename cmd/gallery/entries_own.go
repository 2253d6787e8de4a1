package main

import (
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// entriesOwn shows the contact person's own pages: the links that lead to them, the page in every state and its forms.
func entriesOwn() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk, dialogue.English} {
		p := lang.For(l)
		add := func(id, name string, page templ.Component) {
			all = append(all, Entry{ID: "own-" + id + "-" + string(l), Name: name, Lang: l, Page: page})
		}
		add("open", "Own page before the deadline", own(p, openOwn()))
		if l == dialogue.English {
			continue
		}
		for _, sent := range []bool{false, true} {
			id, name := "start", "The address in a letter"
			if sent {
				id, name = "start-sent", "A link is sent"
			}
			add(id, name, templates.DelegationStart(templates.StartView{Frame: ownFrame(p, openInvitation(), p.T("delegation.start.title")), Reference: "7K3M9XQA", Sent: sent}))
		}
		add("verify", "The receipt's link", templates.DelegationLink(templates.LinkView{Frame: ownFrame(p, openInvitation(), p.T("delegation.verify.title")), Action: "#", Verify: true}))
		add("sign-in", "A sign-in link", templates.DelegationLink(templates.LinkView{Frame: ownFrame(p, openInvitation(), p.T("delegation.sign-in.title")), Action: "#"}))
		for _, state := range ownStates() {
			add(state.id, state.name, own(p, state.page))
		}
		for _, offer := range offerStates() {
			add("offer-"+offer.id, offer.name, templates.Offer(templates.OfferView{Frame: ownFrame(p, offer.page.Invitation, p.T("delegation.offer.title")), Page: offer.page, Action: "#"}))
		}
		for _, change := range changeForms(p) {
			add(change.id, change.name, change.page)
		}
	}
	return all
}

func ownFrame(p lang.Printer, inv dialogue.Invitation, title string) templates.Frame {
	return templates.Frame{L: p, Title: title, Organiser: inv.Organiser, Private: true, Path: urls.Paths().MyRegistration(p.Lang(), "7K3M9XQA")}
}

func own(p lang.Printer, page dialogue.OwnPage) templ.Component {
	return templates.Own(templates.OwnView{Frame: ownFrame(p, page.Invitation, p.T("delegation.own.tab")), Page: page})
}

func openOwn() dialogue.OwnPage {
	return ownPage(openInvitation(), sample.RegistrationsOpenToday(openDay())[4], openNow())
}

type ownState struct {
	id, name string
	page     dialogue.OwnPage
}

func ownStates() []ownState {
	inv, regs := openInvitation(), sample.RegistrationsOpenToday(openDay())
	reg := regs[4]
	late := inv.Meetings[0].StartsAt.AddDate(0, 0, -3)
	binding := inv
	binding.Series.Rules.Binding = true

	proposed := openOwn()
	proposed.Proposals = []dialogue.Registration{stateOf(regs[6], dialogue.Proposal, dialogue.SeatPending), stateOf(regs[7], dialogue.Proposal, dialogue.SeatPending)}

	unanswered := ownPage(inv, stateOf(regs[1], dialogue.Active, dialogue.SeatPlaced), openNow())
	unanswered.Unanswered = unanswered.Registration.Meetings()

	cancelled := inv
	cancelled.Meetings = append([]dialogue.Meeting(nil), inv.Meetings...)
	cancelled.Meetings[0].State = dialogue.Cancelled
	lost := stateOf(reg, dialogue.Active, dialogue.SeatPending)
	for i := range lost.Delegates {
		lost.Delegates[i].Seats[0].Meeting = dialogue.ID{}
	}
	lost.RechooseUntil = openNow().AddDate(0, 0, 6)

	refused := stateOf(reg, dialogue.Refused, dialogue.SeatWithdrawn)
	refused.HeldReason = "Vi kjenner ikke adressen. Meld dere på fra kommunens egen adresse."
	ranked := sample.Departementet2017()
	persons := sample.RegistrationsDepartementet()
	mixed := vestlandRegistration()
	mixed.Delegates[3].Seats = append(mixed.Delegates[3].Seats, dialogue.Seat{Meeting: sample.Vestland().Meetings[1].ID, State: dialogue.SeatWaiting, Pool: dialogue.InDelegation})

	return []ownState{
		{"late", "Own page after the deadline", ownPage(inv, reg, late)},
		{"binding", "Own page after the deadline, binding", ownPage(binding, reg, late)},
		{"over", "Own page after the meeting", ownPage(inv, reg, inv.Meetings[0].EndsAt.AddDate(0, 3, 0))},
		{"waiting", "Own page on the waiting list", ownPage(inv, stateOf(reg, dialogue.Active, dialogue.SeatWaiting), openNow())},
		{"offered", "Own page with an offer of places", offeredOwn()},
		{"held", "Own page, held for staff", ownPage(inv, stateOf(reg, dialogue.HeldForStaff, dialogue.SeatPending), openNow())},
		{"proposals", "Own page with proposals to decide", proposed},
		{"unanswered", "Own page: the meeting got a date", unanswered},
		{"rechoose", "Own page: the meeting is cancelled", ownPage(cancelled, lost, openNow())},
		{"withdrawn", "Own page, withdrawn", ownPage(inv, stateOf(reg, dialogue.Withdrawn, dialogue.SeatWithdrawn), openNow())},
		{"refused", "Own page, refused", ownPage(inv, refused, openNow())},
		{"ranked", "Own page, to be selected", ownPage(ranked, persons[4], rankedNow())},
		{"ranked-unanswered", "Own page: grown, and not said what if not all", ownPage(ranked, unsaid(persons[4]), rankedNow())},
		{"person", "Own page of one who comes alone", ownPage(ranked, persons[len(persons)-1], rankedNow())},
		{"answered-placed", "Own page: a place after the selection", answeredOwn(ranked, persons[4], dialogue.SeatPlaced, dialogue.SelectionReason{Kind: "lot", Lot: 31, FirstOut: 289, Applied: 576})},
		{"answered-waiting", "Own page: on the waiting list after the selection", answeredOwn(ranked, persons[4], dialogue.SeatWaiting, dialogue.SelectionReason{Kind: "lot", Lot: 317, LastLot: 288, Applied: 576})},
		{"answered-person", "Own page: one who comes alone and is not selected", answeredOwn(ranked, persons[len(persons)-1], dialogue.SeatNotSelected, dialogue.SelectionReason{Kind: "lock", Text: "Møtet er for dem som bor i kommunen."})},
		{"many", "Own page with several meetings", ownPage(sample.Vestland(), mixed, at(2021, time.October, 5))},
	}
}

// unsaid has not answered what it wants if not all get a place.
func unsaid(reg dialogue.Registration) dialogue.Registration {
	reg.IfNotAll = ""
	return reg
}

type changeForm struct {
	id, name string
	page     templ.Component
}

func changeView(p lang.Printer, page dialogue.OwnPage, title string, f templates.Form) templates.ChangeView {
	frame := ownFrame(p, page.Invitation, p.T(title))
	frame.Back = templates.Link{Href: urls.Paths().MyRegistration(p.Lang(), page.Registration.Reference), Label: p.T("delegation.own.tab")}
	frame.Problems = len(f.Problems) > 0
	f.L, f.Action = p, urls.Paths().MyDelegates(p.Lang(), page.Registration.Reference)
	return templates.ChangeView{Frame: frame, Form: f, Page: page, Rows: len(page.Registration.LiveDelegates())}
}

func changeForms(p lang.Printer) []changeForm {
	page := openOwn()
	delegates := func(page dialogue.OwnPage, f templates.Form) templ.Component {
		return templates.ChangeDelegates(changeView(p, page, "delegation.change.title", f))
	}
	wrong := templates.Form{Values: templates.DelegateValues(page.Registration), Problems: dialogue.Problems{
		"delegates.0.name": {Key: "problem.required"}, "delegates.1.email": {Key: "problem.email"}, "delegates.1.phone": {Key: "problem.phone"}}}
	wrong.Values.Set("delegates.0.name", "")
	wrong.Values.Set("delegates.1.email", "lars(at)example.no")
	stale := templates.Form{Values: templates.DelegateValues(page.Registration), Stored: templates.DelegateValues(page.Registration)}
	stale.Values.Set("delegates.0.name", "Ingrid Sletten")
	late := ownStates()[0].page
	ranked := ownPage(sample.Departementet2017(), sample.RegistrationsDepartementet()[4], rankedNow())
	contact := templates.Form{Values: map[string][]string{"contact.name": {"Mona Isdal"}, "contact.phone": {"22 24 96"}, "version": {"1"}},
		Problems: dialogue.Problems{"contact.phone": {Key: "problem.phone"}}}
	return []changeForm{
		{"delegates", "Changing the people", delegates(page, templates.Form{Values: templates.DelegateValues(page.Registration)})},
		{"delegates-wrong", "Changing the people, with problems", delegates(page, wrong)},
		{"delegates-stale", "Changing the people when somebody else has", delegates(page, stale)},
		{"delegates-late", "Changing names after the deadline", delegates(late, templates.Form{Values: templates.DelegateValues(late.Registration)})},
		{"contact", "Changing the contact person", templates.ChangeContact(changeView(p, page, "delegation.own.change-contact", contact))},
		{"meeting", "Choosing another meeting", templates.ChangeMeeting(changeView(p, page, "delegation.own.choose", templates.Form{Values: templates.WishValues(&page.Invitation, page.Registration)}))},
		{"rank", "Another order", templates.ChangeMeeting(changeView(p, ranked, "delegation.own.rank", templates.Form{Values: templates.WishValues(&ranked.Invitation, ranked.Registration)}))},
		{"withdraw", "Withdrawing everyone", templates.ConfirmWithdraw(changeView(p, page, "delegation.withdraw.title", templates.Form{Values: templates.WishValues(&page.Invitation, page.Registration)}))},
	}
}

// answeredOwn is a registration that the selection has answered. Of a delegation with places the last waits.
func answeredOwn(inv dialogue.Invitation, r dialogue.Registration, outcome dialogue.SeatState, why dialogue.SelectionReason) dialogue.OwnPage {
	u := dialogue.SelectedUnit{Registration: r, Outcome: outcome, Lot: why.Lot, Reason: why}
	if outcome == dialogue.SeatPlaced {
		u.Meeting = inv.Meetings[3].ID
	}
	for i, d := range r.Delegates {
		p := dialogue.SelectedPerson{Delegate: d, Outcome: outcome}
		if i > 0 && i == len(r.Delegates)-1 && outcome == dialogue.SeatPlaced {
			p.Outcome = dialogue.SeatWaiting
		}
		u.Persons = append(u.Persons, p)
	}
	r = u.Answered(1, sampleDay(2017, time.May, 12).At(9, 0))
	page := ownPage(inv, r, sampleDay(2017, time.May, 12).At(9, 30))
	page.Answer = &u
	return page
}
