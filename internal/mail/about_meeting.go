package mail

import (
	"fmt"
	"net/mail"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

// facts is a meeting as a short list: when, where, theme. The link to a digital meeting is for those with a confirmed seat.
func (w letter) facts(m dialogue.Meeting, withLink bool) string {
	var b strings.Builder
	item := func(label, said string) {
		if said != "" {
			fmt.Fprintf(&b, "- **%s:** %s\n", label, said)
		}
	}
	item(w.p.T("mail.fact.time"), escapeMarkdown(w.when(m)))
	item(w.p.T("mail.fact.place"), escapeMarkdown(w.where(m)))
	if withLink && m.TeamsURL != "" {
		item(w.p.T("mail.fact.link"), "<"+m.TeamsURL+">")
	}
	item(w.p.T("mail.fact.theme"), escapeMarkdown(w.p.Text(m.Theme)))
	if region := w.Invitation.Region(m.Region); region != nil {
		item(w.p.T("mail.fact.region"), escapeMarkdown(w.p.Text(region.Name)))
	}
	return b.String()
}

// oneLineFacts is region, when, where and theme in one line.
func (w letter) oneLineFacts(m dialogue.Meeting) string {
	var said []string
	if region := w.Invitation.Region(m.Region); region != nil {
		said = append(said, w.p.Text(region.Name))
	}
	if m.StartsAt.IsZero() {
		said = append(said, w.p.T("mail.meeting.no-date"))
	} else {
		said = append(said, w.when(m))
	}
	if where := w.spot(m); where != "" {
		said = append(said, where)
	}
	if m.Digital {
		said = append(said, w.p.T("mail.meeting.digital"))
	}
	if theme := w.p.Text(m.Theme); theme != "" {
		said = append(said, theme)
	}
	return escapeMarkdown(strings.Join(said, ", "))
}

func (w letter) when(m dialogue.Meeting) string {
	if m.StartsAt.IsZero() {
		return w.p.T("common.date.later")
	}
	return w.p.WeekdaySpan(m.StartsAt, m.EndsAt)
}

// where is the place as a line of its own.
func (w letter) where(m dialogue.Meeting) string {
	spot := w.spot(m)
	switch {
	case m.Digital && spot == "":
		return w.p.T("mail.fact.digital")
	case m.Digital:
		return spot + ", " + w.p.T("mail.meeting.digital")
	}
	return spot
}

// spot is venue, address and town, each once: some venues name their town.
func (w letter) spot(m dialogue.Meeting) string {
	var parts []string
	for _, s := range []string{m.Venue, m.Address, m.Town} {
		if s != "" && !strings.Contains(strings.Join(parts, ", "), s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// practical is what staff wrote for this letter, else the meeting's text, else the series'.
func (w letter) practical() string {
	for _, s := range []string{w.Practical, w.p.Text(w.Meeting.Practical), w.p.Text(w.series().Texts.Practical)} {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// programme is the meeting's programme with clocks. A programme over several days names each day.
func (w letter) programme() string {
	rows := w.Invitation.ProgrammeOf(w.Meeting.ID)
	start := w.Meeting.StartsAt
	if len(rows) == 0 || start.IsZero() {
		return ""
	}
	var b strings.Builder
	if w.series().ProgrammeTentative {
		b.WriteString(w.p.T("mail.programme.tentative") + "\n\n")
	}
	day := dialogue.DateOf(start)
	for _, row := range rows {
		from := start.Add(time.Duration(row.Starts) * time.Minute)
		if d := dialogue.DateOf(from); d != day {
			day = d
			fmt.Fprintf(&b, "\n**%s**\n\n", escapeMarkdown(w.p.WeekdayDate(day)))
		}
		clock := w.p.Clock(from)
		if row.Minutes > 0 {
			clock += "–" + w.p.Clock(from.Add(time.Duration(row.Minutes)*time.Minute))
		}
		fmt.Fprintf(&b, "- **%s** %s", escapeMarkdown(clock), indent(w.p.Text(row.Content)))
		if who := w.p.Text(row.Responsible); who != "" {
			separator := "\n  " // under a content of several lines
			if !strings.Contains(strings.TrimSpace(w.p.Text(row.Content)), "\n") {
				separator = " – "
			} else {
				separator = "\n" + separator
			}
			b.WriteString(separator + escapeMarkdown(who))
		}
		b.WriteString(w.turns(row))
		b.WriteString("\n")
	}
	if note := w.p.Text(w.series().Texts.ProgrammeNote); note != "" {
		b.WriteString("\n" + note + "\n")
	}
	return b.String()
}

// turns are who has the word when in a row of the programme, the reader's own delegation among them; "" until the order is settled.
func (w letter) turns(row dialogue.ProgrammeRow) string {
	if row.Speaking == 0 {
		return ""
	}
	var b strings.Builder
	for n, t := range w.Invitation.TurnsAt(w.Meeting.ID) {
		if n == 0 {
			b.WriteString("\n\n  " + w.p.T("mail.programme.order") + "\n")
		}
		hours := w.Invitation.TurnHours(*w.Meeting, n)
		said := escapeMarkdown(w.p.Clock(hours.From) + "–" + w.p.Clock(hours.To) + " " + t.Unit.Name)
		if t.Registration == w.Registration.ID {
			said = "**" + said + "** " + w.p.T("mail.programme.you")
		}
		b.WriteString("\n  - " + said)
	}
	return b.String()
}

// preparation is what to prepare and the dates that go with it.
func (w letter) preparation() string {
	said := []string{}
	if s := strings.TrimSpace(w.p.Text(w.series().Texts.Preparation)); s != "" {
		said = append(said, s)
	}
	var dates []string
	s := w.series()
	for _, d := range []struct {
		on   dialogue.Date
		said func(string) string
	}{
		{s.PreparationBy, func(on string) string { return w.p.T("mail.date.preparation", "Date", on) }},
		{s.DocumentsBy, func(on string) string { return w.p.T("mail.date.documents", "Date", on) }},
		{s.StatementsBy, func(on string) string { return w.p.T("mail.date.statements", "Date", on) }},
	} {
		if !d.on.IsZero() && d.on.EndOfDay().After(w.Now) {
			dates = append(dates, d.said(w.p.Date(d.on)))
		}
	}
	if len(dates) > 0 {
		said = append(said, list(dates))
	}
	return strings.Join(said, "\n\n")
}

// materials are documents and links for those with a confirmed seat. A file that is not for everybody lies on the
// registration's page: its address is not for letters.
func (w letter) materials() string {
	var lines []string
	for _, m := range w.Invitation.Materials {
		if !m.Meeting.IsZero() && m.Meeting != w.Meeting.ID {
			continue
		}
		title := escapeMarkdown(w.p.Text(m.Title))
		switch {
		case m.URL != "":
			lines = append(lines, "["+title+"]("+linkTarget(m.URL)+")")
		case m.Audience == dialogue.ForAll:
			lines = append(lines, "["+title+"]("+linkTarget(w.links.Material(w.Lang, w.series().Slug, m.ID, m.Filename))+")")
		default:
			lines = append(lines, title+" ("+w.p.T("mail.material.on-page")+")")
		}
	}
	return list(lines)
}

// choose is which meetings a unit that lost its meeting may choose instead, and by when.
func (w letter) choose() string {
	r := w.registration()
	switch w.series().Rules.Choice {
	case dialogue.Ranked, dialogue.ChooseMany:
		return w.p.T("mail.choose.others-stand")
	}
	if w.asks() {
		return w.p.T("mail.choose.request")
	}
	var open []string
	for _, m := range w.Invitation.MeetingsToChoose(r, w.Now) {
		if m.ID != w.Meeting.ID {
			open = append(open, w.oneLineFacts(m))
		}
	}
	if len(open) == 0 || !r.RechooseUntil.After(w.Now) {
		return w.p.T("mail.choose.none")
	}
	date := escapeMarkdown(w.p.DeadlineDate(r.RechooseUntil))
	intro := w.p.T("mail.choose.other", "Date", date, "Page", w.page())
	if r.Contact.Email == "" {
		intro = w.p.T("mail.choose.other-by-post", "Date", date)
	}
	return intro + "\n\n" + list(open)
}

// contacts is whom to ask: the contact persons of the meeting, else the organiser's own address and phone.
func (w letter) contacts() string {
	var lines []string
	for _, c := range w.contactPersons() {
		lines = append(lines, w.person(c.Name, w.p.Text(c.Title), c.Email, c.Phone))
	}
	if o := w.organiser(); len(lines) == 0 {
		lines = append(lines, w.person(w.organiserName(), "", o.Email, o.Phone))
	}
	return list(lines)
}

func (w letter) contactPersons() []dialogue.ContactPerson {
	if w.Invited != nil {
		return w.invitedContacts()
	}
	if w.Statement != nil {
		if m := w.Invitation.Meeting(w.Statement.Meeting); m != nil {
			return w.Invitation.ContactsOf(*m)
		}
		return w.Invitation.ContactsOf(dialogue.Meeting{})
	}
	if m := w.onlyMeeting(); m != nil {
		return w.Invitation.ContactsOf(*m)
	}
	return w.Invitation.ContactsOf(dialogue.Meeting{})
}

// list is lines as a Markdown list.
func list(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return "- " + strings.Join(lines, "\n- ")
}

// indent keeps a text of several lines within its list item.
func indent(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ")
}

// escapeParagraphs is plain words with their line breaks.
func escapeParagraphs(s string) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		lines = append(lines, escapeMarkdown(line))
	}
	return strings.Join(lines, "\n")
}

// mailLink is an address that can be clicked; one of an odd form is words only.
func mailLink(address string) string {
	a, err := mail.ParseAddress(address)
	if err != nil || a.Address != address || strings.ContainsAny(address, "<>()[] \\\"`") {
		return escapeMarkdown(address)
	}
	return "<" + address + ">"
}

// linkTarget makes an address fit between the parentheses of a Markdown link.
func linkTarget(address string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "\n", "", "\r", "").Replace(address)
}
