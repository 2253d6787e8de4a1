package templates

import (
	"net/url"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// MeetingShort is a meeting as short as it can be told from the others: «Tynset, 18. september».
func MeetingShort(p lang.Printer, m dialogue.Meeting) string {
	var parts []string
	switch {
	case m.Town != "":
		parts = append(parts, m.Town)
	case !m.Theme.IsEmpty():
		parts = append(parts, p.Text(m.Theme))
	case m.Digital:
		parts = append(parts, p.T("staff.work.digital"))
	}
	if m.StartsAt.IsZero() {
		parts = append(parts, strings.ToLower(p.T("common.date.later")))
	} else {
		parts = append(parts, p.DayMonth(dialogue.DateOf(m.StartsAt)))
	}
	return strings.Join(parts, ", ")
}

// MeetingInRegion is a meeting in short, by its region where it has one, «Nedre Romerike, 16. november»: regions' digital
// meetings may share a day.
func MeetingInRegion(p lang.Printer, inv *dialogue.Invitation, m dialogue.Meeting) string {
	r := inv.Region(m.Region)
	switch {
	case r == nil:
		return MeetingShort(p, m)
	case m.StartsAt.IsZero():
		return p.Text(r.Name) + ", " + lowerFirst(p.T("common.date.later"))
	}
	return p.Text(r.Name) + ", " + p.DayMonth(dialogue.DateOf(m.StartsAt))
}

// shortDate is 26.8.2019, for columns.
func shortDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(dialogue.Oslo).Format("2.1.2006")
}

// figure is a number in a table, where nothing is a dash.
func figure(p lang.Printer, n int) string {
	if n == 0 {
		return "–"
	}
	return p.Number(n)
}

func freeWord(p lang.Printer, m dialogue.Meeting) string {
	free, limited := m.Free()
	switch {
	case m.State == dialogue.Cancelled:
		return "–"
	case !limited:
		return p.T("staff.work.no-limit")
	}
	return p.T("staff.work.free-of", "Free", free, "Capacity", m.Places())
}

func (v WorkListView) href(r dialogue.Registration) string {
	return urls.Paths().StaffRegistration(v.List.Invitation.Series.ID, r.ID)
}

func (v WorkListView) all() string {
	if v.Here != "" {
		return v.Here
	}
	return urls.Paths().StaffTab(v.List.Invitation.Series.ID, urls.TabRegistrations)
}

// lettersIn is the series' letters in one state.
func lettersIn(series dialogue.ID, state dialogue.LetterState) string {
	return urls.WithQuery(urls.Paths().StaffTab(series, urls.TabLetters), url.Values{"tilstand": {string(state)}})
}

func letterAlertTone(counts dialogue.LetterCounts) Tone {
	if counts.Failed() > 0 {
		return Stop
	}
	return Info
}

// contact is who answers for it, and how it came when it was not by the form.
func (v WorkListView) contact(r dialogue.Registration) string {
	if r.Channel == dialogue.Web {
		return r.Contact.Name
	}
	return r.Contact.Name + " · " + strings.ToLower(channelWord(v.Frame.L, r.Channel))
}

func (v WorkListView) onlyMeeting(m dialogue.Meeting) string {
	return urls.WithQuery(v.all(), url.Values{"mote": {m.ID.String()}}) + "#pameldinger"
}

// why says what a registration that waits for a decision waits for.
func (v WorkListView) why(r dialogue.Registration) string {
	if r.State == dialogue.Proposal {
		return v.Frame.L.T("staff.work.decide.proposal", "Name", r.Contact.Name, "Date", v.Frame.L.DayMonth(dialogue.DateOf(r.ReceivedAt)))
	}
	return v.Frame.L.T("staff.work.decide.held", "Name", r.Contact.Name, "Email", r.Contact.Email, "Date", v.Frame.L.DayMonth(dialogue.DateOf(r.ReceivedAt)))
}

type namedFigure struct {
	Label string
	N     int
}

// figures are the numbers on top: those that are always of interest, and others when there are any.
func (v WorkListView) figures() []namedFigure {
	p, c := v.Frame.L, v.List.Counts
	all := []namedFigure{
		{p.T("staff.work.figure.registrations"), c.Registrations},
		{p.T("staff.work.figure.delegates"), c.Delegates},
	}
	for _, more := range []namedFigure{
		{p.T("staff.work.figure.placed"), c.Placed},
		{p.T("staff.work.figure.waiting"), c.Waiting},
		{p.T("staff.work.figure.offered"), c.Offered},
		{p.T("staff.work.figure.decide"), c.Held + c.Proposals + len(v.List.HeldDeclines())},
		{p.T("staff.work.figure.unverified"), c.Unverified},
		{p.T("staff.work.figure.withdrawn"), c.Withdrawn},
	} {
		if more.N > 0 {
			all = append(all, more)
		}
	}
	return all
}

func (v WorkListView) emptyText() string {
	if v.List.Invitation.Series.State == dialogue.Draft {
		return v.Frame.L.T("staff.work.empty.draft")
	}
	return v.Frame.L.T("staff.work.empty.text")
}

func (v WorkListView) actions() []Link {
	id := v.List.Invitation.Series.ID
	var links []Link
	if v.MayEdit && v.List.Invitation.Series.State != dialogue.Draft {
		links = append(links, Link{urls.Paths().StaffRegistrationNew(id), v.Frame.L.T("staff.work.new")},
			Link{urls.Paths().StaffDeclineNew(id), v.Frame.L.T("staff.decline.note")})
	}
	if v.List.Counts.Delegates > 0 {
		links = append(links, Link{urls.Paths().StaffExport(id, "xlsx"), v.Frame.L.T("staff.work.xlsx.short")})
	}
	return links
}

func (v WorkListView) showsFree() bool {
	for _, c := range v.List.Meetings {
		if c.Meeting.Capacity > 0 {
			return true
		}
	}
	return false
}

// A series that selects has nobody placed until then; one that admits at once has nobody pending but under assignment.
func (v WorkListView) showsPlaced() bool {
	return v.List.Counts.Placed > 0 || v.List.Invitation.Series.Rules.Admission == dialogue.AdmitOpen
}

func (v WorkListView) showsPending() bool { return v.List.Counts.Pending > 0 }

func (v WorkListView) deadlineWord(m dialogue.Meeting) string {
	closes := m.ClosesAt
	if closes.IsZero() {
		closes = v.List.Invitation.Series.ClosesAt
	}
	if closes.IsZero() {
		return v.Frame.L.T("staff.work.open")
	}
	return v.Frame.L.T("staff.work.open-until", "Date", v.Frame.L.DayMonth(dialogue.DateOf(closes.Add(-time.Minute))))
}

// meetingOf is where the delegation goes: its meeting, how many when there are several, or that it is not decided.
func (v WorkListView) meetingOf(r dialogue.Registration) string {
	var names []string
	for _, id := range r.Meetings() {
		if m := v.List.Invitation.Meeting(id); m != nil {
			names = append(names, MeetingInRegion(v.Frame.L, &v.List.Invitation, *m))
		}
	}
	switch {
	case len(names) == 0 && r.WorkState().Over():
		return ""
	case len(names) == 0:
		return v.Frame.L.T("staff.work.no-meeting")
	case len(names) > 3:
		return v.Frame.L.N("staff.work.many-meetings", len(names))
	}
	return strings.Join(names, "; ")
}

func (v WorkListView) people(r dialogue.Registration) string {
	if n := len(r.LiveDelegates()); n > 0 {
		return v.Frame.L.Number(n)
	}
	return "–"
}

// usesMoreFilters reports whether one of the seldom used filters is on.
func (v WorkListView) usesMoreFilters() bool {
	f := v.List.Filter
	return !f.Region.IsZero() || f.County != "" || f.Kind != "" || f.Channel != "" || !f.Role.IsZero() || f.Left != ""
}

func (v WorkListView) roleOptions() []Option {
	var options []Option
	for _, r := range v.List.Invitation.Roles {
		options = append(options, Option{Value: r.ID.String(), Label: v.Frame.L.Text(r.Name)})
	}
	return options
}

func (v WorkListView) leftOptions() []Option {
	return []Option{{Value: string(dialogue.LeftSome), Label: v.Frame.L.T("staff.work.filter.left.some")},
		{Value: string(dialogue.LeftNone), Label: v.Frame.L.T("staff.work.filter.left.none")}}
}

func (v WorkListView) stateOptions() []Option {
	var options []Option
	for _, s := range dialogue.WorkStates {
		if (s == dialogue.WorkAsks || s == dialogue.WorkUnnamed) && !v.List.Invitation.Series.Rules.OnRequest {
			continue
		}
		options = append(options, Option{Value: string(s), Label: workWord(v.Frame.L, s)})
	}
	return options
}

func (v WorkListView) meetingOptions() []Option {
	var options []Option
	for _, m := range v.List.Invitation.Meetings {
		options = append(options, Option{Value: m.ID.String(), Label: MeetingInRegion(v.Frame.L, &v.List.Invitation, m)})
	}
	return options
}

func (v WorkListView) regionOptions() []Option {
	var options []Option
	for _, g := range v.List.Invitation.Regions {
		options = append(options, Option{Value: g.ID.String(), Label: v.Frame.L.Text(g.Name)})
	}
	return options
}

func (v WorkListView) countyOptions() []Option {
	var options []Option
	for _, c := range v.List.Counties {
		options = append(options, Option{Value: c.Number, Label: c.Name})
	}
	return options
}

func (v WorkListView) kindOptions() []Option {
	var options []Option
	for _, k := range []dialogue.UnitKind{dialogue.Municipality, dialogue.District, dialogue.County, dialogue.Organisation, dialogue.Person, dialogue.Joint} {
		options = append(options, Option{Value: string(k), Label: unitKindWord(v.Frame.L, k)})
	}
	return options
}

func (v WorkListView) channelOptions() []Option {
	var options []Option
	for _, c := range []dialogue.Channel{dialogue.Web, dialogue.ByPost, dialogue.ByPhone, dialogue.ByEmail} {
		options = append(options, Option{Value: string(c), Label: channelWord(v.Frame.L, c)})
	}
	return options
}

func workTone(s dialogue.WorkState) Tone {
	switch s {
	case dialogue.WorkPlaced:
		return Good
	case dialogue.WorkAsks, dialogue.WorkUnnamed:
		return Wait
	case dialogue.WorkRegistered, dialogue.WorkOffered:
		return Info
	case dialogue.WorkHeld, dialogue.WorkProposal, dialogue.WorkWaiting, dialogue.WorkUnverified:
		return Wait
	case dialogue.WorkRefused:
		return Stop
	}
	return Quiet
}

func workWord(p lang.Printer, s dialogue.WorkState) string {
	switch s {
	case dialogue.WorkAsks:
		return p.T("staff.work.state.asks")
	case dialogue.WorkUnnamed:
		return p.T("staff.work.state.unnamed")
	case dialogue.WorkHeld:
		return p.T("staff.work.state.held")
	case dialogue.WorkProposal:
		return p.T("staff.work.state.proposal")
	case dialogue.WorkUnverified:
		return p.T("staff.work.state.unverified")
	case dialogue.WorkWaiting:
		return p.T("staff.work.state.waiting")
	case dialogue.WorkOffered:
		return p.T("staff.work.state.offered")
	case dialogue.WorkNotSelected:
		return p.T("staff.work.state.not-selected")
	case dialogue.WorkPlaced:
		return p.T("staff.work.state.placed")
	case dialogue.WorkRefused:
		return p.T("staff.work.state.refused")
	case dialogue.WorkWithdrawn:
		return p.T("staff.work.state.withdrawn")
	case dialogue.WorkSettled:
		return p.T("staff.work.state.settled")
	}
	return p.T("staff.work.state.registered")
}

func seatTone(s dialogue.SeatState) Tone {
	switch s {
	case dialogue.SeatPlaced:
		return Good
	case dialogue.SeatWaiting, dialogue.SeatOffered:
		return Wait
	case dialogue.SeatPending:
		return Info
	}
	return Quiet
}

// SeatWord is a seat's state in words.
func SeatWord(p lang.Printer, s dialogue.SeatState) string {
	switch s {
	case dialogue.SeatPlaced:
		return p.T("staff.seat.placed")
	case dialogue.SeatWaiting:
		return p.T("staff.seat.waiting")
	case dialogue.SeatOffered:
		return p.T("staff.seat.offered")
	case dialogue.SeatNotSelected:
		return p.T("staff.seat.not-selected")
	case dialogue.SeatWithdrawn:
		return p.T("staff.seat.withdrawn")
	case dialogue.SeatReplaced:
		return p.T("staff.seat.replaced")
	}
	return p.T("staff.seat.pending")
}

func unitKindWord(p lang.Printer, k dialogue.UnitKind) string {
	switch k {
	case dialogue.District:
		return p.T("staff.unit.district")
	case dialogue.County:
		return p.T("staff.unit.county")
	case dialogue.Organisation:
		return p.T("staff.unit.organisation")
	case dialogue.Person:
		return p.T("staff.unit.person")
	case dialogue.Joint:
		return p.T("staff.unit.joint")
	}
	return p.T("staff.unit.municipality")
}

// unitKindBeside is the kind where the name does not tell: most are municipalities, and nobody says so each time.
func unitKindBeside(p lang.Printer, u dialogue.Unit) string {
	if u.Kind == dialogue.Municipality || u.Kind == dialogue.County {
		return ""
	}
	return unitKindWord(p, u.Kind)
}

func channelWord(p lang.Printer, c dialogue.Channel) string {
	switch c {
	case dialogue.ByPost:
		return p.T("staff.channel.post")
	case dialogue.ByPhone:
		return p.T("staff.channel.phone")
	case dialogue.ByEmail:
		return p.T("staff.channel.email")
	}
	return p.T("staff.channel.web")
}

func deletionWord(p lang.Printer, s dialogue.Series) string {
	switch {
	case !s.ErasedAt.IsZero():
		return p.T("staff.deletion.done", "Date", dialogue.DateOf(s.ErasedAt))
	case s.DeleteOn.IsZero():
		return p.T("staff.deletion.none")
	}
	return p.T("staff.deletion.on", "Date", s.DeleteOn)
}
