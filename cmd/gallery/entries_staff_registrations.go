package main

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffRegistrations shows what staff do with registrations: the work list, one registration, its forms, the lists of
// participants, letters and confirmations.
func entriesStaffRegistrations() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		g := workGallery{lang.For(l)}
		for _, e := range []Entry{
			{ID: "list", Name: "Work list", Page: templates.WorkList(g.workList(g.registrations(), dialogue.WorkFilter{})), Picture: picture(l, "work-list")},
			{ID: "list-filtered", Name: "Work list, nothing found", Page: templates.WorkList(g.workList(g.registrations(), dialogue.WorkFilter{Words: "Karasjok"}))},
			{ID: "list-declined", Name: "Work list with answers no, one to decide on", Page: templates.WorkList(g.withDeclines())},
			{ID: "list-empty", Name: "Work list, nobody yet", Page: templates.WorkList(g.workList(nil, dialogue.WorkFilter{}))},
			{ID: "one", Name: "A registration", Page: templates.StaffRegistration(g.one(dialogue.Active))},
			{ID: "held", Name: "A registration to decide on, refused without a reason", Page: templates.StaffRegistration(g.held())},
			{ID: "proposal", Name: "A registration with a second one", Page: templates.StaffRegistration(g.withProposal())},
			{ID: "shared", Name: "One who applies alone, and is in a delegation too", Page: templates.StaffRegistration(g.alone())},
			{ID: "waiting", Name: "A registration that waits, after the deadline", Page: templates.StaffRegistration(g.waiting())},
			{ID: "delegates", Name: "Delegates, wrong", Page: templates.StaffEditDelegates(g.delegates())},
			{ID: "contact", Name: "Contact, changed by somebody else", Page: templates.StaffEditContact(g.contact())},
			{ID: "meeting", Name: "Another meeting, after the deadline", Page: templates.StaffEditMeeting(g.meeting())},
			{ID: "withdraw", Name: "Withdraw all", Page: templates.StaffWithdraw(g.edit(nil))},
			{ID: "register", Name: "Register on somebody's behalf, wrong", Page: templates.StaffRegister(g.register())},
			{ID: "participants", Name: "Participants of a meeting", Page: templates.Participants(g.participants(false))},
			{ID: "sign-in-sheet", Name: "Sheet to sign at the door", Page: templates.Participants(g.participants(true))},
			{ID: "letters", Name: "Letters", Page: templates.StaffLetters(g.letters())},
			{ID: "letter-failed", Name: "A letter that failed", Page: templates.StaffLetter(g.letter(dialogue.LetterFailed))},
			{ID: "letter-print", Name: "A letter to print", Page: templates.StaffLetter(g.letter(dialogue.LetterToPrint))},
			{ID: "letters-print", Name: "All letters to print", Page: templates.StaffLettersToPrint(g.toPrint())},
			{ID: "confirmations", Name: "Confirmations, meeting by meeting", Page: templates.StaffConfirmations(g.confirmations())},
			{ID: "confirmation", Name: "Confirmation of a meeting", Page: templates.StaffConfirmation(g.confirmation())},
			{ID: "deletion", Name: "Date of deletion, refused", Page: templates.StaffDeletion(g.deletion())},
		} {
			e.ID, e.Lang = "staff-registrations-"+e.ID+"-"+string(l), l
			all = append(all, e)
		}
	}
	return all
}

// workGallery draws the pages in one language, of Innlandet's invitation a week into its time.
type workGallery struct{ p lang.Printer }

func (g workGallery) now() time.Time { return sampleDay(2019, time.August, 30).At(10, 0) }

func sampleDay(year int, month time.Month, d int) dialogue.Date {
	return dialogue.Date{Year: year, Month: month, Day: d}
}

// invitation is Innlandet's with places counted.
func (g workGallery) invitation() dialogue.Invitation {
	inv := sample.Innlandet2019()
	for i := range inv.Meetings {
		m := &inv.Meetings[i]
		m.Capacity = 40
		for _, r := range g.registrations() {
			for _, d := range r.Delegates {
				if seat := d.SeatAt(m.ID); seat != nil && seat.State == dialogue.SeatPlaced {
					m.Taken++
				}
			}
		}
	}
	inv.Meetings[3].Capacity = inv.Meetings[3].Taken + 1
	inv.Meetings[6].State = dialogue.Cancelled
	return inv
}

// registrations are the sample ones, some of them in other states.
func (g workGallery) registrations() []dialogue.Registration {
	all := sample.RegistrationsInnlandet()
	state := func(i int, s dialogue.RegistrationState, seat dialogue.SeatState) {
		all[i].State = s
		for d := range all[i].Delegates {
			for k := range all[i].Delegates[d].Seats {
				all[i].Delegates[d].Seats[k].State = seat
			}
		}
	}
	state(2, dialogue.HeldForStaff, dialogue.SeatPending)
	all[2].Contact.Email = "hilde.holt@example.no"
	state(4, dialogue.Proposal, dialogue.SeatPending)
	state(7, dialogue.Withdrawn, dialogue.SeatWithdrawn)
	state(10, dialogue.Active, dialogue.SeatWaiting)
	state(12, dialogue.Unverified, dialogue.SeatPending)
	all[14].Contact.Email = all[15].Contact.Email
	all[12].ExpiresAt = g.now().Add(48 * time.Hour)
	order := lang.NorwegianOrder()
	slices.SortFunc(all, func(a, b dialogue.Registration) int { return order(a.Unit.Name, b.Unit.Name) })
	return all
}

func (g workGallery) frame(title string) templates.Frame {
	inv := sample.Innlandet2019()
	frame := accountFrame(g.p, templates.SectionSeries, title)
	frame.Organiser = inv.Organiser
	frame.Crumbs = []templates.Link{{Href: "#", Label: g.p.T("staff.start.title")}, {Href: "#", Label: g.p.Text(inv.Series.Texts.Title)}, {Href: "#", Label: g.p.T("staff.tab.registrations")}}
	return frame
}

func (g workGallery) shell(tab urls.Tab, title string) templates.StaffSeriesFrame {
	inv := g.invitation()
	frame := g.frame(title)
	frame.Crumbs = frame.Crumbs[:1]
	return templates.StaffSeriesFrame{Frame: frame, Series: inv.Series, Standing: inv.Series.Standing(inv.Meetings, g.now()), Tab: tab, MayEdit: true}
}

func (g workGallery) form(values url.Values) templates.Form {
	return templates.Form{L: g.p, Action: "#", Values: values}
}

func (g workGallery) workList(all []dialogue.Registration, f dialogue.WorkFilter) templates.WorkListView {
	inv := g.invitation()
	list := dialogue.WorkList{Invitation: inv, Now: g.now(), Filter: f, Total: len(all),
		Counties: []dialogue.NamedCounty{{Number: "04", Name: "Hedmark"}, {Number: "05", Name: "Oppland"}}}
	list.Counts, list.Meetings = dialogue.CountWork(&inv, all)
	for _, r := range all {
		if s := r.WorkState(); s == dialogue.WorkHeld || s == dialogue.WorkProposal {
			list.Decide = append(list.Decide, r)
		}
		if f.Takes(&inv, r, func(s string) string { return s }) {
			list.Rows = append(list.Rows, r)
		}
	}
	list.Shared = dialogue.SharedAddresses(all)
	if len(all) > 0 {
		list.Letters = dialogue.LetterCounts{dialogue.LetterFailed: 1, dialogue.LetterToPrint: 2, dialogue.LetterSent: 37}
	}
	shell := g.shell(urls.TabRegistrations, g.p.T("staff.tab.registrations"))
	shell.Counts = map[urls.Tab]string{urls.TabRegistrations: strconv.Itoa(len(list.Decide))}
	filter := g.form(url.Values{"sok": {f.Words}})
	filter.Get = true
	return templates.WorkListView{Series: shell, Frame: shell.Frame, List: list, Filter: filter, MayEdit: true}
}

// one is a registration with letters and history.
func (g workGallery) one(state dialogue.RegistrationState) templates.StaffRegistrationView {
	inv := g.invitation()
	r := sample.RegistrationsInnlandet()[5]
	r.State, r.Comment = state, "Vi kommer med to biler. Er det mulig å lade?"
	page := dialogue.StaffRegistration{County: "Hedmark", OwnPage: dialogue.OwnPage{Invitation: inv, Registration: r, Now: g.now(), QueueBefore: map[dialogue.ID]int{}}}
	page.May = dialogue.StaffMay(&inv, r, g.now())
	page.Letters = []dialogue.Letter{
		{ID: sample.ID("letter/2"), Kind: dialogue.LetterChanged, Recipient: r.Contact.Email, RecipientName: r.Contact.Name, State: dialogue.LetterFailed, Failure: "550 5.1.1 Ukjent mottaker", CreatedAt: g.now()},
		{ID: sample.ID("letter/1"), Kind: dialogue.LetterReceived, Recipient: r.Contact.Email, RecipientName: r.Contact.Name, State: dialogue.LetterSent, SentAt: r.ReceivedAt},
	}
	page.History = []dialogue.HistoryLine{
		{At: g.now(), Actor: dialogue.StaffActor, Who: "Håvard Myhre", Verb: "change_delegates", Detail: dialogue.HistoryDetail{
			Changes: []dialogue.Change{{Kind: dialogue.ChangeRenamed, Name: "Kari Nordmann", Was: "Ola Nordmann"}}, Reason: "Ringte og meldte bytte"}},
		{At: r.ActivatedAt, Actor: dialogue.ContactActor, Verb: "confirm_address"},
		{At: r.ReceivedAt, Actor: dialogue.Anonymous, Verb: "register", Detail: dialogue.HistoryDetail{People: []string{"Ola Nordmann", "Per Hansen"}}},
	}
	return templates.StaffRegistrationView{Frame: g.frame(r.Unit.Name), Page: page, MayEdit: true, Decide: g.form(nil), Seats: g.form(nil), Take: map[string]templates.Form{}}
}

// alone is somebody who applies alone with an address that stands in a delegation too.
func (g workGallery) alone() templates.StaffRegistrationView {
	v, all := g.one(dialogue.Active), sample.RegistrationsDepartementet()
	v.Page.Invitation, v.Page.Registration = sample.Departementet2017(), all[len(all)-1]
	v.Page.Home, v.Page.County, v.Page.History = "Oslo", "Oslo", nil
	v.Page.Shared = []dialogue.SharedAddress{{Email: v.Page.Registration.Contact.Email, Of: v.Page.Registration.ID, Other: all[2].ID, Unit: all[2].Unit}}
	v.Frame = g.frame(v.Page.Registration.Unit.Name)
	return v
}

func (g workGallery) held() templates.StaffRegistrationView {
	v := g.one(dialogue.HeldForStaff)
	v.Page.Registration.Contact.Email = "hilde.holt@example.no"
	v.Decide = g.form(url.Values{})
	v.Decide.ID = "f-avgjorelse"
	v.Decide.Problems = dialogue.Problems{"reason": {Key: "problem.required"}}
	v.Frame.Problems = true
	return v
}

func (g workGallery) withProposal() templates.StaffRegistrationView {
	v := g.one(dialogue.Active)
	second := sample.RegistrationsInnlandet()[8]
	second.State, second.Comment = dialogue.Proposal, "Vi visste ikke at noen andre hadde meldt på."
	v.Page.Proposals = []dialogue.Registration{second}
	f := g.form(nil)
	f.ID = "f-" + second.ID.String()
	v.Take[second.ID.String()] = f
	return v
}

func (g workGallery) waiting() templates.StaffRegistrationView {
	v := g.one(dialogue.Active)
	inv, r := &v.Page.Invitation, &v.Page.Registration
	there := r.Meetings()[0]
	for i := range r.Delegates {
		for k := range r.Delegates[i].Seats {
			r.Delegates[i].Seats[k].State = dialogue.SeatWaiting
		}
	}
	m := inv.Meeting(there)
	m.Taken = m.Capacity - len(r.Delegates)
	v.Page.Now = m.ClosesAt.Add(time.Hour)
	v.Page.May = dialogue.StaffMay(inv, *r, v.Page.Now)
	v.Page.QueueBefore[there] = 1
	v.Seats.ID = "f-plass"
	return v
}

func (g workGallery) edit(values url.Values) templates.StaffEditView {
	v := g.one(dialogue.Active)
	return templates.StaffEditView{Frame: v.Frame, Form: g.form(values), Page: v.Page, Meetings: v.Page.Invitation.Meetings, Rows: len(v.Page.Registration.LiveDelegates())}
}

func (g workGallery) delegates() templates.StaffEditView {
	v := g.edit(nil)
	v.Form.Action = "/intern/deltakere"
	v.Form.Values = templates.DelegateValues(v.Page.Registration)
	v.Form.Values.Set("delegates.0.email", "kari.nordmann@")
	v.Form.Problems = dialogue.Problems{"delegates.0.email": {Key: "problem.email"}}
	v.Frame.Problems = true
	return v
}

func (g workGallery) contact() templates.StaffEditView {
	c := sample.RegistrationsInnlandet()[5].Contact
	typed := url.Values{"contact.name": {c.Name}, "contact.email": {c.Email}, "contact.phone": {"22 24 96 99"}, "version": {"3"}}
	v := g.edit(typed)
	v.Form.Stored = url.Values{"contact.name": {"Kari Nordmann"}, "contact.email": {c.Email}, "contact.phone": {"22 24 96 01"}, "version": {"3"}}
	v.Frame.Problems = true
	return v
}

func (g workGallery) meeting() templates.StaffEditView {
	v := g.edit(nil)
	v.Page.Now = sampleDay(2019, time.September, 10).At(9, 0)
	v.Page.May = dialogue.StaffMay(&v.Page.Invitation, v.Page.Registration, v.Page.Now)
	v.Form.Values = url.Values{"meeting": {v.Page.Registration.Meetings()[0].String()}}
	return v
}

func (g workGallery) register() templates.StaffRegisterView {
	inv := g.invitation()
	units := []dialogue.Unit{{Kind: dialogue.Municipality, Number: "0412", Name: "Ringsaker", County: "04"}, {Kind: dialogue.Municipality, Number: "0441", Name: "Os (Hedmark)", County: "04"},
		{Kind: dialogue.Municipality, Number: "0501", Name: "Lillehammer", County: "05"}}
	f := g.form(url.Values{"channel": {"post"}, "received": {"30. august 2019"}, "kind": {"municipality"}, "unit": {"municipality:0441"}, "contact.address": {"Rådhuset\n2550 Os"},
		"delegates.0.name": {"Ola Ås"}, "submission": {sample.ID("submission").String()}})
	f.Problems = dialogue.Problems{"contact.name": {Key: "problem.required"}, "meeting": {Key: "problem.choose-meeting"}, "delegates.0.role": {Key: "problem.choose"}}
	f.WarnUnsaved = true
	frame := g.frame(g.p.T("staff.register.title"))
	frame.Problems = true
	return templates.StaffRegisterView{Frame: frame, Form: f, Invitation: &inv, Meetings: inv.Meetings, Rows: 1,
		Units: templates.UnitOptions(units, map[string]string{"04": "Hedmark", "05": "Oppland"}), Data: dialogue.RegistrationForm{Invitation: inv, Now: g.now()}}
}

// everybody are all seats as the lists of participants show them.
func (g workGallery) everybody() dialogue.ParticipantList {
	list := dialogue.ParticipantList{Invitation: g.invitation(), Now: g.now()}
	for i, r := range g.registrations() {
		if r.State != dialogue.Active {
			continue
		}
		for k, d := range r.LiveDelegates() {
			row := dialogue.Participant{Registration: r.ID, Reference: r.Reference, Unit: r.Unit, County: "Hedmark", Name: d.Name, Position: d.Position,
				Email: d.Email, Phone: d.Phone, State: d.Seats[0].State, Pool: d.Seats[0].Pool, Meeting: d.Seats[0].Meeting, Comment: r.Comment, Contact: r.Contact, ReceivedAt: r.ReceivedAt}
			if role := list.Invitation.Role(d.Role); role != nil {
				row.Role = *role
			}
			if i%3 == 0 {
				row.ConfirmedAt = g.now()
			}
			if k == 3 {
				row.Pool = dialogue.AtOwnCost
			}
			list.Participants = append(list.Participants, row)
		}
	}
	return list
}

func (g workGallery) participants(sign bool) templates.ParticipantsView {
	list := g.everybody()
	m := list.Invitation.Meetings[3]
	list.Meeting, list.Participants = &m, list.At(m.ID)
	return templates.ParticipantsView{Frame: g.frame(g.p.T("staff.participants.title", "Meeting", templates.MeetingShort(g.p, m))), List: list, Sign: sign}
}

func (g workGallery) oneLetter(i int, kind dialogue.LetterKind, state dialogue.LetterState) dialogue.Letter {
	r := sample.RegistrationsInnlandet()[i]
	l := dialogue.Letter{ID: sample.ID("letter/" + strconv.Itoa(i)), Organiser: r.Organiser, Series: r.Series, Registration: r.ID, Kind: kind, State: state, Lang: dialogue.Bokmal,
		Recipient: r.Contact.Email, RecipientName: r.Contact.Name, Subject: "Kvittering på påmelding: " + r.Unit.Name + " kommune", CreatedAt: r.ReceivedAt, Attempts: 1,
		Body: "Hei!\n\nPåmeldingen er registrert og gjelder. Referansen er " + r.Reference + ".\n\nVennlig hilsen\n\nFylkesmannen i Innlandet\n"}
	switch state {
	case dialogue.LetterFailed:
		l.Failure = "550 5.1.1 Ukjent mottaker"
	case dialogue.LetterToPrint:
		l.Recipient = ""
	default:
		l.SentAt = r.ReceivedAt
	}
	return l
}

func (g workGallery) letters() templates.LettersView {
	list := dialogue.LetterList{Invitation: g.invitation(), Now: g.now(), Counts: dialogue.LetterCounts{dialogue.LetterFailed: 1, dialogue.LetterToPrint: 1, dialogue.LetterSent: 120},
		Letters: []dialogue.Letter{g.oneLetter(9, dialogue.LetterConfirmation, dialogue.LetterSent), g.oneLetter(7, dialogue.LetterActivated, dialogue.LetterFailed),
			g.oneLetter(6, dialogue.LetterReceived, dialogue.LetterToPrint), g.oneLetter(5, dialogue.LetterReceived, dialogue.LetterSent)}}
	list.Older = list.Letters[3].ID
	shell := g.shell(urls.TabLetters, g.p.T("staff.tab.letters"))
	filter := g.form(url.Values{})
	filter.Get = true
	return templates.LettersView{Series: shell, Frame: shell.Frame, List: list, Filter: filter, MayEdit: true}
}

func (g workGallery) letter(state dialogue.LetterState) templates.LetterView {
	l := g.oneLetter(7, dialogue.LetterActivated, state)
	return templates.LetterView{Frame: g.frame(templates.LetterWord(g.p, l.Kind)), Letter: l, Resend: g.form(url.Values{"address": {l.Recipient}}), MayEdit: true, Again: true, Hidden: true}
}

func (g workGallery) toPrint() templates.LettersToPrintView {
	inv := g.invitation()
	one, two := g.oneLetter(6, dialogue.LetterReceived, dialogue.LetterToPrint), g.oneLetter(8, dialogue.LetterReceived, dialogue.LetterToPrint)
	return templates.LettersToPrintView{Frame: g.frame(g.p.T("staff.letter.print-all")), Invitation: &inv, Letters: []dialogue.Letter{one, two},
		Addresses: map[dialogue.ID]string{one.Registration: "Rådhuset\n2550 Os", two.Registration: "Postboks 1\n2600 Lillehammer"}, MayEdit: true, Mark: g.form(nil)}
}

func (g workGallery) confirmations() templates.ConfirmationsView {
	return templates.ConfirmationsView{Series: g.shell(urls.TabConfirmation, g.p.T("staff.tab.confirmation")), List: g.everybody()}
}

func (g workGallery) confirmation() templates.ConfirmationView {
	inv := g.invitation()
	m := inv.Meetings[0]
	page := dialogue.ConfirmationPage{Invitation: inv, Meeting: m, Now: g.now(), Practical: inv.Series.Texts.Practical,
		Recipients: dialogue.ConfirmationRecipients(m, g.registrations())}
	failed, sent := g.oneLetter(1, dialogue.LetterConfirmation, dialogue.LetterFailed), g.oneLetter(2, dialogue.LetterConfirmation, dialogue.LetterSent)
	page.Recipients[1].Letter, page.Recipients[1].Due = &sent, false
	page.Recipients[2].Letter, page.Recipients[2].Due = &failed, false
	values := url.Values{"version": {"1"}}
	templates.SetText(values, "practical", page.Practical)
	return templates.ConfirmationView{Series: g.shell(urls.TabConfirmation, g.p.T("staff.tab.confirmation")), Page: page, Form: g.form(values), Preview: "#"}
}

func (g workGallery) deletion() templates.DeletionView {
	inv := g.invitation()
	f := g.form(url.Values{"version": {"1"}, "delete_on": {"1.10.2019"}})
	f.Problems = dialogue.Problems{"delete_on": {Key: "problem.deletion-before-meeting", Args: map[string]any{"Last": inv.LastDay()}}}
	frame := g.frame(g.p.T("staff.deletion.title"))
	frame.Problems = true
	return templates.DeletionView{Frame: frame, Form: f, Invitation: &inv, Now: g.now(), MayEdit: true}
}
