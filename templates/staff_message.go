package templates

import (
	"net/url"
	"regexp"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// filterFields are the work list's filters as they stand in an address.
var filterFields = [...]string{"sok", "tilstand", "mote", "region", "fylke", "slag", "kanal", "rolle", "gjenstar"}

// writeMessage is where a message is written to those that the work list shows.
func (v WorkListView) writeMessage() string {
	q := url.Values{}
	for _, name := range filterFields {
		if s := v.Filter.Values.Get(name); s != "" {
			q.Set(name, s)
		}
	}
	return urls.WithQuery(urls.Paths().StaffMessages(v.List.Invitation.Series.ID), q)
}

// mayWrite reports whether one of those that the list shows can be written to.
func (v WorkListView) mayWrite() bool {
	if !v.MayEdit {
		return false
	}
	for _, r := range v.List.Rows {
		if r.MayGetMessages() {
			return true
		}
	}
	return false
}

// chosen are those that are found, each with how it stands.
func (v MessageChoiceView) chosen() (options []Option) {
	for _, r := range v.Page.Rows {
		state := r.WorkState()
		options = append(options, Option{Value: r.ID.String(), Label: r.Unit.Name, Hint: v.meetingOf(r), Status: workWord(v.Frame.L, state), Tone: workTone(state)})
	}
	return options
}

// messageState is how a message stands, and its tone.
func messageState(p lang.Printer, s dialogue.MessageState) (Tone, string) {
	switch s {
	case dialogue.MessageSending:
		return Wait, p.T("staff.invite.state.sending")
	case dialogue.MessageDone:
		return Good, p.T("staff.invite.state.done")
	case dialogue.MessageCancelled:
		return Quiet, p.T("staff.invite.state.cancelled")
	}
	return Quiet, p.T("staff.invite.state.draft")
}

func messagePassedWord(p lang.Printer, why dialogue.MessagePassed) string {
	switch why {
	case dialogue.MessageNobody:
		return p.T("staff.message.passed.nobody")
	case dialogue.MessageUnproven:
		return p.T("staff.message.passed.unproven")
	}
	return ""
}

var placeholderShape = regexp.MustCompile(`\{\{[a-z_]+\}\}`)

// MessageSubject is what a message is called where there is no reader to fill it in for: its subject with the invitation's title, and dots for
// what differs.
func MessageSubject(p lang.Printer, inv *dialogue.Invitation, m dialogue.Message) string {
	subject := p.Text(m.Subject)
	if subject == "" {
		return p.T("staff.message.unnamed")
	}
	return placeholderShape.ReplaceAllStringFunc(subject, func(mark string) string {
		switch mark {
		case "{{series}}", "{{about}}":
			return p.Text(inv.Series.Texts.Title)
		case "{{organiser}}":
			return p.Text(inv.Organiser.Name)
		}
		return "…"
	})
}

func (v MessageView) p() lang.Printer { return v.Series.Frame.L }

func (v MessageView) part(name string) string {
	return urls.Paths().StaffMessage(v.Series.Series.ID, v.Page.Message.ID, name)
}

// to are whom a message can go to, each with how many letters that is.
func (v MessageView) to() []Option {
	p := v.p()
	return []Option{
		{Value: "contacts", Label: p.T("staff.message.to.contacts"), Hint: p.N("staff.invite.letters", v.Page.Forecast(true, false).Letters)},
		{Value: "delegates", Label: p.T("staff.message.to.delegates"), Hint: p.N("staff.invite.letters", v.Page.Forecast(false, true).Letters)},
	}
}

// shown is where the letter is drawn: to the reader that is chosen, else to the first.
func (v MessageView) shown() string {
	if reader := v.Form.Values.Get("til"); reader != "" {
		return urls.Paths().StaffMessageShow(v.Series.Series.ID, v.Page.Message.ID, reader)
	}
	return v.part("vis")
}

// readers are whose letter can be shown: each contact, and the delegates under their unit.
func (v MessageView) readers() (options []Option) {
	for _, found := range v.Page.Receivers {
		r := found.Registration
		options = append(options, Option{Value: r.ID.String(), Label: r.Unit.Name + " – " + r.Contact.Name})
		for _, d := range r.LiveDelegates() {
			if d.Email != "" && d.Email != r.Contact.Email {
				options = append(options, Option{Value: r.ID.String() + "." + d.ID.String(), Label: r.Unit.Name + " – " + d.Name})
			}
		}
	}
	return options
}

// letterCount is how many of the message's letters are in a state.
func (v MessageView) letterCount(state dialogue.LetterState) string {
	return v.p().Number(v.Page.Letters()[state])
}

// passed is how many registrations got nothing.
func (v MessageView) passed() int {
	n := 0
	for _, r := range v.Page.Receivers {
		if r.Passed != "" {
			n++
		}
	}
	return n
}

// audience is whom a message that is sent went to.
func (v MessageView) audience() string {
	p, m := v.p(), v.Page.Message
	switch {
	case m.ToContacts && m.ToDelegates:
		return p.T("staff.message.to.both")
	case m.ToDelegates:
		return p.T("staff.message.to.delegates")
	}
	return p.T("staff.message.to.contacts")
}
