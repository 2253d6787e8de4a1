package main

import (
	"net/url"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffAccount shows the door, the user's own page, users, the organiser and the front page, in their states.
func entriesStaffAccount() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		p := lang.For(l)
		for _, e := range []Entry{
			{ID: "sign-in", Name: "Sign-in", Page: templates.StaffSignIn(doorFrame(p, false), templates.Form{L: p, Action: "#"}, "")},
			{ID: "sign-in-wrong", Name: "Sign-in, wrong password", Page: templates.StaffSignIn(doorFrame(p, true), wrongSignIn(p), "/intern/brukere")},
			{ID: "account", Name: "Own account", Page: templates.StaffAccount(account(p, false))},
			{ID: "account-wrong", Name: "Own account, password refused", Page: templates.StaffAccount(wrongAccount(p))},
			{ID: "account-must-change", Name: "Own account, password must be changed", Page: templates.StaffAccount(account(p, true))},
			{ID: "users", Name: "Users", Page: templates.StaffUsers(accountFrame(p, templates.SectionUsers, p.T("staff.users.title")), users(), users()[0].ID)},
			{ID: "user-new", Name: "New user", Page: templates.StaffUser(newUser(p))},
			{ID: "user", Name: "A user", Page: templates.StaffUser(oneUser(p))},
			{ID: "user-wrong", Name: "A user, refused", Page: templates.StaffUser(wrongUser(p))},
			{ID: "user-password", Name: "A temporary password", Page: templates.StaffUserPassword(accountFrame(p, templates.SectionUsers, p.T("staff.user.password.title", "Name", users()[1].Name)), users()[1], "7K3M-XW2P-9QTB-R4HD")},
			{ID: "organiser", Name: "The organiser", Page: templates.StaffOrganiser(organiser(p))},
			{ID: "organiser-stale", Name: "The organiser, changed by somebody else", Page: templates.StaffOrganiser(staleOrganiser(p))},
			{ID: "start", Name: "Front page", Page: templates.StaffStart(start(p))},
			{ID: "start-empty", Name: "Front page, nothing yet", Page: templates.StaffStart(templates.StaffStartView{Frame: accountFrame(p, templates.SectionSeries, p.T("staff.start.title")), MayEdit: true})},
		} {
			e.ID, e.Lang = "staff-"+e.ID+"-"+string(l), l
			all = append(all, e)
		}
	}
	return all
}

func doorFrame(p lang.Printer, wrong bool) templates.Frame {
	return templates.Frame{L: p, Title: p.T("staff.sign-in.title"), Path: urls.Paths().StaffSignIn(), Staff: &templates.StaffFrame{}, Problems: wrong}
}

func wrongSignIn(p lang.Printer) templates.Form {
	return templates.Form{L: p, Action: "#", Values: url.Values{"email": {"leser@innlandet.example.no"}}, Problems: dialogue.Problems{"": {Key: "problem.sign-in"}}}
}

func accountFrame(p lang.Printer, section templates.Section, title string) templates.Frame {
	return templates.Frame{L: p, Title: title, Path: urls.Paths().Staff(), Organiser: sample.Innlandet(),
		Staff: &templates.StaffFrame{User: users()[0].Name, Section: section, Admin: true}}
}

// users are the sample organiser's: one signed in, one with a temporary password, one barred.
func users() []dialogue.StaffUser {
	var all []dialogue.StaffUser
	for _, user := range sample.Staff() {
		if user.Organiser == sample.Innlandet().ID {
			all = append(all, user)
		}
	}
	all[1].MustChange = true
	all[2].DisabledAt = dialogue.Date{Year: 2019, Month: 8, Day: 1}.At(9, 0)
	return all
}

func langs(p lang.Printer) []templates.Option {
	return []templates.Option{{Value: "nb", Label: p.T("common.language.nb")}, {Value: "nn", Label: p.T("common.language.nn")}}
}

func roles(p lang.Printer) []templates.Option {
	var all []templates.Option
	for _, role := range dialogue.StaffRoles {
		all = append(all, templates.Option{Value: string(role), Label: p.T("staff.role." + string(role)), Hint: p.T("staff.role." + string(role) + ".about")})
	}
	return all
}

func account(p lang.Printer, mustChange bool) templates.StaffAccountView {
	user := users()[0]
	user.MustChange = mustChange
	return templates.StaffAccountView{
		Frame: accountFrame(p, templates.SectionAccount, p.T("staff.account.title")), User: user, Langs: langs(p),
		Account:  templates.Form{L: p, Action: "#", Values: url.Values{"name": {user.Name}, "lang": {string(user.Lang)}, "version": {"1"}}},
		Password: templates.Form{L: p, Action: "#", ID: "passord"},
	}
}

func wrongAccount(p lang.Printer) templates.StaffAccountView {
	v := account(p, false)
	v.Frame.Problems = true
	v.Frame.Flash = templates.Flash{Tone: templates.Good, Text: p.T("staff.account.saved")}
	v.Password.Values = url.Values{}
	v.Password.Problems = dialogue.Problems{"current": {Key: "problem.password-wrong"}, "new": {Key: "problem.password-short", Args: map[string]any{"Min": 12}}}
	return v
}

func newUser(p lang.Printer) templates.StaffUserView {
	frame := accountFrame(p, templates.SectionUsers, p.T("staff.user.new"))
	frame.Back = templates.Link{Href: urls.Paths().StaffUsers(), Label: p.T("staff.users.title")}
	return templates.StaffUserView{Frame: frame, Form: templates.Form{L: p, Action: "#"}, User: dialogue.StaffUser{Lang: p.Lang()}, Roles: roles(p), Langs: langs(p)}
}

func oneUser(p lang.Printer) templates.StaffUserView {
	v := newUser(p)
	v.User = users()[1]
	v.Frame.Title = v.User.Name
	v.Form.Values = url.Values{"name": {v.User.Name}, "email": {v.User.Email}, "role": {string(v.User.Role)}, "lang": {string(v.User.Lang)}, "version": {"1"}}
	return v
}

func wrongUser(p lang.Printer) templates.StaffUserView {
	v := oneUser(p)
	v.Frame.Problems = true
	v.Form.Problems = dialogue.Problems{"email": {Key: "problem.email-taken"}, "role": {Key: "problem.last-admin"}}
	return v
}

func organiser(p lang.Printer) templates.StaffOrganiserView {
	o := sample.Innlandet()
	values := url.Values{"kind": {string(o.Kind)}, "counties": o.Counties, "lang": {string(o.Lang)}, "email": {o.Email}, "phone": {o.Phone},
		"postal_address": {o.PostalAddress}, "website": {o.Website}, "accessibility_url": {o.AccessibilityURL}, "privacy_url": {o.PrivacyURL}, "version": {"1"}}
	templates.SetText(values, "name", o.Name)
	v := templates.StaffOrganiserView{Frame: accountFrame(p, templates.SectionOrganiser, p.T("staff.organiser.title")),
		Form: templates.Form{L: p, Action: "#", Values: values}, Langs: langs(p)}
	for _, kind := range []dialogue.OrganiserKind{dialogue.Governor, dialogue.Ministry, dialogue.OtherOrganiser} {
		v.Kinds = append(v.Kinds, templates.Option{Value: string(kind), Label: p.T("staff.organiser.kind." + string(kind))})
	}
	for _, c := range strings.Split("03 Oslo,11 Rogaland,34 Innlandet,46 Vestland,50 Trøndelag", ",") {
		v.Counties = append(v.Counties, templates.Option{Value: c[:2], Label: c[3:]})
	}
	for _, c := range strings.Split("04 Hedmark,05 Oppland", ",") {
		v.Counties = append(v.Counties, templates.Option{Value: c[:2], Label: c[3:], Hint: p.T("staff.organiser.former-county")})
	}
	return v
}

func staleOrganiser(p lang.Printer) templates.StaffOrganiserView {
	v := organiser(p)
	v.Form.Stored = url.Values{}
	for name, values := range v.Form.Values {
		v.Form.Stored[name] = values
	}
	v.Form.Stored.Set("phone", "22 24 96 99")
	v.Form.Stored.Set("lang", "nn")
	v.Form.Stored.Set("website", "")
	v.Form.Stored.Set("postal_address", "Fylkesmannen i Innlandet\nPostboks 987\n2604 Lillehammer")
	return v
}

func start(p lang.Printer) templates.StaffStartView {
	now := dialogue.Date{Year: 2019, Month: 9, Day: 1}.At(12, 0)
	v := templates.StaffStartView{Frame: accountFrame(p, templates.SectionSeries, p.T("staff.start.title")), MayEdit: true}
	inv := sample.Innlandet2019()
	open := dialogue.StaffSeries{Series: inv.Series, Meetings: inv.Meetings, Registered: 31, Held: 2, Proposals: 1}
	draft := dialogue.StaffSeries{Series: dialogue.Series{ID: sample.ID("draft"), State: dialogue.Draft}}
	done := dialogue.StaffSeries{Series: inv.Series, Registered: 46}
	done.Series.Texts.Title = dialogue.Text{NB: "Konferanse om velferdsteknologi 2018", NN: "Konferanse om velferdsteknologi 2018"}
	for _, m := range inv.Meetings[:2] {
		m.StartsAt, m.EndsAt = m.StartsAt.AddDate(-1, 0, 0), m.EndsAt.AddDate(-1, 0, 0)
		done.Meetings = append(done.Meetings, m)
	}
	row := func(s dialogue.StaffSeries, todo ...string) templates.StaffStartRow {
		r := templates.StaffStartRow{Series: s, Standing: s.Standing(now), Deadline: s.NextDeadline(now), Next: s.NextMeeting(now)}
		for _, label := range todo {
			r.Todo = append(r.Todo, templates.Link{Href: "#", Label: label})
		}
		return r
	}
	v.Current = []templates.StaffStartRow{
		row(draft, p.T("staff.todo.draft")),
		row(open, p.N("staff.todo.held", 2), p.N("staff.todo.proposals", 1)),
	}
	done.Series.ClosedEarlyAt = time.Time{}
	v.Past = []templates.StaffStartRow{row(done)}
	return v
}
