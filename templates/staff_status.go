package templates

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// StatusView is the tab that tells where every unit stands.
type StatusView struct {
	Series  StaffSeriesFrame
	Board   dialogue.StatusBoard
	Filter  Form // GET
	Remind  Form // the days of automatic reminders
	MayEdit bool
}

func (v StatusView) id() dialogue.ID { return v.Board.Invitation.Series.ID }

// invited reports whether anybody is: before that the page says where to begin.
func (v StatusView) invited() bool {
	return v.Board.Counts.Units > v.Board.Counts.Marks[dialogue.MarkNotInvited]+v.Board.Counts.Marks[dialogue.MarkUninvited]
}

func (v StatusView) all() string { return urls.Paths().StaffTab(v.id(), urls.TabStatus) }

func statusOf(series dialogue.ID, m dialogue.BoardMark) string {
	return urls.WithQuery(urls.Paths().StaffTab(series, urls.TabStatus), url.Values{"tilstand": {string(m)}}) + "#alle"
}

// markFigure is a number on top that leads to the rows it counts.
type markFigure struct {
	Mark  dialogue.BoardMark
	Label string
	N     int
}

// figures are the numbers on top: those that are always of interest, and others when there are any.
func (v StatusView) figures() []markFigure {
	always := []dialogue.BoardMark{dialogue.MarkInvited, dialogue.MarkDelivered, dialogue.MarkStarted, dialogue.MarkRegistered, dialogue.MarkDeclined, dialogue.MarkSilent}
	var all []markFigure
	for _, m := range dialogue.BoardMarks {
		if n := v.Board.Counts.Marks[m]; n > 0 || slices.Contains(always, m) {
			all = append(all, markFigure{m, markWord(v.Series.Frame.L, m), n})
		}
	}
	return all
}

// chart is how all stand, each in one row.
func (v StatusView) chart() Chart {
	p := v.Series.Frame.L
	c := Chart{L: p, Caption: p.T("staff.status.chart"), Label: p.T("staff.status.chart.label"), Bars: []string{p.T("staff.status.chart.units")}}
	for _, s := range dialogue.BoardStandings {
		n := v.Board.Counts.Standings[s]
		if n > 0 || s == dialogue.StandsRegistered || s == dialogue.StandsDeclined || s == dialogue.StandsSilent {
			c.Rows = append(c.Rows, ChartRow{Label: standsWord(p, s), Values: []int{n}, Tenths: -1})
		}
	}
	return c
}

// href is the unit's registration, else its letters; "" when there is neither.
func (v StatusView) href(r dialogue.BoardRow) string {
	switch {
	case !r.Registration.ID.IsZero():
		return urls.Paths().StaffRegistration(v.id(), r.Registration.ID)
	case len(r.Letters) == 0:
		return ""
	case len(r.Letters) == 1 || r.Letters[0].Recipient == "":
		return urls.Paths().StaffLetter(v.id(), r.Letters[0].ID)
	}
	return urls.WithQuery(urls.Paths().StaffTab(v.id(), urls.TabLetters), url.Values{"sok": {r.Letters[0].Recipient}})
}

// note is where a no of a unit that is silent is noted; "" when it is not, or the reader may not.
func (v StatusView) note(r dialogue.BoardRow) string {
	if !v.MayEdit || r.Standing() != dialogue.StandsSilent {
		return ""
	}
	return urls.WithQuery(urls.Paths().StaffDeclineNew(v.id()), url.Values{"kommune": {r.Unit.Key()}})
}

// beside is what is said under the unit's name.
func (v StatusView) beside(r dialogue.BoardRow) string {
	if r.Joint != "" {
		return v.Series.Frame.L.T("staff.status.through", "Name", r.Joint)
	}
	return unitKindBeside(v.Series.Frame.L, r.Unit)
}

// people is how many are in the registration.
func (v StatusView) people(r dialogue.BoardRow) string {
	if n := len(r.Registration.LiveDelegates()); n > 0 {
		return v.Series.Frame.L.N("staff.status.people", n)
	}
	return ""
}

// seats is what became of the seats: «3 har plass, 1 venter».
func (v StatusView) seats(r dialogue.BoardRow) string {
	var parts []string
	for _, s := range []dialogue.SeatState{dialogue.SeatPlaced, dialogue.SeatOffered, dialogue.SeatWaiting, dialogue.SeatNotSelected} {
		if n := r.Seats(s); n > 0 {
			parts = append(parts, v.Series.Frame.L.Number(n)+" "+strings.ToLower(SeatWord(v.Series.Frame.L, s)))
		}
	}
	return strings.Join(parts, ", ")
}

// failure is what the mail server said of the unit's newest letter that failed.
func failureOf(r dialogue.BoardRow) string {
	for _, l := range r.Letters {
		if l.State == dialogue.LetterFailed && l.Failure != "" {
			return l.Failure
		}
	}
	return ""
}

// under is what is said under the standing: until when the unit may answer, who declined and why, what somebody must do.
func (v StatusView) under(r dialogue.BoardRow) string {
	p := v.Series.Frame.L
	switch {
	case r.Answer == dialogue.AnswerHeld || r.Answer == dialogue.AnswerNoHeld:
		return p.T("staff.status.waits-for-you")
	case r.Answer == dialogue.AnswerUnconfirmed:
		return p.T("staff.status.waits-for-click")
	case r.Answer == dialogue.AnswerDeclined && r.Invitation.Decline != nil && r.Invitation.Decline.Reason != "":
		return "«" + r.Invitation.Decline.Reason + "»"
	case r.Standing() == dialogue.StandsSilent && r.Open && !r.Until.IsZero():
		return p.T("staff.status.until", "Date", p.DayMonth(dialogue.LastDay(r.Until)))
	case r.Standing() == dialogue.StandsSilent && !r.Open:
		return p.T("staff.status.too-late")
	}
	return ""
}

func (v StatusView) regionOptions() []Option {
	var options []Option
	for _, g := range v.Board.Invitation.Regions {
		options = append(options, Option{Value: g.ID.String(), Label: v.Series.Frame.L.Text(g.Name)})
	}
	return options
}

func (v StatusView) countyOptions() []Option {
	var options []Option
	for _, c := range v.Board.Counties {
		options = append(options, Option{Value: c.Number, Label: c.Name})
	}
	return options
}

func (v StatusView) markOptions() []Option {
	var options []Option
	for _, m := range dialogue.BoardMarks {
		options = append(options, Option{Value: string(m), Label: markWord(v.Series.Frame.L, m)})
	}
	return options
}

// dayOptions are the days of automatic reminders, those farthest from the deadline first.
func (v StatusView) dayOptions() []Option {
	days := slices.Sorted(slices.Values(dialogue.ReminderDays[:]))
	slices.Reverse(days)
	var options []Option
	for _, d := range days {
		options = append(options, Option{Value: strconv.Itoa(d), Label: v.Series.Frame.L.N("staff.status.days-before", d)})
	}
	return options
}

// planned says when an automatic reminder goes, to how many, and why then.
func (v StatusView) planned(r dialogue.PlannedReminder) string {
	p := v.Series.Frame.L
	return p.N("staff.status.planned", r.Silent, "Day", p.WeekdayDate(r.On), "Deadline", p.DayMonth(r.Rule.Deadline))
}

// remindedBy is the rule that made a reminder, or that staff did.
func (v StatusView) remindedBy(r dialogue.SentReminder) string {
	p, m := v.Series.Frame.L, r.Mailing
	if m.RuleDays == 0 {
		return p.T("staff.status.sent.by-staff")
	}
	return p.N("staff.status.sent.by-rule", m.RuleDays, "Deadline", p.DayMonth(m.RuleDeadline))
}

// reminded is how far a reminder has come.
func (v StatusView) reminded(r dialogue.SentReminder) string {
	p := v.Series.Frame.L
	switch {
	case r.Mailing.State == dialogue.MailingDraft:
		return p.T("staff.status.sent.draft")
	case r.Passed == 0:
		return p.T("staff.status.sent.written", "N", r.Written, "All", r.Units)
	}
	return p.T("staff.status.sent.written-passed", "N", r.Written, "All", r.Units, "Passed", r.Passed)
}

// remindedAt is when a reminder was made to go.
func remindedAt(r dialogue.SentReminder) time.Time {
	if r.Mailing.SendAt.IsZero() {
		return r.Mailing.CreatedAt
	}
	return r.Mailing.SendAt
}

// shortDateTime is 26.8.2019 10.05, for columns.
func shortDateTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(dialogue.Oslo).Format("2.1.2006 15.04")
}

// standsTone is done or over, or waits for somebody.
func standsTone(r dialogue.BoardRow) Tone {
	if r.Answer == dialogue.AnswerHeld || r.Answer == dialogue.AnswerUnconfirmed || r.Answer == dialogue.AnswerNoHeld {
		return Wait
	}
	switch r.Standing() {
	case dialogue.StandsRegistered:
		return Good
	case dialogue.StandsDeclined, dialogue.StandsWithdrawn, dialogue.StandsNotInvited:
		return Quiet
	case dialogue.StandsUnreached:
		return Stop
	case dialogue.StandsOnItsWay:
		return Info
	}
	return Wait
}

func standsWord(p lang.Printer, s dialogue.BoardStanding) string {
	switch s {
	case dialogue.StandsRegistered:
		return p.T("staff.status.stands.registered")
	case dialogue.StandsDeclined:
		return p.T("staff.status.mark.declined")
	case dialogue.StandsWithdrawn:
		return p.T("staff.status.mark.withdrawn")
	case dialogue.StandsSilent:
		return p.T("staff.status.mark.silent")
	case dialogue.StandsUnreached:
		return p.T("staff.status.mark.failed")
	case dialogue.StandsOnItsWay:
		return p.T("staff.status.mark.on-its-way")
	case dialogue.StandsPrepared:
		return p.T("staff.status.mark.prepared")
	}
	return p.T("staff.status.mark.not-invited")
}

// StandsWord is where a unit stands, in words; for files.
func StandsWord(p lang.Printer, s dialogue.BoardStanding) string { return standsWord(p, s) }

func markWord(p lang.Printer, m dialogue.BoardMark) string {
	switch m {
	case dialogue.MarkInvited:
		return p.T("staff.status.mark.invited")
	case dialogue.MarkDelivered:
		return p.T("staff.status.mark.delivered")
	case dialogue.MarkFailed:
		return p.T("staff.status.mark.failed")
	case dialogue.MarkStarted:
		return p.T("staff.status.mark.started")
	case dialogue.MarkRegistered:
		return p.T("staff.status.mark.registered")
	case dialogue.MarkPlaced:
		return p.T("staff.status.mark.placed")
	case dialogue.MarkDeclined:
		return p.T("staff.status.mark.declined")
	case dialogue.MarkSilent:
		return p.T("staff.status.mark.silent")
	case dialogue.MarkWaits:
		return p.T("staff.status.mark.waits")
	case dialogue.MarkUnconfirmed:
		return p.T("staff.status.mark.unconfirmed")
	case dialogue.MarkWithdrawn:
		return p.T("staff.status.mark.withdrawn")
	case dialogue.MarkUninvited:
		return p.T("staff.status.mark.uninvited")
	case dialogue.MarkOnItsWay:
		return p.T("staff.status.mark.on-its-way")
	case dialogue.MarkPrepared:
		return p.T("staff.status.mark.prepared")
	}
	return p.T("staff.status.mark.not-invited")
}

// ToAddresses are the addresses that a unit's letters went to, each once, in the order they were first written to.
func ToAddresses(r dialogue.BoardRow) []string {
	var all []string
	for _, l := range slices.Backward(r.Letters) {
		if l.Recipient != "" && !slices.Contains(all, l.Recipient) {
			all = append(all, l.Recipient)
		}
	}
	return all
}
