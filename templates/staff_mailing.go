package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// MailingTitle is what a sending is called.
func MailingTitle(p lang.Printer, m dialogue.Mailing) string {
	if m.Kind == dialogue.ReminderMailing {
		return p.T("staff.invite.title.reminder")
	}
	return p.T("staff.invite.title.invitation")
}

// mailingState is how a sending stands, and its tone.
func mailingState(p lang.Printer, m dialogue.Mailing, begun bool) (Tone, string) {
	switch m.State {
	case dialogue.MailingScheduled:
		if begun {
			return Wait, p.T("staff.invite.state.sending")
		}
		return Wait, p.T("staff.invite.state.scheduled", "At", m.SendAt)
	case dialogue.MailingPaused:
		return Wait, p.T("staff.invite.state.paused")
	case dialogue.MailingDone:
		return Good, p.T("staff.invite.state.done")
	case dialogue.MailingCancelled:
		return Quiet, p.T("staff.invite.state.cancelled")
	}
	return Quiet, p.T("staff.invite.state.draft")
}

func passedWord(p lang.Printer, why dialogue.PassedOver) string {
	switch why {
	case dialogue.PassedAnswered:
		return p.T("staff.invite.passed.answered")
	case dialogue.PassedNoAddress:
		return p.T("staff.invite.passed.no-address")
	case dialogue.PassedHadIt:
		return p.T("staff.invite.passed.had-it")
	case dialogue.PassedClosed:
		return p.T("staff.invite.passed.closed")
	}
	return ""
}

// passedReasons are why somebody is passed over, in the order they are told.
var passedReasons = [...]dialogue.PassedOver{dialogue.PassedNoAddress, dialogue.PassedAnswered, dialogue.PassedHadIt, dialogue.PassedClosed}

func (v InviteView) p() lang.Printer { return v.Series.Frame.L }

func (v InviteView) hows() []Option {
	p := v.p()
	options := []Option{
		{Value: string(dialogue.ChooseNew), Label: p.T("staff.invite.choose.new")},
		{Value: string(dialogue.ChooseAll), Label: p.T("staff.invite.choose.all")},
	}
	if len(v.Page.Counties) > 1 {
		options = append(options, Option{Value: string(dialogue.ChooseCounties), Label: p.T("staff.invite.choose.counties")})
	}
	if len(v.Page.Offices) > 1 {
		options = append(options, Option{Value: string(dialogue.ChooseOffice), Label: p.T("staff.invite.choose.office")})
	}
	if len(v.Page.Invitation.Regions) > 0 {
		options = append(options, Option{Value: string(dialogue.ChooseRegions), Label: p.T("staff.invite.choose.regions")})
	}
	return append(options, Option{Value: string(dialogue.ChooseNames), Label: p.T("staff.invite.choose.names")})
}

func (v InviteView) counties() (options []Option) {
	for _, c := range v.Page.Counties {
		options = append(options, Option{Value: c.Number, Label: c.Name})
	}
	return options
}

func (v InviteView) offices() (options []Option) {
	for _, o := range v.Page.Offices {
		options = append(options, Option{Value: o.Slug, Label: v.p().Text(o.Name)})
	}
	return options
}

func (v InviteView) regions() (options []Option) {
	for _, r := range v.Page.Invitation.Regions {
		options = append(options, Option{Value: r.ID.String(), Label: v.p().Text(r.Name)})
	}
	return options
}

// chosen are those that are found, each with how it stands.
func (v InviteView) chosen() (options []Option) {
	p := v.p()
	for _, i := range v.Page.Chosen {
		o := Option{Value: i.Unit.Key(), Label: i.Unit.Name, Hint: p.N("staff.invite.addresses", i.Working())}
		switch {
		case i.Working() == 0:
			o.Hint, o.Status, o.Tone = "", p.T("staff.invite.stands.no-address"), Stop
		case i.Answered:
			o.Status, o.Tone = p.T("staff.invite.stands.answered"), Good
		case i.Invitation != nil && !i.Invitation.SentAt.IsZero():
			o.Status, o.Tone = p.T("staff.invite.stands.invited", "On", dialogue.DateOf(i.Invitation.SentAt)), Good
		}
		options = append(options, o)
	}
	return options
}

// withoutAddress are how many of the chosen can't be written to.
func (v InviteView) withoutAddress() int {
	n := 0
	for _, i := range v.Page.Chosen {
		if i.Working() == 0 {
			n++
		}
	}
	return n
}

// ChoiceFields are the fields that say whom to invite. They go along when a sending is prepared, so that the choice stands when it is refused.
var ChoiceFields = [...]string{"hvem", "fylker", "embete", "regioner", "navn"}

// shown is where the letter is drawn: to the reader that is chosen, else to the first.
func (v MailingView) shown() string {
	series, mailing := v.Series.Series.ID, v.Page.Mailing.ID
	if unit, err := dialogue.ParseID(v.Form.Values.Get("til")); err == nil {
		return urls.Paths().StaffMailingShow(series, mailing, unit)
	}
	return urls.Paths().StaffMailing(series, mailing, "vis")
}

func (v MailingView) p() lang.Printer { return v.Series.Frame.L }

func (v MailingView) part(name string) string {
	return urls.Paths().StaffMailing(v.Series.Series.ID, v.Page.Mailing.ID, name)
}

func (v MailingView) mayChange() bool {
	return v.Series.MayEdit && v.Page.Mailing.MayChange(v.Page.Now)
}

func (v MailingView) materials() (options []Option) {
	for _, m := range dialogue.Attachable(&v.Page.Invitation) {
		options = append(options, Option{Value: m.ID.String(), Label: v.p().Text(m.Title), Hint: bytesInShort(v.p(), m.Size)})
	}
	return options
}

// readers are whose letter can be shown.
func (v MailingView) readers() (options []Option) {
	for _, u := range v.Page.Units {
		options = append(options, Option{Value: u.Unit.ID.String(), Label: u.Unit.Name})
	}
	return options
}

// letterCount is how many of the sending's letters are in a state.
func (v MailingView) letterCount(state dialogue.LetterState) string {
	return v.p().Number(v.Page.Letters()[state])
}

// attachmentNames are the files that a letter carries, each with its size.
func attachmentNames(p lang.Printer, files []dialogue.Attachment) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name + " (" + bytesInShort(p, f.Size) + ")"
	}
	return p.List(names)
}
