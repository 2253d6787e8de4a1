package templates

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// meetingOptions are meetings to choose among: where and what about, whether there is room, the deadline; and that a closed one can't be
// chosen.
func meetingOptions(p lang.Printer, inv *dialogue.Invitation, meetings []dialogue.Meeting, now time.Time) []Option {
	options := make([]Option, 0, len(meetings))
	for _, m := range meetings {
		if m.State == dialogue.Cancelled {
			continue
		}
		openness := dialogue.OpennessOf(inv.Series, m, now)
		o := Option{Value: m.ID.String(), Label: meetingWhen(p, m), Lines: meetingLines(p, inv, m), Disabled: !openness.Takes()}
		switch free, limited := m.Free(); {
		case o.Disabled:
			o.Status, o.Tone = p.T("delegation.meeting.closed"), Stop
		case openness == dialogue.OpenWaiting:
			o.Status, o.Tone = p.T("delegation.meeting.waiting"), Wait
		case limited && m.CapacityShown && inv.Series.Rules.Admission == dialogue.AdmitOpen:
			o.Status, o.Tone = p.N("delegation.meeting.free", free), Good
		}
		closes := m.ClosesAt
		if closes.IsZero() {
			closes = inv.Series.ClosesAt
		}
		if !o.Disabled && !closes.IsZero() {
			o.Hint = p.T("delegation.meeting.deadline", "Date", p.DeadlineDate(closes))
		}
		options = append(options, o)
	}
	return options
}

// meetings are those a person may attend. One that is chosen stays so when it has closed: browsers don't send what is disabled.
func (d DelegateRow) meetings(f Form) []Option {
	options := meetingOptions(f.L, d.Invitation, d.Invitation.Meetings, d.Now)
	for i := range options {
		if slices.Contains(f.Values[d.name("meetings")], options[i].Value) {
			options[i].Disabled = false
		}
	}
	return options
}

// roleOptions are the roles offered; a retired one stays for those who have it.
func roleOptions(p lang.Printer, inv *dialogue.Invitation, current string) []Option {
	var options []Option
	for _, r := range inv.Roles {
		if !r.Retired || r.ID.String() == current {
			options = append(options, Option{Value: r.ID.String(), Label: p.Text(r.Name)})
		}
	}
	return options
}

func ranks(p lang.Printer, n int) []Option {
	options := make([]Option, n)
	for i := range options {
		options[i] = Option{Value: strconv.Itoa(i + 1), Label: p.T("delegation.form.rank.n", "N", i+1)}
	}
	return options
}

// rankingHint says how to rank, and what the order decides.
func rankingHint(p lang.Printer, inv *dialogue.Invitation) string {
	hint := p.T("delegation.form.ranking.hint")
	if inv.Series.Rules.Admission == dialogue.AdmitSelection {
		hint += " " + p.T("delegation.form.ranking.fair")
	}
	return hint
}

// ifNotAllWord is a delegation's answer to what it wants if not all of it gets a place; "" for none.
func ifNotAllWord(p lang.Printer, answer dialogue.IfNotAll) string {
	switch answer {
	case dialogue.Fewer:
		return p.T("delegation.form.if-not-all.fewer")
	case dialogue.Together:
		return p.T("delegation.form.if-not-all.together")
	}
	return ""
}

// delegatesHint says how many may come.
func delegatesHint(p lang.Printer, inv *dialogue.Invitation) string {
	rules := inv.Series.Rules
	hints := []string{p.N("delegation.form.delegates.max", rules.MaxDelegates)}
	if rules.Choice == dialogue.ChooseMany {
		hints[0] = p.N("delegation.form.delegates.max-each", rules.MaxDelegates)
	}
	if rules.OverCap > 0 {
		hints = append(hints, p.N("delegation.form.delegates.over", rules.OverCap))
	}
	if slices.ContainsFunc(inv.Roles, func(r dialogue.Role) bool { return r.OutsideCap && !r.Retired }) {
		hints = append(hints, p.N("delegation.form.delegates.outside", rules.OutsideMax))
	}
	return strings.Join(hints, " ")
}

// lead says what happens after sending, and until when the answers can be changed.
func (v RegistrationView) lead() string {
	p, s := v.Frame.L, v.Invitation.Series
	switch {
	case onRequest(v.Invitation):
		return p.T("delegation.request.lead")
	case s.Rules.Admission == dialogue.AdmitSelection && !s.AnswerBy.IsZero():
		return p.T("delegation.form.lead.selection-by", "Date", p.Date(s.AnswerBy))
	case s.Rules.Admission == dialogue.AdmitSelection:
		return p.T("delegation.form.lead.selection")
	}
	return p.T("delegation.form.lead")
}

func (v RegistrationView) unitLabel() string {
	invited := v.Invitation.Series.Rules.Invited
	switch {
	case v.Invited != nil:
		return unitKindLabel(v.Frame.L, v.Invited.Unit.Kind)
	case invited.Districts != dialogue.NoDistricts && invited.CountyUnits:
		return v.Frame.L.T("delegation.form.unit.any")
	case invited.Districts != dialogue.NoDistricts:
		return v.Frame.L.T("delegation.form.unit.district")
	case invited.CountyUnits:
		return v.Frame.L.T("delegation.form.unit.county")
	}
	return v.Frame.L.T("delegation.form.unit.municipality")
}

func (v RegistrationView) homeHint() string {
	if v.Invitation.Series.Rules.Invited.Organisations {
		return v.Frame.L.T("delegation.form.home.hint")
	}
	return v.Frame.L.T("delegation.form.home.hint-person")
}

// lead says that nothing is sent yet, and that what comes back is a receipt and no place.
func (v CheckView) lead() string {
	p, s := v.Frame.L, v.Check.Invitation.Series
	lead := p.T("delegation.check.lead")
	switch {
	case v.asks():
		return p.T("delegation.request.check")
	case s.Rules.Admission != dialogue.AdmitSelection:
		return lead
	case s.AnswerBy.IsZero():
		return lead + " " + p.T("delegation.check.selection")
	}
	return lead + " " + p.T("delegation.check.selection-by", "Date", p.Date(s.AnswerBy))
}

func (v RegistrationView) emailHint() string {
	switch rules := v.Invitation.Series.Rules; {
	case rules.Identity != dialogue.Verified:
		return v.Frame.L.T("delegation.form.email.hint")
	case rules.Invited.Persons || rules.Invited.Organisations:
		return v.Frame.L.T("delegation.form.email.hint-verified-others")
	}
	return v.Frame.L.T("delegation.form.email.hint-verified")
}

// remove takes a delegate off the form; the last one stays.
func (v RegistrationView) remove(i int) Submit {
	if v.Rows == 1 {
		return Submit{}
	}
	return Submit{Label: v.Frame.L.T("delegation.delegate.remove"), Name: "remove", Value: strconv.Itoa(i), To: rowAddress(v.Form, max(0, i-1))}
}

func (v RegistrationView) mayAdd() bool { return v.Rows < MostRows(v.Invitation) }

// MostRows is how many delegates a form can hold.
func MostRows(inv *dialogue.Invitation) int {
	rules := inv.Series.Rules
	most := rules.MaxDelegates + rules.OverCap
	if slices.ContainsFunc(inv.Roles, func(r dialogue.Role) bool { return r.OutsideCap }) {
		most += rules.OutsideMax
	}
	if rules.Choice == dialogue.ChooseMany {
		most *= max(1, len(inv.Meetings))
	}
	return min(most, 60)
}

func (v CheckView) atOwnCost(i int) bool {
	pools, _ := dialogue.Pools(&v.Check.Invitation, v.Check.Request.Delegates)
	return slices.Contains(pools[i], dialogue.AtOwnCost)
}

// unit is who is registered; a person is not named on a page that anybody may open.
func (v ReceivedView) unit() string {
	if v.Page.Registration.Unit.Kind == dialogue.Person {
		return ""
	}
	return v.Page.Registration.Unit.Name
}

func (v ReceivedView) title() string {
	switch v.Page.Registration.State {
	case dialogue.Unverified:
		if asks(&v.Page.Invitation, v.Page.Registration) {
			return v.Frame.L.T("delegation.request.received.unverified")
		}
		return v.Frame.L.T("delegation.received.title.unverified")
	case dialogue.HeldForStaff:
		return v.Frame.L.T("delegation.received.title.held")
	case dialogue.Proposal:
		return v.Frame.L.T("delegation.received.title.proposal")
	case dialogue.Withdrawn:
		return v.Frame.L.T("delegation.received.title.withdrawn")
	case dialogue.Active:
		if asks(&v.Page.Invitation, v.Page.Registration) {
			return v.Frame.L.T("delegation.request.received")
		}
	}
	return v.Frame.L.T("delegation.received.title")
}

func (v ReceivedView) lead() string {
	if v.Page.Registration.State == dialogue.Unverified {
		return v.Frame.L.T("delegation.received.lead.unverified")
	}
	return v.Frame.L.T("delegation.received.lead")
}

func (v ClosedView) title() string {
	if v.NotInvited {
		return v.Frame.L.T("delegation.closed.title.invited")
	}
	return v.Frame.L.T("delegation.closed.title")
}

func (v ClosedView) lead() string {
	p := v.Frame.L
	switch {
	case v.NotInvited:
		return p.T("delegation.closed.invited")
	case onRequest(v.Invitation) && v.Openness == dialogue.ClosedEarly:
		return p.T("delegation.request.closed")
	case v.Openness == dialogue.ClosedEarly:
		return p.T("delegation.closed.early")
	case v.Openness == dialogue.ClosedByDeadline && !v.Invitation.Series.ClosesAt.IsZero():
		return p.T("delegation.closed.deadline", "Date", p.Deadline(v.Invitation.Series.ClosesAt))
	case v.Openness == dialogue.ClosedHeld:
		return p.T("delegation.closed.held")
	case v.Openness == dialogue.ClosedCancelled:
		return p.T("delegation.closed.cancelled")
	}
	return p.T("delegation.closed.text")
}

// UnitOptions are the official units to choose among, under their county as it was called on the day.
func UnitOptions(units []dialogue.Unit, counties map[string]string) []Option {
	options := make([]Option, len(units))
	for i, u := range units {
		options[i] = Option{Value: u.Key(), Label: u.Name, Group: counties[u.County]}
	}
	groups := slices.Collect(maps.Values(counties))
	slices.SortFunc(groups, lang.NorwegianOrder())
	at := make(map[string]int, len(groups))
	for i, group := range groups {
		at[group] = i
	}
	slices.SortStableFunc(options, func(a, b Option) int { return cmp.Compare(at[a.Group], at[b.Group]) })
	return options
}

// AlsoKnownAs lets municipalities among the options be found by their other names.
func AlsoKnownAs(options []Option, names map[string][]string) []Option {
	for i, o := range options {
		number := strings.TrimPrefix(o.Value, string(dialogue.Municipality)+":")
		options[i].Words = strings.Join(names[number], " ")
	}
	return options
}

// HomeOptions are the municipalities that a person or an organisation may belong to.
func HomeOptions(homes []dialogue.Unit, counties map[string]string) []Option {
	options := UnitOptions(homes, counties)
	for i := range options {
		_, options[i].Value, _ = strings.Cut(options[i].Value, ":")
	}
	return options
}

// KindOptions are what a reader may register for; official units alone need no question.
func KindOptions(p lang.Printer, inv *dialogue.Invitation) []Option {
	invited := inv.Series.Rules.Invited
	official := p.T("delegation.form.kind.official")
	if invited.Districts != dialogue.NoDistricts {
		official = p.T("delegation.form.kind.official-district")
	}
	options := []Option{{Value: string(dialogue.Municipality), Label: official}}
	if invited.Organisations {
		options = append(options, Option{Value: string(dialogue.Organisation), Label: p.T("delegation.form.kind.organisation")})
	}
	if invited.Persons {
		options = append(options, Option{Value: string(dialogue.Person), Label: p.T("delegation.form.kind.person")})
	}
	return options
}

// DelegateValues is a registration's people as the values of their form.
func DelegateValues(r dialogue.Registration) url.Values {
	values := url.Values{"version": {strconv.Itoa(r.Version)}}
	live := r.LiveDelegates()
	values.Set("rows", strconv.Itoa(len(live)))
	for i, d := range live {
		set := func(field, value string) { values.Set(fmt.Sprintf("delegates.%d.%s", i, field), value) }
		set("id", d.ID.String())
		set("name", d.Name)
		set("role", d.Role.String())
		set("position", d.Position)
		set("email", d.Email)
		set("phone", lang.FormatPhone(d.Phone))
		for _, s := range d.Seats {
			if !s.State.Gone() && !s.Meeting.IsZero() {
				values.Add(fmt.Sprintf("delegates.%d.meetings", i), s.Meeting.String())
			}
		}
	}
	return values
}

// WishValues is a registration's meeting or ranking as the values of its form.
func WishValues(inv *dialogue.Invitation, r dialogue.Registration) url.Values {
	values := url.Values{"version": {strconv.Itoa(r.Version)}, "if_not_all": {string(r.IfNotAll)}}
	for i, m := range inv.MeetingsFor(r.Unit) {
		for _, w := range r.Wishes {
			if w.Meeting == m.ID {
				values.Set(fmt.Sprintf("wishes.%d.rank", i), strconv.Itoa(w.Rank))
				if !w.Available {
					values.Set(fmt.Sprintf("wishes.%d.unavailable", i), "1")
				}
			}
		}
	}
	return values
}
