package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/mail"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffMessage shows a message to registrations: whom to choose, a draft that can't be sent as it is, and one on its way.
func entriesStaffMessage() []Entry {
	nb, nn := workGallery{lang.For(dialogue.Bokmal)}, workGallery{lang.For(dialogue.Nynorsk)}
	return []Entry{
		{ID: "staff-message-choose-nb", Name: "Whom to write to", Lang: dialogue.Bokmal, Page: templates.StaffMessageChoice(nb.messageChoice())},
		{ID: "staff-message-draft-nn", Name: "A message that is written", Lang: dialogue.Nynorsk, Page: templates.StaffMessage(nn.message(dialogue.MessageDraft))},
		{ID: "staff-message-sending-nb", Name: "A message on its way", Lang: dialogue.Bokmal, Page: templates.StaffMessage(nb.message(dialogue.MessageSending))},
	}
}

func (g workGallery) messageChoice() templates.MessageChoiceView {
	list := dialogue.WorkList{Invitation: g.invitation(), Now: g.now(), Filter: dialogue.WorkFilter{Role: g.invitation().Roles[0].ID}}
	choice := dialogue.MessageChoice{LeftOut: 2}
	for _, r := range g.registrations() {
		if r.MayGetMessages() && len(choice.Rows) < 8 {
			choice.Rows = append(choice.Rows, r)
		}
	}
	list.Rows, list.Total = choice.Rows, 20
	choice.List = list
	shell := g.shell(urls.TabLetters, g.p.T("staff.message.choose"))
	send := templates.Form{L: g.p, Action: "#", ID: "m", Values: url.Values{"registrations": {choice.Rows[0].ID.String(), choice.Rows[2].ID.String()}}}
	return templates.MessageChoiceView{Page: choice, Send: send, WorkListView: templates.WorkListView{Series: shell, Frame: shell.Frame, List: list, MayEdit: true, Here: "#",
		Filter: templates.Form{L: g.p, Action: "#", Values: url.Values{"rolle": {list.Filter.Role.String()}}, Get: true}}}
}

// message is to four registrations: one has it, one's letter failed, one is passed over, and one waits.
func (g workGallery) message(state dialogue.MessageState) templates.MessageView {
	words := dialogue.LetterWords{Subject: dialogue.Text{NB: "Parkering: {{about}}"}, Body: dialogue.Text{NB: "Hei, {{name}}!\n\nDet er gratis å parkere ved kulturhuset.\n\n{{contacts}}"}}
	page := dialogue.MessagePage{Invitation: g.invitation(), Now: g.now(), By: "Gunnhild Sæbø", OwnAddress: "redaktor@innlandet.example.no", Words: words,
		Message: dialogue.Message{ID: sample.ID("message/1"), State: state, LetterWords: words, ToContacts: true, ToDelegates: state != dialogue.MessageDraft, CreatedAt: g.now(), Version: 1}}
	for _, r := range g.registrations() {
		if r.MayGetMessages() && len(page.Receivers) < 4 {
			page.Receivers = append(page.Receivers, dialogue.MessageReceiver{Registration: r})
		}
	}
	values := url.Values{"version": {"1"}, "to": {"contacts"}}
	v := templates.MessageView{Series: g.shell(urls.TabLetters, g.p.T("staff.message.title")), Form: templates.Form{L: g.p, Action: "#", Values: values}}
	if state == dialogue.MessageDraft {
		standard, body, _, err := mail.Standard("message", dialogue.Nynorsk)
		if err != nil {
			panic(err) // a fixed name
		}
		templates.SetText(values, "subject", words.Subject.Set(dialogue.Nynorsk, standard))
		templates.SetText(values, "body", words.Body.Set(dialogue.Nynorsk, body+"\n\n{{kommune}}"))
		v.Form.Problems = mail.CheckWords("message", dialogue.LetterWords{Subject: dialogue.Text{NN: standard}, Body: dialogue.Text{NN: values.Get("body.nn")}})
		v.Series.Frame.Problems = true
		page.Receivers[1].Registration.Lang = dialogue.Nynorsk
		page.Placeholders = []dialogue.TextPlaceholder{{Name: "name", Says: "namnet på den som får brevet"}, {Name: "contacts", Says: "kven hos arrangøren som svarer på spørsmål", Block: true}}
	} else {
		for i := range 3 {
			found := &page.Receivers[i]
			found.PostedAt = g.now()
			if i == 2 {
				found.Passed = dialogue.MessageUnproven
				continue
			}
			l := dialogue.Letter{ID: sample.ID("letter/" + found.Registration.Reference), RecipientName: found.Registration.Contact.Name, State: dialogue.LetterSent}
			if i == 1 {
				l.State, l.Failure = dialogue.LetterFailed, "550 5.1.1 User unknown"
			}
			found.Letters = []dialogue.Letter{l}
		}
	}
	v.Page = page
	return v
}
