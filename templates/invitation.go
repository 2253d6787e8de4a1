package templates

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// InvitationView is the page of one invitation.
type InvitationView struct {
	Frame Frame
	Page  dialogue.InvitationPage
}

func (v InvitationView) inv() *dialogue.Invitation     { return &v.Page.Invitation }
func (v InvitationView) series() *dialogue.Series      { return &v.Page.Invitation.Series }
func (v InvitationView) texts() dialogue.SeriesTexts   { return v.Page.Invitation.Series.Texts }
func (v InvitationView) openness() dialogue.Openness   { return v.inv().Openness(v.Page.Now) }
func (v InvitationView) takes() bool                   { return v.openness().Takes() }
func (v InvitationView) t(key string, a ...any) string { return v.Frame.L.T(key, a...) }

// kindName is what the series invites to: «Dialogmøte».
// KindName is the kind of a series in words.
func KindName(p lang.Printer, k dialogue.SeriesKind) string { return kindName(p, k) }

func kindName(p lang.Printer, k dialogue.SeriesKind) string {
	switch k {
	case dialogue.Conference:
		return p.T("public.kind.conference")
	case dialogue.Network:
		return p.T("public.kind.network")
	case dialogue.InputMeetings:
		return p.T("public.kind.input")
	}
	return p.T("public.kind.dialogue")
}

// signupState is "closed" when nothing can be sent.
func (v InvitationView) signupState() string {
	if v.takes() {
		return "open"
	}
	return "closed"
}

// when is how many meetings there are and between which days: «Sju møter fra 18. september til 29. oktober 2019».
func (v InvitationView) when() string {
	p := v.Frame.L
	if onRequest(v.inv()) {
		return p.T("public.when.request")
	}
	var days []dialogue.Date
	planned, undated := 0, 0
	for _, m := range v.inv().Meetings {
		if m.State == dialogue.Cancelled {
			continue
		}
		planned++
		if m.StartsAt.IsZero() {
			undated++
			continue
		}
		days = append(days, dialogue.DateOf(m.StartsAt))
	}
	slices.SortFunc(days, func(a, b dialogue.Date) int { return cmp.Compare(a.String(), b.String()) })
	switch {
	case planned == 0:
		return ""
	case len(days) == 0:
		return p.N("public.when.undated", planned)
	case planned == 1:
		for _, m := range v.inv().Meetings {
			if m.State != dialogue.Cancelled {
				return upperFirst(p.WeekdaySpan(m.StartsAt, m.EndsAt))
			}
		}
	}
	first, last := days[0], days[len(days)-1]
	var said string
	if first == last {
		said = p.N("public.when.day", planned, "Day", p.WeekdayDate(first))
	} else {
		from := p.DayMonth(first)
		if first.Year != last.Year {
			from = p.Date(first)
		}
		said = p.N("public.when.days", planned, "From", from, "To", p.Date(last))
	}
	if undated > 0 {
		said += " " + p.N("public.when.later", undated)
	}
	return said
}

// where lists the towns in the order of the meetings, and whether there are meetings on a screen.
func (v InvitationView) where() string {
	p := v.Frame.L
	if onRequest(v.inv()) {
		return p.T("public.where.request")
	}
	var places []string
	digital := false
	for _, m := range v.inv().Meetings {
		switch {
		case m.State == dialogue.Cancelled:
		case m.Town != "" && !slices.Contains(places, m.Town):
			places = append(places, m.Town)
		case m.Digital && m.Town == "":
			digital = true
		}
	}
	switch {
	case digital && len(places) == 0:
		return p.T("public.where.digital")
	case digital:
		places = append(places, p.T("public.where.and-digital"))
	}
	return p.List(places)
}

// deadlines are the days to register within, each with how many meetings it is for when they differ.
func (v InvitationView) deadlines() []string {
	p := v.Frame.L
	var order []time.Time
	count := map[int64]int{}
	for _, m := range v.inv().Meetings {
		closes := closesAt(*v.series(), m)
		if m.State == dialogue.Cancelled || closes.IsZero() || onRequest(v.inv()) {
			continue
		}
		if count[closes.Unix()]++; count[closes.Unix()] == 1 {
			order = append(order, closes)
		}
	}
	slices.SortFunc(order, time.Time.Compare)
	switch {
	case len(order) == 0 && !v.series().ClosesAt.IsZero():
		return []string{p.DeadlineDate(v.series().ClosesAt)}
	case len(order) == 1:
		return []string{p.DeadlineDate(order[0])}
	case len(order) > 3:
		return []string{p.T("public.deadline.range", "From", p.DeadlineDate(order[0]), "To", p.DeadlineDate(order[len(order)-1]))}
	}
	var said []string
	for _, closes := range order {
		said = append(said, p.N("public.deadline.of", count[closes.Unix()], "Date", p.DeadlineDate(closes)))
	}
	return said
}

// closesAt is the meeting's deadline, or the series' when it has none.
func closesAt(s dialogue.Series, m dialogue.Meeting) time.Time {
	if m.ClosesAt.IsZero() {
		return s.ClosesAt
	}
	return m.ClosesAt
}

// who says which units may register and how many from each.
func (v InvitationView) who() string {
	p, rules := v.Frame.L, v.series().Rules
	var units []string
	switch rules.Invited.Scope {
	case dialogue.InviteCounties:
		var names []string
		for _, number := range rules.Invited.Counties {
			if name := v.Page.Counties[number]; name != "" {
				names = append(names, name)
			}
		}
		units = append(units, p.T("public.who.counties", "Counties", p.List(names)))
	case dialogue.InviteRegions:
		units = append(units, p.T("public.who.regions"))
	case dialogue.InviteList:
		units = append(units, p.T("public.who.list"))
	default:
		units = append(units, p.T("public.who.all"))
	}
	if rules.Invited.Districts != dialogue.NoDistricts {
		units = append(units, p.T("public.who.districts"))
	}
	if rules.Invited.CountyUnits {
		units = append(units, p.T("public.who.county-units"))
	}
	if rules.Invited.Organisations {
		units = append(units, p.T("public.who.organisations"))
	}
	if rules.Invited.Persons {
		units = append(units, p.T("public.who.persons"))
	}
	most := p.N("public.who.most", rules.MaxDelegates)
	if rules.Choice == dialogue.ChooseMany {
		most = p.N("public.who.most-each", rules.MaxDelegates)
	}
	return upperFirst(p.List(units)) + ". " + most
}

// how are sentences about what happens to a registration, from the series' rules.
func (v InvitationView) how() []string {
	p, rules := v.Frame.L, v.series().Rules
	var said []string
	switch rules.Choice {
	case dialogue.ChooseOne:
		if len(v.inv().Meetings) > 1 {
			said = append(said, p.T("public.how.one"))
		}
	case dialogue.Ranked:
		said = append(said, p.T("public.how.ranked"))
	case dialogue.Assigned:
		if rules.OnRequest {
			said = append(said, p.T("public.how.request"))
		} else {
			said = append(said, p.T("public.how.assigned"))
		}
	case dialogue.ChooseMany:
		said = append(said, p.T("public.how.many"))
	}
	if rules.OverCap > 0 {
		said = append(said, p.N("public.how.over", rules.OverCap))
	}
	if slices.ContainsFunc(v.inv().Roles, func(r dialogue.Role) bool { return r.OutsideCap && !r.Retired }) {
		said = append(said, p.N("public.how.outside", rules.OutsideMax))
	}
	if rules.Admission == dialogue.AdmitSelection {
		said = append(said, p.T("public.how.selection"))
	}
	if rules.Binding {
		said = append(said, p.T("public.how.binding"))
	}
	return said
}

// closedText says why nothing can be sent and what to do instead.
func (v InvitationView) closedText() string {
	switch v.openness() {
	case dialogue.ClosedByDeadline:
		return v.t("public.closed.deadline")
	case dialogue.ClosedEarly:
		return v.t("public.closed.early")
	case dialogue.ClosedHeld:
		return v.t("public.closed.held")
	case dialogue.ClosedCancelled:
		return v.t("public.closed.cancelled")
	}
	if v.Page.Preview {
		return v.t("public.closed.draft")
	}
	return v.t("public.closed.archived")
}

// register is the button's words: a kommune is registered, a person registers.
func (v InvitationView) register() string {
	if onRequest(v.inv()) && dialogue.RequestOpenness(*v.series(), v.Page.Now).Takes() {
		return v.t("public.register.request")
	}
	if v.openness() == dialogue.OpenWaiting {
		return v.t("public.register.waiting")
	}
	return v.t("public.register")
}

// changedLater reports whether the text was changed on a later day than it was published.
func (v InvitationView) changedLater() bool {
	s := v.series()
	return dialogue.DateOf(s.PublishedAt).Before(dialogue.DateOf(s.ChangedAt))
}

// columns of the meetings' table: only those that have something to say.
type meetingColumns struct{ date, region, theme, place, closes, state Column }

func (v InvitationView) columns() meetingColumns {
	return meetingColumns{
		date:   Column{Label: v.t("public.meeting.date"), Kind: Day},
		region: Column{Label: v.t("public.meeting.region")},
		theme:  Column{Label: v.t("public.meeting.theme")},
		place:  Column{Label: v.t("public.meeting.place")},
		closes: Column{Label: v.t("public.meeting.closes")},
		state:  Column{Label: v.t("public.meeting.state")},
	}
}

func (v InvitationView) hasThemes() bool {
	return slices.ContainsFunc(v.inv().Meetings, func(m dialogue.Meeting) bool { return !m.Theme.IsEmpty() })
}

func (v InvitationView) hasRegions() bool {
	return slices.ContainsFunc(v.inv().Meetings, func(m dialogue.Meeting) bool { return !m.Region.IsZero() })
}

// hasPlaces is false when every meeting is on a screen: that is said once, above the table.
func (v InvitationView) hasPlaces() bool {
	return slices.ContainsFunc(v.inv().Meetings, func(m dialogue.Meeting) bool { return m.Town+m.Venue+m.Address != "" })
}

func (v InvitationView) shown(c meetingColumns) []Column {
	all := []Column{c.date}
	if v.hasRegions() {
		all = append(all, c.region)
	}
	if v.hasThemes() {
		all = append(all, c.theme)
	}
	if v.hasPlaces() {
		all = append(all, c.place)
	}
	return append(all, c.closes, c.state)
}

// dayOf is the day a meeting starts, with its weekday.
func dayOf(p lang.Printer, m dialogue.Meeting) string {
	if m.StartsAt.IsZero() {
		return p.T("common.date.later")
	}
	return upperFirst(p.WeekdayDate(dialogue.DateOf(m.StartsAt)))
}

func severalDays(m dialogue.Meeting) bool {
	return !m.EndsAt.IsZero() && dialogue.DateOf(m.StartsAt) != dialogue.DateOf(m.EndsAt)
}

// clockOf is a meeting's time of day: «kl. 10.00–14.00», or until when on which day.
func clockOf(p lang.Printer, m dialogue.Meeting) string {
	switch {
	case m.StartsAt.IsZero():
		return ""
	case severalDays(m):
		last := dialogue.DateOf(m.EndsAt)
		return p.T("public.meeting.until", "From", p.Clock(m.StartsAt), "Day", p.Weekday(last.Weekday())+" "+p.DayMonth(last), "To", p.Clock(m.EndsAt))
	case m.EndsAt.IsZero():
		return p.T("public.meeting.clock", "From", p.Clock(m.StartsAt))
	}
	return p.T("public.meeting.clock", "From", p.Clock(m.StartsAt)+"–"+p.Clock(m.EndsAt))
}

// deadlineOf is the day to register within, and the clock when it isn't the whole day.
func deadlineOf(p lang.Printer, closes time.Time) (day, clock string) {
	if closes.IsZero() {
		return "", ""
	}
	last := closes.Add(-time.Minute)
	day = p.Date(dialogue.DateOf(last))
	if p.DeadlineDate(closes) != day {
		clock = p.T("public.meeting.clock", "From", p.Clock(last))
	}
	return strings.Replace(day, " ", "\u00a0", 1), clock // a narrow column breaks before the year, not after «2.»
}

func unitNames(units []dialogue.Unit, p lang.Printer) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return p.List(names)
}

// meetingState is a meeting's word and colour, and what more there is to say: free places, or the waiting list.
func meetingState(p lang.Printer, s dialogue.Series, m dialogue.Meeting, now time.Time) (tone Tone, word, more string) {
	switch o := dialogue.OpennessOf(s, m, now); o {
	case dialogue.ClosedCancelled:
		return Stop, p.T("public.state.cancelled"), ""
	case dialogue.ClosedHeld:
		return Quiet, p.T("public.state.held"), ""
	case dialogue.ClosedByDeadline:
		return Quiet, p.T("public.state.deadline"), ""
	case dialogue.ClosedEarly, dialogue.NotOpen:
		return Quiet, p.T("public.state.closed"), ""
	case dialogue.OpenWaiting:
		return Wait, p.T("public.state.full"), p.T("public.state.full.more")
	}
	if s.Rules.OnRequest {
		return Info, p.T("public.state.request"), ""
	}
	if free, limited := m.Free(); limited && m.CapacityShown && s.Rules.Admission == dialogue.AdmitOpen {
		return Good, p.T("public.state.open"), p.N("public.state.free", free)
	}
	return Good, p.T("public.state.open"), ""
}

// calendars reports whether a meeting still belongs in somebody's calendar.
func (v InvitationView) calendars(m dialogue.Meeting) bool {
	return !m.StartsAt.IsZero() && m.State != dialogue.Cancelled && !m.Over(v.Page.Now)
}

func (v InvitationView) anyCalendar() bool {
	return slices.ContainsFunc(v.inv().Meetings, v.calendars)
}

// programme is one table of the programme: for every meeting that starts at a time of day, or for one meeting with its own.
type programme struct {
	title string
	start time.Time // zero: no meeting has a time yet, minutes are counted
	rows  []dialogue.ProgrammeRow
}

// programmes are the tables of the programme: the series' for each time of day that its meetings start at, the most usual first,
// then those of meetings with their own.
func (v InvitationView) programmes() []programme {
	p := v.Frame.L
	var starts []time.Time
	var own []programme
	count := map[string]int{}
	common := v.inv().ProgrammeOf(dialogue.ID{})
	for _, m := range v.inv().Meetings {
		rows := v.inv().ProgrammeOf(m.ID)
		switch {
		case m.State == dialogue.Cancelled:
		case len(rows) > 0 && rows[0].Meeting == m.ID:
			own = append(own, programme{title: MeetingName(p, m), start: m.StartsAt, rows: rows})
		case !m.StartsAt.IsZero():
			clock := p.Clock(m.StartsAt)
			if count[clock]++; count[clock] == 1 {
				starts = append(starts, m.StartsAt)
			}
		}
	}
	var all []programme
	slices.SortStableFunc(starts, func(a, b time.Time) int { return cmp.Compare(count[p.Clock(b)], count[p.Clock(a)]) })
	for _, start := range starts {
		one := programme{start: start, rows: common}
		if len(starts) > 1 {
			one.title = p.T("public.programme.starts", "Clock", p.Clock(start))
		}
		all = append(all, one)
	}
	if len(starts) == 0 {
		all = append(all, programme{rows: common})
	}
	if len(common) == 0 {
		all = nil
	}
	return append(all, own...)
}

// time is when a row is, by the clock of the meeting's start.
func (g programme) time(p lang.Printer, row dialogue.ProgrammeRow) string {
	if g.start.IsZero() {
		return p.N("public.programme.minutes", row.Minutes)
	}
	from := g.start.Add(time.Duration(row.Starts) * time.Minute)
	if row.Minutes == 0 {
		return p.Clock(from)
	}
	return p.Clock(from) + "–" + p.Clock(from.Add(time.Duration(row.Minutes)*time.Minute))
}

func (g programme) hasResponsible() bool {
	return slices.ContainsFunc(g.rows, func(r dialogue.ProgrammeRow) bool { return !r.Responsible.IsEmpty() })
}

// materials are what came of the meetings, or what is for before them.
func (v InvitationView) materials(after bool) []dialogue.Material {
	var found []dialogue.Material
	for _, m := range v.inv().Materials {
		if m.Afterwards() == after {
			found = append(found, m)
		}
	}
	return found
}

// materialHref is where a document is fetched or a link leads.
func (v InvitationView) materialHref(m dialogue.Material) string {
	if m.URL != "" {
		return m.URL
	}
	return urls.Paths().Material(v.Frame.L.Lang(), v.series().Slug, m.ID, m.Filename)
}

// fileWord is a file's kind and size: «PDF, 210 kB».
func fileWord(p lang.Printer, m dialogue.Material) string {
	if m.URL != "" {
		return ""
	}
	kind := m.MediaType
	if dot := strings.LastIndexByte(m.Filename, '.'); dot >= 0 {
		kind = strings.ToUpper(m.Filename[dot+1:])
	}
	if m.Size >= 1_000_000 {
		return fmt.Sprintf("%s, %d MB", kind, (m.Size+500_000)/1_000_000)
	}
	return fmt.Sprintf("%s, %d kB", kind, max(1, (m.Size+500)/1000))
}

// about is what a contact person or document is for: a meeting, a region, or nothing when it is for all.
func (v InvitationView) about(region, meeting dialogue.ID) string {
	if r := v.inv().Region(region); r != nil {
		return v.Frame.L.Text(r.Name)
	}
	if m := v.inv().Meeting(meeting); m != nil {
		return MeetingName(v.Frame.L, *m)
	}
	return ""
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
