package templates

import (
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

// StaffRequestsView is the requests for meetings of a series.
type StaffRequestsView struct {
	S      StaffSeriesFrame
	Page   dialogue.RequestsPage
	Filter Form // GET
}

// RequestMeetingView is the form for a meeting that is made of requests.
type RequestMeetingView struct {
	StaffRequestsView
	Form  Form
	Data  dialogue.RequestMeetingForm
	Stale bool
}

func (v StaffRequestsView) t(key string, args ...any) string { return v.S.Frame.L.T(key, args...) }

// waiting and met part the requests by whether they have a meeting.
func (v StaffRequestsView) waiting() []dialogue.Request {
	return slices.DeleteFunc(slices.Clone(v.Page.Requests), func(q dialogue.Request) bool { return q.Meeting != nil })
}

func (v StaffRequestsView) met() []dialogue.Request {
	return slices.DeleteFunc(slices.Clone(v.Page.Requests), func(q dialogue.Request) bool { return q.Meeting == nil })
}

func (v StaffRequestsView) mayMake() bool {
	return v.S.MayEdit && v.Page.Invitation.Series.State == dialogue.Published
}

func (v StaffRequestsView) registration(r dialogue.Registration) string {
	return urls.Paths().StaffRegistration(r.Series, r.ID)
}

// people is how many are named, or that nobody is.
func (v StaffRequestsView) people(r dialogue.Registration) string {
	if n := len(r.LiveDelegates()); n > 0 {
		return v.S.Frame.L.N("staff.request.named", n)
	}
	return v.t("staff.request.nobody")
}

// asked is when and by whom.
func (v StaffRequestsView) asked(r dialogue.Registration) string {
	return v.t("staff.request.asked", "Date", v.S.Frame.L.Date(dialogue.DateOf(r.ReceivedAt)), "Name", r.Contact.Name)
}

// neighbourWord tells whether a neighbour has asked itself.
func (v StaffRequestsView) neighbourWord(n dialogue.Neighbour) string {
	switch {
	case n.Own == nil:
		return v.t("staff.request.neighbour.none")
	case n.Met:
		return v.t("staff.request.neighbour.met")
	}
	return v.t("staff.request.neighbour.waits")
}

// named are the units that a meeting names and that have no registration in the series: they can be invited.
func (v StaffRequestsView) uninvited(m dialogue.Meeting) []dialogue.Unit {
	var units []dialogue.Unit
	for _, u := range v.Page.Invitation.Named {
		registered := slices.ContainsFunc(v.Page.Requests, func(q dialogue.Request) bool {
			return q.Registration.Unit.ID == u.ID && q.Meeting != nil && q.Meeting.ID == m.ID
		})
		if slices.Contains(m.Units, u.ID) && !registered {
			units = append(units, u)
		}
	}
	return units
}

// ahead are the meetings that are still to come.
func (v StaffRequestsView) ahead() []dialogue.Meeting {
	return slices.DeleteFunc(slices.Clone(v.Page.Invitation.Meetings), func(m dialogue.Meeting) bool {
		return m.StateAt(v.Page.Now) != dialogue.Planned
	})
}

func (v StaffRequestsView) stateOptions() []Option {
	return []Option{
		{Value: string(dialogue.RequestsOpen), Label: v.t("staff.request.state.open")},
		{Value: string(dialogue.RequestsMet), Label: v.t("staff.request.state.met")},
	}
}

func (v StaffRequestsView) countyOptions() []Option {
	var options []Option
	for _, c := range v.Page.Counties {
		options = append(options, Option{Value: c.Number, Label: c.Name})
	}
	return options
}

// requestOptions are the requests that wait, those chosen and suggested first.
func (v RequestMeetingView) requestOptions() []Option {
	var first, rest []Option
	for _, q := range v.waiting() {
		r := q.Registration
		o := Option{Value: r.ID.String(), Label: r.Unit.Name, Lines: []string{v.t("staff.request.option.when", "When", r.WantedWhen)}, Hint: v.people(r)}
		if slices.ContainsFunc(v.Data.Requests, func(c dialogue.Request) bool { return c.Registration.ID == r.ID }) {
			first = append(first, o)
		} else {
			rest = append(rest, o)
		}
	}
	return append(first, rest...)
}

// otherOptions are neighbours that have not asked themselves.
func (v RequestMeetingView) otherOptions() []Option {
	var options []Option
	for _, u := range v.Data.Others {
		options = append(options, Option{Value: u.Key(), Label: u.Name})
	}
	return options
}

// chosenNow names the requests that were chosen and have a meeting now.
func (v RequestMeetingView) taken() []dialogue.Request {
	return slices.DeleteFunc(slices.Clone(v.Data.Chosen), func(q dialogue.Request) bool { return q.Meeting == nil })
}

func versionField(q dialogue.Request) (name, value string) {
	return "version." + q.Registration.ID.String(), strconv.Itoa(q.Registration.Version)
}

// noMeetings says what to do where there are no meetings: make them, or wait until they are asked for.
func (v EditorView) noMeetings() string {
	if v.Inv.Series.Rules.OnRequest {
		return v.S.Frame.L.T("staff.meetings.empty.request")
	}
	return v.S.Frame.L.T("staff.meetings.empty.text")
}
