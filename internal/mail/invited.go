package mail

import (
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/markdown"
)

// invitedValue is the placeholders of letters to a unit that is invited and need not have answered.
func (w letter) invitedValue(name string) (string, error) {
	switch name {
	case "about":
		return w.unit() + " – " + markdown.Excerpt(w.title(), subjectTitle), nil
	case "unit":
		return w.unit(), nil
	case "series":
		return w.title(), nil
	case "invitation_url":
		return w.links.Invitation(w.Lang, w.series().Slug), nil
	case "invited_url":
		return w.invitedURL()
	case "answer_by":
		return w.replyBy(), nil
	case "letterhead":
		return w.letterhead(), nil
	case "letter":
		return w.p.Text(w.Prose), nil
	case "your_meetings":
		return w.yourMeetings(), nil
	case "cost":
		return w.p.Text(w.series().Texts.Cost), nil
	case "attachments":
		return w.attachments(), nil
	case "signature":
		return w.signature(), nil
	case "decline_url", "decline_by", "declined", "change_mind":
		return w.declineValue(name)
	case "contacts":
		return w.contacts(), nil
	}
	return "", fmt.Errorf("mail: nothing is called {{%s}} in a letter to who is invited", name)
}

// invitedURL is the personal link; of an example, where staff look at it.
func (w letter) invitedURL() (string, error) {
	switch {
	case !w.ExampleOf.IsZero():
		return w.links.StaffMailingShow(w.series().ID, w.ExampleOf, w.Invited.ID), nil
	case w.Token == "":
		return "", fmt.Errorf("mail: %s needs a token", w.Kind)
	}
	return w.links.Invited(w.Lang, w.Token), nil
}

// letterhead is to whom the letter goes, both sides' case references and the day.
func (w letter) letterhead() string {
	lines := []string{w.p.T("mail.invited.to", "Unit", escapeMarkdown(w.unit()))}
	if ref := w.series().YourRef; ref != "" {
		lines = append(lines, w.p.T("mail.invited.your-ref", "Ref", escapeMarkdown(ref)))
	}
	if ref := w.series().OurRef; ref != "" {
		lines = append(lines, w.p.T("mail.invited.our-ref", "Ref", escapeMarkdown(ref)))
	}
	lines = append(lines, escapeMarkdown(w.p.Date(dialogue.DateOf(w.Now))))
	return strings.Join(lines, "  \n")
}

// mine are the meetings that the unit may come to and that still take answers; all of them when none does.
func (w letter) mine() []dialogue.Meeting {
	var open, all []dialogue.Meeting
	for _, m := range w.Invitation.MeetingsFor(*w.Invited) {
		if m.StateAt(w.Now) != dialogue.Planned {
			continue
		}
		all = append(all, m)
		if dialogue.OpennessOf(w.series(), m, w.Now).Takes() {
			open = append(open, m)
		}
	}
	if len(open) == 0 {
		return all
	}
	return open
}

// deadlines are the meetings' own deadlines where they differ, else none.
func (w letter) deadlines(meetings []dialogue.Meeting) (each bool) {
	for _, m := range meetings {
		if !m.ClosesAt.Equal(meetings[0].ClosesAt) {
			return true
		}
	}
	return false
}

// replyBy is «innen» and the last day to answer; of several deadlines each meeting says its own.
func (w letter) replyBy() string {
	until, _ := w.Invitation.AnswersUntil(*w.Invited, w.Now)
	switch {
	case w.deadlines(w.mine()):
		return w.p.T("mail.invited.answer.each")
	case until.After(w.Now):
		return w.p.T("mail.answer.by", "Date", w.p.Deadline(until))
	}
	return w.p.T("mail.invited.answer.soon")
}

// yourMeetings is the unit's meeting, or those it may choose among, and how.
func (w letter) yourMeetings() string {
	meetings := w.mine()
	switch len(meetings) {
	case 0:
		if len(w.Invitation.Meetings) > 0 {
			return w.p.T("mail.invited.meetings.assigned-later")
		}
		return ""
	case 1:
		return w.facts(meetings[0], false)
	}
	each := w.deadlines(meetings)
	var lines []string
	for _, m := range meetings {
		line := w.oneLineFacts(m)
		if each && !m.ClosesAt.IsZero() && m.ClosesAt.After(w.Now) {
			line += " – " + w.p.T("mail.invited.meetings.deadline", "Date", escapeMarkdown(w.p.DeadlineDate(m.ClosesAt)))
		}
		lines = append(lines, line)
	}
	how := map[dialogue.Choice]string{
		dialogue.Ranked:     w.p.T("mail.invited.meetings.ranked"),
		dialogue.ChooseMany: w.p.T("mail.invited.meetings.many"),
	}[w.series().Rules.Choice]
	if how == "" {
		how = w.p.T("mail.invited.meetings.one")
	}
	return how + "\n\n" + list(lines)
}

// attachments are the documents that go along.
func (w letter) attachments() string {
	var lines []string
	for _, m := range w.Attached {
		lines = append(lines, escapeMarkdown(w.p.Text(m.Title)))
	}
	return list(lines)
}

// signature is who has signed, and the organiser's name unless they have said it.
func (w letter) signature() string {
	signed := strings.TrimSpace(w.p.Text(w.series().Texts.Signatories))
	switch {
	case signed == "":
		return w.p.T("mail.invited.regards") + "\n\n" + escapeMarkdown(w.organiserName())
	case strings.Contains(signed, w.organiserName()):
		return signed
	}
	return signed + "\n\n" + escapeMarkdown(w.organiserName())
}

// invitedContacts are whom to ask about the unit's meeting, when it has one only, else about the series.
func (w letter) invitedContacts() []dialogue.ContactPerson {
	if mine := w.mine(); len(mine) == 1 {
		return w.Invitation.ContactsOf(mine[0])
	}
	return w.Invitation.ContactsOf(dialogue.Meeting{})
}
