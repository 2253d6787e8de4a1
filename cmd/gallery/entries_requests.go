package main

import (
	"net/url"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesRequests shows meetings on request: the form, the own page before and after the meeting is made, and staff's pages.
func entriesRequests() []Entry {
	nn, nb := lang.For(dialogue.Nynorsk), lang.For(dialogue.Bokmal)
	staff := workGallery{nn}
	inv, requests := askedGallery()
	waiting := ownPage(inv, requests[1].Registration, askedNow())
	met := ownPage(inv, requests[0].Registration, askedNow())
	met.Unanswered = met.Registration.Meetings()
	page := dialogue.RequestsPage{Invitation: inv, Now: askedNow(), Requests: requests, Open: 4, Met: 1}
	empty := dialogue.RequestsPage{Invitation: sample.VestlandOnRequest(), Now: askedNow()}
	form := dialogue.RequestMeetingForm{Page: page, Chosen: requests[1:2]}
	form.Requests, form.Others = dialogue.MeetTogether(requests, form.Chosen)
	making := func(values url.Values, problems dialogue.Problems, stale bool) templates.RequestMeetingView {
		v := templates.RequestMeetingView{StaffRequestsView: staff.requests(page), Data: form, Stale: stale}
		v.Form = templates.Form{L: nn, Action: urls.Paths().StaffRequestMeeting(inv.Series.ID), Values: values, Problems: problems}
		v.S.Frame.Problems = len(problems) > 0
		return v
	}
	change := staff.edit(templates.WishRequestValues(requests[1].Registration))
	change.Neighbours = requests[1].Registration.Neighbours
	chosen := url.Values{"requests": {requests[1].Registration.ID.String(), requests[2].Registration.ID.String()}}
	wrong := url.Values{"unit": {"municipality:4621"}, "neighbours": {"municipality:4620"}, "contact.name": {"Kari Voss"}}
	return []Entry{
		{ID: "request-form-nn", Name: "Asking for a meeting, with problems", Lang: dialogue.Nynorsk, Page: registrationPage{inv: inv, now: askedNow(), values: wrong,
			problems: dialogue.Problems{"wanted_when": {Key: "problem.required"}, "contact.email": {Key: "problem.required"}}}.form(nn)},
		{ID: "request-own-nn", Name: "Own page of a request that waits", Lang: dialogue.Nynorsk, Page: own(nn, waiting)},
		{ID: "request-own-met-nb", Name: "Own page of a request with a meeting, nobody named", Lang: dialogue.Bokmal, Page: own(nb, met)},
		{ID: "request-change-nn", Name: "Changing the wish", Lang: dialogue.Nynorsk, Page: templates.ChangeWish(changeView(nn, waiting, "delegation.request.change",
			templates.Form{Values: templates.WishRequestValues(waiting.Registration)}), requests[1].Registration.Neighbours)},
		{ID: "staff-request-change-nn", Name: "Changing a wish, for staff", Lang: dialogue.Nynorsk, Page: templates.StaffEditWish(change)},
		{ID: "staff-requests-nn", Name: "Requests for meetings", Lang: dialogue.Nynorsk, Page: templates.StaffRequests(staff.requests(page))},
		{ID: "staff-requests-empty-nn", Name: "Requests for meetings, none yet", Lang: dialogue.Nynorsk, Page: templates.StaffRequests(staff.requests(empty))},
		{ID: "staff-request-meeting-nn", Name: "A meeting of requests", Lang: dialogue.Nynorsk, Page: templates.StaffRequestMeeting(making(chosen,
			dialogue.Problems{"date": {Key: "problem.required"}, "town": {Key: "problem.place-or-digital"}}, true))},
	}
}

func askedNow() time.Time { return sampleDay(2021, time.November, 3).At(10, 0) }

// askedGallery is Vestland's requests: the first has a meeting in January and names nobody for it.
func askedGallery() (dialogue.Invitation, []dialogue.Request) {
	inv := sample.VestlandOnRequest()
	var all []dialogue.Registration
	for i, q := range sample.OnRequestWishes() {
		r := dialogue.Registration{Organiser: inv.Organiser.ID, ID: q.Submission, Series: inv.Series.ID, Unit: q.Unit, State: dialogue.Active, Channel: dialogue.Web,
			Contact: q.Contact, Reference: "7K3M9XQ" + string(rune('A'+i)), ReceivedAt: askedNow().AddDate(0, 0, i-10), Lang: dialogue.Nynorsk, Version: 1,
			WantedWhen: q.Wish.When, WantedHelp: q.Wish.Help, Neighbours: q.Wish.Neighbours}
		for n, d := range q.Delegates {
			if i > 0 {
				r.Delegates = append(r.Delegates, dialogue.Delegate{ID: sample.ID(q.Unit.Number + d.Name), Name: d.Name, Role: d.Role, Email: d.Email,
					Seats: []dialogue.Seat{{State: dialogue.SeatPending, Pool: dialogue.InDelegation, Slot: n + 1}}})
			}
		}
		all = append(all, r)
	}
	starts := sampleDay(2022, time.January, 19).At(10, 0)
	m := dialogue.Meeting{ID: sample.ID("request/meeting"), Series: inv.Series.ID, State: dialogue.Planned, StartsAt: starts, EndsAt: starts.Add(2 * time.Hour),
		Digital: true, ClosesAt: sampleDay(2022, time.January, 14).EndOfDay(), Units: []dialogue.ID{all[0].Unit.ID, all[0].Neighbours[0].ID}, Version: 1}
	all[0].Meeting = m.ID
	inv.Meetings, inv.Named = []dialogue.Meeting{m}, []dialogue.Unit{all[0].Unit, all[0].Neighbours[0]}
	return inv, dialogue.RequestsOf(&inv, all, nil)
}

func (g workGallery) requests(page dialogue.RequestsPage) templates.StaffRequestsView {
	shell := g.shell(urls.TabRequests, g.p.T("staff.request.title"))
	shell.Series, shell.Standing = page.Invitation.Series, page.Invitation.Series.Standing(page.Invitation.Meetings, page.Now)
	v := templates.StaffRequestsView{S: shell, Page: page, Filter: g.form(url.Values{})}
	v.Filter.Get = true
	return v
}
