package templates

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// steps are what has to be done to register, in order.
func steps(p lang.Printer, inv *dialogue.Invitation) []string {
	all := []string{p.T("delegation.step.fill"), p.T("delegation.step.check")}
	if inv.Series.Rules.Identity == dialogue.Verified {
		all = append(all, p.T("delegation.step.confirm"))
	}
	return all
}

// cameTo reports whether the delegation is told that somebody was there: once the meeting is over.
func cameTo(page *dialogue.OwnPage, s dialogue.Seat) bool {
	m := page.Invitation.Meeting(s.Meeting)
	return m != nil && m.StateAt(page.Now) == dialogue.Held && !s.CheckedInAt.IsZero()
}

// MeetingName is a meeting in one line: «onsdag 18. september 2019 kl. 10.00–14.00, Tynset, Tunnatoriet».
func MeetingName(p lang.Printer, m dialogue.Meeting) string {
	parts := []string{p.T("common.date.later")}
	if !m.StartsAt.IsZero() {
		parts[0] = p.WeekdaySpan(m.StartsAt, m.EndsAt)
	}
	if theme := p.Text(m.Theme); theme != "" {
		parts = []string{theme, lowerFirst(parts[0])}
	}
	if place := meetingPlace(p, m); place != "" {
		parts = append(parts, place)
	}
	return strings.Join(parts, ", ")
}

// meetingWhen begins a line: «Onsdag 18. september 2019 kl. 10.00–14.00».
func meetingWhen(p lang.Printer, m dialogue.Meeting) string {
	if m.StartsAt.IsZero() {
		return p.T("common.date.later")
	}
	return upperFirst(p.WeekdaySpan(m.StartsAt, m.EndsAt))
}

// meetingPlace is «Tynset, Tunnatoriet», or that the meeting is online.
func meetingPlace(p lang.Printer, m dialogue.Meeting) string {
	var parts []string
	for _, place := range []string{m.Town, m.Venue} {
		if place != "" {
			parts = append(parts, place)
		}
	}
	if m.Digital && m.Venue == "" {
		parts = append(parts, p.T("delegation.meeting.digital"))
	}
	return strings.Join(parts, ", ")
}

// meetingLines are what is said of a meeting below its date.
func meetingLines(p lang.Printer, inv *dialogue.Invitation, m dialogue.Meeting) []string {
	var lines []string
	if place := meetingPlace(p, m); place != "" {
		lines = append(lines, upperFirst(place))
	}
	if theme := p.Text(m.Theme); theme != "" {
		lines = append(lines, theme)
	}
	for _, region := range inv.Regions {
		if region.ID == m.Region {
			lines = append(lines, p.Text(region.Name))
		}
	}
	return lines
}

// meetingShort tells a meeting from the others of its series: «20. oktober, Førde».
func meetingShort(p lang.Printer, m dialogue.Meeting) string {
	when := p.T("common.date.later")
	if !m.StartsAt.IsZero() {
		when = p.DayMonth(dialogue.DateOf(m.StartsAt))
	}
	where := m.Town
	if where == "" {
		where = meetingPlace(p, m)
	}
	if where == "" {
		return when
	}
	return when + ", " + where
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// stand is where a delegation stands at one meeting, or before it has one.
type stand struct {
	meeting  *dialogue.Meeting
	tone     Tone
	word     string
	text     string
	calendar bool
	link     string // to the digital meeting, for the confirmed
}

// standings says where the delegation stands: placed, waiting and at which number, or waiting for the organiser's answer.
func standings(p lang.Printer, page *dialogue.OwnPage) []stand {
	count := map[dialogue.SeatState]map[dialogue.ID]int{}
	link := map[dialogue.ID]string{}
	for _, d := range page.Registration.Delegates {
		for _, s := range d.Seats {
			if count[s.State] == nil {
				count[s.State] = map[dialogue.ID]int{}
			}
			count[s.State][s.Meeting]++
			if m := page.Invitation.Meeting(s.Meeting); m != nil {
				link[m.ID] = cmp.Or(link[m.ID], m.LinkFor(s, page.Now))
			}
		}
	}
	alone := page.Registration.Unit.Kind == dialogue.Person
	say := func(several, one string, n int) string {
		if alone && n == 1 {
			return p.T(one)
		}
		return p.N(several, n)
	}
	one := func(several, you string) string {
		if alone {
			return you
		}
		return several
	}
	selects := page.Invitation.Series.Rules.Admission == dialogue.AdmitSelection
	if requested := requestStand(p, page); requested != nil {
		return []stand{*requested}
	}
	var all []stand
	for i, m := range page.Invitation.Meetings {
		meeting, dated := &page.Invitation.Meetings[i], !m.StartsAt.IsZero()
		if n := count[dialogue.SeatPlaced][m.ID]; n > 0 && m.StateAt(page.Now) == dialogue.Held {
			all = append(all, stand{meeting: meeting, tone: Quiet, word: say("delegation.seat.had", "delegation.seat.had-you", n)})
			meeting = nil
		} else if n > 0 {
			all = append(all, stand{meeting: meeting, tone: Good, word: say("delegation.seat.placed", "delegation.seat.placed-you", n), calendar: dated, link: link[m.ID]})
			meeting = nil
		}
		if n := count[dialogue.SeatWaiting][m.ID]; n > 0 {
			text := p.T("delegation.seat.first")
			if before := page.QueueBefore[m.ID]; before > 0 {
				text = p.T("delegation.seat.before", "Before", before)
			}
			if selects { // who is offered a place follows from more than a queue
				text = p.T(one("delegation.seat.may-be-offered", "delegation.seat.may-be-offered-you"))
			}
			all = append(all, stand{meeting: meeting, tone: Wait, word: say("delegation.seat.waiting", "delegation.seat.waiting-you", n), text: text})
			meeting = nil
		}
		if n := count[dialogue.SeatOffered][m.ID]; n > 0 {
			all = append(all, stand{meeting: meeting, tone: Wait, word: say("delegation.seat.offered", "delegation.seat.offered-you", n)})
			meeting = nil
		}
		if n := count[dialogue.SeatPending][m.ID]; n > 0 {
			all = append(all, stand{meeting: meeting, tone: Info, word: say("delegation.seat.pending", "delegation.seat.pending-you", n)})
		}
	}
	if n := count[dialogue.SeatWaiting][dialogue.ID{}]; n > 0 {
		all = append(all, stand{tone: Wait, word: say("delegation.seat.waiting", "delegation.seat.waiting-you", n), text: p.T(one("delegation.seat.may-be-offered", "delegation.seat.may-be-offered-you"))})
	}
	for _, n := range count[dialogue.SeatNotSelected] {
		all = append(all, stand{tone: Stop, word: say("delegation.seat.not-selected", "delegation.seat.not-selected-you", n)})
	}
	if n := len(page.Registration.LiveDelegates()); len(count[dialogue.SeatPending]) > 0 {
		switch by := page.Invitation.Series.AnswerBy; {
		case page.Invitation.Series.Rules.Admission == dialogue.AdmitSelection && !by.IsZero():
			all = append(all, stand{tone: Info, word: say("delegation.seat.pending", "delegation.seat.pending-you", n), text: p.T(one("delegation.seat.selection-by", "delegation.seat.selection-by-you"), "Date", p.Date(by))})
		case page.Invitation.Series.Rules.Admission == dialogue.AdmitSelection:
			all = append(all, stand{tone: Info, word: say("delegation.seat.pending", "delegation.seat.pending-you", n), text: p.T(one("delegation.seat.selection", "delegation.seat.selection-you"))})
		case count[dialogue.SeatPending][dialogue.ID{}] > 0 && !page.Now.Before(page.Registration.RechooseUntil):
			all = append(all, stand{tone: Info, word: say("delegation.seat.pending", "delegation.seat.pending-you", n), text: p.T("delegation.seat.to-be-assigned")})
		}
	}
	return all
}

// personDoes is the role and the position on one line.
func personDoes(p lang.Printer, inv *dialogue.Invitation, role dialogue.ID, position string) string {
	var parts []string
	if r := inv.Role(role); r != nil {
		parts = append(parts, p.Text(r.Name))
	}
	if position != "" && (len(parts) == 0 || !strings.EqualFold(parts[0], position)) {
		parts = append(parts, position)
	}
	return strings.Join(parts, ", ")
}

// peopleShown are those that still count; of a registration that has ended, those who were in it.
func peopleShown(r dialogue.Registration) []dialogue.Delegate {
	switch r.State {
	case dialogue.Withdrawn, dialogue.Refused, dialogue.Settled:
		return r.Delegates
	}
	return r.LiveDelegates()
}

// contactsOf are whom to ask about a meeting, or about the series.
func contactsOf(inv *dialogue.Invitation, meeting *dialogue.Meeting) []dialogue.ContactPerson {
	if meeting != nil {
		return inv.ContactsOf(*meeting)
	}
	if common := inv.ContactsOf(dialogue.Meeting{}); len(common) > 0 {
		return common
	}
	return inv.Contacts
}

func byRank(wishes []dialogue.Wish) []dialogue.Wish {
	return slices.SortedFunc(slices.Values(wishes), func(a, b dialogue.Wish) int { return cmp.Compare(a.Rank, b.Rank) })
}
