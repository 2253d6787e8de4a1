package mail

import (
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/markdown"
	"dialogmote/internal/urls"
)

// letter is one letter being composed: the facts and the voice to say them in.
type letter struct {
	Facts
	p     lang.Printer
	links urls.Links
}

func (w letter) series() dialogue.Series             { return w.Invitation.Series }
func (w letter) registration() dialogue.Registration { return *w.Registration }
func (w letter) organiserName() string               { return w.p.Text(w.organiser().Name) }
func (w letter) title() string                       { return w.p.Text(w.series().Texts.Title) }
func (w letter) page() string                        { return w.links.MyRegistration(w.Lang, w.Registration.Reference) }

// enteredBy is who registered the delegate that the letter goes to.
func (w letter) enteredBy() string {
	if w.Delegate != nil && w.Delegate.ByStaff {
		return w.organiserName()
	}
	return w.Registration.Contact.Name
}

// value is what stands in a placeholder's place: Markdown for a block, plain words for the others.
func (w letter) value(name string) (string, error) {
	switch name {
	case "organiser":
		return w.organiserName(), nil
	case "name":
		return w.To.Name, nil
	case "staff_url":
		if w.Registration != nil {
			return w.links.StaffRegistration(w.series().ID, w.Registration.ID), nil
		}
		return w.links.StaffSignIn(), nil
	case "my_url":
		return w.links.My(w.Lang), nil
	case "my_sign_in_url":
		return w.tokenURL(name)
	}
	if w.Kind == dialogue.LetterLetIn && w.Invited != nil && name == "unit" {
		return w.unit(), nil
	}
	if w.Invitation != nil && w.Statement != nil {
		return w.statementValue(name)
	}
	if w.Invitation != nil && w.Invited != nil {
		return w.invitedValue(name)
	}
	if w.Invitation == nil || w.Registration == nil {
		return "", fmt.Errorf("mail: %s: {{%s}} needs an invitation and a registration", w.Kind, name)
	}
	switch name {
	case "about":
		return w.about(), nil
	case "unit":
		return w.unit(), nil
	case "series":
		return w.title(), nil
	case "reference":
		return w.Registration.Reference, nil
	case "contact_name":
		return w.Registration.Contact.Name, nil
	case "entered_by":
		return w.enteredBy(), nil
	case "page_url":
		return w.page(), nil
	case "invitation_url":
		return w.links.Invitation(w.Lang, w.series().Slug), nil
	case "verify_by":
		return w.p.WeekdaySpan(w.Registration.ExpiresAt, w.Registration.ExpiresAt), nil
	case "verify_url", "sign_in_url":
		return w.tokenURL(name)
	case "next":
		return w.next(), nil
	case "registered":
		return w.registered(), nil
	case "change":
		return w.change(), nil
	case "changes":
		return w.changes(), nil
	case "reason":
		return escapeParagraphs(w.Reason), nil
	case "preparation":
		return w.preparation(), nil
	case "cost":
		return w.p.Text(w.series().Texts.Cost), nil
	case "contacts":
		return w.contacts(), nil
	case "statements":
		return w.statements(), nil
	case "stored", "delete_on", "about_me_url", "about_me_sign_in_url", "new_address_url", "privacy":
		return w.delegateValue(name)
	case "why":
		return w.why()
	case "news":
		return w.news(), nil
	case "remaining":
		return w.remaining(), nil
	case "taken_off_by":
		if w.By == "" {
			return w.organiserName(), nil
		}
		return w.By, nil
	}
	return w.meetingValue(name)
}

// meetingValue is the placeholders of letters about one meeting.
func (w letter) meetingValue(name string) (string, error) {
	if w.Meeting == nil {
		return "", fmt.Errorf("mail: %s: {{%s}} needs a meeting", w.Kind, name)
	}
	switch name {
	case "facts":
		return w.facts(*w.Meeting, w.confirmed() && w.Kind != dialogue.LetterThanks), nil
	case "thanks":
		return w.thanks(), nil
	case "evaluation":
		return w.evaluation(), nil
	case "before":
		if w.Before == nil {
			return "", fmt.Errorf("mail: %s: {{before}} needs the meeting as it was", w.Kind)
		}
		return w.facts(*w.Before, false), nil
	case "answer_before":
		if at := w.Meeting.ClosesAt; at.After(w.Now) {
			return w.p.T("mail.answer.by", "Date", w.p.DeadlineDate(at)), nil
		}
		return w.p.T("mail.answer.soon"), nil
	case "delegates":
		return w.placedDelegates(), nil
	case "practical":
		return w.practical(), nil
	case "check_in":
		if w.checkInCode() == "" {
			return "", nil
		}
		return w.p.T("mail.check-in", "File", w.p.T("mail.check-in.file")), nil
	case "unplaced":
		return w.unplaced(), nil
	case "programme":
		return w.programme(), nil
	case "group_work":
		return w.groupWork(), nil
	case "materials":
		return w.materials(), nil
	case "together":
		return w.together(), nil
	case "names":
		return w.names(), nil
	case "choose":
		return w.choose(), nil
	case "offer", "offer_until", "offered", "answer", "offer_over", "queue":
		return w.offerValue(name)
	}
	return "", fmt.Errorf("mail: nothing is called {{%s}}", name)
}

func (w letter) tokenURL(name string) (string, error) {
	switch {
	case w.Token == "":
		return "", fmt.Errorf("mail: %s needs a token", w.Kind)
	case name == "verify_url":
		return w.links.MyVerify(w.Lang, w.Token), nil
	case name == "my_sign_in_url":
		return w.links.MyLink(w.Lang, w.Token), nil
	}
	return w.links.MySignIn(w.Lang, w.Token), nil
}

// unit is how the unit is called in a sentence.
func (w letter) unit() string {
	if w.UnitName != "" {
		return w.UnitName
	}
	if w.Invited != nil {
		return w.called(*w.Invited)
	}
	return w.called(w.Registration.Unit)
}

// called is a unit's name with the word for its kind.
func (w letter) called(u dialogue.Unit) string {
	switch {
	case u.Kind == dialogue.Municipality && w.Lang == dialogue.English:
		return withWord(u.Name, "", " municipality")
	case u.Kind == dialogue.Municipality:
		return withWord(u.Name, "", " kommune")
	case u.Kind == dialogue.County && w.Lang == dialogue.English:
		return withWord(u.Name, "", " county council")
	case u.Kind == dialogue.County:
		return withWord(u.Name, "", " fylkeskommune")
	case u.Kind == dialogue.District && w.Lang == dialogue.English:
		return withWord(u.Name, "", " district")
	case u.Kind == dialogue.District:
		return withWord(u.Name, "Bydel ", "")
	}
	return u.Name
}

// withWord adds the kind's word unless the name says it already.
func withWord(name, before, after string) string {
	if strings.Contains(strings.ToLower(name), strings.ToLower(strings.TrimSpace(before+after))) {
		return name
	}
	return before + name + after
}

// subjectTitle is how many characters of an invitation's title a subject line has room for.
const subjectTitle = 60

// about is unit, invitation and meeting for the subject line. A person's name is left out: subjects are journalled.
func (w letter) about() string {
	said := markdown.Excerpt(w.title(), subjectTitle)
	if m := w.onlyMeeting(); m != nil {
		said += ", " + w.short(*m)
	}
	if w.Registration.Unit.Kind == dialogue.Person {
		return said
	}
	return w.unit() + " – " + said
}

// onlyMeeting is the meeting the letter is about, or the only one that the registration has seats at.
func (w letter) onlyMeeting() *dialogue.Meeting {
	if w.Meeting != nil {
		return w.Meeting
	}
	if attended := w.attended(); len(attended) == 1 {
		return &attended[0]
	}
	return nil
}

// attended are the meetings at which the registration has seats that count, and the one that its request became, in the invitation's order.
func (w letter) attended() []dialogue.Meeting {
	var found []dialogue.Meeting
	for _, m := range w.Invitation.Meetings {
		if len(w.seatsAt(m.ID)) > 0 || w.Registration.Meeting == m.ID && !w.Registration.State.Over() {
			found = append(found, m)
		}
	}
	return found
}

// seatsAt are the registration's seats at the meeting that still count; of the zero ID those without a meeting.
func (w letter) seatsAt(meeting dialogue.ID) []dialogue.Seat {
	var seats []dialogue.Seat
	for _, d := range w.Registration.Delegates {
		for _, s := range d.Seats {
			if s.Meeting == meeting && !s.State.Gone() {
				seats = append(seats, s)
			}
		}
	}
	return seats
}

// place is where a meeting is, in one or two words.
func (w letter) place(m dialogue.Meeting) string {
	region := ""
	if r := w.Invitation.Region(m.Region); r != nil {
		region = w.p.Text(r.Name)
	}
	for _, s := range []string{m.Town, region, w.p.Text(m.Theme), m.Venue} {
		if s != "" {
			return s
		}
	}
	if m.Digital {
		return w.p.T("mail.meeting.digital")
	}
	return w.title()
}

// short is a meeting in a subject line: «Tynset 18. september 2019».
func (w letter) short(m dialogue.Meeting) string {
	if m.StartsAt.IsZero() {
		return w.place(m) + " (" + w.p.T("mail.meeting.no-date") + ")"
	}
	return w.place(m) + " " + w.p.Date(dialogue.DateOf(m.StartsAt))
}

// phrase is a meeting after the word «møtet»: «18. september 2019 (Tynset)».
func (w letter) phrase(m dialogue.Meeting) string {
	if m.StartsAt.IsZero() {
		return w.p.T("mail.meeting.undated", "Place", escapeMarkdown(w.place(m)))
	}
	return escapeMarkdown(w.p.Date(dialogue.DateOf(m.StartsAt)) + " (" + w.place(m) + ")")
}

// confirmed reports whether the reader has a confirmed seat at the letter's meeting, and so may have its link.
func (w letter) confirmed() bool {
	if w.Kind == dialogue.LetterConfirmation {
		return true
	}
	seats := w.seatsAt(w.Meeting.ID)
	if w.Delegate != nil {
		seats = w.Delegate.Seats
	}
	for _, s := range seats {
		if s.Meeting == w.Meeting.ID && s.State == dialogue.SeatPlaced && !s.ConfirmedAt.IsZero() {
			return true
		}
	}
	return false
}

// toContact reports whether the reader is the registration's contact, who alone is told roles that may reveal health.
func (w letter) toContact() bool { return w.Delegate == nil && w.Kind != dialogue.LetterCopy }
