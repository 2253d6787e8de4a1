package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffMailing shows inviting: those that are chosen, a draft, a sending under way and one that is paused, and the poster.
func entriesStaffMailing() []Entry {
	nb, nn := workGallery{lang.For(dialogue.Bokmal)}, workGallery{lang.For(dialogue.Nynorsk)}
	return []Entry{
		{ID: "staff-invite-nb", Name: "Inviting, a written list", Lang: dialogue.Bokmal, Page: templates.StaffInvite(nb.invite())},
		{ID: "staff-invite-nn", Name: "Inviting, a written list", Lang: dialogue.Nynorsk, Page: templates.StaffInvite(nn.invite())},
		{ID: "staff-mailing-draft-nb", Name: "An invitation that is written", Lang: dialogue.Bokmal, Page: templates.StaffMailing(nb.mailing(dialogue.MailingDraft))},
		{ID: "staff-mailing-sending-nn", Name: "An invitation on its way", Lang: dialogue.Nynorsk, Page: templates.StaffMailing(nn.mailing(dialogue.MailingScheduled))},
		{ID: "staff-mailing-paused-nb", Name: "An invitation that is paused", Lang: dialogue.Bokmal, Page: templates.StaffMailing(nb.mailing(dialogue.MailingPaused))},
		{ID: "public-poster-nb", Name: "Poster and short text", Lang: dialogue.Bokmal, Page: templates.PublicPoster(nb.poster())},
	}
}

func (g workGallery) invite() templates.InviteView {
	inv := g.invitation()
	page := dialogue.InvitePage{Invitation: inv, Now: g.now(), Choice: dialogue.InviteChoice{How: dialogue.ChooseNames},
		Counties: []dialogue.CountyChoice{{Number: "04", Name: "Hedmark"}, {Number: "05", Name: "Oppland"}},
		Offices:  []dialogue.OfficeChoice{{Slug: "innlandet", Name: inv.Organiser.Name}, {Slug: "oslo-og-viken", Name: sample.OsloViken().Name}},
		Unknown:  []dialogue.NotUnderstood{{Written: "Lillehammr"}, {Written: "Våler", Means: []string{"Våler (Hedmark)", "Våler (Østfold)"}}},
	}
	sent := g.now().AddDate(0, 0, -7)
	for i, u := range g.mailingUnits() {
		row := dialogue.Invitable{Unit: u.Unit, Addresses: u.Addresses, Answered: i == 1}
		if i < 3 {
			row.Invitation = &dialogue.UnitInvitation{ID: u.Invitation, Unit: u.Unit, SentAt: sent}
		}
		page.All = append(page.All, row)
	}
	page.Chosen, page.NotAllowed = page.All, []dialogue.Unit{{Kind: dialogue.Municipality, Number: "4601", Name: "Bergen"}}
	page.Mailings = []dialogue.MailingSummary{
		{Mailing: dialogue.Mailing{ID: sample.ID("mailing/2"), Kind: dialogue.ReminderMailing, State: dialogue.MailingDone, SendAt: sent, CreatedAt: sent},
			Tally: dialogue.MailingTally{Units: 12, Posted: 12, Passed: 2, Letters: dialogue.LetterCounts{dialogue.LetterSent: 10}}},
		{Mailing: dialogue.Mailing{ID: sample.ID("mailing/1"), Kind: dialogue.InvitationMailing, State: dialogue.MailingDraft, CreatedAt: sent}, By: "Gunnhild Sæbø",
			Tally: dialogue.MailingTally{Units: 48}},
	}
	send := templates.Form{L: g.p, Action: "#", Values: url.Values{"units": {page.All[4].Unit.Key()}}}
	return templates.InviteView{Series: g.shell(urls.TabInvite, g.p.T("staff.tab.invite")), Page: page, Send: send,
		Choose: templates.Form{L: g.p, Action: "#", ID: "v", Values: url.Values{"hvem": {"liste"}, "navn": {"Lillehammr, Våler"}}}}
}

// mailingUnits are municipalities with an address each, the last without one that works.
func (g workGallery) mailingUnits() []dialogue.MailingUnit {
	var units []dialogue.MailingUnit
	for _, r := range g.registrations() {
		if r.Unit.Kind != dialogue.Municipality || len(units) == 6 {
			continue
		}
		u := dialogue.MailingUnit{Invitation: sample.ID("invited/" + r.Reference), Unit: r.Unit}
		u.Addresses = []dialogue.UnitAddress{{ID: sample.ID("address/" + r.Reference), Email: "postmottak@" + dialogue.Slug(r.Unit.Name) + ".example.no"}}
		units = append(units, u)
	}
	units[len(units)-1].Addresses[0].Failure = "550 5.1.1 User unknown"
	return units
}

// mailing is a sending: two of its units have their letters, one of which failed, and one is passed over.
func (g workGallery) mailing(state dialogue.MailingState) templates.MailingView {
	page := dialogue.MailingPage{Invitation: g.invitation(), Now: g.now(), Units: g.mailingUnits(), OwnAddress: "redaktor@innlandet.example.no", By: "Gunnhild Sæbø"}
	page.Mailing = dialogue.Mailing{ID: sample.ID("mailing/1"), Kind: dialogue.InvitationMailing, State: state, CreatedAt: g.now(), Version: 1}
	values := url.Values{"version": {"1"}, "when": {"now"}}
	if state != dialogue.MailingDraft {
		page.Mailing.SendAt, page.Mailing.PerMinute = g.now().AddDate(0, 0, -1), 30
		for i := range 3 {
			u := &page.Units[i]
			u.PostedAt = page.Mailing.SendAt
			if i == 2 {
				u.PassedOver = dialogue.PassedAnswered
				continue
			}
			letter := dialogue.Letter{ID: sample.ID("letter/" + u.Unit.Number), Recipient: u.Addresses[0].Email, State: dialogue.LetterSent, Invitation: u.Invitation}
			if i == 1 {
				letter.State, letter.Failure = dialogue.LetterFailed, "550 5.1.1 User unknown"
			}
			u.Letters = []dialogue.Letter{letter}
		}
	}
	last := page.Units[len(page.Units)-1].Unit
	page.Forecast = dialogue.MailingForecast{Units: 5, Letters: 5, Passed: map[dialogue.PassedOver][]dialogue.Unit{dialogue.PassedNoAddress: {last}}}
	templates.SetText(values, "letter", dialogue.Text{NB: "Vi inviterer kommunen til **samtale**.", NN: "Vi inviterer kommunen til **samtale**."})
	return templates.MailingView{Series: g.shell(urls.TabInvite, templates.MailingTitle(g.p, page.Mailing)), Page: page, Preview: "#",
		Form: templates.Form{L: g.p, Action: "#", Values: values}}
}

func (g workGallery) poster() templates.PosterView {
	inv := g.invitation()
	const address = "https://moter.example.no/nb/invitasjoner/dialogmoter"
	code, err := export.NewQR(address)
	if err != nil {
		panic(err) // a fixed address
	}
	v := templates.PosterView{Frame: g.frame(g.p.T("public.poster.title")), Slug: inv.Series.Slug, Organiser: g.p.Text(inv.Organiser.Name), Title: g.p.Text(inv.Series.Texts.Title),
		Lead: g.p.Text(inv.Series.Texts.Lead), Heading: g.p.N("public.poster.meetings", len(inv.Meetings)),
		Words: []string{g.p.T("public.poster.with")}, Scan: g.p.T("public.poster.scan"), Address: address, Modules: len(code), Code: code.Path(), Text: address}
	for _, m := range inv.Meetings {
		v.Meetings = append(v.Meetings, templates.PosterMeeting{Line: templates.MeetingName(g.p, m), Deadline: g.p.T("public.poster.deadline", "Date", g.p.DeadlineDate(m.ClosesAt))})
	}
	return v
}
