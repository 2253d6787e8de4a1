package mail

import (
	"fmt"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// registered is the whole registration: who, which meeting or wishes, and the delegates. The comment is left out: it may say
// what nobody should read in a journal.
func (w letter) registered() string {
	r := w.registration()
	var b strings.Builder
	item := func(label, said string) {
		if said != "" {
			fmt.Fprintf(&b, "- **%s:** %s\n", label, said)
		}
	}
	unitLabel := w.p.T("mail.fact.unit")
	if w.asks() {
		unitLabel = w.p.T("mail.fact.asks")
	}
	item(unitLabel, escapeMarkdown(w.unit()))
	item(w.p.T("mail.fact.home"), escapeMarkdown(w.Home))
	item(w.p.T("mail.fact.contact"), w.person(r.Contact.Name, r.Contact.Position, r.Contact.Email, r.Contact.Phone))
	for _, m := range w.attended() {
		item(w.p.T("mail.fact.meeting"), w.oneLineFacts(m))
		if w.closesAt(m).After(w.Now) {
			item(w.p.T("mail.fact.deadline"), escapeMarkdown(w.p.DeadlineDate(w.closesAt(m))))
		}
	}
	item(w.p.T("mail.fact.wanted-when"), escapeMarkdown(r.WantedWhen))
	item(w.p.T("mail.fact.wanted-help"), escapeMarkdown(r.WantedHelp))
	item(w.p.T("mail.fact.neighbours"), escapeMarkdown(w.neighbours()))
	b.WriteString(w.wishes())
	item(w.p.T("mail.fact.if-not-all"), w.ifNotAll())
	people := map[dialogue.ID]string{}
	for _, a := range w.Invitation.Asks(r) {
		if a.Question.Phase != dialogue.AtSignUp || a.Answer.IsEmpty() {
			continue
		}
		label, said := escapeMarkdown(w.p.Text(a.Question.Short())), escapeMarkdown(strings.Join(strings.Fields(w.p.Answer(a.Question, a.Answer)), " "))
		if a.Delegate != nil {
			people[a.Delegate.ID] += fmt.Sprintf("    - %s: %s\n", label, said)
			continue
		}
		if a.Meeting != nil {
			label += ", " + escapeMarkdown(w.short(*a.Meeting))
		}
		item(label, said)
	}
	b.WriteString("\n")
	for i, d := range r.LiveDelegates() {
		fmt.Fprintf(&b, "%d. %s\n%s", i+1, w.delegate(d), people[d.ID])
	}
	return b.String()
}

// person is name, position and how to reach the person.
func (w letter) person(name, position, email, phone string) string {
	var said []string
	for _, s := range []string{name, position} {
		if s != "" {
			said = append(said, escapeMarkdown(s))
		}
	}
	if email != "" {
		said = append(said, mailLink(email))
	}
	if phone != "" {
		// The spaces don't break: a number stays on one line.
		said = append(said, escapeMarkdown(strings.ReplaceAll(lang.FormatPhone(phone), " ", "\u00a0")))
	}
	return strings.Join(said, ", ")
}

// delegate is one delegate with role, position and the state of each seat.
func (w letter) delegate(d dialogue.Delegate) string {
	said := []string{"**" + escapeMarkdown(d.Name) + "**"}
	if role := w.Invitation.Role(d.Role); role != nil && (w.toContact() || !role.Health) {
		said = append(said, escapeMarkdown(w.p.Text(role.Name)))
	}
	if d.Position != "" {
		said = append(said, escapeMarkdown(d.Position))
	}
	line := strings.Join(said, ", ")
	var states []string
	many := w.series().Rules.Choice == dialogue.ChooseMany
	for _, s := range d.Seats {
		if s.State.Gone() {
			continue
		}
		state := w.state(s.State)
		if s.State == dialogue.SeatPending && !many {
			state = "" // nothing is decided for anyone yet, and the letter says so
		}
		if m := w.Invitation.Meeting(s.Meeting); m != nil && many {
			state = escapeMarkdown(w.short(*m)) + ": " + state
		}
		if s.Pool == dialogue.AtOwnCost {
			state = strings.TrimPrefix(state+", "+w.p.T("mail.delegate.own-cost"), ", ")
		}
		if state != "" {
			states = append(states, state)
		}
	}
	if len(states) == 0 || w.Registration.State != dialogue.Active {
		return line
	}
	return line + " – " + strings.Join(states, "; ")
}

func (w letter) state(s dialogue.SeatState) string {
	switch s {
	case dialogue.SeatPlaced:
		return w.p.T("mail.delegate.state.placed")
	case dialogue.SeatWaiting:
		return w.p.T("mail.delegate.state.waiting")
	case dialogue.SeatNotSelected:
		return w.p.T("mail.delegate.state.not-selected")
	case dialogue.SeatOffered:
		return w.p.T("mail.delegate.state.offered")
	}
	return w.p.T("mail.delegate.state.pending")
}

// wishes is the unit's ranking, and apart from it the meetings it can't attend.
func (w letter) wishes() string {
	var ranked, unable []string
	for _, wish := range w.Registration.Wishes {
		m := w.Invitation.Meeting(wish.Meeting)
		if m == nil {
			continue
		}
		if wish.Available {
			ranked = append(ranked, w.rankedMeeting(*m))
		} else {
			unable = append(unable, escapeMarkdown(w.short(*m)))
		}
	}
	var b strings.Builder
	if len(ranked) > 0 {
		fmt.Fprintf(&b, "- **%s:**\n", w.p.T("mail.fact.ranking"))
		for i, m := range ranked {
			fmt.Fprintf(&b, "  %d. %s\n", i+1, m)
		}
	}
	if len(unable) > 0 {
		fmt.Fprintf(&b, "- **%s:** %s\n", w.p.T("mail.fact.unable"), w.p.List(unable))
	}
	return b.String()
}

// ifNotAll is what the delegation wants if not all of it gets a place; "" when it was not asked.
func (w letter) ifNotAll() string {
	switch w.Registration.IfNotAll {
	case dialogue.Fewer:
		return w.p.T("mail.if-not-all.fewer")
	case dialogue.Together:
		return w.p.T("mail.if-not-all.together")
	}
	return ""
}

// rankedMeeting is «Stavanger 30. mai 2017, Mat».
func (w letter) rankedMeeting(m dialogue.Meeting) string {
	said := w.short(m)
	if theme := w.p.Text(m.Theme); theme != "" && theme != w.place(m) {
		said += ", " + theme
	}
	return escapeMarkdown(said)
}

// placedDelegates are those with a place at the letter's meeting, with their roles: it goes to the contact.
func (w letter) placedDelegates() string {
	var b strings.Builder
	for _, d := range w.Registration.Delegates {
		for _, s := range d.Seats {
			if s.Meeting != w.Meeting.ID || s.State != dialogue.SeatPlaced {
				continue
			}
			said := []string{"**" + escapeMarkdown(d.Name) + "**"}
			if role := w.Invitation.Role(d.Role); role != nil {
				said = append(said, escapeMarkdown(w.p.Text(role.Name)))
			}
			if s.Pool == dialogue.AtOwnCost {
				said = append(said, w.p.T("mail.delegate.own-cost"))
			}
			b.WriteString("- " + strings.Join(said, ", ") + "\n")
		}
	}
	return b.String()
}

// closesAt is the meeting's deadline, or the series' when it has none.
func (w letter) closesAt(m dialogue.Meeting) time.Time {
	if !m.ClosesAt.IsZero() {
		return m.ClosesAt
	}
	return w.series().ClosesAt
}

// changes is what was done, one line each.
func (w letter) changes() string {
	var lines []string
	for _, c := range w.Changes {
		name, was := "**"+escapeMarkdown(c.Name)+"**", "**"+escapeMarkdown(c.Was)+"**"
		switch c.Kind {
		case dialogue.ChangeAdded:
			lines = append(lines, w.p.T("mail.changed.added", "Name", name))
		case dialogue.ChangeRenamed:
			lines = append(lines, w.p.T("mail.changed.renamed", "Name", name, "Was", was))
		case dialogue.ChangeDetails:
			lines = append(lines, w.p.T("mail.changed.details", "Name", name))
		case dialogue.ChangeRemoved:
			lines = append(lines, w.p.T("mail.changed.removed", "Name", name))
		case dialogue.ChangeSelf:
			lines = append(lines, w.p.T("mail.changed.self", "Name", name))
		case dialogue.ChangeLeft:
			lines = append(lines, w.p.T("mail.changed.left", "Name", name))
		case dialogue.ChangeContact:
			lines = append(lines, w.p.T("mail.changed.contact"))
		case dialogue.ChangeMeeting:
			lines = append(lines, w.p.T("mail.changed.meeting"))
		case dialogue.ChangeRanking:
			lines = append(lines, w.p.T("mail.changed.ranking"))
		case dialogue.ChangeWishes:
			lines = append(lines, w.p.T("mail.changed.wish"))
		case dialogue.ChangeIfNotAll:
			lines = append(lines, w.p.T("mail.changed.if-not-all"))
		case dialogue.ChangeSeats:
			lines = append(lines, w.p.T("mail.changed.seats"))
		case dialogue.ChangeAccepted:
			lines = append(lines, w.p.T("mail.changed.accepted"))
		case dialogue.ChangeDeclined:
			lines = append(lines, w.p.T("mail.changed.declined"))
		}
	}
	return list(lines)
}
