package mail

import (
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

// next is what happens next, and by when. For an unverified registration it tells what the click leads to.
func (w letter) next() string {
	switch w.Registration.State {
	case dialogue.Unverified:
		return w.afterVerifying()
	case dialogue.Active:
	default:
		return ""
	}
	var said []string
	say := func(s string) { said = append(said, s) }
	unplaced := w.seatsAt(dialogue.ID{})
	selecting := w.series().Rules.Admission == dialogue.AdmitSelection && w.undecided()
	switch {
	case w.asks():
		say(w.p.T("mail.next.asks", "Organiser", escapeMarkdown(w.organiserName())))
	case selecting:
		say(w.selection())
	case len(unplaced) > 0 && w.Registration.RechooseUntil.After(w.Now):
		say(w.p.T("mail.next.rechoose", "Date", escapeMarkdown(w.p.DeadlineDate(w.Registration.RechooseUntil))))
	case w.answered():
		for _, s := range w.afterAnswer(unplaced) {
			say(s)
		}
	case len(unplaced) > 0:
		say(w.p.T("mail.next.assigned-later", "Organiser", escapeMarkdown(w.organiserName())))
	}
	placed, dated, confirmed := 0, 0, 0
	for _, m := range w.attended() {
		if len(w.Registration.LiveDelegates()) == 0 {
			say(w.p.T("mail.next.unnamed", "Unit", escapeMarkdown(w.unit()), "Meeting", w.phrase(m)))
		}
		for _, s := range w.atMeeting(m) {
			say(s)
		}
		for _, s := range w.seatsAt(m.ID) {
			if s.State != dialogue.SeatPlaced {
				continue
			}
			placed++
			if !m.StartsAt.IsZero() {
				dated++
			}
			if !s.ConfirmedAt.IsZero() {
				confirmed++
			}
		}
	}
	if placed > dated {
		say(w.p.T("mail.next.undated"))
	}
	if answer := w.series().AnswerBy; dated > confirmed && !answer.IsZero() && answer.EndOfDay().After(w.Now) {
		say(w.p.T("mail.next.confirmation-by", "Date", answer))
	} else if dated > confirmed {
		say(w.p.T("mail.next.confirmation"))
	}
	if w.ownCost() {
		said[len(said)-1] += "\n\n" + w.p.T("mail.next.own-cost")
	}
	return strings.Join(said, " ")
}

func (w letter) afterVerifying() string {
	unit, rules := w.Registration.Unit, w.series().Rules
	switch {
	case rules.Identity == dialogue.Verified && unit.Kind.Official() && !unit.HasDomain(w.Registration.Contact.Email):
		return w.p.T("mail.next.held-after", "Unit", escapeMarkdown(w.unit()))
	case w.asks():
		return w.p.T("mail.next.verify-request", "Organiser", escapeMarkdown(w.organiserName()))
	case rules.Admission == dialogue.AdmitSelection:
		return w.p.T("mail.next.verify-selection", "Organiser", escapeMarkdown(w.organiserName())) + " " + w.answerBy()
	}
	return w.p.T("mail.next.verify-open")
}

// answered reports whether the selection has answered the registration.
func (w letter) answered() bool {
	return w.series().Rules.Admission == dialogue.AdmitSelection && !w.undecided()
}

// afterAnswer says how it stands for those of a delegation who wait for any meeting, and those who have not got a place.
func (w letter) afterAnswer(unplaced []dialogue.Seat) []string {
	waiting, out := 0, 0
	for _, s := range unplaced {
		switch s.State {
		case dialogue.SeatWaiting:
			waiting++
		case dialogue.SeatNotSelected:
			out++
		}
	}
	var said []string
	if waiting > 0 {
		said = append(said, w.p.N("mail.next.waiting-any", waiting))
	}
	if out > 0 {
		said = append(said, w.p.N("mail.next.not-selected", out))
	}
	return said
}

// undecided reports whether any seat waits for the selection.
func (w letter) undecided() bool {
	for _, d := range w.Registration.Delegates {
		for _, s := range d.Seats {
			if s.State == dialogue.SeatPending {
				return true
			}
		}
	}
	return false
}

func (w letter) selection() string {
	return w.p.T("mail.next.selection", "Organiser", escapeMarkdown(w.organiserName())) + " " + w.answerBy()
}

func (w letter) answerBy() string {
	if answer := w.series().AnswerBy; !answer.IsZero() && answer.EndOfDay().After(w.Now) {
		return w.p.T("mail.next.selection-by", "Date", answer)
	}
	return w.p.T("mail.next.selection-later")
}

// atMeeting says how it stands at one meeting: who has a place, who waits and as which number.
func (w letter) atMeeting(m dialogue.Meeting) []string {
	var placed, waiting, offered int
	seats := w.seatsAt(m.ID)
	for _, s := range seats {
		switch s.State {
		case dialogue.SeatPlaced:
			placed++
		case dialogue.SeatWaiting:
			waiting++
		case dialogue.SeatOffered:
			offered++
		}
	}
	var said []string
	switch {
	case placed > 0 && placed == len(seats):
		said = append(said, w.p.N("mail.next.placed-all", placed, "Meeting", w.phrase(m)))
	case placed > 0:
		said = append(said, w.p.N("mail.next.placed", placed, "Meeting", w.phrase(m)))
	}
	if waiting > 0 {
		said = append(said, w.p.N("mail.next.waiting", waiting, "Meeting", w.phrase(m)))
		switch number := w.Waiting[m.ID]; {
		case w.answered(): // who is offered a place follows from more than a queue
			return append(said, w.p.T("mail.unplaced.waiting"))
		case number == 1:
			said = append(said, w.p.T("mail.next.waiting-first"))
		case number > 1:
			said = append(said, w.p.N("mail.next.waiting-before", number-1))
		}
		if waiting > 1 {
			said = append(said, w.p.T("mail.next.waiting-together"))
		}
	}
	if offered > 0 {
		said = append(said, w.p.N("mail.next.offered", offered, "Meeting", w.phrase(m)))
	}
	return said
}

func (w letter) ownCost() bool {
	for _, d := range w.Registration.Delegates {
		for _, s := range d.Seats {
			if s.Pool == dialogue.AtOwnCost && !s.State.Gone() {
				return true
			}
		}
	}
	return false
}

// change is how to change the registration, until when, and what then.
func (w letter) change() string {
	if w.Registration.Contact.Email == "" {
		return w.p.T("mail.change.by-post", "Reference", w.Registration.Reference)
	}
	if w.asks() {
		return w.p.T("mail.change.request", "Page", w.page())
	}
	said := []string{w.p.T("mail.change.page", "Page", w.page())}
	binding := w.series().Rules.Binding
	until, several := w.lastDeadline()
	switch {
	case until.IsZero():
	case !until.After(w.Now):
		said = append(said, w.either(binding, w.p.T("mail.change.after-binding"), w.p.T("mail.change.after")))
	case several:
		said = append(said, w.either(binding, w.p.T("mail.change.until-each-binding"), w.p.T("mail.change.until-each")))
	default:
		date := escapeMarkdown(w.p.DeadlineDate(until))
		said = append(said, w.either(binding,
			w.p.T("mail.change.until-binding", "Deadline", date), w.p.T("mail.change.until", "Deadline", date)))
	}
	if binding {
		said = append(said, w.p.T("mail.change.binding"))
	}
	return strings.Join(said, "\n\n")
}

func (letter) either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// lastDeadline is the latest deadline that concerns the registration, and whether its meetings have different ones.
func (w letter) lastDeadline() (last time.Time, several bool) {
	meetings := w.attended()
	if w.Meeting != nil {
		meetings = []dialogue.Meeting{*w.Meeting}
	}
	if len(meetings) == 0 {
		return w.series().ClosesAt, false
	}
	for i, m := range meetings {
		at := w.closesAt(m)
		several = several || i > 0 && !at.Equal(last)
		if at.After(last) {
			last = at
		}
	}
	return last, several
}
