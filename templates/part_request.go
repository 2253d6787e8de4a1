package templates

import (
	"net/url"
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// onRequest reports whether meetings are asked for in the series.
func onRequest(inv *dialogue.Invitation) bool { return inv.Series.Rules.OnRequest }

// NeighbourOptions are the units that may be named, in Norwegian order.
func NeighbourOptions(units []dialogue.Unit) []Option {
	var options []Option
	for _, u := range units {
		if u.Kind == dialogue.Municipality || u.Kind == dialogue.District {
			options = append(options, Option{Value: u.Key(), Label: u.Name})
		}
	}
	order := lang.NorwegianOrder()
	slices.SortStableFunc(options, func(a, b Option) int { return order(a.Label, b.Label) })
	return options
}

// WishRequestValues is what a registration says of the meeting it asks for, as the values of its form.
func WishRequestValues(r dialogue.Registration) url.Values {
	values := url.Values{"version": {strconv.Itoa(r.Version)}, "wanted_when": {r.WantedWhen}, "wanted_help": {r.WantedHelp}}
	for _, n := range r.Neighbours {
		values.Add("neighbours", string(n.Kind)+":"+n.Number)
	}
	return values
}

// chosenNeighbours reports whether the form has any neighbour ticked: the list is then open.
func chosenNeighbours(f Form) bool {
	return len(f.Values["neighbours"]) > 0 || f.Problems["neighbours"].Key != ""
}

// title is what the form is for: registering, or asking for a meeting.
func (v RegistrationView) title() string {
	if onRequest(v.Invitation) && len(v.Meetings) == 0 {
		return v.Frame.L.T("delegation.request.title")
	}
	return v.Frame.L.T("delegation.form.title")
}

// unitTitle is the question above the choice of who is registered.
func (v RegistrationView) unitTitle() string {
	if onRequest(v.Invitation) {
		return v.Frame.L.T("delegation.request.who")
	}
	return v.Frame.L.T("delegation.form.unit")
}

// peopleTitle and peopleHint are about who comes: where meetings are asked for that can be told later.
func (v RegistrationView) peopleTitle() string {
	if onRequest(v.Invitation) {
		return v.Frame.L.T("delegation.request.people")
	}
	return v.Frame.L.T("delegation.form.delegates")
}

func (v RegistrationView) peopleHint() string {
	hint := delegatesHint(v.Frame.L, v.Invitation)
	if onRequest(v.Invitation) {
		return v.Frame.L.T("delegation.request.people.hint") + " " + hint
	}
	return hint
}

func (v CheckView) send() string {
	if v.asks() {
		return v.Frame.L.T("delegation.request.send")
	}
	return v.Frame.L.T("delegation.check.send")
}

// asks reports whether what is checked asks for a meeting.
func (v CheckView) asks() bool {
	return onRequest(&v.Check.Invitation) && v.Check.Request.Meeting.IsZero()
}

// asks reports whether the registration waits for a meeting that is made for it.
func asks(inv *dialogue.Invitation, r dialogue.Registration) bool {
	return onRequest(inv) && len(r.Meetings()) == 0 && r.Meeting.IsZero()
}

func neighbourNames(p lang.Printer, units []dialogue.Unit) string { return unitNames(units, p) }

// requestStand is where a unit stands that asks for a meeting: it waits for one, or has one and nobody is named for it. nil otherwise.
func requestStand(p lang.Printer, page *dialogue.OwnPage) *stand {
	r := page.Registration
	if !onRequest(&page.Invitation) {
		return nil
	}
	if asks(&page.Invitation, r) {
		return &stand{tone: Wait, word: p.T("delegation.request.waiting"), text: p.T("delegation.request.waiting.text")}
	}
	m := page.Invitation.Meeting(r.Meeting)
	if m == nil || len(r.LiveDelegates()) > 0 {
		return nil
	}
	s := stand{meeting: m, tone: Wait, word: p.T("delegation.request.unnamed"), calendar: !m.StartsAt.IsZero()}
	if page.May.Add {
		s.text = p.T("delegation.request.unnamed.text", "Date", p.DeadlineDate(m.ClosesAt))
	}
	return &s
}

func (v OwnView) wishAddress() string {
	return urls.Paths().MyWish(v.Frame.L.Lang(), v.Page.Registration.Reference)
}

func (v OwnView) withdrawLabel() string {
	if asks(&v.Page.Invitation, v.Page.Registration) {
		return v.Frame.L.T("delegation.request.withdraw")
	}
	return v.Frame.L.T("delegation.own.withdraw")
}

// requestHint tells those whom an open meeting names that they need not ask.
func (v RegistrationView) requestHint() string {
	for _, m := range v.Invitation.Meetings {
		if dialogue.OpennessOf(v.Invitation.Series, m, v.Now).Takes() {
			return v.Frame.L.T("delegation.request.part.hint")
		}
	}
	return ""
}

// unitFact is what stands before the unit's name: that it is registered, or that it asks for a meeting.
func unitFact(p lang.Printer, asks bool) string {
	if asks {
		return p.T("delegation.request.unit")
	}
	return p.T("delegation.fact.unit")
}

// people is how many are registered, or that they are named later.
func (v ReceivedView) people() string {
	n := len(v.Page.Registration.LiveDelegates())
	if n == 0 && onRequest(&v.Page.Invitation) {
		return v.Frame.L.T("delegation.request.later")
	}
	return v.Frame.L.Number(n)
}

func (v ReceivedView) noMail() string {
	if asks(&v.Page.Invitation, v.Page.Registration) {
		return v.Frame.L.T("delegation.request.no-mail")
	}
	return v.Frame.L.T("delegation.received.step.click.no-mail")
}
