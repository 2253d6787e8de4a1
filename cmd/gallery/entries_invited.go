package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// entriesInvited shows what a unit's personal link opens, before and after it has answered, and the way to answer no.
func entriesInvited() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		p := lang.For(l)
		add := func(id, name string, e Entry) {
			e.ID, e.Name, e.Lang = "invited-"+id+"-"+string(l), name, l
			all = append(all, e)
		}
		add("new", "A personal link", Entry{Page: templates.Invited(invitedView(p, dialogue.NoAnswer))})
		add("registered", "A personal link of a unit that is registered", Entry{Page: templates.Invited(invitedView(p, dialogue.AnswerRegistered))})
		add("declined", "A personal link of a unit that has declined", Entry{Page: templates.Invited(invitedView(p, dialogue.AnswerDeclined))})
		add("form", "Registering by a personal link", Entry{Page: invitedForm(p)})
		add("no", "Answering no, sent empty", Entry{Page: templates.DeclineForm(declineForm(p))})
		add("confirm", "The link that confirms a no", Entry{Page: templates.DeclineLink(declineLink(p, dialogue.Unverified))})
		add("noted", "A no that is noted", Entry{Page: templates.DeclineLink(declineLink(p, dialogue.Active))})
	}
	return all
}

// withDeclines is the work list when one kommune has said no, staff have noted another, and a third was answered for from elsewhere.
func (g workGallery) withDeclines() templates.WorkListView {
	v := g.workList(g.registrations(), dialogue.WorkFilter{})
	no := func(name string, state dialogue.RegistrationState, c dialogue.Contact, reason string) dialogue.Decline {
		return dialogue.Decline{ID: sample.ID("decline/" + name), Series: v.List.Invitation.Series.ID, State: state, Reason: reason, Contact: c, ReceivedAt: g.now(), Version: 1,
			Unit: dialogue.Unit{Kind: dialogue.Municipality, Name: name}}
	}
	noted := no("Alvdal", dialogue.Active, dialogue.Contact{}, "Rådgiveren ringte: De har alt hatt et eget møte.")
	noted.DeclinedBy = sample.ID("staff")
	v.List.Declines = []dialogue.Decline{
		no("Nordre Land", dialogue.HeldForStaff, dialogue.Contact{Name: "Ingrid Moen", Email: "ingrid.moen@example.no"}, "Vi har ikke folk den dagen."),
		no("Folldal", dialogue.Active, dialogue.Contact{Name: "Per Berg", Email: "per.berg@folldal.example.no"}, ""), noted}
	return v
}

func invitedPage(answer dialogue.UnitAnswer) dialogue.InvitedPage {
	inv := sample.OsloViken2020()
	now := at(2020, 10, 20)
	unit := inv.Regions[1].Units[0]
	page := dialogue.InvitedPage{Invitation: inv, Invited: dialogue.UnitInvitation{Unit: unit}, Answer: answer, Now: now}
	page.Until, page.Open = inv.AnswersUntil(unit, now)
	return page
}

func invitedView(p lang.Printer, answer dialogue.UnitAnswer) templates.InvitedView {
	page := invitedPage(answer)
	return templates.InvitedView{Frame: templates.Frame{L: p, Title: p.Text(page.Invitation.Series.Texts.Title), Organiser: page.Invitation.Organiser, Private: true,
		Path: urls.Paths().Invited(p.Lang(), "0")}, Page: page, Token: "0"}
}

func invitedForm(p lang.Printer) templ.Component {
	page := invitedPage(dialogue.NoAnswer)
	frame := registrationFrame(p, &page.Invitation, p.T("delegation.form.title"))
	frame.Path, frame.Private = urls.Paths().InvitedRegistration(p.Lang(), "0"), true
	return templates.Registration(templates.RegistrationView{
		Frame: frame, Invitation: &page.Invitation, Now: page.Now, Meetings: page.Meetings(), Rows: 1, Invited: &page.Invited, Submission: "0",
		Form: templates.Form{L: p, Action: urls.Paths().InvitedCheck(p.Lang(), "0"), Values: url.Values{}},
	})
}

func declineForm(p lang.Printer) templates.DeclineFormView {
	page := invitedPage(dialogue.NoAnswer)
	frame := templates.Frame{L: p, Title: p.T("public.decline.title.short"), Organiser: page.Invitation.Organiser, Private: true, Problems: true,
		Path: urls.Paths().InvitedDecline(p.Lang(), "0"),
		Back: templates.Link{Href: urls.Paths().Invited(p.Lang(), "0"), Label: p.T("delegation.received.to-invitation")}}
	return templates.DeclineFormView{Frame: frame, Page: page, Submission: "0",
		Form: templates.Form{L: p, Action: urls.Paths().InvitedDecline(p.Lang(), "0"), Values: url.Values{}, Problems: dialogue.DeclineRequest{}.Validate()}}
}

func declineLink(p lang.Printer, state dialogue.RegistrationState) templates.DeclineView {
	page := invitedPage(dialogue.NoAnswer)
	return templates.DeclineView{Action: urls.Paths().DeclineConfirm(p.Lang(), "0"),
		Frame: templates.Frame{L: p, Title: p.T("public.decline.title.short"), Organiser: page.Invitation.Organiser, Private: true, Path: urls.Paths().DeclineConfirm(p.Lang(), "0")},
		Page: dialogue.DeclinePage{Invitation: page.Invitation, Open: page.Open, Until: page.Until, Now: page.Now,
			Decline: dialogue.Decline{Unit: page.Invited.Unit, State: state}}}
}
